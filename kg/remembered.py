"""A view that remembers what it read: a published generation of a store never changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from kg.storage.statement_table import is_kept
from kg.view import BackendView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.stated import About, Quoted, Sought, Stretch
    from kg.statement import Term
    from kg.storage.statement_table import StatementTable
    from kg.storage.store import GraphBackend, Row, Told

MOST_ROWS = 100_000
"""Rows that are kept in all: of the queries of answers, about 70 MB."""

_LARGEST = 4_000
"""Rows of a result that is still worth keeping: the statements about a large place."""

MOST_NODES = 12_000
"""Nodes that are kept: what a few hundred questions read, about 30 MB."""

MOST_VALUES = 40_000
"""Things of which a property is kept, names as a rule: about 15 MB."""

_Key = tuple[str, tuple[tuple[str, "Term"], ...], int | None]


class RememberingView(BackendView):
    """A ``GraphView`` that keeps the results of its latest SELECT queries; threads may share it.

    Only for a store that is open for reading. Rows and what is told of nodes are shared between
    callers, who must not change them.
    """

    def __init__(self, backend: GraphBackend, table: StatementTable | None = None) -> None:
        """Read from this backend, with nothing remembered yet.

        Args:
            backend: The graph.
            table: A copy of its statements, which is read instead where it has them.
        """
        super().__init__(backend)
        self._table = table
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, tuple[Row, ...]] = OrderedDict()
        self._rows = 0
        self._nodes: OrderedDict[str, Told] = OrderedDict()
        self._values: OrderedDict[tuple[str, str], list[Term]] = OrderedDict()

    def select(
        self, query: str, bindings: Mapping[str, Term] | None = None, *, limit: int | None = None
    ) -> list[Row]:
        """Return the solutions of a SELECT query; see ``GraphView.select``."""
        key = (query, tuple((bindings or {}).items()), limit)
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
        if kept is None:
            kept = tuple(super().select(query, bindings, limit=limit))
            self._keep(key, kept)
        return list(kept)

    def nodes(self, named: Iterable[str]) -> dict[str, Told]:
        """Return what is told of some nodes; see ``GraphView.nodes``.

        Each is kept by itself: questions about one place or document read many of the same ones,
        and hardly ever all the same.
        """
        wanted = sorted({str(iri) for iri in named})  # no URIRef, which is unlike its own text
        with self._lock:
            kept = {iri: self._nodes[iri] for iri in wanted if iri in self._nodes}
        rest = [iri for iri in wanted if iri not in kept]
        new = {} if self._table is None else self._table.nodes(rest)
        new |= super().nodes(iri for iri in rest if iri not in new)
        with self._lock:
            self._nodes.update(new)
            for iri in kept:
                if iri in self._nodes:
                    self._nodes.move_to_end(iri)
            while len(self._nodes) > MOST_NODES:
                self._nodes.popitem(last=False)
        return kept | new

    def values(self, named: Iterable[str], name: str) -> dict[str, list[Term]]:
        """Return the values of one property of some things; see ``GraphView.values``.

        Each thing is kept by itself, also one that has none.
        """
        wanted = {str(iri) for iri in named}
        with self._lock:
            known = {iri: self._values[name, iri] for iri in wanted if (name, iri) in self._values}
        rest = wanted - known.keys()
        new = super().values(rest, name) if rest else {}
        with self._lock:
            self._values.update(((name, iri), new.get(iri, [])) for iri in rest)
            for iri in known:
                if (name, iri) in self._values:
                    self._values.move_to_end((name, iri))
            while len(self._values) > MOST_VALUES:
                self._values.popitem(last=False)
        return {iri: values for iri, values in (known | new).items() if values}

    def stated(self, about: About, sought: Sought) -> list[str]:
        """Return the IRIs of the statements about something; see ``GraphView.stated``."""
        if self._table is None or not self._table.is_complete or not is_kept(sought):
            return super().stated(about, sought)
        return self._table.about(about, sought)

    def stated_in(self, stretches: Iterable[Stretch], sought: Sought) -> list[str]:
        """Return the IRIs of the statements of stretches; see ``GraphView.stated_in``."""
        found: dict[str, None] = {}
        rest = []
        table = self._table if is_kept(sought) else None
        for each in stretches:
            own = None if table is None else table.within(each, sought)
            if own is None:
                rest.append(each)
            else:
                found |= dict.fromkeys(own)
        return list(found | dict.fromkeys(super().stated_in(rest, sought) if rest else ()))

    def quoted(self, statements: Iterable[str]) -> dict[str, Quoted]:
        """Return the quotes of statements; see ``GraphView.quoted``."""
        wanted = list(statements)
        kept = {} if self._table is None else self._table.quoted(wanted)
        found = {iri: quoted for iri, quoted in kept.items() if quoted is not None}
        return found | super().quoted(iri for iri in wanted if iri not in kept)

    def _keep(self, key: _Key, rows: tuple[Row, ...]) -> None:
        if len(rows) > _LARGEST:
            return
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = rows
            # An empty result takes room too.
            self._rows += len(rows) + 1
            while self._rows > MOST_ROWS:
                self._rows -= len(self._kept.popitem(last=False)[1]) + 1
