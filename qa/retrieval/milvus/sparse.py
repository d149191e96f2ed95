"""BM25 as the product of two sparse vectors: what a text's terms weigh, and what a question asks.

A dimension is the hash of a term and of its kind. A text's side has the part of the score that
depends on how often a term occurs in it and how long it is, a question's side the weight and the
inverse document frequency, which the store's record counts. So scores are those of the text index
in the folder but for one thing: lengths are compared with a fixed average, as a text's side cannot
change whenever another text is added.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from qa.retrieval.ranking import rarest, rarity
from qa.retrieval.term import is_character

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qa.retrieval.entry import Part
    from qa.retrieval.ranking import Weights
    from qa.retrieval.term import Terms

K1, B = 1.2, 0.75
"""BM25's constants, those of tantivy."""

_DIMENSIONS = 2**32 - 1
"""Milvus counts them with 32 bits and keeps the last one for itself."""


@dataclass(frozen=True, slots=True)
class Average:
    """How many words and characters (with pairs of them) an entry has on average."""

    words: float
    grams: float


DOCUMENT = Average(words=3000, grams=8500)
PASSAGE = Average(words=90, grams=250)
"""Between short announcements and statutes, see ``docs/decisions/0079``."""


def text_side(parts: Sequence[Part], average: Average, present: float) -> dict[int, float]:
    """Return the vector of an entry.

    Args:
        parts: The terms of what it consists of.
        average: How long such entries are.
        present: What is added where a term occurs at all, unless it is a single character.
    """
    words = [term for part in parts for term in part.words.split(" ") if term]
    grams = [term for part in parts for term in part.grams.split(" ") if term]
    found: dict[int, float] = {}
    for kind, terms, usual in (("w", words, average.words), ("g", grams, average.grams)):
        norm = K1 * (1 - B + B * len(terms) / usual)
        for term, count in Counter(terms).items():
            more = 0.0 if is_character(term) else present
            found[dimension(kind, term)] = count * (K1 + 1) / (count + norm) + more
    return found


def question_side(
    asked: Terms,
    weights: Weights,
    total: int,
    frequencies: Callable[[Iterable[int]], Mapping[int, int]],
) -> dict[int, float]:
    """Return the vector of a question; empty if none of its terms occurs.

    Args:
        asked: Its terms.
        weights: What words and characters weigh.
        total: How many entries there are.
        frequencies: Tells in how many of them each of some dimensions is.
    """
    found: dict[int, float] = {}
    for kind, terms, weight in (
        ("w", asked.words, weights.words),
        ("g", asked.grams, weights.grams),
    ):
        by_term = {term: dimension(kind, term) for term in terms}
        counted = frequencies(by_term.values())
        for term, count in rarest((t, counted.get(d, 0)) for t, d in by_term.items()):
            value = weight * rarity(total, count)
            if value > 0:
                found[by_term[term]] = value
    return found


def dimension(kind: str, term: str) -> int:
    """Return the dimension of a term; one in four thousand million meets another's."""
    return crc32(f"{kind}{term}".encode("utf-8", "surrogatepass")) % _DIMENSIONS
