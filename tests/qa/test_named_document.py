"""Questions that name a document are answered from it: over made-up documents."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from qa.question.focus import focus
from qa.question.threshold import worded_bound
from qa.recall.fact import Figure
from qa.way.bound import meets
from qa.way.definition import term_of
from tests.qa.said import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhengtu.service import Services

HEAD = """---
title: {title}
issuer: 全国人民代表大会常务委员会
issued_on: {day}
---

# {title}

"""
TEXTS = {
    "code-1": HEAD.format(title="中华人民共和国云算法典", day="2020-05-06")
    + "第一条　为了规范云算，制定本法。\n\n第二条　云算应当安全。\n\n第三条　云算应当可信。\n",
    "code-2": HEAD.format(title="中华人民共和国云算法典", day="2020-05-06")
    + "第四条　云算合同应当采用书面形式。\n\n第五条　本法自2021年1月1日起施行。\n",
    "law": HEAD.format(title="中华人民共和国云仓法", day="2019-03-04")
    + "第一条　为了管理云仓，制定本法。\n\n第二条　本法所称云仓，是指存放数据的场所。\n\n"
    "第三条　经营云仓应当取得许可。\n",
    "rules": HEAD.format(title="云仓法实施条例", day="2020-03-04")
    + "第一条　为了实施云仓法，制定本条例。\n\n第二条　违反规定的，处30万元以上50万元以下罚款。\n",
}


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    with opened(tmp_path_factory.mktemp("named"), TEXTS) as services:
        yield services


def test_parts_of_a_code_are_one_text(services: Services) -> None:
    assert services.ask("云算法典一共有多少条？").values[0].number == 5
    told = services.ask("云算法典第四条是什么？")
    assert "书面形式" in told.text
    assert told.evidence[0].document == "code-2.md"


def test_documents_of_one_title_are_listed_once(services: Services) -> None:
    answer = services.ask("2020年通过的法律有哪些？")
    assert [v.value for v in answer.values] == ["《中华人民共和国云算法典》"]
    assert "2份，1个标题" in answer.text


def test_what_another_document_says_is_no_answer(services: Services) -> None:
    assert not services.ask("《云仓法》规定的罚款最高是多少？").answered


@pytest.mark.parametrize("question", ["云仓的定义是什么？", "什么是云仓？", "云仓如何界定？"])
def test_definition_is_found_by_how_definitions_are_worded(
    services: Services, question: str
) -> None:
    assert services.ask(question).values[0].value == "存放数据的场所"


@pytest.mark.parametrize("question", ["谁建设云仓？", "云仓在哪里？"])
def test_other_questions_ask_for_no_definition(question: str) -> None:
    assert term_of(question) is None


@pytest.mark.parametrize(
    ("question", "met"),
    [
        ("哪些省的涨幅目标不是2%左右？", {"2": False, "3": True}),
        ("哪些省的涨幅目标没达到2%？", {"1": True, "2": False}),
        ("涨幅目标是2%左右吗？", {"2": True, "3": False}),
    ],
)
def test_bound_that_is_denied(question: str, met: dict[str, bool]) -> None:
    (bound,) = worded_bound(question, focus(question))
    for value, expected in met.items():
        figure = Figure(
            iri="x", indicator="涨幅", indicator_iri="i", kind="target", low=Decimal(value),
            high=Decimal(value), comparator="=", unit="%", value_text=f"{value}%", area=None,
            area_iri=None, agent=None, start=None, end=None, period_text="",
        )  # fmt: skip
        assert meets(figure, bound) is expected
