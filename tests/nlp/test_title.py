"""Titles and numbers of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nlp.pipe.title_pattern import bracketed, clean, kind_of, numbers
from nlp.pipeline import load
from ontology.iri import mint

if TYPE_CHECKING:
    from nlp.extraction import Link


def found(text: str, label: str = "PolicyDocument") -> list[Link]:
    return [link for link in load().parse(text).links if link.mention.label == label]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("（国发〔2031〕7号）", "国发〔2031〕7号"),
        ("根据国办发[2031]12号文件", "国办发〔2031〕12号"),
        ("按照甲政办发【2031】3 号", "甲政办发〔2031〕3号"),
        ("乙教外函（2031）15号", "乙教外函〔2031〕15号"),
        ("发改办高技﹝2031﹞2140号", "发改办高技〔2031〕2140号"),
        ("依据国发〔2031〕007号", "国发〔2031〕7号"),
        ("国发〔\uff12\uff10\uff13\uff11〕\uff17号", "国发〔2031〕7号"),
        ("同国办发〔2031〕39号文件相比", "国办发〔2031〕39号"),
        ("方案把国办函〔2031〕4号的任务", "国办函〔2031〕4号"),
        ("从省政府川办发〔2031〕6号看", "川办发〔2031〕6号"),
        ("省财政厅川财〔2031〕8号文", "川财〔2031〕8号"),
        ("同云政函〔2031〕2号一并", "云政函〔2031〕2号"),
        ("某区国土局作出温国土资发〔2031〕3号", "温国土资发〔2031〕3号"),
        ("同政发〔2031〕5号", "同政发〔2031〕5号"),  # a city's own code begins so
        ("人社厅发〔2031〕5号", "人社厅发〔2031〕5号"),
        ("工信部联企业〔2031〕9号", "工信部联企业〔2031〕9号"),
        ("甲市人民政府公告〔2031〕1号", "甲市人民政府公告〔2031〕1号"),
        ("国务院令第711号", "国务院令第711号"),
        ("1月28日中华人民共和国国务院令第9号发布", "中华人民共和国国务院令第9号"),
        ("商务部公告2031年第5号", "商务部公告2031年第5号"),
        ("中华人民共和国国务院令\n  第9号  \n《云票条例》", "中华人民共和国国务院令第9号"),
        ("云桥市人民政府通告（第7号）", "云桥市人民政府通告第7号"),
        ("海关总署第4号令公布", "海关总署令第4号"),
        ("〔1996〕云司字第8号收悉", "〔1996〕云司字第8号"),
    ],
)
def test_numbers_have_one_normal_form(text: str, number: str) -> None:
    from corpus.normalize import fold

    assert [name for _, _, name in numbers(fold(text))] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "共有〔2031〕家",
        "第3号楼",
        "（2031）年",
        "该令第一条",
        "交通指挥第3号令牌",
        "见公告栏\n第3号楼",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert list(numbers(text)) == []


def test_nested_and_broken_marks() -> None:
    text = "《关于修改《甲条例》的决定》和《乙办法"
    assert [text[a:b] for a, b in bracketed(text)] == ["《关于修改《甲条例》的决定》"]


def test_a_title_broken_over_lines_is_joined() -> None:
    assert clean("《关于推进乙事\n 工作的通知》") == "关于推进乙事工作的通知"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("甲市数据条例", "条例"),
        ("关于乙的指导意见（试行）", "意见"),
        ("丙工程三年行动计划（2031—2033年）", "计划"),
        ("电力法", "法"),
        ("人民日报", None),
        ("红楼梦", None),
        ("甲的说法", None),
    ],
)
def test_only_documents_have_a_kind(title: str, kind: str | None) -> None:
    assert kind_of(title) == kind


def test_title_and_number_name_one_document() -> None:
    text = "根据《甲省数据管理办法》（甲政发〔2031〕4号）和《甲省数据管理办法》的要求"
    titles, (number,) = found(text), found(text, "DocumentNumber")
    assert [t.mention.text for t in titles] == ["《甲省数据管理办法》"] * 2
    assert {t.iri for t in titles} == {number.iri} == {mint("cited", "甲政发〔2031〕4号")}


def test_a_number_that_says_nothing_alone_is_of_the_title_before_it() -> None:
    text = "按《财政部关于云票的公告》（2031年第6号）和《云票办法》（公告2031年第7号）执行。"
    titles = {link.name: link.iri for link in found(text)}
    numbers = found(text, "DocumentNumber")
    assert [(n.mention.text, n.iri) for n in numbers] == [
        ("2031年第6号", titles["财政部关于云票的公告"]),
        ("公告2031年第7号", titles["云票办法"]),
    ]


def test_a_short_form_means_the_title_it_was_made_for() -> None:
    text = (
        "《关于推进甲事的实施意见》（乙发〔2031〕2号，以下简称《意见》）印发后，各地落实《意见》。"
    )
    links = found(text)
    assert {link.name for link in links} == {"关于推进甲事的实施意见"}
    assert len({link.iri for link in links}) == 1
    assert len(links) == 3


def test_a_bare_kind_is_the_one_cited_or_nothing() -> None:
    links = found("为落实《甲市五年规划》，《规划》提出目标。《决定》另有要求。")
    assert [link.name for link in links] == ["甲市五年规划", "甲市五年规划", None]


def test_a_law_named_without_marks() -> None:
    (link,) = found("违反中华人民共和国数据安全法的规定")
    assert link.mention.text == "中华人民共和国数据安全法"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("宣传动物防疫法、野生动物保护法和渔业法等", ["动物防疫法", "野生动物保护法", "渔业法"]),
        ("按照民法典的规定", ["民法典"]),
        ("修订后的行政处罚法施行", ["行政处罚法"]),
        ("动物防疫法律法规，渔业法制，教育法学，劳动法庭", []),
        ("教育法的教学", []),
    ],
)
def test_laws_by_their_short_names(text: str, names: list[str]) -> None:
    assert [link.name for link in found(text)] == [f"中华人民共和国{name}" for name in names]


@pytest.mark.parametrize("text", ["审议渔业法修订草案", "讨论中华人民共和国民法典草案和刑法修正案"])
def test_a_draft_is_not_the_law_that_it_would_change(text: str) -> None:
    assert found(text) == []
