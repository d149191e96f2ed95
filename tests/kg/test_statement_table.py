"""The table of statements beside the graph tells what the graph tells, and never something else."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import RDF, XSD, Literal, URIRef

from kg.build import document_graph
from kg.remembered import RememberingView
from kg.stated import About, Sought, Stretch, seen_only
from kg.statement import document_iri
from kg.storage.archive import Archive
from kg.storage.oxigraph_store import OxigraphBackend
from kg.storage.statement_table import StatementTable
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus.document import PolicyDocument
    from kg.statement import Term, Triple
    from kg.storage.directory import Store
    from kg.storage.store import QueryResult, Told
    from nlp.extraction import Extraction

RELATIONS = Sought(leaving=seen_only() | {"hasObservation"})
ALL = Sought(leaving=seen_only())
FIGURES = Sought(only=frozenset({"hasObservation"}))


class Deaf(OxigraphBackend):
    """A graph that must not be asked."""

    def query(self, text: str, **_: Any) -> QueryResult:  # noqa: ANN401 - as the base has it
        raise AssertionError(f"the graph was asked: {text}")


def read_of(store: Store) -> tuple[set[str], set[str]]:
    """The statements, declarations and observations of a store, by predicates with rows or none."""
    named: tuple[set[str], set[str]] = set(), set()
    for subject, predicate, value, _ in store.view().quads():
        if predicate == RDF.predicate:
            named[str(value).removeprefix(str(ZT)) in seen_only()].add(str(subject))
        elif predicate == RDF.type and value == ZT.Observation:
            named[0].add(str(subject))
    return named


def plain(told: dict[str, Told]) -> dict[str, dict[str, set[str]]]:
    return {
        iri: {p: {v.n3() for v in values} for p, values in n.items()} for iri, n in told.items()
    }


def test_rows_tell_of_each_node_what_the_graph_tells(filled: Store) -> None:
    with_rows, without = read_of(filled)
    table = filled.archive.statements
    assert len(with_rows) > 8
    assert without
    assert plain(table.nodes(with_rows)) == plain(filled.view().nodes(with_rows))
    assert table.nodes(without) == {}
    assert table.is_complete


@pytest.mark.parametrize("sought", [RELATIONS, ALL, FIGURES])
def test_what_is_looked_for_is_found_without_the_graph(filled: Store, sought: Sought) -> None:
    graph, table = filled.view(), RememberingView(Deaf(), filled.archive.statements)
    ends: set[tuple[str, str, Any]] = set()
    for each in graph.statements():
        ends.add((str(each.subject), str(each.predicate), each.object))
    figures = {str(q[2]) for q in graph.quads() if q[1] == ZT.indicator}
    asked = [
        *(About(subjects=(subject,)) for subject, _, _ in ends),
        *(About(objects=(str(value),)) for *_, value in ends if isinstance(value, URIRef)),
        *(About(indicators=(figure,)) for figure in figures),
        *(About((subject,), indicators=tuple(figures)) for subject, _, _ in ends),
        About(subjects=tuple(subject for subject, _, _ in ends)),
    ]
    found = [graph.stated(about, sought) for about in asked]
    assert [table.stated(about, sought) for about in asked] == found
    assert any(found)
    for some in found:
        assert table.quoted(some) == graph.quoted(some)


def test_a_stretch_has_the_statements_whose_quotes_it_touches(
    filled: Store, document: PolicyDocument
) -> None:
    graph, table = filled.view(), RememberingView(Deaf(), filled.archive.statements)
    iri, size = str(document_iri(document.id)), len(document.text)
    bounds = list(range(0, size, 17))
    stretches = [Stretch(iri, low, high) for low, high in pairwise(bounds)]
    for some in (*([each] for each in stretches), stretches, [Stretch(iri, 0, size)]):
        assert table.stated_in(some, ALL) == graph.stated_in(some, ALL)
    everywhere = [document.text[e.evidence.start : e.evidence.end] for e in graph.statements()]
    quotes = graph.quoted(graph.stated_in([Stretch(iri, 0, size)], ALL)).values()
    assert {each.quote for each in quotes} <= set(everywhere)
    assert len(quotes) > 4


def test_where_a_document_has_no_rows_the_graph_is_asked(
    filled: Store,
    document: PolicyDocument,
    extraction: Extraction,
    renamed: Callable[[str], PolicyDocument],
) -> None:
    other = renamed("另一份.txt")
    with filled.writer() as writer:
        writer.replace(other, document_graph(other, extraction))
    filled.archive.put(other, content_hash="without")
    assert not filled.archive.statements.is_complete
    graph = filled.view()
    view = RememberingView(filled.backend, filled.archive.statements)
    both = [Stretch(str(document_iri(each.id)), 0, 500) for each in (document, other)]
    assert view.stated_in(both, ALL) == graph.stated_in(both, ALL)
    about = About(subjects=tuple(str(each.subject) for each in graph.statements()))
    found = view.stated(about, ALL)
    assert found == graph.stated(about, ALL)
    assert plain(view.nodes(found)) == plain(graph.nodes(found))
    assert view.quoted(found) == graph.quoted(found)


def test_what_has_no_rows_by_its_predicate_is_asked_of_the_graph(filled: Store) -> None:
    view = RememberingView(filled.backend, filled.archive.statements)
    mentions = Sought(only=frozenset({"mentions"}))
    about = About(subjects=tuple(str(each.subject) for each in filled.view().statements()))
    assert view.stated(about, mentions) == filled.view().stated(about, mentions)
    assert view.stated(about, mentions)


def test_rows_go_with_their_document(filled: Store, document: PolicyDocument) -> None:
    named, _ = read_of(filled)
    with filled.writer() as writer:
        assert writer.remove(document.id)
    assert filled.archive.statements.nodes(named) == {}


def test_rows_that_are_older_than_their_document_are_not_read(
    filled: Store, document: PolicyDocument
) -> None:
    named, _ = read_of(filled)
    assert filled.archive.statements.nodes(named)
    connection = filled.archive._connection
    with connection:  # as code does that knows of no rows
        connection.execute("UPDATE document SET hash = 'newer' WHERE id = ?", (document.id,))
    table = filled.archive.statements
    stretch = Stretch(str(document_iri(document.id)), 0, 500)
    assert not table.is_complete
    assert not table.nodes(named)
    assert not table.quoted(named)
    assert table.within(stretch, ALL) is None
    view = RememberingView(filled.backend, table)
    assert view.stated_in([stretch], ALL) == filled.view().stated_in([stretch], ALL)


def test_an_archive_of_before_is_read_as_it_is(filled: Store, tmp_path: Path) -> None:
    named, _ = read_of(filled)
    connection = filled.archive._connection
    with connection:
        for name in ("told", "statement", "observation"):
            connection.execute(f"DROP TABLE {name}")
    old = Archive(tmp_path / "documents.sqlite", read_only=True)
    assert not old.statements.is_complete
    view = RememberingView(filled.backend, old.statements)
    assert plain(view.nodes(named)) == plain(filled.view().nodes(named))
    old.close()


def test_terms_come_back_as_they_were(store: Store, document: PolicyDocument) -> None:
    node, graph = URIRef("https://w3id.org/zhengtu/id/statement/1"), document_iri("a")
    values: list[Term] = [
        Literal("一|二"), Literal(""), Literal("5.5", datatype=XSD.decimal),
        Literal("三", lang="zh"), Literal("2024-03-05", datatype="http://x/day"),
        URIRef("http://x/~y"), URIRef("https://w3id.org/zhengtu/id/place/110000"),
    ]  # fmt: skip
    for value in values:
        triples: list[Triple] = [
            (node, RDF.subject, graph), (node, RDF.predicate, URIRef("http://x/own")),
            (node, RDF.object, value), (node, ZT.agent, value),
        ]  # fmt: skip
        store.archive.put(replace(document, id="a"), content_hash="hash")
        table = StatementTable(store.archive._connection)
        table.put("a", "hash", triples)
        assert plain(table.nodes([str(node)])) == {
            str(node): {str(p): {v.n3()} for _, p, v in triples} | {str(ZT.document): {graph.n3()}}
        }
