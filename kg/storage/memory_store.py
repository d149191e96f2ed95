"""The graph on rdflib's own memory: small, slow and independent of Oxigraph."""

from __future__ import annotations

import warnings
from itertools import islice
from typing import TYPE_CHECKING, cast

from rdflib import Dataset, Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.query import ResultRow

from kg.error import QueryError, StoreError
from kg.query import syntax_error
from kg.storage.archive import Archive
from kg.storage.directory import Store
from kg.storage.store import QueryResult
from kg.storage.term import ox_quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rdflib.query import Result

    from kg.statement import Quad, Term, Triple
    from kg.storage.store import Dataset as Chosen
    from kg.storage.store import Row


class MemoryBackend:
    """A ``GraphBackend`` for tests and for looking at one document's graph without a store."""

    def __init__(self) -> None:
        """Begin empty."""
        self._dataset = Dataset(default_union=True)

    def replace(
        self,
        graphs: Mapping[URIRef, Iterable[Triple]],
        *,
        add: Iterable[Quad] = (),
        delete: Iterable[Quad] = (),
    ) -> None:
        """Make these named graphs hold exactly these triples.

        Raises:
            StoreError: A term is not valid RDF.
        """
        complete = [(*triple, name) for name, triples in graphs.items() for triple in triples]
        gone, more = list(delete), [*complete, *add]
        _check(more)
        for name in graphs:
            self._dataset.remove_graph(self._dataset.graph(name))
        for *triple, name in gone:
            self._dataset.graph(name).remove(cast("Triple", tuple(triple)))
        for *triple, name in more:
            self._dataset.graph(name).add(cast("Triple", tuple(triple)))

    def graph_names(self) -> list[URIRef]:
        """Return the names of all graphs, sorted."""
        names = {graph.identifier for graph in self._dataset.graphs()}
        return sorted(URIRef(name) for name in names if name != DATASET_DEFAULT_GRAPH_ID)

    def has_graph(self, name: URIRef) -> bool:
        """Return whether there is a graph of that name."""
        return name in self.graph_names()

    def quads(self, graph: URIRef | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph or of all, in no particular order."""
        for name in self.graph_names() if graph is None else [graph]:
            if self.has_graph(name):
                for triple in self._dataset.graph(name):
                    yield (*cast("Triple", triple), name)

    def query(
        self,
        text: str,
        *,
        union: bool = True,
        limit: int | None = None,
        dataset: Chosen | None = None,
    ) -> QueryResult:
        """Run a read-only query; see ``GraphBackend.query``."""
        if (
            not union or dataset is not None
        ):  # rdflib would fetch the graph that FROM names from the web
            raise QueryError("FROM does not work on a graph in memory: use GRAPH <…> { … }")
        try:
            with warnings.catch_warnings():  # rdflib 7.6 calls what it deprecates, for GRAPH ?g
                warnings.simplefilter("ignore", DeprecationWarning)
                return _read(self._dataset.query(text), limit)
        except Exception as error:
            raise syntax_error(text, error) from error

    def flush(self) -> None:
        """Do nothing: memory has no disk."""

    def close(self) -> None:
        """Forget everything."""
        self._dataset = Dataset(default_union=True)


def _check(quads: Iterable[Quad]) -> None:
    try:
        for quad in quads:
            ox_quad(quad)
    except ValueError as error:
        raise StoreError(f"the graph was not written: {error}") from error


def memory_store() -> Store:
    """Return an empty store that lives as long as the process."""
    return Store(MemoryBackend(), Archive())


def _read(found: Result, limit: int | None) -> QueryResult:
    if found.type == "ASK":
        return QueryResult("ask", answer=bool(found.askAnswer))
    if found.type == "SELECT":
        names = tuple(str(name) for name in found.vars or ())
        rows = [_row(names, row) for row in found if isinstance(row, ResultRow)]
        cut = limit is not None and len(rows) > limit
        return QueryResult("select", names, tuple(rows[:limit]), truncated=cut)
    graph = cast("Graph", found.graph)
    triples = [cast("Triple", triple) for triple in graph]
    cut = limit is not None and len(triples) > limit
    return QueryResult("graph", triples=tuple(islice(triples, limit)), truncated=cut)


def _row(names: tuple[str, ...], row: ResultRow) -> Row:
    values = ((name, row.get(name)) for name in names)
    return {name: cast("Term", value) for name, value in values if value is not None}
