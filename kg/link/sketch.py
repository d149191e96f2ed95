"""What the archive keeps to find duplicates by: a sketch of each text, and pairs already judged."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.fingerprint import Hashes
    from kg.link.likeness import Relation

SCHEMA = """
CREATE TABLE IF NOT EXISTS sketch (
  id TEXT PRIMARY KEY, hash TEXT NOT NULL, digest TEXT NOT NULL, runs BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alike (
  short TEXT NOT NULL, long TEXT NOT NULL, relation TEXT NOT NULL, share REAL NOT NULL,
  PRIMARY KEY (short, long)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A document's sketch; ``hash`` is the content hash it was made at, ``digest`` of the text."""

    id: str
    hash: str
    digest: str
    runs: Hashes


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two documents, judged: ``long`` is the same act as ``short`` or contains it."""

    short: str
    long: str
    relation: Relation
    share: float


class SketchTable:
    """The sketches and pairs of one archive."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read and write through a connection to an archive."""
        self._connection = connection

    def stale(self) -> list[str]:
        """Return the ids of the documents whose sketch is missing or of an older content."""
        query = (
            "SELECT d.id FROM document d LEFT JOIN sketch s ON s.id = d.id "
            "WHERE s.hash IS NULL OR s.hash <> d.hash ORDER BY d.id"
        )
        return [row[0] for row in self._connection.execute(query)]

    def prune(self, changed: Iterable[str]) -> None:
        """Forget what was known of documents that changed or are gone."""
        rows = [(name,) for name in changed]
        gone = "NOT IN (SELECT id FROM document)"
        with self._connection:
            self._connection.executemany("DELETE FROM sketch WHERE id = ?", rows)
            self._connection.executemany("DELETE FROM alike WHERE short = ?1 OR long = ?1", rows)
            self._connection.execute(f"DELETE FROM sketch WHERE id {gone}")
            self._connection.execute(f"DELETE FROM alike WHERE short {gone} OR long {gone}")

    def put(self, sketches: Iterable[Sketch]) -> None:
        """Keep sketches."""
        rows = ((s.id, s.hash, s.digest, s.runs.tobytes()) for s in sketches)
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO sketch VALUES (?, ?, ?, ?)", rows)

    def relate(self, pairs: Iterable[Pair]) -> None:
        """Keep judged pairs."""
        rows = ((p.short, p.long, p.relation, p.share) for p in pairs)
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO alike VALUES (?, ?, ?, ?)", rows)

    def sketches(self) -> list[Sketch]:
        """Return all sketches by id."""
        import numpy as np

        query = "SELECT id, hash, digest, runs FROM sketch ORDER BY id"
        return [
            Sketch(name, hash, digest, np.frombuffer(runs, dtype=np.uint32))
            for name, hash, digest, runs in self._connection.execute(query)
        ]

    def pairs(self) -> list[Pair]:
        """Return all judged pairs, sorted; none in a store that was built before there were any."""
        query = "SELECT short, long, relation, share FROM alike ORDER BY short, long"
        try:
            return [Pair(*row) for row in self._connection.execute(query)]
        except sqlite3.OperationalError:
            return []
