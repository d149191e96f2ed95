"""The documents that evaluation questions are about, read from the folder of shared documents."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import TYPE_CHECKING, Any

from corpus.error import ZhengtuError
from qa.training.source import STATUTES, rows, statute

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from zhengtu.bench.judge import Expected

HELD = frozenset("0123")
"""First digits of the sha256 of a text that is held out."""
BESIDE = 60
"""Statutes that stand beside those asked about, so that one has to be found among others."""


class SourceError(ZhengtuError):
    """A document that a question is about is not there, or is another text than it was."""


def articles(data: Path, asked: Iterable[Expected]) -> dict[str, dict[str, Any]]:
    """Return the documents that are asked about, by ``news:LINE``, ``policy:ID`` and the like.

    Each is a line as ``zhengtu build`` reads it.

    Raises:
        SourceError: One is missing or its text has another sha256.
    """
    wanted = {e.document: e.sha256 for e in asked if e.document is not None}
    found = dict(rows(data, set(wanted)))
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
            found = statute(key, row)
            if wanted.get(key) == digest:
                named.append(found)
            elif key not in wanted and digest[0] in HELD:
                others.append(found)
    if len(named) < len(wanted):
        raise SourceError(f"{data} lacks statutes with the text that the questions are about")
    return named + others[:: max(1, len(others) // BESIDE)][:BESIDE]
