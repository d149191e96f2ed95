"""Calculations, validity, articles and the ways people type: over made-up documents."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from zhengtu.service import Services, build, open_services
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

REPORT = """---
title: {place}2025年政府工作报告
kind: work_report
issuer: {place}人民政府
---

# {place}2025年政府工作报告

## 2025年主要目标

2025年，{place}地区生产总值增长{growth}%，城镇新增就业{jobs}万人。
"""
RULES = """---
title: 云河省数据办法（2020年）
kind: measures
issued_on: 2020-03-01
effective_from: 2020-05-01
effective_until: 2023-04-30
---

# 云河省数据办法（2020年）

第一条　为了管理数据，制定本办法。

第二条　数据由省数据局管理。

第三条　本办法自2020年5月1日起施行，有效期至2023年4月30日。
"""
EXCERPT = """---
title: 云河省图书条例
kind: regulation
issued_on: 2019-03-01
effective_from: 2019-06-01
---

# 云河省图书条例

第一条　图书的借阅适用本条例。

第九条　本条例自2019年6月1日起施行。《云河省旧图书办法》同时废止。
"""


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("calculating")
    (folder / "in").mkdir()
    places = [("湖南省", "6", "70"), ("安徽省", "5.5", "60"), ("江西省", "5", "50")]
    for place, growth, jobs in places:
        text = REPORT.format(place=place, growth=growth, jobs=jobs)
        (folder / "in" / f"{place}.md").write_text(text, "utf-8")
    (folder / "in" / "rules.md").write_text(RULES, "utf-8")
    (folder / "in" / "excerpt.md").write_text(EXCERPT, "utf-8")
    settings = Settings(store=folder / "store", workers=1)
    assert not build([str(folder / "in")], settings).failed
    with open_services(settings) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "value", "number"),
    [
        ("湖南省和安徽省2025年地区生产总值增长目标相差多少？", "0.5个百分点", "0.5"),
        ("湖南2025年城镇新增就业目标比江西高多少？", "20万人", "200000"),
        ("2025年各省城镇新增就业目标的总和是多少？", "180万人", "1800000"),
        ("2025年各省地区生产总值增长目标的平均值是多少？", "5.5%", "5.5"),
        ("湖南2025年城镇新增就业目标是江西的几倍？", "1.4倍", "1.4"),
    ],
)
def test_calculations_show_their_operands(
    services: Services, question: str, value: str, number: str
) -> None:
    answer = services.ask(question)
    assert answer.answered
    assert answer.values[0].value == value
    assert answer.values[0].number == Decimal(number)
    assert len(answer.evidence) >= 2
    assert any("=" in step for step in answer.steps)


def test_half_a_calculation_is_no_answer(services: Services) -> None:
    answer = services.ask("湖南省和浙江省2025年地区生产总值增长目标相差多少？")
    assert not answer.answered


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        ("云河省数据办法（2020年）2021年6月1日是否有效？", "是"),
        ("《云河省数据办法（2020年）》现在还有效吗？", "否"),
        ("云河省数据办法（2020年）失效了吗", "是"),
        ("《云河省数据办法（2020年）》2020年4月1日生效了吗？", "否"),
        ("云河省旧图书办法还有效吗？", "否"),
        ("云河省图书条例是否已经废止？", "否"),
    ],
)
def test_in_force_or_not(services: Services, question: str, yes: str) -> None:
    answer = services.ask(question, as_of=date(2025, 1, 1))
    assert answer.answered
    assert answer.values[0].value == yes
    for citation in answer.evidence:
        document = services.document(citation.document)
        assert document.quote(citation.start, citation.end) == citation.quote


def test_articles_by_number(services: Services) -> None:
    answer = services.ask("《云河省数据办法（2020年）》第二条规定了什么？")
    assert "省数据局管理" in answer.text
    assert services.ask("云河省数据办法（2020年）一共有多少条？").values[0].number == 3
    assert not services.ask("《云河省数据办法（2020年）》第八条是什么？").answered
    assert not services.ask("云河省图书条例一共有多少条？").answered


@pytest.mark.parametrize(
    "question",
    [
        "湖南 2025 gdp 增长目标",
        "湖南省25年地区生产总值增长目标",
        "湖南省2025年地区生产总植增长目标是多少",
    ],
)
def test_as_people_type(services: Services, question: str) -> None:
    answer = services.ask(question)
    assert answer.values[0].value == "6%"
    assert answer.question == question
