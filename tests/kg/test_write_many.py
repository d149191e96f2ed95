"""Many documents at once give the graph that one after the other gives; one bad one stops none."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rdflib import RDFS, Literal, URIRef

from corpus import RawDocument, parse
from kg.statement import DocumentGraph, document_iri
from kg.storage.directory import Store
from kg.storage.oxigraph_store import BULK, OxigraphBackend
from ontology.namespace import ZT

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.document import PolicyDocument

THING = URIRef("https://w3id.org/zhengtu/id/programme/00000000000000aa")


def made(number: int) -> tuple[PolicyDocument, DocumentGraph]:
    """A document whose graph names a thing that all of them share, each differently."""
    document = parse(RawDocument(f"{number}.md", f"# 第{number}号通知\n\n建设共享平台。\n"))
    iri = document_iri(document.id)
    facts = ((iri, ZT.documentId, Literal(document.id)), (iri, ZT.mentions, THING))
    names = ((THING, RDFS.label, Literal(f"平台{number}", lang="zh")),)
    return document, DocumentGraph(iri, facts, names, ())


def test_together_as_one_after_the_other(tmp_path: Path) -> None:
    documents = [made(number) for number in range(5)]
    with Store.open(tmp_path / "one") as one, Store.open(tmp_path / "many") as many:
        for each in documents:
            one.writer().replace(*each)
        assert many.writer().replace_all(documents) == []
        assert set(many.view().quads()) == set(one.view().quads())
        assert many.archive.hashes() == one.archive.hashes()
        assert many.writer().replace_all(documents[2:]) == []  # those that are there already
        assert set(many.view().quads()) == set(one.view().quads())


def test_a_document_that_cannot_be_stored_stops_no_other(tmp_path: Path) -> None:
    documents = [made(number) for number in range(3)]
    document, graph = documents[1]
    broken = (graph.iri, ZT.sourceUrl, URIRef("not an address"))
    documents[1] = (document, replace(graph, description=(*graph.description, broken)))
    with Store.open(tmp_path / "store") as store:
        failed = store.writer().replace_all(documents)
        assert [each.id for each, _ in failed] == ["1.md"]
        assert store.archive.ids() == ["0.md", "2.md"]
        assert not store.view().has_graph(graph.iri)


def test_a_held_document_that_can_no_longer_be_stored_leaves_no_graph(tmp_path: Path) -> None:
    documents = [made(number) for number in range(2)]
    document, graph = documents[1]
    broken = (graph.iri, ZT.sourceUrl, URIRef("not an address"))
    with Store.open(tmp_path / "store") as store:
        assert store.writer().replace_all(documents) == []
        failed = store.writer().replace_all(
            [(document, replace(graph, description=(*graph.description, broken)))]
        )
        assert [each.id for each, _ in failed] == ["1.md"]
    with Store.open(tmp_path / "store") as store:  # nothing was killed: nothing is looked for
        assert store.archive.ids() == ["0.md"]
        assert not store.view().has_graph(graph.iri)
        assert store.clean() == 0


KILLED = """
import sys
from pathlib import Path
from rdflib import Literal, URIRef
from kg.storage.oxigraph_store import BULK, OxigraphBackend
backend = OxigraphBackend(Path(sys.argv[1]))
for number in range(10_000):
    name = URIRef(f"urn:g:{number}")
    triples = [(URIRef(f"urn:s:{number}:{i}"), URIRef("urn:p"), Literal(i)) for i in range(BULK)]
    backend.replace({name: triples})
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_batch_that_is_killed_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path / "graph")], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in range(3)]
    os.kill(process.pid, signal.SIGKILL)
    told += process.stdout.read().split()
    process.wait()
    process.stdout.close()
    backend = OxigraphBackend(tmp_path / "graph")
    names = backend.graph_names()
    assert len(names) >= len(told)
    for name in names:
        assert sum(1 for _ in backend.quads(name)) == BULK
        by_value = f"SELECT ?s WHERE {{ GRAPH <{name}> {{ ?s <urn:p> 7 }} }}"
        assert len(backend.query(by_value).rows) == 1
    backend.close()
