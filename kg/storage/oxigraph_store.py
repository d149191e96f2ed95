"""The graph on Oxigraph: RocksDB in a folder, or in memory."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import URIRef

from kg.error import QueryError, StoreError
from kg.query import syntax_error
from kg.storage.disk import disk_error
from kg.storage.store import QueryResult, Row
from kg.storage.term import (
    BlankNodeError,
    from_ox,
    from_ox_triple,
    ox_quads,
    ox_triple,
    quad_lines,
    to_ox,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kg.statement import Quad, Triple
    from kg.storage.store import Dataset


BULK = 5_000
"""Quads above which they are written as sorted files that RocksDB takes in all at once: twice as
fast as a transaction, and up to Oxigraph's limit of a million quads as atomic (a test kills it)."""


class OxigraphBackend:
    """A ``GraphBackend`` on Oxigraph.

    One process owns a folder while it writes; ``kg.storage.directory`` sees to that, because
    Oxigraph itself lets a reader open beside a writer, with undefined results.
    """

    def __init__(self, folder: Path | None = None, *, read_only: bool = False) -> None:
        """Open the folder, or an empty store in memory.

        Raises:
            StoreError: The folder cannot be opened.
        """
        try:
            self._store: ox.Store = _open(folder, read_only=read_only)
        except (OSError, RuntimeError) as error:  # RuntimeError: RocksDB found it corrupt
            raise disk_error(folder, error) or StoreError(
                f"图 {folder} 打不开：请关闭其他使用它的程序。 "
                f"The graph in {folder} cannot be opened ({error}): close other programs that use "
                "the store; if none does, the folder is damaged and must be built again",
                path=str(folder),
            ) from error

    def replace(
        self,
        graphs: Mapping[URIRef, Iterable[Triple]],
        *,
        add: Iterable[Quad] = (),
        delete: Iterable[Quad] = (),
    ) -> None:
        """Make these named graphs hold exactly these triples; see ``GraphBackend.replace``.

        Raises:
            StoreError: A term is not valid RDF, or the disk refuses.
        """
        try:
            new = {name: list(triples) for name, triples in graphs.items()}
            for subject, predicate, value, name in add:
                new.setdefault(name, []).append((subject, predicate, value))
            gone = [_dropped(name) for name in graphs if self.has_graph(name)]
            gone += [f"DELETE DATA {{ {each} }} ;\n" for each in map(_in_graph, delete)]
            if gone or not self._loaded(new):
                self._exchange("".join(gone), new)
        except (ValueError, SyntaxError, OSError) as error:
            raise disk_error(None, error) or StoreError(
                f"the graph was not written: {error}", graphs=[str(name) for name in graphs]
            ) from error

    def _loaded(self, new: Mapping[URIRef, list[Triple]]) -> bool:
        """Write many quads in the fastest way; return whether that can be done.

        The text is checked while it is read, so nothing may have been removed before.
        """
        if sum(map(len, new.values())) < BULK:
            return False
        try:
            content = "".join(line for name in new for line in quad_lines(new[name], name))
        except BlankNodeError:
            return False
        self._store.bulk_load(content.encode(), ox.RdfFormat.N_QUADS)
        return True

    def _exchange(self, gone: str, new: Mapping[URIRef, list[Triple]]) -> None:
        quads = [quad for name in new for quad in ox_quads(new[name], name)]
        if gone:
            self._store.update(gone)
        if len(quads) < BULK:
            self._store.extend(quads)
        else:
            self._store.bulk_extend(quads)

    def graph_names(self) -> list[URIRef]:
        """Return the names of all graphs, sorted."""
        return sorted(URIRef(name.value) for name in self._store.named_graphs())

    def has_graph(self, name: URIRef) -> bool:
        """Return whether there is a graph of that name."""
        return self._store.contains_named_graph(ox.NamedNode(str(name)))

    def quads(self, graph: URIRef | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph or of all, in no particular order."""
        name = None if graph is None else ox.NamedNode(str(graph))
        for quad in self._store.quads_for_pattern(None, None, None, name):
            if isinstance(quad.graph_name, ox.NamedNode):
                yield (*from_ox_triple(quad), URIRef(quad.graph_name.value))

    def query(
        self,
        text: str,
        *,
        union: bool = True,
        limit: int | None = None,
        dataset: Dataset | None = None,
    ) -> QueryResult:
        """Run a read-only query; see ``GraphBackend.query``."""
        try:
            if dataset is None:
                found = self._store.query(text, use_default_graph_as_union=union)
            else:
                found = self._store.query(
                    text,
                    default_graph=[ox.NamedNode(name) for name in dataset.default],
                    named_graphs=[ox.NamedNode(name) for name in dataset.named],
                )
            return read_result(found, limit)
        except SyntaxError as error:
            raise syntax_error(text, error) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"查询失败。 The query failed: {error}", query=text) from error

    def flush(self) -> None:
        """Make sure that what was written is on disk."""
        self._store.flush()

    def close(self) -> None:
        """Let go of the store: Oxigraph unlocks its folder when the last reference goes."""
        del self._store


def _open(folder: Path | None, *, read_only: bool) -> ox.Store:
    if folder is None:
        return ox.Store()
    return ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder))


def _dropped(name: URIRef) -> str:
    return f"DROP SILENT GRAPH {to_ox(name)} ;\n"


def _in_graph(quad: Quad) -> str:
    """Return a quad as SPARQL writes it; every term is written by Oxigraph itself."""
    return f"GRAPH {to_ox(quad[3])} {{ {ox_triple(quad[:3])} }}"


def read_result(found: object, limit: int | None) -> QueryResult:
    """Return what a query found, read to its end: an open iterator would keep a folder locked.

    Args:
        found: Oxigraph's solutions, truth value or triples; triples may be any iterator of them.
        limit: The most rows or triples to read.
    """
    if isinstance(found, ox.QueryBoolean):
        return QueryResult("ask", answer=bool(found))
    most = None if limit is None else limit + 1
    if isinstance(found, ox.QuerySolutions):
        names = tuple(variable.value for variable in found.variables)
        rows = tuple(_row(names, solution) for solution in islice(found, most))
        cut = limit is not None and len(rows) > limit
        return QueryResult("select", names, rows[:limit], truncated=cut)
    assert isinstance(found, Iterator)
    triples = tuple(from_ox_triple(triple) for triple in islice(found, most))
    cut = limit is not None and len(triples) > limit
    return QueryResult("graph", triples=triples[:limit], truncated=cut)


def _row(names: tuple[str, ...], solution: ox.QuerySolution) -> Row:
    values = zip(names, solution, strict=True)
    return {name: from_ox(value) for name, value in values if value is not None}
