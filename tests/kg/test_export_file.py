"""Exports: the same graph gives the same bytes, and nothing is lost on the way."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import RDFS, URIRef

from kg.build import document_graph
from kg.error import QueryError, StoreError
from kg.export import FORMATS, export
from kg.sorting import in_order
from kg.storage.memory_store import memory_store
from kg.storage.term import from_ox_triple
from ontology.iri import mint
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.document import PolicyDocument
    from kg.storage.directory import Store
    from nlp.extraction import Extraction

BUREAU = URIRef(mint("body", "云河省财政厅"))


def written(store: Store, format: str, document: str | None = None, *, all_: bool = True) -> bytes:
    target = io.BytesIO()
    export(store.view(), target, format, document=document, provenance=all_)
    return target.getvalue()


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_holds_every_triple(filled: Store, format: str) -> None:
    found = list(ox.parse(written(filled, format), format=FORMATS[format]))
    triples = [from_ox_triple(each) for each in found]
    assert set(triples) == {quad[:3] for quad in filled.view().quads()}
    assert len(triples) == len(set(triples))


@pytest.mark.parametrize("format", ["nquads", "trig", "jsonld"])
def test_named_graphs_are_kept(filled: Store, format: str) -> None:
    found = ox.parse(written(filled, format), format=FORMATS[format])
    assert {str(each.graph_name) for each in found} == {
        f"<{name}>" for name in filled.view().graph_names()
    }


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_graph_gives_the_same_bytes(
    filled: Store,
    format: str,
    extraction: Extraction,
    document: PolicyDocument,
    renamed: Callable[[str], PolicyDocument],
) -> None:
    """Whatever the backend, the order of building, and what was there in between."""
    other = memory_store()
    with other.writer() as writer:
        writer.replace(renamed("x.txt"), document_graph(renamed("x.txt"), extraction))
        writer.replace(document, document_graph(document, extraction))
        writer.remove("x.txt")
    assert written(filled, format) == written(other, format)


def test_provenance_is_left_out_unless_asked_for(filled: Store) -> None:
    assert b"zt:quote" not in written(filled, "turtle", all_=False)
    assert b"zt:quote" in written(filled, "turtle")


def test_one_document_comes_with_the_labels_it_needs(
    filled: Store, extraction: Extraction, renamed: Callable[[str], PolicyDocument]
) -> None:
    other = renamed("x.txt")
    with filled.writer() as writer:
        writer.replace(other, document_graph(other, extraction))
    found = ox.parse(written(filled, "trig", "x.txt", all_=False), format=FORMATS["trig"])
    triples = [from_ox_triple(each) for each in found]
    assert {str(o) for s, p, o in triples if p == ZT.documentId} == {"x.txt"}
    assert [str(o) for s, p, o in triples if (s, p) == (BUREAU, RDFS.label)] == ["云河省财政厅"]


def test_what_cannot_be_exported_is_said(filled: Store) -> None:
    with pytest.raises(QueryError, match="turtle"):
        written(filled, "pdf")
    with pytest.raises(StoreError, match="zhengtu documents"):
        written(filled, "turtle", "none.txt")


def test_documents_of_a_date_range(filled: Store) -> None:
    target = io.BytesIO()
    export(filled.view(), target, "nquads", since=date(2000, 1, 1), until=date(2100, 1, 1))
    ranged = target.getvalue()
    ids = [
        str(row["id"])
        for row in filled.view().select(
            f"SELECT ?id {{ ?d <{ZT.documentId}> ?id ; <{ZT.issuedOn}> ?day }}"
        )
    ]
    assert ids
    for each in ids:
        assert mint("document", each).encode() in ranged
    with pytest.raises(StoreError, match="no document is dated"):
        export(filled.view(), io.BytesIO(), "nquads", until=date(1900, 1, 1))


@pytest.mark.parametrize("most", [1, 7, 1000])
def test_sorting_through_files_loses_nothing(most: int) -> None:
    texts = ["x\r\ny", "a\u2028b", "\\", '"', "中文", ""]
    triples = [
        ox.Triple(ox.NamedNode(f"http://s/{n % 7}"), ox.NamedNode("http://p"), ox.Literal(text))
        for n in range(20)
        for text in texts
    ]
    found = list(in_order(triples, most=most))
    assert found == sorted(triples, key=str)
