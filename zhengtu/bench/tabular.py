"""Questions over many cells, made from the table of targets that people read by hand.

Tables, extremes, filters, counts, comparisons and differences, with the answer worked out from the
gold cells. The table does not name every province for every indicator, so a province that it leaves
out is neither wanted nor held against an answer. A figure with 左右 may or may not be counted as
reaching a bound: the answer must hold all that surely do, and none that surely do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from statistics import median_low
from typing import TYPE_CHECKING

from qa.wording.compose import plain
from zhengtu.bench.judge import Expected, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.answer import Answer
    from zhengtu.bench.targets import Cell

LEAST_CELLS = 4
PAIRS = 3
_SURE = frozenset({"eq", "ge", "range"})


@dataclass(frozen=True, slots=True)
class Problem:
    """A question with the provinces that must and that may be named, and a number where asked."""

    expected: Expected
    must: frozenset[str]
    may: frozenset[str]
    known: frozenset[str]

    def verdict(self, answer: Answer) -> Verdict:
        """Return how an answer compares."""
        if not answer.answered:
            return Verdict.ABSTAINED
        if self.expected.numbers:
            given = {value.number for value in answer.values}
            return Verdict.RIGHT if given & set(self.expected.numbers) else Verdict.WRONG
        said = {v.value for v in answer.values} | {row.get("地区", "") for row in answer.rows}
        if self.expected.kind != "table":
            said = {v.value for v in answer.values}
        named = self.known & said
        return Verdict.RIGHT if self.must <= named <= self.may else Verdict.WRONG


def problems(cells: Sequence[Cell], year: int) -> Iterator[Problem]:
    """Yield the questions over the cells of one year."""
    for indicator in sorted({cell.indicator for cell in cells}):
        own = [cell for cell in cells if cell.indicator == indicator]
        if len(own) >= LEAST_CELLS and len({cell.unit for cell in own}) == 1:
            yield from _over(indicator, own, year)


def _over(indicator: str, own: Sequence[Cell], year: int) -> Iterator[Problem]:
    names = frozenset(cell.province for cell in own)
    what = f"{year}年{indicator}目标"

    def made(kind: str, question: str, must: frozenset[str], may: frozenset[str]) -> Problem:
        return Problem(Expected(f"{kind}:{indicator}", kind, question), must, may, names)

    yield made("table", f"列出各省{what}", names, names)
    among = "、".join(cell.province for cell in own)
    for word, best in (("高", max(c.high for c in own)), ("低", min(c.low for c in own))):
        chosen = frozenset(c.province for c in own if best in {c.high if word == "高" else c.low})
        yield made("superlative", f"{among}中{what}最{word}的是哪个？", chosen, chosen)
    bound = median_low([cell.low for cell in own])
    sure = frozenset(c.province for c in own if c.operator in _SURE and c.low >= bound)
    near = frozenset(c.province for c in own if c.operator == "approx" and c.low >= bound)
    said = f"{what}在{_written(bound, own[0].unit)}以上"
    yield made("filter", f"哪些省{said}？", sure, sure | near)
    yield from _pairs(own, what, names)


def _pairs(own: Sequence[Cell], what: str, names: frozenset[str]) -> Iterator[Problem]:
    points = [c for c in own if c.low == c.high and c.operator in {"eq", "approx"}]
    unequal = [(a, b) for a, b in combinations(points, 2) if a.low > b.low][:PAIRS]
    for a, b in unequal:
        pair = f"{a.province}和{b.province}{what}"
        high = frozenset({a.province})
        yield Problem(Expected(f"c:{pair}", "compare", f"{pair}哪个高？"), high, high, names)
        ask = Expected(f"d:{pair}", "arithmetic", f"{pair}相差多少？", numbers=(a.low - b.low,))
        yield Problem(ask, high, high, names)


def _written(number: object, unit: str) -> str:
    value = int(str(number).split(".", maxsplit=1)[0]) if unit == "人" else None
    return f"{value // 10_000}万人" if value else f"{plain(number)}{unit}"  # type: ignore[arg-type]
