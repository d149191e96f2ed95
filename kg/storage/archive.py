"""The texts behind the graph: documents with metadata, sections and passages, in SQLite.

A document counts as stored once its row is here. The row is taken away before the document's graphs
are touched and written after them, so that a build that is killed leaves graphs without a row,
never a row with half a graph; such graphs are removed when the store is next opened for writing.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from corpus.document import Passage, PolicyDocument
from kg.correction import Correction
from kg.error import StoreError
from kg.link.sketch import SCHEMA, SketchTable
from kg.storage.disk import disk_error
from kg.storage.record import content_hash as hashed
from kg.storage.record import (
    layout_json,
    metadata_json,
    metadata_of,
    offsets_of,
    origin_of,
    passages_of,
    places_of,
    sections_of,
)
from kg.storage.statement_table import SCHEMA as STATEMENTS
from kg.storage.statement_table import StatementTable

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.statement import Triple

_SCHEMA = """
CREATE TABLE IF NOT EXISTS document (
  id TEXT PRIMARY KEY, hash TEXT NOT NULL, path TEXT, title TEXT NOT NULL, number TEXT,
  issued_on TEXT, url TEXT, characters INTEGER NOT NULL, sha256 TEXT NOT NULL,
  metadata TEXT NOT NULL, layout TEXT NOT NULL, text TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS correction (
  id TEXT PRIMARY KEY, document TEXT NOT NULL, at TEXT NOT NULL, content TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
KEPT = 64
"""Documents that an archive for reading keeps: those of the last few questions, some MB."""
_INSERT = "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Summary:
    """A stored document without its text; ``characters`` is the length of the text.

    ``conflicts`` are those of its metadata: field, as given beside the text, as found in it.
    """

    id: str
    title: str
    document_number: str | None
    issued_on: str | None
    source_url: str | None
    path: str | None
    characters: int
    sha256: str
    issuers: tuple[str, ...] = ()
    kind: str | None = None
    effective_from: str | None = None
    effective_until: str | None = None
    conflicts: tuple[tuple[str, str, str], ...] = ()


class Archive:
    """The documents of one store; reading never blocks on other readers."""

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        """Open the file, or an empty archive in memory.

        Raises:
            StoreError: The file is missing (reading) or is no archive.
        """
        self._read_only = read_only
        if read_only:  # then no document ever changes
            self._kept = lru_cache(maxsize=KEPT)(self._read)
        try:
            self._connection = _connect(path, read_only=read_only)
            if not read_only:
                self._connection.executescript(_SCHEMA + SCHEMA + STATEMENTS)
        except sqlite3.Error as error:
            raise disk_error(path, error) or StoreError(
                f"文档库 {path} 打不开，请重新建库。 "
                f"The archive {path} cannot be opened ({error}): build the store again.",
                path=str(path),
            ) from error

    def __len__(self) -> int:
        """Return the number of stored documents."""
        return int(self._connection.execute("SELECT count(*) FROM document").fetchone()[0])

    def __contains__(self, document_id: str) -> bool:
        """Return whether a document is stored."""
        query = "SELECT 1 FROM document WHERE id = ?"
        return self._connection.execute(query, (document_id,)).fetchone() is not None

    def __iter__(self) -> Iterator[PolicyDocument]:
        """Yield the stored documents by id."""
        for document_id in self.ids():
            yield self.document(document_id)

    @property
    def changes(self) -> int:
        """How many rows were written or removed since the archive was opened."""
        return self._connection.total_changes

    def ids(self) -> list[str]:
        """Return the ids of the stored documents, sorted."""
        return [row[0] for row in self._connection.execute("SELECT id FROM document ORDER BY id")]

    def document(self, document_id: str) -> PolicyDocument:
        """Return a stored document.

        Raises:
            StoreError: There is no document of that id.
        """
        return self._kept(document_id) if self._read_only else self._read(document_id)

    def _read(self, document_id: str) -> PolicyDocument:
        query = "SELECT text, metadata, layout, sha256, path FROM document WHERE id = ?"
        row = self._connection.execute(query, (document_id,)).fetchone()
        if row is None:
            raise _unknown(document_id)
        text, metadata, layout, sha256, path = row
        parts = json.loads(layout)
        return PolicyDocument(
            id=document_id,
            text=text,
            metadata=metadata_of(metadata),
            sections=sections_of(parts),
            passages=passages_of(document_id, parts),
            sha256=sha256,
            offsets=offsets_of(parts),
            path=path,
            places=places_of(parts),
            origin=origin_of(parts),
        )

    def text(self, document_id: str) -> tuple[str, str]:
        """Return the text of a stored document and its content hash.

        Raises:
            StoreError: There is no document of that id.
        """
        query = "SELECT text, hash FROM document WHERE id = ?"
        row = self._connection.execute(query, (document_id,)).fetchone()
        if row is None:
            raise _unknown(document_id)
        return str(row[0]), str(row[1])

    def titled(self, document_id: str) -> tuple[str, str]:
        """Return the title and the text of a stored document; a tenth of reading all of it.

        Raises:
            StoreError: There is no document of that id.
        """
        query = "SELECT json_extract(metadata, '$.title'), text FROM document WHERE id = ?"
        row = self._connection.execute(query, (document_id,)).fetchone()
        if row is None:
            raise _unknown(document_id)
        return str(row[0] or ""), str(row[1])

    def containing(self, words: str) -> dict[str, int]:
        """Return which documents have some words in their text, and where first, by id.

        Every text is looked through, letter by letter.
        """
        query = "SELECT id, instr(text, ?1) FROM document WHERE instr(text, ?1) > 0 ORDER BY id"
        return {row[0]: row[1] - 1 for row in self._connection.execute(query, (words,))}

    def containing_all(self, words: Iterable[str]) -> set[str]:
        """Return the ids of the documents that have each of some words in their text.

        Every text is looked through once for the longest word, the rarest as a rule, and only those
        that have it for the others.
        """
        sought = sorted(set(words), key=lambda word: (-len(word), word))
        held = " AND ".join("instr(text, ?) > 0" for _ in sought) or "TRUE"
        rows = self._connection.execute(f"SELECT id FROM document WHERE {held}", sought)
        return {row[0] for row in rows}

    @property
    def sketches(self) -> SketchTable:
        """What the archive keeps to find duplicates by."""
        return SketchTable(self._connection)

    @property
    def statements(self) -> StatementTable:
        """What documents state, as answers read it: a copy of a part of the graph."""
        return StatementTable(self._connection)

    def passages(self) -> Iterator[tuple[Passage, str]]:
        """Yield every passage with its text, by document id and position."""
        query = "SELECT id, layout, text FROM document ORDER BY id"
        for document_id, layout, text in self._connection.execute(query):
            for passage in passages_of(document_id, json.loads(layout)):
                yield passage, text[passage.start : passage.end]

    def summaries(self, among: Container[str] | None = None) -> list[Summary]:
        """Return what is stored, by id, without the texts; some of it if ``among`` names them."""
        query = (
            "SELECT id, title, number, issued_on, url, path, characters, sha256, metadata "
            "FROM document ORDER BY id"
        )
        rows = self._connection.execute(query)
        return [_summary(row) for row in rows if among is None or row[0] in among]

    def texts(self) -> dict[str, str]:
        """Return the sha256 of the text of each stored document by id."""
        return dict(self._connection.execute("SELECT id, sha256 FROM document"))

    def hashes(self) -> dict[str, str]:
        """Return the content hash of each stored document by id; see ``content_hash``."""
        return dict(self._connection.execute("SELECT id, hash FROM document"))

    def put_all(
        self,
        documents: Iterable[PolicyDocument],
        version: str = "",
        *,
        said: Mapping[str, Iterable[Triple]] | None = None,
    ) -> None:
        """Store documents in one transaction; as for ``put``, their graphs come before.

        ``said`` are the triples of their graphs by the documents' ids.
        """
        rows = [_row(document, hashed(document, version)) for document in documents]
        statements = self.statements
        with self._connection:
            self._connection.executemany(_INSERT, rows)
            for name, content_hash, *_ in rows:
                statements.forget(name)
                if said is not None and name in said:
                    statements.put(name, content_hash, said[name])

    def put(
        self,
        document: PolicyDocument,
        version: str = "",
        *,
        content_hash: str | None = None,
        said: Iterable[Triple] | None = None,
    ) -> None:
        """Store a document in place of what was there; its graphs have to be written before.

        Args:
            document: The document.
            version: Goes into the content hash, unless that is given; see ``kg.storage.record``.
            content_hash: What an unchanged input is told by.
            said: The triples of its graphs; without them what it says is read from the graph.
        """
        content_hash = content_hash or hashed(document, version)
        with self._connection:
            self._connection.execute(_INSERT, _row(document, content_hash))
            self.statements.forget(document.id)
            if said is not None:
                self.statements.put(document.id, content_hash, said)

    def forget(self, document_id: str) -> bool:
        """Remove a document; return whether it was there."""
        with self._connection:
            done = self._connection.execute("DELETE FROM document WHERE id = ?", (document_id,))
            self.statements.forget(document_id)
        return done.rowcount > 0

    def corrections(self, document_id: str | None = None) -> list[Correction]:
        """Return the corrections of a document, or all, in the order in which they were made."""
        query = "SELECT content FROM correction WHERE ?1 IS NULL OR document = ?1 ORDER BY at, id"
        try:
            rows = self._connection.execute(query, (document_id,)).fetchall()
        except sqlite3.OperationalError:
            if self._read_only:  # made before there were corrections
                return []
            raise
        return [Correction.of_json(json.loads(row[0])) for row in rows]

    def correct(self, correction: Correction) -> None:
        """Keep a correction."""
        content = json.dumps(correction.to_json(), ensure_ascii=False, sort_keys=True)
        row = (correction.id, correction.document_id, correction.when, content)
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO correction VALUES (?, ?, ?, ?)", row)

    def uncorrect(self, identifier: str) -> bool:
        """Forget a correction; return whether it was there."""
        with self._connection:
            done = self._connection.execute("DELETE FROM correction WHERE id = ?", (identifier,))
        return done.rowcount > 0

    def setting(self, name: str) -> str | None:
        """Return a note that the store keeps about itself, such as what was built when."""
        query = "SELECT value FROM setting WHERE name = ?"
        row = self._connection.execute(query, (name,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, name: str, value: str) -> None:
        """Write a note that ``setting`` returns."""
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def close(self) -> None:
        """Close the file, and leave a single one that readers can open without writing."""
        try:
            if not self._read_only:
                self._connection.execute("PRAGMA journal_mode = DELETE")
        finally:
            self._connection.close()


def _unknown(document_id: str) -> StoreError:
    return StoreError(
        f"there is no document {document_id!r} in the store: `zhengtu documents` lists the ids",
        document=document_id,
    )


def _connect(path: Path | None, *, read_only: bool) -> sqlite3.Connection:
    if path is None:
        return sqlite3.connect(":memory:", check_same_thread=False)
    if read_only:
        address = f"{path.resolve().as_uri()}?mode=ro"
        return sqlite3.connect(address, uri=True, check_same_thread=False)
    connection = sqlite3.connect(path, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _summary(row: tuple[Any, ...]) -> Summary:
    about = json.loads(row[-1])
    summary = Summary(*row[:-1])
    return replace(
        summary,
        issuers=tuple(about["issuers"]),
        kind=about["kind"],
        effective_from=about["effective_from"],
        effective_until=about["effective_until"],
        conflicts=tuple((field, given, found) for field, given, found in about["conflicts"]),
    )


def _row(document: PolicyDocument, content_hash: str) -> tuple[Any, ...]:
    metadata = document.metadata
    return (
        document.id,
        content_hash,
        document.path,
        metadata.title,
        metadata.document_number,
        None if metadata.issued_on is None else metadata.issued_on.isoformat(),
        metadata.source_url,
        len(document.text),
        document.sha256,
        metadata_json(metadata),
        layout_json(document),
        document.text,
    )
