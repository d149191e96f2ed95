"""A document as the text index takes it in: the terms of its parts, ready to be written.

Finding terms is most of the work of indexing and needs no index, so the processes that read
documents do it, and the one that writes is handed strings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.retrieval.term import terms

if TYPE_CHECKING:
    from corpus.document import PolicyDocument

_TITLE_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Part:
    """The terms of a stretch of text, with a space between each two; see ``qa.retrieval.term``."""

    words: str
    grams: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of a document.

    ``context`` is what it is called; ``above`` and ``bodies`` hold for each of its passages, in
    order, the headings above it and the passage itself.
    """

    context: Part
    above: tuple[Part, ...]
    bodies: tuple[Part, ...]


def entry_of(document: PolicyDocument) -> Entry:
    """Return what is indexed of a document."""
    passages = document.passages
    return Entry(
        context=_part(_context(document)),
        above=tuple(_part("\n".join(each.section_path)) for each in passages),
        bodies=tuple(_part(document.quote(each.start, each.end)) for each in passages),
    )


def _part(text: str) -> Part:
    found = terms(text)
    return Part(" ".join(found.words), " ".join(found.grams))


def _context(document: PolicyDocument) -> str:
    """Return what a document is called, in so far as its passages do not say it themselves."""
    about = document.metadata
    return f"{about.title[:_TITLE_LENGTH]}\n{about.document_number or ''}"


def passage_texts(document: PolicyDocument) -> list[str]:
    """Return what a model embeds of each passage: what is above it, and itself."""
    return [
        f"{' '.join((document.metadata.title, *each.section_path))}\n"
        f"{document.quote(each.start, each.end)}"
        for each in document.passages
    ]
