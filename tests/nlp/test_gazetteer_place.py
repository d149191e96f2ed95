"""The table of places: complete, consistent, and what its generator writes."""

from __future__ import annotations

import re

import pytest

from nlp.gazetteer.make_places import all_places, table
from nlp.gazetteer.matcher import Matcher
from nlp.gazetteer.place import ancestors, place_by_code, place_by_surface, places, within
from nlp.gazetteer.region import regions


def test_levels_are_complete() -> None:
    current = [p for p in places() if p.valid_until is None]
    counts = {
        lv: sum(p.level == lv for p in current) for lv in ("province", "prefecture", "county")
    }
    assert counts["province"] == 34
    assert 330 <= counts["prefecture"] <= 345
    assert 2800 <= counts["county"] <= 3000


def test_codes_are_unique_and_parents_known() -> None:
    by_code = place_by_code()
    assert len(by_code) == len(places())
    for place in places():
        assert (place.parent is None) == (place.level == "province")
        assert place.parent is None or by_code[place.parent].valid_until is None
        assert place.successor is None or place.successor in by_code
        if place.valid_until is None:
            assert re.fullmatch(r"\d{6}", place.code)


@pytest.mark.parametrize(
    ("name", "code", "parent"),
    [
        ("北京市", "110000", None),
        ("玉环市", "331083", "331000"),
        ("浦东新区", "310115", "310000"),
        ("仙桃市", "429004", "420000"),
        ("海南藏族自治州", "632500", "630000"),
        ("蓬莱区", "370614", "370600"),
        ("香港特别行政区", "810000", None),
    ],
)
def test_known_places(name: str, code: str, parent: str | None) -> None:
    (place,) = (p for p in place_by_surface()[name] if p.name == name)
    assert (place.code, place.parent) == (code, parent)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("内蒙古自治区", "内蒙古"),
        ("湘西土家族苗族自治州", "湘西州"),
        ("黔东南苗族侗族自治州", "黔东南"),
        ("神农架林区", "神农架"),
        ("前郭尔罗斯蒙古族自治县", "前郭"),
        ("峰峰矿区", "峰峰"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short in place_by_surface()[name][0].short_names


def test_a_former_place_leads_to_its_successor() -> None:
    (former,) = place_by_surface()["襄樊市"]
    assert former.valid_until == 2010
    assert former.successor is not None
    assert place_by_code()[former.successor].name == "襄阳市"


def test_zones_are_no_divisions() -> None:
    assert not [p.name for p in places() if "开发区" in p.name or "产业园" in p.name]


def test_containment() -> None:
    by_code = place_by_code()
    assert [p.name for p in ancestors(by_code["310115"])] == ["浦东新区", "上海市"]
    assert within(by_code["420106"], by_code["420000"])
    assert not within(by_code["420000"], by_code["420106"])


def test_the_table_is_what_the_generator_writes() -> None:
    pytest.importorskip("jionlp", reason="the generator reads JioNLP's dictionary")
    from importlib.resources import files

    committed = files("nlp.gazetteer").joinpath("places.tsv").read_text(encoding="utf-8")
    assert table(all_places()) == committed


def test_regions_name_known_divisions() -> None:
    keys = [region.key for region in regions()]
    assert len(keys) == len(set(keys))
    for region in regions():
        assert all(code in place_by_code() for code in region.members)


def test_the_longest_name_wins() -> None:
    matcher = Matcher(["海南", "海南州", "南州"])
    assert list(matcher.find("去海南州")) == [(1, 4), (2, 4)]
    assert list(matcher.at("海南州", 0)) == [3, 2]
    assert list(matcher.find("海")) == []
