"""``zhengtu bench retrieval``: is the right document first, and how long does it take?"""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from math import log2
from pathlib import Path
from statistics import fmean, median, quantiles
from typing import TYPE_CHECKING, Any

from corpus import PolicyDocument, read
from qa.embedding import NAME
from qa.retrieval import IndexWriter, Retriever
from qa.retrieval.embedder import embedder
from qa.retrieval.home import TEXT_FOLDER, VECTOR_FOLDER
from qa.retrieval.ranking import DEFAULT, Ranking, Weights
from qa.retrieval.rerank import Reranking, shipped_order
from qa.retrieval.retriever import TEXT, VECTOR
from qa.retrieval.text_index import TextIndex
from qa.retrieval.vector_index import VectorIndex
from qa.training.question import half_of
from qa.training.question import questions as asked_of
from qa.training.rerank import BEGINNING, SHORTEST, among_news, choices, fit_order, reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qa.retrieval import Hit
    from qa.retrieval.rerank.order import Order

DOCUMENTS = "policy-qa-documents.jsonl"
QUESTIONS = "policy-qa-questions.jsonl"
NEWS = "news-title-body.jsonl.gz"
LIMIT = 10

_WORDS = Weights(words=1.0, grams=0.0, present=0.0)
_GRAMS = Weights(words=1.0, grams=1.0, present=0.0)
_ONLY = Weights(words=0.0, grams=1.0, present=0.0)
VARIANTS = {
    "words": Ranking(document=_WORDS, passages=0.0),
    "characters": Ranking(document=_ONLY, passages=0.0),
    "words_characters": Ranking(document=_GRAMS, passages=0.0),
    "words_characters_passages": Ranking(document=_GRAMS, passage=_GRAMS),
    "passages_alone": Ranking(share=0.0),
    "full": DEFAULT,
}
"""From plain BM25 on words to what is used, a step at a time; ``full`` is what is used."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the document that it was asked of, its answer, and where in it that begins."""

    text: str
    document_id: str
    said: str
    answer: int


def run(data: Path, distractors: int = 6000, model: str = NAME) -> dict[str, Any]:
    """Rank documents for questions about policy documents among news; leaves no store behind.

    Args:
        data: The folder with the policy documents, their questions and the news.
        distractors: How many news items to add to the documents.
        model: What makes the vectors: the shipped model, or one of sentence-transformers.

    Returns:
        The sizes, the seconds of indexing and, for each way of ranking: the share of questions
        whose document is first (``r1``) or among the first ten (``r10``), the mean reciprocal
        rank and nDCG within the first ten, the share whose answer begins in the first passage or
        in one of the first ten, and the latency of ranking documents in milliseconds; of all
        questions and of each half (``b`` is held out from what is learned). Where documents say
        the same, only the one named counts.
    """
    asked = questions(data)
    held = {each.id: each for each in documents(data, distractors)}
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder)
        begun = time.perf_counter()
        _index(held.values(), store, model)
        seconds = time.perf_counter() - begun
        text = store / TEXT_FOLDER
        rankings = {
            name: measure(Retriever({TEXT: TextIndex(text, ranking)}), asked, held)
            for name, ranking in VARIANTS.items()
        }
        vectors = VectorIndex(store / VECTOR_FOLDER, embedder(model))
        rankings["vectors"] = measure(Retriever({VECTOR: vectors}), asked, held)
        rankings["fused"] = measure(Retriever.open(store, model), asked, held)
        plain = Retriever.open(store)
        again = plain.again(Reranking(reading(held), shipped_order()))
        rankings["reranked"] = measure(again, asked, held)
        other = plain.again(Reranking(reading(held), _order_of_b(data)))
        rankings["reranked_crossed"] = measure(again, asked, held, for_a=other)
    return {
        "documents": len(held),
        "questions": len(asked),
        "index_seconds": round(seconds, 1),
        "rankings": rankings,
    }


def questions(data: Path) -> list[Question]:
    """Return the questions with their places in the policy documents."""
    texts = {document.id: document.text for document in documents(data, 0)}
    lines = (data / QUESTIONS).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [
        Question(
            row["question"],
            row["docid"],
            row["answer"].strip(),
            _begin(texts[row["docid"]], row["answer"]),
        )
        for row in rows
    ]


def _begin(text: str, answer: str) -> int:
    # Long answers leave out parts of the text; they begin as the text does.
    return text.find(answer.strip()[:25])


def documents(data: Path, distractors: int) -> Iterator[PolicyDocument]:
    """Yield the policy documents and the first news items."""
    for source, most in ((DOCUMENTS, None), (NEWS, distractors)):
        found = (each for each in read([data / source]) if isinstance(each, PolicyDocument))
        yield from islice(found, most)


def _index(held: Iterable[PolicyDocument], store: Path, model: str | None) -> None:
    with IndexWriter(store, model) as writer:
        for document in held:
            writer.replace(document)


def _order_of_b(data: Path) -> Order:
    """Return an order of documents that has learned from half ``b`` only."""
    known = among_news(data, "b")
    with tempfile.TemporaryDirectory() as folder:
        _index(known.values(), Path(folder), None)
        return fit_order(choices(asked_of(data, "b"), Retriever.open(Path(folder)), known))


def measure(
    retriever: Retriever,
    asked: Sequence[Question],
    held: Mapping[str, PolicyDocument],
    for_a: Retriever | None = None,
) -> dict[str, Any]:
    """Return how well a retriever ranks the documents of questions, and its latency.

    Args:
        retriever: Ranks the documents.
        asked: The questions.
        held: All documents, by id.
        for_a: Ranks them for the questions of half ``a``, if another one shall.
    """
    retriever.documents(asked[0].text, LIMIT)  # loads the dictionary, once
    gains: list[float] = []
    passages: list[float] = []
    answers: list[bool] = []
    times: list[float] = []
    for question in asked:
        own = for_a if for_a is not None and half_of(question.document_id) == "a" else retriever
        begun = time.perf_counter()
        found = own.documents(question.text, LIMIT)
        times.append((time.perf_counter() - begun) * 1000)
        gains.append(_gain([hit.document_id == question.document_id for hit in found]))
        answers.append(any(_has_answer(held[hit.document_id], question) for hit in found[:1]))
        hits = own.search(question.text, LIMIT)
        passages.append(_gain([_holds_answer(hit, question) for hit in hits]))
    told = list(zip(gains, (half_of(q.document_id) for q in asked), strict=True))
    parts = {half: _shares([g for g, own in told if own == half]) for half in ("a", "b")}
    return {
        **_shares(gains),
        "answer_r1": round(fmean(answers), 3),
        "passage_r1": round(fmean(gain == 1 for gain in passages), 3),
        "passage_r10": round(fmean(gain > 0 for gain in passages), 3),
        "p50_ms": round(median(times), 1),
        "p95_ms": round(quantiles(times, n=20)[-1], 1),
        **{half: shares for half, shares in parts.items() if shares},
    }


def _shares(gains: Sequence[float]) -> dict[str, float]:
    """Return the figures of reciprocal ranks; nothing where there are none."""
    if not gains:
        return {}
    return {
        "r1": round(fmean(gain == 1 for gain in gains), 3),
        "r10": round(fmean(gain > 0 for gain in gains), 3),
        "mrr": round(fmean(gains), 3),
        "ndcg": round(fmean(1 / log2(1 / gain + 1) if gain else 0.0 for gain in gains), 3),
    }


def _has_answer(document: PolicyDocument, question: Question) -> bool:
    """Whether a document is the one that was asked of, or has the same answer."""
    told = len(question.said) >= SHORTEST and question.said[:BEGINNING] in document.text
    return told or document.id == question.document_id


def _holds_answer(hit: Hit, question: Question) -> bool:
    return hit.document_id == question.document_id and hit.start <= question.answer < hit.end


def _gain(right: Sequence[bool]) -> float:
    """Return the reciprocal rank of what is right; 0 where nothing is."""
    return 1 / (right.index(True) + 1) if any(right) else 0.0
