"""The retriever: passages and documents for a text, from all the indexes there are."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from qa.error import RetrievalError
from qa.retrieval.fusion import fuse
from qa.retrieval.hit import DocumentHit, Hit
from qa.retrieval.home import TEXT_FOLDER, VECTOR_FOLDER, indexed_elsewhere
from qa.retrieval.text_index import TextIndex

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from qa.retrieval.index import PassageIndex
    from qa.retrieval.milvus.address import Address
    from qa.retrieval.rerank import Reranking

TEXT = "text"
VECTOR = "vector"

WEIGHTS: Mapping[str, float] = MappingProxyType({TEXT: 1.0, VECTOR: 0.3})
"""How much each index counts: a vector index that is right half as often must not do harm."""

DEPTH = 100
"""How many places of each index are fused."""


class Retriever:
    """Searches the indexes of one store, as they were when it was opened."""

    def __init__(
        self,
        indexes: Mapping[str, PassageIndex],
        weights: Mapping[str, float] = WEIGHTS,
        reranking: Reranking | None = None,
    ) -> None:
        """Put indexes together by their names; ``open`` is the usual way in."""
        self._indexes = dict(indexes)
        self._weights = weights
        self._reranking = reranking

    @classmethod
    def open(
        cls, directory: Path, model: str | None = None, address: Address | None = None
    ) -> Self:
        """Open the indexes of a store directory; one without indexes is like an empty one.

        Documents stay in the order that the indexes have them in; see ``again``.

        Args:
            directory: The store.
            model: ``zhengtu`` (the shipped one) or the sentence-transformers model (folder or name)
                that made the store's vectors; without it the search is by text alone.
            address: Where Milvus is, if the store's indexes are there.

        Raises:
            RetrievalError: An index is damaged, of another version, made by another model, not
                where it is looked for, or the store was built without a model.
        """
        if indexed_elsewhere(directory, address):
            assert address is not None
            return cls(_in_milvus(directory, address, model))
        text = TextIndex(directory / TEXT_FOLDER)
        if model is None:
            return cls({TEXT: text})
        # numpy and the library behind it are loaded for those who have a model only.
        from qa.retrieval.embedder import embedder
        from qa.retrieval.vector_index import VectorIndex

        vectors = VectorIndex(directory / VECTOR_FOLDER, embedder(model))
        if text.size and not vectors.size:
            raise RetrievalError(
                f"{directory} 建库时没有设置向量模型：请带着设置 embedding_model 再次建库，"
                "或去掉这项设置。 The store was built without an embedding model: build it again"
                " with one, or unset embedding_model.",
                path=str(directory),
            )
        return cls({TEXT: text, VECTOR: vectors})

    def again(self, reranking: Reranking | None) -> Self:
        """Return the same indexes with another second look, or none."""
        return type(self)(self._indexes, self._weights, reranking)

    @property
    def indexes(self) -> Mapping[str, PassageIndex]:
        """What is searched, by name."""
        return self._indexes

    @property
    def mode(self) -> str:
        """What is searched: ``"text"``, ``"vector"`` or ``"text+vector"``."""
        return "+".join(self._indexes)

    def search(self, text: str, limit: int = 10, document_id: str | None = None) -> list[Hit]:
        """Return the passages that fit a text best, best first.

        Args:
            text: A question or some words; of a long one the beginning.
            limit: The most passages to return.
            document_id: Only passages of this document.
        """
        hits = self._hits(text, max(DEPTH, limit), document_id)
        if self._reranking is not None and document_id is None:
            hits = self._reranking.applied(text, hits)
        return hits[:limit]

    def documents(self, text: str, limit: int = 10) -> list[DocumentHit]:
        """Return the documents that fit a text best, best first."""
        depth = max(DEPTH, limit)
        first: dict[str, DocumentHit] = {}
        if self._reranking is not None:
            for hit in self.search(text, depth):
                found = DocumentHit(hit.document_id, hit.score, hit.ranks)
                first.setdefault(hit.document_id, found)
        if len(first) < limit:
            rankings = {name: index.documents(text, depth) for name, index in self._indexes.items()}
            for name, score, ranks in fuse(rankings, self._weights, depth):
                first.setdefault(name, DocumentHit(name, score, ranks))
        return list(first.values())[:limit]

    def _hits(self, text: str, depth: int, document_id: str | None) -> list[Hit]:
        rankings = {n: i.places(text, depth, document_id) for n, i in self._indexes.items()}
        return [
            Hit(place.document_id, place.start, place.end, place.section_path, score, ranks)
            for place, score, ranks in fuse(rankings, self._weights, depth)
        ]


def _in_milvus(directory: Path, address: Address, model: str | None) -> dict[str, PassageIndex]:
    from qa.retrieval.milvus.search import MilvusText, MilvusVectors, Rows

    rows = Rows(directory, address)
    if model is None:
        return {TEXT: MilvusText(rows)}
    from qa.retrieval.embedder import embedder

    return {TEXT: MilvusText(rows), VECTOR: MilvusVectors(rows, embedder(model))}
