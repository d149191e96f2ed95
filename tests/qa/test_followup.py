"""Follow-up questions over made-up reports: one slot changes, the rest is carried over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from nlp.pipeline import load
from qa.answer import Answer, Citation, Outcome
from qa.question.followup import continued

if TYPE_CHECKING:
    from nlp.pipeline import Pipeline
    from qa.service import Asker

GROWTH = "安徽省2024年地区生产总值增长目标是多少？"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load()


def chain(asker: Asker, *questions: str) -> list[Answer]:
    answers: list[Answer] = []
    for question in questions:
        answers.append(asker.ask(question, previous=answers[-1] if answers else None))
    return answers


@pytest.mark.parametrize(
    ("follow", "full"),
    [
        ("那湖南呢？", "湖南2024年地区生产总值增长目标是多少？"),
        ("2023年呢？", "安徽省2023年地区生产总值增长目标是多少？"),
        ("那城镇新增就业呢", "安徽省2024年城镇新增就业目标是多少？"),
        ("湖南的城镇新增就业呢？", "湖南2024年城镇新增就业目标是多少？"),
        ("完成了吗？", "安徽省2024年地区生产总值增长目标完成了吗？"),
        ("比湖南高多少？", "安徽省2024年地区生产总值增长目标比湖南高多少？"),
        ("和湖南比呢？", "安徽省和湖南2024年地区生产总值增长目标哪个高？"),
        ("那么实际呢？", "安徽省2024年地区生产总值增长实际是多少？"),
    ],
)
def test_a_follow_up_takes_what_it_leaves_out_from_the_question_before(
    asker: Asker, follow: str, full: str
) -> None:
    answer = chain(asker, GROWTH, follow)[-1]
    assert answer.resolved == full
    assert answer.question == follow
    assert any("上一问" in step for step in answer.steps)


@pytest.mark.parametrize(
    "question", ["湖南省2024年城镇调查失业率目标是多少？", "什么是政务云？", "谁建设政务云平台？"]
)
def test_a_question_that_stands_alone_carries_nothing_over(asker: Asker, question: str) -> None:
    answer = chain(asker, GROWTH, question)[-1]
    assert answer.resolved == question
    assert answer == asker.ask(question)


def test_the_changed_slot_changes_the_answer(asker: Asker) -> None:
    first, second = chain(asker, GROWTH, "那湖南呢？")
    assert (first.values[0].value, second.values[0].value) == ("6%左右", "5.5%—6%")


def test_among_them_asks_about_what_was_listed(asker: Asker) -> None:
    *_, highest, lowest = chain(
        asker, "列出各省2024年城镇新增就业目标", "其中最高的？", "其中最低的呢？"
    )
    assert [v.value for v in highest.values] == ["湖南省"]
    assert [v.value for v in lowest.values] == ["安徽省"]


def test_a_pronoun_stands_for_the_document_that_answered(asker: Asker) -> None:
    answer = chain(asker, GROWTH, "该报告是谁发布的？")[-1]
    assert answer.resolved == "《安徽省2024年政府工作报告》是谁发布的？"
    assert answer.values[0].value == "安徽省人民政府"


def test_what_else_leaves_out_what_was_given(asker: Asker) -> None:
    whole = asker.ask("哪些省市制定了数据共享规划？")
    one = replace(whole, values=whole.values[:1])
    more = asker.ask("还有哪些？", previous=one)
    assert [v.value for v in more.values] == [v.value for v in whole.values[1:]]
    assert asker.ask("还有吗？", previous=whole).outcome is Outcome.ABSTAINED


def test_a_conversation_goes_on_from_the_text_of_the_last_question(asker: Asker) -> None:
    before = asker.ask("那湖南呢？", previous=GROWTH)
    assert asker.ask("那2023年呢？", previous=before.resolved).resolved == (
        "湖南2023年地区生产总值增长目标是多少？"
    )


@pytest.mark.parametrize(
    ("last", "question", "text"),
    [
        ("某委员会的主任是谁？", "那秘书长呢？", "某委员会的秘书长是谁？"),
        ("各省目标最高的是哪个？", "那最低的呢？", "各省目标最低的是哪个？"),
        ("哪些省目标高于5%？", "有几个？", "多少个省目标高于5%？"),
        ("哪些省目标高于5%？", "那4%以上的呢？", "哪些省目标4%以上？"),
        ("有哪些关于星图的条例？", "其中最新的是哪部？", "有关于星图的条例最新的是哪部？"),
    ],
)
def test_one_part_is_exchanged(last: str, question: str, text: str, pipeline: Pipeline) -> None:
    assert continued(question, Answer(last, Outcome.ANSWERED, ""), pipeline).text == text


def test_a_local_act_is_carried_on_by_its_title(pipeline: Pipeline) -> None:
    quote = Citation("a", "合肥市星图条例", 0, 4, "合肥市星")
    last = Answer("合肥市星图条例什么时候施行", Outcome.ANSWERED, "", evidence=(quote,))
    assert continued("谁发布的？", last, pipeline).text == "《合肥市星图条例》谁发布的？"
    assert continued("第三条说了什么", last, pipeline).text == "《合肥市星图条例》第三条说了什么"
