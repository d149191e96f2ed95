"""Cited documents find the held ones by number, else by title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDF, Literal, URIRef

from kg.link.lineage import link
from kg.storage.oxigraph_store import OxigraphBackend
from kg.storage.writer import ENTITY_GRAPH, LINK_GRAPH
from ontology.namespace import ZT

if TYPE_CHECKING:
    from kg.statement import Quad, Triple

HELD = URIRef("https://a.org/held")
CITED = URIRef("https://a.org/cited")


def held(name: URIRef, title: str | None, number: str | None) -> list[Triple]:
    found: list[Triple] = [
        (name, ZT.documentId, Literal(name)),
        (name, RDF.type, ZT.PolicyDocument),
    ]
    if title:
        found.append((name, ZT.title, Literal(title, lang="zh")))
    if number:
        found.append((name, ZT.documentNumber, Literal(number)))
    return found


def links(documents: list[list[Triple]], title: str | None, number: str | None) -> set[URIRef]:
    backend = OxigraphBackend()
    backend.replace({each[0][0]: each for each in documents if isinstance(each[0][0], URIRef)})
    cited: list[Quad] = [(*t, ENTITY_GRAPH) for t in held(CITED, title, number)[1:]]
    backend.replace({}, add=cited)
    count = link(backend)
    found = {URIRef(quad[2]) for quad in backend.quads(LINK_GRAPH)}
    assert count == len(found)
    return found


def test_number_decides_whatever_its_brackets() -> None:
    documents = [held(HELD, "云河省数据办法", "云政发【2024】12号")]
    assert links(documents, None, "云政发 [2024] 12号") == {HELD}
    assert links(documents, "别的办法", "云政发(2024)12号") == {HELD}
    assert links(documents, None, "云政发【2024】13号") == set()


def test_title_decides_without_a_number() -> None:
    documents = [held(HELD, "云河省人民政府关于〈数据〉的意见", "云政发【2024】12号")]
    assert links(documents, "云河省人民政府关于《数据》的意见", None) == {HELD}
    assert links(documents, "关于《数据》的意见", None) == set()


def test_an_older_document_of_the_same_title_is_another() -> None:
    documents = [held(HELD, "云河省数据办法", "云政发【2024】12号")]
    assert links(documents, "云河省数据办法", "云政发【2019】3号") == set()
    assert links([held(HELD, "云河省数据办法", None)], "云河省数据办法", "云政发【2019】3号") == {
        HELD
    }


def test_all_held_copies_are_linked() -> None:
    copy = URIRef("https://a.org/copy")
    documents = [held(name, "云河省数据办法", None) for name in (HELD, copy)]
    assert links(documents, "云河省数据办法", None) == {HELD, copy}


def test_links_are_rebuilt_whole() -> None:
    backend = OxigraphBackend()
    cited: list[Quad] = [(*t, ENTITY_GRAPH) for t in held(CITED, "云河省数据办法", None)[1:]]
    backend.replace({HELD: held(HELD, "云河省数据办法", None)}, add=cited)
    assert link(backend) == 1
    backend.replace({HELD: []})
    assert link(backend) == 0
    assert not backend.has_graph(LINK_GRAPH)
