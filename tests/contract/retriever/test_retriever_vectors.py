"""The vector index's own promises: one model, segments that merge, files that stay whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from corpus import RawDocument, parse
from qa.error import RetrievalError
from qa.retrieval import IndexWriter, Retriever
from qa.retrieval.embedder import SentenceEmbedder
from qa.retrieval.home import VECTOR_FOLDER
from qa.retrieval.vector_index import VectorIndex
from qa.retrieval.vector_writer import VectorWriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus import PolicyDocument

pytestmark = pytest.mark.slow


def document(name: str, text: str) -> PolicyDocument:
    return parse(RawDocument(name, text))


CARE = document("care", "医院为老年人提供护理。" * 3)
FARM = document("farm", "对种植粮食的农田发放补贴。" * 3)


@pytest.fixture
def store(tmp_path: Path, model: str) -> Path:
    with IndexWriter(tmp_path / "store", model) as writer:
        writer.replace(CARE)
        writer.commit()
        writer.replace(FARM)
    return tmp_path / "store"


def test_vectors_are_normalised(model: str) -> None:
    embedder = SentenceEmbedder(model)
    rows = embedder.documents(["医院护理", "粮食"])
    assert (rows**2).sum(axis=1) == pytest.approx([1.0, 1.0])
    assert (embedder.query("医院护理") ** 2).sum() == pytest.approx(1.0)


def test_the_index_says_which_model_made_it(store: Path, model: str) -> None:
    meta = json.loads((store / VECTOR_FOLDER / "meta.json").read_text(encoding="utf-8"))
    assert meta["model"]["name"] == model
    assert meta["dimension"] == len(meta["model"]["probe"]) == 4


def test_closing_leaves_one_segment(store: Path) -> None:
    names = sorted(path.name for path in (store / VECTOR_FOLDER).iterdir())
    assert len(names) == 3
    assert (store / VECTOR_FOLDER / names[0]).stat().st_size == 2 * 4 * 2, "rows, float16"


def test_another_model_is_refused(store: Path, make_model: Callable[[int], Path]) -> None:
    other = str(make_model(6))
    with pytest.raises(RetrievalError, match="由模型"):
        Retriever.open(store, other)
    with pytest.raises(RetrievalError, match="由模型"):
        IndexWriter(store, other)


def test_the_same_model_elsewhere_is_accepted(
    store: Path, make_model: Callable[[int], Path]
) -> None:
    moved = str(make_model(4))
    assert Retriever.open(store, moved).search("医院")[0].document_id == "care"


def test_a_model_that_is_not_there_is_refused(store: Path, tmp_path: Path) -> None:
    with pytest.raises(RetrievalError, match="embedding_model"):
        Retriever.open(store, str(tmp_path / "nowhere"))


def test_without_a_model_vectors_are_not_left_behind(store: Path) -> None:
    assert Retriever.open(store).mode == "text"
    with pytest.raises(RetrievalError, match="embedding_model"):
        IndexWriter(store)


def test_a_store_without_vectors_wants_building(tmp_path: Path, model: str) -> None:
    with IndexWriter(tmp_path) as writer:
        writer.replace(CARE)
    with pytest.raises(RetrievalError, match="embedding_model"):
        Retriever.open(tmp_path, model)
    with IndexWriter(tmp_path, model) as writer:
        assert writer.versions() == {}, "what has no vectors is to be given again"
        writer.replace(CARE)
    assert Retriever.open(tmp_path, model).search("医院")[0].ranks == {"text": 1, "vector": 1}


def test_segments_that_were_not_merged_are_one_index(tmp_path: Path, model: str) -> None:
    embedder = SentenceEmbedder(model)
    writer = VectorWriter(tmp_path, embedder)
    for each in (CARE, FARM, CARE):
        writer.replace(each)
        writer.commit()
    index = VectorIndex(tmp_path, embedder)
    assert index.size == 2
    assert [place.document_id for place, _ in index.places("医院", 10)] == ["care"]
    assert VectorWriter(tmp_path, embedder).versions() == {
        "care": CARE.sha256,
        "farm": FARM.sha256,
    }


def test_large_indexes_are_read_in_parts(
    store: Path, model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = SentenceEmbedder(model)
    whole = VectorIndex(store / VECTOR_FOLDER, embedder).places("医院与粮食", 10)
    monkeypatch.setattr("qa.retrieval.vector_segment.HELD", 0)
    monkeypatch.setattr("qa.retrieval.vector_segment.CHUNK", 1)
    assert VectorIndex(store / VECTOR_FOLDER, embedder).places("医院与粮食", 10) == whole
    assert len(whole) == 2


@pytest.mark.parametrize("harm", ["", "{", '{"format": 9}'])
def test_damage_is_said(store: Path, model: str, harm: str) -> None:
    (store / VECTOR_FOLDER / "meta.json").write_text(harm, encoding="utf-8")
    with pytest.raises(RetrievalError, match="重建"):
        Retriever.open(store, model)


def test_a_cut_matrix_is_said(store: Path, model: str) -> None:
    for path in (store / VECTOR_FOLDER).glob("*.f16"):
        path.write_bytes(path.read_bytes()[:-2])
    with pytest.raises(RetrievalError, match="重建"):
        Retriever.open(store, model)


def test_what_a_killed_writer_left_is_removed(store: Path, model: str) -> None:
    (store / VECTOR_FOLDER / "99.f16").write_bytes(b"half")
    with IndexWriter(store, model):
        pass
    assert not (store / VECTOR_FOLDER / "99.f16").exists()


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("intfloat/multilingual-e5-small", "query: "),
        ("/models/bge-small-zh-v1.5", "为这个句子生成表示以用于检索相关文章："),
        ("intfloat/multilingual-e5-large-instruct", None),
        ("some/other", None),
    ],
)
def test_prompts_of_models_that_want_them(name: str, query: str | None, model: str) -> None:
    from sentence_transformers import SentenceTransformer

    from qa.retrieval.embedder import prompts

    loaded = SentenceTransformer(model)
    assert prompts(name, loaded)[0] == query
    loaded.prompts = {"query": "own: "}
    assert prompts(name, loaded) == (None, None)
