"""The folder: made once, guarded, of one version, whole after any death."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import RDFS, Literal, URIRef

from kg.build import document_graph
from kg.error import StoreError
from kg.statement import document_iri
from kg.storage.archive import Archive
from kg.storage.directory import ARCHIVE, Store, current_generation
from kg.storage.generation import Generations
from kg.storage.home import GRAPH
from kg.storage.lock import StoreLock
from kg.storage.marker import MARKER
from kg.storage.oxigraph_store import OxigraphBackend
from kg.storage.record import content_hash
from ontology.iri import REFERENCE_GRAPH, place_iri, provenance_graph

if TYPE_CHECKING:
    from corpus.document import PolicyDocument
    from nlp.extraction import Extraction

ROOT = Path(__file__).resolve().parents[2]

_WRITE_FOREVER = """
import sys
from pathlib import Path
from rdflib import Literal, URIRef
from corpus.document import Metadata, PolicyDocument
from kg.storage.archive import Archive
from kg.storage.directory import Store
from kg.storage.oxigraph_store import OxigraphBackend
from kg.statement import DocumentGraph, Evidence, Statement, document_iri

folder = Path(sys.argv[1])
store = Store(OxigraphBackend(folder / "graph"), Archive(folder / "documents.sqlite"))
with store.writer() as writer:
    for turn in range(10**6):
        name = f"{turn % 7}.txt"
        document = PolicyDocument(name, "甲" * 50, Metadata(), (), (), "0" * 64)
        said = tuple(
            Statement(
                URIRef("https://a.org/s"), URIRef("https://a.org/p"), Literal(n),
                Evidence.of(document, n, n + 1), "pattern:x@1", 0.9,
            )
            for n in range(50)
        )
        writer.replace(document, DocumentGraph(document_iri(name), (), (), said))
        print(turn, flush=True)
"""


def python(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_a_new_store_knows_the_tables(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "store"
    with Store.open(folder) as store:
        assert json.loads((folder / MARKER).read_text(encoding="utf-8"))["format"] == 2
        assert store.view().graph_names() == [URIRef(REFERENCE_GRAPH)]
        labels = [o for _, p, o in store.view().describe(place_iri("420100")) if p == RDFS.label]
        assert labels == [Literal("武汉市", lang="zh")]
    with Store.open_read_only(folder) as one, Store.open_read_only(folder) as two:
        assert one.view().has_graph(REFERENCE_GRAPH)
        assert two.view().has_graph(REFERENCE_GRAPH)


def test_one_writer_and_readers_beside_it(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    published = current_generation(tmp_path)
    with Store.open(tmp_path) as writing:
        with pytest.raises(StoreError, match="in use"):
            Store.open(tmp_path)
        with Store.open_read_only(tmp_path) as reading:
            assert reading.generation == published != writing.generation


def test_a_reader_keeps_what_it_opened(
    tmp_path: Path, document: PolicyDocument, extraction: Extraction
) -> None:
    folder = tmp_path / "store"
    with Store.open(folder) as store, store.writer() as writer:
        writer.replace(document, document_graph(document, extraction))
    with Store.open_read_only(folder) as early:
        kept = sorted(early.view().quads())
        with Store.open(folder) as store, store.writer() as writer:
            writer.remove(document.id)
        with Store.open_read_only(folder) as late:
            assert late.archive.ids() == []
            assert not late.view().has_graph(document_iri(document.id))
        assert early.archive.ids() == [document.id]
        assert sorted(early.view().quads()) == kept
        with Store.open_read_only(folder, generation=early.generation) as pinned:
            assert pinned.archive.ids() == [document.id]
    assert generations(folder) == [current_generation(folder)], "the last reader sweeps"


def test_what_an_error_left_is_not_seen_and_gone_on_from(
    tmp_path: Path, document: PolicyDocument, extraction: Extraction
) -> None:
    Store.open(tmp_path).close()
    before = current_generation(tmp_path)

    def fail() -> None:
        with Store.open(tmp_path) as store, store.writer() as writer:
            writer.replace(document, document_graph(document, extraction))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert current_generation(tmp_path) == before
    with Store.open_read_only(tmp_path) as store:
        assert store.archive.ids() == []
    with Store.open(tmp_path) as store:
        assert store.archive.ids() == [document.id]
    with Store.open_read_only(tmp_path) as store:
        assert store.archive.ids() == [document.id]


def test_a_generation_that_cannot_be_opened_again_is_begun_anew(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    broken = Generations(tmp_path).begin()
    (broken / GRAPH / "CURRENT").write_text("nonsense", encoding="utf-8")
    with Store.open(tmp_path) as store:
        assert store.folder != broken
        store.touch()
    with Store.open_read_only(tmp_path) as store:
        assert store.view().has_graph(REFERENCE_GRAPH)


def test_a_damaged_pointer_is_named(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    (tmp_path / "current").write_text("../elsewhere", encoding="utf-8")
    for opening in (Store.open, Store.open_read_only):
        with pytest.raises(StoreError, match="damaged"):
            opening(tmp_path)


def generations(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.is_dir())


def test_closing_twice_is_harmless(store: Store) -> None:
    store.close()
    store.close()


def test_another_process_keeps_the_lock_until_it_dies(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    StoreLock(lock, exclusive=True).close()
    hold = "from pathlib import Path; import sys, time; from kg.storage.lock import StoreLock; "
    hold += (
        "held = StoreLock(Path(sys.argv[1]), exclusive=True); print(1, flush=True); time.sleep(60)"
    )
    with python(hold, str(lock)) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(StoreError, match="in use by another process"):
            StoreLock(lock, exclusive=True)
        with pytest.raises(StoreError, match="being written by another process"):
            StoreLock(lock, exclusive=False)
        other.send_signal(signal.SIGKILL)
        other.wait()
    StoreLock(lock, exclusive=True, wait=5).close()


def test_a_writer_waits_for_readers_if_told_to(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    StoreLock(lock, exclusive=True).close()
    reader = StoreLock(lock, exclusive=False)
    begun = time.monotonic()
    with pytest.raises(StoreError):
        StoreLock(lock, exclusive=True, wait=0.3)
    assert time.monotonic() - begun >= 0.25
    reader.close()


def test_a_folder_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("私信", encoding="utf-8")
    with pytest.raises(StoreError, match="no Zhengtu store"):
        Store.open(tmp_path)
    with pytest.raises(StoreError, match="zhengtu build"):
        Store.open_read_only(tmp_path)
    with pytest.raises(StoreError, match="no Zhengtu store"):
        Store.open(tmp_path / "letter.txt")
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("marker", ['{"format": 1}', "{}", "not json", "[]"])
def test_another_version_is_refused_and_left_alone(tmp_path: Path, marker: str) -> None:
    folder = tmp_path / "store"
    (folder / GRAPH).mkdir(parents=True)
    (folder / GRAPH / "CURRENT").touch()
    (folder / MARKER).write_text(marker, encoding="utf-8")
    before = sorted(folder.rglob("*"))
    for opening in (Store.open, Store.open_read_only):
        with pytest.raises(StoreError, match="build"):
            opening(folder)
    assert sorted(folder.rglob("*")) == before


def test_a_store_that_was_only_begun_is_finished(tmp_path: Path) -> None:
    (tmp_path / MARKER).write_text('{"format": 2}', encoding="utf-8")
    with Store.open(tmp_path) as store:
        assert len(store.archive) == 0
    with Store.open_read_only(tmp_path) as store:
        assert store.view().has_graph(REFERENCE_GRAPH)


@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9")
def test_a_killed_build_leaves_whole_documents_only(tmp_path: Path) -> None:
    for wanted in ("3", "9", "16"):
        with python(_WRITE_FOREVER, str(tmp_path)) as child:
            assert child.stdout is not None
            for line in child.stdout:
                if line.strip() == wanted:
                    break
            child.send_signal(signal.SIGKILL)
            child.wait()
        backend = OxigraphBackend(tmp_path / GRAPH)
        with Store(backend, Archive(tmp_path / ARCHIVE)) as store:
            store.clean()
            stored = store.archive.ids()
            assert len(stored) >= 3
            graphs = {document_iri(name) for name in stored}
            graphs |= {URIRef(provenance_graph(iri)) for iri in graphs}
            assert set(store.view().graph_names()) == graphs
            for name in stored:
                assert len(list(store.view().quads(document_iri(name)))) == 50
                assert len(list(store.view().quads(provenance_graph(document_iri(name))))) == 500


def test_a_document_comes_back_equal(filled: Store, document: PolicyDocument) -> None:
    archive = filled.archive
    assert archive.document(document.id) == document
    assert list(archive) == [document]
    assert document.id in archive
    assert "other" not in archive
    (summary,) = archive.summaries()
    assert (summary.title, summary.characters) == (document.metadata.title, len(document.text))
    assert archive.texts() == {document.id: document.sha256}
    assert archive.summaries([document.id, "other"]) == [summary]
    assert archive.summaries([]) == []
    texts = [text for _, text in archive.passages()]
    assert "".join(texts) == document.text
    assert [passage for passage, _ in archive.passages()] == list(document.passages)
    with pytest.raises(StoreError, match="zhengtu documents"):
        archive.document("other")


def test_an_unchanged_document_keeps_its_hash(
    filled: Store, document: PolicyDocument, extraction: Extraction
) -> None:
    assert filled.archive.hashes() == {document.id: content_hash(document)}
    with filled.writer(version="2") as writer:
        writer.replace(document, document_graph(document, extraction))
    assert filled.archive.hashes() == {document.id: content_hash(document, "2")}
    assert content_hash(document) != content_hash(document, "2")


def test_what_a_killed_beginning_left_does_not_keep_a_store_from_being_made(tmp_path: Path) -> None:
    (tmp_path / (MARKER + ".part")).write_text("{")
    Store.open(tmp_path).close()
    assert json.loads((tmp_path / MARKER).read_text())["creator"] == "zhengtu"
