"""The pages that compare, explore, lay along time and export, over the sample documents."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import Graph
from streamlit.testing.v1 import AppTest

from ontology.iri import place_iri
from zhengtu.service import build, open_services
from zhengtu.service.event import events
from zhengtu.service.explore import Edge, Neighbourhood, Thing
from zhengtu.service.overview import level_of
from zhengtu.settings import Settings
from zhengtu.ui import chart
from zhengtu.ui.exporting import shown_size
from zhengtu.ui.network import dot
from zhengtu.ui.site import Site
from zhengtu.ui.tiles import TILES

if TYPE_CHECKING:
    from collections.abc import Iterator

ZHEJIANG = place_iri("330000")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    settings = Settings(store=tmp_path_factory.mktemp("desk") / "store", workers=1)
    assert not build([], settings).failed
    with open_services(settings) as services:
        yield Site(services, settings, "one")


def run(site: Site, page: str, **address: str) -> AppTest:
    def script(site: object, page: str) -> None:
        import importlib
        from unittest.mock import patch

        import streamlit as st

        # A page that is run alone has no pages to link to.
        def linked(*_: object, label: str = "", **__: object) -> None:
            st.html(f"<a>{label}</a>")

        with patch.object(st, "page_link", linked):
            importlib.import_module(f"zhengtu.ui.{page}").show(site)

    shown = AppTest.from_function(script, args=(site, page), default_timeout=60)
    for name, value in address.items():
        shown.query_params[name] = value
    shown.run()
    assert not shown.exception, shown.exception
    return shown


def elements(shown: AppTest, kind: str) -> list[Any]:
    return list(shown.get(kind))


def words(shown: AppTest) -> str:
    return "\n".join(str(each.value) for each in elements(shown, "html"))


def test_compare_shows_places_beside_each_other(desk: Site) -> None:
    shown = run(desk, "comparing")
    assert shown.selectbox[0].value == "地区生产总值增长"
    assert "kind" not in shown.query_params  # the first choice needs no words in the address
    frame = shown.dataframe[0].value
    assert {"浙江省", "河北省", "海南省"} <= set(frame["地区或主体"])
    assert "5%—5.5%" in set(frame["数值"])
    assert all(frame["原文"])


def test_compare_shows_what_the_address_says(desk: Site) -> None:
    shown = run(desk, "comparing", indicator="城镇新增就业", kind="target")
    assert shown.selectbox[0].value == "城镇新增就业"
    assert set(shown.dataframe[0].value["性质"]) == {"目标"}
    strange = run(desk, "comparing", kind="nonesuch", period="昨天")
    assert strange.selectbox[0].value == "地区生产总值增长"
    unknown = run(desk, "comparing", indicator="没有这个指标")
    assert "没有“没有这个指标”的数据" in unknown.info[0].value


def test_figures_are_drawn_with_their_comparators(desk: Site) -> None:
    rows = [row for row in desk.desk.table("地区生产总值增长").rows if row["kind"] == "target"]
    frame = chart.numbers(rows)
    zhejiang = frame[(frame["name"] == "浙江省") & (frame["year"] == "2026")].iloc[0]
    assert (zhejiang["low"], zhejiang["high"], zhejiang["comparator"]) == (5.0, 5.5, "range")
    drawn = chart.ranked(frame, "地区生产总值增长", "%").to_dict()
    shapes = drawn["layer"][2]["encoding"]["shape"]["scale"]
    assert dict(zip(shapes["domain"], shapes["range"], strict=True))["≥"] == "triangle-right"
    tiles = chart.tile_map(frame.drop_duplicates("name"), "x", "%")
    assert tiles is not None
    assert chart.tile_map(frame[frame["name"] == "没有"], "x", "%") is None


def test_every_province_has_a_tile_of_its_own() -> None:
    from nlp.gazetteer.place import places

    names = {each.name for each in places() if each.level == "province" and not each.valid_until}
    assert set(TILES) == names
    assert len(set(TILES.values())) == len(TILES)


def test_explore_finds_things_and_shows_one(desk: Site) -> None:
    shown = run(desk, "exploring", find="浙江")
    assert "浙江省（省级行政区" in words(shown)
    one = run(desk, "exploring", thing=ZHEJIANG)
    assert "浙江省" in words(one)
    assert any("隶属于" in set(table.value.get("关系", [])) for table in one.dataframe)
    none = run(desk, "exploring", find="没有这个名字")
    assert none.info


def test_a_path_joins_two_things(desk: Site) -> None:
    (ndrc,) = [
        each
        for each in desk.desk.things("国家发展和改革委员会")
        if each.label == "国家发展和改革委员会"
    ]
    joined = desk.desk.path(ZHEJIANG, ndrc.iri)
    assert joined is not None
    ends = {end for edge in joined.edges for end in (edge.subject, edge.object)}
    assert {ZHEJIANG, ndrc.iri} <= ends
    assert desk.desk.path(ZHEJIANG, "http://example.org/nowhere") is None


def test_names_cannot_break_a_picture() -> None:
    bad = Thing("http://x/1", 'a"] ; evil [label="\\', "Programme")
    around = Neighbourhood(
        bad, (Thing("http://x/2", "b\nc", ""),), (Edge("http://x/1", "leads", "http://x/2"),)
    )
    drawn = dot((around.centre, *around.things), around.edges)
    assert '\\"] ; evil [label=\\"\\\\' in drawn
    assert '"b c"' in drawn


def test_timeline_narrows_by_level_and_year(desk: Site) -> None:
    shown = run(desk, "timeline")
    everything = len(shown.dataframe[0].value)
    assert everything > 40
    central = run(desk, "timeline", level="central", years="2015-2018")
    frame = central.dataframe[0].value
    assert 0 < len(frame) < everything
    assert set(frame["层级"]) == {"中央"}
    assert {day[:4] for day in frame["成文日期"]} <= {"2015", "2016", "2017", "2018"}


def test_timeline_tells_events_of_the_documents_that_are_shown(desk: Site) -> None:
    shown = run(desk, "timeline")
    told = shown.dataframe[1].value
    assert "2017年，陕西省基本建成关中智慧城市群（计划）。" in set(told["事件"])
    assert list(told["时间"]) == sorted(told["时间"])
    central = run(desk, "timeline", level="central").dataframe[1].value
    assert 0 < len(central) < len(told)


def test_events_of_one_sentence_are_told_together(desk: Site) -> None:
    joint = [e for e in events(desk.desk.view) if "工业和信息化部" in e.sentence]
    assert any("、" in e.sentence.split("建立")[0] for e in joint)
    for event in joint:
        text = desk.reader.document(event.document).text
        assert text[event.start : event.end] == event.quote


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("国务院办公厅", "central"),
        ("工业和信息化部", "central"),
        ("中共中央", "central"),
        ("浙江省人民政府", "province"),
        ("中共北京市委", "province"),
        ("武汉市人民政府", "city"),
        ("某公司", "other"),
    ],
)
def test_whose_document_it_is(issuer: str, level: str) -> None:
    assert level_of([issuer]) == level


def test_export_gives_turtle_that_parses_again(desk: Site) -> None:
    shown = run(desk, "exporting")
    next(each for each in shown.button if each.label == "准备 Turtle").click().run()
    assert not shown.exception
    (taken,) = [each for each in elements(shown, "download_button") if "zhengtu.ttl" in each.label]
    assert "KB" in taken.label or "MB" in taken.label
    content = io.BytesIO()
    desk.desk.export(content, "turtle")
    assert len(Graph().parse(data=content.getvalue(), format="turtle")) > 1000


def test_sizes_as_people_read_them() -> None:
    assert shown_size(10) == "10 字节"
    assert shown_size(2048) == "2 KB"
    assert shown_size(3 << 20) == "3.0 MB"


def test_a_document_tells_its_standing_and_its_reference(desk: Site) -> None:
    shown = run(desk, "library", doc="cybersecurity-review-measures-2020")
    assert "效力：已失效或尚未生效" in [each.label for each in shown.expander]
    assert any(
        "网络安全审查办法" in str(each.value) and "[Z]" in str(each.value) for each in shown.code
    )


def test_the_ledger_of_missing_documents_is_shown(desk: Site) -> None:
    shown = run(desk, "library", view="missing")
    assert any("没有收录的文件" in table.value.columns for table in shown.dataframe)


def test_a_document_stands_beside_its_superior_one(desk: Site) -> None:
    ids = {row.id for row in desk.desk.documents()}
    local, superior = "zhejiang-digital-economy-regulations-2020", "data-security-law-2021"
    assert local in ids
    named = superior if superior in ids else sorted(ids - {local})[0]
    shown = run(desk, "library", doc=local, view="beside", beside=named)
    assert any("未采用" in str(each.proto) for each in shown.get("button_group"))
    none = run(desk, "library", doc="zhejiang-work-report-2026", view="beside")
    assert "没有已收录的上位文件" in str(none.info[0].value)


def test_whether_documents_hold_is_told_as_the_graph_tells_it(desk: Site) -> None:
    from kg.statement import document_iri
    from kg.time.validity import status
    from zhengtu.service.facet import standings

    documents = desk.desk.documents()
    for day in (date(2019, 6, 1), date(2026, 6, 1)):
        told = standings(desk.desk.view, documents, day)
        full = {
            each.id: status(desk.desk.view, str(document_iri(each.id)), day).status
            for each in documents
        }
        assert told == full


def test_line_strikes_through_what_no_longer_holds(desk: Site) -> None:
    from kg.statement import document_iri
    from zhengtu.service.lineage import lineage

    iri = str(document_iri("zhejiang-digital-economy-regulations-2020"))
    line = lineage(desk.desk.view, iri, date(2026, 6, 1))
    assert [each.ended for each in line.documents if each.thing.iri == iri] == [False]
    assert any(each.ended for each in line.documents)
    shown = run(desk, "exploring", thing=iri, view="line")
    assert "<S>" in str(shown.get("graphviz_chart")[0].proto)


def test_what_is_to_be_exported_is_in_the_address(desk: Site) -> None:
    document = "zhejiang-work-report-2026"
    shown = run(desk, "exporting", form="trig", doc=document, provenance="1", table="entities")
    assert [each.value for each in shown.selectbox] == ["trig", document, "entities", "csv"]
    assert shown.toggle[0].value is True
    shown.selectbox[0].select("nquads").run()
    shown.toggle[0].set_value(False).run()
    assert shown.query_params["form"] == "nquads"
    assert "provenance" not in shown.query_params


def test_documents_that_agree_are_said_to(desk: Site) -> None:
    shown = run(desk, "comparing", of="conflicts")
    assert "没有发现互相矛盾" in shown.info[0].value
