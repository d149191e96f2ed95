from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from nlp.extraction import Measurement, Period
from zhengtu.bench.targets import Cell, cells_of, read_gold, run, score

if TYPE_CHECKING:
    from pathlib import Path

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31), "year")
JOBS = Measurement(
    start=0,
    end=5,
    value_text="50万人以上",
    low=Decimal(500_000),
    high=Decimal(500_000),
    comparator="≥",
    unit="人",
    indicator="城镇新增就业",
    indicator_iri="urn:jobs",
    period=YEAR,
    area="五岳省",
    area_iri=None,
    agent=None,
    agent_iri=None,
    kind="target",
    quote_start=0,
    quote_end=9,
    method="pattern:level@1",
    confidence=0.9,
)
CELL = Cell("五岳省", "城镇新增就业", "ge", Decimal(500_000), Decimal(500_000), "人")


def test_gold_is_brought_to_the_base_unit(tmp_path: Path) -> None:
    table = tmp_path / "gold.csv"
    table.write_text(
        "province,indicator,op,low,high,unit\n五岳省,城镇新增就业,ge,50,50,万人\n", encoding="utf-8"
    )
    assert read_gold(table) == [CELL]


def test_only_targets_of_the_province_and_year_are_claims() -> None:
    others = [
        replace(JOBS, kind="actual"),
        replace(JOBS, area="临江市"),
        replace(JOBS, period=Period(date(2025, 1, 1), date(2025, 12, 31), "year")),
        replace(JOBS, period=None),
    ]
    assert cells_of([JOBS, *others], "五岳省", 2026) == [CELL]


def test_a_stricter_comparator_counts_as_the_gold_knows_it() -> None:
    assert cells_of([replace(JOBS, comparator=">")], "五岳省", 2026) == [CELL]


def test_recall_and_precision() -> None:
    wrong = replace(CELL, low=Decimal(1), high=Decimal(1))
    beside = replace(CELL, indicator="森林覆盖率")
    assert score([CELL], [CELL, wrong, beside]) == {
        "cells": 1,
        "found": 1,
        "recall": 1.0,
        "precision": 0.5,
        "f1": 0.6667,
        "missed": [],
        "wrong": [str(wrong)],
    }
    assert score([CELL], [])["f1"] == 0


@pytest.mark.slow
def test_the_yearly_targets_are_read(shared_data: Path) -> None:
    result = run(shared_data)
    assert result["tuned"]["f1"] >= 0.97
    assert result["unseen"]["f1"] >= 0.9
