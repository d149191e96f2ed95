"""The structure of an economy told as a ratio: 三次产业结构由8:40:52调整为7:38:55."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from nlp.pipe.measurement.fact import Fact
from nlp.pipe.measurement.pattern import LEVEL, PATTERNS
from nlp.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = r"\d{1,2}(?:\.\d{1,2})?"
_RATIO = re.compile(rf"(?<![\d.])({_NUMBER})[:：]({_NUMBER})[:：]({_NUMBER})(?![\d.:：]*\d)")
_WHAT = re.compile(
    r"(?:三次|一、?二、?三(?:次)?)产业(?:增加值)?(?:结构|构成|比例|比重|占比)?[^，。；\d]{0,12}$"
)
_FROM = re.compile(r"(?:由|从)[^，。；\d]{0,12}$")
_NAMES: Final = ("第一产业占比", "第二产业占比", "第三产业占比")
_BASELINE: Final = next(pattern for pattern in PATTERNS if pattern.name == "baseline")
_WHOLE: Final = Decimal(100)
_ROUNDING: Final = Decimal("1.5")


def read_structure(text: str, start: int, end: int) -> Iterator[Fact]:
    """Yield the shares of the three sectors in a sentence; they must make up about a hundred."""
    named = -1
    for ratio in _RATIO.finditer(text, start, end):
        what = _WHAT.search(text, start, ratio.start())
        # The second ratio of a change (由…调整为…) has its name before the first one.
        named = what.start() if what else named
        values = [Decimal(number) for number in ratio.groups()]
        if named < 0 or abs(sum(values) - _WHOLE) > _ROUNDING:
            continue
        pattern = _BASELINE if _FROM.search(text, start, ratio.start()) else LEVEL
        for at, (name, value) in enumerate(zip(_NAMES, values, strict=True), 1):
            first, last = ratio.span(at)
            share = Quantity(first, last, first, last, value, value, "=", "%", False, True)
            yield Fact(share, name, pattern.role, "", pattern, named)
