"""Training: targets, made questions, pairs, and trees that say as arrays what they said before."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus import parse
from corpus.document import PolicyDocument, RawDocument
from qa.training.cloze import cloze_questions
from qa.training.example import overlap
from qa.training.judged import judged
from qa.training.pair import news_pairs, statute_pairs
from qa.training.question import half_of, is_free, questions
from qa.training.reader import Recipe, calibrate, fit, mean
from qa.training.source import STATE, rows

if TYPE_CHECKING:
    from pathlib import Path


def _document(text: str) -> PolicyDocument:
    return parse(RawDocument("made", text))


def _drawn(text: str, *, free: bool) -> str:
    """Return a text like this one that may be learned from, or may not."""
    tried = (f"{text}{number}" for number in range(1000))
    return next(each for each in tried if is_free(each) == free)


def test_overlap_is_the_f1_of_common_characters() -> None:
    found = overlap(10, 10, np.array([10, 15, 30]), np.array([20, 25, 40]))
    assert found.tolist() == pytest.approx([1.0, 0.5, 0.0])


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "公共自行车站点由县交通运输局负责建设管理。",
            "公共自行车站点由谁负责建设管理？",
            "县交通运输局",
        ),
        ("全县公共自行车站点数量达到200个以上。", "全县公共自行车站点数量达到多少以上？", "200个"),
        (
            "第一批公共自行车将于3月15日投放使用。",
            "第一批公共自行车将于什么时候投放使用？",
            "3月15日",
        ),
    ],
)
def test_a_statement_becomes_a_question(sentence: str, question: str, answer: str) -> None:
    made = list(cloze_questions([_document(sentence)]))
    assert [(each.text, each.answer) for each in made] == [(question, answer)]


def test_a_statement_with_two_figures_is_left_alone() -> None:
    assert list(cloze_questions([_document("站点达到200个，车辆达到3000辆以上的水平。")])) == []


def test_pairs_are_read_from_news_and_statutes_that_are_free(tmp_path: Path) -> None:
    rows = {
        "news": {"title": "青禾县公共自行车上线", "text": "青禾县的公共自行车今天上线。" * 10},
        "law": {
            "title": "青禾县自行车办法",
            "text": "第一条 为方便群众出行，根据有关法律制定本办法。\n" * 2,
        },
    }
    for row in rows.values():
        row["text"] = _drawn(row["text"], free=True)
    held = {name: {**row, "text": _drawn(row["text"], free=False)} for name, row in rows.items()}
    for name, row in rows.items():
        with gzip.open(tmp_path / name, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(each) + "\n" for each in (held[name], row))
    news, law = list(news_pairs(tmp_path / "news")), list(statute_pairs(tmp_path / "law"))
    assert [title for title, _ in news] == ["青禾县公共自行车上线"]
    assert news[0][1] == rows["news"]["text"]
    assert law[0][0].startswith("青禾县自行车办法 为方便")


def test_documents_of_the_state_council_are_found_by_their_index(tmp_path: Path) -> None:
    told = [{"index_number": f"1/{n}", "title": f"第{n}号", "text": "正文"} for n in (1, 2)]
    lines = "".join(f"{json.dumps(row)}\n" for row in told)
    (tmp_path / STATE).write_text(lines, "utf-8")
    assert dict(rows(tmp_path, {"state:1/2"})) == {"state:1/2": told[1]}


def test_halves_do_not_share_documents(tmp_path: Path) -> None:
    rows = [{"question": "何时？", "docid": str(n), "answer": " 三月 "} for n in range(20)]
    lines = "\n".join(json.dumps(row) for row in rows)
    (tmp_path / "policy-qa-questions.jsonl").write_text(lines, encoding="utf-8")
    a, b = questions(tmp_path, "a"), questions(tmp_path, "b")
    assert {each.document_id for each in a}.isdisjoint(each.document_id for each in b)
    assert len(a) + len(b) == 20
    assert all(half_of(each.document_id) == "a" and each.answer == "三月" for each in a)


def test_judged_questions_give_the_words_that_answer(tmp_path: Path) -> None:
    text = "全县公共自行车站点达到240个，由县交通运输局统一管理；居民凭身份证租用。押金退还。"
    body = _drawn(text, free=True)
    row = {"title": "青禾县自行车", "date": 20240301, "body": body}
    with gzip.open(tmp_path / "news-title-body.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(each) + "\n" for each in (row, row))
    digest = hashlib.sha256(body.encode()).hexdigest()

    def marked(words: str, **other: object) -> dict[str, object]:
        at = body.find(words)
        own = {"split": "tuned", "document": "news:1", "sha256": digest, "kind": "number"}
        return own | {"question": "？", "start": at, "end": at + len(words)} | other

    asked = [
        marked("240", numbers=[240]),
        marked("由县交通运输局统一", contains=["省局|县交通运输局"]),
        marked("居民凭", kind="clause", contains=["身份证"]),
        marked("押金", abstain=["no_fact"]),
        marked("押金", contains=["押金"], split="heldout"),
        marked("押金", contains=["押金"], document="news:0", sha256="another"),
    ]
    source = tmp_path / "asked.jsonl"
    source.write_text("\n".join(json.dumps(each) for each in asked), encoding="utf-8")
    found, documents = judged(tmp_path, tmp_path, [source])
    answers = ["240个", "县交通运输局", "居民凭身份证租用", ""]
    assert [each.asked.answer for each in found] == answers
    assert [each.answerable for each in found] == [True, True, True, False]
    assert {each.asked.document_id for each in found} == set(documents) == {"news-1"}


def test_boosted_trees_as_arrays_learn_a_step() -> None:
    pytest.importorskip("lightgbm")
    chance = np.random.default_rng(0)
    rows = chance.random((400, 3)).astype(np.float32)
    targets = (rows[:, 1] > 0.5).astype(np.float32)
    trees = fit(rows, targets, Recipe(least=5), 60, 0.2)
    said = trees.score(rows)
    assert float(np.abs(said - targets).mean()) < 0.15
    other = fit(rows, targets, Recipe(least=9, leaves=5), 30, 0.2, seed=2)
    both = mean([trees, other]).score(rows)
    expected = trees.score(rows) * 0.5 + other.score(rows) * 0.5
    assert both == pytest.approx(expected, abs=1e-4)


def test_calibration_tells_right_from_wrong() -> None:
    pytest.importorskip("sklearn")
    told = np.array([[1.0, 0.0], [0.9, 0.1], [0.1, 0.0], [0.0, 0.1]] * 20)
    certainty = calibrate(told, np.array([True, True, False, False] * 20))
    sure = [certainty.probability(row) > 0.5 for row in told]
    assert sure == [True, True, False, False] * 20
