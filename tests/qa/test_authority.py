"""Which body is in charge, and what a question demands of the words that answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.passage.demand import nobody, unmet, untitled
from tests.qa.said import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhengtu.service import Services

HEAD = """---
title: {title}
issuer: {issuer}
issued_on: 2021-03-04
---

# {title}

"""
TEXTS = {
    "city": HEAD.format(title="合肥市星桥管理条例", issuer="合肥市人民代表大会常务委员会")
    + """第一条　为了管理星桥，制定本条例。

第二条　星桥分为一级星桥、二级星桥和三级星桥。

第三条　市、区人民政府应当加强对星桥管理工作的领导。

第四条　市交通运输主管部门负责全市星桥的监督管理工作。

区交通运输主管部门负责本辖区内星桥的监督管理工作。

财政部门按照职责做好相关工作。

第五条　在星桥上设置广告，由单位或者个人向星桥管理部门提出申请。

第六条　建设一级星桥的，应当报省人民政府批准。建设二级星桥的，应当报市人民政府批准。
""",
    "country": HEAD.format(title="中华人民共和国星桥法", issuer="全国人民代表大会常务委员会")
    + """第一条　为了规范星桥，制定本法。

第二条　国务院交通运输主管部门主管全国星桥工作。

第三条　其他部门可以委托星桥协会负责星桥的统计工作。
""",
    "named": HEAD.format(title="安庆市云渡促进条例", issuer="安庆市人民代表大会常务委员会")
    + """第一条　为了促进云渡发展，制定本条例。

第二条　市人民政府应当明确云渡主管部门。云渡主管部门负责云渡工作。

第三条　云渡主管部门应当建立云渡评价制度。
""",
}


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A store of three statutes, none of which is real."""
    with opened(tmp_path_factory.mktemp("authority"), TEXTS) as services:
        yield services


@pytest.mark.parametrize(
    "question",
    [
        "合肥市星桥由哪个部门主管？",
        "合肥市星桥管理条例的主管部门是谁？",
        "合肥市的星桥归谁管",
        "《合肥市星桥管理条例》由哪个部门负责？",
    ],
)
def test_bodies_of_a_place_are_in_charge(services: Services, question: str) -> None:
    answer = services.ask(question)
    assert [v.value for v in answer.values] == ["市交通运输主管部门", "区交通运输主管部门"]
    (quote,) = answer.evidence
    assert quote.document == "city.md"
    assert "财政部门" not in quote.quote


def test_without_a_place_the_text_of_the_country_counts(services: Services) -> None:
    answer = services.ask("星桥由谁主管？")
    assert [v.value for v in answer.values] == ["国务院交通运输主管部门"]
    assert answer.evidence[0].document == "country.md"


def test_what_the_question_says_itself_is_no_body(services: Services) -> None:
    values = [v.value for v in services.ask("安庆市云渡的主管部门是哪个？").values]
    assert "云渡主管部门" not in values


def test_a_deed_is_not_the_whole_matter(services: Services) -> None:
    answer = services.ask("合肥市建设二级星桥由谁批准？")
    assert "交通运输" not in answer.text


def test_which_law_is_told_by_a_law() -> None:
    assert untitled("哪部法规定了补偿费", "生产建设单位") is not None
    assert untitled("哪部法规定了补偿费", "《水土保持法》") is None
    assert untitled("由谁缴纳补偿费", "生产建设单位") is None


@pytest.mark.parametrize(
    ("question", "quote", "value", "met"),
    [
        ("建设一级桥报谁批准", "建设二级桥的，报市政府批准。", "市政府", False),
        ("建设二级桥报谁批准", "建设二级桥的，报市政府批准。", "市政府", True),
        ("建设一级桥报谁批准", "建设桥的，报市政府批准。", "市政府", False),
        ("最长可以领几个月", "死亡的，一次发给六个月的补助。", "六个月", False),
        ("最长可以领几个月", "期限增加一个月，最长不超过二十四个月。", "二十四个月", True),
        ("至少要有多少人", "应当有三人以上到场。", "三人", True),
        ("至少要有多少人", "去年有三人到场。", "三人", False),
        ("要经过几审", "应当在三十日前送达。", "三十日", False),
        ("要经过几审", "实行三审终审。", "三审", True),
        ("加入协会需要什么条件", "会计师应当加入协会。", "会计师应当加入协会。", False),
        ("加入协会需要什么条件", "符合下列条件的，可以加入。", "符合下列条件的", True),
        ("担保费率上限是多少", "单户担保1000万元以下，年化费率1.5%。", "1000万元", False),
        ("担保费率上限是多少", "单户担保1000万元以下，年化费率不超过1.5%。", "1.5%", True),
        ("管理机构的职责有哪些", "前款规定的统称机构。", "前款规定的统称机构。", False),
        ("治理什么时候完成", "2018年11月，国务院印发意见，作出部署。", "2018年11月", False),
        ("治理什么时候完成", "2019年底前完成治理。", "2019年底前", True),
        ("答复期限是多久", "需要延长的，延长的期限不得超过20日。", "20日", False),
        ("答复期限是多久", "应当在收到申请之日起20日内答复。", "20日内", True),
        ("答复可以延长的期限是多久", "需要延长的，延长的期限不得超过20日。", "20日", True),
        ("遗嘱的形式有哪些", "见证人应当在每一页签名。", "见证人应当在每一页签名。", False),
        ("星税税率是多少", "低于星税税率的50%的，另行规定。", "50%", False),
        ("星税税率是多少", "星税的税率为25%。", "25%", True),
        ("退役年龄是多少", "不得超过规定年龄5周岁。", "5周岁", False),
        ("退役年龄是多少", "退役年龄为60周岁。", "60周岁", True),
        ("婚假多少天", "除国家规定的婚假外，增加婚假七天。", "七天", False),
        ("婚假多少天", "给予其配偶护理假一个月。", "一个月", False),
        ("婚假多少天", "职工婚假为三天。", "三天", True),
        ("裁决多久生效", "在1997年7月1日至生效之日拒绝的。", "1997年7月1日", False),
        ("复议期限多少天", "规定的复议期限少于六十日的除外。", "六十日", False),
        ("时效期间为几年", "尚未满通则规定的二年或者一年。", "一年", False),
        ("护照有效期几年", "护照的有效期为：未满十六周岁的五年，以上的十年。", "五年", True),
        ("试用期最长多久", "合同不满一年的，试用期不超过一个月。", "一个月", True),
        ("公告期不少于多少天", "公示期不得少于5个工作日。", "5个工作日", False),
        ("担保贷款展期最长多久", "展期期限最长不得超过1年。", "1年", True),
        ("记分周期是多久", "在每个记分周期结束后三十日内接受审验。", "三十日内", False),
        ("记分周期是多久", "记分周期为12个月。", "12个月", True),
        ("多少度以上禁止开垦", "在禁止开垦坡度以下、五度以上的荒坡地开垦的。", "五度以上", False),
        ("多少度以上禁止开垦", "禁止在二十五度以上陡坡地开垦。", "二十五度以上", True),
        ("补偿怎么计算", "补偿年限自施行之日起计算。", "补偿年限自施行之日起计算。", False),
        ("补偿怎么计算", "补偿按工作年限支付。", "补偿按工作年限支付。", True),
        ("逃漏怎么罚", "对逃漏不报告的，给予处分。", "对逃漏不报告的，给予处分。", False),
        ("许可证由谁发", "未取得许可证的，由市卫生部门责令改正。", "市卫生部门", False),
        ("许可证由谁发", "许可证由市卫生部门核发。", "市卫生部门", True),
        ("墓的保护范围", "文物部门主管墓的保护。", "文物部门主管墓的保护。", False),
    ],
)
def test_what_a_question_demands(question: str, quote: str, value: str, *, met: bool) -> None:
    assert (unmet(question, quote, value) is None) is met


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ("发展和改革部门", True),
        ("市、县人民政府（以下称政府）", True),
        ("编制投资规划；审批项目。", False),
        ("本级副总", False),
        ("王小明", True),
        ("会同有关方面编制农业投资规划和年度投资计划", False),
    ],
)
def test_who_is_somebody(value: str, *, fits: bool) -> None:
    assert (nobody("农业投资由谁管理", value) is None) is fits
    assert nobody("农业投资包括什么", value) is None
