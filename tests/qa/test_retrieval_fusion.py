"""Reciprocal rank fusion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval.fusion import fuse

RANKING = st.lists(st.integers(0, 30), unique=True)


def test_agreement_on_the_first_place_scores_one() -> None:
    (key, score, ranks), *_ = fuse({"text": ["a", "b"], "vector": ["a", "c"]}, {"vector": 0.3})
    assert (key, ranks) == ("a", {"text": 1, "vector": 1})
    assert score == pytest.approx(1.0)


def test_weights_decide_between_first_places() -> None:
    rankings = {"text": ["a", "b"], "vector": ["b", "a"]}
    assert [key for key, _, _ in fuse(rankings, {"text": 1.0, "vector": 0.5})] == ["a", "b"]
    assert [key for key, _, _ in fuse(rankings, {"text": 0.5, "vector": 1.0})] == ["b", "a"]


def test_what_one_index_did_not_find_has_no_rank_in_it() -> None:
    found = {key: ranks for key, _, ranks in fuse({"text": ["a"], "vector": ["b"]}, {})}
    assert found == {"a": {"text": 1}, "b": {"vector": 1}}


def test_nothing_found_is_nothing() -> None:
    assert fuse({"text": [], "vector": []}, {}) == []
    assert fuse({}, {}) == []


@given(RANKING)
def test_one_ranking_stays_as_it_is(ranking: list[int]) -> None:
    assert [key for key, _, _ in fuse({"text": ranking}, {"text": 0.2})] == ranking


@given(RANKING, RANKING)
def test_every_key_comes_once_and_scores_fall(one: list[int], two: list[int]) -> None:
    found = fuse({"text": one, "vector": two}, {"vector": 0.4})
    assert sorted(key for key, _, _ in found) == sorted({*one, *two})
    scores = [score for _, score, _ in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1.000001 for score in scores)
