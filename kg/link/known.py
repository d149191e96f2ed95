"""What the graph knows of documents: their names, copies, dates, and what others do to them.

All of it rests on two look-ups, the values of a property and its subjects. For a few documents
each is a small query; for thousands, a property is read whole once and looked up in memory.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from rdflib import RDF, Literal, URIRef

from kg.time.dating import day_of, said_since
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from kg.statement import Evidence, Statement, Term
    from kg.storage.store import GraphView

WHOLE_FROM = 100
"""Documents from which on properties are read whole: on 3,475 statutes that takes as long as the
queries for about so many."""

_STATUTES = (ZT.Law, ZT.Regulation)
_VALUES = "SELECT DISTINCT ?v WHERE { ?d <%s> ?v }"
_SUBJECTS = "SELECT DISTINCT ?s WHERE { ?s <%s> ?v }"
_TABLE = "SELECT DISTINCT ?s ?v WHERE { ?s <%s> ?v }"


class Known:
    """Looks up documents in one view that does not change meanwhile."""

    def __init__(self, view: GraphView, documents: int = 1, *, quoted: bool = True) -> None:
        """Prepare to look up so many documents.

        Args:
            view: The graph.
            documents: About how many will be asked for.
            quoted: Whether dates come with the places that tell them, which takes a query each.
        """
        self.view = view
        self._whole = documents >= WHOLE_FROM
        self._quoted = quoted
        self._tables: dict[URIRef, _Table] = {}
        self._said: dict[URIRef, dict[Term, list[Statement]]] = {}

    def values(self, document: URIRef, predicate: URIRef) -> Sequence[Term]:
        """Return the values of a property of a document."""
        if self._whole:
            return self._table(predicate).values.get(document, ())
        rows = self.view.select(_VALUES % predicate, {"d": document})
        return sorted(row["v"] for row in rows)

    def subjects(self, predicate: URIRef, value: URIRef) -> Sequence[Term]:
        """Return what has this value of a property."""
        if self._whole:
            return self._table(predicate).subjects.get(value, ())
        rows = self.view.select(_SUBJECTS % predicate, {"v": value})
        return sorted(row["s"] for row in rows)

    def same(self, document: str) -> list[URIRef]:
        """Return all that stands for the same document: held copies and what others cite; sorted.

        Two are also the same where both are the same as a third.
        """
        given = URIRef(document)
        targets = self.values(given, ZT.sameDocument)
        sources = self.subjects(ZT.sameDocument, given)
        found = {given, *targets, *sources}
        for each in targets:
            found.update(self.subjects(ZT.sameDocument, URIRef(each)))
        for each in sources:
            found.update(self.values(URIRef(each), ZT.sameDocument))
        return sorted(URIRef(each) for each in found)

    def label(self, document: str) -> str:
        """Return the title of a document, held or cited, else its number or IRI."""
        given = URIRef(document)
        names = self.values(given, ZT.title) or self.values(given, ZT.documentNumber)
        return str(names[0]) if names else document

    def is_statute(self, documents: Iterable[URIRef]) -> bool:
        """Whether it is legislation, which says itself from when it applies (立法法 第六十一条).

        A law or regulation by its kind, or any text with notes of its adoption below the title.
        """
        return any(self._is_law(each) or self.values(each, ZT.versionDate) for each in documents)

    def first_date(
        self, documents: Iterable[URIRef], predicate: URIRef
    ) -> tuple[date | None, tuple[Evidence, ...]]:
        """Return the first date of a property of these documents, with where it is said."""
        among = list(documents)
        days = sorted(
            (day, value)
            for each in among
            for value in self.values(each, predicate)
            if (day := day_of(str(value))) is not None
        )
        if not days:
            return None, ()
        day, value = days[0]
        assert isinstance(value, Literal)
        if not self._quoted:
            return day, ()
        places = {place for each in among for place in self.view.evidence(each, predicate, value)}
        return day, tuple(sorted(places))

    def acts(self, predicate: URIRef, document: URIRef) -> list[Statement]:
        """Return the statements by which others do this to a document."""
        if self._whole:
            return self._statements(predicate).get(document, [])
        return [
            said
            for each in self.subjects(predicate, document)
            for said in self.view.statements(each, predicate, document)
        ]

    def edition(self, document: URIRef) -> date | None:
        """Return up to which change a held text goes: by its notes, else by what amended it."""
        noted, _ = self.first_date([document], ZT.versionDate)
        if noted is not None:
            return noted
        days = [
            day
            for each in self.acts(ZT.amends, document)
            if each.evidence.document_id and (day := said_since(each)) is not None
        ]
        return max(days, default=None)

    def _is_law(self, document: URIRef) -> bool:
        if self._whole:
            return document in self._laws
        return any(each in _STATUTES for each in self.values(document, RDF.type))

    @cached_property
    def _laws(self) -> frozenset[str]:
        rows = [
            row for kind in _STATUTES for row in self.view.select(_SUBJECTS % RDF.type, {"v": kind})
        ]
        return frozenset(row["s"] for row in rows)

    def _statements(self, predicate: URIRef) -> dict[Term, list[Statement]]:
        if predicate not in self._said:
            found: dict[Term, list[Statement]] = defaultdict(list)
            for each in self.view.statements(None, predicate):
                found[each.object].append(each)
            self._said[predicate] = dict(found)
        return self._said[predicate]

    def _table(self, predicate: URIRef) -> _Table:
        if predicate not in self._tables:
            self._tables[predicate] = _Table(self.view, predicate)
        return self._tables[predicate]


class _Table:
    """A property, whole: values by subject and subjects by value, each sorted."""

    def __init__(self, view: GraphView, predicate: URIRef) -> None:
        pairs = sorted((row["s"], row["v"]) for row in view.select(_TABLE % predicate))
        self.values = _grouped(pairs)
        self.subjects = _grouped((value, subject) for subject, value in pairs)


def _grouped(pairs: Iterable[tuple[Term, Term]]) -> Mapping[Term, list[Term]]:
    found: dict[Term, list[Term]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
