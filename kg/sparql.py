"""Read-only SPARQL over a store: what the command, the endpoint and the page's query box call.

Oxigraph has no time limit in Python, so queries from outside run in a process of their own that
opens the store for reading and is killed when its time is up. A query with a limit costs the start
of that process once (about a second); it then answers many.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.error import QueryError, QueryRefusedError, QueryTimeoutError, ResultTooLargeError
from kg.result import render
from kg.storage.closing import Closing
from kg.storage.directory import current_generation

if TYPE_CHECKING:
    from kg.endpoint.address import Endpoint
    from kg.storage.store import Dataset, GraphView

ROW_LIMIT = 100_000
"""The most rows or triples that a query returns unless it is told otherwise."""

BYTE_LIMIT = 256 << 20
"""The most bytes of a result's text unless it is told otherwise."""

_KINDS = {
    each.__name__: each
    for each in (QueryError, QueryRefusedError, QueryTimeoutError, ResultTooLargeError)
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A result as text; ``truncated`` tells that the limit cut it."""

    body: str
    format: str
    truncated: bool = False


def answer(
    view: GraphView,
    query: str,
    format: str = "json",
    *,
    limit: int | None = ROW_LIMIT,
    size: int | None = BYTE_LIMIT,
    dataset: Dataset | None = None,
) -> Rendered:
    """Run a query in this process and return its result as text.

    Args:
        view: The graph.
        query: SPARQL 1.1.
        format: See ``kg.result.render``.
        limit: The most rows or triples; more are cut and ``truncated`` says so.
        size: The most bytes of text.
        dataset: The graphs to range over, see ``GraphView.run``.

    Raises:
        QueryError: Malformed, not read-only, reaching out, too large, or a format that does not
            suit.
    """
    result = view.run(query, limit=limit, dataset=dataset)
    body = render(result, format)
    if size is not None and len(body.encode()) > size:
        raise ResultTooLargeError(
            f"the result has more than {size:,} bytes: ask for fewer columns or add a LIMIT"
        )
    return Rendered(body, format, result.truncated)


class QueryWorker(Closing):
    """Runs queries on a store in a process that can be killed; threads may share one.

    Without a generation to keep to, it follows the store: after a build the next query starts a
    new process.
    """

    def __init__(
        self, path: Path, generation: str | None = None, endpoint: Endpoint | None = None
    ) -> None:
        """Use the store at this path; the process starts with the first query.

        Args:
            path: The store's folder.
            generation: The state of the store to keep to; see ``kg.storage.generation``.
            endpoint: Where the graph is, if it is not in the folder.
        """
        self._path = path
        self._endpoint = endpoint
        self._pinned = generation
        self._generation: str | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def answer(
        self,
        query: str,
        format: str = "json",
        *,
        seconds: float = 30.0,
        limit: int = ROW_LIMIT,
        size: int = BYTE_LIMIT,
        dataset: Dataset | None = None,
    ) -> Rendered:
        """Run a query within a time limit and return its result as text.

        Raises:
            QueryError: As for ``answer``; the store cannot be opened.
            QueryTimeoutError: The time or the memory is used up.
        """
        request = {
            "query": query,
            "format": format,
            "limit": limit,
            "size": size,
            "seconds": seconds,
            "dataset": dataset and {"default": dataset.default, "named": dataset.named},
        }
        with self._turn:
            reply = self._exchange(request, seconds)
        if "error" in reply:
            raise _KINDS.get(reply.get("kind", ""), QueryError)(reply["error"], query=query)
        return Rendered(reply["body"], format, reply["truncated"])

    def close(self) -> None:
        """Stop the process, if it runs."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _exchange(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = b""
        late = not timer.is_alive()
        timer.cancel()
        if not line.endswith(b"\n"):
            self.close()
            return {"error": _why_it_ended(seconds, late=late), "kind": "QueryTimeoutError"}
        found: dict[str, Any] = json.loads(line)
        return found

    def _running(self) -> subprocess.Popen[bytes]:
        wanted = self._pinned or current_generation(self._path)
        if self._process is None or self._process.poll() is not None or wanted != self._generation:
            self.close()
            # The state that is current now may be gone by the time the process opens it.
            self._process, self._generation = _start(self._path, self._pinned, self._endpoint)
        return self._process


def _why_it_ended(seconds: float, *, late: bool) -> str:
    if late:
        return (
            f"the query took longer than {seconds:g} s and was stopped: narrow it down with more "
            "specific patterns or a LIMIT"
        )
    return "the query ended its process, probably for lack of memory: narrow it down"


def _start(
    path: Path, generation: str | None, endpoint: Endpoint | None
) -> tuple[subprocess.Popen[bytes], str]:
    """Start ``kg.worker``; its first line tells which state of the store it opened, or why not.

    Raises:
        QueryError: The store cannot be opened.
    """
    root = str(Path(__file__).resolve().parent.parent)
    known = os.environ.get("PYTHONPATH")
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "kg.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([root, *([known] if known else [])])},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    wanted = {
        "path": str(path),
        "generation": generation,
        "endpoint": None if endpoint is None else asdict(endpoint),
    }
    process.stdin.write(json.dumps(wanted).encode() + b"\n")
    process.stdin.flush()
    line = process.stdout.readline()
    reply = json.loads(line) if line.endswith(b"\n") else {"error": "the query process failed"}
    if "error" in reply:
        process.kill()
        process.communicate()
        raise QueryError(reply["error"])
    return process, str(reply["generation"])
