"""References: what 该平台, 其, 上述, 前款, 本市 and 本办法 stand for, and when nothing does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.document import Metadata, PolicyDocument
from nlp.pipeline import load

if TYPE_CHECKING:
    from nlp.extraction import Reference

TITLE = "武汉市云票管理办法"


def references(text: str, title: str = TITLE) -> list[Reference]:
    """Extract, and check what every reference promises."""
    metadata = Metadata(title=title, issuers=("武汉市人民政府",))
    document = PolicyDocument("x", text, metadata, (), (), "0")
    found = load(recogniser=False).extract(document)
    for each in found.references:
        assert each.text == text[each.start : each.end]
        assert each.reason
        assert (each.iri is None) == (each.name is None)
        assert each.target is None or 0 <= each.target[0] < each.target[1] <= len(text)
    assert not found.warnings
    return list(found.references)


def meant(text: str, title: str = TITLE) -> dict[str, str | None]:
    """Return by the word what it stands for."""
    return {each.text: each.name for each in references(text, title)}


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("本市建成“江海云平台”。该平台汇集数据。", "该平台", "江海云平台"),
        ("财政部等起草《云票法》。该法共六章。", "该法", "云票法"),
        ("湖北省财政厅公布目录，该厅同时公布清单。", "该厅", "湖北省财政厅"),
        ("宜昌市开展试点。该市公布清单。", "该市", "宜昌市"),
        ("国家税务总局发布消息，该机构的数据显示增长。", "该机构", "国家税务总局"),
        ("湖北省财政厅及其下属单位公开目录。", "其", "湖北省财政厅"),
        ("湖北省财政厅公布，其目录已经更新。", "其", "湖北省财政厅"),
        ("按照《云票法》办理，上述法自今年施行。", "上述法", "云票法"),
        ("俄罗斯布良斯克州一座桥关闭。该州州长发表讲话。", "该州", "布良斯克州"),
        ("塞尔维亚萨拉奥尔奇光伏项目开工。该项目明年建成。", "该项目", "萨拉奥尔奇光伏项目"),
        ("泰国昨天宣布减税。该国出口增长。", "该国", "泰国"),
        ("泰国正在扩大其云票市场。", "其", "泰国"),
        ("结合本市实际，制定本办法。", "本市", "武汉市"),
        ("结合本市实际，制定本办法。", "本办法", TITLE),
    ],
)
def test_what_is_meant(text: str, word: str, name: str) -> None:
    assert meant(text)[word] == name


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("企业应当按期申报，该平台自动审核。", "该平台"),
        ("宜昌市和襄阳市开展试点，该市公布清单。", "该市"),
        ("湖北省财政厅通知企业，其申报期限延长。", "其"),
        ("企业及其负责人应当申报。", "其"),
        ("《云票法》和《云税法》已经公布，上述法自今年施行。", "上述法"),
        ("应用系统已经上线。宜昌市财政局负责，该系统运行平稳。", "该系统"),
        ("泰国计划设厂。该计划受到欢迎。", "该计划"),
        ("一项工程已经开工。该工程明年建成。", "该工程"),
        ("湖北省财政厅派员，要求其说明。", "其"),
        ("泰国边境各省省长应利用其权力。", "其"),
        ("依照《云票法》登记并注明其范围。", "其"),
    ],
)
def test_too_little_evidence_leaves_it_open(text: str, word: str) -> None:
    assert meant(text)[word] is None


@pytest.mark.parametrize(
    "text",
    [
        "其中三项完成。",
        "应该平台先行。",
        "突如其来的变化。",
        "土耳其代表。",
        "北马其顿代表。",
        "不厌其烦地解释。",
    ],
)
def test_parts_of_words_are_no_references(text: str) -> None:
    assert references(text) == []


STATUTE = (
    "第八条 云票单位应当建账。\n\n有下列情形之一的除外：\n\n（一）甲；\n\n（二）乙。\n\n"
    "前款规定以外的，依照前条办理。\n\n第九条 前两款不适用。\n\n丙。\n\n前两款和前款适用。"
)


def test_parts_are_counted_without_items() -> None:
    found = [r for r in references(STATUTE) if r.text.startswith("前")]
    assert [(r.text, r.name) for r in found] == [
        ("前款", "第八条第二款"),
        ("前条", None),
        ("前两款", None),
        ("前两款", "第九条第一款"),
        ("前款", "第九条第二款"),
    ]
    target = found[0].target
    assert target is not None
    assert STATUTE[slice(*target)].startswith("有下列情形")
    assert STATUTE[slice(*target)].endswith("（二）乙。")


def test_a_notice_that_passes_on_means_what_it_passes_on() -> None:
    title = "武汉市人民政府关于印发云票管理办法的通知"
    found = [r for r in references("为了管理云票，制定本办法。", title) if r.text == "本办法"]
    assert [r.name for r in found] == ["云票管理办法"]


def test_relations_go_through_references() -> None:
    text = "湖北省数据局成立。该局建立数据共享协调机制。"
    metadata = Metadata(title="云上新闻")
    found = load(recogniser=False).extract(PolicyDocument("x", text, metadata, (), (), "0"))
    assert [(r.subject, r.predicate) for r in found.relations] == [("湖北省数据局", "establishes")]
