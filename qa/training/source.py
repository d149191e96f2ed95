"""Documents of the shared folder by the keys that stand-off questions name them with."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Set
    from pathlib import Path

NEWS = "news-title-body.jsonl.gz"
POLICY = "policy-qa-documents.jsonl"
STATUTES = "statutes.jsonl.gz"
STATE = "state-council-documents.jsonl"


def rows(folder: Path, keys: Set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the documents named ``news:LINE``, ``policy:ID`` or ``statute:LINE``, with their keys.

    Each is a line as ``corpus.read`` takes it. Lines count from 0; what is not there is left out.
    """
    if any(key.startswith("news:") for key in keys):
        for key, row in _lines(folder / NEWS, "news"):
            if key in keys:
                yield key, _news(key, row)
    if any(key.startswith("policy:") for key in keys):
        for line in (folder / POLICY).read_text("utf-8").splitlines():
            row = json.loads(line)
            if f"policy:{row['docid']}" in keys:
                yield f"policy:{row['docid']}", {"id": row["docid"], "text": row["text"]}
    if any(key.startswith("statute:") for key in keys):
        for key, row in _lines(folder / STATUTES, "statute"):
            if key in keys:
                yield key, statute(key, row)


def statute(key: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return a statute as a document; its id is its key with a hyphen."""
    return {"id": key.replace(":", "-"), "title": row["title"], "text": row["text"]}


def _news(key: str, row: dict[str, Any]) -> dict[str, Any]:
    day = str(row["date"])
    published = f"{day[:4]}-{day[4:6]}-{day[6:8]}"
    return {"id": key.replace(":", "-"), "title": row["title"], "published": published,
            "text": row["body"]}  # fmt: skip


def _lines(path: Path, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            yield f"{name}:{number}", json.loads(line)
