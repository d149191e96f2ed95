"""Government bodies, central and local, and organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.document import Metadata, PolicyDocument
from nlp.pipe.body_grammar import full_core
from nlp.pipeline import load
from ontology.iri import mint

if TYPE_CHECKING:
    from nlp.extraction import Link


def found(text: str, *issuers: str, label: str = "GovernmentBody") -> list[Link]:
    metadata = Metadata(issuers=issuers)
    document = PolicyDocument("x", text, metadata, (), (), "0")
    return [link for link in load().extract(document).links if link.mention.label == label]


def pairs(text: str, *issuers: str) -> list[tuple[str, str | None]]:
    return [(link.mention.text, link.name) for link in found(text, *issuers)]


def test_a_joint_list_of_ministries() -> None:
    links = found("国家发改委、工信部、住建部等12个部门印发")
    assert [link.iri and link.iri.rsplit("/", 1)[1] for link in links] == [
        "ndrc",
        "miit",
        "mohurd",
    ]


@pytest.mark.parametrize(
    "text", ["教育部门负责", "财政部分资金", "水利部署工作", "有关部门", "各级财政部门"]
)
def test_words_that_begin_like_a_ministry(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["英国央行加息", "县级以上人民政府", "各市、县人民政府", "各县（市）区政府"]
)
def test_bodies_of_nobody_in_particular(text: str) -> None:
    # The recogniser may take a body of another state for one; it is none that is known here.
    assert [link for link in found(text) if link.iri is not None] == []


def test_departments_of_a_ministry() -> None:
    assert pairs("工业和信息化部装备工业一司印发") == [
        ("工业和信息化部装备工业一司", "工业和信息化部装备工业一司")
    ]
    assert pairs("国家发改委办公厅") == [("国家发改委办公厅", "国家发展和改革委员会办公厅")]


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("湖北省财政厅印发", "湖北省财政厅", "湖北省财政厅"),
        ("宜昌市发改委牵头", "宜昌市发改委", "宜昌市发展和改革委员会"),
        ("宜昌市人民政府办公室", "宜昌市人民政府办公室", "宜昌市人民政府办公室"),
        ("宜昌市政府决定", "宜昌市政府", "宜昌市人民政府"),
        ("湖北宜昌市政务信息化办公室", "宜昌市政务信息化办公室", "宜昌市政务信息化办公室"),
        ("怀柔区城市管理委部署", "怀柔区城市管理委", "北京市怀柔区城市管理委员会"),
        ("湖北省人大常委会通过", "湖北省人大常委会", "湖北省人民代表大会常务委员会"),
        ("在中共湖北省委领导下", "中共湖北省委", "中共湖北省委员会"),
        ("武汉市委宣传部印发", "武汉市委宣传部", "中共武汉市委员会宣传部"),
        ("宜昌市生态环境主管部门监管", "宜昌市生态环境主管部门", "宜昌市生态环境主管部门"),
        ("广西壮族自治区大数据发展局", "广西壮族自治区大数据发展局", "广西壮族自治区大数据发展局"),
        ("雄安新区管委会", "雄安新区管委会", "雄安新区管理委员会"),
        ("国家税务总局湖北省税务局", "国家税务总局湖北省税务局", "湖北省税务局"),
    ],
)
def test_local_bodies(text: str, mention: str, name: str) -> None:
    assert pairs(text) == [(mention, name)]


def test_the_issuers_area_is_understood() -> None:
    assert pairs("由省经信厅会同市场监管局负责", "浙江省人民政府") == [
        ("省经信厅", "浙江省经济和信息化厅"),
        ("市场监管局", "浙江省市场监督管理局"),
    ]
    assert pairs("发展改革委要做好工作", "宜昌市人民政府") == [
        ("发展改革委", "宜昌市发展和改革委员会")
    ]
    assert pairs("发展改革委要做好工作", "国务院") == [("发展改革委", "国家发展和改革委员会")]


def test_leagues_and_banners() -> None:
    assert pairs("报盟财政局和旗教育局", "锡林郭勒盟行政公署") == [
        ("盟财政局", "锡林郭勒盟财政局"),
        ("旗教育局", None),
    ]


def test_a_list_shares_its_area() -> None:
    assert [name for _, name in pairs("宜昌市发展改革委、财政局和教育局")] == [
        "宜昌市发展和改革委员会",
        "宜昌市财政局",
        "宜昌市教育局",
    ]


def test_a_shortened_name_is_the_longer_one_in_the_text() -> None:
    links = found("宜昌市政务信息化办公室主管，由市政务信息办归口管理。")
    assert len({link.iri for link in links}) == 1
    assert links[1].mention.text == "市政务信息办"


def test_stems_count_only_in_a_list() -> None:
    assert [name for _, name in pairs("教育、财政、人力资源社会保障等部门", "国务院")] == [
        "教育部",
        "财政部",
        "人力资源和社会保障部",
    ]
    assert found("发展教育和财政事业") == []


def test_iri_of_a_local_body() -> None:
    (link,) = found("武汉市财政局")
    assert link.iri == mint("body", "武汉市财政局")


def test_an_unknown_area_is_nil() -> None:
    (link,) = found("由省财政厅负责")
    assert (link.iri, link.name) == (None, None)
    assert link.reason


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("卫健委", "卫生健康委员会"),
        ("应急管理局", "应急管理局"),
        ("应急局", "应急管理局"),
        ("政府办公厅", "人民政府办公厅"),
        ("文化旅游和广播电视局", "文化旅游和广播电视局"),
    ],
)
def test_full_names(short: str, full: str) -> None:
    assert full_core(short) == full


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("与中兴网信公司签约", "中兴网信公司"),
        ("赴北京甲丁专用汽车有限公司检查", "北京甲丁专用汽车有限公司"),
        ("中山大学附属医院", "中山大学附属医院"),
        ("支持上海交通大学建设", "上海交通大学"),
        ("向北京青少年发展基金会捐赠", "北京青少年发展基金会"),
    ],
)
def test_organisations_have_names(text: str, name: str) -> None:
    assert [link.name for link in found(text, label="Organization")] == [name]


@pytest.mark.parametrize(
    "text", ["鼓励商业银行放贷", "上市公司", "国有企业集团", "三级定点医院", "各国中央银行"]
)
def test_kinds_of_organisation_are_no_names(text: str) -> None:
    assert found(text, label="Organization") == []


def test_a_department_of_the_state_council_known_by_its_duty() -> None:
    assert pairs("由国务院药品监督管理部门与国务院卫生主管部门商定") == [
        ("国务院药品监督管理部门", "国务院药品监督管理部门"),
        ("国务院卫生主管部门", "国务院卫生主管部门"),
    ]
    assert pairs("国务院有关部门、国务院各部门") == [("国务院", "国务院")] * 2


@pytest.mark.parametrize(
    "text", ["北京儿童医院亦庄院区", "北方工业大学延庆校区", "武汉妇幼医院", "怀柔国家实验室"]
)
def test_a_place_in_an_organisations_name_is_no_place(text: str) -> None:
    links = load().parse(f"支持{text}建设").links
    assert [(link.mention.label, link.mention.text) for link in links] == [("Organization", text)]


def test_a_department_known_by_its_duty_is_that_of_the_issuer_s_area() -> None:
    issuer = "武汉市人民代表大会常务委员会"
    assert pairs("市教育行政主管部门负责全市云票工作", issuer)[:1] == [
        ("市教育行政主管部门", "武汉市教育行政主管部门")
    ]
    assert pairs("市人民政府教育部门制定", issuer) == [
        ("市人民政府教育部门", "武汉市人民政府教育部门")
    ]
    for text in ("市有关主管部门", "市、区教育行政主管部门", "县级以上教育行政主管部门"):
        assert all("主管部门" not in name for name, _ in pairs(text, issuer))
