"""SPARQL from outside: formats, limits, and a process that can be killed."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from kg.build import document_graph
from kg.error import QueryError, StoreError
from kg.result import GRAPH_FORMATS
from kg.sparql import QueryWorker, answer
from kg.storage.directory import ARCHIVE, Store, current_generation
from kg.storage.home import GRAPH
from ontology.namespace import ZT

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.document import PolicyDocument
    from nlp.extraction import Extraction

LEADS = f"SELECT ?who ?what ?nothing WHERE {{ ?who <{ZT.leads}> ?what FILTER (1 < 2) }}"
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . "
    "FILTER (CONCAT(STR(?a), STR(?d), STR(?g), STR(?j), STR(?m)) = 'x') }"
)


def test_rows_in_every_format(filled: Store) -> None:
    view = filled.view()
    rows = json.loads(answer(view, LEADS, "json").body)
    assert rows["head"]["vars"] == ["who", "what", "nothing"]
    (binding,) = rows["results"]["bindings"]
    assert binding["who"]["type"] == "uri"
    assert "nothing" not in binding
    table = list(csv.reader(io.StringIO(answer(view, LEADS, "csv").body)))
    assert table == [
        ["who", "what", "nothing"],
        [binding["who"]["value"], binding["what"]["value"], ""],
    ]
    assert answer(view, LEADS, "tsv").body.splitlines()[1].startswith("<https://")
    xml = ElementTree.fromstring(answer(view, LEADS, "xml").body)
    assert len(list(xml.iter("{http://www.w3.org/2005/sparql-results#}result"))) == 1
    assert "who" in answer(view, LEADS, "table").body.splitlines()[0]


def test_literals_keep_language_and_datatype(filled: Store) -> None:
    query = f"SELECT ?t ?n WHERE {{ ?d <{ZT.title}> ?t . ?o <{ZT.low}> ?n }}"
    for row in json.loads(answer(filled.view(), query, "json").body)["results"]["bindings"]:
        assert row["t"]["xml:lang"] == "zh"
        assert row["n"]["datatype"].endswith("#decimal")


def test_table_lines_up_chinese(filled: Store) -> None:
    query = 'SELECT ?a ?b WHERE { VALUES (?a ?b) { ("中文" 1) ("abc" 2) } }'
    lines = answer(filled.view(), query, "table").body.splitlines()
    assert lines[2:] == ["中文  1", "abc   2"]


def test_truth_values(filled: Store) -> None:
    query = "ASK { ?s ?p ?o }"
    assert json.loads(answer(filled.view(), query, "json").body)["boolean"] is True
    for format in ("table", "csv", "tsv"):
        assert answer(filled.view(), query, format).body.strip() == "true"
    assert "<boolean>true</boolean>" in answer(filled.view(), query, "xml").body.replace("ns0:", "")


@pytest.mark.parametrize("format", ["turtle", "ntriples", "rdfxml", "jsonld"])
def test_graphs_in_every_format(filled: Store, format: str) -> None:
    query = f"CONSTRUCT {{ ?s <{ZT.leads}> ?o }} WHERE {{ ?s <{ZT.leads}> ?o }}"
    body = answer(filled.view(), query, format).body
    assert len(list(ox.parse(body, format=GRAPH_FORMATS[format]))) == 1


def test_a_graph_asked_for_as_a_table_is_turtle(filled: Store) -> None:
    query = f"CONSTRUCT {{ ?s <{ZT.leads}> ?o }} WHERE {{ ?s <{ZT.leads}> ?o }}"
    view = filled.view()
    assert answer(view, query, "table").body == answer(view, query, "turtle").body
    assert "zt:leads" in answer(view, query, "table").body


def test_format_that_does_not_suit_is_refused(filled: Store) -> None:
    for query, format in ((LEADS, "turtle"), ("DESCRIBE <http://a/>", "csv"), (LEADS, "pdf")):
        with pytest.raises(QueryError, match="format"):
            answer(filled.view(), query, format)


@pytest.fixture
def closed(document: PolicyDocument, extraction: Extraction, tmp_path: Path) -> Path:
    """A store of one document as a folder, closed."""
    folder = tmp_path / "store"
    with Store.open(folder) as store, store.writer() as writer:
        writer.replace(document, document_graph(document, extraction))
    return folder


def test_worker_answers_and_survives_bad_queries(closed: Path) -> None:
    with QueryWorker(closed) as worker:
        assert json.loads(worker.answer(LEADS).body)["results"]["bindings"]
        with pytest.raises(QueryError, match="read-only"):
            worker.answer("DROP ALL")
        with pytest.raises(QueryError, match="not valid SPARQL"):
            worker.answer("SELECT {")
        assert worker.answer("SELECT * { ?s ?p ?o }", limit=3).truncated


@pytest.mark.timeout(120)
def test_worker_stops_a_query_in_time_and_goes_on(closed: Path) -> None:
    with QueryWorker(closed) as worker:
        worker.answer(LEADS)
        with pytest.raises(QueryError, match="was stopped"):
            worker.answer(ENDLESS, seconds=0.5)
        assert json.loads(worker.answer(LEADS).body)["results"]["bindings"]


def test_worker_says_why_a_store_cannot_be_read(tmp_path: Path) -> None:
    with QueryWorker(tmp_path / "none") as worker, pytest.raises(QueryError, match="no store"):
        worker.answer(LEADS)


def test_a_store_opened_for_reading_has_its_parts_and_no_writer(closed: Path) -> None:
    with Store.open_read_only(closed) as store:
        assert store.view().ask("ASK { ?s ?p ?o }")
        with pytest.raises(StoreError):
            store.writer()
        assert store.folder is not None
        assert (store.folder / GRAPH).is_dir()
        assert (store.folder / ARCHIVE).is_file()


def test_worker_follows_the_store_unless_it_is_pinned(closed: Path) -> None:
    before = current_generation(closed)
    count = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?d <{ZT.documentId}> ?t }}"
    with (
        Store.open_read_only(closed),
        QueryWorker(closed) as following,
        QueryWorker(closed, before) as pinned,
    ):
        for worker in (following, pinned):
            assert worker.answer(count, "csv").body.split() == ["n", "1"]
        with Store.open(closed) as store, store.writer() as writer:
            assert writer.remove(store.archive.ids()[0])
        assert following.answer(count, "csv").body.split() == ["n", "0"]
        assert pinned.answer(count, "csv").body.split() == ["n", "1"]
