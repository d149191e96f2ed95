"""The ontology under a reasoner, and what is generated from it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef

from ontology import context
from ontology.lexicon import INDICATORS, NAMESPACE, POLICY, terms
from ontology.namespace import ZT
from ontology.reference import page

if TYPE_CHECKING:
    from pathlib import Path

DECLARING = (
    OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.Ontology,
    OWL.NamedIndividual,
)  # fmt: skip


@pytest.fixture(scope="module")
def closure() -> Graph:
    graph = Graph().parse(POLICY, format="turtle").parse(INDICATORS, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def test_no_class_is_unsatisfiable_and_nothing_clashes(closure: Graph) -> None:
    empty = set(closure.subjects(RDFS.subClassOf, OWL.Nothing)) - {OWL.Nothing}
    assert not empty
    assert not [text for _, p, text in closure if str(p).endswith("#error")]
    same = [(a, b) for a, b in closure.subject_objects(OWL.sameAs) if a != b]
    assert not same


def test_reasoning_equates_none_of_our_classes(closure: Graph) -> None:
    equal = [
        (a, b)
        for a, b in closure.subject_objects(OWL.equivalentClass)
        if a != b and str(a).startswith(NAMESPACE)
    ]
    assert not equal


def test_a_clash_would_be_seen() -> None:
    """The check above can fail: a figure that is also a class declared disjoint is an error."""
    graph = Graph().parse(POLICY, format="turtle")
    graph.add((ZT.Province, OWL.disjointWith, ZT.GovernmentBody))
    graph.add((URIRef("http://example.org/x"), RDF.type, ZT.Province))
    graph.add((URIRef("http://example.org/x"), RDF.type, ZT.GovernmentBody))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert [text for _, p, text in graph if str(p).endswith("#error")]


def test_no_term_is_punned_or_used_undeclared() -> None:
    graph = Graph().parse(POLICY, format="turtle")
    kinds: dict[object, set[object]] = {}
    for subject, kind in graph.subject_objects(RDF.type):
        if kind in DECLARING:
            kinds.setdefault(subject, set()).add(kind)
    assert not {str(term) for term, found in kinds.items() if len(found) > 1}
    used = {
        term
        for triple in graph
        for term in triple
        if not isinstance(term, Literal | BNode) and str(term).startswith(NAMESPACE)
    }
    assert not used - set(kinds)


def test_the_shipped_context_is_the_generated_one() -> None:
    assert context.shipped() == context.source()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_the_context_makes_plain_json_into_our_terms() -> None:
    known = json.loads(context.shipped())["@context"]
    document = {
        "@context": known,
        "id": "https://w3id.org/zhengtu/id/document/x",
        "type": "Notice",
        "documentNumber": "鄂政办发〔2024〕7号",
        "issuedBy": "https://w3id.org/zhengtu/id/body/y",
    }
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    subject = URIRef(document["id"])
    assert (subject, RDF.type, ZT.Notice) in graph
    assert (subject, ZT.issuedBy, URIRef("https://w3id.org/zhengtu/id/body/y")) in graph


def test_the_reference_page_is_the_generated_one(root: Path) -> None:
    text = (root / "docs" / "ontology.md").read_text(encoding="utf-8")
    assert text == page(), "run make docs"
    for term in terms():
        assert f"| `{term.name}` |" in text
