"""English questions over made-up reports: read through the labels, answered in English."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from qa.answer import Answer, Outcome, Value
from qa.question.english import is_english, rendered
from qa.wording.frame import in_english

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


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("What are the key tasks of Anhui in 2024?", "安徽省2024年有哪些重点任务？"),
        ("What did Hunan list as achievements in 2023?", "湖南省2023年取得了哪些成绩？"),
        ("What are the main contents of 《数据条例》?", "《数据条例》的主要内容是什么？"),
        ("How many times has 《数据条例》 been amended?", "《数据条例》修改过几次？"),
    ],
)
def test_broad_questions_in_english(question: str, chinese: str) -> None:
    found = rendered(question, ())
    assert found is not None
    assert found.text == chinese


def test_several_sentences_are_told_in_lines() -> None:
    values = (Value("2次", Decimal(2), "次"), Value("甲" * 30), Value("乙" * 30))
    answer = Answer("q", Outcome.ANSWERED, "", values, source="passage")
    assert in_english(answer, "问").text.startswith(
        f"2次:\n1. {'甲' * 30}\n2. {'乙' * 30}\nUnderstood as: 问"
    )
