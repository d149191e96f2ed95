"""``zhengtu bench retrieval``: is the right document first, and how long does it take?"""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import fmean, median, quantiles
from typing import TYPE_CHECKING, Any

from corpus import PolicyDocument, read
from qa.retrieval import IndexWriter, Retriever
from qa.retrieval.retriever import TEXT, TEXT_FOLDER
from qa.retrieval.text_index import DEFAULT, Ranking, TextIndex, Weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DOCUMENTS = "policy-qa-documents.jsonl"
QUESTIONS = "policy-qa-questions.jsonl"
NEWS = "news-title-body.jsonl.gz"
LIMIT = 10

_WORDS = Weights(words=1.0, grams=0.0, present=0.0)
_GRAMS = Weights(words=1.0, grams=1.0, present=0.0)
VARIANTS = {
    "words": Ranking(document=_WORDS, passages=0.0),
    "words_characters": Ranking(document=_GRAMS, passages=0.0),
    "words_characters_passages": Ranking(document=_GRAMS, passage=_GRAMS),
    "full": DEFAULT,
}
"""From plain BM25 on words to what is used, a step at a time."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the document that it was asked of."""

    text: str
    document_id: str


def run(data: Path, distractors: int = 6000, model: str | None = None) -> dict[str, Any]:
    """Rank documents for questions about policy documents among news; leaves no store behind.

    Args:
        data: The folder with the policy documents, their questions and the news.
        distractors: How many news items to add to the documents.
        model: A sentence-transformers model, to measure the fusion with its vectors too.

    Returns:
        The sizes, the seconds of indexing and, for each way of ranking, the share of questions
        whose document is first (``r1``) or among the first ten (``r10``), the mean reciprocal
        rank within the first ten, and the latency of a question in milliseconds. Where documents
        are the same but for their ids, only the one named counts.
    """
    asked = questions(data / QUESTIONS)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder)
        begun = time.perf_counter()
        size = _index(data, distractors, store, model)
        seconds = time.perf_counter() - begun
        text = store / TEXT_FOLDER
        rankings = {
            name: measure(Retriever({TEXT: TextIndex(text, ranking)}), asked)
            for name, ranking in VARIANTS.items()
        }
        if model is not None:
            rankings["fused"] = measure(Retriever.open(store, model), asked)
    return {
        "documents": size,
        "questions": len(asked),
        "index_seconds": round(seconds, 1),
        "rankings": rankings,
    }


def questions(path: Path) -> list[Question]:
    """Return the questions of a file, one JSON object a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Question(row["question"], row["docid"]) for row in map(json.loads, lines)]


def documents(data: Path, distractors: int) -> Iterator[PolicyDocument]:
    """Yield the policy documents and the first news items."""
    for source, most in ((DOCUMENTS, None), (NEWS, distractors)):
        found = (each for each in read([data / source]) if isinstance(each, PolicyDocument))
        yield from islice(found, most)


def _index(data: Path, distractors: int, store: Path, model: str | None) -> int:
    size = 0
    with IndexWriter(store, model) as writer:
        for document in documents(data, distractors):
            writer.replace(document)
            size += 1
    return size


def measure(retriever: Retriever, asked: Sequence[Question]) -> dict[str, float]:
    """Return how well a retriever ranks the documents of questions, and its latency."""
    retriever.documents(asked[0].text, LIMIT)  # loads the dictionary, once
    gains, times = [], []
    for question in asked:
        begun = time.perf_counter()
        found = [hit.document_id for hit in retriever.documents(question.text, LIMIT)]
        times.append((time.perf_counter() - begun) * 1000)
        right = question.document_id in found
        gains.append(1 / (found.index(question.document_id) + 1) if right else 0.0)
    return {
        "r1": round(fmean(gain == 1 for gain in gains), 3),
        "r10": round(fmean(gain > 0 for gain in gains), 3),
        "mrr": round(fmean(gains), 3),
        "p50_ms": round(median(times), 1),
        "p95_ms": round(quantiles(times, n=20)[-1], 1),
    }
