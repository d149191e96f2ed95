"""Token vectors as plain arrays: texts are embedded with numpy and a tokenizer, without torch."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from qa.error import RetrievalError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tokenizers import Tokenizer

    Matrix = np.ndarray[tuple[int, int], np.dtype[np.float32]]
    Vector = np.ndarray[tuple[int], np.dtype[np.float32]]
    Bytes = np.ndarray[tuple[int, int], np.dtype[np.int8]]
    Whole = np.ndarray[tuple[int], np.dtype[np.intp]]

NAME = "zhengtu"
"""What the shipped model is called in the setting ``embedding_model``."""
TOKENIZER, VECTORS = "tokenizer.json", "vectors.npz"
LEVELS = 127
"""Steps from 0 to the largest value of a token's vector, which is kept in one byte a value."""


class StaticModel:
    """A vector for each token.

    Args:
        tokenizer: Cuts texts into the tokens.
        values: A row for each token, in whole numbers.
        scales: What the numbers of each row are to be multiplied with.
    """

    def __init__(self, tokenizer: Tokenizer, values: Bytes, scales: Vector) -> None:
        self._tokenizer = tokenizer
        self._values = values
        self._scales = scales

    @property
    def dimension(self) -> int:
        """How long the vectors are."""
        return int(self._values.shape[1])

    def rows(self, ids: Whole) -> Matrix:
        """Return the vectors of tokens."""
        rows: Matrix = self._values[ids].astype(np.float32) * self._scales[ids, None]
        return rows

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """Return a row of length 1 for each text; zeros where it has no token."""
        found = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        for row, each in zip(found, encoded, strict=True):
            if each.ids:
                row[:] = self.rows(np.array(each.ids, dtype=np.intp)).sum(axis=0)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        rows: Matrix = found / np.maximum(lengths, 1e-9)
        return rows


def load(folder: Path) -> StaticModel:
    """Return a model that ``write`` has written.

    Raises:
        RetrievalError: There is none, or it is damaged.
    """
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        with np.load(folder / VECTORS, allow_pickle=False) as stored:
            return StaticModel(tokenizer, stored["values"], stored["scales"])
    except Exception as error:  # tokenizers raises bare exceptions for files that it cannot read
        raise RetrievalError(
            f"向量模型 {folder} 无法载入（{error}）：请重新安装 zhengtu，"
            "或运行 make train-embedding。"
            " The embedding cannot be loaded: install again, or train it.",
            path=str(folder),
        ) from error


def write(tokenizer: Tokenizer, vectors: Matrix, folder: Path) -> None:
    """Write token vectors, a byte a value, with their tokenizer."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / TOKENIZER), pretty=False)
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-9) / LEVELS
    values = np.rint(vectors / scales[:, None]).astype(np.int8)
    np.savez_compressed(folder / VECTORS, values=values, scales=scales.astype(np.float32))


@lru_cache(maxsize=1)
def shipped() -> StaticModel:
    """Return the model that comes with the package."""
    with resources.as_file(resources.files("qa.embedding") / "weights") as folder:
        return load(folder)
