"""Units that measure the same thing, and the factors between them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

_SCALES: tuple[dict[str, Fraction], ...] = (
    {"千克": Fraction(1), "公斤": Fraction(1), "斤": Fraction(1, 2), "吨": Fraction(1000),
     "克": Fraction(1, 1000)},
    {"米": Fraction(1), "公里": Fraction(1000), "千米": Fraction(1000)},
    {"平方米": Fraction(1), "亩": Fraction(10_000, 15), "公顷": Fraction(10_000),
     "平方公里": Fraction(1_000_000), "平方千米": Fraction(1_000_000)},
    {"千瓦时": Fraction(1), "度": Fraction(1)},
    {"分钟": Fraction(1), "小时": Fraction(60), "天": Fraction(1440), "日": Fraction(1440)},
    {"百分点": Fraction(1), "个百分点": Fraction(1)},
)  # fmt: skip
"""Scales by GB 3100; 15亩 are a hectare and a 市斤 is half a kilogram by the State Council's order
on legal units of 1984. Money has no scale: an exchange rate is not a unit."""


def factor(unit: str, other: str) -> Fraction | None:
    """Return by what a number in ``unit`` is multiplied to be in ``other``; None if by nothing.

    >>> factor("斤", "吨"), factor("元", "人")
    (Fraction(1, 2000), None)
    """
    if unit == other:
        return Fraction(1)
    for scale in _SCALES:
        if unit in scale and other in scale:
            return scale[unit] / scale[other]
    return None


def converted(number: Decimal, unit: str, other: str) -> Decimal | None:
    """Return a number of one unit in another, None where they do not measure the same.

    >>> from decimal import Decimal
    >>> converted(Decimal(80_000_000_000), "斤", "吨")
    Decimal('40000000')
    """
    by = factor(unit, other)
    if by is None:
        return None
    return number * by.numerator / by.denominator
