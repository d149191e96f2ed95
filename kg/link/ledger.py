"""What is cited and not held, and which numbers of a series are nowhere to be seen."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rdflib import RDF, RDFS

from kg.entity import is_number, number_key, title_key
from ontology.namespace import ZT

if TYPE_CHECKING:
    from rdflib import URIRef

    from kg.storage.store import GraphView, Row

RELATIONS = (
    ZT.cites, ZT.basedOn, ZT.implements, ZT.amends, ZT.repeals, ZT.supersedes,
)  # fmt: skip
"""The ways in which one document speaks of another."""

# Small queries and sets: one query with NOT EXISTS took over eight minutes with 4,090 documents.
_SPOKEN_OF = f"""SELECT ?d ?citing ?title ?start ?end ?quote WHERE {{
  ?statement <{RDF.predicate}> <%s> ; <{RDF.object}> ?d ; <{ZT.document}> ?from ;
     <{ZT.start}> ?start ; <{ZT.end}> ?end ; <{ZT.quote}> ?quote .
  ?from <{ZT.documentId}> ?citing . OPTIONAL {{ ?from <{ZT.title}> ?title }}
}}"""
_HELD = f"""SELECT DISTINCT ?d WHERE {{
  {{ ?d <{ZT.documentId}> ?id }} UNION {{ ?d <{ZT.sameDocument}> ?held }}
}}"""
_NAMED = f"""SELECT ?d ?label ?number WHERE {{
  ?d a <{ZT.PolicyDocument}> ; <{RDFS.label}> ?label .
  OPTIONAL {{ ?d <{ZT.documentNumber}> ?number }}
}}"""
_NUMBERS = f"""SELECT DISTINCT ?number ?id WHERE {{
  ?d <{ZT.documentNumber}> ?number . OPTIONAL {{ ?d <{ZT.documentId}> ?id }}
}}"""
_SERIAL = re.compile(
    r"(?P<code>[^\d〔\[【（(]+)[〔\[【（(](?P<year>\d{4})[〕\]】）)](?P<serial>\d{1,5})号"
)


@dataclass(frozen=True, slots=True)
class Citing:
    """One place where a missing document is spoken of; ``relation`` is the property's name."""

    document: str
    title: str
    relation: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A document that is spoken of and not held; ``citing`` by document and place.

    ``variants`` are the IRIs of the same document under other spellings of its number or title.
    """

    iri: str
    title: str
    number: str | None
    citing: tuple[Citing, ...]
    variants: tuple[str, ...] = ()

    @property
    def documents(self) -> int:
        """By how many held documents it is spoken of."""
        return len({each.document for each in self.citing})

    def to_json(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        places = [{name: getattr(each, name) for name in each.__slots__} for each in self.citing]
        return {
            "iri": self.iri,
            "title": self.title,
            "number": self.number,
            "documents": self.documents,
            "variants": list(self.variants),
            "citing": places,
        }


@dataclass(frozen=True, slots=True)
class Series:
    """A body's numbers of one year: those held, those only cited, and the gaps below the highest.

    ``absent`` are ranges of serial numbers, both ends included, that nothing speaks of.
    """

    code: str
    year: int
    held: tuple[int, ...]
    cited: tuple[int, ...]
    absent: tuple[tuple[int, int], ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {
            "code": self.code,
            "year": self.year,
            "held": list(self.held),
            "cited": list(self.cited),
            "absent": [list(each) for each in self.absent],
        }


def missing(view: GraphView) -> list[Missing]:
    """Return the documents that held ones speak of and the store has not, most spoken of first.

    What a held notice issues or passes on is part of its text, and so is not missing.
    """
    held = {str(row["d"]) for row in view.select(_HELD)}
    held |= {str(row["d"]) for row in view.select(_SPOKEN_OF % ZT.forwards)}
    places: dict[str, set[Citing]] = defaultdict(set)
    for relation in RELATIONS:
        for row in view.select(_SPOKEN_OF % relation):
            if str(row["d"]) not in held:
                places[str(row["d"])].add(_citing(row, relation))
    labels: dict[str, tuple[str, str | None]] = {}
    for row in view.select(_NAMED):
        if str(row["d"]) in places:
            number = row.get("number")
            labels[str(row["d"])] = (str(row["label"]), None if number is None else str(number))
    found = [_merged(group, labels, places) for group in _groups(labels)]
    return sorted(found, key=lambda each: (-each.documents, each.title, each.iri))


def _citing(row: Row, relation: URIRef) -> Citing:
    return Citing(
        str(row["citing"]),
        str(row.get("title", row["citing"])),
        relation.rsplit("#", 1)[-1],
        int(str(row["start"])),
        int(str(row["end"])),
        str(row["quote"]),
    )


def _groups(labels: dict[str, tuple[str, str | None]]) -> list[list[str]]:
    """Return the IRIs that stand for one document: same number, else same title.

    A title without a number joins the only number that it goes with.
    """
    by_number: dict[str, list[str]] = defaultdict(list)
    titled: dict[str, set[str]] = defaultdict(set)
    bare: dict[str, list[str]] = defaultdict(list)
    for iri, (title, number) in sorted(labels.items()):
        if number is None:
            bare[title_key(title)].append(iri)
            continue
        key = number_key(number)
        by_number[key].append(iri)
        titled[title_key(title)].add(key)
    for key, iris in bare.items():
        numbers = titled.get(key, set())
        (by_number[next(iter(numbers))] if len(numbers) == 1 else by_number[key]).extend(iris)
    return [sorted(iris) for iris in by_number.values()]


def _merged(
    group: list[str],
    labels: dict[str, tuple[str, str | None]],
    places: dict[str, set[Citing]],
) -> Missing:
    """Return one entry for a group; its name is the title that is used most, else the number."""
    group = sorted(group, key=lambda iri: (is_number(labels[iri][0]), -len(places[iri]), iri))
    first = group[0]
    number = next((found for iri in group if (found := labels[iri][1]) is not None), None)
    citing = {place for iri in group for place in places[iri]}
    return Missing(
        first, labels[first][0], number, tuple(sorted(citing, key=_order)), tuple(group[1:])
    )


def _order(citing: Citing) -> tuple[str, int, str]:
    return (citing.document, citing.start, citing.relation)


def series(view: GraphView) -> list[Series]:
    """Return the yearly number series of which something is held or cited, by code and year.

    A body numbers its documents anew every year from 1 (党政机关公文格式 GB/T 9704—2012, 7.2.5), so
    a number below the highest one seen stands for a document that exists or was never public.
    """
    held: dict[tuple[str, int], set[int]] = defaultdict(set)
    cited: dict[tuple[str, int], set[int]] = defaultdict(set)
    for row in view.select(_NUMBERS):
        match = _SERIAL.fullmatch(number_key(str(row["number"])))
        if match is not None:
            key = (match["code"], int(match["year"]))
            (held if "id" in row else cited)[key].add(int(match["serial"]))
    return [_series(key, held[key], cited[key] - held[key]) for key in sorted({*held, *cited})]


def _series(key: tuple[str, int], held: set[int], cited: set[int]) -> Series:
    absent: list[tuple[int, int]] = []
    before = 0
    for serial in sorted(held | cited):
        if serial > before + 1:
            absent.append((before + 1, serial - 1))
        before = serial
    return Series(*key, tuple(sorted(held)), tuple(sorted(cited)), tuple(absent))
