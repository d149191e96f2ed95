"""One behaviour of every store: what is put in comes back, replaced and removed as a whole."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, RDFS, BNode, Literal, URIRef

from kg.error import QueryError, StoreError
from kg.statement import (
    Declaration,
    DocumentGraph,
    Evidence,
    Statement,
    decimal_literal,
    document_iri,
)
from kg.storage.writer import ENTITY_GRAPH
from ontology.iri import provenance_graph
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.document import PolicyDocument
    from kg.storage.directory import Store

    Make = Callable[[str, str], PolicyDocument]

BODY = URIRef("https://w3id.org/zhengtu/id/body/0123456789abcdef")
PLAN = URIRef("https://w3id.org/zhengtu/id/programme/0123456789abcdef")
TEXT = "云河省财政厅牵头建立数据共享机制。"
HOSTILE = '甲"} } ; DROP ALL ; SELECT * { ?s ?p "\\乙\n\t丙\''


def graph_of(document: PolicyDocument, *, label: str = "数据共享机制") -> DocumentGraph:
    """A document that says one thing and declares another."""
    iri = document_iri(document.id)
    said = Statement(
        BODY,
        ZT.leads,
        PLAN,
        Evidence.of(document, 0, len(document.text)),
        "pattern:leads@1",
        0.875,
        ((ZT.periodText, Literal("今年")),),
    )
    return DocumentGraph(
        iri=iri,
        description=(
            (iri, RDF.type, ZT.PolicyDocument),
            (iri, ZT.documentId, Literal(document.id)),
        ),
        entities=(
            (BODY, RDF.type, ZT.GovernmentBody),
            (BODY, RDFS.label, Literal("云河省财政厅", lang="zh")),
            (PLAN, RDF.type, ZT.Programme),
            (PLAN, RDFS.label, Literal(label, lang="zh")),
        ),
        statements=(said,),
        declarations=(
            Declaration(iri, ZT.sourceUrl, URIRef("https://example.org/1"), document.id),
        ),
    )


def put(store: Store, document: PolicyDocument, graph: DocumentGraph | None = None) -> None:
    with store.writer() as writer:
        writer.replace(document, graph or graph_of(document))


def content(store: Store) -> set[tuple[str, ...]]:
    return {
        tuple(term.n3() for term in quad)
        for quad in store.view().quads()
        if "/graph/reference" not in quad[3]
    }


def test_what_is_put_in_comes_back(store: Store, make_document: Make) -> None:
    document = make_document("a.txt", TEXT)
    graph = graph_of(document)
    put(store, document, graph)
    iri = graph.iri
    assert {quad[:3] for quad in store.view().quads(iri)} == set(graph.facts())
    provenance = store.view().quads(provenance_graph(iri))
    assert {quad[:3] for quad in provenance} == set(graph.provenance())
    assert {quad[:3] for quad in store.view().quads(ENTITY_GRAPH)} == set(graph.entities)
    assert store.archive.document("a.txt") == document
    assert store.view().statements(BODY) == list(graph.statements)


def test_each_document_has_graphs_of_its_own(store: Store, make_document: Make) -> None:
    for name in ("a.txt", "b.txt"):
        put(store, make_document(name, TEXT))
    names = set(store.view().graph_names())
    for name in ("a.txt", "b.txt"):
        iri = document_iri(name)
        assert {iri, URIRef(provenance_graph(iri))} <= names
        assert store.view().has_graph(iri)
    assert not store.view().has_graph(document_iri("c.txt"))


def test_plain_patterns_range_over_all_graphs(store: Store, make_document: Make) -> None:
    put(store, make_document("a.txt", TEXT))
    query = f"""SELECT ?label ?quote WHERE {{ ?body <{ZT.leads}> ?plan .
        ?body <{RDFS.label}> ?label . ?said <{RDF.object}> ?plan ; <{ZT.quote}> ?quote }}"""
    assert store.view().select(query) == [
        {"label": Literal("云河省财政厅", lang="zh"), "quote": Literal(TEXT)}
    ]


def test_shared_things_are_described_once(store: Store, make_document: Make) -> None:
    put(store, make_document("a.txt", TEXT))
    put(store, make_document("b.txt", TEXT), graph_of(make_document("b.txt", TEXT), label="另名"))
    labels = store.view().select(f"SELECT ?x WHERE {{ <{PLAN}> <{RDFS.label}> ?x }}")
    assert labels == [{"x": Literal("数据共享机制", lang="zh")}]


def test_a_fact_of_two_documents_is_one_distinct_triple(store: Store, make_document: Make) -> None:
    for name in ("a.txt", "b.txt"):
        put(store, make_document(name, TEXT))
    query = f"SELECT DISTINCT ?plan WHERE {{ <{BODY}> <{ZT.leads}> ?plan }}"
    assert store.view().select(query) == [{"plan": PLAN}]
    found = store.view().evidence(BODY, ZT.leads, PLAN)
    assert [each.document_id for each in found] == ["a.txt", "b.txt"]


def test_replacing_leaves_nothing_of_what_was(store: Store, make_document: Make) -> None:
    first, second = make_document("a.txt", TEXT), make_document("a.txt", "没有事实。")
    put(store, first)
    iri = document_iri("a.txt")
    bare = DocumentGraph(iri, ((iri, ZT.documentId, Literal("a.txt")),), (), ())
    put(store, second, bare)
    assert content(store) == {
        (iri.n3(), ZT.documentId.n3(), Literal("a.txt").n3(), iri.n3()),
    }
    assert store.archive.document("a.txt").text == "没有事实。"


def test_building_again_gives_the_same_quads(store: Store, make_document: Make) -> None:
    document = make_document("a.txt", TEXT)
    put(store, document)
    before = content(store)
    put(store, document)
    assert content(store) == before
    assert len(store.archive) == 1


def test_a_new_label_replaces_the_old_one(store: Store, make_document: Make) -> None:
    document = make_document("a.txt", TEXT)
    put(store, document)
    put(store, document, graph_of(document, label="新名"))
    labels = [o for _, p, o in store.view().describe(PLAN) if p == RDFS.label]
    assert labels == [Literal("新名", lang="zh")]


def test_removing_leaves_the_others_whole(store: Store, make_document: Make) -> None:
    put(store, make_document("b.txt", TEXT))
    alone = content(store)
    put(store, make_document("a.txt", TEXT))
    with store.writer() as writer:
        assert writer.remove("a.txt")
        assert not writer.remove("a.txt")
    assert content(store) == alone
    assert store.archive.ids() == ["b.txt"]


def test_removing_the_last_leaves_nothing(store: Store, make_document: Make) -> None:
    put(store, make_document("a.txt", TEXT))
    with store.writer() as writer:
        writer.remove("a.txt")
    assert content(store) == set()
    assert len(store.archive) == 0


def test_evidence_of_any_part_of_a_triple(store: Store, make_document: Make) -> None:
    document = make_document("a.txt", TEXT)
    put(store, document)
    expected = [Evidence("a.txt", 0, len(TEXT), TEXT)]
    view = store.view()
    assert view.evidence(BODY, ZT.leads, PLAN) == expected
    assert view.evidence(subject=BODY) == expected
    assert view.evidence(predicate=ZT.leads) == expected
    assert view.evidence(object=PLAN) == expected
    assert view.evidence() == expected
    assert view.evidence(subject=PLAN) == []


def test_describe_gives_each_triple_once(store: Store, make_document: Make) -> None:
    for name in ("a.txt", "b.txt"):
        put(store, make_document(name, TEXT))
    assert store.view().describe(BODY) == sorted(
        [
            (BODY, RDF.type, ZT.GovernmentBody),
            (BODY, RDFS.label, Literal("云河省财政厅", lang="zh")),
            (BODY, ZT.leads, PLAN),
        ],
        key=lambda triple: tuple(term.n3() for term in triple),
    )


@pytest.mark.parametrize("text", [HOSTILE, "", "’); --", "{}", "\\", '"', "'''", '"""', "\u2028"])
def test_bound_text_is_a_value_and_never_syntax(
    store: Store, make_document: Make, text: str
) -> None:
    document = make_document("a.txt", TEXT)
    iri = document_iri("a.txt")
    value = Literal(text)
    put(store, document, DocumentGraph(iri, ((iri, ZT.valueText, value),), (), ()))
    query = f"SELECT ?d WHERE {{ ?d <{ZT.valueText}> ?text }}"
    assert store.view().select(query, {"text": value}) == [{"d": iri}]
    assert store.view().select(query, {"text": Literal(text + "丁")}) == []
    assert store.view().ask(f"ASK {{ ?d <{ZT.valueText}> ?text }}", {"text": value})


def test_bindings_reach_filters_groups_and_counts(store: Store, make_document: Make) -> None:
    put(store, make_document("a.txt", TEXT))
    view = store.view()
    bound = {"b": BODY, "p": ZT.leads}
    assert view.select("SELECT ?o WHERE { ?s ?p ?o FILTER (?s = ?b) }", bound) == [{"o": PLAN}]
    count = "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?b ?p ?o }"
    assert view.select(count, bound) == [{"n": Literal(1)}]
    inner = "SELECT ?o { SELECT ?b ?p ?o WHERE { ?b ?p ?o } }"
    assert view.select(inner, bound) == [{"o": PLAN}]
    braces = 'SELECT (CONCAT("{", STR(?o)) AS ?x) WHERE { ?b ?p ?o }'
    assert view.select(braces, bound) == [{"x": Literal("{" + PLAN)}]


def test_what_cannot_be_bound_is_refused(store: Store) -> None:
    for name, term in (
        ("x y", PLAN),
        ("x", BNode()),
        ("x", URIRef("http://a/> } ")),
        ("1x", PLAN),
    ):
        with pytest.raises(QueryError):
            store.view().select("SELECT * WHERE { ?x ?p ?o }", {name: term})


def test_a_variable_without_a_value_is_absent(store: Store, make_document: Make) -> None:
    put(store, make_document("a.txt", TEXT))
    query = f"SELECT ?s ?x WHERE {{ ?s <{ZT.leads}> ?o OPTIONAL {{ ?s <{ZT.unit}> ?x }} }}"
    assert store.view().select(query) == [{"s": BODY}]


def test_numbers_come_back_as_they_went_in(store: Store, make_document: Make) -> None:
    from decimal import Decimal

    document = make_document("a.txt", TEXT)
    iri = document_iri("a.txt")
    numbers = [
        decimal_literal(Decimal(each)) for each in ("5.50", "5500000", "0", "-0.001", "1E+13")
    ]
    put(store, document, DocumentGraph(iri, tuple((iri, ZT.low, n) for n in numbers), (), ()))
    found = {quad[2].n3() for quad in store.view().quads(iri)}
    assert found == {each.n3() for each in numbers}
    more = store.view().select(f"SELECT ?n WHERE {{ ?d <{ZT.low}> ?n FILTER (?n > 5) }}")
    assert len(more) == 3


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "PREFIX a: <http://a/> LOAD <http://localhost:9/>",
        "CLEAR ALL",
        "SELECT * WHERE { SERVICE <http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/hostname> WHERE { ?s ?p ?o }",
        "SELECT * WHERE { ?s ?p",
        "SELECT * WHERE { ?s ?p ?o } }",
        "",
    ],
)
def test_what_is_no_read_only_query_of_this_store_is_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryError):
        store.view().run(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <{there}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ VALUES ?g {{ <{there}> }} SERVICE ?g {{ ?s ?p ?o }} }}",
        "SELECT * FROM <{there}> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{there}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "CONSTRUCT {{ ?s ?p ?o }} FROM <{there}> {{ ?s ?p ?o }}",
        "LOAD <{there}>",
        "LOAD SILENT <{there}> INTO GRAPH <a:a>",
        "INSERT {{ ?s ?p ?o }} USING <{there}> WHERE {{ ?s ?p ?o }}",
    ],
)
def test_nothing_goes_out(store: Store, query: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.setblocking(False)
        there = f"http://127.0.0.1:{canary.getsockname()[1]}/data.ttl"
        with pytest.raises(QueryError):
            store.view().run(query.format(there=there))
        with pytest.raises(BlockingIOError):
            canary.accept()


def test_forms_are_told_apart(store: Store, make_document: Make) -> None:
    put(store, make_document("a.txt", TEXT))
    view = store.view()
    made = view.run(f"CONSTRUCT {{ ?o <a:by> ?s }} WHERE {{ ?s <{ZT.leads}> ?o }}")
    assert (made.form, made.triples) == ("graph", ((PLAN, URIRef("a:by"), BODY),))
    assert view.run("ASK { ?s ?p ?o }").answer
    with pytest.raises(QueryError):
        view.select("ASK { ?s ?p ?o }")
    with pytest.raises(QueryError):
        view.ask("SELECT * WHERE { ?s ?p ?o }")


def test_a_limit_cuts_and_says_so(store: Store, make_document: Make) -> None:
    put(store, make_document("a.txt", TEXT))
    query = "SELECT * WHERE { ?s ?p ?o }"
    assert len(store.view().select(query, limit=2)) == 2
    assert store.view().run(query, limit=2).truncated
    assert not store.view().run(query + " LIMIT 2", limit=2).truncated


def test_invalid_terms_change_nothing(store: Store, make_document: Make) -> None:
    put(store, make_document("b.txt", TEXT))
    before = content(store)
    document = make_document("a.txt", TEXT)
    iri = document_iri("a.txt")
    bad = DocumentGraph(iri, ((iri, ZT.sourceUrl, URIRef("http://a b/")),), (), ())
    with pytest.raises(StoreError):
        put(store, document, bad)
    assert content(store) == before
    assert store.archive.ids() == ["b.txt"]


def test_a_graph_goes_to_its_own_document(store: Store, make_document: Make) -> None:
    with pytest.raises(StoreError):
        put(store, make_document("b.txt", TEXT), graph_of(make_document("a.txt", TEXT)))


def test_a_graph_without_a_row_is_cleaned(store: Store, make_document: Make) -> None:
    put(store, make_document("a.txt", TEXT))
    whole = content(store)
    put(store, make_document("b.txt", TEXT))
    store.archive.forget("b.txt")  # as a killed build leaves it
    assert store.clean() == 2
    assert content(store) == whole
    assert store.clean() == 0
