"""What the components hand to each other on a spaCy ``Doc``, and the typed way to reach it.

``doc._.folded`` is the folded text (``corpus.normalize.fold``) of which the words were made,
``doc._.raw`` the text as written; both have the same length, so one offset means the same in both.
``doc.text`` equals the folded text, but spaCy builds it anew at every call.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from nlp.extraction import (
    Extraction,
    Label,
    Link,
    Measurement,
    Mention,
    Period,
    Reference,
    Relation,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nlp.context import Context


@dataclass(frozen=True, slots=True)
class Found:
    """The results on one ``Doc``: the very lists behind ``doc._.mentions`` and so on."""

    mentions: list[Mention] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    periods: list[tuple[Mention, Period]] = field(default_factory=list)
    measurements: list[Measurement] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)


_LISTS = (
    "mentions", "links", "periods", "measurements", "relations", "warnings", "references",
)  # fmt: skip


def register() -> None:
    """Make the extensions known to spaCy; doing so again changes nothing."""
    if Doc.has_extension("found"):
        return
    Doc.set_extension("found", default=None)
    Doc.set_extension("raw", default="")
    Doc.set_extension("folded", default="")
    Doc.set_extension("context", default=None)
    for name in _LISTS:
        Doc.set_extension(name, getter=partial(_result, name=name))


def _result(doc: Doc, name: str) -> object:
    return getattr(doc._.found, name)


def prepare(doc: Doc, raw: str, folded: str, context: Context) -> Doc:
    """Return the ``Doc`` ready for the components."""
    doc._.raw = raw
    doc._.folded = folded
    doc._.context = context
    doc._.found = Found()
    return doc


def mention(doc: Doc, start: int, end: int, label: Label) -> Mention:
    """Return a mention with its text as written."""
    return Mention(start, end, label, doc._.raw[start:end])


def add_links(doc: Doc, links: Iterable[Link]) -> None:
    """Add decisions and the mentions they are about."""
    for link in links:
        doc._.found.links.append(link)
        doc._.found.mentions.append(link.mention)


def extraction(doc: Doc) -> Extraction:
    """Return all that was found, sorted by position."""
    found: Found = doc._.found
    return Extraction(
        mentions=tuple(sorted(set(found.mentions))),
        links=tuple(sorted(found.links, key=lambda link: link.mention)),
        periods=tuple(sorted(found.periods, key=lambda pair: pair[0])),
        measurements=tuple(sorted(found.measurements, key=lambda m: (m.start, m.end))),
        relations=tuple(sorted(found.relations, key=lambda r: (r.start, r.end, r.predicate))),
        warnings=tuple(found.warnings),
        references=tuple(found.references),
    )
