"""A document's graph: what is stated, with which words, and what is only declared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from rdflib import RDF, RDFS, XSD, Literal, URIRef

from corpus import RawDocument, parse
from kg.build import document_graph
from kg.statement import DocumentGraph, Statement, document_iri
from nlp.extraction import Extraction, Label, Mention, Period
from ontology.iri import indicator_iri, mint
from ontology.namespace import ZT

if TYPE_CHECKING:
    from corpus.document import PolicyDocument


_NAMES: tuple[tuple[Label, str], ...] = (
    ("DocumentNumber", "云政发【2023】7号"),
    ("PolicyDocument", "《云河省人民政府关于数据的意见》"),
)


def stated(graph: DocumentGraph, predicate: URIRef) -> list[Statement]:
    return [each for each in graph.statements if each.predicate == predicate]


def one(graph: DocumentGraph, predicate: URIRef) -> Statement:
    (found,) = stated(graph, predicate)
    return found


def test_every_quote_is_in_the_text(document: PolicyDocument, extraction: Extraction) -> None:
    graph = document_graph(document, extraction)
    assert len(graph.statements) >= 9
    for statement in graph.statements:
        where = statement.evidence
        assert where.quote
        assert document.text[where.start : where.end] == where.quote


def test_building_twice_gives_the_same(document: PolicyDocument, extraction: Extraction) -> None:
    first, second = document_graph(document, extraction), document_graph(document, extraction)
    assert first.facts() == second.facts()
    assert first.provenance() == second.provenance()
    assert first == second


def test_title_over_two_lines_is_quoted(document: PolicyDocument, extraction: Extraction) -> None:
    statement = one(document_graph(document, extraction), ZT.title)
    assert statement.object == Literal(document.metadata.title, lang="zh")
    assert "\n" in statement.evidence.quote


def test_the_kind_is_a_class(document: PolicyDocument, extraction: Extraction) -> None:
    graph = document_graph(document, extraction)
    assert (graph.iri, RDF.type, ZT.Notice) in graph.facts()
    assert (graph.iri, RDF.type, ZT.PolicyDocument) in graph.facts()


def test_issuer_is_the_signature_and_the_linked_body(
    document: PolicyDocument, extraction: Extraction
) -> None:
    statement = one(document_graph(document, extraction), ZT.issuedBy)
    assert statement.object == URIRef(mint("body", document.metadata.issuers[0]))
    assert statement.evidence.start > document.text.index("施行")


def test_issuer_named_only_in_the_body_text_is_no_evidence(
    document: PolicyDocument, extraction: Extraction
) -> None:
    metadata = replace(document.metadata, issuers=("云河省财政厅",))
    graph = document_graph(replace(document, metadata=metadata), extraction)
    assert stated(graph, ZT.issuedBy) == []
    assert ZT.issuedBy in {each.predicate for each in graph.declarations}


def test_dates_are_quoted_where_they_are_said(
    document: PolicyDocument, extraction: Extraction
) -> None:
    graph = document_graph(document, extraction)
    assert one(graph, ZT.issuedOn).evidence.quote == "2024年3月5日"
    assert one(graph, ZT.effectiveFrom).evidence.quote == "本方案自2024年4月1日起施行"
    assert one(graph, ZT.issuedOn).object == Literal("2024-03-05", datatype=XSD.date)


def test_what_the_text_does_not_word_is_declared(
    document: PolicyDocument, extraction: Extraction
) -> None:
    graph = document_graph(document, extraction)
    assert {each.predicate for each in graph.declarations} == {ZT.publishedOn, ZT.sourceUrl}
    published = (graph.iri, ZT.publishedOn, Literal("2024-03-18", datatype=XSD.date))
    assert published in graph.facts()
    types = {o for s, p, o in graph.provenance() if p == RDF.type}
    assert types == {ZT.Statement, ZT.Declaration}
    declared = [each.iri for each in graph.declarations]
    assert not [t for t in graph.provenance() if t[0] in declared and t[1] == ZT.quote]


def test_addressee_is_quoted_with_its_line(
    document: PolicyDocument, extraction: Extraction
) -> None:
    statement = one(document_graph(document, extraction), ZT.addressedTo)
    assert statement.evidence.quote == "各市、县人民政府："


def test_web_address_is_made_valid(document: PolicyDocument, extraction: Extraction) -> None:
    graph = document_graph(document, extraction)
    (address,) = (each.object for each in graph.declarations if each.predicate == ZT.sourceUrl)
    assert str(address) == "https://www.example.org/a%20b?x=1"


def test_source_that_is_no_address_is_dropped_and_said(
    document: PolicyDocument, extraction: Extraction
) -> None:
    metadata = replace(document.metadata, source_url="省政府网站")
    graph = document_graph(replace(document, metadata=metadata), extraction)
    assert "省政府网站" in graph.dropped[0]


def test_an_entity_is_mentioned_once(document: PolicyDocument, extraction: Extraction) -> None:
    again = replace(extraction, links=extraction.links * 2)
    graph = document_graph(document, again)
    mentioned = [each.object for each in stated(graph, ZT.mentions)]
    assert len(mentioned) == len(set(mentioned)) == 3


def test_nil_is_no_mention(document: PolicyDocument, extraction: Extraction) -> None:
    quotes = {
        each.evidence.quote for each in stated(document_graph(document, extraction), ZT.mentions)
    }
    assert "县人民政府" not in quotes


def test_measurement_becomes_an_observation(
    document: PolicyDocument, extraction: Extraction
) -> None:
    graph = document_graph(document, extraction)
    statement = one(graph, ZT.hasObservation)
    assert statement.subject == URIRef(mint("place", "青山市"))
    about = {(p, o) for s, p, o in graph.facts() if s == statement.object}
    assert (RDF.type, ZT.Target) in about
    assert (RDF.type, ZT.Observation) in about
    assert (ZT.indicator, URIRef(indicator_iri("online-rate"))) in about
    assert (ZT.low, Literal("95", datatype=XSD.decimal)) in about
    assert (ZT.comparator, Literal("≥")) in about
    assert (ZT.valueText, Literal("95%以上")) in about
    assert (ZT.periodEnd, Literal("2025-12-31", datatype=XSD.date)) in about
    assert ZT.periodStart not in {p for p, _ in about}


def test_figure_without_an_area_belongs_to_the_agent_else_the_document(
    document: PolicyDocument, extraction: Extraction
) -> None:
    (known,) = extraction.measurements
    bare = replace(known, area=None, area_iri=None)
    acting = replace(bare, agent="云河数科公司")
    for figure, subject in (
        (bare, document_iri(document.id)),
        (acting, URIRef(mint("organization", "云河数科公司"))),
    ):
        graph = document_graph(document, replace(extraction, measurements=(figure,)))
        assert one(graph, ZT.hasObservation).subject == subject


def test_figure_without_an_indicator_is_dropped_and_said(
    document: PolicyDocument, extraction: Extraction
) -> None:
    (known,) = extraction.measurements
    loose = replace(known, indicator=None, indicator_iri=None)
    graph = document_graph(document, replace(extraction, measurements=(loose,)))
    assert stated(graph, ZT.hasObservation) == []
    assert graph.dropped == ("95%以上: no indicator",)


def test_two_figures_of_one_span_stay_apart(
    document: PolicyDocument, extraction: Extraction
) -> None:
    (known,) = extraction.measurements
    other = replace(known, area="白水市", area_iri=None)
    graph = document_graph(document, replace(extraction, measurements=(known, other)))
    assert len({each.object for each in stated(graph, ZT.hasObservation)}) == 2


def test_relation_carries_its_qualifiers(document: PolicyDocument, extraction: Extraction) -> None:
    statement = one(document_graph(document, extraction), ZT.leads)
    assert statement.object == URIRef(mint("programme", "数据共享机制"))
    assert dict(statement.qualifiers) == {
        ZT.agent: URIRef(mint("organization", "云河数科公司")),
        ZT.cooperationMode: Literal("政府购买服务"),
        ZT.modality: Literal("planned"),
        ZT.periodEnd: Literal("2025-12-31", datatype=XSD.date),
        ZT.periodText: Literal("到2025年"),
    }


def test_own_title_means_the_document_itself(
    document: PolicyDocument, extraction: Extraction
) -> None:
    graph = document_graph(document, extraction)
    statement = one(graph, ZT.implements)
    assert statement.subject == graph.iri
    assert statement.object == URIRef(mint("cited", "云河省数据条例"))
    about = {(p, o) for s, p, o in graph.entities if s == statement.object}
    assert about == {
        (RDF.type, ZT.PolicyDocument),
        (RDF.type, ZT.Regulation),
        (ZT.title, Literal("云河省数据条例", lang="zh")),
        (RDFS.label, Literal("云河省数据条例", lang="zh")),
    }


def test_date_of_a_relation_is_as_precise_as_it_is_known(
    document: PolicyDocument, extraction: Extraction
) -> None:
    (implements, _) = extraction.relations
    month = Period(date(2024, 8, 1), date(2024, 8, 31), "month", "2024年8月")
    issued = replace(
        implements, predicate="issuedOn", object="2024年8月", object_label="Date", period=month
    )
    graph = document_graph(document, replace(extraction, relations=(issued,)))
    objects = {each.object for each in stated(graph, ZT.issuedOn)}
    assert Literal("2024-08", datatype=XSD.gYearMonth) in objects


def test_unknown_predicate_is_dropped_and_said(
    document: PolicyDocument, extraction: Extraction
) -> None:
    strange = replace(extraction.relations[0], predicate="admires")
    graph = document_graph(document, replace(extraction, relations=(strange,)))
    assert graph.dropped == ("admires is no property of the ontology",)


def test_span_outside_the_text_is_dropped_and_said(
    document: PolicyDocument, extraction: Extraction
) -> None:
    wrong = replace(extraction.relations[1], start=5, end=99999)
    graph = document_graph(document, replace(extraction, relations=(wrong,)))
    assert stated(graph, ZT.leads) == []
    assert "99999" in graph.dropped[0]


def test_of_two_methods_the_surer_one_stays(
    document: PolicyDocument, extraction: Extraction
) -> None:
    sure = replace(extraction.relations[1], method="pattern:other@1", confidence=0.95)
    graph = document_graph(document, replace(extraction, relations=(*extraction.relations, sure)))
    assert one(graph, ZT.leads).method == "pattern:other@1"


def test_a_number_names_a_document_until_a_title_does(
    document: PolicyDocument, extraction: Extraction
) -> None:
    iri = mint("cited", "云政发【2023】7号")
    first = extraction.links[1]
    links = tuple(
        replace(first, mention=Mention(0, 3, label, name), iri=iri, name=name)
        for label, name in _NAMES
    )
    graph = document_graph(document, replace(extraction, links=links))
    about = {(p, o) for s, p, o in graph.entities if s == URIRef(iri)}
    assert (RDFS.label, Literal("云河省人民政府关于数据的意见", lang="zh")) in about
    assert (ZT.documentNumber, Literal("云政发【2023】7号")) in about
    assert (RDF.type, ZT.Opinion) in about


def test_a_fact_costs_at_most_twelve_quads(
    document: PolicyDocument, extraction: Extraction
) -> None:
    plain = replace(extraction.relations[1], period=None, agent=None, mode=None, modality=None)
    with_it = document_graph(document, replace(extraction, relations=(plain,)))
    without = document_graph(document, replace(extraction, relations=()))
    quads = [len(graph.facts()) + len(graph.provenance()) for graph in (with_it, without)]
    assert quads[0] - quads[1] == 11
    for statement in with_it.statements:
        assert len(list(statement.provenance())) + 1 - len(statement.qualifiers) <= 12


def test_days_worded_by_a_term_have_their_sentence_as_quote() -> None:
    text = (
        "# 云河省数据管理办法\n\n云政发〔2020〕7号\n\n第一条 许可证的有效期为三年。\n\n"
        "第二条 本办法自公布之日起施行，有效期五年。\n\n云河省人民政府\n\n2020年2月29日\n"
    )
    document = parse(RawDocument("a.md", text))
    graph = document_graph(document, Extraction((), (), (), (), ()))
    quotes = {each.predicate: each.evidence.quote for each in graph.statements}
    assert quotes[ZT.effectiveFrom] == quotes[ZT.effectiveUntil]
    assert quotes[ZT.effectiveUntil].endswith("有效期五年")


def test_a_national_law_applies_from_its_adoption_where_it_says_from_promulgation() -> None:
    text = (
        "# 中华人民共和国云河保护法\n\n"
        "1992年4月3日 第七届全国人民代表大会第五次会议通过\n\n"
        "第一条 保护云河。\n\n第二条 本法自公布之日起施行。\n"
    )
    document = parse(RawDocument("a.md", text))
    graph = document_graph(document, Extraction((), (), (), (), ()))
    stated_day = one(graph, ZT.effectiveFrom)
    assert str(stated_day.object) == "1992-04-03"
    assert "自公布之日起施行" in stated_day.evidence.quote
