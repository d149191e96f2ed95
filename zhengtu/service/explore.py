"""Around a thing in the graph: what it is called, what is said of it, how two are connected."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import RDFS, Literal, URIRef

from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.store import GraphView

MOST_NODES = 40
"""Neighbours in one picture; more cannot be read."""

_FARTHEST = 4
_BATCH = 200
_CLASS = f"""OPTIONAL {{ ?x a ?class . FILTER (STRSTARTS(STR(?class), STR(<{ZT}>))) }}"""
_SEARCH = f"""SELECT ?x ?label ?class (COUNT(DISTINCT ?d) AS ?n) WHERE {{
  ?x <{RDFS.label}> ?label . FILTER (lang(?label) != "en" && CONTAINS(?label, ?words))
  {_CLASS}
  OPTIONAL {{ ?d <{ZT.mentions}> ?x }}
  FILTER NOT EXISTS {{ ?x a <http://www.w3.org/2002/07/owl#Class> }}
}} GROUP BY ?x ?label ?class ORDER BY DESC(?n) STRLEN(?label) ?label LIMIT 200"""
_EDGES = f"""SELECT DISTINCT ?s ?p ?o WHERE {{
  {{ VALUES ?s {{ %s }} ?s ?p ?o }} UNION {{ VALUES ?o {{ %s }} ?s ?p ?o }}
  FILTER (STRSTARTS(STR(?p), "{ZT}") && isIRI(?o))
  FILTER (?p NOT IN (<{ZT.document}>, <{ZT.hasObservation}>, <{ZT.indicator}>, <{ZT.area}>,
    <{ZT.agent}>, <{ZT.sourceUrl}>))
  FILTER NOT EXISTS {{ ?s a <{ZT.Observation}> }} FILTER NOT EXISTS {{ ?s a <{ZT.Statement}> }}
  FILTER NOT EXISTS {{ ?s a <{ZT.Correction}> }}
}} LIMIT 4000"""
_DESCRIBE = f"""SELECT ?x ?label ?class WHERE {{
  VALUES ?x {{ %s }}
  OPTIONAL {{ ?x <{RDFS.label}> ?label . FILTER (lang(?label) != "en") }}
  {_CLASS}
}}"""
_GENERAL = ("PolicyDocument", "Statement", "Place", "Actor")


@dataclass(frozen=True, slots=True)
class Thing:
    """A node: ``kind`` is the local name of its narrowest class, ``documents`` mention it."""

    iri: str
    label: str
    kind: str
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two things, by the local name of its property."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Things and what joins them; ``left_out`` counts neighbours beyond the limit."""

    centre: Thing
    things: tuple[Thing, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0


def search(view: GraphView, words: str, *, limit: int = 30) -> list[Thing]:
    """Return the things whose name holds these words, those mentioned most first."""
    if not words.strip():
        return []
    found: dict[str, Thing] = {}
    for row in view.select(_SEARCH, {"words": Literal(words.strip())}):
        made = Thing(str(row["x"]), str(row["label"]), _local(row.get("class")), int(str(row["n"])))
        known = found.get(made.iri)
        if known is None or known.kind in _GENERAL or not known.kind:
            found[made.iri] = made
    exact = sorted(found.values(), key=lambda each: each.label != words.strip())
    return exact[:limit]


def thing(view: GraphView, iri: str) -> Thing:
    """Return what a thing is called and of which kind it is."""
    return _things(view, [iri])[iri]


def neighbourhood(
    view: GraphView,
    iri: str,
    *,
    kinds: frozenset[str] | None = None,
    mentions: bool = False,
    limit: int = MOST_NODES,
) -> Neighbourhood:
    """Return a thing with those that it is related to.

    Args:
        view: The graph.
        iri: The thing.
        kinds: The kinds of neighbours to keep; None keeps all.
        mentions: Whether documents that merely mention it count as neighbours.
        limit: The most neighbours; those with the most relations to it stay.
    """
    edges = _edges(view, [iri], mentions=mentions)
    degree: dict[str, int] = {}
    for edge in edges:
        other = edge.object if edge.subject == iri else edge.subject
        degree[other] = degree.get(other, 0) + 1
    degree.pop(iri, None)
    described = _things(view, [iri, *degree])
    wanted = [each for each in degree if kinds is None or described[each].kind in kinds]
    kept = sorted(wanted, key=lambda each: (-degree[each], described[each].label))[:limit]
    inside = {iri, *kept}
    return Neighbourhood(
        described[iri],
        tuple(described[each] for each in kept),
        tuple(edge for edge in edges if {edge.subject, edge.object} <= inside),
        len(wanted) - len(kept),
    )


def path(
    view: GraphView, start: str, end: str, *, farthest: int = _FARTHEST
) -> Neighbourhood | None:
    """Return a shortest chain of relations between two things, None if there is none so short."""
    before: dict[str, Edge | None] = {start: None}
    ring = [start]
    for _ in range(farthest):
        edges = _edges(view, ring, mentions=True)
        ring = []
        for edge in sorted(edges, key=lambda each: (each.predicate == "mentions", each.predicate)):
            for near, far in ((edge.subject, edge.object), (edge.object, edge.subject)):
                if near in before and far not in before:
                    before[far] = edge
                    ring.append(far)
        if end in before:
            return _chain(view, before, start, end)
        ring = ring[: _BATCH * 4]
        if not ring:
            return None
    return None


def _chain(view: GraphView, before: dict[str, Edge | None], start: str, end: str) -> Neighbourhood:
    edges: deque[Edge] = deque()
    at = end
    while at != start:
        edge = before[at]
        assert edge is not None
        edges.appendleft(edge)
        at = edge.subject if edge.object == at else edge.object
    names = list(dict.fromkeys(n for edge in edges for n in (edge.subject, edge.object)))
    described = _things(view, [start, *names])
    rest = tuple(described[each] for each in names if each != start)
    return Neighbourhood(described[start], rest, tuple(edges))


def _edges(view: GraphView, iris: Iterable[str], *, mentions: bool) -> list[Edge]:
    found: set[Edge] = set()
    ordered = sorted(set(iris))
    for at in range(0, len(ordered), _BATCH):
        terms = " ".join(URIRef(each).n3() for each in ordered[at : at + _BATCH])
        for row in view.select(_EDGES % (terms, terms)):
            predicate = _local(row["p"])
            if mentions or predicate != "mentions":
                found.add(Edge(str(row["s"]), predicate, str(row["o"])))
    return sorted(found, key=lambda each: (each.predicate, each.subject, each.object))


def _things(view: GraphView, iris: Iterable[str]) -> dict[str, Thing]:
    ordered = sorted(set(iris))
    labels: dict[str, str] = {}
    kinds: dict[str, set[str]] = {each: set() for each in ordered}
    for at in range(0, len(ordered), _BATCH):
        terms = " ".join(URIRef(each).n3() for each in ordered[at : at + _BATCH])
        for row in view.select(_DESCRIBE % terms):
            iri = str(row["x"])
            if "label" in row:
                labels.setdefault(iri, str(row["label"]))
            if "class" in row:
                kinds[iri].add(_local(row["class"]))
    return {
        each: Thing(each, labels.get(each, each.rsplit("/", 1)[-1]), _narrowest(kinds[each]))
        for each in ordered
    }


def _narrowest(kinds: set[str]) -> str:
    special = sorted(kinds - set(_GENERAL))
    return special[0] if special else next(iter(sorted(kinds)), "")


def _local(term: object) -> str:
    return "" if term is None else str(term).rsplit("#", 1)[-1]
