"""What a document is, read from its own text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from corpus import RawDocument, parse
from corpus.metadata.calendar import day_given, day_of
from corpus.metadata.kind import kind_of
from corpus.metadata.number import number_in

if TYPE_CHECKING:
    from corpus.document import Metadata

BODY = (
    "为深入贯彻落实党中央、国务院决策部署，加快推进数字政府建设，提升政务服务水平，"
    "现就有关事项通知如下。"
)


def about(text: str, **given: object) -> Metadata:
    return parse(RawDocument("x", text, given)).metadata


NOTICE = f"""某省人民政府办公厅关于印发全省
 数字政府建设三年行动
 方案的通知
 某政办发[2021]15号
 各市、县人民政府，省政府各部门、各直属机构：
 《全省数字政府建设三年行动方案》经省政府同意，现予印发，请遵照执行。
 某省人民政府办公厅 \xa0 \xa0
 二〇二一年三月四日\xa0\xa0
 （此件公开发布）
 全省数字政府建设三年行动方案
 {BODY}
 某省大数据局
 2021年1月5日
"""


def test_a_notice_that_forwards_a_plan() -> None:
    found = about(NOTICE)
    assert found.title == "某省人民政府办公厅关于印发全省数字政府建设三年行动方案的通知"
    assert found.document_number == "某政办发〔2021〕15号"
    assert found.issuers == ("某省人民政府办公厅",)
    assert found.issued_on == date(2021, 3, 4)
    assert found.kind == "notice"
    assert found.addressees == ("各市、县人民政府", "省政府各部门", "各直属机构")
    assert found.sources["issued_on"] == "text"


def test_what_is_given_wins_and_contradiction_is_kept() -> None:
    found = about(
        NOTICE,
        title="另一个题目",
        number="某政办发〔2021〕15号",
        issued_on="2021-03-05",
        主题="x",
        office="",
    )
    assert found.title == "另一个题目"
    assert found.issued_on == date(2021, 3, 5)
    assert ("issued_on", "2021-03-05", "2021-03-04") in found.conflicts
    assert {field for field, _, _ in found.conflicts} == {"title", "issued_on"}
    assert found.sources["title"] == "given"
    assert found.issuers == ("某省人民政府办公厅",)
    assert found.extra == {"主题": "x"}


def test_a_given_day_that_is_none_is_kept_as_it_is() -> None:
    found = about(BODY, published="不详", date="20220924")
    assert found.published_on == date(2022, 9, 24)
    assert found.extra == {"published": "不详"}


def test_a_joint_document() -> None:
    text = (
        f"某省财政厅 某省教育厅\n关于下达补助资金的通知\n某财教〔2020〕3号\n"
        f"各市财政局、教育局：\n{BODY}\n某省财政厅\u3000某省教育厅\n2020年2月7 日"
    )
    found = about(text)
    assert found.title == "某省财政厅 某省教育厅关于下达补助资金的通知"
    assert found.issuers == ("某省财政厅", "某省教育厅")
    assert found.issued_on == date(2020, 2, 7)
    assert about(f"国务院、中央军委关于同意某机场建设的批复\n{BODY}").issuers == (
        "国务院",
        "中央军委",
    )


def test_a_title_that_names_nobody_is_completed_by_the_signature() -> None:
    text = f"关于做好某项工作的通知\n各有关单位：\n{BODY}\n某市市场监督管理局\n2020年2月1日"
    assert about(text).issuers == ("某市市场监督管理局",)
    text = f"市教育局关于做好某项工作的通知\n各学校：\n{BODY}\n某某市教育局\n2020年2月1日"
    assert about(text).issuers == ("某某市教育局",)


def test_a_letterhead_and_a_number_above_the_title() -> None:
    text = (
        f"某市人民政府办公室文件\n某府办〔2020〕8号\n某市人民政府办公室\n"
        f"关于支持企业复工复产的通知\n各县（市、区）人民政府：\n{BODY}"
    )
    found = about(text)
    assert found.title == "某市人民政府办公室关于支持企业复工复产的通知"
    assert found.document_number == "某府办〔2020〕8号"


def test_a_document_on_a_single_line() -> None:
    text = (
        f"某市水务局关于停征污水处理费的通知 某水函【2020】9号 市自来水公司、"
        f"排水公司： {BODY * 2} 一、范围。{BODY}"
        f" 某市水务局 2020年2月7日 （信息公开形式：主动公开）"
    )
    found = about(text)
    assert found.title == "某市水务局关于停征污水处理费的通知"
    assert found.document_number == "某水函〔2020〕9号"
    assert found.issued_on == date(2020, 2, 7)


def test_a_title_said_twice_is_taken_once() -> None:
    whole = "某委员会关于改善工作条件切实关心身心健康若干措施的通知"
    text = (
        f"{whole}\n某委员会关于改善工作条件\n切实关心身心健康若干措施的通知\n"
        f"某委函〔2020〕61号\n各市委员会：\n{BODY}"
    )
    assert about(text).title == whole


def test_a_letter_spaced_title() -> None:
    assert about(f"某 市 数 据 管 理 办 法\n第一条 {BODY}").title == "某市数据管理办法"


def test_an_order_puts_a_regulation_into_force() -> None:
    text = (
        "中华人民共和国国务院令\n 第999号\n"
        " 《数据流通条例》已经2023年8月6日国务院第99次常务会议通过，现予公布，"
        "自2024年1月1日起施行。\n"
        " 总理 某某\n 2023年9月1日\n 数据流通条例\n 第一章 总 则\n"
        " 第一条 为了促进数据流通，制定本条例。\n"
        " 第二条 本条例自2024年1月1日起施行。\n"
    )
    found = about(text)
    assert found.title == "数据流通条例"
    assert found.document_number == "国令第999号"
    assert found.issuers == ("国务院",)
    assert found.issued_on == date(2023, 9, 1)
    assert found.effective_from == date(2024, 1, 1)
    assert found.kind == "regulation"


CITY = "某市第七届人民代表大会常务委员会第二次会议"
PROVINCE = "某省第十二届人民代表大会常务委员会第三十次会议"
FIRST = f"2017年8月10日 {CITY}通过\n2017年9月29日 {PROVINCE}批准"


@pytest.mark.parametrize(
    ("notes", "amended"),
    [
        (FIRST, []),
        (
            f"{FIRST}\n2018年8月28日 {CITY}通过\n"
            f"2018年11月29日 {PROVINCE}批准的《某市人大常委会关于修改部分地方性法规的决定》修正",
            ["2018-11-29"],
        ),
        (
            f"{FIRST}\n2018年8月28日 {CITY}通过并经2018年11月29日{PROVINCE}批准的"
            "《关于修改〈某市甲条例〉等十三件地方性法规的决定》修正",
            ["2018-11-29"],
        ),
        (f"{FIRST}\n2018年8月28日 {CITY}修订\n2018年11月29日 {PROVINCE}批准", ["2018-11-29"]),
        (
            f"{FIRST}\n2018年11月29日 {PROVINCE}批准的2018年8月28日{CITY}"
            "《关于修改〈某市甲条例〉的决定》修正",
            ["2018-11-29"],
        ),
        (
            "2013年5月6日 最高人民法院审判委员会第1577次会议通过\n"
            "2020年12月23日 最高人民法院审判委员会第1823次会议通过",
            ["2020-12-23"],
        ),
        (
            "2013年5月27日 最高人民法院审判委员会第1579次会议、"
            "2013年4月28日最高人民检察院第十二届检察委员会第5次会议通过",
            [],
        ),
    ],
    ids=["approved", "adopted then approved", "in one line", "revised", "approved first",
         "adopted again", "two bodies"],
)  # fmt: skip
def test_amendments_told_below_the_title(notes: str, amended: list[str]) -> None:
    text = f"某市甲条例\n{notes}\n第一条　为了规范管理，制定本条例。\n第二条　本条例适用于本市。\n"
    assert about(text).extra.get("amended_on", []) == amended


def test_the_history_is_kept_in_order() -> None:
    text = f"某市甲条例\n{FIRST}\n2018年1月1日 施行\n第一条　为了规范管理，制定本条例。\n"
    assert about(text).extra["history"] == [
        {"on": "2017-08-10", "event": "adopted"},
        {"on": "2017-09-29", "event": "approved"},
        {"on": "2018-01-01", "event": "in_force"},
    ]


@pytest.mark.parametrize(
    ("promulgated", "day"),
    [("", None), ("\n2017年10月8日 某市人民代表大会常务委员会公告公布", date(2017, 10, 8))],
)
def test_from_the_day_of_promulgation_needs_that_day(promulgated: str, day: date | None) -> None:
    text = f"某市甲条例\n{FIRST}{promulgated}\n第一条　本条例自公布之日起施行。\n"
    assert about(text).effective_from == day


def test_the_history_of_a_statute() -> None:
    text = (
        "# 某省数据条例\n\n2019年5月30日 某省第十三届人民代表大会常务委员会第三次会议通过\n\n"
        "2022年9月1日 某省第十三届人民代表大会常务委员会第三十次会议《关于修改〈某省数据条例"
        "〉的决定》修正\n\n"
        "第一条 为了规范管理，制定本条例。\n\n第二条 依照本条例取得的许可证有效期为五年。\n\n"
        "第三条 本条例自2019年8月1日起施行。\n"
    )
    found = about(text)
    assert found.issuers == ("某省人民代表大会常务委员会",)
    assert found.issued_on == date(2019, 5, 30)
    assert found.effective_from == date(2019, 8, 1)
    assert found.effective_until is None
    assert found.extra["amended_on"] == ["2022-09-01"]


@pytest.mark.parametrize(
    ("clause", "start", "end"),
    [
        ("本办法自2021年4月1日起施行，有效期五年。", date(2021, 4, 1), date(2026, 3, 31)),
        ("本通知自印发之日起施行，有效期至2022年12月31日。", date(2021, 3, 4), date(2022, 12, 31)),
        ("本办法自发布之日起30日后施行。", date(2021, 4, 3), None),
        ("本规定自2021年5月1日起试行两年。", date(2021, 5, 1), date(2023, 4, 30)),
        ("上述政策自2021年1月1日起执行，至2021年6月30日止。", date(2021, 1, 1), date(2021, 6, 30)),
        ("本实施细则自2021年5月1日起施行。", date(2021, 5, 1), None),
        ("本做好数据工作的通知自2021年5月1日起施行。", date(2021, 5, 1), None),
        ("本暂行规定有效期三年，自2021年5月1日起施行。", date(2021, 5, 1), date(2024, 4, 30)),
        ("该批准文件有效期两年。", None, None),
        ("《某法》自2019年1月1日起施行以来成效明显。", None, None),
        ("企业自2021年1月1日起实施改造。", None, None),
    ],
)
def test_validity(clause: str, start: date | None, end: date | None) -> None:
    found = about(
        f"某市关于做好数据工作的通知\n各单位：\n{BODY}\n{clause}\n某市数据局\n2021年3月4日\n"
    )
    assert (found.effective_from, found.effective_until) == (start, end)


REPORT = f"""您的位置:
首页
>
政务动态
政府工作报告
来源：某某日报
2026-02-03 09:02:33
【字体：
大
中
小
】
——2026年1月28日在某某省第十四届人民代表大会第四次会议上
省长　张三
各位代表：
受省人民政府委托，我向会议报告工作，请审议。
一、2025年工作回顾
{BODY}
"""


def test_a_work_report_behind_the_menu_of_a_page() -> None:
    found = about(REPORT)
    assert found.title == "政府工作报告"
    assert found.kind == "work_report"
    assert found.issuers == ("某某省人民政府",)
    assert found.issued_on == date(2026, 1, 28)
    assert found.published_on == date(2026, 2, 3)
    assert found.addressees == ()
    national = REPORT.replace("在某某省第十四届人民代表大会", "在第十四届全国人民代表大会")
    assert about(national).issuers == ("国务院",)


def test_a_record_above_the_text() -> None:
    text = (
        f"索 引 号：\n000/2021-1\n发文机关：\n某省人民政府\n成文日期：\n2021年3月4日\n"
        f"标　　题：\n某省人民政府关于数据工作的意见\n"
        f"发文字号：\n某政发〔2021〕7号\n发布日期：\n2021年3月9日\n各市人民政府：\n{BODY}"
    )
    found = about(text)
    assert found.title == "某省人民政府关于数据工作的意见"
    assert found.document_number == "某政发〔2021〕7号"
    assert (found.issued_on, found.published_on) == (date(2021, 3, 4), date(2021, 3, 9))
    assert found.issuers == ("某省人民政府",)


def test_news() -> None:
    found = about(f"某市推出支持企业新举措\n新华社某地2月3日电（记者 张三）{BODY}")
    assert (found.title, found.kind, found.issuers) == ("某市推出支持企业新举措", "news", ())
    assert found.issued_on is None


def test_a_text_without_a_title_has_none() -> None:
    assert about(BODY).title == ""
    assert about("好。").title == ""


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某省人民政府关于加快发展的实施意见（试行）", "opinion"),
        ("国务院关于同意设立某某试验区的批复", "reply"),
        ("中华人民共和国数据流通法", "law"),
        ("某省实施《中华人民共和国教师法》办法", "measures"),
        ("某市数字经济发展规划（2021—2025年）", "plan"),
        ("2026年某某省政府工作报告", "work_report"),
        ("某部门三方面做法", "other"),
        ("某省出台支持企业发展若干措施", "other"),
        ("某部印发《某某管理办法》", "other"),
        ("关于表扬先进单位的通报", "bulletin"),
    ],
)
def test_kinds(title: str, kind: str) -> None:
    assert kind_of(title, "") == kind


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("国办发〔2019〕5号", "国办发〔2019〕5号"),
        ("某教外函（2020）12号", "某教外函〔2020〕12号"),
        ("肺炎机制发〔2020〕21号", "肺炎机制发〔2020〕21号"),
        ("财政部公告2020年第6号", "财政部公告2020年第6号"),
        ("某省人民政府令 第12号", "某省人民政府令第12号"),
        ("根据国发〔2019〕5号文件", None),
    ],
)
def test_numbers(line: str, number: str | None) -> None:
    assert number_in(line) == number


def test_days() -> None:
    assert day_of("二〇一八年十二月三十一日") == date(2018, 12, 31)
    assert day_of("2018年 2月30日") is None
    assert day_given("2018/2/3 09:00") == date(2018, 2, 3)
    assert day_given(date(2018, 2, 3)) == date(2018, 2, 3)
    assert day_given("去年") is None


def test_a_signer_broken_over_lines_is_joined() -> None:
    text = (
        f"关于做好防控工作的通知\n各单位：\n{BODY}\n某市应对重大疫情\n防控工作领导小组办公室\n"
        "2020年2月1日"
    )
    assert about(text).issuers == ("某市应对重大疫情防控工作领导小组办公室",)


def test_a_signature_without_a_day() -> None:
    found = about(f"关于做好某项工作的通知\n各单位：\n{BODY}\n特此通知。\n某市财政局\n（主动公开）")
    assert (found.issuers, found.issued_on) == (("某市财政局",), None)


def test_a_signer_that_could_be_anybody_is_left_out() -> None:
    assert about(f"市政府关于支持企业发展的若干意见\n{BODY}").issuers == ()


def test_an_opening_clause_is_no_addressee() -> None:
    text = f"文明过节倡议书\n为树立文明新风，现向全市干部群众发出以下倡议：\n一、{BODY}"
    assert about(text).addressees == ()


def test_the_subject_of_a_record() -> None:
    text = f"索引号：000014349/2021-1　主题分类：综合政务\n发文机关：某市人民政府\n{NOTICE}"
    assert about(text).extra["subject"] == "综合政务"


def test_joint_issuers_stay_in_order() -> None:
    text = (
        f"关于推进平台建设的通知\n各区人民政府：\n{BODY}\n"
        "某省财政厅　某省教育厅\n某省数据局\n2021年3月5日\n"
    )
    assert about(text).issuers == ("某省财政厅", "某省教育厅", "某省数据局")


def test_three_dates_of_a_document() -> None:
    text = (
        "某市数据管理办法\n发布时间：2021-03-08\n某政发〔2021〕3号\n各区人民政府：\n"
        f"{BODY}\n本办法自2021年5月1日起施行，有效期五年。\n某市人民政府\n2021年3月5日\n"
    )
    found = about(text)
    assert found.issued_on == date(2021, 3, 5)
    assert found.published_on == date(2021, 3, 8)
    assert (found.effective_from, found.effective_until) == (date(2021, 5, 1), date(2026, 4, 30))
