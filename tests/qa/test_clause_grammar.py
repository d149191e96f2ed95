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
from qa.clause.label import labelled
from qa.clause.stated import stated
from qa.clause.subject import clauses
from qa.passage.items import itemised
from qa.passage.objection import objection
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
        ("谁有权投诉？", "任何单位或者个人有权向市场监管部门投诉。", ["任何单位或者个人"]),
        ("谁通报了三家药店涨价？", "市监局9日通报，三家药店涨价。", ["市监局"]),
        (
            "无票乘车由谁查处？",
            "无票乘车的，由履行客运管理职责的部门(以下称客运部门)予以查处。",
            ["履行客运管理职责的部门"],
        ),
        ("工程以什么为主要水源？", "该工程以清江为主要水源，串联六座水库。", ["清江"]),
        ("市里把什么作为头号工程？", "市里把旧城改造作为头号工程来抓。", ["旧城改造"]),
        ("水利局局长是谁？", "水利局局长周建明说，水库已蓄水。", ["周建明"]),
        ("外交大臣是谁？", "外长巴鲁迪亚7日致函各方。", []),
        ("外长是谁？", "外长巴鲁迪亚7日致函各方。", ["巴鲁迪亚"]),
        ("水利局局长是谁？", "水利局局长称水库已蓄水，水利局局长周建明到场。", ["周建明"]),
        ("租赁合同什么时候终止？", "租赁合同至货物交付时终止。", ["货物交付时"]),
        ("下拨补助多少金额？", "市财政下拨补助12笔，金额3亿元。", ["3亿元"]),
        ("几个部门发布了行动方案？", "近日，七部门发布行动方案。", ["七"]),
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


@pytest.mark.parametrize(
    ("question", "said", "values"),
    [
        ("储备了哪些物资？", "大米、面粉和食盐", ["大米", "面粉", "食盐"]),
        # a list that was cut short is told to its end
        ("储备了哪些物资？", "大米、面粉", ["大米", "面粉", "食盐"]),
        ("储备了什么？", "大米、面粉和食盐", ["大米、面粉和食盐"]),
    ],
)
def test_a_list_is_told_item_by_item_to_its_end(
    question: str, said: str, values: list[str], pipeline: Pipeline
) -> None:
    document = parse(RawDocument("a.txt", "仓库储备了大米、面粉和食盐，共三百吨。"))
    reading = Reading(document, 0, len(document.text), (Value(said),), 0.9, {})
    told = itemised(understand(question, pipeline, lexicon()), reading)
    assert [value.value for value in told.values] == values


CONTACTS = (
    "（一）车船咨询 联系人：周平 联系电话：0999-12345 "
    "（二）房屋咨询 联系人：钱进 联系电话：0999-54321"
)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("房屋咨询的联系人是谁？", ["钱进"]),
        ("周平的电话是多少？", ["0999-12345"]),
        ("林业咨询的联系人是谁？", []),
    ],
)
def test_of_several_contacts_the_one_asked_for_is_told(question: str, values: list[str]) -> None:
    assert _values(labelled, question, CONTACTS) == values


def test_letters_of_a_longer_word_are_no_stop_words(pipeline: Pipeline) -> None:
    content = understand("举办灯会向谁申请？", pipeline, lexicon()).content
    assert "申请" in content


def test_one_thing_is_no_answer_to_which_ones(pipeline: Pipeline) -> None:
    document = parse(RawDocument("a.txt", "会议听取了财经委员会和环资委员会的汇报。"))
    asked = understand("会议听取了哪些委员会的汇报？", pipeline, lexicon())
    one, both = (
        Reading(document, 0, len(document.text), tuple(map(Value, said)), 0.9, {})
        for said in (["财经委员会"], ["财经委员会", "环资委员会"])
    )
    assert other_kind(asked, one) is not None
    assert other_kind(asked, both) is None


def test_a_figure_of_two_places_names_both(pipeline: Pipeline) -> None:
    document = parse(RawDocument("a.txt", "广东与香港合建5个观测站。"))
    reading = Reading(document, 0, len(document.text), (Value("5个"),), 0.9, {}, alone=True)
    asked = [f"广东与{other}合建几个观测站？" for other in ("香港", "台湾")]
    found = [objection(understand(q, pipeline, lexicon()), reading, pipeline) for q in asked]
    assert [said is None for said in found] == [True, False]
