"""What is read for one question: the regions, the matches in them, and what tells them apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corpus.normalize import fold
from qa.reader.match import Matched, share
from qa.reader.place import place_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.reader.match import Floats
    from qa.reader.question import Question
    from qa.reader.region import Region

    Held = np.ndarray[tuple[int, int], np.dtype[np.bool_]]

MOST_SENTENCES = 24
"""Sentences in which answers may begin; with all of them a fiftieth more would be found."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A region with its matches, sentence by sentence (columns of ``own`` and ``headed``).

    ``own`` are the terms that a sentence holds, ``headed`` those in the headings above it,
    ``titled`` those in the document's title; ``runs`` is the longest piece of the question in
    each sentence. ``places`` are the shares of the question's places that the title and the
    region name, and whether the title names others only.
    """

    region: Region
    matched: Matched
    low: np.ndarray[tuple[int], np.dtype[np.intp]]
    high: np.ndarray[tuple[int], np.dtype[np.intp]]
    own: Held
    headed: Held
    titled: Held
    runs: Floats
    places: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is read for a question.

    ``local`` are the weights of the question's terms by how few of the sentences that were read
    hold them: what stands everywhere here does not lead to the answer.
    """

    question: Question
    seen: tuple[Seen, ...]
    local: Floats
    best: float
    best_local: float

    def chosen(self) -> list[tuple[Seen, list[int]]]:
        """Return the sentences in which answers are looked for, by region."""
        rows = []
        for number, seen in enumerate(self.seen):
            worth = self._worth(seen) + 0.3 * seen.region.score
            rows += [(value, number, at) for at, value in enumerate(worth.tolist())]
        rows.sort(key=lambda row: (-row[0], row[1], row[2]))
        found: dict[int, list[int]] = {}
        for _, number, at in rows[:MOST_SENTENCES]:
            found.setdefault(number, []).append(at)
        return [(self.seen[number], sorted(chosen)) for number, chosen in found.items()]

    def _worth(self, seen: Seen) -> Floats:
        """Return how much of the question each sentence and what leads to it hold."""
        before = np.concatenate([seen.own[:, :1], seen.own[:, :-1]], axis=1)
        alone = share(seen.own, self.local)
        led = share(seen.own | before, self.local)
        headed = share(seen.own | seen.headed, self.local)
        worth: Floats = np.maximum(alone, np.maximum(0.9 * led, 0.9 * headed))
        return worth


def scene(question: Question, regions: Sequence[Region]) -> Scene:
    """Return what is to be read for a question."""
    seen = tuple(_see(question, region) for region in regions if region.spans)
    held = [each.own for each in seen]
    counts = np.concatenate(held, axis=1).sum(axis=1) if held else np.zeros(len(question.terms))
    total = sum(each.own.shape[1] for each in seen)
    local = np.asarray(question.weights * np.log1p((total + 1) / (counts + 0.5)), dtype=np.float32)
    best = max((float(share(o, question.weights).max(initial=0)) for o in held), default=0.0)
    best_local = max((float(share(o, local).max(initial=0)) for o in held), default=0.0)
    return Scene(question, seen, local, max(best, 1e-6), max(best_local, 1e-6))


def _see(question: Question, region: Region) -> Seen:
    matched = Matched(question, region.text)
    low = np.array([low for low, _ in region.spans], dtype=np.intp)
    high = np.array([high for _, high in region.spans], dtype=np.intp)
    headings: dict[str, list[bool]] = {}
    columns = []
    for at in low.tolist():
        heading = region.heading(at)
        if heading not in headings:
            headings[heading] = [term in heading for term in question.terms]
        columns.append(headings[heading])
    title = fold(region.document.metadata.title).lower()
    runs = [matched.longest(*span) for span in region.spans]
    return Seen(
        region,
        matched,
        low,
        high,
        matched.held(low, high),
        np.array(columns, dtype=np.bool_).T,
        np.array([[term in title] for term in question.terms], dtype=np.bool_),
        np.array(runs, dtype=np.float32),
        _places(question, region, title),
    )


def _places(question: Question, region: Region, title: str) -> tuple[float, float, float]:
    titled = place_names(title)
    here = title + region.text
    asked = question.places
    if not asked:
        return 1.0, 1.0, float(bool(titled))
    in_title = sum(name in title for name in asked) / len(asked)
    others = bool(titled) and not set(titled) & set(asked)
    return in_title, sum(name in here for name in asked) / len(asked), float(others)
