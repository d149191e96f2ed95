"""A copy of the statements that answers read, beside the graph: one row for each.

An engine takes 0.25 ms for a statement with its evidence, since each of its dozen triples is found
and its text looked up by itself; a row takes 0.03 ms. The graph is what counts: a row is written
with its document's and taken away with it, and who finds none asks the graph, as in a store that
was built before there were any. Rows that are older than their documents, as after a build by code
that knows of no rows, are not read, and none beside them. Statements of ``kg.stated.seen_only``
have none.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.stated import Quoted, seen_only
from kg.statement import document_iri
from kg.storage.statement_row import (
    OBSERVATION,
    is_read,
    long,
    of_statement,
    packed,
    properties_of,
    properties_text,
    short,
    term,
    told_of_statement,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from kg.stated import About, Sought, Stretch
    from kg.statement import Term, Triple
    from kg.storage.store import Told

SCHEMA = """
CREATE TABLE IF NOT EXISTS told (
  id TEXT PRIMARY KEY, document TEXT NOT NULL UNIQUE, hash TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS statement (
  iri TEXT PRIMARY KEY, document TEXT NOT NULL, subject TEXT NOT NULL, predicate TEXT NOT NULL,
  object TEXT NOT NULL, indicator TEXT, start INTEGER, "end" INTEGER, quote TEXT,
  more TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS statement_place ON statement (document, start);
CREATE INDEX IF NOT EXISTS statement_subject ON statement (subject, predicate);
CREATE INDEX IF NOT EXISTS statement_object ON statement (object);
CREATE INDEX IF NOT EXISTS statement_indicator ON statement (indicator, subject)
  WHERE indicator NOT NULL;
CREATE TABLE IF NOT EXISTS observation (
  iri TEXT PRIMARY KEY, document TEXT NOT NULL, more TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS observation_document ON observation (document);
"""
_TABLES = ("told", "statement", "observation")
_COLUMNS = 'iri, subject, predicate, object, document, start, "end", quote, more'
_BATCH = 500


class StatementTable:
    """The statements and observations of the documents of one archive."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read and write through a connection to an archive."""
        self._connection = connection

    def put(self, document_id: str, content_hash: str, triples: Iterable[Triple]) -> None:
        """Keep what a document's graphs say, in place of what was there; within a transaction.

        Args:
            document_id: The document.
            content_hash: That of its row in the archive.
            triples: What its graphs hold.
        """
        self.forget(document_id)
        document = short(document_iri(document_id))
        nodes: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in triples:
            nodes[str(subject)][str(predicate)].append(value)
        statements, observations = [], []
        for iri, told in nodes.items():
            if iri.startswith(OBSERVATION):
                observations.append((short(iri), document, properties_text(told)))
            elif is_read(told):
                statements.append(of_statement(iri, document, told, nodes))
        run = self._connection.executemany
        run("INSERT OR REPLACE INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", statements)
        run("INSERT OR REPLACE INTO observation VALUES (?, ?, ?)", observations)
        row = (document_id, document, content_hash)
        self._connection.execute("INSERT OR REPLACE INTO told VALUES (?, ?, ?)", row)

    def forget(self, document_id: str) -> None:
        """Remove what was kept of a document; within a transaction."""
        for table in _TABLES:
            query = f"DELETE FROM {table} WHERE document = ?"
            self._connection.execute(query, (short(document_iri(document_id)),))

    @property
    def is_complete(self) -> bool:
        """Whether there are rows of every document of the archive, and none is too old."""
        documents, told, current = self._counts
        return documents == told == current

    def nodes(self, named: Iterable[str]) -> dict[str, Told]:
        """Return what is told of the statements and observations that there are rows of."""
        found: dict[str, Told] = {}
        if not self._is_sound:
            return found
        observations: list[str] = []
        statements: list[str] = []
        for iri in named:
            (observations if iri.startswith(OBSERVATION) else statements).append(iri)
        for row in self._in(f"SELECT {_COLUMNS} FROM statement WHERE iri", statements):
            found[long(row[0])] = told_of_statement(row)
        for iri, more in self._in("SELECT iri, more FROM observation WHERE iri", observations):
            found[long(iri)] = properties_of(more)
        return found

    def about(self, about: About, sought: Sought) -> list[str]:
        """Return the IRIs of statements; see ``GraphView.stated``. Only of a complete table."""
        query, values = ["SELECT s.iri FROM statement s WHERE TRUE"], list[str]()
        for column, named in (
            ("indicator", about.indicators),
            ("subject", about.subjects),
            ("object", about.objects),
        ):
            if named:
                query.append(f"s.{column} IN ({_marks(named)})")
                values += (packed(URIRef(iri)) for iri in named)
        condition, predicates = _condition(sought)
        rows = self._rows(" AND ".join((*query, condition)), [*values, *predicates])
        return sorted({long(row[0]) for row in rows})

    def within(self, stretch: Stretch, sought: Sought) -> list[str] | None:
        """Return the IRIs of the statements whose evidence overlaps a stretch.

        None where nothing is kept of the document.
        """
        document = short(stretch.document)
        if not self._is_sound or not self._rows(
            "SELECT 1 FROM told WHERE document = ?", [document]
        ):
            return None
        condition, predicates = _condition(sought)
        query = (
            'SELECT s.iri FROM statement s WHERE s.document = ? AND s.start < ? AND s."end" > ?'
            f' AND {condition} ORDER BY s.start, s."end", s.iri'
        )
        rows = self._rows(query, [document, stretch.end, stretch.start, *predicates])
        return [long(row[0]) for row in rows]

    def quoted(self, statements: Iterable[str]) -> dict[str, Quoted | None]:
        """Return the quotes of the statements that there are rows of, None for a declaration."""
        if not self._is_sound:
            return {}
        query = "SELECT iri, subject, object, quote FROM statement WHERE iri"
        return {
            long(iri): None if quote is None else Quoted(term(subject), term(value), quote)
            for iri, subject, value, quote in self._in(query, statements)
        }

    def _in(self, query: str, named: Iterable[str]) -> Iterator[tuple[str, ...]]:
        rest = iter(named)
        while batch := [short(iri) for iri in islice(rest, _BATCH)]:
            yield from self._rows(f"{query} IN ({_marks(batch)})", batch)

    def _rows(self, query: str, values: Sequence[str | int] = ()) -> list[tuple[str, ...]]:
        return self._connection.execute(query, values).fetchall()

    @property
    def _is_sound(self) -> bool:
        """Whether there are rows, and each is as old as its document."""
        _, told, current = self._counts
        return 0 < told == current

    @cached_property
    def _counts(self) -> tuple[int, int, int]:
        """How many documents there are, how many with rows, and how many of these as they are."""
        exists = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'told'"
        if not self._rows(exists):  # built before there were any, and open for reading
            return -1, 0, 0
        query = (
            "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM told),"
            " (SELECT count(*) FROM told t JOIN document d ON d.id = t.id AND d.hash = t.hash)"
        )
        documents, told, current = map(int, self._rows(query)[0])
        return documents, told, current


def is_kept(sought: Sought) -> bool:
    """Return whether every statement that is sought has a row."""
    return not sought.only & seen_only() if sought.only else sought.leaving >= seen_only()


def _condition(sought: Sought) -> tuple[str, list[str]]:
    names = sorted(sought.only or sought.leaving)
    how = "IN" if sought.only else "NOT IN"
    return f"s.predicate {how} ({_marks(names)})", names


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
