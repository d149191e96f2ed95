from __future__ import annotations

import pytest

from nlp.unit import canonical, read_unit


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("微克每立方米", "微克/立方米"),
        ("微克/立方米", "微克/立方米"),
        ("个百分点", "百分点"),
        ("个工作日", "工作日"),
        ("元/月·户", "元/月·户"),
        ("标箱", "标准箱"),
        ("吨标准煤", "吨标准煤"),
        ("千瓦时", "千瓦时"),
        ("人次", "人次"),
        ("%", "%"),
    ],
)
def test_a_unit_has_one_form(written: str, name: str) -> None:
    unit = read_unit(f"5{written}，", 1)
    assert unit is not None
    assert unit.name == name
    assert unit.end == 1 + len(written)
    assert canonical(written) == name


@pytest.mark.parametrize("text", ["3种植", "5日常", "2条例", "4项目", "6人民", "7家庭", "8年级"])
def test_a_character_of_a_word_is_no_unit(text: str) -> None:
    assert read_unit(text, 1) is None


def test_a_classifier_says_that_the_thing_may_follow() -> None:
    counted, measured = read_unit("5个窗口", 1), read_unit("5公里道路", 1)
    assert counted is not None
    assert counted.counted
    assert measured is not None
    assert not measured.counted


def test_the_county_of_county_level_stays_in_the_noun() -> None:
    unit = read_unit("10个县级中心", 2)
    assert unit is not None
    assert unit.name == "个"
