"""What holds for indexes in Milvus beyond the contract: states, kills, and who looks where."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qa.error import RetrievalError
from qa.retrieval import IndexWriter, Retriever
from qa.retrieval.milvus.address import Address
from qa.retrieval.milvus.record import FOLDER, Change, Record
from tests.contract.engine import free_port
from tests.contract.retriever.test_retriever import CARE, CLOUD, FARM, document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus import PolicyDocument

pytestmark = pytest.mark.slow

PORT = document("port", "临海市港口条例", "港口与铁路、道路相连，建设交通枢纽。" * 5)
KILLED = """
import os, signal, sys
from pathlib import Path
from qa.retrieval import IndexWriter
from qa.retrieval.milvus import writer
from qa.retrieval.milvus.address import Address
from tests.contract.retriever.test_retriever import FARM
from tests.contract.retriever.test_retriever_milvus import PORT

index = IndexWriter(Path(sys.argv[1]), address=Address(sys.argv[2]))
index.remove(FARM.id)
index.replace(PORT)
index._parts[0]._record.commit = lambda change: os.kill(os.getpid(), signal.SIGKILL)
index.commit()
"""


def put(folder: Path, address: Address, *documents: PolicyDocument, remove: str = "") -> None:
    with IndexWriter(folder, address=address) as writer:
        for each in documents:
            writer.replace(each)
        writer.remove(remove)


def first(folder: Path, address: Address, text: str) -> str:
    return Retriever.open(folder, address=address).search(text)[0].document_id


@pytest.fixture
def store(tmp_path: Path, milvus: Address) -> Path:
    folder = tmp_path / "000001-aaaaaa"
    put(folder, milvus, CLOUD, CARE, FARM)
    return folder


def terms(folder: Path) -> dict[int, tuple[int, int]]:
    record = Record(folder, read_only=True)
    rows = record._all("SELECT * FROM term WHERE documents OR passages")
    record.close()
    return {row[0]: (row[1], row[2]) for row in rows}


def test_a_writer_that_is_killed_before_it_commits_leaves_the_former_state(
    store: Path, milvus: Address
) -> None:
    command = [sys.executable, "-c", KILLED, str(store), milvus.url]
    killed = subprocess.run(command, check=False, capture_output=True, timeout=120)
    assert killed.returncode == -9, killed.stderr.decode()
    assert first(store, milvus, "粮食补贴") == FARM.id
    retriever = Retriever.open(store, address=milvus)
    assert PORT.id not in {hit.document_id for hit in retriever.search("港口铁路交通", 100)}
    put(store, milvus, PORT)
    found = Retriever.open(store, address=milvus).search("港口铁路交通", 100)
    assert [hit.document_id for hit in found].count(PORT.id) == len(PORT.passages)


def test_a_published_state_is_searched_while_the_next_are_written(
    store: Path, milvus: Address
) -> None:
    states = [store]
    for number, (added, gone) in enumerate(((PORT, FARM), (FARM, CARE)), 2):
        states.append(store.with_name(f"00000{number}-aaaaaa"))
        shutil.copytree(states[-2], states[-1])
        put(states[-1], milvus, added, remove=gone.id)
        before, after = states[-2:]
        assert first(before, milvus, {2: "粮食补贴", 3: "老年护理"}[number]) == gone.id
        assert first(after, milvus, {2: "港口铁路交通", 3: "粮食补贴"}[number]) == added.id
    assert Record(states[2], read_only=True).dead().keys() == {1}, "FARM's first rows are deleted"


def test_counts_of_terms_are_those_of_the_documents_that_are_in(
    store: Path, milvus: Address
) -> None:
    changed = replace(CARE, text=FARM.text, passages=FARM.passages, sha256="1" * 64)
    put(store, milvus, changed, PORT, PORT)
    put(store, milvus, CARE, remove=PORT.id)
    once = store.with_name("once")
    put(once, milvus, CLOUD, CARE, FARM)
    assert terms(store) == terms(once)


def test_scores_are_those_of_the_index_in_the_folder(
    store: Path, milvus: Address, tmp_path: Path
) -> None:
    with IndexWriter(tmp_path / "here") as writer:
        for each in (CLOUD, CARE, FARM):
            writer.replace(each)
    here = Retriever.open(tmp_path / "here").indexes["text"]
    there = Retriever.open(store, address=milvus).indexes["text"]
    for text in ("政务云平台的运行经费", "老年护理与医疗服务", "粮食补贴发给谁"):
        expected, found = here.places(text, 10), there.places(text, 10)
        assert [place for place, _ in found] == [place for place, _ in expected]
        # Lengths are compared with a fixed average, so scores differ a little.
        for (_, mine), (_, other) in zip(found, expected, strict=True):
            assert mine == pytest.approx(other, rel=0.35)


def test_vectors_of_another_model_are_refused(
    tmp_path: Path, milvus: Address, model: str, make_model: Callable[[int], Path]
) -> None:
    with IndexWriter(tmp_path / "store", model, address=milvus) as writer:
        writer.replace(CARE)
    other = str(make_model(7))
    with pytest.raises(RetrievalError, match="another model"):
        Retriever.open(tmp_path / "store", other, milvus)
    with pytest.raises(RetrievalError, match="another model"):
        IndexWriter(tmp_path / "store", other, address=milvus)
    with pytest.raises(RetrievalError, match="embedding_model"):
        IndexWriter(tmp_path / "store", address=milvus)
    assert Retriever.open(tmp_path / "store", model, milvus).search("护理")


def test_a_store_without_vectors_is_not_searched_by_a_model(
    store: Path, milvus: Address, model: str
) -> None:
    with pytest.raises(RetrievalError, match="without an embedding model"):
        Retriever.open(store, model, milvus)
    with pytest.raises(RetrievalError, match="without an embedding model"):
        IndexWriter(store, model, address=milvus)


def test_a_server_that_does_not_answer_is_told(store: Path, tmp_path: Path) -> None:
    nobody = Address(f"http://127.0.0.1:{free_port()}", seconds=1)
    with pytest.raises(RetrievalError, match="index_url"):
        Retriever.open(store, address=nobody)
    with pytest.raises(RetrievalError, match="index_url"):
        IndexWriter(tmp_path / "new", address=nobody)


def test_a_server_without_this_store_is_told(store: Path, milvus: Address) -> None:
    record = Record(store)
    record.commit(Change(meta={"name": "another"}))
    record.close()
    with pytest.raises(RetrievalError, match="no index of this store"):
        Retriever.open(store, address=milvus)
    with pytest.raises(RetrievalError, match="no index of this store"):
        IndexWriter(store, address=milvus)


def test_a_missing_package_is_told(
    store: Path, milvus: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    with pytest.raises(RetrievalError, match=r"zhengtu\[milvus\]"):
        Retriever.open(store, address=milvus)


def test_one_writes_at_a_time(store: Path, milvus: Address) -> None:
    with (
        IndexWriter(store, address=milvus),
        pytest.raises(RetrievalError, match="Another process"),
    ):
        IndexWriter(store, address=milvus)


def test_indexes_are_looked_for_where_they_are(store: Path, milvus: Address) -> None:
    for opens in (Retriever.open, IndexWriter):
        with pytest.raises(RetrievalError, match="in Milvus"):
            opens(store)
    shutil.rmtree(store / FOLDER)
    with IndexWriter(store) as writer:
        writer.replace(CARE)
    with pytest.raises(RetrievalError, match="zhengtu build"):
        Retriever.open(store, address=milvus)
    with IndexWriter(store, address=milvus) as moved:
        assert moved.versions() == {}, "who builds is to give all documents again"
        moved.replace(CARE)
    assert not (store / "text").exists()
    assert first(store, milvus, "老年护理") == CARE.id
