"""Which statements are looked for: those about something, or those that a stretch of text makes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rdflib import RDF, URIRef

from ontology.iri import provenance_graph
from ontology.lexicon import norms
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.statement import Term


@lru_cache(maxsize=1)
def seen_only() -> frozenset[str]:
    """Return the predicates that few questions read and most statements have: mentions, norms."""
    return frozenset({"mentions", "title", "sourceUrl"}) | norms()


@dataclass(frozen=True, slots=True)
class Sought:
    """The predicates that count, by their local names: ``only`` these, or all but ``leaving``."""

    only: frozenset[str] = frozenset()
    leaving: frozenset[str] = frozenset()

    @property
    def pattern(self) -> str:
        """The graph pattern of ``?statement``."""
        if self.only:
            values = " ".join(_property(name) for name in sorted(self.only))
            return f"VALUES ?predicate {{ {values} }} ?statement <{RDF.predicate}> ?predicate ."
        values = ", ".join(_property(name) for name in sorted(self.leaving))
        found = f"?statement <{RDF.predicate}> ?predicate ."
        return f"{found} FILTER (?predicate NOT IN ({values}))" if values else found


@dataclass(frozen=True, slots=True)
class About:
    """What statements are about, as IRIs: any of ``subjects``, of ``objects``, of ``indicators``.

    Each that is given narrows; an indicator is that of the observation that is the object.
    """

    subjects: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()

    def pattern(self, sought: Sought) -> str:
        """Return the graph pattern of ``?statement``; what is sought stands beside each object.

        One by one: Virtuoso takes objects in VALUES for days where it is not asked to sort, and
        Oxigraph goes through all predicates where they are joined after a union.
        """
        parts = []
        if self.indicators:
            parts.append(
                f"VALUES ?indicator {{ {_terms(self.indicators)} }} {self._subjects}"
                f" ?o <{ZT.indicator}> ?indicator . ?statement <{RDF.object}> ?o ."
            )
        elif self.subjects:
            parts.append(self._subjects)
        if self.objects:
            each = (f"?statement <{RDF.object}> {_terms([x])} ." for x in self.objects)
            return " UNION ".join(f"{{ {' '.join((*parts, x))} {sought.pattern} }}" for x in each)
        return "\n".join((*parts, sought.pattern))

    @property
    def _subjects(self) -> str:
        if not self.subjects:
            return ""
        return f"VALUES ?s {{ {_terms(self.subjects)} }} ?statement <{RDF.subject}> ?s ."


class Stretch(NamedTuple):
    """A part of a document (its IRI): ``text[start:end]``."""

    document: str
    start: int
    end: int

    def pattern(self, sought: Sought) -> str:
        """Return the graph pattern of the ``?statement`` whose evidence overlaps it.

        Within its graph an engine finds a document's statements by where they begin; over all
        graphs it would look up the place of each of them, once for each stretch.
        """
        return (
            f"{{ GRAPH <{provenance_graph(self.document)}> {{\n"
            f"  ?statement <{ZT.start}> ?start . FILTER (?start < {self.end})\n"
            f"  ?statement <{ZT.end}> ?end . FILTER (?end > {self.start})\n"
            f"  {sought.pattern} }} }}"
        )


class Quoted(NamedTuple):
    """What a statement is about, and the words that say so."""

    subject: Term
    object: Term
    quote: str


def _property(name: str) -> str:
    return f"<{ZT[name]}>"


def _terms(iris: Iterable[str]) -> str:
    """Return IRIs as SPARQL writes them; rdflib refuses what is no IRI."""
    return " ".join(URIRef(iri).n3() for iri in sorted(set(iris)))
