"""Places: full and short names, word boundaries, choice among namesakes, self-references."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.document import Metadata, PolicyDocument
from nlp.pipeline import load

PLACE = ("Province", "City", "County", "Region")


def found(text: str) -> list[tuple[str, str, str | None]]:
    links = load().parse(text).links
    return [(k.mention.text, k.mention.label, k.name) for k in links if k.mention.label in PLACE]


def names(text: str) -> list[str | None]:
    return [name for _, _, name in found(text)]


def in_document(text: str, *issuers: str, title: str = "", to: str = "") -> list[str | None]:
    addressees = (to,) if to else ()
    metadata = Metadata(title=title, issuers=issuers, addressees=addressees)
    document = PolicyDocument("x", text, metadata, (), (), "0")
    links = load().extract(document).links
    return [link.name for link in links if link.mention.label in PLACE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("湖北省宜昌市发布", [("湖北省", "Province"), ("宜昌市", "City")]),
        ("上海浦东新区建设", [("上海", "Province"), ("浦东新区", "County")]),
        ("江苏、浙江两省", [("江苏", "Province"), ("浙江", "Province")]),
        ("推动京津冀协同发展", [("京津冀", "Region")]),
        ("川渝两地共建", [("川", "Province"), ("渝", "Province")]),
        ("东部、中部地区领先", [("东部", "Region"), ("中部地区", "Region")]),
        ("宜昌高新区", [("宜昌高新区", "Region")]),
        ("中国（湖北）自由贸易试验区", [("中国（湖北）自由贸易试验区", "Region")]),
    ],
)
def test_labels_by_level(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(mention, label) for mention, label, _ in found(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "贺兰山东麓的葡萄酒",  # no 山东
        "按北京时间公布",
        "南京路步行街",
        "北京东路步行街",
        "武汉天河国际机场",
        "促进合作和平发展",  # county names that are words
        "在新疆东部的东部",
    ],
)
def test_names_inside_words_and_other_names(text: str) -> None:
    assert [name for name in names(text) if name != "新疆维吾尔自治区"] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青海海南州", "海南藏族自治州"),
        ("武汉市民满意", "武汉市"),
        ("武汉市民政局", "武汉市"),
        ("广州市场活跃", "广州市"),
        ("南阳市长江路", "南阳市"),
    ],
)
def test_where_a_name_ends(text: str, name: str) -> None:
    assert names(text)[-1] == name


def test_a_namesake_is_decided_by_what_stands_before() -> None:
    assert names("福州市鼓楼区和南京市鼓楼区")[1::2] == ["鼓楼区", "鼓楼区"]
    iris = [k.iri for k in load().parse("福州市鼓楼区和南京市鼓楼区").links]
    assert iris[1] != iris[3]


def test_a_namesake_without_a_sign_stays_nil() -> None:
    (link,) = load().parse("在鼓楼区召开").links
    assert link.iri is None
    assert "places have this name" in link.reason


def test_siblings_in_a_list_decide() -> None:
    assert names("海北、海南、黄南三州")[1:] == ["海南藏族自治州", "黄南藏族自治州"]


def test_a_county_by_its_short_name() -> None:
    assert names("浦东的政府投入是多少？") == ["浦东新区"]
    assert names("昆山和义乌的目标") == ["昆山市", "义乌市"]
    assert in_document("出门上街，加快宝丰建设") == []
    assert in_document("推动金华发展，支持义乌改革") == ["金华市", "义乌市"]


def test_former_names_are_found() -> None:
    assert names("襄樊市和玉环县") == ["襄樊市", "玉环县"]


def test_self_references_mean_the_issuer() -> None:
    assert in_document("全市和全省都要落实，我市先行。", "宜昌市人民政府") == [
        "宜昌市",
        "湖北省",
        "宜昌市",
    ]
    assert in_document("全市推进", "北京市怀柔区人民政府") == ["北京市"]
    assert in_document("自治区财政支持", "广西壮族自治区人民政府") == ["广西壮族自治区"]
    assert in_document("同意你省意见", "国务院", to="四川省人民政府") == ["四川省"]
    assert in_document("全省推进", "国务院") == [None]


def test_the_issuers_area_is_found_without_an_issuer() -> None:
    assert in_document("全省推进", title="湖北出台十条措施") == ["湖北省"]
    assert in_document("经自治区同意", title="回放：广西召开发布会") == ["广西壮族自治区"]
    assert in_document("在湖北省第十四届人民代表大会上\n全省推进") == ["湖北省", "湖北省"]
    # 合作 is also a city; here it is a word.
    assert in_document("全市推进", title="合作共赢谋发展") == [None]


def test_a_place_that_opens_the_clause_is_meant() -> None:
    text = "在山东省全省推开"
    assert in_document(text, "浙江省人民政府") == ["山东省", "山东省"]


def test_generic_divisions_are_no_places() -> None:
    assert names("各省、自治区、直辖市人民政府，设区的市") == []


def test_an_enterprise_named_after_a_place_is_not_the_place() -> None:
    links = load().parse("上海甲乙丙医药集团").links
    assert [link.mention.label for link in links] == ["Organization"]


def test_a_place_stays_inside_its_body() -> None:
    labels = [link.mention.label for link in load().parse("宜昌市财政局").links]
    assert labels == ["City", "GovernmentBody"]


@pytest.mark.parametrize(
    ("text", "year", "name"),
    [
        ("北京密云", 2010, "密云县"),
        ("北京密云", 2020, "密云区"),
        ("北京市密云县", 2020, "密云县"),
        ("湖北襄樊", 2005, "襄樊市"),
    ],
)
def test_a_division_is_that_of_the_documents_year(text: str, year: int, name: str) -> None:
    links = load().parse(f"{text}发布", date(year, 6, 1)).links
    assert [link.name for link in links][-1] == name


def test_one_character_after_a_verb_of_place() -> None:
    assert names("展会在京举办，医疗队援鄂，驻沪机构") == ["北京市", "湖北省", "上海市"]
    assert names("在津贴发放方面，川流不息") == []


def test_a_division_right_behind_its_own_shows_where_both_end() -> None:
    assert names("浙江湖州的水下森林") == ["浙江省", "湖州市"]


@pytest.mark.parametrize(
    "text", ["泉州湾等重点海湾", "上海期货交易所开市", "怀柔科学城的装备产业", "漳州核电一期投产"]
)
def test_a_place_in_the_name_of_a_bay_or_an_institution_is_not_the_place(text: str) -> None:
    assert names(text) == []


def test_a_place_that_owns_a_facility_is_the_place() -> None:
    assert names("湖北的机场") == ["湖北省"]
    assert names("湖北机场集团") != ["湖北省"]


@pytest.mark.parametrize(
    "text",
    [
        "在北京西、昆山南等车站",
        "实行“泰安通”扫码",
        "夺冠后，江苏队返回",
        "加拿大安大略省南部和东部地区降温",
    ],
)
def test_places_in_names_of_other_things_are_none(text: str) -> None:
    assert all(link.mention.label not in PLACE for link in load().parse(text).links)


def test_a_quoted_place_and_a_part_of_the_country_are_meant() -> None:
    assert names("“泰安市”和“泰安”") == ["泰安市", "泰安市"]
    assert names("我国东部地区率先发展") == ["东部地区"]
