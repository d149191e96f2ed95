"""Answers by the parts of documents: those that bear the name of what is asked for, or all."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from qa.overview.asking import Broad, Sort
from qa.overview.heading import bare_name, key
from qa.overview.matter import on_matter
from qa.overview.outline import Listed, named_parts, parts_about, parts_called, whole
from qa.overview.scope import GENERAL, asked_of, editions, of_slots, with_parts
from qa.overview.told import of_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.archive import Archive
    from nlp.extraction import Period
    from qa.answer import Answer
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry

LONG_NAME = 6
"""Characters of a heading that is looked for in documents that are not named."""
MOST_CALLED = 2
"""Documents whose parts of one name are told; in more it is no name of a part."""
LIKE_A_TITLE = 4
"""Words of a matter that, all in a title, call the document."""
MOST_NAMES = 2
"""Names of a part that all texts are looked through for, at a tenth of a second each."""
MOST_HAVING = 80
"""Documents with the words of a heading that are looked through for it."""


def outlined(
    intent: Intent, catalog: Catalog, archive: Archive, named: Sequence[Entry]
) -> Answer | None:
    """Answer what a document's parts tell; None where a question asks for something else.

    Args:
        intent: The question.
        catalog: The documents.
        archive: Their texts.
        named: The held documents that it means; empty where it tells them by place, time, matter.
    """
    asked = asked_of(intent, named)
    if asked is None:
        return None
    listed: list[tuple[Entry, Listed]] = []
    for entry in editions(archive, with_parts(intent, asked, catalog, named)):
        listed += [(entry, part) for part in _parts(intent, asked, archive, entry, bool(named))]
    if not listed and not named and asked.matter:
        listed = _called_so(intent, asked, catalog, archive)
    if not listed:
        return None
    answer = of_parts(intent, asked, listed)
    counted = asked.matter and named and _so_called(asked, listed)
    elsewhere = _elsewhere(asked, archive, listed) if counted else 0
    if not elsewhere:
        return answer
    said = "、".join(f"“{phrase}”" for phrase in asked.phrases)
    return replace(answer, text=f"{answer.text}\n此外另有{elsewhere}句写到{said}。")


def _parts(
    intent: Intent, asked: Broad, archive: Archive, entry: Entry, named: bool
) -> list[Listed]:
    """Return the parts of a document that a question asks for."""
    document = archive.document(entry.id)
    if asked.matter or asked.sort is Sort.PART:  # 关于*网络保护*的规定: a law has such a chapter
        called = parts_called(document, (*asked.called, "".join(asked.matter)))
        if not called and named and asked.sort is Sort.MEASURE and len(asked.matter) > 1:
            called = parts_about(document, asked.matter)
        if called or (asked.matter and (named or asked.sort is Sort.PART)):
            return called
    periods = list(chain.from_iterable(map(_worded, intent.periods)))
    parts = [] if asked.noun in GENERAL else named_parts(document, asked, periods)
    titled_so = asked.sort is Sort.WHOLE or len(asked.matter) >= LIKE_A_TITLE
    if parts or (asked.matter and not titled_so):
        return parts
    meant = asked.noun in GENERAL or asked.sort in {Sort.MEASURE, Sort.WHOLE}
    return whole(document, asked) if meant and (named or asked.matter) else []


def _called_so(
    intent: Intent, asked: Broad, catalog: Catalog, archive: Archive
) -> list[tuple[Entry, Listed]]:
    """Return the parts that some document calls as the question does, however it is called."""
    among = {e.id: e for e in of_slots(intent, asked, catalog)}
    for name in [name for name in asked.called if len(name) >= LONG_NAME][:MOST_NAMES]:
        having = [among[i] for i in archive.containing_all((name,)) if i in among]
        if len(having) > MOST_HAVING:
            continue
        listed = [
            (entry, part)
            for entry in editions(archive, having)
            for part in parts_called(archive.document(entry.id), (name,))
        ]
        if 0 < len({entry.id for entry, _ in listed}) <= MOST_CALLED:
            return listed
    return []


def _so_called(asked: Broad, listed: Sequence[tuple[Entry, Listed]]) -> bool:
    """Whether the matter is what the parts are called by, and no word of their names."""
    return key("".join(asked.matter)) in {key(bare_name(part.heading)) for _, part in listed}


def _elsewhere(asked: Broad, archive: Archive, listed: Sequence[tuple[Entry, Listed]]) -> int:
    """Return how many sentences on a matter stand outside the parts that are called by it."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for entry, part in listed:
        spans.setdefault(entry.id, []).append(part.span)
    told = (
        (name, each.citation.start)
        for name in spans
        for each in on_matter(archive.document(name), asked, asked.phrases)
    )
    return sum(not any(a <= at < b for a, b in spans[name]) for name, at in told)


def _worded(period: Period) -> tuple[str, ...]:
    """Return how headings word a time: as asked, and by its year (去年)."""
    start, end = period.start, period.end
    year = f"{start.year}年" if start and end and start.year == end.year else period.text
    return tuple(dict.fromkeys((period.text, year)))
