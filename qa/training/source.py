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
    """Yield the documents named ``news:LINE``, ``policy:ID``, ``statute:LINE`` or ``state:INDEX``.

    Each comes with its key, as a line that ``corpus.read`` takes. Lines count from 0, INDEX is the
    index number of a State Council document; what is not there is left out.
    """
    every = (_news_rows(folder), _policies(folder), _statutes(folder), _state(folder))
    for kind, found in zip(("news", "policy", "statute", "state"), every, strict=True):
        if any(key.startswith(f"{kind}:") for key in keys):
            yield from ((key, row) for key, row in found if key in keys)


def _news_rows(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, row in _lines(folder / NEWS, "news"):
        yield key, _news(key, row)


def _policies(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in (folder / POLICY).read_text("utf-8").splitlines():
        row = json.loads(line)
        yield f"policy:{row['docid']}", {"id": row["docid"], "text": row["text"]}


def _statutes(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, row in _lines(folder / STATUTES, "statute"):
        yield key, statute(key, row)


def _state(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in (folder / STATE).read_text("utf-8").splitlines():
        row = json.loads(line)
        yield f"state:{row['index_number']}", row


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
