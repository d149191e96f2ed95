"""Validation finds what is broken, names where, and lets what is whole pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, SH, XSD, BNode, Graph, Literal, URIRef

from kg.error import StoreError
from kg.shape import read_rules, rules
from kg.statement import document_iri
from kg.validate import validate
from ontology.lexicon import SHAPES
from ontology.namespace import ZT

if TYPE_CHECKING:
    import sqlite3

    from corpus.document import PolicyDocument
    from kg.statement import Quad, Term
    from kg.storage.directory import Store
    from kg.validate import Report

EXTRA = URIRef("https://w3id.org/zhengtu/id/graph/extra")


def check(store: Store) -> Report:
    return validate(store.view(), store.archive)


def change(store: Store, predicate: URIRef, old: Term | None, new: Term | None) -> None:
    """Replace the values of one property of the one observation or statement that has it."""
    quads = [quad for quad in store.view().quads() if quad[1] == predicate]
    chosen = [quad for quad in quads if old is None or quad[2] == old][:1]
    assert chosen
    made: list[Quad] = [] if new is None else [(*chosen[0][:2], new, chosen[0][3])]
    store.backend.replace({}, delete=chosen, add=made)


def test_a_good_graph_conforms(filled: Store) -> None:
    report = check(filled)
    assert report.conforms, report.violations
    assert report.documents == 1
    assert report.statements >= 9
    assert report.rules == len(rules())
    assert report.to_json()["conforms"] is True


def test_a_quote_that_is_not_in_the_text_is_found(filled: Store, document: PolicyDocument) -> None:
    change(filled, ZT.quote, Literal("2024年3月5日"), Literal("2024年3月6日"))
    (finding,) = check(filled).violations
    assert (finding.rule, finding.document, finding.quote) == (
        "evidence",
        document.id,
        "2024年3月6日",
    )


def test_a_text_that_changed_under_the_graph_is_found(filled: Store) -> None:
    connection: sqlite3.Connection = filled.archive._connection
    with connection:
        connection.execute("UPDATE document SET text = '前' || text")
    assert check(filled).counts["evidence"] >= 9


@pytest.mark.parametrize(
    ("predicate", "old", "new", "rule"),
    [
        (ZT.indicator, None, None, "Observation.indicator.minCount"),
        (ZT.indicator, None, Literal("GDP"), "Observation.indicator.nodeKind"),
        (ZT.low, None, None, "Observation.low.minCount"),
        (ZT.low, None, Literal("96", datatype=XSD.decimal), "Observation.low.lessThanOrEquals"),
        (ZT.low, None, Literal("95"), "Observation.low.datatype"),
        (ZT.high, None, None, "Observation.high.minCount"),
        (ZT.unit, None, None, "Observation.unit.minCount"),
        (ZT.comparator, None, Literal("~"), "Observation.comparator.in"),
        (ZT.valueText, None, Literal(""), "Observation.valueText.minLength"),
        (ZT.start, None, None, "Statement.start.minCount"),
        (ZT.start, None, Literal(99999), "Statement.start.lessThan"),
        (ZT.document, None, None, "Statement.document.minCount"),
        (
            ZT.confidence,
            None,
            Literal("1.5", datatype=XSD.decimal),
            "Statement.confidence.maxInclusive",
        ),
        (ZT.textSha256, None, Literal("abc"), "HeldDocument.textSha256.pattern"),
        (RDF.object, None, None, "Statement.object.minCount"),
    ],
)
def test_each_shape_bites(
    filled: Store, predicate: URIRef, old: Term | None, new: Term | None, rule: str
) -> None:
    change(filled, predicate, old, new)
    report = check(filled)
    if rule.startswith("Statement.") and rule not in report.counts:
        pytest.fail(f"{rule} not among {report.counts}")
    assert rule in report.counts
    finding = next(each for each in report.violations if each.rule == rule)
    assert finding.message_zh
    assert finding.message_en
    assert finding.document or predicate in {ZT.document, ZT.textSha256}


def test_two_values_where_one_is_allowed(filled: Store) -> None:
    (observation,) = {quad[0] for quad in filled.view().quads() if quad[1] == ZT.low}
    more: Quad = (observation, ZT.unit, Literal("个"), EXTRA)
    filled.backend.replace({}, add=[more])
    assert check(filled).counts == {"Observation.unit.maxCount": 1}


def test_the_unusual_is_a_warning(filled: Store, document: PolicyDocument) -> None:
    change(filled, ZT.issuedBy, None, None)
    report = check(filled)
    assert report.conforms
    assert [each.rule for each in report.warnings] == ["IssuedDocument.issuedBy.minCount"]
    assert report.warnings[0].node == str(document_iri(document.id))
    assert report.warnings[0].document == document.id


def test_progress_is_told(filled: Store) -> None:
    told: list[tuple[int, int]] = []
    validate(filled.view(), filled.archive, lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]


def test_every_rule_has_a_message_in_two_languages() -> None:
    assert len(rules()) > 40
    for rule in rules():
        assert rule.message_zh, rule
        assert rule.message_en, rule


def test_a_constraint_it_does_not_know_is_refused() -> None:
    graph = Graph().parse(SHAPES, format="turtle")
    shape, node = next(graph.subject_objects(SH.property))
    graph.add((node, SH.uniqueLang, Literal(True)))
    with pytest.raises(StoreError, match="uniqueLang"):
        list(read_rules(graph))
    graph.remove((node, SH.uniqueLang, None))
    graph.set((node, SH.path, BNode()))
    with pytest.raises(StoreError, match="path"):
        list(read_rules(graph))
    assert shape


def test_pyshacl_agrees(filled: Store) -> None:
    pyshacl = pytest.importorskip("pyshacl", reason="the reference implementation is not here")
    shapes = Graph().parse(SHAPES, format="turtle")

    def verdict() -> bool:
        data = Graph()
        for quad in filled.view().quads():
            data.add(quad[:3])
        conforms, _, _ = pyshacl.validate(data, shacl_graph=shapes, allow_warnings=True)
        return bool(conforms)

    assert verdict() is check(filled).conforms is True
    change(filled, ZT.low, None, Literal("96", datatype=XSD.decimal))
    assert verdict() is check(filled).conforms is False


def test_people_are_told_document_and_quote(filled: Store) -> None:
    from zhengtu.cli.store import render

    (quad, *_) = [each for each in filled.view().quads() if each[1] == ZT.quote]
    wrong = (quad[0], ZT.quote, Literal("改过的引文"), quad[3])
    filled.backend.replace({}, add=[wrong], delete=[quad])
    shown = render(validate(filled.view(), filled.archive))
    assert "改过的引文" in shown
    assert filled.archive.ids()[0] in shown
    assert "The quote is not what stands there" in shown
