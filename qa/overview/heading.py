"""Headings of parts: their words without number and marks of layout, and where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.sentence import sentences_of
from qa.answer import Citation

if TYPE_CHECKING:
    from corpus.document import PolicyDocument, Section

_DECIMAL = r"\d+(?:[.．]\d+)*(?:\s*[.．、]|\s+(?=[^\d\s]))"
"""A number as plans for emergencies write it too: 2.1 组织机构."""
_LIST = (
    r"[一二三四五六七八九十百]+\s*[、.．]|[（(]\s*[一二三四五六七八九十\d]+\s*[)）]"
    rf"|{_DECIMAL}|[①-⑳]"
)
_BARE = re.compile(
    rf"^(?:第[一二三四五六七八九十百]+[编章节条]|[一二三四五六七八九十百]+\s+|{_LIST}|#+)\s*"
)
_NUMBER = re.compile(rf"^(?:#+\s*)?(?:{_LIST})\s*")
"""The number of a part of a list; that of an article or a chapter is its name."""
_JOINED = re.compile(r"\W|以及|[和与及]|^关于")
MOST_SPACE = 8
"""Characters of white space within a heading (第一章　　总　则)."""


def bare_heading(heading: str) -> str:
    """Return the words of a heading, or of a sentence below a number, on one line, unnumbered."""
    return re.sub(
        r"(?<=[^\W\d])[^\S\n]*\n\s*(?=[^\W\d（(])", "", _NUMBER.sub("", heading.strip()).strip()
    )


def bare(section: Section) -> str:
    """Return the words of a part's heading without its number, be it that of a chapter."""
    return bare_name(section.heading)


def bare_name(heading: str) -> str:
    """Return the words of a heading without its number, be it that of a chapter."""
    return _BARE.sub("", heading).strip()


def numbered(section: Section) -> bool:
    """Whether a part has a number."""
    return _BARE.match(section.heading) is not None


def key(name: str) -> str:
    """Return what two ways to call a part have in common: 渔具和渔法, 渔具渔法."""
    return _JOINED.sub("", name)


def heading_of(document: PolicyDocument, section: Section) -> Citation | None:
    """Return the heading of a part as a quote, None where it is but a number."""
    if not bare(section) or section.is_item:
        return None
    return cite(document, *span_of(document, section))


def span_of(document: PolicyDocument, section: Section) -> tuple[int, int]:
    """Return where the words of a heading stand: behind marks of layout, spaces as written."""
    text = document.text
    lead = re.compile(r"[#\s]*").match(text, section.start)
    start = end = section.start if lead is None else lead.end()
    for letter in section.heading.replace(" ", "").replace("\u3000", ""):
        at = text.find(letter, end, end + MOST_SPACE)
        end = end if at < 0 else at + 1
    return start, end


def first_of(document: PolicyDocument, section: Section) -> Citation | None:
    """Return the first sentence of a part with its number."""
    start, behind = span_of(document, section)
    spans = sentences_of(document.text, behind, section.end)
    end = next((b for a, b in spans if re.search(r"\w", document.text[a:b])), 0)
    return cite(document, start, end) if start < end else None


def cite(document: PolicyDocument, start: int, end: int) -> Citation:
    """Return a stretch of a document as a quote."""
    about = document.metadata
    quote = document.text[start:end]
    return Citation(document.id, about.title, start, end, quote, about.source_url)
