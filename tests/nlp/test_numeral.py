from __future__ import annotations

from decimal import Decimal

import pytest

from nlp.numeral import find_numerals, read_number


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("二十", "20"),
        ("六十六", "66"),
        ("一百二十万", "1200000"),
        ("二〇二六", "2026"),
        ("一亿二千万", "120000000"),
        ("一万亿", "1000000000000"),
        ("三点五亿", "350000000"),
        ("一点三万亿", "1300000000000"),
        ("五点二万", "52000"),
        ("两千零八", "2008"),
        ("3.5万", "35000"),
        ("6.7万亿", "6700000000000"),
        ("1,234.5", "1234.5"),
        ("1600万", "16000000"),
    ],
)
def test_a_number_has_its_exact_value(written: str, value: str) -> None:
    [numeral] = find_numerals(written)
    assert numeral.low == numeral.high == Decimal(value)
    assert (numeral.start, numeral.end) == (0, len(written))


@pytest.mark.parametrize(
    ("written", "percent"),
    [("八成", "80"), ("七成五", "75"), ("百分之五点五", "5.5"), ("五分之二", "40")],
)
def test_a_fraction_is_a_percentage(written: str, percent: str) -> None:
    [numeral] = find_numerals(written)
    assert numeral.percent
    assert numeral.low == Decimal(percent)


def test_a_third_is_rounded_to_four_places() -> None:
    assert next(find_numerals("三分之一")).low == Decimal("33.3333")


@pytest.mark.parametrize(
    ("written", "value", "hedge"),
    [
        ("24万多", "240000", ">"),
        ("4000多亿", "400000000000", ">"),
        ("10余", "10", ">"),
        ("数十", "10", "≈"),
        ("千余", "1000", ">"),
        ("二十几", "20", "≈"),
    ],
)
def test_more_and_several_are_hedges(written: str, value: str, hedge: str) -> None:
    [numeral] = find_numerals(written)
    assert (numeral.low, numeral.hedge) == (Decimal(value), hedge)


def test_two_neighbouring_digits_are_a_range() -> None:
    assert [(n.low, n.high) for n in find_numerals("两三年")] == [(Decimal(2), Decimal(3))]
    assert [(n.low, n.high) for n in find_numerals("十五六个")] == [(Decimal(15), Decimal(16))]


@pytest.mark.parametrize("written", ["百分点", "增长率", "成立"])
def test_a_word_is_no_number(written: str) -> None:
    assert not list(find_numerals(written))


def test_the_thousand_of_kilowatt_belongs_to_the_unit() -> None:
    assert next(find_numerals("5千瓦")).end == 1


def test_a_long_row_of_digits_is_no_number() -> None:
    assert not list(find_numerals("9" * 30))


def test_what_is_no_number_reads_as_none() -> None:
    assert read_number("甲") is None
    assert read_number("") is None


@pytest.mark.timeout(120)
@pytest.mark.parametrize("unit", ["1,", "1", "一", "千", "百分之", "1分之", "十点", "万", "数"])
def test_endless_repetition_does_not_hang(unit: str) -> None:
    text = unit * 30_000
    assert all(n.end <= len(text) for n in find_numerals(text))
