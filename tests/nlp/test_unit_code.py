from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.extraction import ExtractionError
from nlp.unit_code import TABLE, code_of, convert, read_table, render
from ontology.lexicon import UNITS

UNITS_OF_MASS = ("吨", "公斤", "斤", "克", "毫克")


def test_the_table_is_what_the_scheme_gives() -> None:
    assert TABLE.read_text(encoding="utf-8") == render(UNITS)


def test_a_table_of_another_version_is_refused() -> None:
    with pytest.raises(ExtractionError, match="run `python -m"):
        read_table("unit\tucum\n")


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        ("43000000000", "斤", "吨", "21500000"),  # 430亿斤 is 2150万吨
        ("15", "亩", "公顷", "1"),
        ("1", "平方公里", "亩", "1500"),
        ("100", "度", "千瓦时", "100"),
        ("28", "微克/立方米", "毫克/立方米", "0.028"),
        ("6", "个月", "年", "0.5"),
        ("50", "基点", "百分点", "0.5"),
        ("5", "名", "人", "5"),
    ],
)
def test_figures_of_one_quantity_are_converted(
    value: str, unit: str, to: str, expected: str
) -> None:
    assert convert(Decimal(value), unit, to) == Decimal(expected)


@pytest.mark.parametrize(
    ("unit", "to"),
    [("亩", "元"), ("%", "百分点"), ("元", "美元"), ("人", "人次"), ("元", "怪单位")],
)
def test_figures_of_different_quantities_are_not(unit: str, to: str) -> None:
    assert convert(Decimal(1), unit, to) is None


@given(
    st.decimals(0, 10**9, places=3),
    st.sampled_from(UNITS_OF_MASS),
    st.sampled_from(UNITS_OF_MASS),
)
def test_there_and_back_gives_the_figure(value: Decimal, unit: str, to: str) -> None:
    there = convert(value, unit, to)
    assert there is not None
    back = convert(there, to, unit)
    assert back is not None
    assert abs(back - value) <= Decimal("0.0001") * max(value, Decimal(1))


def test_units_have_the_codes_of_ucum_and_qudt() -> None:
    tonne, mu = code_of("吨"), code_of("亩")
    assert tonne is not None
    assert (tonne.ucum, tonne.qudt) == ("t", "http://qudt.org/vocab/unit/TONNE")
    assert mu is not None
    assert (mu.ucum, mu.qudt) == ("[mu]", None)
