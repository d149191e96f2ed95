"""The text index on disk: locks, versions, damage, and what its ranking prefers."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corpus import RawDocument, parse
from qa.error import RetrievalError
from qa.retrieval import IndexWriter, Retriever
from qa.retrieval.home import TEXT_FOLDER
from qa.retrieval.ranking import Ranking, Weights
from qa.retrieval.text_index import TextIndex
from qa.retrieval.text_store import DOCUMENTS, MARKER

if TYPE_CHECKING:
    from pathlib import Path

    from corpus import PolicyDocument


def document(name: str, text: str, title: str = "某某文件") -> PolicyDocument:
    return parse(RawDocument(name, text, {"title": title}))


def build(directory: Path, *documents: PolicyDocument) -> Retriever:
    with IndexWriter(directory) as writer:
        for each in documents:
            writer.replace(each)
    return Retriever.open(directory)


def found(retriever: Retriever, text: str) -> list[str]:
    return [hit.document_id for hit in retriever.documents(text)]


def test_two_writers_are_told_apart(tmp_path: Path) -> None:
    with IndexWriter(tmp_path), pytest.raises(RetrievalError, match="另一个进程"):
        IndexWriter(tmp_path)
    with IndexWriter(tmp_path) as writer:
        assert writer.versions() == {}


def test_a_killed_writer_leaves_what_it_had_committed(tmp_path: Path) -> None:
    script = """
import os, sys
from pathlib import Path
from corpus import RawDocument, parse
from qa.retrieval import IndexWriter
writer = IndexWriter(Path(sys.argv[1]))
writer.replace(parse(RawDocument("a", "政务云平台")))
writer.commit()
writer.replace(parse(RawDocument("b", "政务云平台")))
writer.remove("a")
os._exit(9)
"""
    ended = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert ended.returncode == 9
    assert found(Retriever.open(tmp_path), "政务云") == ["a"]
    assert found(build(tmp_path, document("b", "政务云平台")), "政务云") == ["a", "b"]


def test_a_batch_is_committed_on_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.retrieval.writer.BATCH", 2)
    with IndexWriter(tmp_path) as writer:
        for name in "abc":
            writer.replace(document(name, "政务云平台"))
        assert set(writer.versions()) == {"a", "b"}
    assert set(found(Retriever.open(tmp_path), "政务云")) == {"a", "b", "c"}


def test_segments_of_single_documents_are_merged(tmp_path: Path) -> None:
    with IndexWriter(tmp_path) as writer:
        for number in range(400):
            writer.replace(document(f"old-{number}", f"第{number}号文件的内容是测试。" * 40))
    for number in range(20):
        with IndexWriter(tmp_path) as writer:
            writer.replace(document(f"new-{number}", "内容是新增。"))
    meta = json.loads((tmp_path / TEXT_FOLDER / DOCUMENTS / "meta.json").read_text())
    assert len(meta["segments"]) <= 8
    assert sum(segment["max_doc"] for segment in meta["segments"]) == 420


def test_another_version_is_refused(tmp_path: Path) -> None:
    build(tmp_path)
    (tmp_path / TEXT_FOLDER / MARKER).write_text('{"format": 0}', encoding="utf-8")
    with pytest.raises(RetrievalError, match="格式"):
        Retriever.open(tmp_path)
    with pytest.raises(RetrievalError, match="格式"):
        IndexWriter(tmp_path)


@pytest.mark.parametrize("name", [MARKER, f"{DOCUMENTS}/meta.json"])
def test_damage_is_said(tmp_path: Path, name: str) -> None:
    build(tmp_path, document("a", "政务云平台"))
    (tmp_path / TEXT_FOLDER / name).write_text("?", encoding="utf-8")
    with pytest.raises(RetrievalError, match="重建"):
        Retriever.open(tmp_path)


def test_the_marker_of_an_unfinished_index_is_missing(tmp_path: Path) -> None:
    build(tmp_path)
    (tmp_path / TEXT_FOLDER / MARKER).unlink()
    assert found(build(tmp_path, document("a", "政务云平台")), "政务云") == ["a"]


def test_searching_by_text_loads_no_model_library(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from qa.retrieval import Retriever;"
        "assert Retriever.open(Path(sys.argv[1])).mode == 'text';"
        "assert not {'torch', 'sentence_transformers', 'tantivy'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "none")], check=True)


def test_the_title_counts_for_every_passage(tmp_path: Path) -> None:
    body = "补贴标准为每人每月五百元，由各县区按月发放到个人账户。" * 4
    river = document("river", body, title="云河市养老补贴办法")
    lake = document("lake", body, title="星湖市养老补贴办法")
    retriever = build(tmp_path, river, lake)
    assert retriever.search("星湖市补贴标准是多少？")[0].document_id == "lake"
    assert retriever.search("云河市补贴标准是多少？")[0].document_id == "river"


def test_headings_above_count_for_a_passage(tmp_path: Path) -> None:
    rules = document(
        "rules",
        "# 人才引进\n\n"
        + "每人给予一次性生活补助十万元，分五年发放。" * 20
        + "\n\n# 企业落户\n\n"
        + "每户给予一次性生活补助十万元，分五年发放。" * 20,
    )
    retriever = build(tmp_path, rules)
    paths = [hit.section_path for hit in retriever.search("企业落户的补助")]
    assert paths[0] == ("企业落户",)


def test_a_document_number_finds_its_document(tmp_path: Path) -> None:
    one = parse(RawDocument("one", "全文如下。", {"document_number": "云政发〔2015〕50号"}))
    two = parse(RawDocument("two", "全文如下。", {"document_number": "云政发〔2016〕51号"}))
    assert found(build(tmp_path, one, two), "云政发〔2016〕51号是什么文件？")[0] == "two"


PLAIN = Weights(words=0.0, grams=1.0, present=0.0)


def others(count: int) -> list[PolicyDocument]:
    """Short documents, so that terms have frequencies and lengths an average."""
    return [document(f"other-{n}", f"第{n}次会议研究农业补贴。") for n in range(count)]


def test_occurring_at_all_beats_occurring_often(tmp_path: Path) -> None:
    both = document("both", "本市发放教育补贴。" + "会议研究了其他事项。" * 30)
    often = document("often", "教育" * 40)
    build(tmp_path, both, often, *others(6))
    folder = tmp_path / TEXT_FOLDER
    plain = TextIndex(folder, Ranking(document=PLAIN, passages=0.0))
    ranked = [name for name, _ in plain.documents("教育补贴", 10)]
    assert ranked.index("often") < ranked.index("both")
    present = TextIndex(folder, Ranking(document=replace(PLAIN, present=4.0), passages=0.0))
    assert present.documents("教育补贴", 1)[0][0] == "both"


def test_words_in_one_passage_beat_words_all_over_a_document(tmp_path: Path) -> None:
    parts = ("民宿。", "经营者。", "减免。", "水费。")
    filler = "会议听取了情况汇报。" * 60
    scattered = document("scattered", filler.join(("", *parts, "")))
    together = document("together", filler * 3 + "".join(parts) + filler * 2)
    build(tmp_path, scattered, together, *others(6))
    folder = tmp_path / TEXT_FOLDER
    words = Weights(words=1.0, grams=0.0, present=0.0)
    wholes = TextIndex(folder, Ranking(document=words, passages=0.0))
    first, second = wholes.documents("民宿经营者减免水费", 2)
    assert first[1] == second[1], "a tie"
    assert TextIndex(folder).documents("民宿经营者减免水费", 1)[0][0] == "together"
