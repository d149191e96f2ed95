"""Regions: the stretches of documents that are read for an answer, and where they may be cut."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.normalize import fold
from corpus.sentence import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.document import PolicyDocument
    from qa.retrieval import Hit

OVERHANG = 350
"""Characters after a passage that are read with it: an answer may begin at its end."""

_STOP = re.compile(r"[，；：:;。！？!?](?![”」』）)])|[。！？][”」』）)]")
"""Where a clause ends; a stop inside closing marks belongs to them."""


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a document in which one answer may lie.

    ``text`` is folded and in lower case, as long as the original; ``spans`` (sentences) and
    ``clauses`` are half-open offsets into it. ``rank`` counts from 0; ``score`` is the retriever's,
    over that of the best hit.
    """

    document: PolicyDocument
    start: int
    text: str
    spans: tuple[tuple[int, int], ...]
    clauses: tuple[tuple[tuple[int, int], ...], ...]
    rank: int
    score: float

    def heading(self, at: int) -> str:
        """Return the headings above an offset into the region, outermost first."""
        sections = self.document.sections
        number = bisect_right(sections, self.start + at, key=lambda s: s.start) - 1
        while number >= 0 and sections[number].end <= self.start + at:
            number -= 1
        return fold(" ".join(sections[number].path)).lower() if number >= 0 else ""


def regions(hits: Sequence[tuple[Hit, PolicyDocument]]) -> list[Region]:
    """Return the regions of hits, best first; what an earlier one holds is not read again."""
    found: list[Region] = []
    read: dict[str, list[tuple[int, int]]] = {}
    best = max((hit.score for hit, _ in hits), default=0.0) or 1.0
    for rank, (hit, document) in enumerate(hits):
        before = read.setdefault(document.id, [])
        start = max((high for low, high in before if low <= hit.start < high), default=hit.start)
        later = (low for low, _ in before if low > start)
        end = min(hit.end + OVERHANG, len(document.text), min(later, default=len(document.text)))
        if start >= hit.end or end <= start:
            continue
        end = _sentence_end(document.text, hit.end, end)
        before.append((start, end))
        found.append(_region(document, start, end, rank, hit.score / best))
    return found


def _sentence_end(text: str, least: int, most: int) -> int:
    """Return the last place in reach where a sentence ends, lest one is read in part."""
    if most >= len(text):
        return len(text)
    cut = max(text.rfind(mark, least, most) for mark in "。！？\n；")
    return cut + 1 if cut >= least else most


def _region(document: PolicyDocument, start: int, end: int, rank: int, score: float) -> Region:
    text = fold(document.text[start:end]).lower()
    spans = tuple(span for span in sentences(document.text[start:end]) if span[1] > span[0])
    clauses = tuple(_clauses(text, low, high) for low, high in spans)
    return Region(document, start, text, spans, clauses, rank, score)


def _clauses(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the clauses of a sentence, each with the mark that ends it."""
    cuts = [stop.end() for stop in _STOP.finditer(text, start, end)]
    bounds = [start, *(cut for cut in cuts if cut < end), end]
    return tuple((low, high) for low, high in pairwise(bounds) if high > low)
