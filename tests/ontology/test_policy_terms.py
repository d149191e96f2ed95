"""The ontology: complete in two languages, of declared terms only, and what the code says it is."""

from __future__ import annotations

from typing import get_args

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef

from nlp.extraction import Label
from ontology.generate import TARGET, namespace_source
from ontology.lexicon import (
    INDICATORS,
    INSTRUMENTS,
    NAMESPACE,
    POLICY,
    SHAPES,
    Term,
    document_kind,
    subclasses,
    terms,
    terms_by_name,
)
from ontology.namespace import IND, ZT

FIXED = {
    "documents": "title documentId documentNumber issuedBy issuedOn publishedOn effectiveFrom "
    "effectiveUntil addressedTo sourceUrl textSha256 mentions",
    "lineage": "annexOf repealedBy cites basedOn implements forwards amends repeals supersedes "
    "sameDocument",
    "places": "code partOf validFrom validUntil successor predecessor ofPlace",
    "actors": "establishes formulates proposes builds launches leads participatesIn administers "
    "promotes completes operates cooperatesWith includes includedIn cooperationMode modality",
    "figures": "hasObservation indicator low high comparator unit valueText periodStart periodEnd "
    "periodText area agent polarity baseIndicator",
    "instruments": "subject instrument",
    "evidence": "document start end quote method confidence",
}
# 党政机关公文处理工作条例 (2012), article 8
OFFICIAL_KINDS = "决议 决定 命令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要"
BUILT_IN = (
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2001/XMLSchema#",
)


@pytest.fixture(scope="module")
def policy() -> Graph:
    return Graph().parse(POLICY, format="turtle")


def test_the_generated_namespace_is_the_committed_one() -> None:
    assert TARGET.read_text(encoding="utf-8") == namespace_source(terms())


def test_an_undeclared_name_raises() -> None:
    assert ZT.issuedBy == URIRef(NAMESPACE + "issuedBy")
    assert IND["gdp"] == URIRef("https://w3id.org/zhengtu/indicator#gdp")
    with pytest.raises(AttributeError):
        _ = ZT.isuedBy


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.name)
def test_every_term_is_described_in_two_languages(term: Term) -> None:
    assert len(term.labels_zh) == len(term.labels_en) == 1
    assert len(term.alt_labels_zh) >= 2
    assert term.definition_zh.endswith("。")
    assert term.definition_en.endswith(".")
    assert len(set(term.words_zh)) == len(term.words_zh)
    if term.kind != "class":
        assert term.domain
        assert term.range


def test_the_terms_others_rely_on_are_there() -> None:
    names = terms_by_name()
    for name in " ".join(FIXED.values()).split():
        assert names[name].kind in {"object", "datatype"}
    literals = {"Date", "Period", "Quantity", "DocumentNumber"}
    for name in set(get_args(Label)) - literals:
        assert names[name].kind == "class"


def test_every_iri_is_declared(policy: Graph) -> None:
    declared = set(policy.subjects(RDF.type))
    license_ = URIRef("http://purl.org/dc/terms/license")
    pages = {RDFS.isDefinedBy, OWL.versionIRI, license_}  # their values name pages
    for subject, predicate, value in policy:
        ends = [subject, predicate] if predicate in pages else [subject, predicate, value]
        for iri in ends:
            if isinstance(iri, URIRef) and not str(iri).startswith(BUILT_IN):
                assert iri in declared, iri


@pytest.mark.parametrize("path", [SHAPES, INDICATORS])
def test_other_files_use_declared_terms_only(path: object) -> None:
    known = {term.iri for term in terms()}
    for triple in Graph().parse(str(path), format="turtle"):
        for iri in triple:
            if isinstance(iri, URIRef) and iri.startswith(NAMESPACE):
                assert str(iri) in known, iri


def test_no_class_expression_outside_owl_rl(policy: Graph) -> None:
    for predicate in (OWL.unionOf, OWL.complementOf, OWL.oneOf, OWL.disjointUnionOf):
        assert not list(policy.subject_objects(predicate))


def test_properties_are_of_the_kind_their_range_needs() -> None:
    classes = {term.iri for term in terms() if term.kind == "class"}
    for term in terms():
        if term.kind == "datatype":
            assert not classes.intersection(term.range), term.name


def test_every_shape_speaks_two_languages() -> None:
    graph = Graph().parse(SHAPES, format="turtle")
    for node in graph.objects(None, SH.property):
        languages = {getattr(text, "language", None) for text in graph.objects(node, SH.message)}
        assert languages == {"zh", "en"}


def test_the_official_kinds_are_classes() -> None:
    words = {
        word for name in subclasses("PolicyDocument") for word in terms_by_name()[name].words_zh
    }
    assert set(OFFICIAL_KINDS.split()) <= words


@pytest.mark.parametrize(
    ("wording", "kind"),
    [
        ("云河省人民政府关于加快数字政府建设的实施意见", "Opinion"),
        ("云河省人民政府办公厅关于印发《数据办法》的通知", "Notice"),
        ("2026年云河省人民政府工作报告", "WorkReport"),
        ("云河省数据条例", "Regulation"),
        ("云河省数据管理办法（试行）", "Measures"),
        ("关于做好某项工作的通知(2020年修订)", "Notice"),
        ("中华人民共和国某某法", "Law"),
        ("某某法实施细则", "DetailedRules"),
        ("云河省“十五五”规划纲要", "Plan"),
        ("关于某市总体规划的批复", "Reply"),
        ("Notice", "Notice"),
        ("通知", "Notice"),
        ("让数据多跑路的好做法", None),
        ("云河省数字经济发展迈上新台阶", None),
        ("", None),
    ],
)
def test_the_kind_is_read_off_the_end_of_a_title(wording: str, kind: str | None) -> None:
    assert document_kind(wording) == kind


def test_instruments_are_a_scheme_with_labels_and_definitions() -> None:
    graph = Graph().parse(INSTRUMENTS, format="turtle")
    instruments = set(graph.subjects(RDF.type, URIRef(f"{NAMESPACE}PolicyInstrument")))
    assert len(instruments) > 15
    for one in instruments:
        for predicate in (SKOS.prefLabel, SKOS.definition):
            said = [each for each in graph.objects(one, predicate) if isinstance(each, Literal)]
            assert sorted(str(each.language) for each in said) == ["en", "zh"], one
        above = set(graph.objects(one, SKOS.broader)) | set(graph.objects(one, SKOS.topConceptOf))
        assert len(above) == 1, one
        assert not set(graph.objects(one, SKOS.broader)) - instruments
