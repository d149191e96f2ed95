"""Finding the span that answers, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.reader.candidate import spans
from qa.reader.feature import features
from qa.reader.model import CALIBRATED, shipped
from qa.reader.question import question
from qa.reader.region import regions
from qa.reader.scene import scene

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.document import PolicyDocument
    from qa.reader.model import ReaderModel
    from qa.reader.tree import Matrix, Scores
    from qa.retrieval import Hit

MOST_FINE = 120
"""Candidates that the larger model looks at; the smaller one has put them first."""


@dataclass(frozen=True, slots=True)
class Found:
    """A span that may answer, in a document's offsets.

    ``low`` and ``high`` are those of the whole sentences that hold it; ``score`` is the overlap
    with the answer that is expected (0–1), ``confidence`` the probability that it answers at all,
    and ``reasons`` are the features that the calibration looks at.
    """

    document: PolicyDocument
    start: int
    end: int
    low: int
    high: int
    score: float
    confidence: float
    reasons: dict[str, float]


@dataclass(frozen=True, slots=True)
class Candidates:
    """All candidates of a question: where each lies, and its features, a row for each."""

    documents: tuple[PolicyDocument, ...]
    places: np.ndarray[tuple[int, int], np.dtype[np.intp]]
    rows: Matrix

    @property
    def owner(self) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        """For each candidate the number of its document."""
        return self.places[:, 0]


def candidates(
    text: str, hits: Sequence[tuple[Hit, PolicyDocument]], names: Sequence[str] | None = None
) -> tuple[Candidates, tuple[str, ...]]:
    """Return the candidates of a question's hits, and the names of their features in order."""
    seen = scene(question(text), regions(hits))
    documents: dict[str, tuple[int, PolicyDocument]] = {}
    places, rows = [], []
    for each, chosen in seen.chosen():
        found = spans(each.region, each.matched, chosen)
        if not len(found.start):
            continue
        columns = features(seen, each, found)
        names = tuple(columns) if names is None else tuple(names)
        rows.append(np.stack([columns[name] for name in names], axis=1))
        document = each.region.document
        number, _ = documents.setdefault(document.id, (len(documents), document))
        sides = (found.start, found.end, each.low[found.first], each.high[found.last])
        owner = np.full(len(found.start), number, dtype=np.intp)
        places.append(np.stack([owner, *(side + each.region.start for side in sides)], axis=1))
    names = tuple(names or ())
    if not rows:
        empty = np.zeros((0, 5), dtype=np.intp)
        return Candidates((), empty, np.zeros((0, len(names)), dtype=np.float32)), names
    held = tuple(document for _, document in documents.values())
    return Candidates(held, np.concatenate(places), np.concatenate(rows)), names


def score(model: ReaderModel, rows: Matrix) -> Scores:
    """Return the scores of candidates; those that are not looked at closely have none (-1)."""
    coarse = model.coarse.score(rows)
    best = np.argsort(-coarse, kind="stable")[:MOST_FINE]
    scores = np.full(len(rows), -1.0, dtype=np.float32)
    scores[best] = model.fine.score(rows[best])
    return scores


def signs(
    found: Candidates, scores: Scores, names: Sequence[str]
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return what the calibration looks at: features of the best span, and its lead over others."""
    order = np.argsort(-scores, kind="stable")
    best = order[0]
    columns = [list(names).index(name) for name in CALIBRATED]
    apart = found.owner != found.owner[best]
    far = apart | (found.places[:, 1] >= found.places[best, 2])
    far |= found.places[:, 2] <= found.places[best, 1]
    top = float(scores[best])
    leads = [top - max(float(scores[others].max(initial=0.0)), 0.0) for others in (apart, far)]
    mean = float(np.maximum(scores[order[:10]], 0.0).mean())
    return np.array([*found.rows[best, columns], top, *leads, mean], dtype=np.float64)


def find(
    text: str, hits: Sequence[tuple[Hit, PolicyDocument]], model: ReaderModel | None = None
) -> Iterator[Found]:
    """Yield the spans that may answer a question, best first, none inside another one's sentences.

    Args:
        text: The question.
        hits: Passages with their documents, best first.
        model: What was learned; the shipped one without.
    """
    model = shipped() if model is None else model
    found, names = candidates(text, hits, model.names)
    if not len(found.rows):
        return
    scores = score(model, found.rows)
    told = signs(found, scores, names)
    sure = model.confidence(told)
    reasons = dict(zip((*CALIBRATED, "score_best"), told.tolist(), strict=False))
    taken: list[tuple[int, int, int]] = []
    for at in np.argsort(-scores, kind="stable").tolist():
        if scores[at] < 0:
            return
        owner, start, end, low, high = found.places[at].tolist()
        if any(owner == o and low < b and high > a for o, a, b in taken):
            continue
        taken.append((owner, low, high))
        worth = float(scores[at])
        yield Found(found.documents[owner], start, end, low, high, worth, sure, reasons)
