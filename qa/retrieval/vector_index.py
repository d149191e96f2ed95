"""The vector index for reading: exact cosine similarity over all passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from corpus.normalize import normalize
from qa.retrieval.index import Place, ordered
from qa.retrieval.term import LONGEST_QUERY, has_terms
from qa.retrieval.vector_store import (
    PROBE,
    Model,
    Segment,
    check_model,
    open_segment,
    read_meta,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qa.retrieval.embedder import Embedder, Vector

    Rows = np.ndarray[tuple[int], np.dtype[np.intp]]
    Scores = np.ndarray[tuple[int], np.dtype[np.float32]]

HELD = 512_000_000
"""Bytes up to which vectors are held in memory as float32, which is ten times as fast."""

CHUNK = 100_000
"""Rows that are widened to float32 at a time beyond that."""

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
        self._segments: tuple[Segment, ...] = ()
        meta = read_meta(folder)
        if meta is not None:
            check_model(folder, meta.model, model_of(embedder))
            dimension = meta.model.dimension
            self._segments = tuple(open_segment(folder, s, dimension) for s in meta.segments)
        self._alive = [np.array(segment.alive(), dtype=np.intp) for segment in self._segments]
        self._wide = [_held(segment) for segment in self._segments]

    @property
    def size(self) -> int:
        """How many documents there are."""
        return sum(len(s.documents.keys() - s.removed) for s in self._segments)

    def places(
        self, text: str, limit: int, document_id: str | None = None
    ) -> list[tuple[Place, float]]:
        """Return the passages most similar to a text, best first; of one document if named.

        The score is how much more similar a passage is than the average one, since models differ
        in how alike they find any two texts; whatever is similar at all has some.
        """
        if not has_terms(text) or not self._segments:
            return []
        # Tokenizers refuse what is no text, such as halves of surrogate pairs.
        vector = self._embedder.query(normalize(text[:LONGEST_QUERY])[0])
        scores = [self._scores(number, vector) for number in range(len(self._segments))]
        kept = [part[alive] for part, alive in zip(scores, self._alive, strict=True)]
        average = float(np.concatenate(kept).mean()) if any(map(len, kept)) else 0.0
        found: dict[Place, float] = {}
        for number, segment in enumerate(self._segments):
            rows = self._rows(number, document_id)
            similar = scores[number][rows]
            for at in _best(similar, limit):
                score = max(similar[at] - average, LEAST * similar[at])
                found[Place(*segment.rows[rows[at]])] = float(score)
        return ordered(found)[:limit]

    def documents(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Return the documents of the most similar passages, best first."""
        found: dict[str, float] = {}
        for place, score in self.places(text, max(DEPTH, limit * 10)):
            found.setdefault(place.document_id, score)
        return ordered(found)[:limit]

    def _rows(
        self, number: int, document_id: str | None
    ) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        alive = self._alive[number]
        if document_id is None:
            return alive
        rows = self._segments[number].rows
        return np.array([at for at in alive if rows[at][0] == document_id], dtype=np.intp)

    def _scores(self, number: int, vector: Vector) -> Scores:
        wide = self._wide[number]
        if wide is not None:
            return wide @ vector
        matrix = self._segments[number].matrix
        parts = (matrix[at : at + CHUNK] for at in range(0, len(matrix), CHUNK))
        return np.concatenate([part.astype(np.float32) @ vector for part in parts])


def model_of(embedder: Embedder) -> Model:
    """Return what identifies the model of an embedder."""
    probe = embedder.documents([PROBE])[0]
    return Model(embedder.name, tuple(float(value) for value in probe))


def _held(segment: Segment) -> np.ndarray[tuple[int, int], np.dtype[np.float32]] | None:
    return None if segment.matrix.size * 4 > HELD else segment.matrix.astype(np.float32)


def _best(scores: Scores, limit: int) -> Sequence[int]:
    """Return the numbers of the highest scores above 0, highest first, of equal ones the first."""
    if len(scores) > limit:
        chosen = np.sort(np.argpartition(-scores, limit - 1)[:limit])
    else:
        chosen = np.arange(len(scores))
    chosen = chosen[scores[chosen] > 0]
    return [int(at) for at in chosen[np.argsort(-scores[chosen], kind="stable")]]
