"""What a document holds of a question beside its score: named numbers, in one order.

Each is computed from the question, the beginning of the document and the passages of it that were
found; nothing knows a phrase of a question. Case is folded and nothing else: what forms of signs
are left apart costs less than folding twenty documents a question does.
"""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from nlp.segment import words
from qa.reader.place import place_names
from qa.reader.question import ASKS, question
from qa.reader.rarity import rarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qa.reader.question import Question
    from qa.retrieval.hit import Hit
    from qa.retrieval.rerank.candidate import Candidate

    Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
    Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]

COMPARED = (
    "score", "second", "third", "cover", "head", "window", "lacks", "runs", "in_order",
    "place_head", "place_other", "length",
)  # fmt: skip
"""What documents found for one question are compared by.

Scores of the best three passages, over the best of all; the share of the question's terms, by
rarity, that the document, its title and beginning, and a window of it hold; the share of its words
that are nowhere; long common runs; neighbouring words that stand near each other in order; whether
the places asked about head the document, and whether others do; its length.
"""
NAMES = (*COMPARED, "frequency", "begins", "asked")
"""These, and what tells of one document whether it is the one: how often the terms occur, where the
window begins, how much the question asks."""
LEADING = ("score", "frequency", "runs", "in_order", "lacks", "window")
"""Features of which the lead over the best other document is told too."""
HEAD = 200
"""Characters at the beginning that say what a document is about."""
WINDOW = 150
"""Characters of the window that holds most of a question."""
NEAR = 25
"""Characters that may stand between two neighbouring words of the question."""
SATURATED, AVERAGE = 1.2, 1500
"""BM25's weight of further occurrences of a term, and the length for which it holds."""
MOST_PLACES = 200
"""Occurrences of one term that are looked at."""

_CONTENT = re.compile(r"[\u4e00-\u9fff]{2,}|[a-z0-9.%]{2,}")
_SIGNS = re.compile(r"[^\u3400-\u9fffa-z0-9.%]+")


def features(text: str, candidates: Sequence[Candidate]) -> Matrix:
    """Return ``NAMES`` of each candidate, a row for each; what is rare is told among them.

    Args:
        text: The question.
        candidates: The best documents, each with at least one passage.
    """
    asked = question(text)
    titles = [each.title.lower() for each in candidates]
    texts = [each.matched() for each in candidates]
    found = [[_occurrences(term, text) for term in asked.terms] for text in texts]
    titled = _table([[term in title for term in asked.terms] for title in titles])
    held = titled | _table([[bool(places) for places in row] for row in found])
    weights = asked.weights * np.log((len(candidates) + 1) / (held.sum(axis=0) + 0.5))
    total = float(weights.sum()) or 1.0
    opening = _table([[bool(p) and p[0] < HEAD for p in row] for row in found])
    cover, head = held @ weights / total, (titled | opening) @ weights / total
    best = max(each.hits[0].score for each in candidates) or 1.0
    content = _content(asked)
    run = _SIGNS.sub("", ASKS.sub(" ", asked.text))
    much = math.log1p(float(asked.weights.sum()))
    rows = []
    for number, (each, words_in) in enumerate(zip(candidates, texts, strict=True)):
        window, begins = _window(found[number], weights.tolist())
        rows.append(
            (
                *_scores(each.hits, best),
                float(cover[number]),
                float(head[number]),
                window / total,
                _lacks(content, f"{titles[number]}\n{words_in}"),
                _runs(run, words_in),
                _in_order(list(content), words_in),
                *_places(asked, titles[number], words_in[:HEAD]),
                math.log1p(len(each.text)),
                _frequency(found[number], weights, len(words_in)) / total,
                math.log1p(begins),
                much,
            )
        )
    return np.array(rows, dtype=np.float64)


def with_leads(rows: Matrix) -> Matrix:
    """Return features with, behind them, how far each of ``LEADING`` is over the best other one.

    Of a document alone no lead is told. Of ``lacks``, too, the lead is over the highest.
    """
    leads = np.zeros((len(rows), len(LEADING)))
    for at, name in enumerate(LEADING):
        column = rows[:, NAMES.index(name)]
        if len(column) > 1:
            second, first = np.sort(column)[-2:]
            leads[:, at] = column - np.where(
                np.arange(len(column)) == column.argmax(), second, first
            )
    return np.concatenate([rows, leads], axis=1)


def _table(rows: Sequence[Sequence[bool]]) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    return np.array(rows, dtype=np.bool_).reshape(len(rows), -1)


def _scores(hits: Sequence[Hit], best: float) -> tuple[float, float, float]:
    first, second, third = ([hit.score / best for hit in hits[:3]] + [0.0, 0.0])[:3]
    return first, second, third


def _content(asked: Question) -> dict[str, float]:
    """Return the words of a question, in order, with how rare each is."""
    found = words(ASKS.sub(" ", asked.text), search=False)
    return {word: rarity(word) for word in found if _CONTENT.fullmatch(word)}


def _occurrences(term: str, text: str) -> list[int]:
    found: list[int] = []
    at = text.find(term)
    while at >= 0 and len(found) < MOST_PLACES:
        found.append(at)
        at = text.find(term, at + 1)
    return found


def _frequency(found: Sequence[Sequence[int]], weights: Numbers, length: int) -> float:
    """Return BM25 of the terms, with how rare they are here."""
    often = np.array([len(row) for row in found], dtype=np.float64)
    long = SATURATED * (0.25 + 0.75 * length / AVERAGE)
    return float(weights @ (often * (SATURATED + 1) / (often + long)))


def _window(found: Sequence[Sequence[int]], weights: Sequence[float]) -> tuple[float, int]:
    """Return the most weight of different terms that begin within ``WINDOW``, and where it does."""
    places = sorted((at, term) for term, row in enumerate(found) for at in row)
    inside = [0] * len(found)
    weight = best = 0.0
    first = begins = 0
    for at, term in places:
        weight += 0.0 if inside[term] else weights[term]
        inside[term] += 1
        while places[first][0] < at - WINDOW:
            left = places[first][1]
            inside[left] -= 1
            weight -= 0.0 if inside[left] else weights[left]
            first += 1
        if weight > best:
            best, begins = weight, places[first][0]
    return best, begins


def _lacks(content: dict[str, float], text: str) -> float:
    """Return the share of the words, by rarity, that a text has not."""
    lacked = sum(worth for word, worth in content.items() if word not in text)
    return lacked / (sum(content.values()) or 1.0)


def _runs(asked: str, text: str) -> float:
    """Return the sum of the squares of the runs of a question that stand in a text, 1 for all."""
    squares = 0
    start = 0
    while start < len(asked):
        end = start
        while end < len(asked) and asked[start : end + 1] in text:
            end += 1
        squares += (end - start) ** 2
        start = max(end, start + 1)
    return float(squares / max(len(asked), 1) ** 2)


def _in_order(content: Sequence[str], text: str) -> float:
    """Return the share of neighbouring words that a text has near each other, in order."""
    pairs = list(pairwise(content))
    near = sum(_follows(first, second, text) for first, second in pairs)
    return near / len(pairs) if pairs else 1.0


def _follows(first: str, second: str, text: str) -> bool:
    """Whether a word stands near behind another one somewhere."""
    return any(
        text.find(second, at, at + len(second) + NEAR) >= 0
        for at in (start + len(first) for start in _starts(first, text))
    )


def _starts(word: str, text: str) -> Iterable[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _places(asked: Question, title: str, opening: str) -> tuple[float, float]:
    """Return the share of the places asked about that head a document, and if its title has others.

    Half of either where no place is asked about.
    """
    titled = set(place_names(title))
    if not asked.places:
        return 0.5, 0.5 * bool(titled)
    headed = sum(place in title or place in opening for place in asked.places)
    return headed / len(asked.places), float(bool(titled) and titled.isdisjoint(asked.places))
