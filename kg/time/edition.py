"""Editions of a text: which changes a held text contains, and which later ones are held.

A law is amended and its text published anew under the same title. The dated notes below the title
(立法法 第六十二条) tell up to which change a text goes; that day is its ``zt:versionDate``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rdflib import URIRef

from corpus.metadata.calendar import DAY
from corpus.metadata.calendar import day_of as day_in
from corpus.normalize import fold
from kg.entity import title_key
from ontology.namespace import ZT

if TYPE_CHECKING:
    from datetime import date

    from corpus.document import PolicyDocument
    from kg.storage.store import GraphView
    from kg.wording import Span

_HEAD = 3000
"""Characters within which the notes below a title end; long histories reach 2,500."""

_BODY = re.compile(r"^[#\s]*(?:第[一二三四五六七八九十百]+[条章编节]|目\s*录|一、)", re.MULTILINE)
_NOTE = re.compile(rf"^[ （(]*(?:根据)?{DAY}.*", re.MULTILINE)
_EVENT = re.compile(rf"(?P<day>{DAY})(?:(?!{DAY}).)*")
_CHANGES = re.compile("通过|批准|修正|修订|修改")
_TITLES = f"SELECT DISTINCT ?d ?title WHERE {{ ?d <{ZT.documentId}> ?id ; <{ZT.title}> ?title }}"


def edition_in(document: PolicyDocument) -> tuple[date, Span] | None:
    """Return the day of the last change that a text contains, and where its notes tell of it.

    Only adoption, approval and amendment count: promulgation and entry into force come after them
    and do not change the text. None for texts without such notes.
    """
    found = [
        (day, span)
        for span, said in events(document)
        if _CHANGES.search(said) and (day := day_in(said)) is not None
    ]
    return max(found, default=None)


def events(document: PolicyDocument) -> list[tuple[Span, str]]:
    """Return the dated events that the notes below a title tell, with their offsets, folded."""
    head = fold(document.text[:_HEAD])
    body = _BODY.search(head)
    return [
        ((note.start() + event.start(), note.start() + event.end()), event[0])
        for note in _NOTE.finditer(head, 0, body.start() if body else len(head))
        for event in _EVENT.finditer(note[0])
    ]


def editions(view: GraphView) -> dict[str, list[tuple[URIRef, str]]]:
    """Return the held documents by the key of their title, with the title as they write it.

    It reads all titles: make it once for many documents.
    """
    found: dict[str, list[tuple[URIRef, str]]] = {}
    for row in view.select(_TITLES):
        title = str(row["title"])
        found.setdefault(title_key(title), []).append((URIRef(row["d"]), title))
    return found
