"""What people leave out or add: the state in a law's name, growth for a level, a narrower noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.answer import AbstainReason
from zhengtu.service import Services, build, open_services
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

LAW = """---
title: 中华人民共和国海图保护法
kind: law
issued_on: 2019-03-02
effective_from: 2019-09-01
---

# 中华人民共和国海图保护法

全国人民代表大会常务委员会2019年3月2日通过本法。

第一条　海图的保护适用本法。

第二条　本法自2019年9月1日起施行。
"""
DECISION = """---
title: 全国人民代表大会常务委员会关于修改《中华人民共和国海图保护法》的决定
kind: decision
issued_on: 2023-05-06
effective_from: 2023-07-01
---

# 全国人民代表大会常务委员会关于修改《中华人民共和国海图保护法》的决定

对《中华人民共和国海图保护法》作如下修改。本决定自2023年7月1日起施行。
"""
REPORT = """---
title: 浙江省2025年政府工作报告
kind: work_report
issuer: 浙江省人民政府
---

# 浙江省2025年政府工作报告

## 2024年工作回顾

2024年，全省地区生产总值9万亿元，增长5.5%。外贸出口增长3.1%。

## 与其他文件的关系

本报告落实上级部署。
"""


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("naming")
    (folder / "in").mkdir()
    for name, text in (("law", LAW), ("decision", DECISION), ("report", REPORT)):
        (folder / "in" / f"{name}.md").write_text(text, "utf-8")
    settings = Settings(store=folder / "store", workers=1)
    assert not build([str(folder / "in")], settings).failed
    with open_services(settings) as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "海图保护法什么时候施行",
        "《海图保护法》的施行日期是哪天？",
        "中华人民共和国海图保护法何时生效？",
    ],
)
def test_a_law_is_named_without_the_state_and_is_not_its_amendment(
    services: Services, question: str
) -> None:
    answer = services.ask(question)
    assert "2019年9月1日" in answer.text
    assert {citation.document for citation in answer.evidence} == {"law.md"}


def test_a_level_is_not_answered_by_its_growth(services: Services) -> None:
    assert services.ask("浙江省2024年地区生产总值是多少？").values[0].value == "9万亿元"
    assert services.ask("浙江省2024年GDP是多少").values[0].value == "9万亿元"
    assert services.ask("浙江省2024年地区生产总值增长多少？").values[0].value == "5.5%"


def test_a_narrower_thing_is_not_answered_by_the_wider_one(services: Services) -> None:
    assert services.ask("浙江省2024年出口增长多少？").values[0].value == "3.1%"
    answer = services.ask("浙江省2024年锂电池出口增长多少？")
    assert not answer.answered
    assert answer.reason is AbstainReason.NO_FACT


def test_a_heading_is_no_answer(services: Services) -> None:
    answer = services.ask("哪些报告与其他文件有关系？")
    assert not any("与其他文件的关系" in citation.quote for citation in answer.evidence)


def test_paragraphs_and_items_of_an_article_are_answered_by_their_number(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("provisions")
    text = (
        "# 某市数据条例\n\n第一章　总则\n\n第一条　为了规范数据处理活动，制定本条例。\n\n"
        "第二条　有下列情形之一的，应当报告：\n（一）泄露数据的；\n（二）损毁数据的。\n"
        "前款规定的报告，应当在二日内作出。\n"
    )
    (folder / "条例.md").write_text(text, encoding="utf-8")
    build([str(folder)], Settings(store=folder / "store", workers=1))
    with open_services(Settings(store=folder / "store")) as services:
        second = services.ask("《某市数据条例》第二条第二款规定了什么？")
        item = services.ask("《某市数据条例》第二条第（二）项是什么？")
        missing = services.ask("《某市数据条例》第二条第三款规定了什么？")
    assert second.values[0].value == "前款规定的报告，应当在二日内作出。"
    assert second.to_json()["evidence"][0]["section"] == "第一章/第二条/第二款"
    assert item.values[0].value == "（二）损毁数据的。"
    assert item.evidence[0].section == "第一章/第二条/第一款/第二项"
    assert missing.reason is AbstainReason.NO_FACT
