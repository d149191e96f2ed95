"""Approximate search in a large segment of vectors: a few clusters are looked into, not all rows.

An inverted file of faiss (Jégou, Douze, Schmid 2011): each row is kept, a byte per dimension, with
the nearest of some centres; a query looks into a fifth of the clusters.
What it finds are candidates only: their scores are then computed from the segment's own vectors,
so that a passage scores the same as in an exact search.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.retrieval.vector_store import damaged

if TYPE_CHECKING:
    from pathlib import Path

    from qa.retrieval.embedder import Vector
    from qa.retrieval.vector_store import Half

CLUSTERS = 2.0
"""Clusters for the square root of the rows: twice as many halve what a query reads, and take twice
as long to find."""

SAMPLE = 50
"""Rows for each cluster that its centre is learned from."""

ROUNDS = 10
PROBED = 0.2
"""The part of the clusters that a query looks into; measured in ``docs/benchmarks.md``."""

LEAST_PROBED = 64

WIDER = 4
"""Candidates for each passage that is wanted: a byte per dimension is not exact."""

CHUNK = 100_000


def build(path: Path, matrix: Half) -> None:
    """Write the inverted file of a segment's vectors.

    Args:
        path: The file; it appears whole.
        matrix: The vectors, of length 1, a row each.
    """
    import faiss

    count, dimension = matrix.shape
    clusters = max(1, int(CLUSTERS * math.sqrt(count)))
    index = faiss.index_factory(dimension, f"IVF{clusters},SQ8", faiss.METRIC_INNER_PRODUCT)
    index.cp.niter, index.cp.seed = ROUNDS, 1
    index.cp.max_points_per_centroid = SAMPLE
    index.cp.min_points_per_centroid = 1
    sampled = np.random.default_rng(1).choice(count, min(count, SAMPLE * clusters), replace=False)
    index.train(matrix[np.sort(sampled)].astype(np.float32))
    for at in range(0, count, CHUNK):
        index.add(matrix[at : at + CHUNK].astype(np.float32))
    partial = path.with_name(path.name + ".part")
    faiss.write_index(index, str(partial))
    partial.replace(path)


def mean(matrix: Half) -> Vector:
    """Return the mean of a segment's vectors, which tells how alike a model finds any two texts."""
    parts = (matrix[at : at + CHUNK] for at in range(0, len(matrix), CHUNK))
    total = sum(part.astype(np.float32).sum(axis=0, dtype=np.float64) for part in parts)
    return np.asarray(total / len(matrix), dtype=np.float32)


class Approximate:
    """An inverted file, open for reading, mapped into memory."""

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            RetrievalError: It is damaged.
        """
        import faiss

        try:
            # IO_FLAG_MMAP starts threads that fetch ahead: eight times the time of a query.
            self._index: Any = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise damaged(path.parent, error) from error
        self._index.nprobe = max(LEAST_PROBED, int(PROBED * self._index.nlist))

    @property
    def size(self) -> int:
        """How many rows there are."""
        return int(self._index.ntotal)

    def candidates(self, vector: Vector, count: int) -> list[int]:
        """Return rows that are likely to be among the ``count`` most similar, sorted."""
        _, found = self._index.search(vector[None].astype(np.float32), WIDER * count)
        return sorted(int(row) for row in found[0] if row >= 0)
