"""What an index can do for the retriever, and what passes between them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Place:
    """A passage as the indexes know it: half-open code-point offsets into a document's text."""

    document_id: str
    start: int
    end: int
    section_path: tuple[str, ...] = ()


class PassageIndex(Protocol):
    """An index that ranks passages and documents for a text.

    Scores are above 0 and compare within one answer only.
    """

    @property
    def size(self) -> int:
        """How many documents there are."""

    def places(
        self, text: str, limit: int, document_id: str | None = None
    ) -> list[tuple[Place, float]]:
        """Return the passages that fit best, with scores; of one document if it is named."""

    def documents(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Return the ids of the documents that fit best, with scores, best first."""


def ordered(scores: Mapping[Key, float]) -> list[tuple[Key, float]]:
    """Return keys and scores by falling score; of equal ones those that came first."""
    return sorted(scores.items(), key=lambda pair: -pair[1])
