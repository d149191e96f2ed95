"""A made-up notice with what a pipeline would find in it, and stores to put it in."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from corpus.document import Metadata, Passage, PolicyDocument, Section
from kg.build import document_graph
from kg.storage.archive import Archive
from kg.storage.directory import Store
from kg.storage.oxigraph_store import OxigraphBackend
from nlp.extraction import Extraction, Label, Link, Measurement, Mention, Period, Relation
from ontology.iri import indicator_iri, mint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TEXT = """云河省人民政府办公厅关于印发
数字政府建设方案的通知
云政办发【2024】12号

各市、县人民政府：

为贯彻落实《云河省数据条例》，现将方案印发给你们。
到2025年，青山市网上办理率达到95%以上。云河省财政厅牵头建立数据共享机制。
本方案自2024年4月1日起施行。

云河省人民政府办公厅
2024年3月5日
"""
TITLE = "云河省人民政府办公厅关于印发数字政府建设方案的通知"
OFFICE = "云河省人民政府办公厅"
CITY = mint("place", "青山市")
BUREAU = mint("body", "云河省财政厅")


def span(words: str) -> tuple[int, int]:
    """Where the words stand first."""
    start = TEXT.index(words)
    return start, start + len(words)


def link(words: str, label: Label, iri: str | None, name: str | None = None) -> Link:
    mention = Mention(*span(words), label, words)
    return Link(mention, iri, name or (words if iri else None), 0.9, "name")


@pytest.fixture
def document() -> PolicyDocument:
    """The notice as read."""
    metadata = Metadata(
        title=TITLE,
        document_number="云政办发【2024】12号",
        issuers=(OFFICE,),
        issued_on=date(2024, 3, 5),
        published_on=date(2024, 3, 18),
        effective_from=date(2024, 4, 1),
        addressees=("各市、县人民政府",),
        source_url="https://www.example.org/a b?x=1",
        sources={"title": "text", "published_on": "given"},
        conflicts=(("issued_on", "2024-03-06", "2024-03-05"),),
        extra={"topic": ["数字政府", 1]},
    )
    middle = TEXT.index("各市")
    return PolicyDocument(
        id="通知/数字政府.txt",
        text=TEXT,
        metadata=metadata,
        sections=(Section(0, len(TEXT), 1, TITLE, (TITLE,)),),
        passages=(
            Passage("通知/数字政府.txt", 0, middle, (TITLE,)),
            Passage("通知/数字政府.txt", middle, len(TEXT), (TITLE,), 2),
        ),
        sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        path="数字政府.txt",
    )


def figure() -> Measurement:
    period = Period(None, date(2025, 12, 31), "year", "到2025年")
    quote = span("到2025年，青山市网上办理率达到95%以上。")
    return Measurement(
        *span("95%以上"),
        value_text="95%以上",
        low=Decimal("95.0"),
        high=Decimal("95.0"),
        comparator="≥",
        unit="%",
        indicator="网上办理率",
        indicator_iri=indicator_iri("online-rate"),
        period=period,
        area="青山市",
        area_iri=CITY,
        agent=None,
        agent_iri=None,
        kind="target",
        quote_start=quote[0],
        quote_end=quote[1],
        method="pattern:target-sentence@1",
        confidence=0.93,
    )


def relation() -> Relation:
    quote = span("云河省财政厅牵头建立数据共享机制。")
    return Relation(
        "云河省财政厅",
        BUREAU,
        "GovernmentBody",
        "leads",
        "数据共享机制",
        None,
        "Programme",
        *quote,
        method="pattern:leads@1",
        confidence=0.8,
        period=Period(None, date(2025, 12, 31), "year", "到2025年"),
        agent="云河数科公司",
        mode="政府购买服务",
        modality="planned",
    )


def basis() -> Relation:
    quote = span("为贯彻落实《云河省数据条例》")
    cited = "《云河省数据条例》"
    return Relation(
        TITLE, None, "PolicyDocument", "implements", cited, None, "PolicyDocument",
        *quote, method="pattern:implements@1", confidence=0.9,
    )  # fmt: skip


@pytest.fixture
def extraction() -> Extraction:
    """What a pipeline would find in the notice."""
    links = (
        link(OFFICE, "GovernmentBody", mint("body", OFFICE)),
        link("青山市", "City", CITY),
        link("云河省财政厅", "GovernmentBody", BUREAU),
        link("县人民政府", "GovernmentBody", None),
    )
    return Extraction(
        mentions=tuple(each.mention for each in links),
        links=links,
        periods=(),
        measurements=(figure(),),
        relations=(basis(), relation()),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store on disk, without the reference graph, which takes a second to write."""
    backend = OxigraphBackend(tmp_path / "graph")
    with Store(backend, Archive(tmp_path / "documents.sqlite")) as opened:
        yield opened


@pytest.fixture
def filled(store: Store, document: PolicyDocument, extraction: Extraction) -> Store:
    """The store with the notice in it."""
    with store.writer() as writer:
        writer.replace(document, document_graph(document, extraction))
    return store


@pytest.fixture
def renamed(document: PolicyDocument) -> Callable[[str], PolicyDocument]:
    """The notice under another id."""

    def rename(document_id: str) -> PolicyDocument:
        passages = tuple(replace(each, document_id=document_id) for each in document.passages)
        return replace(document, id=document_id, passages=passages)

    return rename
