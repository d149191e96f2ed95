"""The things that facts are about: their IRIs, classes and labels."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rdflib import RDF, RDFS, Literal, URIRef

from nlp.gazetteer.place import place_by_surface, within
from ontology.iri import mint
from ontology.lexicon import document_kind
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.statement import Triple
    from nlp.gazetteer.place import Place

_CLASSES: dict[str, URIRef] = {
    "Province": ZT.Province,
    "City": ZT.City,
    "County": ZT.County,
    "Region": ZT.Region,
    "Place": ZT.Place,
    "GovernmentBody": ZT.GovernmentBody,
    "Organization": ZT.Organization,
    "Person": ZT.Person,
    "Programme": ZT.Programme,
    "Meeting": ZT.Meeting,
    "Indicator": ZT.Indicator,
    "PolicyDocument": ZT.PolicyDocument,
    "DocumentNumber": ZT.PolicyDocument,
}
_NARROWER = (
    ("Organization", re.compile("(?:公司|集团|银行)$"), ZT.Enterprise),
    ("Programme", re.compile("(?:工程|项目)$"), ZT.Project),
    ("Programme", re.compile("(?:平台|系统)$"), ZT.Platform),
)
_KINDS: dict[str, str] = {
    "Province": "place",
    "City": "place",
    "County": "place",
    "Place": "place",
    "Region": "region",
    "GovernmentBody": "body",
    "Organization": "organization",
    "Person": "person",
    "Programme": "programme",
    "Meeting": "meeting",
    "Indicator": "indicator",
    "PolicyDocument": "cited",
    "DocumentNumber": "cited",
}
LONGEST_DIVISION = 12
"""Characters of the longest name of a division that heads a body's: 新疆维吾尔自治区 has eight."""
DOCUMENT_LABELS = frozenset({"PolicyDocument", "DocumentNumber"})
LITERAL_LABELS = frozenset({"Date", "Period", "Quantity"})
"""Labels of what has no identity of its own: written as literals."""

_NUMBER = re.compile(r"[^《》\s]{1,20}[^\w\s]\s*(?:19|20)\d\d\s*[^\w\s]\s*第?\s*\d{1,5}\s*号")


_OPENING, _CLOSING = "\u3014\u3010\uff08(\u3016\uff3b", "\u3015\u3011\uff09)\u3017\uff3d"
_BRACKETS = str.maketrans(_OPENING + _CLOSING, "[" * len(_OPENING) + "]" * len(_CLOSING))
_REFERRING = re.compile("^(?:比照|参照|按照|依照|遵照|对照|根据|依据)")
"""Words of the sentence that no number begins with."""

_STATE = "中华人民共和国"
_EDITION = re.compile(r"(?<!修正案)[（(](?:19|20)\d\d年?(?:修[订正]|版|文本|公布)?[）)]$")
_MARKS = re.compile(r"[\s《》〈〉“”‘’\"'「」]")

_ORDER = re.compile(f"^(?:{_STATE})?国务院令")


def number_key(number: str) -> str:
    """Return a document number as it is compared: one kind of bracket, no spaces, no 第, no 参照.

    Orders of the State Council are numbered alike as 国令 and 国务院令.

    >>> number_key("国发 [2015]50号") == number_key("国发【2015】第50号")
    True
    >>> number_key("国务院令第716号") == number_key("国令第716号")
    True
    """
    bare = _REFERRING.sub("", re.sub(r"\s|第", "", number.translate(_BRACKETS)))
    return _ORDER.sub("国令", bare)


def title_key(title: str) -> str:
    """Return a title as it is compared: without marks, the state's name and the edition's year.

    >>> title_key("《中华人民共和国网络安全法》（2025年修正）") == title_key("网络安全法")
    True
    >>> title_key("某法修正案（1988年）") == title_key("某法修正案（1993年）")
    False
    """
    bare = _MARKS.sub("", title)
    return _EDITION.sub("", bare.replace(_STATE, "")) or bare


def is_number(name: str) -> bool:
    """Return whether a name is a document number and no title.

    >>> is_number("国办发【2019】5号"), is_number("某某条例")
    (True, False)
    """
    return _NUMBER.fullmatch(name.strip()) is not None


class Entities:
    """Collects the things of one document and describes each once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._labels: dict[URIRef, str] = {}
        self._triples: set[Triple] = set()

    def add(self, name: str, label: str | None, iri: str | None = None) -> URIRef:
        """Return the IRI of a thing and note its class and label.

        Args:
            name: Its full name; of a document the title, with or without 《》, or the number.
            label: What it is, as in ``nlp.extraction.Label``; None if that is not known.
            iri: Its IRI, if the linker found one; else it is minted from kind and name.
        """
        name = " ".join(name.split())
        if label in DOCUMENT_LABELS:
            name = _bare(name)
        entity = URIRef(iri or mint(_KINDS.get(label or "", "thing"), name))
        if label in _CLASSES:
            self._triples.add((entity, RDF.type, _CLASSES[label]))
            self._triples |= {(entity, RDF.type, kind) for kind in _narrower(label, name)}
        if label == "GovernmentBody" and (place := seat(name)) is not None:
            self._triples.add((entity, ZT.ofPlace, URIRef(place)))
        if label in DOCUMENT_LABELS:
            self._describe_document(entity, name)
        self._name(entity, name)
        return entity

    def _describe_document(self, entity: URIRef, name: str) -> None:
        if is_number(name):
            self._triples.add((entity, ZT.documentNumber, Literal(name)))
            return
        self._triples.add((entity, ZT.title, Literal(name, lang="zh")))
        kind = document_kind(name)
        if kind is not None:
            self._triples.add((entity, RDF.type, ZT[kind]))

    def _name(self, entity: URIRef, name: str) -> None:
        """Keep the first name, but a title rather than a number."""
        known = self._labels.get(entity)
        if known is None or (is_number(known) and not is_number(name)):
            self._labels[entity] = name

    def triples(self) -> Iterator[Triple]:
        """Yield the descriptions."""
        yield from self._triples
        for entity, name in self._labels.items():
            yield (entity, RDFS.label, Literal(name, lang="zh"))


@lru_cache(maxsize=4096)
def seat(name: str) -> str | None:
    """Return the IRI of the place that a body's full name begins with, None if it names none.

    Only whole names of divisions count, and of several places of one name none does.

    >>> seat("湖南省衡阳市财政局"), seat("财政部")
    ('https://w3id.org/zhengtu/id/place/430400', None)
    """
    found, at = None, 0
    while (place := _division(name[at:], found)) is not None:
        found, at = place, at + len(place.name)
    return None if found is None else found.iri


def _division(text: str, wide: Place | None) -> Place | None:
    """Return the division, in a wide one if that is known, whose whole name begins a text."""
    for size in range(min(LONGEST_DIVISION, len(text) - 1), 2, -1):
        named = [p for p in place_by_surface().get(text[:size], ()) if p.name == text[:size]]
        if wide is not None:
            named = [p for p in named if within(p, wide)]
        if len({p.code for p in named}) == 1:
            return named[0]
    return None


def _narrower(label: str, name: str) -> Iterator[URIRef]:
    """Yield the narrower class that the last noun of a name tells."""
    for general, ending, kind in _NARROWER:
        if label == general and ending.search(name):
            yield kind


def _bare(title: str) -> str:
    """Return a title without the title marks around the whole of it."""
    inner = title[1:-1]
    if title.startswith("《") and title.endswith("》") and "《" not in inner:
        return inner
    return title
