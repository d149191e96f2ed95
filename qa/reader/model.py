"""The shipped model of the reader: two sets of trees, and the calibration of what they find."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.error import RetrievalError
from qa.reader.tree import Trees

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from qa.reader.feature import Columns
    from qa.reader.tree import Array, Matrix

NAME = "reader.npz"
CALIBRATED = (
    "missing", "place_titled", "place_near", "place_other", "places", "score", "rank", "title",
    "region", "region_local", "region_title", "sentence", "sentence_local", "all", "all_local",
    "all_titled", "all_titled_local", "around_all_local", "run", "question_length",
    "in_span_local", "heading_local", "sentences_local", "long_left", "to_left", "matched_share",
)  # fmt: skip
"""Features of the best span that say whether it answers at all, besides the scores."""


@dataclass(frozen=True, slots=True)
class ReaderModel:
    """What the reader has learned.

    ``coarse`` ranks all candidates, ``fine`` the best of them; ``names`` are their features in
    order. ``weights`` (the last one a constant), ``means`` and ``scales`` belong to the
    calibration, a logistic regression on ``CALIBRATED`` and four signs of the scores.
    """

    names: tuple[str, ...]
    coarse: Trees
    fine: Trees
    weights: np.ndarray[tuple[int], np.dtype[np.float64]]
    means: np.ndarray[tuple[int], np.dtype[np.float64]]
    scales: np.ndarray[tuple[int], np.dtype[np.float64]]

    def rows(self, columns: Columns) -> Matrix:
        """Return features as a matrix, a row for a span, in the order of the model."""
        return np.stack([columns[name] for name in self.names], axis=1)

    def confidence(self, signs: Array) -> float:
        """Return how probable it is that the best span answers, by its signs."""
        scaled = (signs - self.means) / self.scales
        return 1 / (1 + math.exp(-float(scaled @ self.weights[:-1] + self.weights[-1])))

    def save(self, target: Path) -> None:
        """Write the model as an ``.npz`` without pickled objects."""
        arrays: dict[str, Any] = {
            "names": np.array(self.names),
            "weights": self.weights,
            "means": self.means,
            "scales": self.scales,
            **self.coarse.arrays("coarse_"),
            **self.fine.arrays("fine_"),
        }
        np.savez_compressed(target, **arrays)


def load(source: Traversable) -> ReaderModel:
    """Return a model that was saved.

    Raises:
        RetrievalError: The file is none.
    """
    try:
        with source.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
            return ReaderModel(
                tuple(arrays["names"].tolist()),
                Trees.of(arrays, "coarse_"),
                Trees.of(arrays, "fine_"),
                arrays["weights"],
                arrays["means"],
                arrays["scales"],
            )
    except (OSError, ValueError, KeyError) as error:
        raise RetrievalError(
            f"阅读模型 {source} 无法载入（{error}）：请重新安装 zhengtu，或运行 make train-reader。"
            " The reader's model cannot be loaded: install again, or train it.",
            path=str(source),
        ) from error


@lru_cache(maxsize=1)
def shipped() -> ReaderModel:
    """Return the model that comes with the package."""
    return load(resources.files("qa.reader") / "weights" / NAME)
