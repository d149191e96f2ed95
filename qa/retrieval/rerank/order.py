"""The learned order: a linear model over named features of the documents found for a question."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from qa.retrieval.rerank.candidate import MOST, candidates
from qa.retrieval.rerank.error import unreadable
from qa.retrieval.rerank.feature import COMPARED, features

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from qa.retrieval.hit import Hit
    from qa.retrieval.rerank.candidate import Read

    Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
    Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]

FILE = "order.json"
FARTHEST = 4.0
"""Standard deviations beyond which a feature says no more: other stores must not run away."""
DIGITS = 4
"""Decimals that the file keeps."""


@dataclass(frozen=True, slots=True)
class Order:
    """A weight, a mean and a scale for each of ``COMPARED``; the highest sum is best."""

    weights: tuple[float, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]

    def scores(self, rows: Matrix) -> Numbers:
        """Return the score of each row of features; scores compare within one question only."""
        scaled = (rows[:, : len(self.weights)] - np.array(self.means)) / np.array(self.scales)
        clipped = np.clip(scaled, -FARTHEST, FARTHEST)
        return np.asarray(clipped @ np.array(self.weights), dtype=np.float64)

    def save(self, target: Path) -> None:
        """Write the model as JSON that can be read."""
        columns = zip(COMPARED, self.weights, self.means, self.scales, strict=True)
        told = {
            name: {"weight": round(w, DIGITS), "mean": round(m, DIGITS), "scale": round(s, DIGITS)}
            for name, w, m, s in columns
        }
        target.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Reranking:
    """Puts the best documents of hits, and their passages with them, in a learned order.

    ``read`` gives a document's title and text by its id; ``most`` documents are looked at.
    """

    read: Read
    order: Order
    most: int = MOST

    def applied(self, text: str, hits: Sequence[Hit]) -> list[Hit]:
        """Return hits, best first, in the order of their documents now.

        A document takes the best score of the place that it comes to, and its passages lead or
        follow each other by as much as before: scores stay what they were.
        """
        found = candidates(hits, self.read, self.most)
        if not found:
            return []
        scores = self.order.scores(features(text, found))
        best = [each.hits[0].score for each in found]
        places = {found[old].id: new for new, old in enumerate(np.argsort(-scores, kind="stable"))}
        gains = {each.id: best[places[each.id]] - each.hits[0].score for each in found}
        moved = [replace(hit, score=hit.score + gains.get(hit.document_id, 0.0)) for hit in hits]
        return sorted(moved, key=lambda h: (-h.score, places.get(h.document_id, len(places))))


def load(source: Traversable) -> Order:
    """Return a model that was saved.

    Raises:
        RetrievalError: The file is none, or one of other features.
    """
    try:
        told = json.loads(source.read_text(encoding="utf-8"))
        if tuple(told) != COMPARED:
            raise ValueError(f"features {', '.join(told)}")
        columns = zip(*((e["weight"], e["mean"], e["scale"]) for e in told.values()), strict=True)
        return Order(*(tuple(map(float, column)) for column in columns))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise unreadable(source, error) from error


@lru_cache(maxsize=1)
def shipped_order() -> Order:
    """Return the order that comes with the package."""
    return load(resources.files("qa.retrieval.rerank") / "weights" / FILE)
