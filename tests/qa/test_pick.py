"""Which figure of a sentence is taken, where reading found another one first."""

from __future__ import annotations

from decimal import Decimal

import pytest

from corpus import RawDocument, parse
from nlp.pipeline import load
from qa.answer import Value
from qa.passage.pick import picked
from qa.passage.reading import Reading
from qa.question.intent import understand
from qa.question.lexicon import lexicon

RISE = "去年，临港市的公交线路从7条增加到9条。"


@pytest.mark.parametrize(
    ("question", "value"),
    [("临港市的公交线路有几条？", "9条"), ("临港市的公交线路原来有几条？", "7条")],
)
def test_what_was_reached_is_taken_unless_the_base_is_asked_for(question: str, value: str) -> None:
    document = parse(RawDocument("a.txt", RISE))
    intent = understand(question, load(), lexicon())
    read = Reading(document, 0, len(document.text), (Value("7条"),), 0.9, {})
    assert picked(intent, read, load()).values[0].value == value


def test_figure_that_the_noun_stands_behind_is_taken() -> None:
    sentence = "职工享受98天育儿假，其中产前可以休15天；有困难的，增加育儿假20天。"
    document = parse(RawDocument("a.txt", sentence))
    intent = understand("育儿假多少天？", load(), lexicon())
    read = Reading(document, 0, len(document.text), (Value("20天"),), 0.9, {})
    assert picked(intent, read, load()).values == (Value("98天", Decimal(98), "天"),)
