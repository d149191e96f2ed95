"""How sure it is that the best span answers: signs of the whole ranking, and what they weigh.

The best span alone says little: that other documents have nothing like it, that its document holds
the question's rare words and names, and that many of the best spans agree, says more.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.reader.whole import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qa.reader.candidate import Candidates
    from qa.reader.tree import Array, Matrix, Scores

    Signs = np.ndarray[tuple[int], np.dtype[np.float64]]

OF_SPAN = (
    "place_titled", "place_near", "place_other", "places", "region_title", "all_titled",
    "all_titled_local",
)  # fmt: skip
"""Features of the best span; all but the last two are those of its region."""
OF_RANKING = ("best", "lead_apart", "lead_share", "mean_best")
"""How the scores lie: the best, its lead over those of other documents, the mean of the best."""
OF_DOCUMENT = tuple(f"document_{name}" for name in NAMES)
"""What the document of the best span holds of the question."""
COMPARED = ("cover", "lacks_word", "score", "like_head", "relevance")
OVER_OTHERS = tuple(f"over_{name}" for name in COMPARED)
"""The same, less that of the best other document."""
SIGNS = (*OF_SPAN, *OF_RANKING, *OF_DOCUMENT, *OVER_OTHERS, "as_good")
"""All signs, in the order of the weights."""
BEST = 10
"""Spans, best first, of which the mean is taken."""
AS_GOOD = 0.02
"""How much less of the question a document may hold to be as good as another."""
_FEWER_IS_BETTER = frozenset({"lacks_word"})


@dataclass(frozen=True, slots=True)
class Certainty:
    """A logistic regression: a weight for each of ``SIGNS`` and, last, a constant."""

    weights: Signs
    means: Signs
    scales: Signs

    def probability(self, signs: Signs) -> float:
        """Return how probable it is that the best span answers."""
        scaled = np.clip((signs - self.means) / self.scales, -FARTHEST, FARTHEST)
        return 1 / (1 + math.exp(-float(scaled @ self.weights[:-1] + self.weights[-1])))

    def most(self, least: Signs, most: Signs) -> float:
        """Return the highest probability that signs between these two can have."""
        return self.probability(np.where(self.weights[:-1] < 0, least, most))

    def arrays(self, prefix: str) -> dict[str, Array]:
        """Return the arrays by names that begin with ``prefix``, for a file."""
        return {
            f"{prefix}weights": self.weights,
            f"{prefix}means": self.means,
            f"{prefix}scales": self.scales,
        }

    @classmethod
    def of(cls, stored: Mapping[str, Array], prefix: str) -> Certainty:
        """Return the regression that ``arrays`` was written from."""
        return cls(*(stored[f"{prefix}{name}"] for name in ("weights", "means", "scales")))


FARTHEST = 4.0
"""Standard deviations beyond which a sign says no more: other stores must not run away with it."""


def signs(found: Candidates, scores: Scores, names: Sequence[str]) -> Signs:
    """Return ``SIGNS`` of a ranking.

    Args:
        found: The candidates; at least one.
        scores: The expected overlap of each with the answer.
        names: The names of the candidates' features.
    """
    order = np.argsort(-scores, kind="stable")
    best = int(order[0])
    scores = np.minimum(scores, 1.0)  # no overlap is more
    row = dict(zip(names, found.rows[best].tolist(), strict=True))
    told = [row[name] for name in OF_SPAN]
    told += _of_ranking(found, scores, order)
    told += of_document(found.wholes, int(found.owner[best]))
    return np.array(told, dtype=np.float64)


def _of_ranking(found: Candidates, scores: Scores, order: Array) -> list[float]:
    best = order[0]
    top = float(scores[best])
    apart = scores[found.owner != found.owner[best]]
    lead = top - max(float(apart.max(initial=0.0)), 0.0)
    mean = float(np.maximum(scores[order[:BEST]], 0.0).mean())
    return [top, lead, lead / max(top, 1e-6), mean]


def of_document(wholes: Matrix, own: int) -> list[float]:
    """Return the signs of a document, how far others are behind it, and how many are as good."""
    others = np.delete(wholes, own, axis=0)
    over = []
    for name in COMPARED:
        column = NAMES.index(name)
        rest = others[:, column]
        fewer = name in _FEWER_IS_BETTER
        rival = (rest.min() if fewer else rest.max()) if len(rest) else wholes[own, column]
        over.append(float(wholes[own, column] - rival))
    cover = NAMES.index("cover")
    as_good = float((others[:, cover] >= wholes[own, cover] - AS_GOOD).sum())
    return [*wholes[own].tolist(), *over, as_good]
