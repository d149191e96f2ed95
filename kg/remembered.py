"""A view that remembers what it read: a published generation of a store never changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from kg.view import BackendView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.statement import Term
    from kg.storage.store import GraphBackend, Row

MOST_ROWS = 100_000
"""Rows that are kept in all: of the queries of answers, about 70 MB."""

_LARGEST = 4_000
"""Rows of a result that is still worth keeping: the statements about a large place."""

_Key = tuple[str, tuple[tuple[str, "Term"], ...], int | None]


class RememberingView(BackendView):
    """A ``GraphView`` that keeps the results of its latest SELECT queries; threads may share it.

    Only for a store that is open for reading. Rows are shared between callers, who must not change
    them.
    """

    def __init__(self, backend: GraphBackend) -> None:
        """Read from this backend, with nothing remembered yet."""
        super().__init__(backend)
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, tuple[Row, ...]] = OrderedDict()
        self._rows = 0

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
