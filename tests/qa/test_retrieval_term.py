"""The terms of texts and of questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval.term import LONGEST_QUERY, has_terms, is_character, query_terms, terms


def test_characters_and_pairs_do_not_cross_marks() -> None:
    assert terms("政务，云台").grams == ("政", "务", "政务", "云", "台", "云台")


# Full-width letters and digits, as some documents have them.
WIDE = "\uff27\uff24\uff30增长\uff15\uff0e\uff15％"


def test_numbers_and_latin_words_are_whole_and_folded() -> None:
    assert terms(WIDE).grams == ("gdp", "增", "长", "增长", "5.5")
    assert "gdp" in terms(WIDE).words


def test_long_words_bring_the_shorter_ones_inside() -> None:
    assert {"人民", "人民政府"} <= set(terms("人民政府").words)


@pytest.mark.parametrize(
    "question",
    [
        "补贴标准是多少？",
        "请问补贴标准是什么",
        "有哪些补贴标准吗？",
        "补贴标准如何",
        "哪个补贴标准？",
    ],
)
def test_interrogatives_are_left_out(question: str) -> None:
    assert "补贴" in query_terms(question).grams
    left = "".join(gram for gram in query_terms(question).grams if is_character(gram))
    assert set(left) <= set("补贴标准是有")


def test_a_query_of_interrogatives_alone_is_kept() -> None:
    assert query_terms("什么").grams == ("什", "么", "什么")


def test_terms_of_a_query_come_once() -> None:
    assert query_terms("云云云").grams == ("云", "云云")


def test_a_long_query_is_read_in_part() -> None:
    assert query_terms("云" * LONGEST_QUERY + "政务").grams == ("云", "云云")


@given(st.text(max_size=80))
def test_no_text_is_too_odd(text: str) -> None:
    found = query_terms(text)
    assert bool(found.grams) == has_terms(text)
    assert not any(character.isspace() for gram in found.grams for character in gram)
