"""The guard: what reaches out or writes is refused, whatever it is dressed as."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from kg.error import QueryError
from kg.query import (
    _MAY_REACH_OUT,
    _dataset,
    _refuse_service,
    bind,
    guard,
    tokens,
    with_prefixes,
)
from kg.storage.oxigraph_store import OxigraphBackend

HELD = "https://example.org/graph"


def held(name: str) -> bool:
    return name == HELD


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://h/> { ?s ?p ?o } }",
        "SELECT * { service<http://h/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE<http://h/> { ?s ?p ?o } }",
        "PREFIX : <http://h/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "PREFIX : <http://h/> SELECT * { SERVICESILENT:x { ?s ?p ?o } }",
        "PREFIX e: <http://h/> SELECT * { ?s e:a\\' ?o . SERVICE e:x { ?s ?p '' } }",
        "SELECT * { # } \n SERVICE <http://h/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'it\\'s' . SERVICE ?s { ?s ?p ?o } }",
        'SELECT * { ?s ?p """a"b""" . SERVICE ?s { ?s ?p ?o } }',
        "SELECT * { FILTER (?a <?b) SERVICE ?s { ?s ?p ?o } FILTER (?c> ?d) }",
        "SELECT * { \\u0053ERVICE <http://h/> { ?s ?p ?o } }",
        'SELECT * { BIND ("\\u0022) SERVICE ?s { } #" AS ?x) }',
    ],
)
def test_service_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        guard(query, held)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <http://h/> { }" }',
        "SELECT * { ?s <http://h/SERVICE> ?o }",
        "SELECT * { ?s ?SERVICE ?o } # SERVICE",
        "PREFIX s: <http://schema.org/> SELECT * { ?s s:serviceType ?o }",
        "SELECT (CONCAT('FROM ', ?x) AS ?y) { ?s ?p ?x }",
        'SELECT * { ?s ?p "insert" FILTER (?s < 5 && ?o > 3) }',
        "ask{?s ?p ?o}",
        "DESCRIBE <http://h/>",
    ],
)
def test_words_in_their_place_pass(query: str) -> None:
    assert not guard(query, held).dataset


@pytest.mark.parametrize("word", ["INSERT DATA", "delete where", "Load", "CLEAR", "DROP", "WITH"])
def test_update_is_refused_with_what_to_do(word: str) -> None:
    with pytest.raises(QueryError, match="read-only"):
        guard(f"PREFIX a: <http://select/> {word} {{ ?s ?p ?o }}", held)


def test_from_needs_a_graph_of_the_store() -> None:
    assert guard(f"SELECT * FROM <{HELD}> {{ ?s ?p ?o }}", held).dataset
    assert guard(f"SELECT * FROM NAMED <{HELD}> {{ ?s ?p ?o }}", held).dataset
    assert guard(
        "PREFIX e: <https://example.org/> SELECT * FROM e:graph { ?s ?p ?o }", held
    ).dataset
    for clause in ("FROM <file:///etc/hostname>", "FROM <other>", "FROM x:y", "FROM<http://h/>"):
        with pytest.raises(QueryError, match="FROM"):
            guard(f"SELECT * {clause} WHERE {{ ?s ?p ?o }}", held)
    for clause in ("FROMNAMED <http://h/>", "FROM:x", "FROM"):
        with pytest.raises(QueryError, match="FROM"):
            guard(f"SELECT * {clause}", held)


def test_from_limits_a_query_to_its_graph() -> None:
    from kg.view import BackendView

    backend = OxigraphBackend()
    triple = (URIRef("http://s/"), URIRef("http://p/"), Literal(1))
    other = (URIRef("http://s/"), URIRef("http://p/"), Literal(2))
    backend.replace({URIRef(HELD): [triple], URIRef("http://g/"): [other]})
    rows = BackendView(backend).select(f"SELECT ?o FROM <{HELD}> {{ ?s ?p ?o }}")
    assert rows == [{"o": Literal(1)}]


def test_an_endless_query_is_refused() -> None:
    with pytest.raises(QueryError, match="longer"):
        guard("SELECT * { " + "?s ?p ?o . " * 40_000 + "}", held)


WORDS = (
    "from",
    "SERVICE",
    "?",
    "$",
    ":",
    "a",
    " ",
    "<",
    ">",
    "#",
    "\n",
    '"',
    "\u0131",
    "\u017f",
    "\\",
    "-",
)


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
def test_what_is_read_in_part_only_reaches_nowhere(text: str) -> None:
    if _MAY_REACH_OUT.search(text.upper()) is None:
        read = tokens(text)
        _refuse_service(read)
        assert list(_dataset(read)) == []


@given(st.text(max_size=60))
def test_any_text_is_read_to_its_end(text: str) -> None:
    found = tokens(text)
    assert all(text[each.start : each.end] == each.text for each in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_a_bound_string_stays_one_token(text: str) -> None:
    query = bind("SELECT ?x WHERE { ?s ?p ?x }", {"x": Literal(text)})
    strings = [each for each in tokens(query) if each.kind == "string"]
    assert len(strings) == 1
    assert OxigraphBackend().query(query).rows == ()


def test_binding_needs_a_group() -> None:
    with pytest.raises(QueryError):
        bind("SELECT ?x", {"x": Literal(1)})
    with pytest.raises(QueryError):
        bind("SELECT ?x { SELECT ?x { ?s ?p ?x }", {"x": Literal(1)})


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?x WHERE { ?x a zt:Law }", "PREFIX zt:"),
        ("SELECT ?x WHERE {\n ?x a ?y ;\n ?z }", "?z }"),
        ("SELECT ?x WHERE { ?x ?y ?z ", "?y ?z"),
    ],
)
def test_a_mistake_is_told_in_one_line_with_its_place(query: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        OxigraphBackend().query(query)
    assert said in caught.value.message
    assert "expected one of" not in caught.value.message
    assert "\n" not in caught.value.message


def test_known_prefixes_are_declared_where_they_are_missing() -> None:
    known = {"zt": "https://example.org/zt#", "ind": "https://example.org/ind#"}
    query = 'PREFIX zt: <https://example.org/own#>\nSELECT * { ?a zt:b "ind:c" ; ind:d ?e }'
    full = with_prefixes(query, known)
    assert full == f"PREFIX ind: <https://example.org/ind#> {query}"
    assert with_prefixes(full, known) == full
    assert with_prefixes('SELECT * { ?a ?b "', known) == 'SELECT * { ?a ?b "'
