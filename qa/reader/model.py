"""The shipped model of the reader: trees by kind of question, and how sure what they find is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.error import RetrievalError
from qa.reader.certainty import Certainty
from qa.reader.question import OF_CLAUSE, OF_VALUE
from qa.reader.tree import Trees

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from qa.reader.feature import Columns
    from qa.reader.tree import Matrix

NAME = "reader.npz"


@dataclass(frozen=True, slots=True)
class Ranker:
    """Trees that rank candidates: ``coarse`` all of them, ``fine`` the best of these."""

    coarse: Trees
    fine: Trees

    def arrays(self, prefix: str) -> dict[str, Any]:
        """Return the arrays by names that begin with ``prefix``, for a file."""
        return {**self.coarse.arrays(f"{prefix}coarse_"), **self.fine.arrays(f"{prefix}fine_")}

    @classmethod
    def of(cls, stored: Mapping[str, Any], prefix: str) -> Ranker:
        """Return the trees that ``arrays`` was written from."""
        return cls(Trees.of(stored, f"{prefix}coarse_"), Trees.of(stored, f"{prefix}fine_"))


@dataclass(frozen=True, slots=True)
class ReaderModel:
    """What the reader has learned.

    ``value`` ranks for questions that a name, place, time or figure answers, ``clause`` for all
    others; ``names`` are the candidates' features in order. ``many`` says how probable it is that
    the best one answers where there are several documents, ``alone`` where there is one.
    """

    names: tuple[str, ...]
    value: Ranker
    clause: Ranker
    many: Certainty
    alone: Certainty

    def ranker(self, rows: Matrix) -> Ranker:
        """Return what ranks the candidates of a question, by what their features say it asks."""
        return self.value if wants_value(self.names, rows) else self.clause

    def rows(self, columns: Columns) -> Matrix:
        """Return features as a matrix, a row for a span, in the order of the model."""
        return np.stack([columns[name] for name in self.names], axis=1)

    def save(self, target: Path) -> None:
        """Write the model as an ``.npz`` without pickled objects."""
        arrays: dict[str, Any] = {
            "names": np.array(self.names),
            **self.many.arrays("many_"),
            **self.alone.arrays("alone_"),
            **self.value.arrays("value_"),
            **self.clause.arrays("clause_"),
        }
        np.savez_compressed(target, **arrays)


def wants_value(names: Sequence[str], rows: Matrix) -> bool:
    """Whether a question asks for a value, by the features of any of its candidates."""
    if not len(rows):
        return False
    told = dict(zip(names, rows[0].tolist(), strict=True))
    value, clause = (any(told[f"asks_{k}"] for k in kinds) for kinds in (OF_VALUE, OF_CLAUSE))
    return value and not clause


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
                Ranker.of(arrays, "value_"),
                Ranker.of(arrays, "clause_"),
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
