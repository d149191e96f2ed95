"""The retrieval benchmark counts what it says, on documents and questions made up here."""

from __future__ import annotations

import gzip
import json
from math import log2
from typing import TYPE_CHECKING

import pytest

from qa.retrieval import IndexWriter, Retriever
from zhengtu.bench import retrieval

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    documents = [
        {"docid": "care", "text": "云河市养老补贴办法。每人每月补贴三百元。"},
        {"docid": "farm", "text": "云河市粮食补贴办法。每亩补贴八十元。"},
    ]
    questions = [
        {"docid": "care", "question": "养老每人每月补贴多少？", "answer": "三百元"},
        {"docid": "farm", "question": "粮食每亩补贴多少？", "answer": " 八十元"},
        {"docid": "farm", "question": "养老补贴办法是哪个市的？", "answer": "云河市"},
    ]
    news = [{"title": "港口开航", "body": "今天港口开航。"}, {"title": "机场", "body": "通航。"}]
    for name, rows in ((retrieval.DOCUMENTS, documents), (retrieval.QUESTIONS, questions)):
        (tmp_path / name).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with gzip.open(tmp_path / retrieval.NEWS, "wt", encoding="utf-8") as lines:
        lines.write("\n".join(map(json.dumps, news)))
    return tmp_path


def test_shares_are_of_all_questions(data: Path) -> None:
    result = retrieval.run(data, distractors=1)
    assert (result["documents"], result["questions"]) == (3, 3)
    for name in retrieval.VARIANTS:
        figures = result["rankings"][name]
        assert figures["r1"] == pytest.approx(2 / 3, abs=0.001)
        assert figures["r10"] == 1.0
        assert figures["mrr"] == pytest.approx((1 + 1 + 0.5) / 3, abs=0.001)
        assert figures["ndcg"] == pytest.approx((1 + 1 + 1 / log2(3)) / 3, abs=0.001)
        assert figures["p50_ms"] <= figures["p95_ms"]
        halves = [figures[half]["r1"] for half in ("a", "b") if half in figures]
        assert halves
        assert min(halves) <= figures["r1"] <= max(halves)
    assert result["rankings"]["full"]["passage_r1"] == pytest.approx(2 / 3, abs=0.001)
    others = ["vectors", "fused", "reranked", "reranked_crossed"]
    assert list(result["rankings"]) == [*retrieval.VARIANTS, *others]
    assert all(figures["r10"] == 1.0 for figures in result["rankings"].values())


def test_another_document_with_the_same_answer_is_told_apart(data: Path) -> None:
    twin = {"docid": "twin", "text": "养老每人每月补贴三百元。"}
    asked = {"docid": "care", "question": "养老每人每月补贴多少？", "answer": "每人每月补贴三百元"}
    (data / retrieval.QUESTIONS).write_text(json.dumps(asked), encoding="utf-8")
    with (data / retrieval.DOCUMENTS).open("a", encoding="utf-8") as lines:
        lines.write(f"\n{json.dumps(twin)}")
    held = {each.id: each for each in retrieval.documents(data, 0)}
    with IndexWriter(data / "store") as writer:
        for document in held.values():
            writer.replace(document)
    questions = retrieval.questions(data) * 2
    figures = retrieval.measure(Retriever.open(data / "store"), questions, held)
    assert (figures["r1"], figures["answer_r1"]) == (0.0, 1.0)


def test_answers_are_looked_up_in_the_documents(data: Path) -> None:
    found = retrieval.questions(data)
    texts = {each.id: each.text for each in retrieval.documents(data, 0)}
    assert [texts[q.document_id][q.answer :][:3] for q in found] == ["三百元", "八十元", "云河市"]


@pytest.mark.slow
def test_real_questions_find_their_documents(shared_data: Path) -> None:
    figures = retrieval.run(shared_data, distractors=0)["rankings"]["full"]
    assert figures["r1"] >= 0.82
    assert figures["r10"] >= 0.97
    assert figures["passage_r10"] >= 0.93
