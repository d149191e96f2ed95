"""Broad questions: what the parts of a document tell, and every sentence on a matter.

They are asked of one store that holds all their documents among others of the same kinds, so that
a document has to be found by how people call it. ``outline`` expects the headings (or sentences) of
a part, ``survey`` a sentence that must be among those quoted, ``no overview`` an abstention.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from qa.training.source import POLICY, STATE, rows
from zhengtu.bench.source import SourceError, statutes
from zhengtu.bench.targets import REPORTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from zhengtu.bench.judge import Expected

EVERY = 10
"""One of so many of the other policy documents stands beside those asked about."""


def sources(data: Path, asked: Iterable[Expected]) -> list[dict[str, Any]]:
    """Return all reports and State Council documents, and the policies and statutes asked about.

    Beside them stand others: every tenth policy document, and statutes. Each is a line as ``zhengtu
    build`` reads it; those asked about have their key as id, with a hyphen.

    Raises:
        SourceError: One that is asked about is missing or its text has another sha256.
    """
    wanted = {e.document: e for e in asked if e.document is not None}
    found = dict(_all(data, set(wanted)))
    for key, expected in wanted.items():
        if key.startswith("statute:"):
            continue  # checked where they are read
        text = str(found[key]["text"]) if key in found else ""
        if hashlib.sha256(text.encode()).hexdigest() != expected.sha256:
            raise SourceError(f"{key} is not in {data} with the text that the questions are about")
    on_statutes = [e for e in wanted.values() if str(e.document).startswith("statute:")]
    return [*found.values(), *statutes(data, on_statutes)]


def _all(data: Path, wanted: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, kind, own in ((REPORTS, "report", "province"), (STATE, "state", "number")):
        for row in _lines(data / name):
            key = f"{kind}:{row[own]}"
            yield key, {**row, "id": _id(key)}
    held = [f"policy:{row['docid']}" for row in _lines(data / POLICY)]
    keys = {key for n, key in enumerate(held) if key in wanted or n % EVERY == 0}
    for key, row in rows(data, keys):
        yield key, {**row, "id": _id(key)}


def _id(key: str) -> str:
    return key.replace(":", "-")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        yield json.loads(line)
