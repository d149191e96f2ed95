"""Where the quotes of an answer come from: titles, addresses, and the parts they stand in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.outline import Outline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.storage.archive import Archive
    from qa.answer import Answer, Citation
    from qa.recall.catalog import Entry

MOST_PLACED = 40
"""Documents of an answer whose parts are looked up; a table of thousands of rows goes without."""


def cited(answer: Answer, entries: Mapping[str, Entry], archive: Archive) -> Answer:
    """Give every citation its document's title and web address, and the address of its part."""
    return replace(
        answer,
        evidence=_placed(answer.evidence, entries, archive),
        nearest=_placed(answer.nearest, entries, archive),
    )


def _placed(
    citations: Sequence[Citation], entries: Mapping[str, Entry], archive: Archive
) -> tuple[Citation, ...]:
    outlines: dict[str, Outline] = {}
    found: list[Citation] = []
    for citation in citations:
        entry = entries.get(citation.document)
        if entry is None:
            found.append(citation)
            continue
        if citation.document not in outlines and len(outlines) < MOST_PLACED:
            outlines[citation.document] = Outline.of(archive.document(citation.document))
        outline = outlines.get(citation.document)
        part = None if outline is None else outline.at(citation.start, citation.end)
        section = None if part is None else part.address
        found.append(
            replace(citation, title=entry.title, source_url=entry.source_url, section=section)
        )
    return tuple(found)
