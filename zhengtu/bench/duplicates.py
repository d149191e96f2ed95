"""``zhengtu bench duplicates``: copies found, no others, among real documents and made variants.

200 of the policy documents, drawn by the sha256 of their ids, get a variant each as the web makes
them: another head, another day, a line on where it was reprinted from, or no annex. A variant is
found if it is in the group of its original. Groups without any variant are the true duplicates
among the documents themselves, or false: they are listed by id to be read.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter, defaultdict
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from corpus import RawDocument, parse
from kg.link.duplicate import candidates, duplicate_links, groups
from kg.link.sketch import Sketch
from kg.storage.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DOCUMENTS = "policy-qa-documents.jsonl"
VARIANTS = 200
MOST_OF_A_KIND = 60
_DAY = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日(?=[ \u3000]*$)", re.MULTILINE)
_ANNEX = re.compile(r"附\s*件")
SCALE = 100_000
"""Made sketches among which candidates are looked for, to see how the time grows."""
PLANTED = 2000
"""Near copies among them."""


def run(data: Path) -> dict[str, Any]:
    """Return shares of variants found by kind, the groups of the documents, and times."""
    with (data / DOCUMENTS).open(encoding="utf-8") as lines:
        texts = {row["docid"]: row["text"] for row in map(json.loads, lines)}
    made = dict(variants(texts))
    archive = Archive()
    for name, text in (texts | {name: text for name, (_, text) in made.items()}).items():
        archive.put(parse(RawDocument(name, text)))
    started = time.perf_counter()
    duplicate_links(archive)
    seconds = time.perf_counter() - started
    firsts = groups(archive.summaries(), archive.sketches.pairs())
    held: dict[str, list[str]] = defaultdict(list)
    for name, first in firsts.items():
        if name in texts:
            held[first].append(name)
    return {
        "documents": len(texts),
        **_found(made, firsts),
        "groups": sum(len(names) > 1 for names in held.values()),
        "groups to read": [sorted(names) for names in held.values() if len(names) > 1],
        "seconds": round(seconds, 2),
        "seconds for one more": round(_one_more(archive), 3),
        "scale": scale(),
    }


def _found(made: dict[str, tuple[str, str]], firsts: dict[str, str]) -> dict[str, Any]:
    kinds: Counter[str] = Counter()
    right: Counter[str] = Counter()
    missed = []
    for name, (kind, _) in made.items():
        original = name.removeprefix("variant/")
        together = name in firsts and firsts[name] == firsts.get(original)
        kinds[kind] += 1
        right[kind] += together
        if not together:
            missed.append(original)
    share = round(sum(right.values()) / max(len(made), 1), 4)
    by_kind = {kind: f"{right[kind]}/{count}" for kind, count in sorted(kinds.items())}
    return {"variants": len(made), "found": share, "by kind": by_kind, "missed": missed}


def variants(texts: dict[str, str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the name, kind and text of the variants; the same ones every time."""
    made: Counter[str] = Counter(dict.fromkeys(_MAKERS, 0))
    for name in sorted(texts, key=lambda name: sha256(name.encode()).hexdigest()):
        for kind, maker in _MAKERS.items():
            changed = maker(texts[name]) if made[kind] < MOST_OF_A_KIND else None
            if changed is not None and changed != texts[name]:
                made[kind] += 1
                yield f"variant/{name}", (kind, changed)
                break
        if made.total() == VARIANTS:
            return


def _head(text: str) -> str | None:
    """The page of another site: its menu before, its own record of the document."""
    return "首页 > 政务公开 > 政策文件\n索引号：000014349/2020-00031　主题分类：综合\n" + text


def _date(text: str) -> str | None:
    """The last day that ends a line, as that of a signature does, set two days on."""
    days = list(_DAY.finditer(text))
    if not days:
        return None
    last = days[-1]
    year, month, day = map(int, last.groups())
    moved = f"{year}年{month}月{day % 27 + 2}日"
    return text[: last.start()] + moved + text[last.end() :]


def _reprint(text: str) -> str | None:
    """What sites add to what they reprint."""
    head = "来源：某某日报　发布时间：2020-03-09 10:21"
    return f"{head}\n{text}\n（本文转载自某某网，责任编辑：小李）"


def _annex(text: str) -> str | None:
    """All before the last 附件 that stands in the second half."""
    found = [m.start() for m in _ANNEX.finditer(text) if m.start() > len(text) * 0.5]
    return text[: found[-1]].rstrip() if found else None


_MAKERS: dict[str, Callable[[str], str | None]] = {
    "missing annex": _annex,
    "changed date": _date,
    "changed head": _head,
    "reprint line": _reprint,
}
"""By kind, the rarest first: few documents have an annex in their second half."""


def _one_more(archive: Archive) -> float:
    first = archive.document(archive.ids()[0])
    archive.put(replace(first, id="one more", text=first.text + "（转载）"))
    started = time.perf_counter()
    duplicate_links(archive)
    return time.perf_counter() - started


def scale(documents: int = SCALE) -> dict[str, Any]:
    """Time the search among made sketches that share stock phrases, with near copies planted."""
    import numpy as np

    source = np.random.default_rng(20)
    stock = source.integers(0, 2**28, 4000, dtype=np.uint32)
    made = []
    for at in range(documents):
        own = source.integers(0, 2**28, 280, dtype=np.uint32)
        hashes = np.unique(np.concatenate([own, source.choice(stock, 20)]))
        made.append(Sketch(f"{at:06}", "", f"{at:06}", hashes))
    for at in range(PLANTED):
        copied = made[-1 - at].runs
        made[at] = replace(made[at], runs=copied[source.random(len(copied)) > 0.1])
    started = time.perf_counter()
    found = set(candidates(made, frozenset(each.id for each in made)))
    seconds = time.perf_counter() - started
    wanted = {(made[at].id, made[-1 - at].id) for at in range(PLANTED)}
    started = time.perf_counter()
    alone = set(candidates(made, frozenset({made[0].id})))
    return {
        "sketches": documents,
        "planted copies found": round(len(wanted & found) / PLANTED, 4),
        "other candidates": len(found - wanted),
        "seconds": round(seconds, 1),
        "seconds for one more": round(time.perf_counter() - started, 2),
        "candidates for it": len(alone),
    }
