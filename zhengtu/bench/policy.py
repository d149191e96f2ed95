"""``zhengtu bench policy``: real questions on policy documents, answerable and not.

The documents are split in two by a hash of their ids. A store of one half gets all the questions:
those on its own documents should be answered from the right one, those on the other half should be
left open. Thresholds were tuned on half ``a``; half ``b`` is held out.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

from kg.storage.directory import Store
from qa.passage_answer import PASSAGES
from qa.reader import find
from qa.retrieval import Retriever
from qa.retrieval.rerank import Reranking, shipped_order
from qa.training.question import DOCUMENTS, QUESTIONS, half_of
from zhengtu.bench.qa import latency, most_memory
from zhengtu.service import build, open_services
from zhengtu.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.storage.archive import Archive
    from qa.answer import Answer
    from zhengtu.service import Services

LONGEST = 600
"""Characters of an answer that are compared; a longer one is cut, which costs recall."""
ALIKE = 0.5
"""ROUGE-L from which an answer counts as right where causes are counted."""
RANKED = 10
"""Documents among which the right one may be found."""
LEASTS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Confidences at which the trade-off between answering and being wrong is told."""


@dataclass(frozen=True, slots=True)
class _Asked:
    answerable: bool
    answered: bool
    from_graph: bool
    right_document: bool
    rouge_l: float
    confidence: float
    reason: str | None
    cause: str


def run(data: Path) -> dict[str, Any]:
    """Return the results of both halves; ``b`` is the one that nothing was tuned on."""
    documents = _lines(data / DOCUMENTS)
    questions = _lines(data / QUESTIONS)
    return {
        half: _half([d for d in documents if half_of(d["docid"]) == half], questions)
        for half in ("a", "b")
    }


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _half(
    documents: Sequence[dict[str, Any]], questions: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    texts = {document["docid"]: document["text"] for document in documents}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "documents.jsonl"
        source.write_text("\n".join(json.dumps(d, ensure_ascii=False) for d in documents), "utf-8")
        settings = load_settings(store=Path(folder) / "store")
        report = build([str(source)], settings)
        with open_services(settings) as services:
            asked = [_asked(services, question, texts) for question in questions]
            own = [q for q in questions if q["docid"] in texts]
            times = latency(services, [q["question"] for q in questions[:200]])
        with Store.open_read_only(settings.store) as store:
            assert store.folder is not None
            retriever = Retriever.open(store.folder, settings.embedding_model)
            again = retriever.again(Reranking(store.archive.titled, shipped_order()))
            ranked = {"index": _retrieval(retriever, own), "reranked": _retrieval(again, own)}
            read = _reader(retriever, store.archive, own)
    return {
        "documents": len(documents),
        "build_seconds": round(report.seconds, 1),
        "answerable": _share([a for a in asked if a.answerable]),
        "unanswerable": _share([a for a in asked if not a.answerable]),
        "calibration": _calibration([a for a in asked if a.answered]),
        "trade_off": [_at(asked, least) for least in LEASTS],
        "causes": dict(Counter(a.cause for a in asked if a.answerable).most_common()),
        "retrieval": ranked,
        "reader_never_abstaining": read,
        "latency_ms": times,
        "most_memory_mb": most_memory(),
    }


def _asked(services: Services, question: dict[str, Any], texts: Mapping[str, str]) -> _Asked:
    answer = services.ask(question["question"])
    said = "、".join(value.value for value in answer.values)
    likeness = rouge_l(said[:LONGEST], question["answer"][:LONGEST])
    return _Asked(
        question["docid"] in texts,
        answer.answered,
        answer.source == "graph",
        any(c.document == question["docid"] for c in answer.evidence[:1]),
        likeness,
        answer.confidence if answer.answered else 0.0,
        None if answer.reason is None else str(answer.reason),
        cause(answer, question, texts.get(question["docid"], ""), likeness),
    )


def cause(answer: Answer, question: Mapping[str, Any], text: str, likeness: float) -> str:
    """Return what became of a question that its document's text answers."""
    if not answer.answered:
        objected = any(step.startswith("未采用：“") for step in answer.steps)
        return "abstained: objection" if objected else f"abstained: {answer.reason}"
    if likeness >= ALIKE:
        return "right"
    cited = next((c for c in answer.evidence if c.document == question["docid"]), None)
    if cited is None:
        return "wrong: other document"
    said = question["answer"].strip()
    at = text.find(said)
    apart = at >= 0 and (cited.end <= at or cited.start >= at + len(said))
    return "wrong: other place of the document" if apart else "wrong: other part of the sentences"


def _retrieval(retriever: Retriever, questions: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return how often the document of a question is found first, and among the first ten."""
    ranked = [
        [hit.document_id for hit in retriever.documents(q["question"], RANKED)] for q in questions
    ]
    right = [q["docid"] for q in questions]
    return {"r1": recall_at(1, ranked, right), "r10": recall_at(RANKED, ranked, right)}


def recall_at(most: int, ranked: Sequence[Sequence[str]], right: Sequence[str]) -> float:
    """Return the share of rankings that have the right document among the first ``most``."""
    return round(fmean(r in found[:most] for found, r in zip(ranked, right, strict=True)), 3)


def _reader(
    retriever: Retriever, archive: Archive, questions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return what reading alone finds, never abstaining, beside the document of the first passage.

    The reader ranks documents again: what it adds to retrieval is the difference of the two.
    """
    first, right, likeness = [], [], []
    for question in questions:
        passages = retriever.search(question["question"], limit=PASSAGES)
        hits = [(hit, archive.document(hit.document_id)) for hit in passages]
        found = next(find(question["question"], hits), None)
        first.append(bool(hits) and hits[0][0].document_id == question["docid"])
        right.append(found is not None and found.document.id == question["docid"])
        said = found.document.quote(found.start, found.end) if found is not None else ""
        likeness.append(rouge_l(said[:LONGEST], question["answer"][:LONGEST]))
    return {
        "document_of_first_passage_right": round(fmean(first), 3),
        "document_of_best_span_right": round(fmean(right), 3),
        "rouge_l": round(fmean(likeness), 3),
    }


def _share(asked: Sequence[_Asked]) -> dict[str, Any]:
    count = max(len(asked), 1)
    answered = [a for a in asked if a.answered]
    return {
        "questions": len(asked),
        "answered": round(sum(a.answered for a in asked) / count, 3),
        "answered_from_graph": round(sum(a.from_graph for a in asked) / count, 3),
        "right_document": round(sum(a.right_document for a in asked) / count, 3),
        "rouge_l": round(sum(a.rouge_l for a in asked) / count, 3),
        "rouge_l_answered": round(sum(a.rouge_l for a in asked) / max(len(answered), 1), 3),
        "reasons": dict(Counter(a.reason for a in asked if a.reason is not None)),
    }


def _calibration(answered: Sequence[_Asked]) -> dict[str, dict[str, float]]:
    """Return, by tenths of confidence, how many answers there are and the share that is right."""
    bins: dict[int, list[bool]] = {}
    for asked in answered:
        bins.setdefault(min(int(asked.confidence * 10), 9), []).append(asked.right_document)
    return {
        f"{low / 10:.1f}–{(low + 1) / 10:.1f}": {
            "answers": len(right),
            "right_document": round(sum(right) / len(right), 3),
        }
        for low, right in sorted(bins.items())
    }


def _at(asked: Sequence[_Asked], least: float) -> dict[str, float]:
    """Return what would come out if answers of less confidence were held back."""
    answerable = [a for a in asked if a.answerable]
    others = [a for a in asked if not a.answerable]
    kept = sum(a.rouge_l for a in answerable if a.confidence >= least)
    wrong = sum(a.answered and a.confidence >= least for a in others)
    return {
        "confidence": least,
        "rouge_l": round(kept / max(len(answerable), 1), 3),
        "wrongly_answered": round(wrong / max(len(others), 1), 3),
    }


def rouge_l(said: str, expected: str) -> float:
    """Return the F1 of the longest common subsequence of characters, spaces aside.

    >>> rouge_l("下降2.7个百分点", "2.7个百分点")
    0.875
    """
    a, b = said.replace(" ", ""), expected.replace(" ", "")
    row = [0] * (len(b) + 1)
    for x in a:
        diagonal = 0
        for j, y in enumerate(b, start=1):
            above = row[j]
            row[j] = diagonal + 1 if x == y else max(above, row[j - 1])
            diagonal = above
    common = row[-1]
    return 2 * common / (len(a) + len(b)) if common else 0.0
