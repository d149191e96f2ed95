"""Candidates: the spans of a region that may be the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nlp.segment import cuts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.document import PolicyDocument
    from qa.reader.match import Matched
    from qa.reader.region import Region
    from qa.reader.tree import Matrix

LONGEST = 420
"""Characters of the longest span of several sentences."""
LONGEST_PART = 110
"""Characters of the longest span that begins or ends inside a clause."""
MOST_INNER = 9
"""Places inside a sentence's clauses where a span may begin, and as many where it may end."""

_OPENS = re.compile(
    r"是指|包括|通过|要求|[为是将由至到达过要对用以从向按给于供]|[“（(:：、—]|不[超低少]?[过于]"
)
"""What an answer may follow inside a clause."""
_CLOSES = re.compile(r"等|的|[”）)（(、]|作为|[为是将对在中等进]")
"""What an answer may precede inside a clause."""
VALUES = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:\d{1,2}时)?(?:[至—-](?:\d{1,2}月)?\d{1,2}日)?"
    r"|\d[\d.,]*(?:多|余)?(?:%|[万亿千百]*[\u4e00-\u9fff]{1,2})?|\d{3,4}-\d{7,8}|\d{5,11}"
    r"|(?:https?://|www\.)[\w./-]+|“[^”]{2,30}”|《[^》]{2,40}》"
)
"""Figures, dates, telephone numbers, addresses and what stands in quotation marks."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Candidate spans of one region, as parallel arrays of offsets into it.

    ``first`` and ``last`` are the numbers of the sentences where a span begins and ends.
    """

    start: np.ndarray[tuple[int], np.dtype[np.intp]]
    end: np.ndarray[tuple[int], np.dtype[np.intp]]
    first: np.ndarray[tuple[int], np.dtype[np.intp]]
    last: np.ndarray[tuple[int], np.dtype[np.intp]]


@dataclass(frozen=True, slots=True)
class Candidates:
    """All candidates of a question: where each lies, and its features, a row for each.

    ``documents`` are those of the hits in order of their first one, ``wholes`` what each holds of
    the question (``qa.reader.whole``). ``places`` has for each candidate the number of its
    document, its start and end, and those of the whole sentences that hold it.
    """

    documents: tuple[PolicyDocument, ...]
    places: np.ndarray[tuple[int, int], np.dtype[np.intp]]
    rows: Matrix
    wholes: Matrix

    @property
    def owner(self) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        """For each candidate the number of its document."""
        return self.places[:, 0]


def spans(region: Region, matched: Matched, chosen: Iterable[int]) -> Spans:
    """Return the candidates that begin in the chosen sentences, each once."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for number in chosen:
        for low, high, last in _of_sentence(region, matched, number):
            start, end = _trim(region.text, low, high)
            if end > start:
                found.setdefault((start, end), (number, last))
    rows = np.array([(*span, *numbers) for span, numbers in found.items()], dtype=np.intp)
    rows = rows.reshape(-1, 4)
    torn = _torn(region.text)
    rows = rows[~torn[rows[:, 0]] & ~torn[rows[:, 1]]]
    rows = rows[_balanced(region.text, rows[:, 0], rows[:, 1])]
    return Spans(rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3])


def _of_sentence(region: Region, matched: Matched, number: int) -> Iterator[tuple[int, int, int]]:
    clauses = region.clauses[number]
    starts = [low for low, _ in clauses]
    ends = [high for _, high in clauses]
    yield from _pairs(starts, ends, number, LONGEST)
    low, high = region.spans[number]
    whole = {low + at for at in cuts(region.text[low:high])}
    inner_starts, inner_ends = _inner(region.text, matched, whole, low, high)
    yield from _pairs(inner_starts, [*inner_ends, *ends], number, LONGEST_PART)
    yield from _pairs(starts, inner_ends, number, LONGEST_PART)
    for value in VALUES.finditer(region.text, low, high):
        if value.end() in whole or value.end() == high:
            yield value.start(), value.end(), number
    for last in range(number + 1, len(region.spans)):
        begin, until = region.spans[last]
        if until - low > LONGEST or _ARTICLE.match(region.text, begin):
            break
        for start in [*starts, *inner_starts[:3]]:
            yield start, until, last


def _pairs(
    starts: Sequence[int], ends: Sequence[int], number: int, longest: int
) -> Iterator[tuple[int, int, int]]:
    for start in starts:
        for end in ends:
            if 1 < end - start <= longest:
                yield start, end, number


def _inner(
    text: str, matched: Matched, whole: set[int], low: int, high: int
) -> tuple[list[int], list[int]]:
    """Return where spans may begin and end inside clauses, those beside matches first."""
    covered = matched.covered
    after = [at for at in range(low + 1, high) if covered[at - 1] and not covered[at]]
    before = [at for at in range(low + 1, high) if covered[at] and not covered[at - 1]]
    opens = [found.end() for found in _OPENS.finditer(text, low, high)]
    closes = [found.start() for found in _CLOSES.finditer(text, low + 1, high)]
    near = np.flatnonzero(covered[low:high]) + low
    starts, ends = {*after, *opens} & whole, {*before, *closes} & whole
    return _nearest(starts, near, low), _nearest(ends, near, low)


def _nearest(
    places: Iterable[int], near: np.ndarray[Any, np.dtype[np.intp]], low: int
) -> list[int]:
    """Return the places nearest to matches, if there are more than may be tried."""
    found = sorted(set(places))
    if len(found) <= MOST_INNER:
        return found
    anchors = np.asarray(near if len(near) else [low])
    distance = {at: int(np.abs(anchors - at).min()) for at in found}
    return sorted(found, key=lambda at: distance[at])[:MOST_INNER]


_ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百千\d]+[条章节]")
"""What begins another article: no answer goes on over it."""
_EDGE = " \t\n\u3000，、：；:;"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Take white space and commas off the ends of a span."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


_UNIT = re.compile(r"[\da-z][\da-z.%/:-]*[\da-z%]")
"""A number, telephone number, address or name in Latin letters."""


def _torn(text: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Tell of each offset whether a span that begins or ends there would tear a number apart."""
    torn = np.zeros(len(text) + 1, dtype=np.bool_)
    for unit in _UNIT.finditer(text):
        torn[unit.start() + 1 : unit.end()] = True
    return torn


_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("(", ")"), ("「", "」"), ("【", "】"))


def _balanced(
    text: str,
    start: np.ndarray[tuple[int], np.dtype[np.intp]],
    end: np.ndarray[tuple[int], np.dtype[np.intp]],
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Tell of each span whether brackets and quotation marks close in it as often as they open."""
    fine = np.ones(len(start), dtype=np.bool_)
    for opened, closed in _PAIRS:
        if opened in text or closed in text:
            steps = [(mark == opened) - (mark == closed) for mark in text]
            level = np.concatenate([[0], np.cumsum(steps)])
            fine &= level[start] == level[end]
    return fine
