"""Places and bodies are those of the document's day, and lead to what they are today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ontology.iri import place_iri
from zhengtu.service import Services, build, open_services
from zhengtu.service.cookbook import recipes
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

EARLIER = """---
title: 关于基层数据共享试点的通知
issued_on: 2014-05-01
---

# 关于基层数据共享试点的通知

请密云县、双流县做好试点，国家卫生计生委和国土资源部给予指导。
"""
LATER = """---
title: 关于扩大数据共享试点的通知
issued_on: 2020-06-01
---

# 关于扩大数据共享试点的通知

请密云区、双流区做好试点，国家卫生健康委和自然资源部给予指导。
"""
BODY = "https://w3id.org/zhengtu/id/body/"
PREFIXES = (
    "PREFIX zt: <https://w3id.org/zhengtu/ontology#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("names")
    (folder / "in").mkdir()
    (folder / "in" / "2014.md").write_text(EARLIER, "utf-8")
    (folder / "in" / "2020.md").write_text(LATER, "utf-8")
    settings = Settings(store=folder / "store", workers=1)
    assert not build([str(folder / "in")], settings).failed
    with open_services(settings) as opened:
        yield opened


def mentioned(services: Services, year: int) -> set[str]:
    query = PREFIXES + f'SELECT ?x WHERE {{ ?d zt:documentId "{year}.md" ; zt:mentions ?x }}'
    return {str(row["x"]) for row in services.view.select(query)}


def test_a_county_of_2014_is_that_county_and_leads_to_the_district_of_today(
    services: Services,
) -> None:
    assert {place_iri("110228"), place_iri("510122"), BODY + "nhfpc"} <= mentioned(services, 2014)
    assert {place_iri("110118"), place_iri("510116"), BODY + "nhc"} <= mentioned(services, 2020)
    assert not mentioned(services, 2014) & mentioned(services, 2020)
    query = PREFIXES + (
        "SELECT ?name ?until ?today WHERE { ?place zt:validUntil ?until ; zt:code ?code ; "
        'zt:successor/rdfs:label ?today ; rdfs:label ?name . ?d zt:documentId "2014.md" ; '
        "zt:mentions ?place }"
    )
    found = {(str(row["name"]), str(row["today"])) for row in services.view.select(query)}
    assert {("密云县", "密云区"), ("双流县", "双流区")} <= found


def test_documents_of_a_body_are_found_through_its_reorganisations(services: Services) -> None:
    (one,) = (each for each in recipes() if each.name.startswith("22-"))
    for query, names in (
        (one.query, {"国土资源部", "自然资源部"}),
        (
            one.query.replace("body/mnr", "body/nhc"),
            {"国家卫生和计划生育委员会", "国家卫生健康委员会"},
        ),
    ):
        rows = services.view.select(query)
        assert {str(row["body"]) for row in rows} == names
        assert [str(row["date"]) for row in rows] == ["2020-06-01", "2014-05-01"]


def test_divisions_that_are_no_more_tell_which_documents_speak_of_them(services: Services) -> None:
    (one,) = (each for each in recipes() if each.name.startswith("19-"))
    rows = services.view.select(one.query)
    spoken = {str(row["place"]): str(row["today"]) for row in rows if int(str(row["documents"]))}
    assert spoken == {"密云县": "密云区", "双流县": "双流区"}
