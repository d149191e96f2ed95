"""Pairs of texts that belong together, from public documents: what an embedding is trained on."""

from __future__ import annotations

import gzip
import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from qa.training.question import is_free

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Pair = tuple[str, str]

LONGEST = 300
"""Characters of the longer text of a pair that are read."""

_ARTICLE = re.compile(r"(?m)^\s*(第[一二三四五六七八九十百零〇]+条)\s*(.{20,})$")
ARTICLES = 12
"""Articles that are taken of one statute, evenly spread: long codes must not drown the rest."""


def news_pairs(path: Path) -> Iterator[Pair]:
    """Yield title and beginning of body, and title and middle, of news items not held out.

    Args:
        path: ``.jsonl.gz`` with ``title`` and ``text`` (or ``body``) in each line.
    """
    for row in _rows(path):
        title, text = row["title"], row.get("text") or row.get("body") or ""
        if len(title) >= 6 and len(text) >= 60 and is_free(text):
            yield title, text[:LONGEST]
            if len(text) > 2 * LONGEST:
                yield title, text[LONGEST : 2 * LONGEST]


def statute_pairs(path: Path) -> Iterator[Pair]:
    """Yield the title and an article's beginning, and its rest, of statutes not held out.

    Args:
        path: ``.jsonl.gz`` with ``title`` and ``text`` in each line.
    """
    for row in _rows(path):
        if not is_free(row["text"]):
            continue
        found = list(_ARTICLE.finditer(row["text"]))
        for article in islice(found, 0, None, max(1, len(found) // ARTICLES)):
            body = article[2].strip()
            cut = max(body.find("，"), 10)
            yield f"{row['title']} {body[:cut]}", body[cut : cut + LONGEST]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
