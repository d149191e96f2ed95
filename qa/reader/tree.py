"""Boosted regression trees for reading: plain arrays, evaluated for all rows and trees at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    Array = np.ndarray[Any, np.dtype[Any]]
    Matrix = np.ndarray[tuple[int, int], np.dtype[np.float32]]
    Numbers = np.ndarray[tuple[int, int], np.dtype[np.int16]]
    Scores = np.ndarray[tuple[int], np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Trees:
    """A sum of trees; all arrays have a row for a tree and a column for a node, the root first.

    A row of features goes ``left`` where its ``feature`` is at most ``threshold``, else ``right``;
    a leaf leads to itself both ways and is worth ``value``. ``depth`` is the most steps.
    """

    feature: Numbers
    threshold: Matrix
    left: Numbers
    right: Numbers
    value: Matrix
    depth: int

    def score(self, rows: Matrix) -> Scores:
        """Return the sum over the trees for each row of features."""
        # One flat number for each tree and node: taking from flat arrays is several times as fast.
        first = np.arange(len(self.feature), dtype=np.int32) * self.feature.shape[1]
        feature, threshold = self.feature.ravel(), self.threshold.ravel()
        children = np.stack([self.right.ravel(), self.left.ravel()], axis=1).ravel()
        leads = children.astype(np.int64) + np.repeat(first, 2 * self.feature.shape[1])
        values = np.ascontiguousarray(rows).ravel()
        base = np.arange(len(rows), dtype=np.int32)[:, None] * rows.shape[1]
        at = np.repeat(first[None, :], len(rows), axis=0).astype(np.int64)
        for _ in range(self.depth):
            small = values.take(base + feature.take(at)) <= threshold.take(at)
            at = leads.take(2 * at + small)
        return np.asarray(self.value.ravel().take(at).sum(axis=1), dtype=np.float32)

    def arrays(self, prefix: str) -> dict[str, Array]:
        """Return the arrays by names that begin with ``prefix``, for a file."""
        return {
            f"{prefix}feature": self.feature,
            f"{prefix}threshold": self.threshold,
            f"{prefix}left": self.left,
            f"{prefix}right": self.right,
            f"{prefix}value": self.value,
            f"{prefix}depth": np.array(self.depth, dtype=np.int16),
        }

    @classmethod
    def of(cls, stored: Mapping[str, Array], prefix: str) -> Trees:
        """Return the trees that ``arrays`` was written from."""
        return cls(
            stored[f"{prefix}feature"],
            stored[f"{prefix}threshold"],
            stored[f"{prefix}left"],
            stored[f"{prefix}right"],
            stored[f"{prefix}value"],
            int(stored[f"{prefix}depth"]),
        )
