"""The tree of sections."""

from __future__ import annotations

from corpus import RawDocument, parse

BODY = (
    "各地区各部门要切实加强组织领导，健全工作机制，明确责任分工，加大投入力度，"
    "确保各项任务落到实处、取得实效。"
)


def tree(text: str) -> list[tuple[int, str]]:
    return [(s.level, s.heading) for s in parse(RawDocument("x", text)).sections]


def test_a_statute() -> None:
    text = (
        "某市数据条例\n第一章　总　则\n第一条　为了规范数据处理活动，制定本条例。\n"
        "第二条 有下列情形之一的，应当报告：\n"
        "（一）泄露数据的；\n（二）损毁数据的。\n第二章 附则\n第三条 本条例自公布之日起施行。\n"
    )
    assert tree(text) == [
        (1, "第一章 总 则"),
        (2, "第一条"),
        (2, "第二条"),
        (3, "（一）"),
        (3, "（二）"),
        (1, "第二章 附则"),
        (2, "第三条"),
    ]


def test_a_number_alone_heads_an_item_not_a_section() -> None:
    text = f"一、任务\n1.建设统一的平台，{BODY}\n2.统一标准。\n{BODY}"
    found = [(s.heading, s.is_item) for s in parse(RawDocument("x", text)).sections]
    assert found == [("一、任务", False), ("1.", True), ("2.统一标准", False)]


def test_articles_without_a_space_must_be_next_in_number() -> None:
    text = f"第一条为了规范管理。\n第二条本办法适用于本市。\n第一条规定的情形除外。\n第三条{BODY}"
    assert [heading for _, heading in tree(text)] == ["第一条", "第二条", "第三条"]


def test_a_notice_with_run_in_headings_and_running_numbers() -> None:
    text = (
        f"一、总体要求\n（一）指导思想。{BODY}\n（二）基本原则。\n1.坚持统筹。{BODY}\n"
        f"（1）甲类，{BODY}\n"
        f"二、主要任务\n（三）建设平台。{BODY}\n"
    )
    assert tree(text) == [
        (1, "一、总体要求"),
        (2, "（一）指导思想"),
        (2, "（二）基本原则"),
        (3, "1.坚持统筹"),
        (4, "（1）"),
        (1, "二、主要任务"),
        (2, "（三）建设平台"),
    ]


def test_counts_in_sentences_are_no_headings() -> None:
    assert (
        tree(
            "一、二、三产业增加值分别增长。\n1.5万亿元投资到位。\n2 月份以来，形势向好。\n"
            "2025年任务完成。"
        )
        == []
    )


def test_decimal_numbers_behind_a_table_of_contents() -> None:
    text = (
        f"某某应急预案\n目 录\n1 总则\n1.1 编制目的\n2 附则\n1 总则\n1.1 编制目的\n{BODY}\n"
        f"2 附则\n{BODY}"
    )
    assert tree(text) == [(1, "1 总则"), (2, "1.1 编制目的"), (1, "2 附则")]


def test_markdown_keeps_the_marks_inside() -> None:
    assert tree(f"# 某法\n\n## 第一章 总则\n\n第一条 {BODY}\n\n## 第二章 附则\n") == [
        (1, "第一章 总则"),
        (2, "第一条"),
        (1, "第二章 附则"),
    ]
    assert tree(f"# 题目\n\n## 背景\n\n{BODY}\n\n### 细节\n\n{BODY}\n") == [
        (1, "背景"),
        (2, "细节"),
    ]


def test_heads_without_a_number() -> None:
    text = (
        f"{BODY}\n过去五年工作回顾\n{BODY}\n——产业结构持续优化\n{BODY}\n今年重点工作\n"
        f"一、扩大内需\n{BODY}\n二、稳定就业\n{BODY}"
    )
    assert tree(text) == [
        (1, "过去五年工作回顾"),
        (2, "——产业结构持续优化"),
        (1, "今年重点工作"),
        (2, "一、扩大内需"),
        (2, "二、稳定就业"),
    ]


def test_what_a_notice_forwards_is_a_part() -> None:
    text = (
        f"某省人民政府关于印发某某方案的通知\n各市人民政府：\n{BODY}\n某省人民政府\n"
        f"2021年3月4日\n（此件公开发布）\n"
        f"全省数字政府建设\n总体工作方案\n一、目标\n{BODY}\n附件1\n任务分工表\n"
    )
    assert tree(text) == [(1, "全省数字政府建设 总体工作方案"), (2, "一、目标"), (1, "附件1")]


def test_attachments_named_above_the_signature_are_no_part() -> None:
    assert tree(f"{BODY}\n附件：1.某某清单\n2.某某表\n某市财政局\n2021年3月4日\n附件1\n{BODY}") == [
        (1, "附件1")
    ]


def test_sections_nest_and_point_into_the_text() -> None:
    text = f"一、甲\n（一）乙\n{BODY}\n二、丙\n{BODY}"
    sections = parse(RawDocument("x", text)).sections
    assert sections[1].path == ("一、甲", "（一）乙")
    assert text[sections[0].start : sections[0].end] == f"一、甲\n（一）乙\n{BODY}\n"
    assert sections[-1].end == len(text)
