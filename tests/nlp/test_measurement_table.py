"""Tables as readers write them (``cell | cell``) and as Markdown does; the figures are made up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nlp.period import Anchor
from nlp.pipe.measurement.extract import measure
from nlp.pipe.measurement.setting import Named, Setting
from nlp.pipe.measurement.table import find_tables
from tests.nlp.figures import figures, read

MARKDOWN = """## 2026年主要目标

| 指标 | 目标 |
| --- | --- |
| 地区生产总值增长 | 5%—5.5% |
| **城镇调查失业率** | 5.4%左右 |
"""
CELLS = """表1 主要指标
指标 | 单位 | 2025年实际 | 2030年目标 | 属性
地区生产总值增速 | % | 5.1 | ≥5 | 预期性
城镇新增就业 | 万人 | 37.5 | [180] | 预期性
人均预期寿命（岁） | | 79.5 | 80.5 | 约束性
"""
AREAS = """城市 | GDP（亿元） | 增速（%）
临江市 | 1200 | 5.6
望海市 | 980.5 | 6.1
"""


def test_a_markdown_table_has_indicator_value_and_the_scope_of_its_section() -> None:
    assert figures(MARKDOWN, "report") == ["地区生产总值增长range5~5.5%", "城镇调查失业率≈5.4%"]
    assert {(m.kind, m.period and m.period.end) for m in read(MARKDOWN, "report")} == {
        ("target", date(2026, 12, 31))
    }


def test_columns_have_their_time_kind_and_unit() -> None:
    told = [(m.indicator, m.low, m.unit, m.comparator, m.kind) for m in read(CELLS)]
    assert told == [
        ("地区生产总值增长", Decimal("5.1"), "%", "=", "actual"),
        ("地区生产总值增长", 5, "%", "≥", "target"),
        ("城镇新增就业", 375_000, "人", "=", "actual"),
        ("城镇新增就业", 1_800_000, "人", "=", "target"),
        ("人均预期寿命", Decimal("79.5"), "岁", "=", "actual"),
        ("人均预期寿命", Decimal("80.5"), "岁", "=", "target"),
    ]
    years = [m.period.start.year for m in read(CELLS) if m.period and m.period.start]
    assert years == [2025, 2030] * 3


def test_rows_of_places_take_the_indicator_from_the_column() -> None:
    named = [
        Named(AREAS.index(name), AREAS.index(name) + 3, "City", name, f"urn:{name}")
        for name in ("临江市", "望海市")
    ]
    anchor = Anchor(date(2026, 1, 28), 2026)
    found = measure(Setting(AREAS, AREAS, anchor, "other", "五岳省", "urn:w", named=named))
    assert [(m.area, m.indicator, m.low) for m in found] == [
        ("临江市", "地区生产总值", 120_000_000_000),
        ("临江市", "地区生产总值增长", Decimal("5.6")),
        ("望海市", "地区生产总值", 98_050_000_000),
        ("望海市", "地区生产总值增长", Decimal("6.1")),
    ]


def test_a_place_that_is_not_linked_is_no_indicator() -> None:
    assert not read(AREAS)


@pytest.mark.parametrize(
    "text",
    ["姓名 | 电话\n某甲 | 12345678\n", "a | b", "| 指标 |\n| --- |\n", "甲|\n乙|\n", "|||\n|||\n"],
)
def test_what_is_no_table_of_figures(text: str) -> None:
    assert not read(text)


def test_cells_and_quotes_are_of_the_text() -> None:
    for found in read(CELLS):
        assert CELLS[found.start : found.end] == found.value_text
        assert found.quote_start <= found.start < found.end <= found.quote_end
        assert "指标" in CELLS[found.quote_start : found.quote_end]


def test_prose_before_and_after_a_table_is_read_as_before() -> None:
    text = f"粮食产量430亿斤。\n\n{MARKDOWN}\n城镇新增就业37万人。\n"
    assert len(find_tables(text)) == 1
    assert [f.split("=")[0] for f in figures(text)][::3] == ["粮食产量", "城镇新增就业"]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", ["|", "|\n", "a|b\n", " | ", "5%|", "指标|5%\n"])
def test_endless_tables_do_not_hang(unit: str) -> None:
    text = unit * (40_000 // len(unit))
    assert all(text[m.start : m.end] == m.value_text for m in read(text))
