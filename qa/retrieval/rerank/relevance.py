"""Relevance: how probable it is of each document found that the question was asked of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from qa.reader.tree import Trees
from qa.retrieval.rerank.candidate import MOST, candidates
from qa.retrieval.rerank.error import unreadable
from qa.retrieval.rerank.feature import features, with_leads

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from qa.retrieval.hit import Hit
    from qa.retrieval.rerank.candidate import Read

FILE = "relevance.npz"


@dataclass(frozen=True, slots=True)
class Relevance:
    """Tells of the best documents of hits how probable it is that each is the one asked about.

    ``read`` gives a document's title and text by its id; ``most`` documents are looked at.
    """

    read: Read
    trees: Trees
    most: int = MOST

    def told(self, text: str, hits: Sequence[Hit]) -> list[Hit]:
        """Return hits with the log-odds of their documents; those not looked at have the least."""
        found = candidates(hits, self.read, self.most)
        if not found:
            return []
        rows = with_leads(features(text, found)).astype(np.float32)
        odds = dict(zip((d.id for d in found), self.trees.score(rows).tolist(), strict=True))
        least = min(odds.values())
        return [replace(hit, relevance=odds.get(hit.document_id, least)) for hit in hits]


def save(relevance: Trees, target: Path) -> None:
    """Write trees as an ``.npz`` without pickled objects."""
    np.savez_compressed(target, **relevance.arrays(""))  # type: ignore[arg-type]  # numpy's stub


def load(source: Traversable) -> Trees:
    """Return the trees that were saved.

    Raises:
        RetrievalError: The file holds none.
    """
    try:
        with source.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return Trees.of({name: stored[name] for name in stored.files}, "")
    except (OSError, ValueError, KeyError) as error:
        raise unreadable(source, error) from error


@lru_cache(maxsize=1)
def shipped_relevance() -> Trees:
    """Return the trees that come with the package."""
    return load(resources.files("qa.retrieval.rerank") / "weights" / FILE)
