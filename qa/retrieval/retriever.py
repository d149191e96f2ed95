"""The retriever: passages and documents for a text, from all the indexes there are."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Self, TypeVar

from qa.retrieval.fusion import fuse
from qa.retrieval.hit import DocumentHit, Hit, Place
from qa.retrieval.text_index import TextIndex

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Key = TypeVar("Key", bound=Hashable)

TEXT = "text"
VECTORS = "vectors"

DEPTH = 100
"""How many documents and passages are taken from an index to rank those that are shown."""

DOCUMENT_SHARE = 1.0
"""What a document's score in the text index counts for its passages, beside their own."""


class Retriever:
    """Searches the indexes of one store, as they were when it was opened."""

    def __init__(self, text: TextIndex) -> None:
        """Put the parts together; ``open`` is the usual way in."""
        self._text = text

    @classmethod
    def open(cls, directory: Path) -> Self:
        """Open the indexes of a store directory; one without indexes is like an empty one.

        Raises:
            RetrievalError: An index is damaged or of another version.
        """
        return cls(TextIndex(directory / TEXT))

    @property
    def mode(self) -> str:
        """What is searched: ``"text"``."""
        return "text"

    def search(self, text: str, limit: int = 10, document_id: str | None = None) -> list[Hit]:
        """Return the passages that fit a text best, best first.

        Args:
            text: A question or some words; of a long one the beginning.
            limit: The most passages to return.
            document_id: Only passages of this document.
        """
        rankings = {"text": self._text_places(text, limit, document_id)}
        return [
            Hit(place.document_id, place.start, place.end, place.section_path, score, ranks)
            for place, score, ranks in fuse(rankings, {})[:limit]
        ]

    def documents(self, text: str, limit: int = 10) -> list[DocumentHit]:
        """Return the documents that fit a text best, as wholes and by their passages."""
        rankings = {"text": self._text_documents(text, limit)}
        return [DocumentHit(*found) for found in fuse(rankings, {})[:limit]]

    def _text_places(self, text: str, limit: int, document_id: str | None) -> list[Place]:
        depth = max(DEPTH, limit)
        if document_id is not None:
            return [found.place for found in self._text.passages(text, depth, [document_id])]
        documents = dict(self._text.documents(text, depth))
        floor = _floor(documents, depth)
        passages = self._text.passages(text, depth)
        scores = {
            found.place: found.score
            + DOCUMENT_SHARE * documents.get(found.place.document_id, floor)
            for found in passages
        }
        return _ordered(scores)

    def _text_documents(self, text: str, limit: int) -> list[str]:
        depth = max(DEPTH, limit)
        documents = dict(self._text.documents(text, depth))
        passages: dict[str, float] = {}
        for found in self._text.passages(text, depth):
            passages.setdefault(found.place.document_id, found.score)
        floors = _floor(documents, depth), _floor(passages, depth)
        scores = {
            document: DOCUMENT_SHARE * documents.get(document, floors[0])
            + passages.get(document, floors[1])
            for document in (*documents, *passages)
        }
        return _ordered(scores)


def _floor(scores: Mapping[str, float], depth: int) -> float:
    """Return what an entry can have that is not among those found: less than any of them."""
    return min(scores.values()) if len(scores) >= depth else 0.0


def _ordered(scores: Mapping[Key, float]) -> list[Key]:
    return sorted(scores, key=lambda key: -scores[key])
