"""Where engines differ, as ``docs/engines.md`` tells it, and that we do not fall for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, XSD, Literal, URIRef

from kg.endpoint.address import Endpoint, EndpointError
from kg.endpoint.backend import EndpointBackend
from kg.endpoint.update import OPERATION
from kg.error import QueryError
from kg.view import BackendView
from ontology.iri import BASE
from tests.contract.engine import VIRTUOSO_ROWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.statement import Triple

GRAPH, OTHER = URIRef(BASE + "document/1"), URIRef(BASE + "document/2")
KEPT: tuple[Literal | URIRef, ...] = (
    Literal("甲\n\t\"\\'\u2028𠮷", lang="zh"),
    Literal("Plan", lang="en"),
    Literal(""),
    Literal("5"),
    Literal("甲" * 100_000),
    Literal("2015-08-31", datatype=XSD.date),
    Literal("2015-08", datatype=XSD.gYearMonth),
    Literal("1954", datatype=XSD.gYear),
    Literal("2026-11-26T01:02:03+08:00", datatype=XSD.dateTime),
    Literal("12345678901", datatype=XSD.integer),
    Literal("10000000000000", datatype=XSD.decimal),
    Literal("-0.001", datatype=XSD.decimal),
    URIRef("https://example.org/国发〔2015〕50号?x=1&y=%20"),
)


@pytest.fixture
def backend(endpoint: Endpoint) -> Iterator[EndpointBackend]:
    """An engine with a head and nothing else of ours."""
    made = EndpointBackend(endpoint)
    made.set_head("test", "")
    yield made
    made.close()


def numbered(count: int) -> list[Triple]:
    return [(URIRef(f"a:{n}"), RDF.value, Literal(f"第{n}条")) for n in range(count)]


def test_what_we_store_comes_back_as_it_is_and_can_be_found(backend: EndpointBackend) -> None:
    triples: list[Triple] = [(GRAPH, URIRef(f"a:p{n}"), term) for n, term in enumerate(KEPT)]
    backend.replace({GRAPH: triples})
    assert {quad[2] for quad in backend.quads(GRAPH)} == set(KEPT)
    view = BackendView(backend)
    for term in KEPT:
        if len(term) < 1000:
            found = view.select("SELECT ?p WHERE { ?s ?p ?o }", {"s": GRAPH, "o": term})
            assert len(found) == 1, term


def test_graphs_larger_than_one_operation_are_written(backend: EndpointBackend) -> None:
    backend.replace({GRAPH: numbered(6 * OPERATION), OTHER: numbered(3)})
    view = BackendView(backend)
    count = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"
    assert int(view.select(count)[0]["n"]) == 6 * OPERATION
    backend.replace({GRAPH: numbered(2)})
    assert int(view.select(count)[0]["n"]) == 2
    assert len(list(backend.quads(OTHER))) == 3


def test_graphs_of_others_are_not_ours(backend: EndpointBackend) -> None:
    foreign = URIRef("https://example.org/graph")
    backend.replace({GRAPH: numbered(1), foreign: numbered(1)})
    assert backend.graph_names() == [GRAPH]
    assert {quad[3] for quad in backend.quads()} == {GRAPH}
    backend.replace({foreign: []})


def test_a_group_of_values_in_a_union_is_joined_with_a_pattern(backend: EndpointBackend) -> None:
    """Virtuoso finds nothing if VALUES stands alone there; so we do not write it."""
    backend.replace({GRAPH: numbered(3)})
    query = """SELECT ?o WHERE { { VALUES ?s { <a:1> } ?s ?p ?o }
        UNION { VALUES ?x { <a:2> } ?x ?p ?o } }"""
    rows = BackendView(backend).select(query)
    assert sorted(str(row["o"]) for row in rows) == ["第1条", "第2条"]


def test_a_dataset_narrows_the_range(backend: EndpointBackend) -> None:
    backend.replace({GRAPH: numbered(3), OTHER: numbered(5)})
    view = BackendView(backend)
    count = "SELECT (COUNT(*) AS ?n) {dataset} WHERE {{ ?s <{value}> ?o }}"
    for dataset, expected in (("", 8), (f"FROM <{GRAPH}>", 3), (f"FROM <{OTHER}>", 5)):
        rows = view.select(count.format(dataset=dataset, value=RDF.value))
        assert int(rows[0]["n"]) == expected


def test_virtuoso_cuts_and_that_is_told(endpoints: Callable[[str], Endpoint]) -> None:
    endpoint = endpoints("virtuoso")
    graph_store = endpoint.query.replace("/sparql", "/sparql-graph-crud")
    backend = EndpointBackend(endpoint)
    other = EndpointBackend(Endpoint(endpoint.query, endpoint.update, graph_store))
    try:
        backend.replace({GRAPH: numbered(VIRTUOSO_ROWS + 5), OTHER: []})
        query = f"SELECT ?o WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"
        with pytest.raises(QueryError, match="ResultSetMaxRows"):
            backend.query(query, union=False)
        assert backend.query(query, union=False, limit=10).truncated
        for each in (backend, other):
            with pytest.raises(EndpointError, match="ResultSetMaxRows"):
                list(each.quads(GRAPH))
            assert list(each.quads(OTHER)) == []
        backend.replace({GRAPH: numbered(5)})
        assert len(list(other.quads(GRAPH))) == 5
        backend.replace({GRAPH: []})
    finally:
        backend.close()
        other.close()


def test_virtuoso_asks_who_we_are(endpoints: Callable[[str], Endpoint]) -> None:
    address = endpoints("virtuoso").query + "-auth"
    for password, allowed in (("dba", True), ("wrong", False)):
        backend = EndpointBackend(Endpoint.of(address, user="dba", password=password))
        try:
            if allowed:
                backend.replace({GRAPH: numbered(1)})
                assert backend.has_graph(GRAPH)
                backend.replace({GRAPH: []})
            else:
                with pytest.raises(EndpointError, match="ZHENGTU_GRAPH_USER"):
                    backend.graph_names()
        finally:
            backend.close()
