"""Around a thing in the graph: what it is called, what is said of it, how two are connected."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rdflib import RDFS, Literal, URIRef

from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.storage.store import GraphView

MOST_NODES = 40
"""Neighbours of one thing in a picture; more cannot be read."""

MOST_IN_NETWORK = 60
"""Things in one picture, however many were opened."""

_FARTHEST = 4
_BATCH = 200
_CLASS = f"""OPTIONAL {{ ?x a ?class . FILTER (STRSTARTS(STR(?class), STR(<{ZT}>))) }}"""
_SEARCH = f"""SELECT ?x ?label ?class (COUNT(DISTINCT ?d) AS ?n) WHERE {{
  ?x <{RDFS.label}> ?label . FILTER (lang(?label) != "en" && CONTAINS(?label, ?words))
  {_CLASS}
  OPTIONAL {{ ?d <{ZT.mentions}> ?x }}
  FILTER NOT EXISTS {{ ?x a <http://www.w3.org/2002/07/owl#Class> }}
}} GROUP BY ?x ?label ?class ORDER BY DESC(?n) STRLEN(?label) ?label LIMIT 200"""
_COPIES = f"""SELECT ?cited ?held WHERE {{
  VALUES ?cited {{ %s }} ?cited <{ZT.sameDocument}> ?held . ?held <{ZT.documentId}> ?id .
  FILTER NOT EXISTS {{ ?cited <{ZT.documentId}> ?other }}
}}"""
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
        made = Thing(str(row["x"]), str(row["label"]), local(row.get("class")), int(str(row["n"])))
        known = found.get(made.iri)
        if known is None or known.kind in _GENERAL or not known.kind:
            found[made.iri] = made
    one = _joined(view, found)
    exact = sorted(one, key=lambda each: each.label != words.strip())
    return exact[:limit]


def _joined(view: GraphView, found: Mapping[str, Thing]) -> list[Thing]:
    """Return things with those left out that only cite a held one, which takes their mentions."""
    wanted = " ".join(URIRef(each).n3() for each in found)
    rows = view.select(_COPIES % wanted)
    held = {str(row["cited"]): str(row["held"]) for row in rows if str(row["held"]) in found}
    more = Counter[str]()
    for cited, whole in held.items():
        more[whole] += found[cited].documents
    one = [
        replace(each, documents=each.documents + more[iri])
        for iri, each in found.items()
        if iri not in held
    ]
    return sorted(one, key=lambda each: -each.documents)


def thing(view: GraphView, iri: str) -> Thing:
    """Return what a thing is called and of which kind it is."""
    return described(view, [iri])[iri]


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
    known = described(view, [iri, *degree])
    wanted = [each for each in degree if kinds is None or known[each].kind in kinds]
    kept = sorted(wanted, key=lambda each: (-degree[each], known[each].label))[:limit]
    inside = {iri, *kept}
    return Neighbourhood(
        known[iri],
        tuple(known[each] for each in kept),
        tuple(edge for edge in edges if {edge.subject, edge.object} <= inside),
        len(wanted) - len(kept),
    )


def network(
    view: GraphView,
    centre: str,
    opened: Iterable[str] = (),
    *,
    kinds: frozenset[str] | None = None,
    mentions: bool = False,
    limit: int = MOST_IN_NETWORK,
) -> Neighbourhood:
    """Return a thing with its neighbours, and those of further things that are opened.

    Args:
        view: The graph.
        centre: The thing in the middle.
        opened: Things whose neighbours are wanted too, in the order in which they were opened.
        kinds: The kinds of neighbours to keep; None keeps all.
        mentions: Whether documents that merely mention a thing count as neighbours.
        limit: The most things in all; what was opened first keeps its neighbours.
    """
    around = neighbourhood(view, centre, kinds=kinds, mentions=mentions, limit=limit - 1)
    things = {each.iri: each for each in around.things}
    edges = dict.fromkeys(around.edges)
    left_out = around.left_out
    for iri in dict.fromkeys(opened):
        if iri not in things:
            continue
        more = neighbourhood(view, iri, kinds=kinds, mentions=mentions, limit=limit)
        fresh = [each for each in more.things if each.iri not in things and each.iri != centre]
        room = max(0, limit - 1 - len(things))
        things |= {each.iri: each for each in fresh[:room]}
        left_out += more.left_out + len(fresh[room:])
        shown = {centre, *things}
        edges |= dict.fromkeys(e for e in more.edges if {e.subject, e.object} <= shown)
    return Neighbourhood(around.centre, tuple(things.values()), tuple(edges), left_out)


def drawn(
    view: GraphView, triples: Iterable[Sequence[str]], *, limit: int = MOST_IN_NETWORK
) -> Neighbourhood:
    """Return triples of a query's result as things and what joins them; literals are left out.

    Args:
        view: The graph, for what things are called.
        triples: Subject, predicate and object each, as texts.
        limit: The most things; those with the most relations stay.
    """
    edges = [
        Edge(str(s), local(p), str(o))
        for s, p, o in triples
        if str(o).startswith(("http:", "https:")) and not str(p).endswith("#type")
    ]
    degree: dict[str, int] = {}
    for edge in edges:
        for end in (edge.subject, edge.object):
            degree[end] = degree.get(end, 0) + 1
    kept = sorted(degree, key=lambda each: (-degree[each], each))[:limit]
    if not kept:
        return Neighbourhood(Thing("", "", ""), (), ())
    things = described(view, kept)
    inside = tuple(edge for edge in edges if {edge.subject, edge.object} <= set(kept))
    rest = tuple(things[each] for each in kept[1:])
    return Neighbourhood(things[kept[0]], rest, inside, len(degree) - len(kept))


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
    known = described(view, [start, *names])
    rest = tuple(known[each] for each in names if each != start)
    return Neighbourhood(known[start], rest, tuple(edges))


def _edges(view: GraphView, iris: Iterable[str], *, mentions: bool) -> list[Edge]:
    found: set[Edge] = set()
    ordered = sorted(set(iris))
    for at in range(0, len(ordered), _BATCH):
        terms = " ".join(URIRef(each).n3() for each in ordered[at : at + _BATCH])
        for row in view.select(_EDGES % (terms, terms)):
            predicate = local(row["p"])
            if mentions or predicate != "mentions":
                found.add(Edge(str(row["s"]), predicate, str(row["o"])))
    return sorted(found, key=lambda each: (each.predicate, each.subject, each.object))


def described(view: GraphView, iris: Iterable[str]) -> dict[str, Thing]:
    """Return what things are called and of which kind they are, by IRI."""
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
                kinds[iri].add(local(row["class"]))
    return {
        each: Thing(each, labels.get(each, each.rsplit("/", 1)[-1]), _narrowest(kinds[each]))
        for each in ordered
    }


def _narrowest(kinds: set[str]) -> str:
    special = sorted(kinds - set(_GENERAL))
    return special[0] if special else next(iter(sorted(kinds)), "")


def local(term: object) -> str:
    """Return the local name of a term; empty for none."""
    return "" if term is None else str(term).rsplit("#", 1)[-1]
