"""What every retriever does, by text, by vectors or by both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corpus import RawDocument, parse
from qa.retrieval import Hit, IndexWriter, Retriever
from qa.retrieval.retriever import TEXT, VECTOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from corpus import PolicyDocument
    from qa.retrieval.milvus.address import Address

    Open = Callable[[], Retriever]

pytestmark = pytest.mark.slow


def document(name: str, title: str, *paragraphs: str) -> PolicyDocument:
    return parse(RawDocument(name, "\n".join((title, *paragraphs)), {"title": title}))


CLOUD = document(
    "cloud.txt",
    "松江省政务云管理办法",
    "一、总体要求。各单位的政务服务平台应当部署在政务云上，数据统一归集。" * 6,
    "二、资金保障。政务云平台的运行经费由省级财政安排，每年不超过八千万元。" * 6,
)
CARE = document(
    "care/2.txt",
    "临海市养老服务条例",
    "市卫生健康部门应当支持医院开展老年护理，医疗机构为老年人提供健康服务。" * 4,
)
FARM = document("farm's {3}#L1", "关于粮食补贴的通知", "对种植粮食的农田发放农业补贴。" * 5)


class Backend:
    """A store directory that is written and searched in one of the modes, here or in Milvus."""

    def __init__(
        self, mode: str, directory: Path, model: str | None, address: Address | None
    ) -> None:
        self.mode = mode
        self.directory = directory
        self.model = model
        self.address = address

    def writer(self) -> IndexWriter:
        return IndexWriter(self.directory, self.model, address=self.address)

    def put(self, *documents: PolicyDocument, remove: Iterable[str] = ()) -> None:
        with self.writer() as writer:
            for each in documents:
                writer.replace(each)
            for name in remove:
                writer.remove(name)

    def open(self) -> Retriever:
        opened = Retriever.open(self.directory, self.model, self.address)
        if self.mode != VECTOR:
            return opened
        return Retriever({VECTOR: opened.indexes[VECTOR]})


@pytest.fixture(params=["folder", "milvus"])
def address(request: pytest.FixtureRequest) -> Address | None:
    return None if request.param == "folder" else request.getfixturevalue("milvus")


@pytest.fixture(params=["text", "vector", "text+vector"])
def backend(request: pytest.FixtureRequest, tmp_path: Path, address: Address | None) -> Backend:
    mode = request.param
    model = None if mode == TEXT else request.getfixturevalue("model")
    return Backend(mode, tmp_path / "store", model, address)


@pytest.fixture
def filled(backend: Backend) -> Backend:
    backend.put(CLOUD, CARE, FARM)
    return backend


def test_the_mode_is_said(filled: Backend) -> None:
    assert filled.open().mode == filled.mode


@pytest.mark.parametrize(
    ("question", "right"),
    [("政务云平台的数据怎么归集？", CLOUD), ("老年护理与医疗服务", CARE), ("粮食补贴发给谁", FARM)],
)
def test_the_right_document_is_first(filled: Backend, question: str, right: PolicyDocument) -> None:
    retriever = filled.open()
    assert retriever.documents(question)[0].document_id == right.id
    assert retriever.search(question)[0].document_id == right.id


def test_hits_are_passages_of_their_documents(filled: Backend) -> None:
    known = {each.id: each for each in (CLOUD, CARE, FARM)}
    hits = filled.open().search("政务云平台的运行经费")
    assert hits
    for hit in hits:
        places = {(p.start, p.end, p.section_path) for p in known[hit.document_id].passages}
        assert (hit.start, hit.end, hit.section_path) in places


def test_scores_fall_and_ranks_are_explained(filled: Backend) -> None:
    hits = filled.open().search("政务云平台的运行经费")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    names = set(filled.mode.split("+"))
    assert set(hits[0].ranks) == names
    assert all(set(hit.ranks) <= names and min(hit.ranks.values()) >= 1 for hit in hits)
    assert len({(hit.document_id, hit.start) for hit in hits}) == len(hits)


def test_limit_and_one_document_are_kept_to(filled: Backend) -> None:
    retriever = filled.open()
    assert len(retriever.search("政务云平台", limit=1)) == 1
    assert len(retriever.documents("政务服务、医疗服务", limit=1)) == 1
    hits = retriever.search("政务服务平台的数据与医疗", document_id=CARE.id)
    assert {hit.document_id for hit in hits} == {CARE.id}
    assert retriever.search("政务服务", document_id="no such document") == []


def test_the_order_is_the_same_every_time(filled: Backend) -> None:
    first, second = filled.open(), filled.open()
    question = "服务平台与医疗补贴"
    assert first.search(question) == first.search(question) == second.search(question)
    assert first.documents(question) == second.documents(question)


@pytest.mark.parametrize("text", ["", " \n", "？！…", "（）《》“”", "\"'{}[]()^~*:/\\", "\u200b"])
def test_nothing_to_look_for_finds_nothing(filled: Backend, text: str) -> None:
    retriever = filled.open()
    assert retriever.search(text) == []
    assert retriever.documents(text) == []


@pytest.mark.parametrize(
    "text",
    [
        '政务云" OR document:*',
        "政务云 } UNION { ?s ?p ?o } #",
        "+政务云 -平台 (数据",
        "政务云^99 AND [a TO b]",
        "/政务云.*/",
        "政务云\\",
        "政务云\x00\ud800",
    ],
)
def test_syntax_of_any_kind_is_only_text(filled: Backend, text: str) -> None:
    assert filled.open().search(text)[0].document_id == CLOUD.id


def test_a_single_character_is_a_query(filled: Backend) -> None:
    assert filled.open().search("粮")[0].document_id == FARM.id


def test_a_very_long_query_counts_by_its_beginning(filled: Backend) -> None:
    found = filled.open().search("粮食补贴" + "某某无关的话" * 2000)
    assert found[0].document_id == FARM.id


def test_what_is_not_there_is_not_found(filled: Backend) -> None:
    assert filled.open().search("xylophone") == []


def test_an_index_without_documents_finds_nothing(backend: Backend) -> None:
    assert backend.open().search("政务云") == []
    assert not backend.directory.exists(), "reading makes no files"
    backend.put()
    assert backend.open().search("政务云") == []
    assert backend.open().documents("政务云") == []


def test_a_removed_document_is_not_found(filled: Backend) -> None:
    filled.put(remove=[CARE.id, "never there"])
    found = filled.open()
    assert CARE.id not in {hit.document_id for hit in found.search("老年护理与医疗服务", 100)}
    assert CARE.id not in {hit.document_id for hit in found.documents("老年护理与医疗服务", 100)}


def test_a_replaced_document_is_found_by_what_it_says_now(filled: Backend) -> None:
    changed = document(CARE.id, "临海市港口条例", "港口与铁路、道路相连，建设交通枢纽。" * 5)
    filled.put(changed)
    retriever = filled.open()
    first = retriever.search("港口铁路交通")[0]
    assert (first.document_id, first.end) == (CARE.id, changed.passages[0].end)
    assert all(
        hit.end <= len(changed.text)
        for hit in retriever.search("老年护理与医疗服务", 100)
        if hit.document_id == CARE.id
    )


def test_replacing_twice_in_one_batch_keeps_one(backend: Backend) -> None:
    backend.put(FARM, FARM, FARM)
    hits = backend.open().search("粮食补贴", 100)
    assert len(hits) == len(FARM.passages)


def test_removing_and_adding_again_in_one_batch(filled: Backend) -> None:
    with filled.writer() as writer:
        writer.remove(FARM.id)
        writer.replace(FARM)
    assert filled.open().search("粮食补贴")[0].document_id == FARM.id


def test_an_error_forgets_the_batch(filled: Backend) -> None:
    def interrupted() -> None:
        with filled.writer() as writer:
            writer.remove(FARM.id)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert filled.open().search("粮食补贴")[0].document_id == FARM.id


def test_a_reader_keeps_what_it_opened(filled: Backend) -> None:
    before = filled.open()
    filled.put(remove=[FARM.id])
    found: list[Hit] = before.search("医疗护理")
    assert found[0].document_id == CARE.id


def test_versions_say_what_is_in(filled: Backend) -> None:
    changed = replace(CARE, sha256="0" * 64)
    filled.put(changed, remove=[FARM.id])
    with filled.writer() as writer:
        assert writer.versions() == {CLOUD.id: CLOUD.sha256, CARE.id: "0" * 64}


def test_a_document_without_passages_is_in(backend: Backend) -> None:
    empty = replace(FARM, passages=())
    backend.put(empty)
    with backend.writer() as writer:
        assert writer.versions() == {FARM.id: FARM.sha256}
    assert backend.open().search("粮食补贴") == []
