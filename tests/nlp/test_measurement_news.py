"""Figures of news and of notices: what is counted, whose it is, of which time and kind."""

from __future__ import annotations

import pytest

from nlp.pipe.measurement.extract import measure
from nlp.pipe.measurement.setting import CHINA, Named, Setting
from tests.nlp.figures import REPORT, figures, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("鱼类资源量达到禁捕前的1.95倍。", ["鱼类资源量=1.95倍"]),
        ("全年游客达到1亿1千万人次。", ["游客=110000000人次"]),
        ("全县发票领用率达98.2%。", ["发票领用率=98.2%"]),
        ("快递揽件量达1.2亿件。", ["快递揽件量=120000000件"]),
        ("多式联运集装箱运量增长50%。", ["多式联运集装箱运量增长=50%"]),
        ("铁路、公路完成投资分别增长5%、6%。", ["铁路投资增长=5%", "公路投资增长=6%"]),
        ("累计推广53个区域适应性的主导品种。", ["区域适应性的主导品种=53个"]),
        ("有序投放15万台（套）联合收割机。", ["投放联合收割机=150000台"]),
        ("中心的花篮，总高18米。", ["中心的花篮总高=18米"]),
        ("企业缴纳的社保费用，每月为170万元。", ["每月社保费用=1700000元"]),
        ("依法办理延期缴纳税款，最长不超过3个月。", ["延期缴纳税款期限≤3个月"]),
        ("秋粮收获超过2亿亩，完成22%。", ["秋粮收获>200000000亩", "秋粮收获完成比例=22%"]),
        ("农机销量超47万台，销售额超6亿元，销售额占全省的9%。", [
            "农机销量>470000台", "农机销售额>600000000元", "农机销售额占全省比重=9%",
        ]),
        ("企业数量比上届同期增长30%。", ["企业数量增长=30%"]),
        ("返还企业缴纳失业保险费总额的50%。", ["缴纳失业保险费总额返还比例=50%"]),
        ("地震造成2205人死亡、3640人受伤。", ["死亡人数=2205人", "受伤人数=3640人"]),
        ("交通违法案件360件，已处罚72件。", ["交通违法案件=360件", "处罚交通违法案件=72件"]),
        ("抢运防控物资257批，共7362件。", ["抢运防控物资=257批", "抢运防控物资=7362件"]),
        ("数十人受伤，累计1万多人次观看。", ["受伤人数≈10人", "观看人次>10000人次"]),
        ("发动38次进攻。", ["进攻次数=38次"]),
        ("以89.6%的得票率当选。", ["得票率=89.6%"]),
        ("带动80万农民增收。", ["农民=800000人"]),
        ("国防开支将升至生产总值的3%。", ["国防开支占生产总值比重=3%"]),
        ("菜价从3.16元/公斤猛涨至11.96元/公斤。", ["菜价=3.16元/公斤", "菜价=11.96元/公斤"]),
        ("19个成员国中有11个通胀率达两位数。", ["成员国=19个", "通胀率达两位数的成员国=11个"]),
        ("959座煤矿中，正常生产的只有56座。", ["煤矿=959座", "正常生产的煤矿=56座"]),
        ("共有86名从内科、外科抽调的医护人员。", ["医护人员=86名"]),
        ("共有300余位妇科、儿科等省级专家。", ["省级专家>300位"]),
        ("农机券已发放超过100万元。", ["农机券发放>1000000元"]),
        ("仅有18%的火势得到控制。", ["得到控制的火势占比=18%"]),
        ("5个协办城市完成56个场馆的改造。", ["协办城市=5个", "场馆=56个"]),
        ("把控学习总时长，其中小学、初中分别不超过2小时、4小时。", [
            "小学学习总时长≤2小时", "初中学习总时长≤4小时",
        ]),
        ("装备、石化、冶金三大重点行业的复工率分别为61%、56%和47%。", [
            "装备行业的复工率=61%", "石化行业的复工率=56%", "冶金行业的复工率=47%",
        ]),
        ("山林火灾烧毁的面积超过9公顷。", ["山林火灾烧毁的面积>9公顷"]),
        ("高原含氧量仅为平原地区的70%。", ["高原含氧量占平原地区比重=70%"]),
        ("中小企业数量超过参展企业总数50%。", ["中小企业数量占参展企业总数比重>50%"]),
    ],
)  # fmt: skip
def test_what_is_counted_or_measured(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize("text", ["每亩收入达3000元。", "每位学员补贴标准为200元。"])
def test_what_each_one_has_is_a_figure(text: str) -> None:
    assert len(figures(text)) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("对已付展位费给予50%的支持。", "limit"),
        ("稳岗返还比例由上年度缴费的50%提高到60%。", "limit"),
        ("在原有利率基础上下浮15%以上。", "limit"),
        ("已建成充电桩500个。", "actual"),
    ],
)
def test_what_a_notice_sets_is_told_from_what_it_reports(text: str, kind: str) -> None:
    assert read(text, "directive")[-1].kind == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("失业保险单位费率为0.5%，执行至明年7月。", "limit"),
        ("给予企业每人500元的补贴。", "limit"),
        ("去年给予企业补贴500万元。", "actual"),
        ("网上申报率达到99%。", "actual"),
        ("提出生产总值增长5%以上的目标。", "target"),
    ],
)
def test_an_article_tells_rules_too(text: str, kind: str) -> None:
    assert read(text)[-1].kind == kind


def test_a_time_of_news_holds_on_in_its_paragraph() -> None:
    text = "今年上半年，农机产量增长5%。农机出口额增长3%。\n农机进口额增长1%。"
    periods = [m.period for m in read(text)]
    assert periods[0] == periods[1] != periods[2]


def of(text: str, *places: Named) -> list[str | None]:
    """Return the areas of the figures of a text whose issuer has none."""
    return [m.area for m in measure(Setting(text, text, REPORT, named=places))]


def test_the_country_stays_the_subject_over_commas() -> None:
    text = "截至去年底，我国风电装机3亿千瓦，光伏装机4亿千瓦。"
    assert of(text) == [CHINA[0], CHINA[0]]
    assert of("核电装机占全国的4%。") == [None]


def test_a_sentence_without_a_place_goes_on_about_the_one_before() -> None:
    county = Named(0, 2, "County", "东岭县", "urn:dongling")
    assert of("东岭换了新稻种。平均亩产增加80斤。", county) == ["东岭县"]
    assert of("东岭换了新稻种。\n平均亩产增加80斤。", county) == [None]
