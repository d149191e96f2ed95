"""Figures in sentences made up in the forms of work reports, notices and news."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from nlp.period import Anchor
from nlp.pipe.measurement.extract import measure
from nlp.pipe.measurement.pattern import PATTERNS, Pattern
from nlp.pipe.measurement.setting import Genre, Named, Setting

if TYPE_CHECKING:
    from nlp.extraction import Measurement

REPORT = Anchor(date(2026, 1, 28), 2026)
WUYUE = ("五岳省", "urn:wuyue")


def read(
    text: str, genre: Genre = "other", anchor: Anchor = REPORT, *names: Named
) -> list[Measurement]:
    setting = Setting(
        text, text, anchor, genre, WUYUE[0], WUYUE[1], named=sorted(names, key=lambda n: n.start)
    )
    return measure(setting)


def figures(text: str) -> list[str]:
    return [f"{m.indicator}{m.comparator}{_bounds(m)}{m.unit}" for m in read(text)]


def _bounds(found: Measurement) -> str:
    return f"{found.low}" if found.low == found.high else f"{found.low}~{found.high}"


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_a_pattern_reads_its_example_only(pattern: Pattern) -> None:
    methods = [m.method for m in read(pattern.example)]
    if pattern.role == "skip":
        assert len(methods) < pattern.example.count("，") + 1 or not methods
        assert read(pattern.counter)
    else:
        assert pattern.method in methods
        assert not pattern.counter or pattern.method not in [
            m.method for m in read(pattern.counter)
        ]


def test_patterns_have_names_of_their_own() -> None:
    assert len({pattern.name for pattern in PATTERNS}) == len(PATTERNS)


def test_the_targets_sentence() -> None:
    text = (
        "2026年的主要预期目标为：地区生产总值增长4.8%左右，规上工业增加值增长6.5%以上；"
        "城镇调查失业率控制在5.4%以内，城镇新增就业37万人以上；居民消费价格涨幅2%左右；"
        "地方一般公共预算收入增长2.5%；粮食产量稳定在610亿斤；固定资产投资增长3%-4%。"
    )
    assert figures(text) == [
        "地区生产总值增长≈4.8%",
        "规模以上工业增加值增长≥6.5%",
        "城镇调查失业率≤5.4%",
        "城镇新增就业≥370000人",
        "居民消费价格涨幅≈2%",
        "一般公共预算收入增长=2.5%",
        "粮食产量=61000000000斤",
        "固定资产投资增长range3~4%",
    ]
    for found in read(text, "report"):
        assert found.kind == "target"
        assert found.area == WUYUE[0]
        assert found.period is not None
        assert (found.period.start, found.period.end) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "城镇、农村居民人均可支配收入分别增长4.2%、5.1%左右。",
            ["城镇居民人均可支配收入增长≈4.2%", "农村居民人均可支配收入增长≈5.1%"],
        ),
        (
            "一二三产增加值分别增长3.5%左右、6%左右、5%左右。",
            ["第一产业增加值增长≈3.5%", "第二产业增加值增长≈6%", "第三产业增加值增长≈5%"],
        ),
        (
            "城乡居民人均可支配收入分别增长4%和6%。",
            ["城镇居民人均可支配收入增长=4%", "农村居民人均可支配收入增长=6%"],
        ),
        (
            "纺织、化工、医药等产业增加值分别增长7%、8%、9%。",
            ["纺织产业增加值增长=7%", "化工产业增加值增长=8%", "医药产业增加值增长=9%"],
        ),
        (
            "省属企业营业收入、利润分别增长6%、12%。",
            ["省属企业营业收入增长=6%", "省属企业利润增长=12%"],
        ),
        (
            "户厕覆盖率、污水治理（管控）率分别提高2.5、3.1个百分点。",
            ["户厕覆盖率提高=2.5百分点", "污水治理（管控）率提高=3.1百分点"],
        ),
        (
            "食品、药品抽检合格率分别超98%和99%。",
            ["食品抽检合格率>98%", "药品抽检合格率>99%"],
        ),
    ],
)
def test_respectively_gives_each_item_its_value(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


def test_respectively_with_another_number_of_items_gives_nothing() -> None:
    assert not figures("汽车、钢铁产量分别增长3%、5%、7%。")


def test_all_items_have_the_value_of_each() -> None:
    assert figures("养老保险参保率、医疗保险参保率均超97%。") == [
        "养老保险参保率>97%",
        "医疗保险参保率>97%",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "地区生产总值3.6万亿元、增长6.1%、高于全国0.7个百分点。",
            ["地区生产总值=3600000000000元", "地区生产总值增长=6.1%"],
        ),
        (
            "一般公共预算收入增长4.1%、支出首次超过900亿元。",
            ["一般公共预算收入增长=4.1%", "一般公共预算支出>90000000000元"],
        ),
        (
            "产业投资占全部投资比重从26%提高到52%。",
            ["产业投资占全部投资比重=26%", "产业投资占全部投资比重=52%"],
        ),
        (
            "许可的审批由过去的5天缩短到40分钟。",
            ["许可的审批=5天", "许可的审批=40分钟"],
        ),
        ("民间投资占比41%、提高2.6个百分点。", ["民间投资占比=41%", "民间投资占比提高=2.6百分点"]),
        ("在建园区数量占全国在建园区总数的73%。", ["在建园区数量占比=73%"]),
        ("重点产业产值占农业总产值的80%以上。", ["重点产业产值占农业总产值比重≥80%"]),
        (
            "在总体投资7亿元当中，政府投资仅占320万元。",
            ["总投资=700000000元", "政府投资=3200000元"],
        ),
        ("单位GDP能耗下降3%左右。", ["单位地区生产总值能耗下降≈3%"]),
        ("公用经费压减11%。", ["公用经费压减=11%"]),
        ("省市县重点项目完成投资2.8万亿元。", ["省市县重点项目投资=2800000000000元"]),
        ("公共服务支出较上年增长6%。", ["公共服务支出增长=6%"]),
    ],
)
def test_level_growth_share_and_change(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "大厅集中了66个审批部门、318个服务窗口。",
            ["审批部门=66个", "服务窗口=318个"],
        ),
        ("生成电子证照24万多本。", ["电子证照>240000本"]),
        ("治理违法建设2049万平方米。", ["治理违法建设=20490000平方米"]),
        ("打通53条断头路。", ["打通断头路=53条"]),
        ("新建改造供热管网1246公里。", ["新建改造供热管网=1246公里"]),
        ("打造1000个乡村旅游提升示范村。", ["乡村旅游提升示范村=1000个"]),
        ("超过200个城市开展了试点建设。", ["开展试点建设的城市>200个"]),
        ("近70%的项目都是民生项目。", ["项目中民生项目占比≈70%"]),
        ("发放28亿元农资贷款。", ["发放农资贷款=2800000000元"]),
        ("实施光电、储氢等10个攻坚专项。", ["攻坚专项=10个"]),
    ],
)
def test_things_counted(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "构建“1+2+4+N”体系。",
        "创建5A级景区。",
        "深入贯彻二十届三中全会精神。",
        "3次亲临我省考察。",
        "推进一批重大项目。",
        "办好第3届博览会，召开第五次会议。",
        "按成本的50%计算。",
        "总投资1亿元以上的项目优先支持。",
        "完成年度计划的118%。",
        "投资增速快于全国2个百分点。",
        "年产60万吨油料项目开工。",
        "落实中央八项规定精神。",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert not figures(text)


def test_a_level_in_another_unit_is_not_the_indicator() -> None:
    assert not figures("地区生产总值连续跨越3个千亿台阶。")


def test_a_narrower_figure_keeps_its_own_name() -> None:
    [found] = read("非烟非能工业增加值增长8.1%。")
    assert found.indicator == "非烟非能工业增加值增长"
    assert found.indicator_iri is not None
    assert "/id/indicator/" in found.indicator_iri


REVIEW = (
    "一、2025年工作回顾\n"
    "地区生产总值增长5.1%。全年粮食产量610亿斤。\n"
    "五年来，地区生产总值年均增长5.4%。累计建成高标准农田900万亩。\n"
    "二、“十五五”时期主要目标\n"
    "常住人口城镇化率达到70%。\n"
    "三、2026年重点工作\n"
    "今年主要预期目标是：地区生产总值增长5%左右。\n"
    "（一）扩大内需。新建高标准农田80万亩，进出口总额增长4%。\n"
)


def test_head_and_frame_decide_time_and_kind() -> None:
    told = [
        (m.indicator, m.kind, m.period and (m.period.start, m.period.end))
        for m in read(REVIEW, "report")
    ]
    last, five = (date(2025, 1, 1), date(2025, 12, 31)), (date(2021, 1, 1), date(2025, 12, 31))
    this, plan = (date(2026, 1, 1), date(2026, 12, 31)), (date(2026, 1, 1), date(2030, 12, 31))
    assert told == [
        ("地区生产总值增长", "actual", last),
        ("粮食产量", "actual", last),
        ("地区生产总值增长", "actual", five),
        ("高标准农田", "actual", five),
        ("常住人口城镇化率", "target", plan),
        ("地区生产总值增长", "target", this),
        ("新建高标准农田", "target", this),
        ("进出口总额增长", "target", this),
    ]


def test_the_baseline_has_its_own_time() -> None:
    base, now = read("人均预期寿命从2020年的78岁提升至80岁。")
    assert (base.kind, now.kind) == ("baseline", "actual")
    assert base.period is not None
    assert base.period.end == date(2020, 12, 31)


def test_a_time_that_stands_alone_governs_the_sentence() -> None:
    first, second = read("到2030年，数字经济占比达到60%，森林覆盖率达到45%。")
    for found in (first, second):
        assert found.kind == "target"
        assert found.period is not None
        assert found.period.end == date(2030, 12, 31)


def test_rules_of_a_notice_are_limits_and_its_aims_targets() -> None:
    [rule] = read("对符合条件的企业给予补贴，补贴金额不超过30万元。", "directive")
    [aim] = read("力争培育龙头企业20家。", "directive")
    assert (rule.kind, aim.kind) == ("limit", "target")


def test_a_fine_is_a_range_of_the_law() -> None:
    [found] = read("逾期不改的，罚款六万元以上二十万元以下。", "directive")
    assert (found.low, found.high) == (Decimal(60_000), Decimal(200_000))
    assert (found.kind, found.comparator) == ("limit", "range")


def named(text: str, name: str, label: str = "City", *, after: int = 0) -> Named:
    start = text.index(name, after)
    return Named(start, start + len(name), label, name, f"urn:{name}")  # type: ignore[arg-type]


def test_a_place_that_opens_the_sentence_has_its_figures() -> None:
    text = "临江市建成服务大厅12个，办理事项300项；全省办理事项900项。"
    areas = [m.area for m in read(text, "other", REPORT, named(text, "临江市"))]
    assert areas == ["临江市", "临江市", WUYUE[0]]


def test_a_place_before_the_indicator_is_taken_off() -> None:
    text = "全年临江市政府投资为200万元。"
    [found] = read(text, "other", REPORT, named(text, "临江市"))
    assert (found.indicator, found.area) == ("政府投资", "临江市")


def test_a_place_dealt_with_is_not_the_area() -> None:
    text = "对临江市出口增长8%。"
    [found] = read(text, "other", REPORT, named(text, "临江市"))
    assert found.area == WUYUE[0]


def test_several_places_together_are_no_area() -> None:
    text = "临江、望海等10多个地市制定了规划。"
    places = named(text, "临江"), named(text, "望海")
    assert [m.area for m in read(text, "other", REPORT, *places)] == [None]


def test_nationwide_is_the_country() -> None:
    [found] = read("全国城镇新增就业695万人。")
    assert (found.area, found.indicator) == ("全国", "城镇新增就业")


def test_of_which_carries_area_and_time_and_quotes_both_sentences() -> None:
    text = "临江市在2010年~2013年项目资金约80亿元。其中，财政投入为6亿元。"
    whole, part = read(text, "other", REPORT, named(text, "临江市"))
    assert part.area == whole.area == "临江市"
    assert part.period is not None
    assert part.period.start == date(2010, 1, 1)
    assert text[part.quote_start : part.quote_end] == text


def test_a_body_that_opens_the_clause_is_the_agent() -> None:
    text = "省财政厅拨付资金1.5亿元。"
    [found] = read(text, "other", REPORT, named(text, "省财政厅", "GovernmentBody"))
    assert found.agent == "省财政厅"


def test_the_place_of_a_dateline_is_not_the_area() -> None:
    text = "新华社临江2月13日电（记者甲）五岳省出台政策措施15条。"
    [found] = read(text, "other", REPORT, named(text, "临江"))
    assert found.area == WUYUE[0]


def test_offsets_and_quote_hold_the_value() -> None:
    text = "。".join(["前文" * 30, "城镇新增就业37万人以上，" * 30])
    for found in read(text):
        assert text[found.start : found.end] == found.value_text == "37万人以上"
        assert found.quote_start <= found.start < found.end <= found.quote_end
        assert found.quote_end - found.quote_start <= 300


def test_the_same_text_gives_the_same_figures() -> None:
    assert read(REVIEW, "report") == read(REVIEW, "report")


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "5%、",
        "增长",
        "占",
        "分别增长5%、",
        "产量增长5%，",
        "从",
        "（5",
        "、",
        "万",
        "2020年到",
        "处1元的罚款",
        "按租金的5%给予补助，",
        "翻一番",
        "居全国第1位、",
        "自甲之日起1日内",
        "地区生产总值：",
        "5个大的",
    ],
)
def test_endless_repetition_does_not_hang(unit: str) -> None:
    read("预热5%。")
    text = unit * (40_000 // len(unit))
    assert all(text[m.start : m.end] == m.value_text for m in read(text, "report"))


def test_places_in_a_list_each_have_their_value() -> None:
    text = "临江市、望海市地区生产总值分别增长6%、5%。"
    places = named(text, "临江市"), named(text, "望海市")
    told = [(m.area, m.indicator, m.low) for m in read(text, "other", REPORT, *places)]
    assert told == [
        ("临江市", "地区生产总值增长", Decimal(6)),
        ("望海市", "地区生产总值增长", Decimal(5)),
    ]


def test_a_place_inside_a_clause_has_only_that_clause() -> None:
    text = "港口通道不断拓展、枢纽能级稳步提升，临江市龙头作用突出，国企利润增长11%。"
    [found] = read(text, "other", REPORT, named(text, "临江市"))
    assert found.area == WUYUE[0]


def test_a_plan_announced_after_a_review_has_goals() -> None:
    text = (
        "二、发展成就和“十五五”时期目标\n五年来，地区生产总值年均增长5%。\n"
        "我们编制了“十五五”规划纲要，提交大会审查。地区生产总值年均增长4.5%左右。\n"
    )
    review, goal = read(text, "report")
    assert (review.kind, goal.kind) == ("actual", "target")
    assert goal.period is not None
    assert goal.period.start == date(2026, 1, 1)


def test_a_deadline_that_opens_a_paragraph_governs_its_later_sentences() -> None:
    text = (
        "第一步，到2022年，总体技术达到先进水平。核心产业规模超过150亿元。\n"
        "第二步，到2027年，部分技术领先。核心产业规模超过400亿元。2025年，建成平台10个。\n"
        "全省新增企业20家。"
    )
    ends = [m.period.end.year if m.period and m.period.end else None for m in read(text)]
    assert ends == [2022, 2027, 2025, None]
