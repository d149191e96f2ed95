"""Values that 分别 gives to things one by one: 甲、乙和丙分别增长1%、2%和3%, 三项指标分别占….

Which value is whose is told by the order alone, so nearness to the question's words says nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.numeral import read_number

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = r"[\d.,]+[%％‰万亿千百十多余]*[\u4e00-\u9fff]{0,4}?"
_VALUES = re.compile(
    rf"分别(?P<verb>[^，。；\d]{{0,16}}?)(?P<values>{_NUMBER}(?:、{_NUMBER})*[和与及、]{_NUMBER})(?=[，。；、]|$)"
)
_JOINS = re.compile(
    r"、|(?<=[\u4e00-\u9fff“”（）A-Za-z\d]{2})(?:和|与|及|以及)(?=[\u4e00-\u9fff“A-Za-z]{2})"
)
_ALL = re.compile(r"(?P<n>[两二三四五六七八九十])(?:大|项|个|类|种)?[\u4e00-\u9fff]{0,4}$")
_HEAD = re.compile(r"^[^\d]{2,24}?(?=[约近超达为是]?\d)")


def owners(text: str) -> list[tuple[tuple[int, int], str]]:
    """Return the spans of the values that 分别 distributes, each with what it is of.

    >>> owners("甲产业、乙产业收入分别增长15.2%和9%。")
    [((13, 18), '甲产业'), ((19, 21), '乙产业收入')]
    """
    found = []
    for match in _VALUES.finditer(text):
        spans = [
            (match.start("values") + m.start(), match.start("values") + m.end())
            for m in re.finditer(_NUMBER + r"(?=[、和与及]|$)", match["values"])
        ]
        names = _names(text[: match.start()], len(spans))
        if names is not None:
            found += list(zip(spans, names, strict=True))
    return found


def owner_of(question: str, before: str, text: str, start: int, end: int) -> bool | None:
    """Return whether a distributed value is of what a question names; None if it is none.

    Args:
        question: The question, folded.
        before: What stands before the sentence in its line.
        text: The sentence.
        start: Where the value begins in the sentence.
        end: Where it ends.
    """
    told = owners(f"{before}{text}")
    at = len(before)
    own = [name for (a, b), name in told if a - at < end and start < b - at]
    if not own:
        return None
    best = max(_named(question, name) for _, name in told)
    mine = _named(question, own[0])
    alone = sum(_named(question, name) == best for _, name in told) == 1
    return mine == best and best > 0 and alone


def _named(question: str, name: str) -> float:
    pairs = [name[n : n + 2] for n in range(len(name) - 1)]
    return sum(pair in question for pair in pairs) / len(pairs) if pairs else 0.0


def _names(before: str, count: int) -> list[str] | None:
    """Return the things that values are distributed to, None where they cannot be told."""
    clause = re.split(r"[，。；：]", before)[-1]
    listed = [each for each in _JOINS.split(clause) if each]
    if len(listed) == count:
        return listed
    said = _ALL.search(clause)
    if said is None or int(read_number(said["n"]) or 0) != count:
        return None
    return _last_told(before, count)


def _last_told(before: str, count: int) -> list[str] | None:
    """Return what the last clauses told figures of: 甲产量2万吨；乙产量5万吨；两项指标."""
    parts: Sequence[str] = re.split(r"；", before)
    heads = [_head(part) for part in parts[-count:]]
    return [head for head in heads if head] if all(heads) and len(heads) == count else None


def _head(part: str) -> str | None:
    for clause in re.split(r"[，：]", part):
        match = _HEAD.match(clause)
        if match is not None and not re.search(r"年|月", match.group()[-1:]):
            return match.group()
    return None
