"""Broad questions: the parts of a document that bear a name, and all sentences on a matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nlp.pipeline import load
from qa.overview.asking import Sort, broad, hollow
from qa.question.intent import understand
from qa.question.lexicon import lexicon
from tests.qa.said import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.answer import Answer
    from zhengtu.service import Services

REPORT = """---
title: 2031年{place}政府工作报告
kind: work_report
issuer: {place}人民政府
issued_on: 2031-01-20
---

# 2031年{place}政府工作报告

## 一、2030年工作回顾

星图产业园已经建成。全年新开通星图班车{buses}条。

## 二、2031年重点工作

### （一）做强星图制造业，打造{place}产业新高地

支持企业开展星图制造，建设中试基地。

### （二）改善民生服务，办好群众身边的每一件事

扩大星图班车覆盖面。

### （三）深化改革开放，持续优化审批服务流程

推行星图制造项目一次办成。
"""
OPINION = """---
title: 关于发展星图养老服务的意见
kind: opinion
issuer: 合肥市人民政府
issued_on: 2030-05-01
---

# 关于发展星图养老服务的意见

## 一、总体要求

### （一）指导思想

坚持以人为本，服务全市老年人。

### （二）基本原则

政府引导，社会参与。

## 二、主要任务

### （三）建设社区食堂，让老年人就近用上热餐饭

每个社区设一处食堂。

### （四）培训护理人员，提高上门照护的服务水平

每年培训护理人员。

## 三、保障措施

各县区要落实经费。
"""
RULES = """---
title: 合肥市共享星车管理条例
kind: local_regulation
issuer: 合肥市人民代表大会常务委员会
issued_on: 2030-06-01
---

# 合肥市共享星车管理条例

## 第一章 总则

第一条 为了规范共享星车管理，制定本条例。

第二条 市交通部门负责共享星车监督管理工作。

## 第二章 停放秩序

第三条 共享星车应当停放在划定区域。

第四条 运营企业应当及时清理违规停放的共享星车。

运营企业可以设置电子围栏。

## 第三章 法律责任

第五条 运营企业未及时清理共享星车的，处二千元以上一万元以下罚款。

第六条 违反本条例其他规定的，由市交通部门责令改正。

## 第四章 附则

第七条 本条例自2030年7月1日起施行。《共享星车停放规则》同时废止。
"""


NOTICE = """---
title: 合肥市人民政府关于印发合肥市星图停电应急预案的通知
kind: notice
issuer: 合肥市人民政府
issued_on: 2030-07-01
---

# 合肥市人民政府关于印发合肥市星图停电应急预案的通知

现将《合肥市星图停电应急预案》印发给你们。

# 合肥市星图停电应急预案

本预案的指导思想是坚持居民用电优先，尽快恢复供电。

## 1 总则

### 1.1 抢修流程和分工

（1）接到报告后派出抢修队。

（2）抢修队到场后查明原因。

## 2 应急保障

### 2.1 抢修物资的储备

各县区储备电缆。

### 2.2 实施差异化供电措施

医院先恢复供电。

## 3 后期处置

总结经验。
"""


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    places = (("anhui", "安徽省", 12), ("hunan", "湖南省", 9))
    texts = {name: REPORT.format(place=place, buses=buses) for name, place, buses in places}
    texts |= {"opinion": OPINION, "rules": RULES, "notice": NOTICE}
    with opened(tmp_path_factory.mktemp("overview"), texts) as services:
        yield services


def said(answer: Answer) -> list[str]:
    return [value.value for value in answer.values]


@pytest.mark.parametrize(
    ("question", "sort", "noun", "matter"),
    [
        ("浙江省2026年有哪些重点任务？", Sort.MEASURE, "任务", ()),
        ("广东省2026年在人工智能方面有什么举措？", Sort.MEASURE, "举措", ("人工智能",)),
        ("数字政府建设的指导思想是什么？", Sort.FRAME, "指导思想", ("数字", "政府")),
        ("天津2026年如何推进京津冀协同发展？", Sort.MEASURE, "", ("京津冀", "协同")),
        ("江西2025年取得了哪些成绩？", Sort.DONE, "成绩", ()),
        ("广东对返乡创业有什么支持？", Sort.MEASURE, "支持", ("返乡", "创业")),
        ("陕西怎么治理秦岭？", Sort.MEASURE, "", ("治理", "秦岭")),
    ],
)
def test_a_broad_question_is_known_by_its_noun_and_its_matter(
    question: str, sort: Sort, noun: str, matter: tuple[str, ...]
) -> None:
    asked = broad(understand(question, load(), lexicon()))
    assert asked is not None
    assert (asked.sort, asked.noun, asked.matter) == (sort, noun, matter)


@pytest.mark.parametrize(
    "question",
    [
        "浙江省2026年GDP增长目标是多少？",
        "哪个部门牵头？",
        "什么是信息惠民？",
        "会议要求加大什么支持？",
    ],
)
def test_a_question_for_one_fact_is_not_broad(question: str) -> None:
    assert broad(understand(question, load(), lexicon())) is None


def test_a_name_of_measures_tells_none() -> None:
    asked = broad(understand("对小微企业有什么税收优惠？", load(), lexicon()))
    assert asked is not None
    assert hollow(asked, ["普惠性税收"])
    assert not hollow(asked, ["对小型微利企业所得税统一实行按季度预缴"])


def test_the_tasks_of_a_report_are_the_parts_below_that_heading(collection: Services) -> None:
    answer = collection.ask("安徽省2031年有哪些重点工作？")
    assert said(answer) == [
        "做强星图制造业，打造安徽省产业新高地",
        "改善民生服务，办好群众身边的每一件事",
        "深化改革开放，持续优化审批服务流程",
    ]
    assert {c.document for c in answer.evidence} == {"anhui.md"}


def test_what_was_done_is_told_from_the_review_and_what_is_planned_is_not(
    collection: Services,
) -> None:
    done = collection.ask("安徽省2030年做了哪些星图班车工作？")
    assert done.answered
    assert "全年新开通星图班车12条。" in done.text
    assert "扩大星图班车覆盖面" not in done.text
    planned = collection.ask("安徽省2031年在星图班车方面有哪些举措？")
    assert "扩大星图班车覆盖面。" in planned.text
    assert "12条" not in planned.text


def test_sentences_on_a_matter_come_with_their_count_by_document(collection: Services) -> None:
    answer = collection.ask("各省2031年政府工作报告怎么说星图制造？")
    assert "有2份、4句写到“星图制造”" in answer.text
    assert {row["文件"] for row in answer.rows} == {
        "《2031年安徽省政府工作报告》",
        "《2031年湖南省政府工作报告》",
    }
    for citation in answer.evidence:
        text = collection.document(citation.document).text
        assert text[citation.start : citation.end] == citation.quote


def test_a_frame_is_quoted_in_its_own_words(collection: Services) -> None:
    answer = collection.ask("《关于发展星图养老服务的意见》的指导思想是什么？")
    assert said(answer) == ["坚持以人为本，服务全市老年人。"]
    by_matter = collection.ask("星图养老服务的主要任务有哪些？")
    assert said(by_matter) == [
        "建设社区食堂，让老年人就近用上热餐饭",
        "培训护理人员，提高上门照护的服务水平",
    ]


def test_the_contents_of_a_regulation_are_its_chapters(collection: Services) -> None:
    answer = collection.ask("合肥市共享星车管理条例的主要内容是什么？")
    assert said(answer) == ["第一章 总则", "第二章 停放秩序", "第三章 法律责任", "第四章 附则"]


def test_a_chapter_called_by_the_matter_is_told_by_its_articles(collection: Services) -> None:
    answer = collection.ask("合肥市共享星车管理条例关于停放秩序有哪些规定？")
    assert [value[:3] for value in said(answer)] == ["第三条", "第四条"]
    assert "有2条" in answer.text


def test_a_part_may_be_called_in_its_own_words_loosely_and_in_a_document_that_is_not_named(
    collection: Services,
) -> None:
    loosely = collection.ask("合肥市共享星车管理条例对停放和秩序怎么规定？")
    assert [value[:3] for value in said(loosely)] == ["第三条", "第四条"]
    unnamed = collection.ask("抢修流程和分工有哪些要求？")
    assert said(unnamed) == ["接到报告后派出抢修队", "抢修队到场后查明原因"]


def test_what_a_notice_issues_is_called_by_its_own_name(collection: Services) -> None:
    answer = collection.ask("合肥市星图停电应急预案里应急保障有哪些措施？")
    assert said(answer) == ["抢修物资的储备", "实施差异化供电措施"]


def test_a_heading_that_says_more_than_the_noun_is_not_what_is_asked_for(
    collection: Services,
) -> None:
    answer = collection.ask("《合肥市星图停电应急预案》有哪些措施？")
    assert "医院先恢复供电。" not in said(answer)


def test_a_frame_without_a_heading_is_the_sentence_that_states_it(collection: Services) -> None:
    answer = collection.ask("合肥市星图停电应急预案的指导思想是什么？")
    assert said(answer) == ["本预案的指导思想是坚持居民用电优先，尽快恢复供电。"]


def test_a_matter_of_two_letters_is_looked_for_where_the_place_is_told(
    collection: Services,
) -> None:
    answer = collection.ask("安徽怎么推行星图制造项目一次办成？")
    assert {c.document for c in answer.evidence} == {"anhui.md"}


def test_duties_are_sentences_that_bind(collection: Services) -> None:
    answer = collection.ask("合肥市共享星车管理条例对运营企业规定了哪些义务？")
    assert any("应当及时清理" in value for value in said(answer))
    assert not any("可以设置电子围栏" in value for value in said(answer))


def test_formal_sentences_and_cited_titles_are_not_on_the_matter(collection: Services) -> None:
    answer = collection.ask("合肥市共享星车管理条例对共享星车有什么要求？")
    assert answer.answered
    assert not any("制定本条例" in value or "废止" in value for value in said(answer))


def test_a_matter_that_no_document_has_is_left_open(collection: Services) -> None:
    assert not collection.ask("安徽省2031年在月球采矿方面有哪些举措？").answered


def test_documents_that_were_not_read_are_counted_apart(
    collection: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "各省2031年政府工作报告怎么说星图制造？"
    assert "没有逐句查读" not in collection.ask(question).text
    monkeypatch.setattr("qa.overview.survey.MOST_READ", 1)
    assert "（另有1份含有这些字词，没有逐句查读）" in collection.ask(question).text
