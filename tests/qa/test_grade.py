"""Amounts of one thing that a paragraph or an article grades, over made-up statutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.qa.said import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.answer import Answer
    from zhengtu.service import Services

HEAD = """---
title: {title}
issuer: 国务院
issued_on: 2021-03-04
---

# {title}

"""
TEXTS = {
    "well": HEAD.format(title="古井保护条例")
    + """第一条　为了保护古井，制定本条例。

第二条　古井档案的保存期限，一级古井不少于五十年，二级古井不少于三十年，三级古井不少于十年。

第三条　擅自填埋古井的，由文物部门责令恢复原状，处一万元以上三万元以下罚款；\
情节严重的，处三万元以上九万元以下罚款，对直接负责的主管人员处二千元罚款。

第四条　擅自抽取古井井水的，由文物部门对单位处五千元以下罚款，对个人处五百元以下罚款。

第五条　古井修缮申请应当自受理之日起二十日内答复；修缮工程应当自开工之日起九十日内完成。

第六条　守井人的留任期限为聘用期满以上二年以下。

巡井人的留任期限为聘用期满以上四年以下。

第七条　在古井旁停留时间不得超过二小时，在节庆情况下不得超过六小时。
""",
    "mill": HEAD.format(title="水车管理条例")
    + """第一条　为了管理水车，制定本条例。

第二条　水车应当每年检修。
""",
}


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    with opened(tmp_path_factory.mktemp("grades"), TEXTS) as services:
        yield services


def _values(answer: Answer) -> list[str]:
    return [value.value for value in answer.values]


def test_all_grades_of_a_thing_are_told(services: Services) -> None:
    answer = services.ask("古井档案的保存期限最短多少年？")
    assert _values(answer) == ["五十年", "三十年", "十年"]
    assert "一级古井" in answer.evidence[0].quote


def test_a_grade_that_is_named_is_told_alone(services: Services) -> None:
    assert _values(services.ask("二级古井档案的保存期限最短多少年？")) == ["三十年"]


def test_fines_are_told_from_light_to_heavy(services: Services) -> None:
    answer = services.ask("擅自填埋古井的罚款多少？")
    assert _values(answer) == ["一万元以上三万元以下", "三万元以上九万元以下"]


def test_a_named_harder_case_has_its_own_fine(services: Services) -> None:
    answer = services.ask("擅自填埋古井情节严重的，罚款多少？")
    assert _values(answer) == ["三万元以上九万元以下"]


def test_fines_of_whom_are_told_together(services: Services) -> None:
    answer = services.ask("擅自抽取古井井水的罚款多少？")
    assert _values(answer) == ["五千元以下", "五百元以下"]
    assert _values(services.ask("个人擅自抽取古井井水的罚款多少？")) == ["五百元以下"]


def test_deadlines_of_two_deeds_are_no_grades(services: Services) -> None:
    assert _values(services.ask("古井修缮申请应当在受理后多少日内答复？")) == ["二十日内"]


def test_paragraphs_with_the_same_words_are_told_together(services: Services) -> None:
    assert _values(services.ask("留任期限多久？")) == ["二年以下", "四年以下"]
    assert _values(services.ask("巡井人的留任期限多久？")) == ["四年以下"]


def test_a_rule_is_told_with_its_exception(services: Services) -> None:
    assert _values(services.ask("在古井旁停留时间不得超过多少小时？")) == ["二小时", "六小时"]


def test_a_named_law_tells_all_grades_too(services: Services) -> None:
    answer = services.ask("古井保护条例规定古井档案的保存期限最短多少年？")
    assert _values(answer) == ["五十年", "三十年", "十年"]
