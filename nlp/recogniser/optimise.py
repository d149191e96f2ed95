"""Fitting the weights: the likelihood of annotated sentences with a Gaussian prior, by L-BFGS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nlp.recogniser.lattice import NEVER, marginals
from nlp.recogniser.model import BITS, pad
from nlp.recogniser.tag import FORBIDDEN, TAGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Scores = NDArray[np.float32]
    Doubles = NDArray[np.float64]

PRIOR = 0.5
"""Inverse variance of the prior on each weight."""
ROUNDS = 120
"""Steps of L-BFGS; stopping early is a prior too. Both were chosen on the tuning half.

The weights are the mean of the second half of the steps: from one step to the next, and after a
slight change of the data, the score of a single point moves by more than set-ups differ.
"""
_RARE = 2
"""Rows that occur less often than this get no weight."""
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to learn from: rows of shape (characters, features), and its tags.

    Where not all labels were marked, ``allowed`` (characters, tags) says what a character may be.
    """

    table: NDArray[np.uint32]
    tags: NDArray[np.int64]
    allowed: NDArray[np.bool_] | None = None


class _Objective:
    """Minus the log-likelihood and its gradient, over all sentences at once."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._lengths = np.array([len(s.tags) for s in sentences], np.int64)
        self._starts = np.cumsum(self._lengths) - self._lengths
        self._tags = np.concatenate([s.tags for s in sentences])
        self._allowed = [s.allowed for s in sentences]
        self.rows, self._seen = _incidence(np.concatenate([s.table for s in sentences]))
        self._seen_by_row = self._seen.T.tocsr()
        self._order = np.argsort(self._lengths, kind="stable")
        self.size = len(self.rows) * len(TAGS) + len(TAGS) ** 2

    def __call__(self, point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, step = self.split(point.astype(np.float32))
        scores = self._seen @ weights
        missing = np.zeros_like(scores)
        moves = np.zeros_like(step)
        likelihood = 0.0
        for first in range(0, len(self._order), _BATCH):
            batch = self._order[first : first + _BATCH]
            likelihood += self._batch(batch, scores, step, missing, moves)
        gradient = np.concatenate([(self._seen_by_row @ missing).ravel(), moves.ravel()])
        penalty = 0.5 * PRIOR * float(point @ point)
        return penalty - likelihood, PRIOR * point - gradient

    def split(self, point: Scores) -> tuple[Scores, Scores]:
        """Return the weights of the rows in use and the scores of steps between tags."""
        at = len(self.rows) * len(TAGS)
        step = point[at:].reshape(len(TAGS), len(TAGS))
        return point[:at].reshape(-1, len(TAGS)), np.where(FORBIDDEN, NEVER, step)

    def _batch(
        self,
        batch: NDArray[np.int64],
        scores: Scores,
        step: Scores,
        missing: Scores,
        moves: Scores,
    ) -> float:
        """Add what a batch wants more of; return its log-likelihood."""
        slices = [slice(self._starts[i], self._starts[i] + self._lengths[i]) for i in batch]
        padded, lengths = pad([scores[s] for s in slices])
        total, share, expected = marginals(padded, step, lengths)
        likelihood = -float(total.sum())
        moves -= np.where(FORBIDDEN, 0, expected)
        for row, (i, s) in enumerate(zip(batch, slices, strict=True)):
            tags = self._tags[s]
            missing[s] -= share[row, : len(tags)]
            allowed = self._allowed[i]
            if allowed is not None:
                likelihood += self._open(scores[s], step, allowed, missing[s], moves)
                continue
            missing[s][np.arange(len(tags)), tags] += 1
            np.add.at(moves, (tags[:-1], tags[1:]), 1)
            likelihood += float(scores[s][np.arange(len(tags)), tags].sum())
            likelihood += float(step[tags[:-1], tags[1:]].sum())
        return likelihood

    @staticmethod
    def _open(
        scores: Scores, step: Scores, allowed: NDArray[np.bool_], missing: Scores, moves: Scores
    ) -> float:
        """Add what a sentence marked in part wants; return the score of all paths it allows."""
        held = np.where(allowed, scores, NEVER).astype(np.float32)
        total, share, expected = marginals(held[None], step, np.array([len(scores)]))
        missing += share[0]
        moves += np.where(FORBIDDEN, 0, expected)
        return float(total[0])


def _incidence(table: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], csr_matrix]:
    """Return the rows in use, and which character has which of them as a sparse matrix."""
    from scipy.sparse import csr_matrix

    rows, place, count = np.unique(table.ravel(), return_inverse=True, return_counts=True)
    kept = count >= _RARE
    column = np.where(kept, np.cumsum(kept) - 1, -1)[place.ravel()]
    character = np.repeat(np.arange(len(table)), table.shape[1])
    used = column >= 0
    ones = np.ones(int(used.sum()), np.float32)
    shape = (len(table), int(kept.sum()))
    return rows[kept], csr_matrix((ones, (character[used], column[used])), shape=shape)


class _Mean:
    """The mean of the points of a search from a step on; ``value`` is None before it."""

    def __init__(self, first: int) -> None:
        self._first, self._steps = first, 0
        self._sum: Doubles | None = None

    def __call__(self, point: Doubles) -> None:
        """Take in the point of a further step."""
        self._steps += 1
        if self._steps > self._first:
            self._sum = point.copy() if self._sum is None else self._sum + point

    @property
    def value(self) -> Doubles | None:
        """The mean so far."""
        return None if self._sum is None else self._sum / (self._steps - self._first)


def fit(sentences: Sequence[Sentence], rounds: int = ROUNDS) -> tuple[Scores, Scores]:
    """Return the weights (rows, tags) and the scores of steps (tags, tags); deterministic."""
    from scipy.optimize import minimize

    objective = _Objective(sentences)
    mean = _Mean(rounds // 2)
    found = minimize(
        objective,
        np.zeros(objective.size),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": rounds, "maxcor": 8},
        callback=mean,
    )
    point = found.x if mean.value is None else mean.value
    used, step = objective.split(point.astype(np.float32))
    weights = np.zeros((2**BITS, len(TAGS)), np.float32)
    weights[objective.rows] = used
    return weights, step
