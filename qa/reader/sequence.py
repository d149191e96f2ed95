"""Where a span stands in the run of its text: leads and what they repeat, lists, questions asked.

A lead says again what a question says and answers nothing; what answers may be the item of a list
that goes on, or stand behind a question that the document itself asks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from qa.reader.match import share

if TYPE_CHECKING:
    from qa.reader.candidate import Spans
    from qa.reader.match import Floats
    from qa.reader.region import Region
    from qa.reader.scene import Scene, Seen

    Columns = dict[str, Floats]

_ORDER = "一二三四五六七八九十"
_MARK = rf"[（(](?:[{_ORDER}]+|\d{{1,2}})[）)]|\d{{1,2}}[.．、](?!\d)|[{_ORDER}]+[、是]|[①-⑨]"
LIKE = 0.8
"""Share of a sentence's worth from which another one tells the same of the question."""
ITEM_NEAR = 4
"""Characters before a span in which the mark of its item may stand."""
LOOK = 12
"""Characters before a span that tell what introduces it."""
GOES_ON = 420
"""Characters behind a span in which the next item of its list is looked for."""
_ISSUES = re.compile(
    r"印发|出台|下发|发布|发出|近日|日前|记者|获悉|通报|要求各|发布会|本报|[日讯]电|讯 "
    r"|为(?:贯彻|落实|深入|切实|进一步|全面|做好|加强|有效|支持|应对|帮助|积极)"
)
"""What a lead says of a document instead of what the document says."""
_SAID = re.compile(
    r"(?:介绍|表示|明确|指出|提出|要求|强调|称|通知|规定|认为|获悉|据悉|悉|统计|如下|消息|看)[，：:]\s?[“（]?$"
)
"""What introduces what somebody said, or a text says."""
_CONDITION = re.compile(r"(?:的|时|后|前|者|期间|单位|企业)[，,]\s?$")
"""The end of a clause that says for whom or when what follows holds."""
SHORT = 28
"""Characters of the longest sentence that is a heading within running text."""
_HEADS = re.compile(rf"\s*(?:{_MARK}|[一二三四五六七八九十]\S)|[^，,；;]+[。：:]?\s*$")
_ASKED = re.compile(r"[？?]")
_ITEM = re.compile(
    rf"(?P<sign>[（(](?P<a>[{_ORDER}]|\d{{1,2}})[）)]|(?<![\d.])(?P<b>\d{{1,2}})[.．、](?!\d)"
    rf"|(?P<c>[{_ORDER}])(?P<d>[、是])|第(?P<e>[{_ORDER}])[，,、]|(?P<f>[①-⑨]))"
)


def sequence(scene: Scene, seen: Seen, spans: Spans) -> Columns:
    """Return the columns of a region's candidates, one value for each span."""
    return {
        **_of_likes(scene, seen, spans),
        **_of_items(seen.region, spans),
        **_of_sentences(seen.region, spans),
        **_of_clauses(scene, seen, spans),
    }


def _of_likes(scene: Scene, seen: Seen, spans: Spans) -> Columns:
    """Whether other sentences of the document, before or behind, tell as much of the question."""
    own = share(seen.own, scene.local)
    starts = seen.region.start + seen.low
    at, worth = [], []
    for other in scene.seen:
        if other.region.document.id == seen.region.document.id:
            at.append(other.region.start + other.low)
            worth.append(share(other.own, scene.local))
    places, shares = np.concatenate(at), np.concatenate(worth)
    later = places[None, :] > starts[:, None]
    earlier = places[None, :] < starts[:, None]
    like = shares[None, :] >= LIKE * own[:, None]
    best = float(max(scene.best_local, 1e-6))
    columns = {
        "likes_later": (later & like).sum(axis=1),
        "likes_earlier": (earlier & like).sum(axis=1),
        "best_later": np.where(later, shares[None, :], 0.0).max(axis=1) / best,
        "best_earlier": np.where(earlier, shares[None, :], 0.0).max(axis=1) / best,
    }
    return {name: told[spans.first].astype(np.float32) for name, told in columns.items()}


def _of_items(region: Region, spans: Spans) -> Columns:
    """Which items of a list a span has, and whether the list goes on behind it."""
    marks = [(m.start(), *_kind(m)) for m in _ITEM.finditer(region.text)]
    size = len(spans.start)
    names = ("item_first", "item_last", "items_held", "item_goes_on", "item_below")
    columns = {name: np.zeros(size, dtype=np.float32) for name in names}
    if not marks:
        return columns
    at = np.array([mark[0] for mark in marks], dtype=np.intp)
    kinds = [mark[1] for mark in marks]
    order = [mark[2] for mark in marks]
    first = np.searchsorted(at, spans.start - ITEM_NEAR)
    last = np.searchsorted(at, spans.end)
    told: dict[tuple[int, int], tuple[float, ...]] = {}
    for row, (low, high) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        if (low, high) not in told:
            told[low, high] = _told(at, kinds, order, low, high)
        for name, value in zip(names, told[low, high], strict=True):
            columns[name][row] = value
    return columns


def _told(
    at: np.ndarray[tuple[int], np.dtype[np.intp]],
    kinds: list[str],
    order: list[int],
    low: int,
    high: int,
) -> tuple[float, ...]:
    """Return what ``_of_items`` tells of the marks from ``low`` to ``high``."""
    held = high - low
    kind = kinds[low] if held else ""
    same = [order[i] for i in range(low, high) if kinds[i] == kind]
    behind = [i for i in range(high, len(at)) if high == 0 or at[i] - at[high - 1] <= GOES_ON]
    goes_on = held and any(kinds[i] == kind and order[i] == same[-1] + 1 for i in behind[:6])
    below = not held and bool(behind) and order[behind[0]] == 1
    return (
        float(same[0]) if held else 0.0,
        float(same[-1]) if held else 0.0,
        float(len(same)),
        float(bool(goes_on)),
        float(below),
    )


def _kind(mark: re.Match[str]) -> tuple[str, int]:
    """Return the form of an item's mark and its number in the list."""
    for name in "abcef":
        said = mark[name]
        if said:
            number = int(said) if said.isdigit() and said.isascii() else _number(said)
            digit = "0" if said.isascii() else "一"
            return f"{name}{digit}{mark['d'] or ''}", number
    return "", 0


def _number(said: str) -> int:
    return _ORDER.index(said) + 1 if said in _ORDER else ord(said) - ord("①") + 1


def _of_sentences(region: Region, spans: Spans) -> Columns:
    """What kind of sentence a span stands in and what the one before it is."""
    texts = [region.text[low:high] for low, high in region.spans]
    ends = [text.rstrip() for text in texts]
    issues = np.array([len(_ISSUES.findall(text)) for text in texts], dtype=np.float32)
    asks = np.array([bool(_ASKED.search(text)) for text in texts], dtype=np.float32)
    colon = np.array([text.endswith(("：", ":")) for text in ends], dtype=np.float32)
    short = np.array([len(text) for text in ends], dtype=np.float32)
    heads = np.array(
        [len(text) <= SHORT and bool(_HEADS.match(text)) for text in ends], dtype=np.float32
    )
    first = spans.first
    before = np.maximum(first - 1, 0)
    led = first > 0
    return {
        "issues": issues[first],
        "asks_itself": asks[first],
        "after_asking": np.where(led, asks[before], 0.0).astype(np.float32),
        "colon_before": np.where(led, colon[before], 0.0).astype(np.float32),
        "colon_in": colon[first],
        "length_before": np.where(led, short[before], 0.0).astype(np.float32),
        "headed_before": np.where(led, heads[before], 0.0).astype(np.float32),
        "sentence_number": (first + (region.start > 0) * 50).astype(np.float32),
    }


def _of_clauses(scene: Scene, seen: Seen, spans: Spans) -> Columns:
    """What of the question the clause has in which a span begins, and the one before that."""
    region = seen.region
    flat = [clause for clauses in region.clauses for clause in clauses]
    low = np.array([start for start, _ in flat], dtype=np.intp)
    high = np.array([end for _, end in flat], dtype=np.intp)
    held = seen.matched.held(low, high)
    own = np.maximum(np.searchsorted(low, spans.start, side="right") - 1, 0)
    before = np.maximum(own - 1, 0)
    starts, at_start = np.unique(spans.start, return_inverse=True)
    left = [region.text[max(0, at - LOOK) : at] for at in starts]
    said = np.array([bool(_SAID.search(text)) for text in left], dtype=np.float32)
    condition = np.array([bool(_CONDITION.search(text)) for text in left], dtype=np.float32)
    columns = {"after_said": said[at_start], "after_condition": condition[at_start]}
    for suffix, weights in (("", scene.question.weights), ("_local", scene.local)):
        told = share(held, weights)
        columns[f"clause{suffix}"] = told[own]
        columns[f"clause_before{suffix}"] = np.where(own > 0, told[before], 0.0)
    return {name: column.astype(np.float32) for name, column in columns.items()}
