"""Approximate search: near enough to the exact one, with its scores, through adds and removals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.document import Metadata, Passage, PolicyDocument
from qa.error import RetrievalError
from qa.retrieval.vector_index import VectorIndex
from qa.retrieval.vector_store import read_meta
from qa.retrieval.vector_writer import VectorWriter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qa.retrieval.embedder import Matrix, Vector
    from qa.retrieval.index import Place

DIMENSION = 64
TOPICS = 40
PASSAGES = 100
DOCUMENTS = 200
QUERIES = 200
RECALL = 0.98


class TopicEmbedder:
    """Vectors as models make them: around topics, a passage's drawn by its number."""

    name = "topics"

    def __init__(self) -> None:
        rng = np.random.default_rng(7)
        self._centres = rng.normal(size=(TOPICS, DIMENSION))

    def documents(self, texts: Sequence[str]) -> Matrix:
        return np.vstack([self.query(text.rsplit("\n", 1)[-1]) for text in texts])

    def query(self, text: str) -> Vector:
        """A text is 第<number>条; what is no such text is number 0."""
        number = int("".join(filter(str.isdigit, text)) or 0)
        rng = np.random.default_rng(number)
        drawn = self._centres[number % TOPICS] + rng.normal(size=DIMENSION)
        return np.asarray(drawn / np.linalg.norm(drawn), dtype=np.float32)


def document(number: int, passages: int = PASSAGES) -> PolicyDocument:
    texts = [f"第{number * PASSAGES + n:07}条" for n in range(passages)]
    width = len(texts[0])
    return PolicyDocument(
        id=f"d{number}",
        text="".join(texts),
        metadata=Metadata(title=""),
        sections=(),
        passages=tuple(Passage(f"d{number}", n * width, (n + 1) * width) for n in range(passages)),
        sha256=f"{number:064}",
    )


def write(folder: Path, documents: Sequence[PolicyDocument], exact: int, gone: str = "") -> None:
    writer = VectorWriter(folder, TopicEmbedder(), exact=exact)
    for each in documents:
        writer.replace(each)
    if gone:
        writer.remove(gone)
    writer.commit()
    writer.merge()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """20,000 passages, searched exactly and approximately."""
    root = tmp_path_factory.mktemp("vectors")
    documents = [document(number) for number in range(DOCUMENTS)]
    write(root / "exact", documents, DOCUMENTS * PASSAGES + 1)
    write(root / "approximate", documents, DOCUMENTS * PASSAGES)
    return root / "exact", root / "approximate"


def names(folder: Path) -> list[str]:
    meta = read_meta(folder)
    assert meta is not None
    return [each.name for each in meta.segments]


def found(index: VectorIndex, number: int, document_id: str | None = None) -> dict[Place, float]:
    return dict(index.places(f"第{number:07}条", 10, document_id))


def test_it_finds_nearly_what_the_exact_search_finds(folders: tuple[Path, Path]) -> None:
    assert not list(folders[0].glob("*.ivf"))
    assert len(list(folders[1].glob("*.ivf"))) == 1
    exact, near = (VectorIndex(folder, TopicEmbedder()) for folder in folders)
    shares = []
    for query in range(10**6, 10**6 + QUERIES):
        wanted, got = found(exact, query), found(near, query)
        shares.append(len(wanted.keys() & got.keys()) / len(wanted))
        for place in wanted.keys() & got.keys():
            assert got[place] == pytest.approx(wanted[place], abs=1e-4)
    assert sum(shares) / QUERIES >= RECALL


def test_one_document_is_searched_exactly(folders: tuple[Path, Path]) -> None:
    exact, near = (VectorIndex(folder, TopicEmbedder()) for folder in folders)
    wanted, got = found(exact, 10**6, "d7"), found(near, 10**6, "d7")
    assert list(got) == list(wanted)
    assert found(near, 10**6, "never there") == {}
    assert near.size == exact.size == DOCUMENTS


def test_little_changes_leave_the_clusters_and_many_make_them_anew(tmp_path: Path) -> None:
    write(tmp_path, [document(number) for number in range(20)], 1000)
    first = names(tmp_path)
    write(tmp_path, [document(90)], 1000, gone="d3")
    assert names(tmp_path)[:1] == first
    index = VectorIndex(tmp_path, TopicEmbedder())
    assert index.size == 20
    assert next(iter(found(index, 90 * PASSAGES + 5))).document_id == "d90"
    assert all(place.document_id != "d3" for place in found(index, 3 * PASSAGES + 5))
    assert found(index, 1, "d3") == {}
    write(tmp_path, [document(number) for number in range(100, 110)], 1000)
    assert len(names(tmp_path)) == 1
    assert names(tmp_path) != first
    assert len(list(tmp_path.glob("*.ivf"))) == 1
    assert VectorIndex(tmp_path, TopicEmbedder()).size == 30


def test_writing_twice_makes_the_same_clusters(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / name, [document(number) for number in range(20)], 1000)
    one, two = (next((tmp_path / name).glob("*.ivf")).read_bytes() for name in ("a", "b"))
    assert one == two


def test_damaged_clusters_are_told(tmp_path: Path) -> None:
    write(tmp_path, [document(number) for number in range(20)], 1000)
    next(tmp_path.glob("*.ivf")).write_bytes(b"no clusters")
    with pytest.raises(RetrievalError, match="重建"):
        VectorIndex(tmp_path, TopicEmbedder())
