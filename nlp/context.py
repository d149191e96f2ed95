"""What a component may know about a text besides the text: its kind, date, issuer, divisions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.sentence import sentences

if TYPE_CHECKING:
    from datetime import date

    from corpus.document import PolicyDocument, Section
    from nlp.gazetteer.place import Place

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one text.

    ``kind`` is the document's kind as read (``work_report``, ``notice`` …), ``"Question"`` for a
    bare sentence, None if unknown. ``year`` is the year the document is about: that in its title,
    else that of its date. ``area`` is the place whose government or body issued it: what 全省, 我市
    and 本区 mean; ``addressed`` is the one it is sent to (你省). ``sections`` and
    ``sentences`` are half-open spans of this text.
    """

    document_id: str | None = None
    title: str = ""
    kind: str | None = None
    issued_on: date | None = None
    year: int | None = None
    issuers: tuple[str, ...] = ()
    area: Place | None = None
    area_reason: str = ""
    addressed: Place | None = None
    sections: tuple[Section, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()


def context_of(document: PolicyDocument) -> Context:
    """Return the context of a whole document."""
    from nlp.pipe.issuer import addressed_area, issuer_area

    metadata = document.metadata
    issued = metadata.issued_on or metadata.published_on
    area, reason = issuer_area(document)
    return Context(
        document_id=document.id,
        title=metadata.title,
        kind=metadata.kind,
        issued_on=issued,
        year=_year(metadata.title, issued),
        issuers=metadata.issuers,
        area=area,
        area_reason=reason,
        addressed=addressed_area(document),
        sections=document.sections,
        sentences=tuple(sentences(document.text)),
    )


def context_of_text(text: str, on: date | None = None) -> Context:
    """Return the context of a loose sentence or a question, asked on a day or on none."""
    year = on.year if on else None
    return Context(kind="Question", issued_on=on, year=year, sentences=tuple(sentences(text)))


def part(context: Context, start: int, end: int) -> Context:
    """Return the context of ``text[start:end]``: the same, with spans clipped and shifted."""
    sections = tuple(
        replace(s, start=max(s.start, start) - start, end=min(s.end, end) - start)
        for s in context.sections
        if s.start < end and s.end > start
    )
    spans = tuple((a - start, b - start) for a, b in context.sentences if a >= start and b <= end)
    return replace(context, sections=sections, sentences=spans)


def _year(title: str, issued: date | None) -> int | None:
    named = _YEAR.search(title)
    if named:
        return int(named[1])
    return issued.year if issued else None
