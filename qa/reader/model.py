"""The shipped model of the reader: two sets of trees, and how sure what they find is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.error import RetrievalError
from qa.reader.certainty import Certainty
from qa.reader.tree import Trees

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from qa.reader.feature import Columns
    from qa.reader.tree import Matrix

NAME = "reader.npz"


@dataclass(frozen=True, slots=True)
class ReaderModel:
    """What the reader has learned.

    ``coarse`` ranks all candidates, ``fine`` the best of them; ``names`` are their features in
    order. ``many`` says how probable it is that the best one answers where there are several
    documents, ``alone`` where there is one.
    """

    names: tuple[str, ...]
    coarse: Trees
    fine: Trees
    many: Certainty
    alone: Certainty

    def rows(self, columns: Columns) -> Matrix:
        """Return features as a matrix, a row for a span, in the order of the model."""
        return np.stack([columns[name] for name in self.names], axis=1)

    def save(self, target: Path) -> None:
        """Write the model as an ``.npz`` without pickled objects."""
        arrays: dict[str, Any] = {
            "names": np.array(self.names),
            **self.many.arrays("many_"),
            **self.alone.arrays("alone_"),
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
                Certainty.of(arrays, "many_"),
                Certainty.of(arrays, "alone_"),
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
