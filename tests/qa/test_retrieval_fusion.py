"""Fusion of rankings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval.fusion import fuse

SCORES = st.dictionaries(st.integers(0, 30), st.floats(0.01, 1000.0))


def ranking(scores: dict[int, float]) -> list[tuple[int, float]]:
    return sorted(scores.items(), key=lambda pair: -pair[1])


def test_agreement_on_the_first_place_scores_one() -> None:
    rankings = {"text": [("a", 90.0), ("b", 45.0)], "vector": [("a", 0.4), ("c", 0.3)]}
    (key, score, ranks), *_ = fuse(rankings, {"vector": 0.3}, 10)
    assert (key, ranks) == ("a", {"text": 1, "vector": 1})
    assert score == pytest.approx(1.0)


def test_a_clear_first_place_stands_against_a_weak_one() -> None:
    clear = {"text": [("a", 90.0), ("b", 30.0)], "vector": [("b", 0.5), ("a", 0.4)]}
    close = {"text": [("a", 90.0), ("b", 89.0)], "vector": [("b", 0.5), ("a", 0.1)]}
    weights = {"text": 1.0, "vector": 0.3}
    assert [key for key, _, _ in fuse(clear, weights, 10)] == ["a", "b"]
    assert [key for key, _, _ in fuse(close, weights, 10)] == ["b", "a"]


def test_weights_decide_between_first_places() -> None:
    rankings = {"text": [("a", 2.0), ("b", 1.0)], "vector": [("b", 2.0), ("a", 1.0)]}
    assert fuse(rankings, {"text": 1.0, "vector": 0.5}, 10)[0][0] == "a"
    assert fuse(rankings, {"text": 0.5, "vector": 1.0}, 10)[0][0] == "b"


def test_what_one_index_did_not_find_has_no_rank_in_it() -> None:
    fused = fuse({"text": [("a", 1.0)], "vector": [("b", 1.0)]}, {}, 10)
    assert [(key, ranks) for key, _, ranks in fused] == [("a", {"text": 1}), ("b", {"vector": 1})]


def test_what_a_full_ranking_does_not_hold_counts_like_its_last() -> None:
    rankings = {"text": [("a", 10.0), ("b", 9.0)], "vector": [("c", 1.0)]}
    full = {key: score for key, score, _ in fuse(rankings, {}, 2)}
    whole = {key: score for key, score, _ in fuse(rankings, {}, 3)}
    assert full["c"] == pytest.approx((0.9 + 1.0) / 2)
    assert whole["c"] == pytest.approx((0.0 + 1.0) / 2)


def test_nothing_found_is_nothing() -> None:
    assert fuse({"text": [], "vector": []}, {}, 10) == []
    assert fuse({}, {}, 10) == []


@given(SCORES)
def test_one_ranking_stays_as_it_is(scores: dict[int, float]) -> None:
    one = ranking(scores)
    assert [key for key, _, _ in fuse({"text": one}, {"text": 0.2}, 10)] == [k for k, _ in one]


@given(SCORES, SCORES)
def test_every_key_comes_once_and_scores_fall(one: dict[int, float], two: dict[int, float]) -> None:
    found = fuse({"text": ranking(one), "vector": ranking(two)}, {"vector": 0.4}, 10)
    assert sorted(key for key, _, _ in found) == sorted(one.keys() | two.keys())
    scores = [score for _, score, _ in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1.000001 for score in scores)
