"""Where paragraphs and sentences end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentence import paragraphs, sentences

TEXT = st.text(
    st.sampled_from("甲乙丙一二、（）()《》“”。！？；，： \u3000\n2020年1月日#第条"), max_size=400
)


NUMBER = re.compile(r"\d{1,3}[.．、]|[(（]\d{1,3}[)）]|[①-⑳]")
"""The number of a list item, which is layout before its sentence."""


def split(text: str, *, semicolons: bool = False) -> list[str]:
    return [text[start:end] for start, end in sentences(text, semicolons=semicolons)]


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


@given(TEXT)
def test_spans_are_trimmed_ordered_and_lose_nothing(text: str) -> None:
    for spans in (paragraphs(text), sentences(text)):
        done = 0
        for start, end in spans:
            assert done <= start < end
            assert text[start:end].strip() == text[start:end]
            gap = text[done:start].strip()
            assert not gap or NUMBER.fullmatch(gap)
            done = end
        assert not text[done:].strip()


def test_a_sentence_takes_its_closing_marks() -> None:
    assert split("他说：“做到底。”会上要求（见附件。）") == [
        "他说：“做到底。”",
        "会上要求（见附件。）",
    ]
    assert split("是否可行？！可行。") == ["是否可行？！", "可行。"]


def test_titles_and_short_brackets_are_not_torn() -> None:
    assert split("读《怎么办？》一书。完") == ["读《怎么办？》一书。", "完"]
    assert split("完成任务（其中甲类完成。乙类未完成）的单位。") == [
        "完成任务（其中甲类完成。乙类未完成）的单位。"
    ]


def test_a_line_is_a_sentence_of_its_own() -> None:
    assert split("某市数据条例\n第一条 为了规范。") == ["某市数据条例", "第一条 为了规范。"]


def test_semicolons_on_request() -> None:
    assert split("做好甲；做好乙。") == ["做好甲；做好乙。"]
    assert split("做好甲；做好乙。", semicolons=True) == ["做好甲；", "做好乙。"]


def test_a_part_of_a_text_has_offsets_of_the_whole() -> None:
    text = "前言。甲事项。乙事项。"
    assert [text[a:b] for a, b in sentences(text, 3, 7)] == ["甲事项。"]


def test_addresses_keep_their_question_marks() -> None:
    assert split("见http://a.cn/x?id=1查询。") == ["见http://a.cn/x?id=1查询。"]


BODY = "各部门要加强领导，压实责任，细化措施，抓好落实，确保各项任务按期完成，有关情况及时报告。"


def test_paragraphs_parted_by_single_spaces() -> None:
    line = (
        f"某市人民政府关于做好数据共享工作的通知 各区人民政府： {BODY} 一、"
        f"提高认识 {BODY} （一）建立机制。{BODY}"
        f" 某市人民政府 2021年3月4日"
    )
    assert parts(line) == [
        "某市人民政府关于做好数据共享工作的通知",
        "各区人民政府：",
        BODY,
        "一、提高认识",
        BODY,
        f"（一）建立机制。{BODY}",
        "某市人民政府",
        "2021年3月4日",
    ]


def test_paragraphs_parted_by_wide_spaces() -> None:
    assert parts(f"{BODY * 3}    ——突出惠民服务    {BODY}") == [BODY * 3, "——突出惠民服务", BODY]


def test_spaces_that_part_nothing() -> None:
    row = "某省财政厅 某省教育厅 某省卫生健康委员会关于做好资金保障工作的通知"
    news = f"某市出台新措施 新华社某地2月3日电（记者 张三 李四）{BODY * 3}"
    assert parts(f"{row} 各市财政局： {BODY * 2}")[0] == row
    assert parts(news) == ["某市出台新措施", news.partition(" ")[2]]


def test_a_torn_line_is_mended() -> None:
    assert parts("（\n三）改革开放持续深化。") == ["（\n三）改革开放持续深化。"]
    air = "全省环境空气质量持续改善，设区的市细颗粒物也就是常说的PM"
    assert parts(f"{air}\n2.5\n浓度下降百分之三。") == [f"{air}\n2.5\n浓度下降百分之三。"]


@pytest.mark.timeout(120)
def test_a_megabyte_without_a_stop_does_not_hang() -> None:
    for text in (
        "甲" * 1_000_000,
        "（" * 1_000_000,
        "甲 " * 500_000,
        "《甲" * 300_000,
        " " * 1_000_000,
    ):
        found = sentences(text)
        assert bool(found) == bool(text.strip())


def test_marks_of_lists_and_headings_are_no_part_of_a_sentence() -> None:
    text = "## 主要目标\n- 全省增长5%左右。\n* 就业10万人。"
    said = [text[start:end] for start, end in sentences(text)]
    assert said == ["主要目标", "全省增长5%左右。", "就业10万人。"]


def test_the_number_of_a_list_item_is_no_part_of_its_sentence() -> None:
    assert split("1. 产值增长5%。\n（2）就业增加。\n③收入同步。\n2.5亿元。") == [
        "产值增长5%。",
        "就业增加。",
        "收入同步。",
        "2.5亿元。",
    ]
