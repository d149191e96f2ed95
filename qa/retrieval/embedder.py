"""Embedding texts: with the shipped model or one of sentence-transformers, known only here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

import numpy as np

from qa.embedding import NAME, shipped
from qa.error import RetrievalError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sentence_transformers import SentenceTransformer

    Matrix = np.ndarray[tuple[int, int], np.dtype[np.float32]]
    Vector = np.ndarray[tuple[int], np.dtype[np.float32]]

_PROMPTS = (
    # As the models' cards ask for, where their own settings do not name prompts.
    (re.compile(r"(?:^|[/-])e5-(?!.*instruct)", re.IGNORECASE), "query: ", "passage: "),
    (
        re.compile(r"(?:^|/)bge-(?:small|base|large)-zh", re.IGNORECASE),
        "为这个句子生成表示以用于检索相关文章：",
        "",
    ),
)


class Embedder(Protocol):
    """Turns texts into vectors of length 1 (or 0, where there is nothing to say)."""

    @property
    def name(self) -> str:
        """What the model is called in the settings."""

    def documents(self, texts: Sequence[str]) -> Matrix:
        """Return a row for each text that is to be found."""

    def query(self, text: str) -> Vector:
        """Return the vector of a text that is looked for."""


class SentenceEmbedder:
    """A sentence-transformers model, loaded when this is made (seconds)."""

    def __init__(self, name: str) -> None:
        """Load a model.

        Args:
            name: A folder, or a name on the Hugging Face hub that is downloaded or cached.

        Raises:
            RetrievalError: There is no such model, or it cannot be loaded.
        """
        from sentence_transformers import SentenceTransformer

        self._name = name
        try:
            self._model = SentenceTransformer(name)
        except (OSError, ValueError, RuntimeError, ImportError, KeyError) as error:
            raise RetrievalError(
                f"向量模型 {name} 无法载入（{error}）：请检查设置 embedding_model 中的路径或名称，"
                "或去掉它，只用文本检索。 The embedding model cannot be loaded: check the setting "
                "embedding_model, or unset it to search by text alone.",
                model=name,
            ) from error
        self._prompts = prompts(name, self._model)

    @property
    def name(self) -> str:
        """What the model is called in the settings."""
        return self._name

    def documents(self, texts: Sequence[str]) -> Matrix:
        """Return a row for each text that is to be found."""
        found = self._model.encode_document(
            list(texts),
            prompt=self._prompts[1],
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.asarray(found, dtype=np.float32)

    def query(self, text: str) -> Vector:
        """Return the vector of a text that is looked for."""
        found = self._model.encode_query(
            [text],
            prompt=self._prompts[0],
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.asarray(found[0], dtype=np.float32)


class StaticEmbedder:
    """The model that ships with the project: numpy only, loaded in a fifth of a second."""

    def __init__(self) -> None:
        """Load it.

        Raises:
            RetrievalError: The package lacks it.
        """
        self._model = shipped()

    @property
    def name(self) -> str:
        """What the model is called in the settings."""
        return NAME

    def documents(self, texts: Sequence[str]) -> Matrix:
        """Return a row for each text that is to be found."""
        return self._model.vectors(texts)

    def query(self, text: str) -> Vector:
        """Return the vector of a text that is looked for."""
        vector: Vector = self._model.vectors([text])[0]
        return vector


def embedder(name: str) -> Embedder:
    """Return the embedder of a setting: the shipped one, else a sentence-transformers model.

    Raises:
        RetrievalError: It cannot be loaded.
    """
    return StaticEmbedder() if name == NAME else SentenceEmbedder(name)


def prompts(name: str, model: SentenceTransformer) -> tuple[str | None, str | None]:
    """Return what goes before queries and before documents; None leaves it to the model."""
    if not any(model.prompts.values()):
        for pattern, query, document in _PROMPTS:
            if pattern.search(name):
                return query, document
    return None, None
