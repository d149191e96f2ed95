"""The vector index for reading: cosine similarity over all passages, exact unless they are many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.normalize import normalize
from qa.retrieval.index import Place, ordered
from qa.retrieval.term import LONGEST_QUERY, has_terms
from qa.retrieval.vector_segment import ClusterSearch, ExactSearch
from qa.retrieval.vector_store import (
    PROBE,
    Model,
    check_model,
    clusters_path,
    open_segment,
    read_meta,
)

if TYPE_CHECKING:
    from pathlib import Path

    from qa.retrieval.embedder import Embedder
    from qa.retrieval.vector_segment import SegmentSearch
    from qa.retrieval.vector_store import SegmentEntry

LEAST = 0.001
"""The part of its similarity that a passage keeps as its score however common that is."""

DEPTH = 100
"""How many passages are looked at to rank documents."""


class VectorIndex:
    """The vector index as it was when it was opened; a folder without one is like an empty one."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        """Open the index in ``folder`` with the model that made it.

        Raises:
            RetrievalError: Another model made it, or it is damaged.
        """
        self._embedder = embedder
        self._searches: tuple[SegmentSearch, ...] = ()
        meta = read_meta(folder)
        if meta is not None:
            check_model(folder, meta.model, model_of(embedder))
            dimension = meta.model.dimension
            self._searches = tuple(_search(folder, each, dimension) for each in meta.segments)

    @property
    def size(self) -> int:
        """How many documents there are."""
        segments = (each.segment for each in self._searches)
        return sum(len(s.documents.keys() - s.removed) for s in segments)

    def places(
        self, text: str, limit: int, document_id: str | None = None
    ) -> list[tuple[Place, float]]:
        """Return the passages most similar to a text, best first; of one document if named.

        The score is how much more similar a passage is than the average one, since models differ
        in how alike they find any two texts; whatever is similar at all has some.
        """
        if not has_terms(text) or not self._searches:
            return []
        # Tokenizers refuse what is no text, such as halves of surrogate pairs.
        vector = self._embedder.query(normalize(text[:LONGEST_QUERY])[0])
        parts = [each.search(vector, limit, document_id) for each in self._searches]
        average = sum(part.total for part in parts) / max(1, sum(part.count for part in parts))
        found: dict[Place, float] = {}
        for each, part in zip(self._searches, parts, strict=True):
            for row, similar in zip(part.rows, part.scores, strict=True):
                score = max(similar - average, LEAST * similar)
                found[Place(*each.segment.rows[row])] = score
        return ordered(found)[:limit]

    def documents(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Return the documents of the most similar passages, best first."""
        found: dict[str, float] = {}
        for place, score in self.places(text, max(DEPTH, limit * 10)):
            found.setdefault(place.document_id, score)
        return ordered(found)[:limit]


def _search(folder: Path, entry: SegmentEntry, dimension: int) -> SegmentSearch:
    segment = open_segment(folder, entry, dimension)
    if clusters_path(folder, entry.name).is_file():
        return ClusterSearch(folder, entry.name, segment)
    return ExactSearch(segment)


def model_of(embedder: Embedder) -> Model:
    """Return what identifies the model of an embedder."""
    probe = embedder.documents([PROBE])[0]
    return Model(embedder.name, tuple(float(value) for value in probe))
