"""The process that ``kg.sparql.QueryWorker`` runs queries in: a JSON line in, a JSON line out.

The first line in says what to open: a command line could be read by others.
"""

from __future__ import annotations

import importlib
import json
import signal
import sys
from pathlib import Path
from typing import IO, Any

from corpus.error import ZhengtuError
from kg.endpoint.address import Endpoint
from kg.sparql import answer
from kg.storage.directory import Store
from kg.storage.store import Dataset

_MEMORY = 4 << 30
"""Bytes of memory after which the process ends instead of taking the machine's last."""

_GRACE = 5


def main(source: IO[str], target: IO[str]) -> int:
    """Serve requests until the input ends; the first line out tells what was opened."""
    _limit_memory()
    wanted = json.loads(source.readline())
    endpoint = wanted["endpoint"] and Endpoint(**wanted["endpoint"])
    try:
        store = Store.open_read_only(
            Path(wanted["path"]), generation=wanted["generation"], wait=_GRACE, endpoint=endpoint
        )
    except ZhengtuError as error:
        _reply(target, {"error": error.message})
        return 1
    with store:
        _reply(target, {"generation": store.generation})
        for line in source:
            request = json.loads(line)
            _alarm(int(request["seconds"]) + _GRACE)
            _reply(target, _answer(store, request))
            _alarm(0)
    return 0


def _answer(store: Store, request: dict[str, Any]) -> dict[str, Any]:
    graphs = request["dataset"]
    dataset = graphs and Dataset(tuple(graphs["default"]), tuple(graphs["named"]))
    limits = {"limit": request["limit"], "size": request["size"]}
    try:
        done = answer(store.view(), request["query"], request["format"], **limits, dataset=dataset)
    except ZhengtuError as error:
        return {"error": error.message, "kind": type(error).__name__}
    return {"body": done.body, "truncated": done.truncated}


def _reply(target: IO[str], content: dict[str, Any]) -> None:
    target.write(json.dumps(content) + "\n")
    target.flush()


def _alarm(seconds: int) -> None:
    """Let the system end this process, in case the parent died and cannot."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _limit_memory() -> None:
    if sys.platform != "win32":
        resource = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    sys.exit(main(sys.stdin, sys.stdout))
