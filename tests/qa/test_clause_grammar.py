"""Grammar of clauses: subjects, marked actors, cases under conditions, values in an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus import RawDocument, parse
from nlp.pipeline import load
from qa.answer import Value
from qa.clause.consequence import consequence
from qa.clause.distribution import owners
from qa.clause.kind import other_kind
from qa.clause.stated import stated
from qa.clause.subject import clauses
from qa.passage.reading import Reading
from qa.question.intent import understand
from qa.question.lexicon import lexicon
from qa.retrieval import Hit

if TYPE_CHECKING:
    from collections.abc import Callable

    from nlp.pipeline import Pipeline


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load()


def _values(
    way: Callable[..., Reading | None], question: str, text: str, *more: object
) -> list[str]:
    document = parse(RawDocument("a.txt", text))
    hit = Hit(document.id, 0, len(document.text), (), 1.0)
    reading = way(understand(question, load(), lexicon()), [(hit, document)], *more)
    return [] if reading is None else [value.value for value in reading.values]


def test_a_clause_without_subject_has_that_of_the_clause_before() -> None:
    text = "水务部门主管供水工作，依法查处偷水行为。"
    assert [text[slice(*clause.subject)] for clause in clauses(text)] == ["水务部门", "水务部门"]


def test_a_clause_that_begins_with_a_preposition_has_no_subject_of_its_own() -> None:
    assert list(clauses("对拒不改正的单位，处以罚款。")) == []


@pytest.mark.parametrize(
    ("question", "text", "values"),
    [
        (
            "谁负责查处偷水行为？",
            "水务部门主管供水工作，依法查处偷水行为。\n城管部门主管市容，依法查处占道行为。",
            ["水务部门"],
        ),
        ("举办灯会向谁申请？", "第五条 举办灯会的，主办单位应当向文化部门提出申请。", ["文化部门"]),
        (
            "书库对哪些人开放？",
            "即日起，书库将对教师、学生和退休职工开放。",
            ["教师", "学生", "退休职工"],
        ),
        ("谁承担运费？", "承运人应自行投保，对货物进行检查，并承担运费。", ["承运人"]),
        # 授权 makes another the one who does it
        ("谁审批进口申请？", "国务院授权海南省人民政府审批进口申请。", ["海南省人民政府"]),
        ("水渠有多长？", "水渠总长12公里，设闸门30座。", ["12公里"]),
        ("共有几座闸门？", "全渠闸门30座已有12座完工。", ["30座"]),
        ("有多少座闸门完工？", "全渠闸门30座已有12座完工。", ["12座"]),
        ("有多少家企业参加？", "一家知名企业参加了展会。", []),
        (
            "茶叶产量占全国份额多少？",
            "茶叶产量20万吨，蚕茧产量8万吨，两项指标分别占全国的30%和12%。",
            [],
        ),
        (
            "蚕茧产量占世界份额多少？",
            "茶叶产量20万吨；蚕茧产量8万吨，两项指标分别占全球份额的30%和12%。",
            ["12%"],
        ),
    ],
)
def test_values_are_told_by_the_grammar_of_the_clause(
    question: str, text: str, values: list[str], pipeline: Pipeline
) -> None:
    assert _values(stated, question, text, pipeline) == values


RULE = (
    "第六条 采砂单位有下列超采行为之一，超采不满10吨的，给予警告；"
    "超采在10吨以上不满50吨的，处一万元罚款；超采在50吨以上的，吊销许可证。\n"
    "第七条 主动退回砂石的，可以从轻处罚。"
)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("超采不满10吨怎么处罚？", ["给予警告"]),
        ("超采10吨以上不满50吨的怎么处罚？", ["处一万元罚款"]),
        ("主动退回砂石的怎么处理？", ["可以从轻处罚"]),
        (
            "采砂单位超采怎么处罚？",
            [
                "超采不满10吨的，给予警告",
                "超采在10吨以上不满50吨的，处一万元罚款",
                "超采在50吨以上的，吊销许可证",
            ],
        ),
        ("超采80吨怎么处罚？", []),
        ("采砂单位有哪些？", []),
    ],
)
def test_what_follows_from_a_condition_is_told_with_each_condition(
    question: str, values: list[str]
) -> None:
    assert _values(consequence, question, RULE) == values


def test_the_order_of_a_list_says_whose_a_value_is() -> None:
    text = "机床、轴承和阀门产量分别增长5%、6.5%和7%。"
    assert [(text[a:b], name) for (a, b), name in owners(text)] == [
        ("5%", "机床"), ("6.5%", "轴承"), ("7%", "阀门产量"),
    ]  # fmt: skip


def test_a_value_of_another_thing_of_the_list_is_no_answer(pipeline: Pipeline) -> None:
    document = parse(RawDocument("a.txt", "机床、轴承和阀门产量分别增长5%、6.5%和7%。"))
    asked = understand("轴承产量增长多少？", pipeline, lexicon())
    readings = [
        Reading(document, 0, len(document.text), (Value(said),), 0.9, {}) for said in ("5%", "6.5%")
    ]
    assert [other_kind(asked, reading) is None for reading in readings] == [False, True]
