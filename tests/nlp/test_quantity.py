from __future__ import annotations

from decimal import Decimal

import pytest

from nlp.quantity import Quantity, find_quantities


def only(text: str) -> Quantity:
    [found] = find_quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "written", "comparator"),
    [
        ("增长4%左右", "4%左右", "≈"),
        ("约300亩", "约300亩", "≈"),
        ("近70%的项目", "近70%", "≈"),
        ("增长6%以上", "6%以上", "≥"),
        ("不低于8%", "不低于8%", "≥"),
        ("至少20家", "至少20家", "≥"),
        ("控制在5%以内", "5%以内", "≤"),
        ("控制在5%", "5%", "≤"),
        ("控制在5%左右", "5%左右", "≈"),
        ("不超过30个", "不超过30个", "≤"),
        ("最高不超过50万元", "最高不超过50万元", "≤"),
        ("超过900亿斤", "超过900亿斤", ">"),
        ("突破3万亿元", "突破3万亿元", ">"),
        ("200多种", "200多种", ">"),
        ("30余家", "30余家", ">"),
        ("不足100户", "不足100户", "<"),
        ("力争达到60%", "60%", "="),
        ("30日内", "30日内", "≤"),
    ],
)
def test_hedges_make_the_comparator(text: str, written: str, comparator: str) -> None:
    found = only(text)
    assert text[found.start : found.end] == written
    assert found.comparator == comparator


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("5%-5.5%", "5", "5.5", "%"),
        ("5—5.5%", "5", "5.5", "%"),
        ("4.5%至5%", "4.5", "5", "%"),
        ("3到5个", "3", "5", "个"),
        ("3—5万元", "30000", "50000", "元"),
        ("五万元以上二十万元以下", "50000", "200000", "元"),
        ("两三个月", "2", "3", "个月"),
    ],
)
def test_ranges(text: str, low: str, high: str, unit: str) -> None:
    found = only(text)
    assert found.comparator == "range"
    assert (found.low, found.high, found.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("550万元", "5500000", "元"),
        ("50万人", "500000", "人"),
        ("1955万吨", "19550000", "吨"),
        ("840亿斤", "84000000000", "斤"),
        ("1个百分点", "1", "百分点"),
        ("28微克每立方米", "28", "微克/立方米"),
        ("1600万千瓦", "16000000", "千瓦"),
        ("八成", "80", "%"),
        ("2.5:1", "2.5", ":1"),
    ],
)
def test_the_number_is_in_the_base_unit(text: str, value: str, unit: str) -> None:
    found = only(text)
    assert (found.low, found.high, found.unit) == (Decimal(value), Decimal(value), unit)


def test_from_and_to_are_two_values() -> None:
    assert [q.unit for q in find_quantities("从2天到37分钟")] == ["天", "分钟"]
    assert [q.low for q in find_quantities("由5个到10个")] == [5, 10]


def test_values_of_a_list_share_the_last_unit() -> None:
    assert [(q.low, q.unit) for q in find_quantities("提高20.9、36.2、54个百分点")] == [
        (Decimal("20.9"), "百分点"),
        (Decimal("36.2"), "百分点"),
        (Decimal(54), "百分点"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“1+2+4+N”",
        "5A级景区",
        "第十五届",
        "5G网络",
        "G334线",
        "PM2.5",
        "8·22",
        "2.0版",
        "70后群体",
        "〔2015〕50号",
        "“两个10亿元”",
        "节约型机关",
        "7.2 本办法",
    ],
)
def test_what_looks_like_a_figure_is_none(text: str) -> None:
    assert not find_quantities(text)


def test_the_about_of_another_word_is_no_hedge() -> None:
    assert only("节约100万元").comparator == "="


def test_dates_that_the_caller_names_are_left_out() -> None:
    assert not find_quantities("2026年5月", [(0, 7)])


def test_a_value_without_unit_needs_a_magnitude() -> None:
    assert only("超550万").unit == ""
    assert not find_quantities("共550")


@pytest.mark.timeout(120)
@pytest.mark.parametrize("unit", ["5%、", "1—", "约", "“", "左右", "（5", "1-"])
def test_endless_repetition_does_not_hang(unit: str) -> None:
    text = unit * 20_000
    assert all(q.end <= len(text) for q in find_quantities(text))


@pytest.mark.parametrize(
    ("text", "per", "comparator"),
    [
        ("每人每月800元", ["人·月"], ["="]),
        ("每月每人补助800元", ["人·月"], ["="]),
        ("每日300元", ["天"], ["="]),
        ("不超过每人每年2万元", ["人·年"], ["≤"]),
        ("每户每月最高不超过1500元", ["户·月"], ["≤"]),
        ("每人一次性给予5000元", ["人"], ["="]),
        ("从每月2000元提高到2200元", ["月", "月"], ["=", "="]),
        ("每月700元和500元", ["月", "月"], ["=", "="]),
        ("每亩收入达3000元", [""], ["="]),
        ("每月700元，房租500元", ["月", ""], ["=", "="]),
        ("每月开行30列", [""], ["="]),
    ],
)
def test_what_an_amount_is_for_one_of_may_stand_before_it(
    text: str, per: list[str], comparator: list[str]
) -> None:
    found = find_quantities(text)
    assert [q.per for q in found] == per
    assert [q.comparator for q in found] == comparator
