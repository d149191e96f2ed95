"""Addresses of parts: 编 章 节 条 款 项 目, numbered heads, annexes, tables, signatures, copies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import RawDocument, parse
from corpus.document import Place
from corpus.outline import Outline

BODY = "各地区各部门要切实加强组织领导，健全工作机制，明确责任分工，确保各项任务落到实处。"

STATUTE = """# 某市数据条例

## 第一章　总则

第一条　为了规范数据处理活动，制定本条例。

第二条　有下列情形之一的，应当报告：
（一）泄露数据的；
（二）损毁数据，有下列后果的：
1.影响较大；
2.影响特别大。
前款规定的报告，应当在二日内作出。
任何单位不得瞒报。

## 第二章　法律责任

第三条 【处罚】
违反本条例的，责令改正。

第三条之一　单位违反的，从重处罚。
"""


def addresses(text: str) -> list[str]:
    return [part.address for part in Outline.of(parse(RawDocument("x", text))).parts]


def test_paragraphs_items_and_subitems_of_articles() -> None:
    assert addresses(STATUTE) == [
        "第一章",
        "第一章/第一条",
        "第一章/第二条",
        "第一章/第二条/第一款",
        "第一章/第二条/第一款/第一项",
        "第一章/第二条/第一款/第二项",
        "第一章/第二条/第一款/第二项/第一目",
        "第一章/第二条/第一款/第二项/第二目",
        "第一章/第二条/第二款",
        "第一章/第二条/第三款",
        "第二章",
        "第二章/第三条",
        "第二章/第三条之一",
    ]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("第一章/第二条/第二款", "前款规定的报告，应当在二日内作出。"),
        ("第二条第三款", "任何单位不得瞒报。"),
        ("第2条第1款第2项第1目", "1.影响较大；"),
        ("第二条（一）", "（一）泄露数据的；"),
        ("第三条", "第三条 【处罚】\n违反本条例的，责令改正。"),
        ("第三条第一款", "第三条 【处罚】\n违反本条例的，责令改正。"),
        ("第三条之一", "第三条之一　单位违反的，从重处罚。"),
    ],
)
def test_an_address_leads_to_its_words(address: str, words: str) -> None:
    document = parse(RawDocument("x", STATUTE))
    part = document.find(address)
    assert part is not None
    assert document.quote(part.start, part.end) == words


@pytest.mark.parametrize(
    "address", ["第九条", "第一条第二款", "第二条第四款", "附件1", "", "第二章/第一条"]
)
def test_an_address_that_leads_nowhere(address: str) -> None:
    assert parse(RawDocument("x", STATUTE)).find(address) is None


def test_items_that_run_on_within_a_paragraph() -> None:
    text = (
        "第一条 本办法适用于下列单位：（一）机关；（二）学校。\n第二条 见第一条（一）和其他规定。"
    )
    assert addresses(text) == ["第一条", "第一条/第一项", "第一条/第二项", "第二条"]


NOTICE = f"""某市人民政府关于印发平台方案的通知
某政发〔2020〕5号
各区人民政府：
现将《平台方案》印发给你们，请认真贯彻执行。
某市人民政府
2020年3月5日
（此件公开发布）
平台方案
一、总体要求
{BODY}
{BODY}
二、主要任务
（一）建设平台。{BODY}
1.统一标准。{BODY}
附件1
分工表
{BODY}
抄送：市委办公室，市人大常委会办公室。
某市人民政府办公室 2020年3月6日印发
"""


def test_a_notice_with_what_it_issues_and_an_annex() -> None:
    document = parse(RawDocument("x", NOTICE))
    found = {
        part.address: document.quote(part.start, part.end) for part in Outline.of(document).parts
    }
    assert found["落款"] == "某市人民政府\n2020年3月5日"
    assert found["平台方案/二/（一）/1"].startswith("1.统一标准。")
    assert found["平台方案/一/第2段"] == BODY
    assert found["附件1"].startswith("附件1\n分工表")
    assert found["附件1/抄送"].startswith("抄送：")
    assert found["附件1/抄送"].endswith("印发")


def test_rows_of_tables_are_parts() -> None:
    text = "一、任务清单\n单位 | 任务\n甲局 | 建平台\n二、要求\n" + BODY
    places = (
        Place(text.index("单位"), 1, "table 2 row 1"),
        Place(text.index("甲局"), 1, "table 2 row 2"),
    )
    document = parse(RawDocument("x", text, places=places))
    row = document.find("一/表2/第2行")
    assert row is not None
    assert document.quote(row.start, row.end) == "甲局 | 建平台"


def test_the_same_number_twice_is_told_apart() -> None:
    found = addresses(f"一、甲\n{BODY}\n一、乙\n{BODY}")
    assert found == ["一", "一#2"]
    assert len(set(found)) == len(found)


def test_the_narrowest_part_that_holds_a_quote() -> None:
    document = parse(RawDocument("x", STATUTE))
    start = STATUTE.index("前款规定")
    part = document.part(start, STATUTE.index("瞒报"))
    assert part is not None
    assert part.address == "第一章/第二条"
    part = document.part(start)
    assert part is not None
    assert part.address == "第一章/第二条/第二款"


_LINES = st.lists(
    st.sampled_from([
        "第一章 总则", "第一条 甲。", "第二条 乙：", "（一）丙；", "1.丁。", "戊己庚辛。",
        "一、任务", "附件1", "某市人民政府", "2020年3月5日", "抄送：某局。", "## 概况", BODY, "",
    ]),
    max_size=25,
)  # fmt: skip


@given(_LINES)
def test_every_part_is_found_by_its_own_address(lines: list[str]) -> None:
    document = parse(RawDocument("x", "\n".join(lines)))
    outline = Outline.of(document)
    assert len({part.address for part in outline.parts}) == len(outline.parts)
    for part in outline.parts:
        assert outline.find(part.address) == part
        assert document.quote(part.start, part.end).strip() == document.quote(part.start, part.end)
        around = outline.at(part.start, part.end)
        assert around is not None
        assert part.address.startswith(around.address) or around.address.startswith(part.address)
