"""English questions over made-up reports: read through the labels, answered in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.answer import Outcome
from qa.question.english import is_english

if TYPE_CHECKING:
    from qa.service import Asker


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        ("What is Anhui's GDP growth target for 2024?", "6%左右", "about 6%"),
        ("Which province has the highest new urban jobs target in 2024?", "湖南省", "Hunan"),
        ("How many new urban jobs did Anhui plan in 2024?", "60万人以上", "at least 60万人"),
        ("Which provinces have a 2024 GDP growth target of at least 6%?", "安徽省", "Anhui"),
        ("Who issued 《安徽省2024年政府工作报告》?", "安徽省人民政府", "安徽省人民政府"),
    ],
)
def test_an_english_question_is_answered_in_english(
    asker: Asker, question: str, value: str, said: str
) -> None:
    answer = asker.ask(question)
    assert answer.values[0].value == value
    assert said.lower() in answer.text.lower()
    assert "Source: 《" in answer.text
    assert answer.evidence


def test_what_is_not_understood_is_left_open_in_english(asker: Asker) -> None:
    answer = asker.ask("Who wrote the best novel of the year?")
    assert answer.outcome is Outcome.ABSTAINED
    assert answer.text.isascii()


def test_a_chinese_question_with_latin_names_is_not_english() -> None:
    assert not is_english("安徽的GDP和CPI目标分别是多少？")
    assert is_english("Who issued 国发〔2018〕38号?")
