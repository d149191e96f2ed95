"""What is spoken of and not held: one entry for one document, however its name is spelt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDF, RDFS, Literal, URIRef

from corpus import RawDocument, parse
from kg.entity import is_number
from kg.link.ledger import missing, series
from kg.statement import DocumentGraph, Evidence, Statement, document_iri
from kg.storage.memory_store import memory_store
from ontology.iri import mint
from ontology.namespace import ZT

if TYPE_CHECKING:
    from kg.statement import Triple
    from kg.storage.directory import Store


def cite(
    store: Store, number: int, name: str, *, both: str | None = None, relation: URIRef = ZT.cites
) -> None:
    """Store a document that cites another by a name; ``both`` is a number beside a title."""
    text = f"# 第{number}号通知\n\n按照{name}执行。\n"
    document = parse(RawDocument(f"{number}.md", text))
    iri = document_iri(document.id)
    cited = URIRef(mint("cited", name))
    at = text.index(name)
    place = Evidence.of(document, at, at + len(name))
    about: list[Triple] = [
        (cited, RDF.type, ZT.PolicyDocument),
        (cited, RDFS.label, Literal(name, lang="zh")),
    ]
    if is_number(name) or both:
        about.append((cited, ZT.documentNumber, Literal(both or name)))
    if not is_number(name):
        about.append((cited, ZT.title, Literal(name, lang="zh")))
    held = ((iri, ZT.documentId, Literal(document.id)), (iri, ZT.title, Literal(text[2:8])))
    said = Statement(iri, relation, cited, place, "test:cites@1", 1.0)
    graph = DocumentGraph(iri, held, tuple(about), (said,))
    store.writer().replace(document, graph)


def test_spellings_of_one_document_are_one_entry() -> None:
    store = memory_store()
    cite(store, 1, "国办发〔2017〕39号")
    cite(store, 2, "国办发[2017]39号")
    cite(store, 3, "比照国办发〔2017〕39号")
    cite(store, 4, "政务信息系统整合共享实施方案", both="国办发〔2017〕39号")
    cite(store, 5, "政务信息系统整合共享实施方案")
    cite(store, 6, "中华人民共和国档案法")
    cite(store, 7, "档案法")
    cite(store, 8, "国办发〔2017〕40号")
    found = missing(store.view())
    assert [(each.title, each.documents, len(each.variants)) for each in found] == [
        ("政务信息系统整合共享实施方案", 5, 3),
        ("中华人民共和国档案法", 2, 1),
        ("国办发〔2017〕40号", 1, 0),
    ]
    assert found[0].number is not None
    (numbers,) = series(store.view())
    assert (numbers.code, numbers.year, numbers.cited) == ("国办发", 2017, (39, 40))


def test_what_a_held_notice_issues_is_not_missing() -> None:
    store = memory_store()
    cite(store, 1, "数据共享实施方案", relation=ZT.forwards)
    cite(store, 2, "数据共享实施方案")
    cite(store, 3, "数据开放实施方案")
    assert [each.title for each in missing(store.view())] == ["数据开放实施方案"]
