from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from nlp.extraction import ExtractionError
from nlp.gazetteer.indicator import TABLE, lexicon, normalise, read_table, render
from ontology.lexicon import INDICATORS

if TYPE_CHECKING:
    from pathlib import Path


def test_the_table_is_what_the_scheme_gives() -> None:
    assert TABLE.read_text(encoding="utf-8") == render(INDICATORS)


def test_a_table_of_another_version_is_refused() -> None:
    with pytest.raises(ExtractionError, match="run `python -m"):
        read_table("slug\tname\n")


def test_the_scheme_is_large_and_whole() -> None:
    known = lexicon().indicators
    assert len(known) >= 130
    for indicator in known.values():
        assert indicator.unit
        assert indicator.polarity in ("higher", "lower", "neutral")
        if indicator.base is not None:
            assert known[indicator.base].base is None
            assert indicator.slug in (f"{indicator.base}-growth", f"{indicator.base}-decline")


def test_no_name_means_two_indicators() -> None:
    owner: dict[str, str] = {}
    for indicator in lexicon().indicators.values():
        for name in (indicator.name, *indicator.other_names):
            assert owner.setdefault(normalise(name), indicator.slug) == indicator.slug, name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("GDP增速", "地区生产总值增长"),
        ("经济增长", "地区生产总值增长"),
        ("生产总值增长", "地区生产总值增长"),
        ("规上工业增加值增速", "规模以上工业增加值增长"),
        ("CPI涨幅", "居民消费价格涨幅"),
        ("全省地区生产总值", "地区生产总值"),
        ("地方一般公共预算收入", "一般公共预算收入"),
        ("新增城镇就业", "城镇新增就业"),
        ("城镇常住居民人均可支配收入增长", "城镇居民人均可支配收入增长"),
        ("外贸进出口总值", "进出口总额"),
        ("PM2.5平均浓度", "细颗粒物年均浓度"),
        ("单位GDP能耗", "单位地区生产总值能耗"),
    ],
)
def test_other_names_mean_the_same(words: str, name: str) -> None:
    found = lexicon().link(words)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("words", ["民营工业增加值", "脱贫县农村居民人均可支配收入", "甲乙丙"])
def test_a_narrower_figure_is_not_the_indicator(words: str) -> None:
    assert lexicon().link(words) is None


def test_names_are_found_in_a_question() -> None:
    text = "哪些省2026年GDP增长目标在5%以上？"
    [(start, end, indicator)] = lexicon().find(text)
    assert (text[start:end], indicator.slug) == ("GDP增长", "gdp-growth")


def test_targets_have_the_names_of_the_gold_table(shared_data: Path) -> None:
    with (shared_data / "provincial-targets-2026.csv").open(encoding="utf-8") as lines:
        wanted = {row["indicator"] for row in csv.DictReader(lines)}
    assert wanted <= {indicator.name for indicator in lexicon().indicators.values()}
