"""Passages: they tile the document and keep to its sections."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus import RawDocument, parse
from corpus.passage import MOST

PIECE = st.sampled_from(
    [
        "第一条 ",
        "第二章 附则\n",
        "一、任务\n",
        "（一）",
        "1.",
        "\n",
        "。",
        "   ",
        "# ",
        "附件\n",
        "2021年3月4日\n",
        "甲" * 700,
    ]
)
TEXT = st.lists(PIECE | st.text("甲乙丙，。；\n 　（）", max_size=120), max_size=30).map("".join)


@given(TEXT)
def test_passages_tile_the_document(text: str) -> None:
    document = parse(RawDocument("x", text))
    assert "".join(document.quote(p.start, p.end) for p in document.passages) == document.text
    assert all(0 < p.end - p.start <= MOST for p in document.passages)
    assert {p.document_id for p in document.passages} <= {"x"}


@given(TEXT)
def test_sections_hold_the_passages_of_their_path(text: str) -> None:
    document = parse(RawDocument("x", text))
    paths = {section.path for section in document.sections}
    assert all(not p.section_path or p.section_path in paths for p in document.passages)
    for section in document.sections:
        assert 0 <= section.start < section.end <= len(document.text)


def test_articles_are_passages_of_their_own() -> None:
    text = (
        "第一章 总则\n第一条 为了规范管理，制定本条例。\n第二条 本市行政区域内的活动适用本条例。\n"
    )
    passages = parse(RawDocument("x", text)).passages
    assert [p.section_path for p in passages] == [
        ("第一章 总则", "第一条"),
        ("第一章 总则", "第二条"),
    ]
    assert passages[0].start == 0


def test_long_paragraphs_break_between_sentences() -> None:
    sentence = "推进数据资源共享开放和开发利用，提升公共服务水平。"
    text = sentence * 60
    passages = parse(RawDocument("x", text)).passages
    assert len(passages) > 3
    assert all(text[p.start : p.end].endswith("。") for p in passages)
    assert all(150 <= p.end - p.start <= 330 for p in passages)
