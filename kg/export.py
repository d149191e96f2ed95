"""The graph as a file: the same graph gives the same bytes, in every syntax."""

from __future__ import annotations

from hashlib import blake2b
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox
from rdflib import RDF, RDFS, URIRef

from kg.error import QueryError, StoreError
from kg.result import PREFIXES
from kg.statement import document_iri, triple_key
from kg.term import ox_quad, ox_triple
from ontology.iri import BASE, INDICATOR, REFERENCE_GRAPH, provenance_graph
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.statement import Triple
    from kg.store import GraphView

    Contents = Iterator[tuple[URIRef, list[Triple]]]

FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
"""The syntaxes by name; ``trig``, ``nquads`` and ``jsonld`` keep the named graphs apart."""

_PREFIXES = {**PREFIXES, "zid": "https://w3id.org/zhengtu/id/"}
_PROVENANCE = "/provenance"
_OURS = (BASE, INDICATOR)
_DESCRIPTION = (RDF.type, RDFS.label, ZT.title, ZT.documentNumber)


def export(
    view: GraphView,
    target: IO[bytes],
    format: str = "turtle",
    *,
    document: str | None = None,
    provenance: bool = False,
) -> None:
    """Write the graph, sorted, one named graph after the other.

    Args:
        view: The graph to write.
        target: A binary file.
        format: One of ``FORMATS``.
        document: The id of one document to write, with the classes and labels of what it speaks
            of; without it everything is written, the reference graph included.
        provenance: Whether to write the statements with their quotes too.

    Raises:
        QueryError: Unknown format.
        StoreError: No such document.
    """
    syntax = FORMATS.get(format)
    if syntax is None:
        raise QueryError(f"the format {format!r} is unknown: use one of {', '.join(FORMATS)}")
    names = _graphs(view, document, provenance=provenance)
    content: Contents = ((name, _sorted(view, name)) for name in names)
    if document is not None:
        content = _with_labels(view, content)
    if syntax.supports_datasets:
        quads = (ox_quad((*triple, name)) for name, triples in content for triple in triples)
        ox.serialize(quads, target, format=syntax, prefixes=_PREFIXES)
    else:
        triples = map(ox_triple, _merged(content))
        ox.serialize(triples, target, format=syntax, prefixes=_PREFIXES)


def _graphs(view: GraphView, document: str | None, *, provenance: bool) -> list[URIRef]:
    if document is None:
        names = view.graph_names()
        return [name for name in names if provenance or not name.endswith(_PROVENANCE)]
    iri = document_iri(document)
    if not view.has_graph(iri):
        raise StoreError(
            f"there is no document {document!r} in the store: `zhengtu documents` lists the ids",
            document=document,
        )
    return [iri, URIRef(provenance_graph(iri))] if provenance else [iri]


def _sorted(view: GraphView, name: URIRef) -> list[Triple]:
    return sorted((quad[:3] for quad in view.quads(name)), key=triple_key)


def _with_labels(view: GraphView, content: Contents) -> Contents:
    """Add to a document's graphs what things they speak of are and how they are called."""
    own: set[Triple] = set()
    things: set[URIRef] = set()
    for name, triples in content:
        own.update(triples)
        ends = (end for triple in triples for end in (triple[0], triple[2]))
        things |= {end for end in ends if isinstance(end, URIRef) and str(end).startswith(_OURS)}
        yield name, triples
    described = {triple for thing in things for triple in view.describe(thing)}
    labels = {triple for triple in described - own if triple[1] in _DESCRIPTION}
    yield URIRef(REFERENCE_GRAPH), sorted(labels, key=triple_key)


def _merged(content: Contents) -> Iterator[Triple]:
    """Yield the triples of all graphs, each once; what was seen is kept as digests."""
    seen: set[bytes] = set()
    for _, triples in content:
        for triple in triples:
            mark = blake2b(" ".join(triple_key(triple)).encode(), digest_size=16).digest()
            if mark not in seen:
                seen.add(mark)
                yield triple
