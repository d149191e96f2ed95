"""Documents meant without their title, what they are for, labelled lines, and what is no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.qa.said import values_of
from zhengtu.service import Services, build, open_services
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADED = "---\ntitle: {title}\nkind: {kind}\nissuer: {issuer}\nissued_on: {day}\n---\n\n{text}\n"
TEXTS = {
    "reply": (
        "湖北省人民政府关于同意襄阳、荆门高新园区建设省级创新示范区的批复",
        "reply",
        "湖北省人民政府",
        "2031-05-06",
        "襄阳市、荆门市人民政府：\n\n同意你们关于建设省级创新示范区的请示，有关事项按程序办理。",
    ),
    "rules": (
        "合肥市数据条例",
        "regulation",
        "合肥市人民代表大会常务委员会",
        "2020-02-01",
        "第一条 为了规范数据处理，促进数据流通，根据《中华人民共和国数据安全法》，结合本市实际，"
        "制定本条例。\n\n第二条 本市的数据活动，适用本条例。市数据局主管。"
        "\n\n第三条 本条例自2020年3月1日起施行。",
    ),
    "river": (
        "合肥市河道条例",
        "regulation",
        "合肥市人民代表大会常务委员会",
        "2019-05-01",
        "2019年5月1日 合肥市第十六届人民代表大会常务委员会第八次会议通过\n\n"
        "2020年6月5日 合肥市第十六届人民代表大会常务委员会第二十次会议第一次修正\n\n"
        "2022年3月30日 合肥市第十七届人民代表大会常务委员会第三次会议第二次修正\n\n"
        "第一章 总则\n\n第一条 为了保护河道，制定本条例。\n\n"
        "本条例所称河道，是指天然和人工的水道。\n\n第二章 管理\n\n"
        "第二条 市水务局管理河道，首席河长巡河。"
        "填埋的，处一万元以上五万元以下罚款；"
        "取土的，处二千元罚款。\n\n第三条 本条例自2019年7月1日起施行。",
    ),
    "river-2": (
        "宣城市河道条例",
        "regulation",
        "宣城市人民代表大会常务委员会",
        "2020-05-01",
        "第一条 为了治理河道，制定本条例。\n\n第二条 本条例自2020年7月1日起施行。",
    ),
    "tax": (
        "合肥市税务局关于星河票据的通告",
        "bulletin",
        "合肥市税务局",
        "2030-06-01",
        "星河票据自2030年7月1日起停用。全市查处口罩价格违法案件29起。",
    ),
    "members": (
        "合肥市关于调整水资源委员会组成人员的通知",
        "notice",
        "合肥市人民政府",
        "2030-03-01",
        "各有关单位：\n\n经研究，调整合肥市水资源委员会组成人员。名单如下：\n\n"
        "主  任：李文清 副市长\n\n副主任：赵大海 市水务局局长\n\n王  明 市财政局局长\n\n"
        "秘书长：周小川 市水务局副局长\n\n联系电话：0551-60001234",
    ),
    "report": (
        "安徽省2031年政府工作报告",
        "work_report",
        "安徽省人民政府",
        "2031-01-20",
        "一、2030年工作回顾\n\n五年来，全省臭氧浓度累计下降21%，空气越来越好。\n\n"
        "二、2031年主要目标\n\n2031年，全省地区生产总值增长5%。发展量子农业。",
    ),
    "published": (
        "湖北省2031年政府工作报告",
        "work_report",
        "湖北省人民政府",
        "2031-01-27\npublished_on: 2031-02-03",
        "一、2030年工作回顾\n\n“十四五”以来，全省地区生产总值达到7万亿元。2030年，全省星图总额增长4.4%，社会消费品零售总额增长3.1%。"
        "云杉种植强度提高到3.5%，林农增收明显，林区面貌焕然一新。2031年，全省地区生产总值增长6%，"
        "城镇新增就业40万人以上。",
    ),
    "short": (
        "湖南省2031年政府工作报告",
        "work_report",
        "湖南省人民政府",
        "2031-01-21",
        "一、2031年主要目标\n\n2031年，全省城镇调查失业率5.5%左右。布局量子农业。",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("described")
    source = folder / "texts"
    source.mkdir()
    for name, (title, kind, issuer, day, text) in TEXTS.items():
        headed = HEADED.format(title=title, kind=kind, issuer=issuer, day=day, text=text)
        (source / f"{name}.md").write_text(headed, encoding="utf-8")
    settings = Settings(store=folder / "store", workers=1)
    build([str(source)], settings)
    with open_services(settings) as opened:
        yield opened


def test_a_reply_is_meant_by_what_it_agreed_to(services: Services) -> None:
    assert values_of(services, "襄阳省级创新示范区是哪年同意建设的？") == ["2031年5月6日"]
    assert not services.ask("宜昌省级创新示范区是哪年同意建设的？").answered


@pytest.mark.parametrize(
    "question", ["合肥市数据条例的立法目的是什么？", "为什么要制定合肥市数据条例？"]
)
def test_a_text_says_what_it_is_for(services: Services, question: str) -> None:
    answer = services.ask(question)
    assert [value.value for value in answer.values] == ["为了规范数据处理，促进数据流通"]
    assert answer.evidence[0].quote.endswith("制定本条例。")


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("合肥市水资源委员会的主任是谁？", ["李文清"]),
        ("合肥市水资源委员会的副主任是谁？", ["赵大海", "王明"]),
        ("合肥市水资源委员会联系电话是多少？", ["0551-60001234"]),
    ],
)
def test_a_labelled_line_tells(services: Services, question: str, values: list[str]) -> None:
    assert values_of(services, question) == values


def test_a_label_of_another_committee_tells_nothing(services: Services) -> None:
    assert not services.ask("合肥市残疾儿童康复联盟的主任是谁？").answered


def test_what_was_reached_is_no_target(services: Services) -> None:
    assert not services.ask("安徽省2031年臭氧浓度目标是多少？").answered


def test_which_reports_state_no_target(services: Services) -> None:
    assert values_of(services, "哪些省的政府工作报告没有写明2031年GDP目标？") == ["湖南省"]


def test_when_and_how_a_thing_is_proposed_is_no_part_of_its_name(services: Services) -> None:
    assert values_of(services, "哪些省提出2031年要大力发展量子农业？") == ["安徽省", "湖南省"]


def test_legislation_in_force_is_counted_behind_its_kind(services: Services) -> None:
    assert values_of(services, "合肥市的条例里现行有效的有多少部？")[0].startswith("2")


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("2031年2月发布的政府工作报告有哪些？", ["《湖北省2031年政府工作报告》"]),
        ("有多少份报告？", ["3份"]),
    ],
)
def test_reports_by_the_day_of_their_publication(
    services: Services, question: str, values: list[str]
) -> None:
    assert values_of(services, question)[: len(values)] == values


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("GDP目标最高的省和最低的省差多少？", "1个百分点"),
        ("2031年GDP目标在5%到5.5%之间的省有哪些？", "安徽省"),
        ("湖北省2031年城镇新增就业目标达到40万吗？", "是"),
    ],
)
def test_bounds_and_spreads(services: Services, question: str, said: str) -> None:
    assert said in values_of(services, question)


def test_a_place_is_not_set_beside_a_country_without_a_figure(services: Services) -> None:
    answer = services.ask("湖北省2031年GDP目标高于全国平均吗？")
    assert not answer.answered
    assert "没有找到全国的" in answer.text


def test_no_figure_below_nought_is_said_so(services: Services) -> None:
    assert values_of(services, "2031年GDP目标为负增长的省有哪些？") == ["0"]


def test_chapters_are_counted(services: Services) -> None:
    answer = services.ask("合肥市河道条例共有几章？")
    assert [value.value for value in answer.values] == ["2章"]
    assert [quote.quote for quote in answer.evidence] == ["第一章 总则", "第二章 管理"]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("哪些城市有河道条例？", ["合肥市", "宣城市"]),
        ("合肥市河道条例对河道的定义是什么？", ["天然和人工的水道"]),
        ("合肥市河道条例的公布日期和施行日期分别是？", ["2019年5月1日", "2019年7月1日"]),
        ("“天然”在多少部条例里出现？", ["1份", "《合肥市河道条例》"]),
        ("合肥市税务局的通告有哪些？", ["《合肥市税务局关于星河票据的通告》"]),
    ],
)
def test_sets_days_and_terms_of_legislation(
    services: Services, question: str, values: list[str]
) -> None:
    assert [value.rstrip("。") for value in values_of(services, question)] == values


def test_an_amount_of_something_else_is_no_price(services: Services) -> None:
    assert not services.ask("口罩的最高价格是多少？").answered


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("合肥市河道条例第二次修正是哪年？", ["2022年3月30日"]),
        ("合肥市河道条例规定的最高罚款是多少？", ["五万元以下罚款"]),
        ("合肥市数据条例的适用范围是什么？", ["本市的数据活动，适用本条例。市数据局主管。"]),
        ("有几部条例规定了首席河长？", ["1份", "《合肥市河道条例》"]),
        ("合肥市河道条例的施行日期", ["2019年7月1日"]),
    ],
)
def test_notes_fines_and_scope_of_legislation(
    services: Services, question: str, values: list[str]
) -> None:
    assert values_of(services, question) == values


def test_a_change_that_no_note_tells_is_left_open(services: Services) -> None:
    assert not services.ask("合肥市河道条例第五次修正是哪年？").answered


def test_a_measure_of_something_else_is_no_answer(services: Services) -> None:
    assert not services.ask("湖北省2030年社会消费品零售总额是多少？").answered
    assert not services.ask("湖北省2030年出口总额增长了多少？").answered


def test_a_use_of_a_term_is_no_definition(services: Services) -> None:
    assert not services.ask("首席河长的履职要求是指什么？").answered


def test_the_name_of_an_amount_asks_for_an_amount(services: Services) -> None:
    assert values_of(services, "湖北省2030年云杉种植强度") == ["3.5%"]
