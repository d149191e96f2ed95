"""Writing documents' graphs: one transaction per document, things described once.

Oxigraph answers plain patterns once per graph that holds the triple. So what documents share, the
class and label of a place, a body, a programme, a cited document, lives in one graph and not in
each document's own: the reference graph if it is of the tables, else the entity graph. A document's
fact graph holds what is its own, and a statement about something shared that two documents make
alike is found twice, once for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from rdflib import RDF, URIRef

from kg.correction import CORRECTION_GRAPH, record
from kg.error import DiskError, StoreError
from kg.link.merge import merged, renamed
from kg.link.sameness import merges
from kg.overlay import apply
from kg.statement import document_iri, triple_key
from kg.storage.term import ntriples
from ontology.iri import BASE, REFERENCE_GRAPH, provenance_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType

    from corpus.document import PolicyDocument
    from kg.statement import DocumentGraph, Term, Triple
    from kg.storage.archive import Archive
    from kg.storage.store import GraphBackend

ENTITY_GRAPH = URIRef(BASE + "graph/entity")
"""Class, label and number of the things documents speak of that are in no table of ours."""

LINK_GRAPH = URIRef(BASE + "graph/links")
"""Which cited document is which held one; derived, rebuilt as a whole by ``kg.link.lineage``."""

_BATCH = 500
_OLD = """SELECT DISTINCT ?e WHERE {{
  {{ GRAPH <{facts}> {{ ?s ?p ?e }} }} UNION {{ GRAPH <{provenance}> {{ ?s ?p ?e }} }}
  FILTER (isIRI(?e))
}}"""
_TABLED = f"GRAPH <{REFERENCE_GRAPH}> {{ ?e a ?class }}"
_SHARED = "GRAPH ?g {{ ?s ?p ?e }} FILTER (?g NOT IN ({graphs}))"


class DocumentWriter:
    """A ``GraphWriter`` over a backend and an archive."""

    def __init__(self, backend: GraphBackend, archive: Archive, *, version: str = "") -> None:
        """Write to these; ``version`` goes into the documents' content hashes."""
        self._backend = backend
        self._archive = archive
        self._version = version
        self._merges = merges(archive)

    def __enter__(self) -> Self:
        """Begin writing."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish writing; what was replaced stays, also after an error."""
        self._backend.flush()

    def replace(
        self, document: PolicyDocument, graph: DocumentGraph, *, content_hash: str | None = None
    ) -> None:
        """Store a document and its graph, as people corrected it, in place of what was there.

        Args:
            document: The document.
            graph: Its graph as extracted; corrections of the document are laid over it.
            content_hash: What an unchanged input is told by; without it, made of the document.

        Raises:
            StoreError: The graph is another document's, not valid RDF, or the disk refuses.
        """
        if graph.iri != document_iri(document.id):
            raise StoreError(
                f"this graph is not document {document.id}'s: build it from the document"
            )
        graph = self._overlaid(document, graph)
        facts, provenance = graph.facts(), graph.provenance()
        self._archive.forget(document.id)
        self._write(graph.iri, facts, provenance, graph.entities)
        said = (*facts, *provenance)
        self._archive.put(document, self._version, content_hash=content_hash, said=said)

    def replace_all(
        self, made: Sequence[tuple[PolicyDocument, DocumentGraph]]
    ) -> list[tuple[PolicyDocument, StoreError]]:
        """Store many documents; those that are new in one transaction, the others each in its own.

        A build that is killed meanwhile has none of the new ones, and of the others lacks one at
        most. One that cannot be stored stops none of the others.

        Returns:
            The documents that could not be stored, and why.

        Raises:
            DiskError: The disk is full or fails.
        """
        new = [each for each in made if each[0].id not in self._archive]
        rest = [each for each in made if each[0].id in self._archive]
        try:
            self._add_all(new)
        except DiskError:
            raise  # no document's fault
        except StoreError:
            rest = list(made)  # one of them is at fault: find it
        return [failed for each in rest if (failed := self._tried(*each)) is not None]

    def _tried(
        self, document: PolicyDocument, graph: DocumentGraph
    ) -> tuple[PolicyDocument, StoreError] | None:
        try:
            self.replace(document, graph)
        except DiskError:
            raise
        except StoreError as error:
            if document.id not in self._archive:  # no graph is left without a row
                self._write(document_iri(document.id), [], [], ())
            return document, error
        return None

    def _add_all(self, made: Sequence[tuple[PolicyDocument, DocumentGraph]]) -> None:
        """Store documents of which nothing is there: their graphs, then their rows."""
        corrected = [self._overlaid(*each) for each in made]
        graphs: dict[URIRef, Iterable[Triple]] = {}
        said: dict[str, Iterable[Triple]] = {}
        for (document, _), graph in zip(made, corrected, strict=True):
            facts, provenance = graph.facts(), graph.provenance()
            graphs[graph.iri] = facts
            graphs[URIRef(provenance_graph(graph.iri))] = provenance
            said[document.id] = (*facts, *provenance)
        fresh = self._undescribed([graph.entities for graph in corrected])
        self._backend.replace(graphs, add=[(*triple, ENTITY_GRAPH) for triple in fresh])
        self._archive.put_all((document for document, _ in made), self._version, said=said)

    def _overlaid(self, document: PolicyDocument, graph: DocumentGraph) -> DocumentGraph:
        """Return a document's graph as people ruled and corrected it."""
        corrections = self._archive.corrections(document.id)
        if self._merges:
            graph = merged(graph, self._merges)
            corrections = [renamed(each, self._merges) for each in corrections]
        return apply(graph, document, corrections)

    def _undescribed(self, entities: Sequence[tuple[Triple, ...]]) -> list[Triple]:
        """Return what the entity graph lacks, the first of several documents' labels."""
        names = {triple[0] for some in entities for triple in some}
        described, tabled = self._descriptions(names), self._which(names, _TABLED)
        found: list[Triple] = []
        for some in entities:
            for triple in _missing(some, described):
                if triple[0] not in tabled:
                    described.setdefault(triple[0], set()).add(triple)
                    found.append(triple)
        return found

    def copy(self, document_id: str, source: DocumentWriter) -> None:
        """Store a document as another store has it, in place of what was there."""
        iri = document_iri(document_id)
        facts, provenance = (
            [quad[:3] for quad in source._backend.quads(graph)]
            for graph in (iri, URIRef(provenance_graph(iri)))
        )
        described = source._descriptions(source._entities_of(iri))
        entities = tuple(triple for triples in described.values() for triple in sorted(triples))
        self._archive.forget(document_id)
        self._write(iri, facts, provenance, entities)
        content_hash = source._archive.hashes()[document_id]
        document = source._archive.document(document_id)
        said = (*facts, *provenance)
        self._archive.put(document, content_hash=content_hash, said=said)

    def record_corrections(self) -> None:
        """Write the corrections graph anew, as the archive has them."""
        self._backend.replace({CORRECTION_GRAPH: record(self._archive.corrections())})

    def remove(self, document_id: str) -> bool:
        """Remove a document and its graphs; return whether it was there."""
        there = self._archive.forget(document_id)
        if there:
            self._write(document_iri(document_id), [], [], ())
        return there

    def _write(
        self,
        iri: URIRef,
        facts: list[Triple],
        provenance: list[Triple],
        entities: tuple[Triple, ...],
    ) -> None:
        graphs = {iri: facts, URIRef(provenance_graph(iri)): provenance}
        before = self._entities_of(iri) if self._backend.has_graph(iri) else set()
        described = self._descriptions(before | {triple[0] for triple in entities})
        kept = self._kept(set(described), [*graphs, ENTITY_GRAPH, LINK_GRAPH])
        stale = [each for name, each in _flat(described) if name not in kept]
        fresh = _missing(entities, {name: described[name] for name in kept})
        tabled = self._which({triple[0] for triple in fresh}, _TABLED)
        self._backend.replace(
            graphs,
            add=[(*triple, ENTITY_GRAPH) for triple in fresh if triple[0] not in tabled],
            delete=[(*triple, ENTITY_GRAPH) for triple in stale],
        )

    def _entities_of(self, iri: URIRef) -> set[Term]:
        """Return what a stored document speaks of.

        Which of it the entity graph describes is asked for by name: joined here, engines read all
        of that graph.
        """
        query = _OLD.format(facts=iri, provenance=provenance_graph(iri))
        return {row["e"] for row in self._backend.query(query).rows}

    def _descriptions(self, entities: Iterable[Term]) -> dict[Term, set[Triple]]:
        """Return what the entity graph says of each entity that it describes."""
        found: dict[Term, set[Triple]] = {}
        for values in _batches(entities):
            pattern = f"VALUES ?e {{ {values} }} GRAPH <{ENTITY_GRAPH}> {{ ?e ?p ?o }}"
            for row in self._backend.query(f"SELECT * WHERE {{ {pattern} }}").rows:
                triple = (URIRef(row["e"]), URIRef(row["p"]), row["o"])
                found.setdefault(row["e"], set()).add(triple)
        return found

    def _kept(self, entities: set[Term], own: list[URIRef]) -> set[Term]:
        """Return the entities that graphs other than a document's own speak of."""
        return self._which(entities, _SHARED.format(graphs=", ".join(f"<{name}>" for name in own)))

    def _which(self, entities: Iterable[Term], condition: str) -> set[Term]:
        """Return the entities ``?e`` for which a pattern has a match."""
        found: set[Term] = set()
        for values in _batches(entities):
            query = (
                f"SELECT ?e WHERE {{ VALUES ?e {{ {values} }} FILTER EXISTS {{ {condition} }} }}"
            )
            found |= {row["e"] for row in self._backend.query(query).rows}
        return found


def _batches(entities: Iterable[Term]) -> Iterator[str]:
    """Yield the entities as the terms of VALUES blocks of bearable length."""
    ordered = sorted(ntriples(entity) for entity in entities if isinstance(entity, URIRef))
    for start in range(0, len(ordered), _BATCH):
        yield " ".join(ordered[start : start + _BATCH])


def _flat(described: dict[Term, set[Triple]]) -> Iterator[tuple[Term, Triple]]:
    return ((name, triple) for name, triples in described.items() for triple in triples)


def _missing(entities: Iterable[Triple], described: dict[Term, set[Triple]]) -> list[Triple]:
    """Return the triples that a kept description lacks: further classes, properties it has not.

    So an entity that several documents name differently keeps the label it had first.
    """
    known = {(triple[0], triple[1]) for triples in described.values() for triple in triples}
    return sorted(
        {each for each in entities if each[1] == RDF.type or (each[0], each[1]) not in known},
        key=triple_key,
    )
