"""Whether a figure meets a bound: surely, surely not, or not to be said.

A target of 5%以上 meets ≥ 5 and may or may not meet ≥ 5.5. One of 5%左右 is taken for 5; where that
decides, it has to be said (``rounded``).
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from nlp.unit_code import convert

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qa.question.threshold import Threshold
    from qa.recall.fact import Figure

SLACK = Decimal("0.05")
"""How far 左右 may be off, as a share of the figure: 5.5%左右 is above 5% all the same."""
_INFINITE = Decimal("Infinity")


def meets(figure: Figure, bound: Threshold) -> bool | None:
    """Return whether a figure meets a bound, None where its wording leaves that open."""
    span = bounds_of(figure, bound.unit)
    if span is None:
        return False
    low, high = span
    exact = low == bound.low == high
    tests: dict[str, tuple[bool, bool]] = {
        "≥": (low >= bound.low, high < bound.low),
        ">": (low > bound.low or (low == bound.low and figure.comparator == ">"),
              high <= bound.low),
        "≤": (high <= bound.high, low > bound.high),
        "<": (high < bound.high or (high == bound.high and figure.comparator == "<"),
              low >= bound.high),
        "range": (bound.low <= low and high <= bound.high, high < bound.low or low > bound.high),
    }  # fmt: skip
    surely, never = tests.get(bound.comparator, (exact, high < bound.low or low > bound.high))
    if bound.negated:
        surely, never = never, surely
    return True if surely else False if never else None


def bounds_of(figure: Figure, unit: str) -> tuple[Decimal, Decimal] | None:
    """Return between which numbers a figure lies in a unit; None if it has none in that unit."""
    low = convert(figure.low, figure.unit, unit)
    high = convert(figure.high, figure.unit, unit)
    if low is None or high is None:
        return None
    if figure.comparator in {"≥", ">"}:
        return low, _INFINITE
    if figure.comparator in {"≤", "<"}:
        return -_INFINITE, high
    return low, high


def rounded(figure: Figure, bounds: Iterable[Threshold]) -> bool:
    """Return whether a figure with 左右 lies so near a bound that it may be on either side."""
    if figure.comparator != "≈":
        return False
    return any(
        near is not None and abs(near - edge) <= abs(near) * SLACK
        for bound in bounds
        for edge in (bound.low, bound.high)
        if bound.comparator != "≈"
        for near in (convert(figure.low, figure.unit, bound.unit),)
    )


def sort_out(
    figures: list[Figure], bounds: tuple[Threshold, ...]
) -> tuple[list[Figure], list[Figure]]:
    """Return the figures that surely meet all bounds, and those that may."""
    sure, open_ = [], []
    for figure in figures:
        found = [meets(figure, bound) for bound in bounds]
        if all(found):
            sure.append(figure)
        elif False not in found:
            open_.append(figure)
    return sure, open_
