"""What texts have in common or one by one: words in a sentence, occurrences, places that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.qa.said import values_of
from zhengtu.service import Services, build, open_services
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTICE = """---
title: {title}
kind: notice
issuer: {issuer}
issued_on: {day}
---

# {title}

各有关单位：

{text}
"""
REPORT = """---
title: {place}2031年政府工作报告
kind: work_report
issuer: {place}人民政府
issued_on: 2031-01-20
---

# {place}2031年政府工作报告

## 2030年工作回顾

2030年，{place}地区生产总值增长{grown}%。

## 2031年主要目标

2031年，{place}地区生产总值增长{growth}%，城镇调查失业率{jobless}%左右。{work}
"""
NOTICES = {
    "rent": (
        "合肥市关于帮扶企业的通知",
        "合肥市人民政府",
        "2030-03-01",
        "承租国有房屋的小微企业，两个月房租予以减免。星图平台上线，星图平台由市里运营。",
    ),
    "apart": (
        "长沙市关于惠企服务的通知",
        "长沙市人民政府",
        "2030-04-01",
        "对小微企业加强服务。学校食堂房租由学校承担。会费可以减免。星图平台由省里提供。",
    ),
    "tax": (
        "长沙市关于优惠的通知",
        "长沙市人民政府",
        "2031-05-01",
        "减免小微企业的房租，由街道办理。托儿机构由区里登记造册并且每年在政务服务大厅集中公布名单、"
        "地址、电话和收费标准，同时各街道可以按照市里的统一部署减免水费。",
    ),
}
REPORTS = {
    "ah": ("安徽省", "4.8", "5.5", "5", "发展量子农业。"),
    "hn": ("湖南省", "5.2", "5", "5.5", "建设星图平台。"),
    "hb": ("湖北省", "6.1", "6", "5", "布局量子农业。"),
}


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("matter")
    source = folder / "texts"
    source.mkdir()
    for name, (title, issuer, day, text) in NOTICES.items():
        written = NOTICE.format(title=title, issuer=issuer, day=day, text=text)
        (source / f"{name}.md").write_text(written, encoding="utf-8")
    for name, (place, grown, growth, jobless, work) in REPORTS.items():
        written = REPORT.format(place=place, grown=grown, growth=growth, jobless=jobless, work=work)
        (source / f"{name}.md").write_text(written, encoding="utf-8")
    settings = Settings(store=folder / "store", workers=1)
    build([str(source)], settings)
    with open_services(settings) as opened:
        yield opened


@pytest.mark.parametrize(
    "question", ["对小微企业减免房租的通知有哪些？", "哪些通知提到小微企业房租减免？"]
)
def test_all_words_stand_in_one_sentence(services: Services, question: str) -> None:
    assert values_of(services, question) == [
        "《合肥市关于帮扶企业的通知》",
        "《长沙市关于优惠的通知》",
    ]
    answer = services.ask(question)
    assert "同一句" in answer.text
    assert all("小微企业" in quote.quote and "房租" in quote.quote for quote in answer.evidence)


def test_words_far_apart_in_a_sentence_are_no_matter(services: Services) -> None:
    assert not services.ask("对托儿机构减免水费的通知有哪些？").answered


def test_time_narrows_a_matter(services: Services) -> None:
    assert values_of(services, "2031年对小微企业减免房租的通知有哪些？") == [
        "《长沙市关于优惠的通知》"
    ]


def test_reports_that_do_not_say_so(services: Services) -> None:
    answer = services.ask("哪些省的政府工作报告没有提到量子农业？")
    assert [value.value for value in answer.values] == ["湖南省"]
    assert "没有写到不等于没有" in answer.text


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        ("安徽省2031年城镇调查失业率目标和湖北省一样吗？", "是"),
        ("安徽省2031年GDP增长目标和湖北省一样吗？", "否"),
    ],
)
def test_figures_are_alike_or_not(services: Services, question: str, yes: str) -> None:
    assert values_of(services, question)[0] == yes


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("安徽省2031年GDP目标比2030年实际增速高还是低？", "更高"),
        ("湖南省2031年GDP目标和2030年实际增速相比怎么样？", "更低"),
    ],
)
def test_target_beside_what_was_reached(services: Services, question: str, word: str) -> None:
    assert values_of(services, question)[0] == word


def test_all_reports_say_so(services: Services) -> None:
    answer = services.ask("哪些省的政府工作报告没有提到生产总值？")
    assert [value.value for value in answer.values] == ["0个"]


def test_one_place_is_no_list_of_places(services: Services) -> None:
    answer = services.ask("哪些省2031年GDP目标写的是“左右”？")
    assert not answer.answered or len(answer.values) > 1


def test_occurrences_are_counted(services: Services) -> None:
    assert values_of(services, "《合肥市关于帮扶企业的通知》提到几次“星图平台”？") == ["2次"]


@pytest.mark.parametrize(
    "question",
    [
        "2031年哪些省提出了量子农业？",
        "2031年政府工作报告里提到“量子农业”的省有哪些？",
    ],
)
def test_places_whose_reports_say_so(services: Services, question: str) -> None:
    assert values_of(services, question) == ["安徽省", "湖北省"]
    assert "3个省级地区" in services.ask(question).text


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("2030年各省GDP实际增速", ["4.8%", "5.2%", "6.1%"]),
        ("哪个省2030年GDP增速没有达到5%？", ["安徽省"]),
        ("哪些省2031年城镇调查失业率目标在5.2%以上？", ["湖南省"]),
        ("2031年GDP增长目标是5%的省有几个？", ["1", "湖南省"]),
        ("安徽省和湖南省哪个2031年GDP增速目标高？", ["安徽省"]),
        ("安徽省和湖南省哪个2031年城镇调查失业率目标低？", ["安徽省"]),
    ],
)
def test_figures_are_of_what_is_named(services: Services, question: str, values: list[str]) -> None:
    said = values_of(services, question)
    assert all(any(value in each for each in said) for value in values), said


def test_one_side_of_a_comparison_is_no_answer(services: Services) -> None:
    assert not services.ask("安徽省和四川省哪个2031年GDP增速目标高？").answered


def test_value_that_none_has_is_said_to_be_none(services: Services) -> None:
    assert "没有一个" in services.ask("2031年城镇调查失业率目标是4%的省有哪些？").text
