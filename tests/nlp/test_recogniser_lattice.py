"""The lattice against plain enumeration of all paths."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np
import pytest

from nlp.recogniser.lattice import best, marginals, may_leave, shares

if TYPE_CHECKING:
    from numpy.typing import NDArray

TAGS = 3
LENGTHS = np.array([1, 2, 4])


@pytest.fixture
def scores() -> NDArray[np.float32]:
    return np.random.default_rng(1).normal(size=(3, 4, TAGS)).astype(np.float32)


@pytest.fixture
def step() -> NDArray[np.float32]:
    return np.random.default_rng(2).normal(size=(TAGS, TAGS)).astype(np.float32)


def paths(scores: NDArray[np.float32], step: NDArray[np.float32]) -> dict[tuple[int, ...], float]:
    return {
        path: float(
            sum(scores[t, tag] for t, tag in enumerate(path))
            + sum(step[a, b] for a, b in pairwise(path))
        )
        for path in product(range(TAGS), repeat=len(scores))
    }


def test_the_best_path_is_found(scores: NDArray[np.float32], step: NDArray[np.float32]) -> None:
    found = best(scores, step, LENGTHS)
    for i, length in enumerate(LENGTHS):
        known = paths(scores[i, :length], step)
        assert tuple(found[i, :length]) == max(known, key=lambda path: known[path])


def test_marginals_are_shares_of_all_paths(
    scores: NDArray[np.float32], step: NDArray[np.float32]
) -> None:
    total, share, moves = marginals(scores, step, LENGTHS)
    expected_moves = np.zeros((TAGS, TAGS))
    for i, length in enumerate(LENGTHS):
        known = {path: np.exp(score) for path, score in paths(scores[i, :length], step).items()}
        whole = sum(known.values())
        assert total[i] == pytest.approx(np.log(whole), abs=1e-4)
        for t, tag in product(range(length), range(TAGS)):
            wanted = sum(weight for path, weight in known.items() if path[t] == tag) / whole
            assert share[i, t, tag] == pytest.approx(wanted, abs=1e-4)
        assert not share[i, length:].any()
        for path, weight in known.items():
            for a, b in pairwise(path):
                expected_moves[a, b] += weight / whole
    np.testing.assert_allclose(moves, expected_moves, atol=1e-4)
    np.testing.assert_array_equal(share, shares(scores, step, LENGTHS))


def test_a_sentence_that_may_not_leave_the_first_tag_does_not() -> None:
    random = np.random.default_rng(3)
    ruled_out = 0
    for _ in range(60):
        scores = random.normal(size=(8, 5, TAGS)).astype(np.float32)
        scores[:, :, 0] += np.float32(random.uniform(-1, 2))
        step = random.normal(size=(TAGS, TAGS)).astype(np.float32)
        lengths = random.integers(1, 6, 8)
        leaves = best(scores, step, lengths) * (np.arange(5) < lengths[:, None])
        may = may_leave(scores, step, lengths)
        assert not leaves[~may].any()
        ruled_out += int((~may).sum())
    assert ruled_out > 50
