"""Programmes, meetings and persons."""

from __future__ import annotations

import pytest

from nlp.pipeline import load


def names(text: str, label: str = "Programme") -> list[str | None]:
    return [link.name for link in load().parse(text).links if link.mention.label == label]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("提出打造“珠三角智慧城市群”", "珠三角智慧城市群"),
        ("建立的“居民之家”集中了服务窗口", "居民之家"),
        ("以BOT方式打造“数字宜昌”", "数字宜昌"),
        ("将“车辆信息卡系统”纳入条例", "车辆信息卡系统"),
        ("实施“人工智能+”行动", "人工智能+行动"),
        ("登录“甲里办”APP办理", "甲里办APP"),
        ("推动信息惠民国家试点工程", "信息惠民国家试点工程"),
        ("建立智慧城市部际协调机制", "智慧城市部际协调机制"),
        ("国家智慧城市标准体系有望出台", "国家智慧城市标准体系"),
        ("依托国家企业信用信息公示系统", "国家企业信用信息公示系统"),
        ("建设网上办事大厅", "网上办事大厅"),
        ("数字宜昌由谁建设", "数字宜昌"),
        ("参加“云上书市”微信小程序", "云上书市微信小程序"),
        ("依靠“强校”建设突破计划", "强校建设突破计划"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "增强“以数据流代替人流”的效能",
        "采取“企业建设、政府租用”的模式",
        "深化“双随机、一公开”监管",
        "目前“网上办事率”等指标",
        "“十四五”规划收官之年",
        "“智慧城市”进入新阶段",
        "深化“云管服”改革",
        "开展“一店一云”试点",
        "建设重大工程和服务平台",
        "全市税务系统要发挥作用",
        "制定行动方案和年度工作计划",
    ],
)
def test_terms_slogans_and_sorts_are_no_names(text: str) -> None:
    assert names(text) == []


def test_meetings() -> None:
    assert names("落实十八届三中、四中全会精神", "Meeting") == ["十八届三中全会", "十八届四中全会"]
    assert names("在湖北省第十三届人民代表大会第四次会议上", "Meeting") == [
        "湖北省第十三届人民代表大会第四次会议"
    ]
    assert names("完成了市十六届人大三次会议确定的任务", "Meeting") == ["市十六届人大三次会议"]
    assert names("国务院常务会议确定", "Meeting") == ["国务院常务会议"]


def test_persons_stand_beside_an_office() -> None:
    assert names("湖北省省长　李建国", "Person") == ["李建国"]
    assert names("省长要负总责，主任和书记会同落实", "Person") == []


@pytest.mark.parametrize(
    "text",
    ["京津城际", "黔江至吉首高铁", "川渝合作示范区", "泉州人工智能产业园", "宜昌—荆门科创走廊"],
)
def test_a_place_in_the_name_of_a_facility_is_no_place(text: str) -> None:
    links = load().parse(f"加快{text}建设").links
    assert [(link.mention.label, link.mention.text) for link in links] == [("Programme", text)]


@pytest.mark.parametrize(
    "text", ["湖北省高速公路里程增加", "武汉各大火车站", "宜昌打造物流中心", "湖北的机场"]
)
def test_a_place_before_a_sort_of_facility_is_the_place(text: str) -> None:
    assert names(text) == []
    assert load().parse(text).links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新华社南昌3月1日电（记者甘雨、阿依古丽）", ["甘雨", "阿依古丽"]),
        ("副局长方国强担任", ["方国强"]),
        ("市领导王建军、李卫东参加", ["王建军", "李卫东"]),
        ("监察专员何丽华说，何丽华还介绍", ["何丽华", "何丽华"]),
        ("\n 主 任：尤 明 财政部部长\n 成 员：何小红 外交部部长助理\n", ["尤明", "何小红"]),
        ("深入学习习近平生态文明思想", []),
        ("主任和书记要在一线", []),
    ],
)
def test_where_persons_are_named(text: str, found: list[str]) -> None:
    assert names(text, "Person") == found
