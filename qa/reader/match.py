"""Where the terms of a question stand in a text, counted so that any span is looked up at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from qa.reader.question import Question

    Floats = np.ndarray[tuple[int], np.dtype[np.float32]]
    Whole = np.ndarray[tuple[int], np.dtype[np.intp]]


class Matched:
    """The matches of a question's terms in one text.

    Args:
        question: The question.
        text: A text, folded as the question is.
    """

    def __init__(self, question: Question, text: str) -> None:
        size = len(text)
        self._weights = question.weights
        self._lengths = np.array([[len(term)] for term in question.terms], dtype=np.intp)
        counts = np.zeros((len(question.terms), size + 1), dtype=np.int32)
        covered = np.zeros(size + 1, dtype=np.float32)
        for row, term in enumerate(question.terms):
            at = text.find(term)
            while at >= 0:
                counts[row, at + 1] += 1
                covered[at : at + len(term)] = 1.0
                at = text.find(term, at + 1)
        self._counts = np.cumsum(counts, axis=1, dtype=np.int32)
        self.covered = covered[:size]
        self._sums = np.concatenate([[0.0], np.cumsum(covered[:size])]).astype(np.float32)
        runs = _runs(question.text, text)
        self._long = np.concatenate([[0.0], np.cumsum(runs >= LONG_RUN)]).astype(np.float32)
        self.runs = runs
        self._left = _distance(covered[:size])
        self._right = _distance(covered[:size][::-1])[::-1]

    def held(self, start: Whole, end: Whole) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
        """Return, a row for a term and a column for a span, whether the span holds the term."""
        last = np.maximum(end[None, :] - self._lengths + 1, start[None, :])
        first = np.take(self._counts, start, axis=1)
        return np.take_along_axis(self._counts, last, axis=1) > first

    def characters(self, start: Whole, end: Whole) -> Floats:
        """Return how many characters of each span are part of a match."""
        return self._sums[end] - self._sums[start]

    def long(self, start: Whole, end: Whole) -> Floats:
        """Return how many places of each span end a stretch of the question of ``LONG_RUN``."""
        return self._long[end] - self._long[start]

    def longest(self, start: int, end: int) -> float:
        """Return the length of the longest stretch of the question in a span."""
        return float(self.runs[start:end].max(initial=0))

    def to_left(self, at: Whole) -> Floats:
        """Return how far before each offset the nearest match ends; 0 if it ends there."""
        return self._left[at]

    def to_right(self, at: Whole) -> Floats:
        """Return how far after each offset the nearest match begins; 0 if it begins there."""
        return self._right[at]


LONG_RUN = 4
"""Characters of the question in one piece that are more than a word."""

FAR = 40
"""Characters beyond which a match is simply far."""


def _distance(covered: Floats) -> Floats:
    """Return, for each offset from 0 to the length, the characters since the last match."""
    at = np.arange(len(covered) + 1)
    ends = np.where(np.concatenate([[0.0], covered]) > 0, at, -FAR)
    return np.minimum(at - np.maximum.accumulate(ends), FAR).astype(np.float32)


def _runs(question: str, text: str) -> Floats:
    """Return, for each character of a text, how long a piece of the question ends there."""
    found = np.zeros(len(text), dtype=np.float32)
    letters = set(question)
    run = 0
    for at, letter in enumerate(text):
        if letter not in letters:  # as of most
            run = 0
            continue
        run += 1
        while run and text[at - run + 1 : at + 1] not in question:
            run -= 1
        found[at] = run
    return found


def share(held: np.ndarray[tuple[int, int], np.dtype[np.bool_]], weights: Floats) -> Floats:
    """Return the weighted share of the terms that each column holds."""
    return np.asarray(weights @ held / (float(weights.sum()) or 1.0), dtype=np.float32)
