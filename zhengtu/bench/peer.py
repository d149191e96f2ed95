"""What a user might take for searching instead: SQLite's FTS5 and bm25s, both over our terms."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.retrieval.term import Terms


class Fts5:
    """Documents in a table of SQLite's full-text search, in memory, ranked by its BM25."""

    def __init__(self, documents: Sequence[tuple[str, Terms]]) -> None:
        """Index documents, each by its id and terms."""
        self._table = sqlite3.connect(":memory:")
        self._table.execute("CREATE VIRTUAL TABLE text USING fts5 (id UNINDEXED, words, grams)")
        rows = ((name, " ".join(of.words), " ".join(of.grams)) for name, of in documents)
        self._table.executemany("INSERT INTO text VALUES (?, ?, ?)", rows)
        self._table.commit()

    def search(self, asked: Terms, limit: int) -> list[str]:
        """Return the ids of the documents that have any of the words, best first."""
        either = " OR ".join(f'"{word}"' for word in dict.fromkeys((*asked.words, *asked.grams)))
        query = "SELECT id FROM text WHERE text MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in self._table.execute(query, (either, limit))]


class Bm25s:
    """Documents in bm25s: scores of all terms worked out beforehand, in sparse matrices."""

    def __init__(self, documents: Sequence[tuple[str, Terms]]) -> None:
        """Index documents, each by its id and terms."""
        import bm25s

        self._ids = [name for name, _ in documents]
        self._index: Any = bm25s.BM25()
        self._index.index([[*of.words, *of.grams] for _, of in documents], show_progress=False)

    def search(self, asked: Terms, limit: int) -> list[str]:
        """Return the ids of the documents that fit best."""
        words = [[*dict.fromkeys((*asked.words, *asked.grams))]]
        found, _ = self._index.retrieve(words, k=min(limit, len(self._ids)), show_progress=False)
        return [self._ids[int(number)] for number in found[0]]
