"""What the services give back: frozen records with the contract's JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from corpus.document import Failure


class Progress(Protocol):
    """Told how far a long task is."""

    def __call__(self, done: int, total: int | None, what: str) -> None:
        """Take note that ``done`` of ``total`` (None: not known) are done, ``what`` being next."""


def no_progress(done: int, total: int | None, what: str) -> None:
    """Take no note."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did; ``characters`` and ``seconds`` are of the documents that it processed."""

    added: int
    updated: int
    unchanged: int
    removed: int
    failed: tuple[Failure, ...]
    seconds: float
    characters: int

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
