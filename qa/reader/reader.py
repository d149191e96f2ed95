"""Finding the span that answers, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.reader.bound import at_most
from qa.reader.candidate import Candidates, spans
from qa.reader.certainty import SIGNS, signs
from qa.reader.feature import features
from qa.reader.model import shipped
from qa.reader.question import question
from qa.reader.region import regions
from qa.reader.scene import scene
from qa.reader.whole import wholes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.document import PolicyDocument
    from qa.reader.model import ReaderModel
    from qa.reader.scene import Scene, Seen
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


def candidates(
    text: str, hits: Sequence[tuple[Hit, PolicyDocument]], names: Sequence[str] | None = None
) -> tuple[Candidates, tuple[str, ...]]:
    """Return the candidates of a question's hits, and the names of their features in order."""
    return _candidates(_looked_at(text, hits), names)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What is known before spans are looked at: the scene, its sentences, the documents."""

    scene: Scene
    chosen: list[tuple[Seen, list[int]]]
    documents: tuple[PolicyDocument, ...]
    wholes: Matrix

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers of the documents by their ids."""
        return {document.id: number for number, document in enumerate(self.documents)}


def _looked_at(text: str, hits: Sequence[tuple[Hit, PolicyDocument]]) -> _Looked:
    asked = question(text)
    seen = scene(asked, regions(hits))
    return _Looked(seen, seen.chosen(), *wholes(asked, hits))


def _candidates(looked: _Looked, names: Sequence[str] | None) -> tuple[Candidates, tuple[str, ...]]:
    documents, about, numbers = looked.documents, looked.wholes, looked.numbers
    places, rows = [], []
    for each, chosen in looked.chosen:
        found = spans(each.region, each.matched, chosen)
        if not len(found.start):
            continue
        columns = features(looked.scene, each, found)
        names = tuple(columns) if names is None else tuple(names)
        rows.append(np.stack([columns[name] for name in names], axis=1))
        sides = (found.start, found.end, each.low[found.first], each.high[found.last])
        owner = np.full(len(found.start), numbers[each.region.document.id], dtype=np.intp)
        places.append(np.stack([owner, *(side + each.region.start for side in sides)], axis=1))
    names = tuple(names or ())
    if not rows:
        empty = np.zeros((0, 5), dtype=np.intp)
        none = np.zeros((0, len(names)), dtype=np.float32)
        return Candidates(documents, empty, none, about), names
    return Candidates(documents, np.concatenate(places), np.concatenate(rows), about), names


def score(model: ReaderModel, rows: Matrix) -> Scores:
    """Return the scores of candidates; those that are not looked at closely have none (-1)."""
    ranker = model.ranker(rows)
    coarse = ranker.coarse.score(rows)
    best = np.argsort(-coarse, kind="stable")[:MOST_FINE]
    scores = np.full(len(rows), -1.0, dtype=np.float32)
    scores[best] = ranker.fine.score(rows[best])
    return scores


def find(
    text: str,
    hits: Sequence[tuple[Hit, PolicyDocument]],
    model: ReaderModel | None = None,
    *,
    least: float = 0.0,
) -> Iterator[Found]:
    """Yield the spans that may answer a question, best first, none inside another one's sentences.

    All have one confidence. None is looked for where it cannot reach ``least``; one that does not
    reach it may still be yielded.

    Args:
        text: The question.
        hits: Passages with their documents, best first.
        model: What was learned; the shipped one without.
        least: The least confidence that is of use.
    """
    model = shipped() if model is None else model
    looked = _looked_at(text, hits)
    certainty = model.alone if len(looked.documents) == 1 else model.many
    if least > 0:
        regions_read = (each for each, _ in looked.chosen)
        about = looked.numbers, looked.wholes
        if at_most(certainty, looked.scene, regions_read, *about) < least:
            return
    found, names = _candidates(looked, model.names)
    if not len(found.rows):
        return
    scores = score(model, found.rows)
    told = signs(found, scores, names)
    sure = certainty.probability(told)
    reasons = dict(zip(SIGNS, told.tolist(), strict=True))
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
