"""The line a document stands in: what it rests on above it, what carries it out below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.time.validity import statuses
from ontology.namespace import ZT
from zhengtu.service.explore import Edge, Thing, described, local

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kg.storage.store import GraphView

BASIS = (ZT.basedOn, ZT.implements, ZT.forwards)
"""From a document to what it rests on or carries out: the object stands above the subject."""

ENDING = (ZT.amends, ZT.repeals, ZT.supersedes)
"""From a document to an earlier one that it changes or ends."""

MOST = 30
"""Documents on each step up or down; more cannot be read."""

_STEPS = 3
_RELATED = """SELECT DISTINCT ?s ?p ?o WHERE {
  VALUES ?p { %s } { VALUES ?s { %s } ?s ?p ?o } UNION { VALUES ?o { %s } ?s ?p ?o }
  FILTER isIRI(?o)
} LIMIT 2000"""
_SAME = f"""SELECT DISTINCT ?cited ?held WHERE {{
  {{ VALUES ?cited {{ %s }} ?cited <{ZT.sameDocument}> ?held }}
  UNION {{ VALUES ?held {{ %s }} ?cited <{ZT.sameDocument}> ?held }}
}}"""
_HELD = f"SELECT ?d ?id WHERE {{ VALUES ?d {{ %s }} ?d <{ZT.documentId}> ?id }}"


@dataclass(frozen=True, slots=True)
class Relative:
    """A document in a line.

    ``step`` is negative above the document that is asked about, positive below; ``id`` is what the
    store calls it, None where it is only spoken of; ``ended`` if it is no longer in force.
    """

    thing: Thing
    step: int
    id: str | None
    ended: bool


@dataclass(frozen=True, slots=True)
class Lineage:
    """A document with those above and below it, by step, and the relations between them."""

    documents: tuple[Relative, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0


def lineage(view: GraphView, iri: str, on: date, *, steps: int = _STEPS) -> Lineage:
    """Return the line of a document; copies and citations of one document are one.

    Args:
        view: The graph.
        iri: The document, held or only cited.
        on: The day for which ``ended`` is told.
        steps: How far up and down.
    """
    line = _Line(view, iri)
    for direction in (-1, 1):
        ring = [iri]
        for step in range(1, steps + 1):
            ring = line.follow(ring, direction, step)
    line.endings()
    return line.found(on)


class _Line:
    """The line as far as it is known."""

    def __init__(self, view: GraphView, iri: str) -> None:
        self._view = view
        self._steps = {iri: 0}
        self._edges: set[Edge] = set()
        self._left_out = 0

    def follow(self, ring: list[str], direction: int, step: int) -> list[str]:
        """Take in what stands directly above (-1) or below (1) some documents."""
        added: list[str] = []
        for edge in self._related(ring, BASIS):
            near, far = edge.subject, edge.object
            if direction > 0:
                near, far = far, near
            if near not in ring or near == far:
                continue
            if far not in self._steps:
                if len(added) == MOST:
                    self._left_out += 1
                    continue
                self._steps[far] = direction * step
                added.append(far)
            self._edges.add(edge)
        return added

    def endings(self) -> None:
        """Take in what amends or ends a document of the line, or is amended or ended by one."""
        for edge in self._related(list(self._steps), ENDING)[: MOST * 2]:
            known = next(each for each in (edge.object, edge.subject) if each in self._steps)
            for each in (edge.subject, edge.object):
                self._steps.setdefault(each, self._steps[known])
            self._edges.add(edge)

    def found(self, on: date) -> Lineage:
        """Return what was found, above first, each with whether it still holds."""
        things = described(self._view, self._steps)
        ids = {str(row["d"]): str(row["id"]) for row in self._select(_HELD, self._steps)}
        said = statuses(self._view, self._steps, on, quoted=False)
        documents = [
            Relative(things[each], step, ids.get(each), validity.status == "not_in_force")
            for (each, step), validity in zip(self._steps.items(), said, strict=True)
        ]
        documents.sort(key=lambda each: (each.step, each.thing.label))
        edges = sorted(self._edges, key=lambda each: (each.predicate, each.subject, each.object))
        return Lineage(tuple(documents), tuple(edges), self._left_out)

    def _related(self, ring: list[str], relations: Iterable[URIRef]) -> list[Edge]:
        """Return the relations of some documents, each under the one IRI that stands for it."""
        same = {each: each for each in ring}
        for row in self._select(_SAME, ring):
            cited, held = str(row["cited"]), str(row["held"])
            known = held if held in ring else cited
            same.setdefault(cited, known)
            same.setdefault(held, known)
        wanted = _terms(same)
        said = " ".join(each.n3() for each in relations)
        edges = [
            Edge(str(row["s"]), local(row["p"]), str(row["o"]))
            for row in self._view.select(_RELATED % (said, wanted, wanted))
        ]
        ends = {end for edge in edges for end in (edge.subject, edge.object)}
        copies = {str(row["cited"]): str(row["held"]) for row in self._select(_SAME, ends)}
        one = copies | same
        found = {
            Edge(
                one.get(edge.subject, edge.subject),
                edge.predicate,
                one.get(edge.object, edge.object),
            )
            for edge in edges
        }
        return sorted(found, key=lambda each: (each.predicate, each.subject, each.object))

    def _select(self, query: str, iris: Iterable[str]) -> list[dict[str, object]]:
        terms = _terms(iris)
        filled = query.replace("%s", terms)
        return [dict(row) for row in self._view.select(filled)]


def _terms(iris: Iterable[str]) -> str:
    return " ".join(URIRef(each).n3() for each in sorted(set(iris)))
