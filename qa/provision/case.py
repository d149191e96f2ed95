"""Cases that a provision tells apart: 大型的，三十年；中型的，二十年；小型的，十年.

A question that names none of them is not answered by one of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.normalize import fold
from qa.provision.amount import amounts
from qa.provision.asking import Kind
from qa.recall.coverage import bigrams, overlap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.provision.asking import Asking
    from qa.provision.unit import Unit

_SENTENCE = re.compile(r"[^。;；\n]+[。;；]?")
_CASE = re.compile(r"(?:[^。;；：:]*[：:])?(?P<case>[^,，。;；：:]{1,50})[,，](?P<said>.*)")
_PHRASE = re.compile(r"[\u4e00-\u9fff]{4}(?=(?:人民币)?$)")
_CLAUSE = re.compile("[,，。;；：:]")
_CONDITION = re.compile("的|以[上下]|超过|不[满足]|满|[大中小微]型")
_NUMBER = re.compile(
    r"^[^\d一二两三四五六七八九十百千万半]*[\d,.一二两三四五六七八九十百千万半]+个?"
)
LEAST_ALIKE = 0.4
"""Which share of what one case says before its amount another says as well, to be one of them."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Where the sentences of all cases stand, and where their amounts; offsets of the document."""

    start: int
    end: int
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """A case, what is said of it, where sentence and saying begin, and where in it an amount is."""

    case: str
    said: str
    start: int
    behind: int
    low: int
    high: int

    @property
    def span(self) -> tuple[int, int]:
        return self.behind + self.low, self.behind + self.high


def cases(asked: Asking, unit: Unit, low: int) -> Cases | None:
    """Return all cases of the provision that one amount is of, None where it tells none apart.

    Args:
        asked: The question; a case that it names is meant alone.
        unit: The sentence that holds the amount.
        low: Where in the document the amount begins.
    """
    paragraph = f"{unit.before}{unit.text}{unit.behind}"
    begin = unit.start - len(unit.before)
    if fold(unit.document.text[begin : begin + len(paragraph)]) != paragraph:
        return None  # an item of a list, whose lead stands further up
    found = [*_by_condition(asked, paragraph, begin)]
    own = next((each for each in found if each.span[0] == low), None)
    alike = [each for each in found if own is not None and _alike(own, each)]
    if own is None or len(alike) < 2:
        found = [*_by_phrase(asked, paragraph, begin)]
        own = next((each for each in found if each.span[0] == low), None)
        alike = [each for each in found if own is not None and each.said == own.said]
    if own is None or len(alike) < 2 or _meant(asked, own.case, [each.case for each in alike]):
        return None
    last = next(m for m in _SENTENCE.finditer(paragraph) if begin + m.end() >= alike[-1].span[1])
    return Cases(alike[0].start, begin + last.end(), tuple(each.span for each in alike))


def _by_condition(asked: Asking, paragraph: str, begin: int) -> Iterator[_Case]:
    """Yield the sentences that say something of a case: 中型的，有效期最长为*20年*."""
    for sentence in _SENTENCE.finditer(paragraph):
        case = _CASE.match(sentence.group())
        if case is None or not _CONDITION.search(case["case"]):
            continue
        amount = next(iter(amounts(asked.kind, asked.unit, case["said"])), None)
        if amount is not None:
            at = begin + sentence.start()
            yield _Case(case["case"], case["said"], at, at + case.start("said"), *amount)


def _by_phrase(asked: Asking, paragraph: str, begin: int) -> Iterator[_Case]:
    """Yield the amounts that a phrase announces, and whose: 设立…银行的*最低限额为*十亿元."""
    if asked.kind in {Kind.FINE, Kind.TIMES}:
        return  # what is fined more is another deed
    last = 0
    for low, high in amounts(asked.kind, asked.unit, paragraph):
        before = paragraph[last:low]
        phrase = _PHRASE.search(before)
        clause = max((m.end() for m in _CLAUSE.finditer(before)), default=0)
        if phrase is not None and clause <= phrase.start():
            sentence = max((m.start() for m in _SENTENCE.finditer(paragraph, 0, low)), default=0)
            case = before[clause : phrase.start()]
            at = begin + sentence
            yield _Case(case, phrase.group(), at, begin + low, 0, high - low)
        last = high


def _alike(one: _Case, other: _Case) -> bool:
    """Whether two sentences say the same of two cases: in one unit, in much the same words."""
    units = {_NUMBER.sub("", each.said[each.low : each.high])[:1] for each in (one, other)}
    said = overlap(one.said[: one.low], other.said[: other.low]) >= LEAST_ALIKE
    return len(units) == 1 and (said or one.low == other.low == 0)


def _meant(asked: Asking, own: str, every: list[str]) -> bool:
    """Whether the question has words of this case that not every case has.

    What the first case says before its condition is left out of the others: 职工*已满1年的*.
    """
    shared = frozenset.intersection(*(bigrams(case) for case in every))
    condition = own[-min(map(len, every)) :]
    return bool((bigrams(condition) - shared) & bigrams(asked.text))
