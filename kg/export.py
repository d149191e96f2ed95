"""The graph as a file: the same graph gives the same bytes, in every syntax."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import blake2b
from typing import IO, TYPE_CHECKING, TypeGuard

import pyoxigraph as ox
from rdflib import RDF, RDFS, Literal, URIRef

from kg.error import QueryError, StoreError
from kg.result import PREFIXES
from kg.sorting import in_order
from kg.statement import document_iri
from kg.storage.term import ox_triple
from ontology.iri import BASE, INDICATOR, REFERENCE_GRAPH, provenance_graph
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.storage.store import GraphView

    Contents = Iterator[tuple[URIRef, Iterable[ox.Triple]]]

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
_DESCRIBED = frozenset(map(str, _DESCRIPTION))
_OWN_KINDS = tuple(f"{BASE}{kind}/" for kind in ("document", "observation", "statement"))
_ISSUED = f"""SELECT DISTINCT ?id WHERE {{
  ?document <{ZT.documentId}> ?id ; <{ZT.issuedOn}> ?day .
  BIND (STR(?day) AS ?written) FILTER (?written >= ?since && ?written < ?beyond)
}} ORDER BY ?id"""


def export(
    view: GraphView,
    target: IO[bytes],
    format: str = "turtle",
    *,
    document: str | None = None,
    since: date | None = None,
    until: date | None = None,
    provenance: bool = False,
) -> None:
    """Write the graph, sorted, one named graph after the other, however large it is.

    Args:
        view: The graph to write.
        target: A binary file.
        format: One of ``FORMATS``.
        document: The id of one document to write, with the classes and labels of what it speaks
            of; without it everything is written, the reference graph included.
        since: Write only documents that bear this date or a later one, as for ``document``.
        until: Write only documents that bear this date or an earlier one.
        provenance: Whether to write the statements with their quotes too.

    Raises:
        QueryError: Unknown format.
        StoreError: No such document, or none of these dates.
    """
    syntax = FORMATS.get(format)
    if syntax is None:
        raise QueryError(
            f"没有 {format} 这种格式，可用的有 {', '.join(FORMATS)}。 "
            f"The format {format!r} is unknown: use one of these."
        )
    chosen = [document] if document is not None else issued(view, since, until)
    names = _graphs(view, chosen, provenance=provenance)
    content: Contents = ((name, _sorted(view, name)) for name in names)
    if chosen is not None:
        content = _with_labels(view, content)
    if syntax.supports_datasets:
        quads = (
            ox.Quad(each.subject, each.predicate, each.object, ox.NamedNode(name))
            for name, triples in content
            for each in triples
        )
        ox.serialize(quads, target, format=syntax, prefixes=_PREFIXES)
    else:
        ox.serialize(_merged(content), target, format=syntax, prefixes=_PREFIXES)


def issued(view: GraphView, since: date | None, until: date | None) -> list[str] | None:
    """Return the ids of the documents that bear a date in a range; None if no range is given.

    A date that is known to the year or month counts from its first day.

    Raises:
        StoreError: There are none.
    """
    if since is None and until is None:
        return None
    beyond = "9999" if until is None else (until + timedelta(days=1)).isoformat()
    first = "" if since is None else since.isoformat()
    bounds = {"since": Literal(first), "beyond": Literal(beyond)}
    found = [str(row["id"]) for row in view.select(_ISSUED, bounds)]
    if not found:
        raise StoreError(
            f"没有成文日期在 {first or '…'} 至 {until or '…'} 之间的文件。 "
            f"In the store no document is dated {first or '…'} to {until or '…'}: "
            "`zhengtu documents` lists the dates."
        )
    return found


def _graphs(view: GraphView, documents: Iterable[str] | None, *, provenance: bool) -> list[URIRef]:
    if documents is None:
        names = view.graph_names()
        return [name for name in names if provenance or not name.endswith(_PROVENANCE)]
    found = []
    for document in documents:
        iri = document_iri(document)
        if not view.has_graph(iri):
            raise StoreError(
                f"没有编号为 {document} 的文件：zhengtu documents 列出编号。 "
                f"There is no document {document!r} in the store.",
                document=document,
            )
        found += [iri, URIRef(provenance_graph(iri))] if provenance else [iri]
    return sorted(found)


def _sorted(view: GraphView, name: URIRef) -> Iterator[ox.Triple]:
    return in_order(ox_triple(quad[:3]) for quad in view.quads(name))


def _with_labels(view: GraphView, content: Contents) -> Contents:
    """Add to documents' graphs what things they speak of are and how they are called."""
    things: set[str] = set()
    described: set[str] = set()

    def noted(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
        for triple in triples:
            ends = (end.value for end in (triple.subject, triple.object) if _named(end))
            things.update(end for end in ends if end.startswith(_OURS))
            if triple.predicate.value in _DESCRIBED:
                described.add(str(triple))
            yield triple

    for name, triples in content:
        yield name, noted(triples)
    found = (triple for thing in sorted(things) for triple in view.describe(thing))
    labels = (ox_triple(triple) for triple in found if triple[1] in _DESCRIPTION)
    yield URIRef(REFERENCE_GRAPH), in_order(each for each in labels if str(each) not in described)


def _named(term: object) -> TypeGuard[ox.NamedNode]:
    return isinstance(term, ox.NamedNode)


def _merged(content: Contents) -> Iterator[ox.Triple]:
    """Yield the triples of all graphs, each once.

    Observations, statements and descriptions of documents stand in one graph only; of the rest,
    what was seen is kept as digests, which is little against the whole.
    """
    seen: set[bytes] = set()
    for _, triples in content:
        for triple in triples:
            if not _shared(triple):
                yield triple
                continue
            mark = blake2b(str(triple).encode(), digest_size=16).digest()
            if mark not in seen:
                seen.add(mark)
                yield triple


def _shared(triple: ox.Triple) -> bool:
    """Return whether two graphs may hold the triple."""
    subject, value = triple.subject, triple.object
    own = _named(subject) and subject.value.startswith(_OWN_KINDS)
    return not own and not (_named(value) and value.value.startswith(_OWN_KINDS))
