"""A second look at documents: features, a learned order, relevance, and how both are learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus import parse
from corpus.document import PolicyDocument, RawDocument
from kg.error import StoreError
from kg.storage.directory import Store
from qa.error import RetrievalError
from qa.retrieval import Hit, IndexWriter, Retriever
from qa.retrieval.rerank import Relevance, Reranking, shipped_order, shipped_relevance
from qa.retrieval.rerank.candidate import BEGINNING, Candidate, candidates
from qa.retrieval.rerank.feature import COMPARED, LEADING, NAMES, features, with_leads
from qa.retrieval.rerank.order import Order, load
from qa.retrieval.rerank.relevance import load as load_relevance
from qa.retrieval.rerank.relevance import save as save_relevance
from qa.training.question import Asked
from qa.training.reader import fold_of
from qa.training.rerank import Choice, choices, fit_order, fit_relevance, unseen

if TYPE_CHECKING:
    from pathlib import Path

ASKED = "青禾县公共自行车超时怎么收费？"
TEXTS = {
    "bikes": "青禾县公共自行车管理办法\n公共自行车超时收费，每小时一元。租车一小时以内免费。",
    "other": "白石县公共自行车管理办法\n公共自行车超时收费，每小时二元。租车半小时以内免费。",
    "buses": "青禾县公共汽车运营方案\n公共汽车票价二元，超时不另收费。",
    "schools": "青禾县中小学招生办法\n学校不收取与入学挂钩的费用。",
}


def _hit(name: str, score: float, start: int = 0, end: int = 30) -> Hit:
    return Hit(name, start, end, (), score)


def _read(name: str) -> tuple[str, str]:
    title, _, _ = TEXTS[name].partition("\n")
    return title, TEXTS[name]


def _rows(*names: str) -> dict[str, dict[str, float]]:
    hits = [_hit(name, 1.0 - at / 10) for at, name in enumerate(names)]
    rows = features(ASKED, candidates(hits, _read))
    return {
        n: dict(zip(NAMES, row.tolist(), strict=True)) for n, row in zip(names, rows, strict=True)
    }


def _only(name: str) -> Order:
    """Return an order that looks at one feature only."""
    size = len(COMPARED)
    weights = tuple(float(each == name) for each in COMPARED)
    return Order(weights, (0.0,) * size, (1.0,) * size)


def test_features_tell_what_a_document_holds_of_the_question() -> None:
    rows = _rows("bikes", "other", "schools")
    assert rows["bikes"]["cover"] > rows["other"]["cover"] > rows["schools"]["cover"]
    assert rows["bikes"]["lacks"] < rows["schools"]["lacks"]
    assert rows["bikes"]["runs"] > rows["schools"]["runs"]
    assert (rows["bikes"]["score"], rows["other"]["score"]) == (1.0, 0.9)


def test_the_place_asked_about_heads_a_document_or_another_does() -> None:
    texts = {"a": "浙江省自行车办法", "b": "福建省自行车办法"}
    hits = [_hit("a", 1.0), _hit("b", 0.9)]
    found = features("浙江的自行车怎么收费？", candidates(hits, lambda name: (texts[name],) * 2))
    places = [COMPARED.index("place_head"), COMPARED.index("place_other")]
    assert found[:, places].tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_a_passage_far_behind_the_beginning_is_looked_at() -> None:
    text = "前言。" * BEGINNING + "公共自行车超时每小时一元。"
    near, far = Hit("x", 0, 10, (), 1.0), Hit("x", len(text) - 13, len(text), (), 1.0)
    assert "超时" not in Candidate("x", "", text, (near,)).matched()
    assert "超时" in Candidate("x", "", text, (far,)).matched()


def test_leads_are_over_the_best_other_document() -> None:
    hits = [_hit("bikes", 1.0), _hit("other", 0.7), _hit("schools", 0.4)]
    rows = with_leads(features(ASKED, candidates(hits, _read)))
    lead = rows[:, len(NAMES) + LEADING.index("score")]
    assert lead.tolist() == pytest.approx([0.3, -0.3, -0.6])


def test_a_document_that_is_ranked_first_takes_the_first_score_and_its_passages_along() -> None:
    hits = [
        _hit("other", 1.0),
        _hit("schools", 0.8),
        _hit("bikes", 0.7),
        _hit("other", 0.6, 30, 40),
        _hit("bikes", 0.5, 30, 40),
    ]
    found = Reranking(_read, _only("cover")).applied(ASKED, hits)
    assert [hit.document_id for hit in found] == ["bikes", "bikes", "other", "schools", "other"]
    assert [hit.score for hit in found] == pytest.approx([1.0, 0.8, 0.8, 0.7, 0.4])


def test_documents_behind_the_best_keep_their_places() -> None:
    hits = [_hit("other", 1.0), _hit("schools", 0.8), _hit("bikes", 0.7)]
    found = Reranking(_read, _only("cover"), most=2).applied(ASKED, hits)
    assert [hit.document_id for hit in found] == ["other", "schools", "bikes"]


@pytest.mark.parametrize("text", ["", "？？？", "abc", "的" * 2000])
def test_whatever_is_typed_is_ranked(text: str) -> None:
    hits = [_hit("other", 1.0), _hit("bikes", 0.7)]
    found = Reranking(_read, shipped_order()).applied(text, hits)
    assert {hit.document_id for hit in found} == {"other", "bikes"}
    assert Reranking(_read, shipped_order()).applied(text, []) == []
    assert Relevance(_read, shipped_relevance()).told(text, []) == []


def test_the_shipped_models_prefer_the_document_of_the_question() -> None:
    hits = [_hit("other", 1.0), _hit("bikes", 1.0), _hit("schools", 0.3)]
    told = Relevance(_read, shipped_relevance()).told(ASKED, hits)
    odds = {hit.document_id: hit.relevance for hit in told}
    assert max(odds, key=lambda name: odds[name]) != "schools"
    assert [hit.score for hit in told] == [1.0, 1.0, 0.3]
    ranked = Reranking(_read, shipped_order()).applied(ASKED, hits)
    assert ranked[0].document_id == "bikes"


def test_documents_not_looked_at_are_as_relevant_as_the_last_of_the_others() -> None:
    hits = [_hit("bikes", 1.0), _hit("schools", 0.4), _hit("buses", 0.3)]
    told = Relevance(_read, shipped_relevance(), most=2).told(ASKED, hits)
    assert told[2].relevance == min(told[0].relevance, told[1].relevance)


def test_models_are_read_as_they_were_written(tmp_path: Path) -> None:
    order, trees = shipped_order(), shipped_relevance()
    order.save(tmp_path / "order.json")
    save_relevance(trees, tmp_path / "relevance.npz")
    assert load(tmp_path / "order.json") == order
    rows = np.random.default_rng(1).random((5, len(NAMES) + len(LEADING))).astype(np.float32)
    again = load_relevance(tmp_path / "relevance.npz")
    assert again.score(rows).tolist() == trees.score(rows).tolist()


def test_a_model_of_other_features_is_refused(tmp_path: Path) -> None:
    (tmp_path / "order.json").write_text('{"score": {"weight": 1, "mean": 0, "scale": 1}}')
    with pytest.raises(RetrievalError, match="train-reranker"):
        load(tmp_path / "order.json")
    with pytest.raises(RetrievalError, match="train-reranker"):
        load_relevance(tmp_path / "relevance.npz")


def test_an_archive_gives_title_and_text(store_path: Path) -> None:
    with Store.open_read_only(store_path) as opened:
        document = opened.archive.document("cloud-news")
        assert opened.archive.titled("cloud-news") == ("多地加快建设政务云", document.text)
        with pytest.raises(StoreError):
            opened.archive.titled("nowhere")


@pytest.fixture
def store(tmp_path: Path) -> tuple[Retriever, dict[str, PolicyDocument]]:
    held = {name: parse(RawDocument(name, text)) for name, text in TEXTS.items()}
    with IndexWriter(tmp_path) as writer:
        for document in held.values():
            writer.replace(document)
    return Retriever.open(tmp_path), held


def test_a_retriever_looks_again_where_it_is_told_to(
    store: tuple[Retriever, dict[str, PolicyDocument]],
) -> None:
    retriever, _ = store
    plain = [hit.document_id for hit in retriever.documents(ASKED)]
    last = plain[-1]
    size = len(COMPARED)
    against = Order(tuple(-float(n == "score") for n in COMPARED), (0.0,) * size, (1.0,) * size)
    again = retriever.again(Reranking(_read, against))
    assert [hit.document_id for hit in again.documents(ASKED)] == plain[::-1]
    assert again.search(ASKED, 1)[0].document_id == last
    assert again.again(None).search(ASKED) == retriever.search(ASKED)
    assert {h.document_id for h in again.search(ASKED, document_id="buses")} == {"buses"}


def test_what_has_the_same_answer_is_no_counterexample(
    store: tuple[Retriever, dict[str, PolicyDocument]],
) -> None:
    retriever, held = store
    asked = Asked(ASKED, "bikes", "公共自行车超时收费")
    (found,) = choices([asked], retriever, held)
    (without,) = choices([asked], retriever, held, hold_back=True)
    assert sum(found.right) == 1
    assert sum(found.answers) == 2
    assert (sum(without.right), len(without.rows)) == (0, len(found.rows) - 1)


def test_an_order_is_learned_from_what_is_right() -> None:
    chance = np.random.default_rng(3)
    asked = Asked("问", "x", "")
    column = COMPARED.index("runs")

    def rows() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        made = chance.random((6, len(NAMES)))
        made[2, column] = 2.0  # the right one has the longest runs
        return made

    right = (False, False, True, False, False, False)
    found = [Choice(asked, rows(), right, right) for _ in range(40)]
    order = fit_order(found)
    assert max(COMPARED, key=lambda name: order.weights[COMPARED.index(name)]) == "runs"
    trees = fit_relevance(found)
    told = [trees.score(with_leads(each.rows).astype(np.float32)).argmax() for each in found]
    assert told == [2] * 40


def test_relevance_of_a_document_is_learned_from_other_folds() -> None:
    found = [
        Choice(Asked("问", str(n), ""), np.zeros((1, len(NAMES))), (True,), (False,))
        for n in range(30)
    ]
    kept = {each.asked.document_id for each in unseen(found, "7")}
    assert "7" not in kept
    assert {fold_of(name) for name in kept} == {0, 1, 2} - {fold_of("7")}
