"""The documents that evaluation questions are about, read from the folder of shared documents."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import TYPE_CHECKING, Any

from corpus.error import ZhengtuError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from zhengtu.bench.judge import Expected

NEWS = "news-title-body.jsonl.gz"
POLICY = "policy-qa-documents.jsonl"
STATUTES = "statutes.jsonl.gz"
HELD = frozenset("0123")
"""First digits of the sha256 of a text that is held out."""
BESIDE = 60
"""Statutes that stand beside those asked about, so that one has to be found among others."""


class SourceError(ZhengtuError):
    """A document that a question is about is not there, or is another text than it was."""


def articles(data: Path, asked: Iterable[Expected]) -> dict[str, dict[str, Any]]:
    """Return the single articles that questions are about, by ``news:LINE`` or ``policy:ID``.

    Each is a line as ``zhengtu build`` reads it.

    Raises:
        SourceError: One is missing or its text has another sha256.
    """
    wanted = {e.document: e.sha256 for e in asked if e.document is not None}
    found = {key: row for key, row in _all(data, set(wanted)) if key in wanted}
    for key, digest in wanted.items():
        text = found[key]["text"] if key in found else ""
        if hashlib.sha256(text.encode()).hexdigest() != digest:
            raise SourceError(f"{key} is not in {data} with the text that the questions are about")
    return found


def statutes(data: Path, asked: Iterable[Expected]) -> list[dict[str, Any]]:
    """Return the statutes that questions are about and ``BESIDE`` others that are held out.

    Each is a line as ``zhengtu build`` reads it; those asked about are named ``statute:LINE``.

    Raises:
        SourceError: One is missing or its text has another sha256.
    """
    wanted = {e.document: e.sha256 for e in asked if e.document is not None}
    named: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    with gzip.open(data / STATUTES, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            key, digest = f"statute:{number}", hashlib.sha256(row["text"].encode()).hexdigest()
            found = {"id": f"statute-{number}", "title": row["title"], "text": row["text"]}
            if wanted.get(key) == digest:
                named.append(found)
            elif key not in wanted and digest[0] in HELD:
                others.append(found)
    if len(named) < len(wanted):
        raise SourceError(f"{data} lacks statutes with the text that the questions are about")
    return named + others[:: max(1, len(others) // BESIDE)][:BESIDE]


def _all(data: Path, wanted: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    with gzip.open(data / NEWS, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if f"news:{number}" in wanted:
                yield f"news:{number}", _news(number, json.loads(line))
    for line in (data / POLICY).read_text("utf-8").splitlines():
        row = json.loads(line)
        yield f"policy:{row['docid']}", {"id": row["docid"], "text": row["text"]}


def _news(number: int, row: dict[str, Any]) -> dict[str, Any]:
    day = str(row["date"])
    published = f"{day[:4]}-{day[4:6]}-{day[6:8]}"
    return {"id": f"news-{number}", "title": row["title"], "published": published,
            "text": row["body"]}  # fmt: skip
