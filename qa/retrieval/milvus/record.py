"""What of Milvus counts for a store: versions of documents, and how many entries have each term.

A file in the store's folder, so that it is copied, published and dropped with a generation. Rows in
Milvus are never changed: each version of a document has a number, a commit writes here which
numbers count, and all above ``next`` are what a killed writer left.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qa.error import RetrievalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FOLDER = "milvus"
FILE = "record.sqlite"
FORMAT = 1
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (
  id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, version INTEGER NOT NULL UNIQUE,
  passages INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE dead (version INTEGER PRIMARY KEY, generation TEXT NOT NULL);
CREATE TABLE term (
  dimension INTEGER PRIMARY KEY, documents INTEGER NOT NULL, passages INTEGER NOT NULL
);
"""
_COUNT = """INSERT INTO term VALUES (?, ?, ?) ON CONFLICT (dimension) DO UPDATE SET
documents = documents + excluded.documents, passages = passages + excluded.passages"""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Version:
    """A document as it was indexed: the hash of its text, its number, its passages."""

    id: str
    sha256: str
    number: int
    passages: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a commit writes: ``terms`` are added to, by dimension, documents and passages."""

    gone: Iterable[Version] = ()
    dead: Iterable[int] = ()
    added: Iterable[Version] = ()
    terms: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)


class Record:
    """The record of one folder, open; threads may share it."""

    def __init__(self, folder: Path, *, name: str | None = None, read_only: bool = False) -> None:
        """Open the record in ``folder``.

        Args:
            folder: The store's folder.
            name: What to call the store in Milvus if there is no record yet and one is to be made.
            read_only: Whether nothing will be written.

        Raises:
            RetrievalError: It is damaged, of another version, or being written.
        """
        self.path = folder / FOLDER / FILE
        self._lock = threading.Lock()
        fresh = not self.path.is_file()
        if fresh:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        mode = "ro" if read_only else "rwc"
        try:
            self._connection = sqlite3.connect(
                f"{self.path.absolute().as_uri()}?mode={mode}",
                uri=True,
                timeout=1,
                isolation_level=None,
                check_same_thread=False,
            )
            if not read_only:
                self._connection.execute("BEGIN IMMEDIATE")
                if not self._all("SELECT 1 FROM sqlite_master"):
                    self._create(name or "")
            if (found := self.meta("format")) != FORMAT:
                raise ValueError(f"format {found}, not {FORMAT}")
        except (sqlite3.Error, ValueError) as error:
            raise self._wrong(error) from error

    @staticmethod
    def exists(folder: Path) -> bool:
        """Tell whether there is a record in a folder."""
        return (folder / FOLDER / FILE).is_file()

    def close(self) -> None:
        """Let go of it; what was not committed is forgotten."""
        self._connection.close()

    def meta(self, name: str) -> Any:  # noqa: ANN401 - JSON
        """Return what is noted by a name, None if nothing is."""
        rows = self._all("SELECT value FROM meta WHERE name = ?", name)
        return json.loads(rows[0][0]) if rows else None

    def note(self, **values: Any) -> None:  # noqa: ANN401 - JSON
        """Take notes, permanent with the next commit."""
        for name, value in values.items():
            row = (name, json.dumps(value, ensure_ascii=False))
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", row)

    def versions(self) -> dict[str, str]:
        """Return the sha256 of every document, by its id."""
        return dict(self._all("SELECT id, sha256 FROM document"))

    def version(self, document: str) -> Version | None:
        """Return a document as it counts, None if it is not in."""
        rows = self._all("SELECT * FROM document WHERE id = ?", document)
        return Version(*rows[0]) if rows else None

    def names(self) -> dict[int, str]:
        """Return the document of each version that counts."""
        return dict(self._all("SELECT version, id FROM document ORDER BY version"))

    def size(self) -> tuple[int, int]:
        """Return how many documents and passages there are."""
        rows = self._all("SELECT count(*), ifnull(sum(passages), 0) FROM document")
        return rows[0][0], rows[0][1]

    def dead(self) -> dict[int, str]:
        """Return the versions in Milvus that do not count, with the folder that ended each."""
        return dict(self._all("SELECT version, generation FROM dead ORDER BY version"))

    def frequencies(self, dimensions: Iterable[int], kind: str) -> dict[int, int]:
        """Return in how many entries of a kind, ``documents`` or ``passages``, dimensions are."""
        wanted = list(dimensions)
        found: dict[int, int] = {}
        for at in range(0, len(wanted), _AT_ONCE):
            part = wanted[at : at + _AT_ONCE]
            marks = ",".join("?" * len(part))
            rows = f"SELECT dimension, {kind} FROM term WHERE dimension IN ({marks})"
            found.update(self._all(rows, *part))
        return found

    def bury(self, versions: Iterable[int]) -> None:
        """Forget dead versions whose rows were deleted."""
        self._connection.executemany("DELETE FROM dead WHERE version = ?", ((v,) for v in versions))

    def commit(self, change: Change) -> None:
        """Let a change count, as a whole, and go on writing."""
        run = self._connection.executemany
        generation = self.path.parent.parent.name
        run("DELETE FROM document WHERE id = ?", ((each.id,) for each in change.gone))
        run("INSERT OR REPLACE INTO dead VALUES (?, ?)", ((v, generation) for v in change.dead))
        run(
            "INSERT INTO document VALUES (?, ?, ?, ?)",
            ((each.id, each.sha256, each.number, each.passages) for each in change.added),
        )
        run(_COUNT, ((d, *counts) for d, counts in change.terms.items()))
        self.note(**change.meta)
        self._commit()

    def _commit(self) -> None:
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")

    def _create(self, name: str) -> None:
        for statement in _SCHEMA.split(";"):
            self._connection.execute(statement)
        self.note(format=FORMAT, name=name, next=0)
        self._commit()

    def _all(self, query: str, *values: object) -> list[Any]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    def _wrong(self, error: Exception) -> RetrievalError:
        if "locked" in str(error):
            return RetrievalError(
                f"检索索引 {self.path} 正在被另一个进程写入：请等它结束再试。"
                " Another process is writing the index: wait until it is done.",
                path=str(self.path),
            )
        return RetrievalError(
            f"检索索引的记录 {self.path} 无法读取（{error}）：请删除目录 {self.path.parent}，"
            "再运行 zhengtu build 重建。 The record of the index is damaged: delete that folder and"
            " build again.",
            path=str(self.path),
        )
