"""Searching one segment of vectors: row by row, or, where it is large, cluster by cluster."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

from qa.retrieval.approximate import Approximate
from qa.retrieval.vector_store import clusters_path, mean_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from qa.retrieval.embedder import Vector
    from qa.retrieval.vector_store import Segment

    Rows = np.ndarray[tuple[int], np.dtype[np.intp]]
    Scores = np.ndarray[tuple[int], np.dtype[np.float32]]

HELD = 512_000_000
"""Bytes up to which vectors are held in memory as float32, which is ten times as fast."""

CHUNK = 100_000
"""Rows that are widened to float32 at a time beyond that."""


@dataclass(frozen=True, slots=True)
class Similar:
    """The most similar rows of a segment, most similar first.

    ``total`` is the sum of the similarities of all ``count`` rows that count.
    """

    rows: tuple[int, ...]
    scores: tuple[float, ...]
    total: float
    count: int


class SegmentSearch(Protocol):
    """What finds the rows of a segment that are most similar to a vector."""

    @property
    def segment(self) -> Segment:
        """The segment."""

    def search(self, vector: Vector, limit: int, document_id: str | None) -> Similar:
        """Return the rows most similar to a vector, above 0; of one document if it is named."""


class ExactSearch:
    """Looks at every row."""

    def __init__(self, segment: Segment) -> None:
        """Search this segment."""
        self.segment = segment
        self._alive: Rows = np.array(segment.alive(), dtype=np.intp)
        held = segment.matrix.size * 4 <= HELD
        self._wide = segment.matrix.astype(np.float32) if held else None

    def search(self, vector: Vector, limit: int, document_id: str | None) -> Similar:
        """Return the rows most similar to a vector; see ``SegmentSearch``."""
        scores, rows = self._scores(vector), self._alive
        total = float(scores[rows].sum(dtype=np.float64))
        if document_id is not None:
            names = self.segment.rows
            rows = np.array([at for at in rows if names[at][0] == document_id], dtype=np.intp)
        return _similar(rows, scores[rows], limit, total, len(self._alive))

    def _scores(self, vector: Vector) -> Scores:
        if self._wide is not None:
            return self._wide @ vector
        matrix = self.segment.matrix
        parts = (matrix[at : at + CHUNK] for at in range(0, len(matrix), CHUNK))
        return np.concatenate([part.astype(np.float32) @ vector for part in parts])


class ClusterSearch:
    """Looks at the rows of the nearest clusters; see ``qa.retrieval.approximate``."""

    def __init__(self, folder: Path, name: str, segment: Segment) -> None:
        """Search this segment with its inverted file.

        Raises:
            RetrievalError: The file is damaged.
        """
        self.segment = segment
        self._clusters = Approximate(clusters_path(folder, name))
        self._mean: Vector = np.fromfile(mean_path(folder, name), np.float32)

    def search(self, vector: Vector, limit: int, document_id: str | None) -> Similar:
        """Return the rows most similar to a vector; see ``SegmentSearch``.

        Rows of documents that were removed since it was made are still in the average.
        """
        count = len(self.segment.rows)
        if document_id is None:
            found = self._clusters.candidates(vector, limit)
        else:
            found = list(self._spans.get(document_id, ()))
        removed, names = self.segment.removed, self.segment.rows
        rows = np.array([at for at in found if names[at][0] not in removed], dtype=np.intp)
        scores = self.segment.matrix[rows].astype(np.float32) @ vector
        return _similar(rows, scores, limit, float(self._mean @ vector) * count, count)

    @cached_property
    def _spans(self) -> Mapping[str, range]:
        """Where the rows of each document are; they come together."""
        spans: dict[str, range] = {}
        for at, row in enumerate(self.segment.rows):
            start = spans[row[0]].start if row[0] in spans else at
            spans[row[0]] = range(start, at + 1)
        return spans


def _similar(rows: Rows, scores: Scores, limit: int, total: float, count: int) -> Similar:
    """Return the highest scores above 0, of equal ones the first rows."""
    if len(scores) > limit:
        chosen = np.sort(np.argpartition(-scores, limit - 1)[:limit])
    else:
        chosen = np.arange(len(scores))
    chosen = chosen[scores[chosen] > 0]
    chosen = chosen[np.argsort(-scores[chosen], kind="stable")]
    return Similar(
        tuple(int(at) for at in rows[chosen]),
        tuple(float(score) for score in scores[chosen]),
        total,
        count,
    )
