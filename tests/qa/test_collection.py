"""Sets of documents, words in their texts, and figures over all places: over made-up documents."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ontology.lexicon import terms_by_name
from qa.way.about import named_by
from zhengtu.service import Services, build, open_services
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

ACT = """---
title: {title}
kind: {kind}
issuer: {issuer}
issued_on: {issued}
effective_from: {issued}
{until}---

# {title}

第一条　为了{purpose}，制定本{name}。

第二条　本{name}自公布之日起施行。
"""
REPORT = """---
title: {place}2031年政府工作报告
kind: work_report
issuer: {place}人民政府
issued_on: 2031-01-20
---

# {place}2031年政府工作报告

## 2031年主要目标

2031年，{place}地区生产总值增长{growth}%，城镇调查失业率{jobless}%左右。

## “十六五”主要目标

到2035年，{place}地区生产总值年均增长{average}%左右。

## 重点工作

{work}
"""
ANHUI, HUNAN, HEFEI = (f"{x}人民代表大会常务委员会" for x in ("安徽省", "湖南省", "合肥市"))
CAC = "国家互联网信息办公室"
ACTS = {
    "ah-data": ("安徽省数据条例", "regulation", ANHUI, "2029-03-01", "规范数据处理"),
    "hn-data": ("湖南省公共数据条例", "regulation", HUNAN, "2030-05-01", "用好量子地图"),
    "hf-city": ("合肥市公共数据条例", "regulation", HEFEI, "2028-07-01", "共享数据"),
    "cac-old": ("星链服务管理办法（2027年）", "measures", CAC, "2027-02-01", "管理服务"),
    "cac-new": ("星链服务管理办法", "measures", CAC, "2030-02-01", "管理服务"),
}
OLD, NEW = "《星链服务管理办法（2027年）》", "《星链服务管理办法》"
LAW, AH_REPORT = "《湖南省公共数据条例》", "《安徽省2031年政府工作报告》"
REPORTS = {
    "安徽省": ("6", "5.5", "5.5", "推广量子地图。"),
    "湖南省": ("5", "5", "5", "办好实事。"),
    "四川省": ("5.5", "5.2", "5", "建设道路。"),
}


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A store of acts and reports, none of which is real."""
    folder = tmp_path_factory.mktemp("sets")
    for name, (title, kind, issuer, issued, purpose) in ACTS.items():
        until = "effective_until: 2030-01-31\n" if name == "cac-old" else ""
        own = "办法" if kind == "measures" else "条例"
        text = ACT.format(title=title, kind=kind, issuer=issuer, issued=issued, until=until,
                          purpose=purpose, name=own)  # fmt: skip
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    for place, (growth, jobless, average, work) in REPORTS.items():
        text = REPORT.format(
            place=place, growth=growth, jobless=jobless, average=average, work=work
        )
        (folder / f"report-{place}.md").write_text(text, encoding="utf-8")
    settings = Settings(store=tmp_path_factory.mktemp("store") / "s", workers=1)
    build([str(folder)], settings)
    with open_services(settings) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("湖南省有哪些条例", ["《湖南省公共数据条例》"]),
        ("合肥市发布了哪些文件？", ["《合肥市公共数据条例》"]),
        ("有哪些关于公共数据的文件", ["《合肥市公共数据条例》", "《湖南省公共数据条例》"]),
        ("国家网信办发布了哪些规章", ["《星链服务管理办法》", "《星链服务管理办法（2027年）》"]),
        ("最新的数据条例是哪一部", ["《湖南省公共数据条例》"]),
        ("关于公共数据的文件最早的是哪一份", ["《合肥市公共数据条例》"]),
        ("哪些省有数据条例", ["安徽省", "湖南省"]),
        ("哪些市出台了公共数据条例", ["合肥市"]),
        ("2028年至2029年发布的条例有哪些", ["《合肥市公共数据条例》", "《安徽省数据条例》"]),
    ],
)
def test_sets_of_documents(services: Services, question: str, values: list[str]) -> None:
    answer = services.ask(question)
    assert sorted(value.value for value in answer.values) == sorted(values)
    assert answer.sparql is not None
    assert answer.evidence


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("有哪些现行有效的办法", {"《星链服务管理办法》"}),
        ("哪些文件已经失效", {"《星链服务管理办法（2027年）》"}),
    ],
)
def test_validity_of_sets_is_judged_on_the_day(
    services: Services, question: str, values: set[str]
) -> None:
    answer = services.ask(question, as_of=date(2032, 1, 1))
    assert {value.value for value in answer.values} == values
    assert "2032-01-01" in answer.text


@pytest.mark.parametrize(
    ("question", "first", "others"),
    [
        ("有多少份文件提到了量子地图？", "2份", {LAW, AH_REPORT}),
        ("哪些文件提到“量子地图”", LAW, {AH_REPORT}),
        ("提到量子地图的文件有哪些", LAW, {AH_REPORT}),
        ("有多少个省提到量子地图", "2个", {"安徽省", "湖南省"}),
        ("安徽省的哪些文件提到量子地图", AH_REPORT, set()),
        ("湖南省公共数据条例提到量子地图了吗", "是", {LAW}),
    ],
)  # fmt: skip
def test_words_are_looked_for_in_every_text(
    services: Services, question: str, first: str, others: set[str]
) -> None:
    answer = services.ask(question)
    assert answer.values[0].value == first
    assert {value.value for value in answer.values[1:]} == others
    assert all("量子地图" in citation.quote for citation in answer.evidence)


@pytest.mark.parametrize("question", ["哪些文件提到海底隧道", "安徽省数据条例提到量子地图了吗"])
def test_what_is_nowhere_written_is_left_open(services: Services, question: str) -> None:
    answer = services.ask(question)
    assert not answer.answered
    assert "没有出现" in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2031年平均GDP增长目标是多少", "5.5%"),
        ("各省2031年GDP增长目标的平均值是多少？", "5.5%"),
        ("3个省2031年GDP增长目标的中位数", "5.5%"),
    ],
)
def test_summaries_over_all_places(services: Services, question: str, value: str) -> None:
    answer = services.ask(question)
    assert answer.values[0].value == value
    assert len(answer.evidence) == 3
    assert "3个地区" in answer.text


def test_a_figure_of_no_place_is_told_for_all(services: Services) -> None:
    answer = services.ask("城镇调查失业率目标是多少")
    assert {row["地区"]: row["数值"] for row in answer.rows} == {
        "安徽省": "5.5%左右", "湖南省": "5%左右", "四川省": "5.2%左右",
    }  # fmt: skip


def test_rows_without_a_period_in_the_question_are_of_one_period(services: Services) -> None:
    answer = services.ask("各省GDP增长目标")
    assert {row["时间"] for row in answer.rows} == {"2031年"}


@pytest.mark.parametrize(
    "question",
    ["2031年全国GDP增长目标是多少", "国务院历年的GDP增长目标", "我国城镇调查失业率目标"],
)
def test_no_province_speaks_for_the_country(services: Services, question: str) -> None:
    assert not services.ask(question).answered


def test_a_whole_title_goes_before_an_older_edition(services: Services) -> None:
    answer = services.ask("星链服务管理办法是什么时候发布的")
    assert answer.values[0].value == "2030年2月1日"


def test_a_word_is_not_cut_for_a_measure_word(services: Services) -> None:
    assert not services.ask("安徽省有多少户籍人口").answered


@pytest.mark.parametrize(
    ("question", "values", "doubtful"),
    [
        ("哪些省2031年GDP增长目标高于2031年至2035年目标", ["安徽省", "四川省"], True),
        ("有几个省2031年GDP增长目标低于2031年至2035年目标", ["0个"], True),
    ],
)
def test_figures_of_two_times_are_compared_place_by_place(
    services: Services, question: str, values: list[str], *, doubtful: bool
) -> None:
    answer = services.ask(question)
    assert [value.value for value in answer.values] == values
    assert ("不能确定" in answer.text) is doubtful
    assert len(answer.evidence) > 1


def test_all_targets_of_a_place(services: Services) -> None:
    answer = services.ask("安徽省2031年的主要目标有哪些？")
    assert {row["指标"]: row["数值"] for row in answer.rows} == {
        "地区生产总值增长": "6%", "城镇调查失业率": "5.5%左右",
    }  # fmt: skip


def test_a_question_that_asks_two_things_gets_both(services: Services) -> None:
    answer = services.ask("安徽省2031年GDP增长目标是多少，城镇调查失业率目标是多少？")
    assert [value.value for value in answer.values] == ["6%", "5.5%左右"]


def test_half_an_answer_says_what_is_missing(services: Services) -> None:
    answer = services.ask("安徽省2031年GDP增长目标是多少，粮食产量目标是多少？")
    assert [value.value for value in answer.values] == ["6%"]
    assert "“粮食产量目标是多少”没有找到答案" in answer.text


def test_what_was_counted_is_listed_when_asked_for(services: Services) -> None:
    count = services.ask("国家网信办发布了几份文件？")
    listed = services.ask("分别是哪些？", previous=count)
    assert {v.value for v in listed.values} == {v.value for v in count.values[1:]}


def test_a_question_of_nothing_is_left_open(services: Services) -> None:
    assert not services.ask("分别是哪些？").answered


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("2029年以后发布的条例", ["《安徽省数据条例》", "《湖南省公共数据条例》"]),
        ("2029年以来发布的条例有哪些", ["《安徽省数据条例》", "《湖南省公共数据条例》"]),
        ("国家网信办发布的办法有几份", ["2份", OLD, NEW]),
        ("2030年以后失效的文件", [OLD]),
        ("安徽省数据条例和合肥市公共数据条例哪个先发布", ["《合肥市公共数据条例》"]),
        ("湖南省公共数据条例", ["《湖南省公共数据条例》"]),
        ("量子地图", ["《湖南省公共数据条例》", "《安徽省2031年政府工作报告》"]),
    ],
)  # fmt: skip
def test_sets_in_other_words(services: Services, question: str, values: list[str]) -> None:
    answer = services.ask(question, as_of=date(2032, 1, 1))
    assert [value.value for value in answer.values] == values


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("哪些省的GDP增长目标比湖南高", ["安徽省", "四川省"]),
        ("2031年GDP增长目标低于安徽的省", ["湖南省", "四川省"]),
        ("四川省2031年GDP增长目标排第几", ["第2"]),
    ],
)
def test_a_place_among_others(services: Services, question: str, values: list[str]) -> None:
    answer = services.ask(question)
    assert [value.value for value in answer.values] == values
    assert len(answer.evidence) > 1


def test_a_table_is_in_the_order_asked_for(services: Services) -> None:
    answer = services.ask("各省2031年GDP增长目标从高到低排列")
    assert [row["地区"] for row in answer.rows] == ["安徽省", "四川省", "湖南省"]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("哪些省的报告提到量子地图但没有提到道路", {"安徽省"}),
        ("哪些省的报告提到重点工作但没有提到量子地图", {"湖南省", "四川省"}),
        ("哪些省的报告提到重点工作和量子地图", {"安徽省"}),
        ("哪些省的报告没有提到重点工作和量子地图", {"湖南省", "四川省"}),
        ("哪些省的报告提到“重点工作”和“量子地图”", {"安徽省"}),
        ("提到“重点工作”但没有提到“量子地图”的省", {"四川省"}),
    ],
)
def test_several_words_are_looked_for_at_once(
    services: Services, question: str, values: set[str]
) -> None:
    assert {value.value for value in services.ask(question).values} == values


def test_documents_of_a_kind_are_no_places(services: Services) -> None:
    answer = services.ask("哪些地方性法规提到量子地图")
    assert [value.value for value in answer.values] == [LAW]


def test_what_is_asked_of_another_as_well_is_answered_for_both(services: Services) -> None:
    answer = services.ask("安徽省2031年GDP增长目标是多少，湖南呢？")
    assert [value.value for value in answer.values] == ["6%", "5%"]


def test_places_without_documents_are_named(services: Services) -> None:
    answer = services.ask("四川省2033年粮食产量是多少？")
    assert not answer.answered
    assert "没有四川省2033年及以后的文件" in answer.text
    assert "四川省" not in services.ask("四川省2031年粮食产量是多少？").text


def test_word_of_a_title_names_no_property() -> None:
    published = terms_by_name()["publishedOn"]
    asked = "推行一公开监管的意见要做到什么"
    assert named_by(asked, published) > 0
    assert named_by(asked, published, ["关于推行一公开监管的意见"]) == 0
    assert named_by(f"{asked}何时公开", published, ["关于推行一公开监管的意见"]) > 0


def test_a_region_is_asked_for_by_its_provinces(services: Services) -> None:
    answer = services.ask("中部六省2031年GDP增长目标分别是多少？")
    assert {row["地区"]: row["数值"] for row in answer.rows} == {"安徽省": "6%", "湖南省": "5%"}
    assert "没有找到山西省、江西省、河南省、湖北省的" in answer.text


def test_a_bound_is_looked_for_in_a_region_only(services: Services) -> None:
    answer = services.ask("中部地区有哪些省2031年的GDP增长目标高于4%？")
    assert [value.value for value in answer.values] == ["安徽省", "湖南省"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("安徽省和合肥市2031年GDP增长目标对比", "没有找到合肥市"),
        ("安徽、湖南、四川2031年的GDP增长目标谁最高？", "安徽省 6%"),
        ("2031年GDP增长目标倒数第一的省", "湖南省 5%"),
    ],
)
def test_places_are_set_side_by_side(services: Services, question: str, said: str) -> None:
    assert said in services.ask(question).text


def test_order_of_all_places(services: Services) -> None:
    answer = services.ask("2031年GDP增长目标排名")
    assert [row["地区"] for row in answer.rows] == ["安徽省", "四川省", "湖南省"]


def test_two_figures_are_asked_for_at_once(services: Services) -> None:
    answer = services.ask("安徽省2031年GDP增长目标和城镇调查失业率目标")
    assert [value.value for value in answer.values] == ["6%", "5.5%左右"]


def test_all_documents_of_a_kind_are_no_cited_one(services: Services) -> None:
    answer = services.ask("哪些政府工作报告是2031年1月发布的？")
    assert len(answer.values) == 3


def test_a_reason_is_no_figure(services: Services) -> None:
    assert not services.ask("安徽省2031年GDP增长目标为什么定6%？").answered


def test_a_word_that_begins_with_a_place_is_of_that_place(services: Services) -> None:
    assert not services.ask("天津港2031年城镇调查失业率是多少？").answered


def test_places_are_compared_with_the_mean_of_all(services: Services) -> None:
    answer = services.ask("2031年GDP增长目标比各省平均高的省有哪些？")
    assert [value.value for value in answer.values] == ["安徽省"]
    assert "3个地区的平均值（5.5%）" in answer.text


def test_half_of_a_comparison_is_no_yes(services: Services) -> None:
    answer = services.ask("安徽省和合肥市2031年GDP增长目标一样吗？")
    assert not answer.answered
    assert "合肥市" in answer.text
