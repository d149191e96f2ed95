"""The roles that a graph store plays; question answering gets a ``GraphView`` and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, Self

from kg.statement import Quad, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import TracebackType

    from rdflib import URIRef

    from corpus.document import PolicyDocument
    from kg.stated import About, Quoted, Sought, Stretch
    from kg.statement import DocumentGraph, Evidence, Statement

Row = dict[str, Term]
"""One solution: variable name to term; a variable without a value is absent."""

Told = dict[str, list[Term]]
"""The values of a node by the IRI of their property, in the order of the engine."""


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What a query returned: ``rows`` for SELECT, ``answer`` for ASK, ``triples`` for the others.

    ``truncated`` tells that there was more than the limit allowed.
    """

    form: Literal["select", "ask", "graph"]
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    answer: bool = False
    triples: tuple[Triple, ...] = ()
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs a query ranges over, given beside it; they come before its own FROM clauses.

    SPARQL 1.1 Protocol, section 2.1.4: ``default`` graphs are merged, ``named`` ones are what
    ``GRAPH`` ranges over.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class GraphBackend(Protocol):
    """What a triple store has to be able to do; the rest is built on this, once for all of them."""

    def replace(
        self,
        graphs: Mapping[URIRef, Iterable[Triple]],
        *,
        add: Iterable[Quad] = (),
        delete: Iterable[Quad] = (),
    ) -> None:
        """Make these named graphs hold exactly these triples.

        A graph that is given no triples ceases to exist. ``delete`` and then ``add`` change single
        quads of other graphs. What is new comes in one transaction, after what was there went in
        another; a caller that must survive being killed between the two keeps its own mark, as
        the archive does. Terms that are not valid RDF change nothing.
        """

    def graph_names(self) -> list[URIRef]:
        """Return the names of all graphs, sorted."""

    def has_graph(self, name: URIRef) -> bool:
        """Return whether there is a graph of that name."""

    def quads(self, graph: URIRef | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph or of all, in no particular order."""

    def query(
        self,
        text: str,
        *,
        union: bool = True,
        limit: int | None = None,
        dataset: Dataset | None = None,
    ) -> QueryResult:
        """Run a query that was already found to be read-only.

        Args:
            text: SPARQL 1.1 query.
            union: Whether plain patterns range over all graphs; False if the query has FROM.
            dataset: The graphs to range over instead, all of them in the store.
            limit: The most rows or triples to read.

        Raises:
            QueryError: The query is malformed or fails.
        """

    def flush(self) -> None:
        """Make sure that what was written is on disk."""

    def close(self) -> None:
        """Let go of the store; nothing may be called afterwards."""


class GraphView(Protocol):
    """The graph as readers see it; plain patterns range over all graphs."""

    def select(
        self, query: str, bindings: Mapping[str, Term] | None = None, *, limit: int | None = None
    ) -> list[Row]:
        """Return the solutions of a SELECT query.

        Args:
            query: SPARQL 1.1 SELECT, without SERVICE; FROM only of graphs in the store.
            bindings: Values of variables of the outermost group of the query, by name without
                ``?``; they reach the store as terms, so no text in them is ever syntax.
            limit: The most rows to read.

        Raises:
            QueryError: Malformed, no SELECT, not read-only or reaching out.
        """

    def ask(self, query: str, bindings: Mapping[str, Term] | None = None) -> bool:
        """Return the answer of an ASK query; arguments and errors as for ``select``."""

    def run(
        self, query: str, *, limit: int | None = None, dataset: Dataset | None = None
    ) -> QueryResult:
        """Return the result of a query of any form (SELECT, ASK, CONSTRUCT, DESCRIBE).

        Args:
            query: SPARQL 1.1, read-only, within the store.
            limit: The most rows or triples to read.
            dataset: The graphs to range over, in place of all and of FROM.

        Raises:
            QueryError: Malformed, not read-only, or reaching for a graph that is not there.
        """

    def describe(self, iri: str) -> list[Triple]:
        """Return the triples whose subject is this IRI, each once, sorted."""

    def nodes(self, named: Iterable[str]) -> dict[str, Told]:
        """Return what is told of some nodes, by their IRIs; of what is unknown nothing.

        For nodes of a dozen triples, as statements and observations are, not for things.
        """

    def values(self, named: Iterable[str], name: str) -> dict[str, list[Term]]:
        """Return the values of one property (its IRI) of some things that have any, by their IRIs.

        In the order of the engine.
        """

    def stated(self, about: About, sought: Sought) -> list[str]:
        """Return the IRIs of the statements about something, sorted."""

    def stated_in(self, stretches: Iterable[Stretch], sought: Sought) -> list[str]:
        """Return the IRIs of the statements whose evidence overlaps one of these stretches.

        Of one stretch after the other, and of each by where they begin and end, then by IRI.
        """

    def quoted(self, statements: Iterable[str]) -> dict[str, Quoted]:
        """Return the quotes of statements and what they are about, by their IRIs."""

    def statements(
        self, subject: Term | None = None, predicate: Term | None = None, object: Term | None = None
    ) -> list[Statement]:
        """Return the statements of a triple pattern; None matches anything. Sorted by place."""

    def evidence(
        self, subject: Term | None = None, predicate: Term | None = None, object: Term | None = None
    ) -> list[Evidence]:
        """Return the evidence of a triple pattern, each place once, sorted by place."""

    def has_graph(self, name: str) -> bool:
        """Return whether there is a graph of that name."""

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph or of all, in no particular order."""

    def graph_names(self) -> list[URIRef]:
        """Return the names of all graphs, sorted."""


class GraphWriter(Protocol):
    """Adds documents' graphs; each call is a transaction of its own."""

    def __enter__(self) -> Self:
        """Begin writing."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish writing; what was replaced stays, also after an error."""

    def replace(self, document: PolicyDocument, graph: DocumentGraph) -> None:
        """Store a document and its graph in place of what was there for its id."""

    def remove(self, document_id: str) -> bool:
        """Remove a document and its graphs; return whether it was there."""


class GraphStore(Protocol):
    """A store that is open."""

    def view(self) -> GraphView:
        """Return the graph for reading."""

    def writer(self) -> GraphWriter:
        """Return a writer.

        Raises:
            StoreError: The store is open for reading only.
        """
