"""Questions over a small store, answered by the whole path."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from qa.answer import AbstainReason, Answer
from qa.error import QuestionError
from qa.stage import Stage, told_to

if TYPE_CHECKING:
    from pathlib import Path

    from qa.service import Asker

pytestmark = pytest.mark.slow


def values(answer: Answer) -> list[str]:
    return [value.value for value in answer.values]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("安徽省2024年地区生产总值增长目标是多少？", "6%左右"),
        ("湖南省2024年GDP增长目标是多少？", "5.5%—6%"),
        ("安徽省2023年城镇新增就业是多少？", "72万人"),
        ("宁波市政务云平台投资是多少？", "2.4亿元"),
        ("厦门市把什么系统纳入了数字城市条例？", "交通大脑系统"),
        ("厦门市把交通大脑系统纳入了哪部条例？", "《厦门市数字城市条例》"),
        ("珠海市以什么方式打造“数字珠海”？", "BOT"),
        ("贵州省制定了数据共享规划吗？", "是"),
    ],
)
def test_one_value(asker: Asker, question: str, expected: str) -> None:
    answer = asker.ask(question)
    assert values(answer)[:1] == [expected], answer.text


def test_a_figure_comes_with_number_sentence_and_query(asker: Asker, store_path: Path) -> None:
    from kg.storage.directory import Store

    answer = asker.ask("安徽省2024年城镇新增就业目标是多少？")
    assert answer.values[0].number == Decimal(600000)
    assert answer.values[0].unit == "人"
    assert answer.source == "graph"
    assert "城镇新增就业60万人以上" in answer.evidence[0].quote
    store = Store.open_read_only(store_path)
    try:
        rows = store.view().select(answer.sparql or "")
    finally:
        store.close()
    assert [str(row["value"]) for row in rows] == ["60万人以上"]


@pytest.mark.parametrize(
    "question",
    [
        "安徽省2024年失业率目标是多少？",
        "什么是政务云？",
        "哪些省制定了数据共享规划？",
        "宁波市投资多少？",
    ],
)
def test_every_quote_is_verbatim(asker: Asker, store_path: Path, question: str) -> None:
    from kg.storage.directory import Store

    answer = asker.ask(question)
    assert answer.answered
    assert answer.evidence
    with Store.open_read_only(store_path) as store:
        for citation in answer.evidence:
            text = store.archive.document(citation.document).text
            assert text[citation.start : citation.end] == citation.quote


def test_a_list_is_complete_and_has_a_denominator(asker: Asker) -> None:
    answer = asker.ask("哪些省制定了数据共享规划？")
    assert set(values(answer)) == {"贵州省", "重庆市", "四川省"}
    assert "3份文件中" in answer.text


def test_a_table_has_one_row_per_area(asker: Asker) -> None:
    answer = asker.ask("列出各省2024年GDP增长目标")
    assert {row["地区"]: row["数值"] for row in answer.rows} == {
        "安徽省": "6%左右",
        "湖南省": "5.5%—6%",
    }


def test_ties_of_a_superlative_are_all_reported(asker: Asker) -> None:
    answer = asker.ask("2024年城镇调查失业率目标最高的是哪个省？")
    assert {value.value for value in answer.values} == {"安徽省", "湖南省"}


def test_a_filter_keeps_only_what_is_certain(asker: Asker) -> None:
    answer = asker.ask("哪些省2024年GDP增长目标在6%以上？")
    assert values(answer) == ["安徽省"]


def test_a_comparison_quotes_both_sides(asker: Asker) -> None:
    answer = asker.ask("安徽和湖南2024年的城镇新增就业目标哪个高？")
    assert values(answer) == ["湖南省"]
    assert {c.document for c in answer.evidence} == {"anhui-2024", "hunan-2024"}


def test_a_share_is_computed_and_shown(asker: Asker) -> None:
    answer = asker.ask("宁波市政务云的市级财政投入占总投资多大比例？")
    assert values(answer) == ["25%"]
    assert any("÷" in step for step in answer.steps)


def test_a_definition_is_quoted(asker: Asker) -> None:
    answer = asker.ask("什么是政务云？")
    assert answer.source == "passage"
    assert "计算和存储平台" in answer.evidence[0].quote


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("昆明市政务云投资是多少？", AbstainReason.UNKNOWN_ENTITY),
        ("安徽省2019年地区生产总值增长目标是多少？", AbstainReason.OUT_OF_PERIOD),
        ("安徽省2024年出生人口是多少？", AbstainReason.NO_FACT),
        ("今天晚饭吃什么？", AbstainReason.OUT_OF_SCOPE),
    ],
)
def test_abstentions_have_their_reason(asker: Asker, question: str, reason: AbstainReason) -> None:
    answer = asker.ask(question)
    assert not answer.answered, answer.text
    assert answer.reason is reason


def test_suggestions_have_answers(asker: Asker) -> None:
    answer = asker.ask("安徽省2019年地区生产总值增长目标是多少？")
    assert answer.suggestions
    assert all(asker.ask(question).answered for question in answer.suggestions)


def test_suggestions_can_be_asked_for_later(asker: Asker) -> None:
    question = "广东省2024年地区生产总值增长目标是多少？"
    at_once = asker.ask(question)
    answer = asker.ask(question, suggest=False)
    assert answer.suggestions == ()
    assert asker.suggestions(answer) == at_once.suggestions != ()
    answered = asker.ask("安徽省2024年地区生产总值增长目标是多少？", suggest=False)
    assert asker.suggestions(answered) == ()


def test_who_waits_is_told_the_stages(asker: Asker) -> None:
    heard: list[Stage] = []
    with told_to(heard.append):
        asker.ask("政务云是什么？")
    assert [stage.name for stage in heard] == ["understood", "searched", "reading"]
    assert heard[0].words
    assert heard[1].passages >= heard[1].documents >= 1
    asker.ask("政务云是什么？")
    assert len(heard) == 3


def test_relative_years_need_a_day(asker: Asker) -> None:
    question = "安徽省今年的地区生产总值增长目标是多少？"
    assert values(asker.ask(question, as_of=date(2024, 6, 1))) == ["6%左右"]
    assert not asker.ask(question, as_of=date(2019, 6, 1)).answered


def test_a_document_can_be_singled_out(asker: Asker) -> None:
    question = "2024年城镇新增就业目标是多少？"
    assert values(asker.ask(question, document="hunan-2024")) == ["70万人以上"]
    with pytest.raises(QuestionError, match="zhengtu documents"):
        asker.ask(question, document="nowhere")


def test_empty_and_endless_questions_are_refused(asker: Asker) -> None:
    with pytest.raises(QuestionError, match="空"):
        asker.ask("  \n")
    with pytest.raises(QuestionError, match="10000"):
        asker.ask("问" * 10000)


@pytest.mark.parametrize(
    "question",
    [
        '" } DELETE WHERE { ?s ?p ?o } #',
        "'); DROP TABLE document; --",
        "title:* AND (body:[a TO z]",
        "<script>alert(1)</script>",
        "？？？！！",
        "\u0000\u200b🙂",
        "What is the GDP growth target of Anhui in 2024?",
    ],
)
def test_hostile_questions_get_a_sensible_reply(asker: Asker, question: str) -> None:
    answer = asker.ask(question)
    assert answer.text


def test_half_a_comparison_says_which_half_is_missing(asker: Asker) -> None:
    answer = asker.ask("安徽和湖南的粮食产量目标哪个高？")
    assert not answer.answered
    assert "湖南省" in answer.text
    assert answer.evidence


def test_bounds_are_compared_without_a_made_up_difference(asker: Asker) -> None:
    answer = asker.ask("安徽和湖南的城镇新增就业目标哪个高？")
    assert answer.text.startswith("湖南省更高")
    assert "相差" not in answer.text


def test_a_count_is_never_answered_with_a_name(asker: Asker) -> None:
    answer = asker.ask("有多少个市设立了首席数据官？")
    assert answer.source != "passage", "a count of places is over all documents"
    assert not answer.answered or any(c.isdigit() for c in values(answer)[0])
