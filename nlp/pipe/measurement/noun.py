"""In what the things that a noun names are counted, where the value itself has no unit."""

from __future__ import annotations

import re

_UNITS = (
    (
        "人",
        re.compile(
            r"(?:人数|人口|人次|人员|人才|人群|职工|员工|游客|旅客|学生|学子|师生|儿童|幼儿|婴幼儿|老人|老年人"
            r"|毕业生|党员|干部|用户|就业|群众|劳动力|居民|农民|村民|市民|市民群众|读者|观众|网民|患者|对象|志愿者"
            r"|民警|交警|官兵|战士|士兵|医师|医务工作者|从业者|消费者|移民|难民|乘客|考生|运动员|选手|新生|人士|参保人|农民工|劳动者|务工人员|代表|专家|教师|医生|护士|军人|人)$"
        ),
    ),
    ("户", re.compile(r"(?:农户|家庭|户数|住户|商户|个体工商户|贫困户|低收入户|脱贫户|户)$")),
    ("家", re.compile(r"(?:企业|公司|门店|网点|商家|机构|工厂|合作社)$")),
    (
        "元",
        re.compile(
            r"(?:资金|金额|投资|贷款|补贴|补助|奖金|税收|收入|债券|基金|贷款余额|存款|保费|总值|总额|产值|市值|货值"
            r"|增加值|营收|销售额|成交额|交易额|国债|专项债|赔款|退税|订单|支出|债券|信贷|授信)$"
        ),
    ),
    (
        "亩",
        re.compile(r"(?:农田|耕地|湿地|林地|草原|草地|土地|水面|水稻|小麦|玉米|大豆|油菜|棉花)$"),
    ),
    ("公里", re.compile(r"(?:公路|铁路|道路|管网|管线|线路|岸线|航道|航线|渠道|绿道|堤防)$")),
    ("千瓦", re.compile(r"(?:装机|装机容量|机组)$")),
    ("例", re.compile(r"(?:病例|确诊|感染者?|死亡病例)$")),
)


def unit_of_noun(name: str) -> str:
    """Return the unit of what a name counts, empty if it does not tell.

    >>> unit_of_noun("接待游客"), unit_of_noun("奖补资金"), unit_of_noun("面积")
    ('人', '元', '')
    """
    return next((unit for unit, noun in _UNITS if noun.search(name)), "")
