"""What the services give back: frozen records with the contract's JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from corpus.document import Failure, PolicyDocument
    from kg.storage.archive import Summary
    from qa.retrieval import Hit


class Progress(Protocol):
    """Told how far a long task is."""

    def __call__(self, done: int, total: int | None, what: str) -> None:
        """Take note that ``done`` of ``total`` (None: not known) are done, ``what`` being next."""


def no_progress(done: int, total: int | None, what: str) -> None:
    """Take no note."""


class Outcome(Protocol):
    """Told what became of each input, as soon as that is known."""

    def __call__(self, source: str, reason: str = "") -> None:
        """Take note that ``source`` was read, or why not.

        Args:
            source: The path of a document, with ``#`` and its part where a file holds several.
            reason: What is wrong and what to do; empty where it was read.
        """


def no_outcome(source: str, reason: str = "") -> None:
    """Take no note."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What is given beside a text, and what the text says instead; both are kept."""

    document: str
    field: str
    given: str
    found: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did; ``characters`` and ``seconds`` are of the documents that it processed.

    So are ``conflicts``; ``duplicates`` counts the copies among all documents of the store.
    """

    added: int
    updated: int
    unchanged: int
    removed: int
    failed: tuple[Failure, ...]
    seconds: float
    characters: int
    conflicts: tuple[Disagreement, ...] = ()
    duplicates: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return the report as a JSON object."""
        return {
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "failed": [{"source": f.source, "reason": f.reason} for f in self.failed],
            "seconds": round(self.seconds, 2),
            "characters": self.characters,
            "conflicts": [asdict(each) for each in self.conflicts],
            "duplicates": self.duplicates,
        }


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a search found; ``ranks`` says at which place each index had it."""

    document: str
    title: str
    start: int
    end: int
    quote: str
    score: float
    ranks: dict[str, int]

    def to_json(self) -> dict[str, Any]:
        """Return the passage as the contract's JSON object."""
        return {
            "document": self.document,
            "title": self.title,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "score": round(self.score, 6),
            "ranks": dict(self.ranks),
        }

    @classmethod
    def of(cls, hit: Hit, document: PolicyDocument) -> Found:
        """Return a hit with its words."""
        return cls(
            document=hit.document_id,
            title=document.metadata.title,
            start=hit.start,
            end=hit.end,
            quote=document.quote(hit.start, hit.end),
            score=hit.score,
            ranks=dict(hit.ranks),
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """A stored document in the list of documents; ``characters`` is the length of its text."""

    id: str
    title: str
    document_number: str | None
    issuers: tuple[str, ...]
    issued_on: str | None
    kind: str | None
    source_url: str | None
    path: str | None
    characters: int
    effective_from: str | None = None
    effective_until: str | None = None
    conflicts: tuple[tuple[str, str, str], ...] = ()
    duplicate_of: str | None = None

    @classmethod
    def of(cls, row: Summary, duplicate_of: str | None = None) -> Listed:
        """Return a row of the archive, and of which document it is a copy."""
        known = (each.name for each in fields(cls) if each.name != "duplicate_of")
        return cls(**{name: getattr(row, name) for name in known}, duplicate_of=duplicate_of)

    def to_json(self) -> dict[str, Any]:
        """Return the document as a JSON object."""
        conflicts = [
            {"field": field, "given": given, "found": found}
            for field, given, found in self.conflicts
        ]
        return {**asdict(self), "issuers": list(self.issuers), "conflicts": conflicts}

    def shown(self) -> tuple[str, ...]:
        """Return the cells of a table for people."""
        return (
            self.id,
            self.title,
            self.document_number or "",
            self.issued_on or "",
            self.duplicate_of or "",
            "；".join(f"{field}：{given} / {found}" for field, given, found in self.conflicts),
        )


@dataclass(frozen=True, slots=True)
class ResultTable:
    """The result of a query with its cells as they are shown; ``truncated`` if it was cut."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    truncated: bool = False

    @classmethod
    def of_json(cls, body: str, *, truncated: bool) -> ResultTable:
        """Read the SPARQL 1.1 JSON of a SELECT or ASK."""
        found = json.loads(body)
        if "boolean" in found:
            return cls(("ask",), ((str(found["boolean"]).lower(),),))
        names = tuple(found["head"]["vars"])
        rows = tuple(
            tuple(row[name]["value"] if name in row else "" for name in names)
            for row in found["results"]["bindings"]
        )
        return cls(names, rows, truncated)

    @classmethod
    def of_triples(cls, body: str, *, truncated: bool) -> ResultTable:
        """Read the N-Triples of a CONSTRUCT or DESCRIBE."""
        from rdflib import Graph

        found = Graph().parse(data=body, format="nt")
        rows = tuple(sorted(tuple(map(str, triple)) for triple in found))
        return cls(("subject", "predicate", "object"), rows, truncated)
