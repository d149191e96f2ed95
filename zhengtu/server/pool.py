"""SPARQL on several processes that can be killed, with a cap on what may wait for them."""

from __future__ import annotations

import threading
from queue import LifoQueue
from typing import TYPE_CHECKING

from kg.error import ResultTooLargeError
from kg.sparql import QueryWorker
from kg.storage.closing import Closing
from zhengtu.server.error import HttpError

if TYPE_CHECKING:
    from kg.sparql import Rendered
    from kg.storage.store import Dataset
    from zhengtu.settings import Settings


class WorkerPool(Closing):
    """Answers queries; threads share it. The process used last is used first, so idle ones rest."""

    def __init__(self, settings: Settings) -> None:
        self._limits = settings
        self._workers = [
            QueryWorker(settings.store, endpoint=settings.endpoint)
            for _ in range(settings.sparql_processes)
        ]
        self._idle: LifoQueue[QueryWorker] = LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._places = threading.BoundedSemaphore(settings.sparql_concurrency)

    def answer(self, query: str, form: str, dataset: Dataset | None = None) -> Rendered:
        """Return the whole result of a query as text.

        Raises:
            HttpError: 429, as many queries as the settings allow are running or waiting.
            QueryError: Malformed, refused, out of time, or more rows than the settings allow.
        """
        limits = self._limits
        if not self._places.acquire(blocking=False):
            raise HttpError(
                429,
                f"{limits.sparql_concurrency} queries are running or waiting: try again later",
                Retry_After=str(max(1, round(limits.sparql_seconds / 10))),
            )
        try:
            worker = self._idle.get()
            try:
                found = worker.answer(
                    query,
                    form,
                    seconds=limits.sparql_seconds,
                    limit=limits.sparql_rows,
                    size=limits.sparql_bytes,
                    dataset=dataset,
                )
            finally:
                self._idle.put(worker)
        finally:
            self._places.release()
        if found.truncated:
            raise ResultTooLargeError(
                f"the result has more than {limits.sparql_rows:,} rows: add a LIMIT, page with "
                "ORDER BY … OFFSET …, or download the graph with `zhengtu export`"
            )
        return found

    def close(self) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.close()
