"""How text is ranked, whichever engine keeps the index: weights, and passages with documents."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.retrieval.index import ordered
from qa.retrieval.term import query_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qa.retrieval.index import Place
    from qa.retrieval.term import Terms

DEPTH = 100
"""How many documents and passages are looked at to rank those that are returned."""

MOST_TERMS = 160
"""Terms of each kind that a query may have; of a longer one the rarest are kept."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign of relevance counts, in units of the BM25 score of one term.

    ``words`` and ``grams`` weigh BM25 of words and of characters; ``present`` is added, times the
    term's inverse document frequency, where a term occurs at all: how often says less here.
    """

    words: float
    grams: float
    present: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """How scores are made: a passage's own plus ``share`` times that of its document.

    A document is worth what its best passage is. ``passages`` weighs the passages' own scores.
    """

    document: Weights = Weights(words=0.3, grams=1.0, present=1.3)
    passage: Weights = Weights(words=0.5, grams=1.0, present=1.5)
    share: float = 1.0
    passages: float = 1.0


DEFAULT = Ranking()


class RankedText(ABC):
    """Ranks passages and documents by scores of both, which an engine gives."""

    def places(
        self, text: str, limit: int, document_id: str | None = None
    ) -> list[tuple[Place, float]]:
        """Return the passages that fit best, by themselves and their documents, best first."""
        asked = query_terms(text)
        depth = max(DEPTH, limit)
        if document_id is not None:
            return ordered(self._score_passages(asked, limit, document_id))
        documents = self._score_documents(asked, depth)
        floor = _floor(documents, depth)
        scores = {
            place: score + documents.get(place.document_id, floor)
            for place, score in self._score_passages(asked, depth).items()
        }
        return ordered(scores)[:limit]

    def documents(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Return the documents that fit best, as wholes and by their best passage, best first."""
        asked = query_terms(text)
        depth = max(DEPTH, limit)
        wholes = self._score_documents(asked, depth)
        parts: dict[str, float] = {}
        for place, score in self._score_passages(asked, depth).items():
            parts[place.document_id] = max(score, parts.get(place.document_id, 0.0))
        floors = _floor(wholes, depth), _floor(parts, depth)
        scores = {
            document: wholes.get(document, floors[0]) + parts.get(document, floors[1])
            for document in (*wholes, *parts)
        }
        return ordered(scores)[:limit]

    @abstractmethod
    def _score_documents(self, asked: Terms, limit: int) -> dict[str, float]:
        """Return the scores of the best documents as wholes, best first."""

    @abstractmethod
    def _score_passages(
        self, asked: Terms, limit: int, document_id: str | None = None
    ) -> dict[Place, float]:
        """Return the scores of the best passages, best first; of one document if it is named."""


def rarity(total: int, frequency: int) -> float:
    """Return BM25's inverse document frequency."""
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))


def rarest(frequencies: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the terms that occur at all, with how many entries have each, rarest first."""
    found = (pair for pair in frequencies if pair[1])
    return sorted(found, key=lambda pair: pair[1])[:MOST_TERMS]


def _floor(scores: Mapping[str, float], depth: int) -> float:
    """Return the most that an entry can have that is not among the best ``depth``."""
    return min(scores.values()) if len(scores) >= depth else 0.0
