"""An answer begins where it can be read; a level of a span of years is that of its last year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from corpus import parse
from corpus.document import RawDocument
from qa.passage.edge import clause_start
from qa.recall.rank import REACHED, figure_period_fit

if TYPE_CHECKING:
    from qa.question.intent import Intent
    from qa.recall.fact import Fact, Figure


@pytest.mark.parametrize(
    ("text", "said", "begun"),
    [
        ("应当建立数据风险机制，包括评估和预警。", "风险机制，包括评估和预警", "应当建立数据"),
        ("市政府要求各单位加强值班，及时报告。", "各单位加强值班，及时报告", ""),
        ("站点由县交通运输局负责建设。", "交通运输局", ""),
        ("县里长期从事租车业务而没有出过事故的企业可以减免租金。", "企业可以减免租金。", ""),
    ],
)  # fmt: skip
def test_an_answer_in_the_middle_of_a_phrase_begins_with_its_clause(
    text: str, said: str, begun: str
) -> None:
    document = parse(RawDocument("made", text))
    start = text.index(said)
    found = clause_start(document, start, start + len(said), 0)
    assert text[found:start] == begun


def test_an_answer_does_not_begin_with_the_end_of_a_clause() -> None:
    text = "违反本办法的，由主管部门给予警告并限期改正。"
    document = parse(RawDocument("made", text))
    assert text[clause_start(document, text.index("的，"), len(text), 0) :].startswith("由主管")


def _asked(year: int) -> Intent:
    period = SimpleNamespace(start=date(year, 1, 1), end=date(year, 12, 31))
    return cast("Intent", SimpleNamespace(periods=(period,)))


def _figure(indicator: str, quote: str) -> tuple[Fact, Figure]:
    figure = SimpleNamespace(
        indicator=indicator, value_text="800亿元", start=date(2021, 1, 1), end=date(2025, 12, 31),
        kind="actual", low=Decimal(8), high=Decimal(8),
    )  # fmt: skip
    return cast("Fact", SimpleNamespace(quote=quote)), cast("Figure", figure)


def test_a_level_of_a_span_of_years_is_that_of_the_last() -> None:
    level = _figure("地区生产总值", "地区生产总值达到800亿元。")
    assert figure_period_fit(_asked(2025), *level) == REACHED
    assert figure_period_fit(_asked(2023), *level) != REACHED


@pytest.mark.parametrize("said", ["五年累计完成投资800亿元。", "年均投资800亿元。"])
def test_what_is_gathered_over_a_span_is_not(said: str) -> None:
    assert figure_period_fit(_asked(2025), *_figure("投资", said)) != REACHED
