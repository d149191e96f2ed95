"""Quantities: a number or range with its unit, its comparator and the hedges that say so.

Sources of the comparator: 左右, 约, 近, 上下 are ``≈``; 以上, 不低于, 至少 are ``≥``; 以内, 不超过,
控制在 alone are ``≤``; 超过, 突破, 多, 余 are ``>``; 不足, 不到 are ``<``. 力争 says nothing.
Look-alikes (5A级, “1+2+4+N”, 第十五届, G334, 8·22) are no quantities.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from nlp.numeral import Numeral, find_numerals
from nlp.unit import PERCENT, Unit, read_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nlp.extraction import Comparator

_BEFORE: tuple[tuple[Comparator, str], ...] = (
    (
        "≥",
        "不低于|不少于|不小于|不下于|不短于|不得低于|不得少于|至少(?:达到|要)?|最低|最少|起码",
    ),
    (
        "≤",
        "不超过|不高于|不多于|不大于|不超出|不得超过|不得高于|不得多于|不长于|至多|上限为?"
        "|最高(?:不超过|可达|达|为)?|最多(?:不超过)?|最长(?:不超过)?",
    ),
    (
        ">",
        "(?<!不)(?<!得)(?:超过了?|突破了?|高于|大于|多于|逾|超出|跨过|跨越)|(?<![赶反])超",
    ),
    ("<", "不足|不到|未满|不满|未达|未到|(?<!不)(?<!得)(?:低于|少于|小于)"),
    (
        "≈",
        "(?<![节集合契预公制违大特])约为?|大约为?|大概|将近|接近|(?<![最附邻临亲靠走贴新就])近",
    ),
)
_AFTER: tuple[tuple[Comparator, str], ...] = (
    ("≈", "左右|上下"),
    ("≥", "及?以上|或以上|及其以上"),
    ("≤", "以内|之内|及?以下|或以下|内(?![部容地需外销陆资河涵在置蒙])"),
    (">", "有?余|多(?![元样方种年边功少数层级点领式维])"),
)
_PREFIX = re.compile(
    "(?:" + "|".join(f"(?P<p{i}>{p})" for i, (_, p) in enumerate(_BEFORE)) + ") ?$"
)
_SUFFIX = re.compile(" ?(?:" + "|".join(f"(?P<s{i}>{p})" for i, (_, p) in enumerate(_AFTER)) + ")")
_PREFIX_REACH = 7
_CAP = re.compile(r"(?:控制|限制|压缩|压减)(?:在|到|至)$")
_RANGE = re.compile(r" ?(?:[-—~]{1,2}|至|到) ?")
_BOUNDS = re.compile(r"(?:及?以上|至|到)、?(?:不满|不超过)?$")
_FROM = re.compile(r"[从由自]$|(?:[从由自][^，。；：、]{0,12})$")
_ITEM = re.compile(r" ?(?:、|和|及|与|以及) ?")

# What stands before or after makes a name, a code or an ordinal of the number.
_NAMED_BEFORE = re.compile(r"(?:第|每|[A-Za-z+×·_〔\[号#№Ⅱ]|[A-Za-z]-|\d[.:]|“[^”]{0,8}\+)$")
_NAMED_AFTER = re.compile(
    r"[+×·°#〕\]]|号|级(?!地震)|版|后(?=[^，。；、])(?!仍|续|，)|[A-FH-OQ-Za-z](?![A-Za-z]*\b/)"
    r"|线城市|强[县镇市企]|字头|维|型|五[^十百千万亿]?规划"
)
_NUMBERED = re.compile(r"\d+\.\d+[ 、]")
_QUOTED = re.compile(r"“[^“”，。；]{0,14}”")
_RATIO = re.compile(r"[:]1(?![\d:])")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value as written, hedges included, in the base unit of ``unit``.

    ``number_start`` is where its digits begin, ``unit_end`` where its unit ends; ``start`` and
    ``end`` include the hedges on both sides. ``counted`` says that its unit is a classifier, so
    the thing counted may follow. ``unit`` is empty where none is written (超550万).
    """

    start: int
    end: int
    number_start: int
    unit_end: int
    low: Decimal
    high: Decimal
    comparator: Comparator
    unit: str
    counted: bool
    digits: bool


def find_quantities(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Find the quantities of a folded text, in order.

    Args:
        text: Folded text.
        taken: Sorted spans that hold no quantity: dates, document numbers, section numbers.
    """
    blocked = _merge([*taken, *_names_in_quotes(text)])
    numerals = [n for n in find_numerals(text) if not _inside(blocked, n.start, n.end)]
    raw = [_Raw(n, _unit_of(text, n)) for n in numerals if not _is_name(text, n)]
    return _compare(text, _share_unit(text, raw))


@dataclass(frozen=True, slots=True)
class _Raw:
    numeral: Numeral
    unit: Unit | None

    @property
    def end(self) -> int:
        return self.unit.end if self.unit else self.numeral.end


def _unit_of(text: str, numeral: Numeral) -> Unit | None:
    if numeral.percent:
        return Unit(numeral.end, numeral.end, PERCENT, counted=False)
    ratio = _RATIO.match(text, numeral.end)
    if ratio:
        return Unit(numeral.end, ratio.end(), ":1", counted=False)
    return read_unit(text, numeral.end)


def _names_in_quotes(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in _QUOTED.finditer(text)]


def _merge(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _inside(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(spans, (start, 1 << 60)) - 1
    if at >= 0 and spans[at][1] > start:
        return True
    return at + 1 < len(spans) and spans[at + 1][0] < end


def _is_name(text: str, numeral: Numeral) -> bool:
    before = text[max(0, numeral.start - 12) : numeral.start]
    if _NAMED_BEFORE.search(before):
        return True
    # 7.2 at the beginning of a line numbers a clause.
    if before[-1:] in ("", "\n") and _NUMBERED.match(text, numeral.start):
        return True
    if _RATIO.match(text, numeral.end):
        return False
    return bool(_NAMED_AFTER.match(text, numeral.end))


def _share_unit(text: str, raw: list[_Raw]) -> list[_Raw]:
    """Give 20.9、36.2、54个百分点 one unit; the last of a list lends it to the bare ones."""
    shared = list(raw)
    for at in range(len(shared) - 2, -1, -1):
        here, following = shared[at], shared[at + 1]
        if here.unit is not None or following.unit is None or here.numeral.script != "arabic":
            continue
        between = text[here.numeral.end : following.numeral.start]
        if _ITEM.fullmatch(between) or _RANGE.fullmatch(between):
            unit = replace(following.unit, start=here.numeral.end, end=here.numeral.end)
            shared[at] = _Raw(here.numeral, unit)
    return shared


def _compare(text: str, raw: list[_Raw]) -> list[Quantity]:
    found: list[Quantity] = []
    at = 0
    while at < len(raw):
        first = raw[at]
        second = raw[at + 1] if at + 1 < len(raw) else None
        if second is not None and _is_range(text, first, second):
            found.append(_range(text, first, second))
            at += 2
            continue
        quantity = _single(text, first)
        if quantity is not None:
            found.append(quantity)
        at += 1
    return found


def _is_range(text: str, first: _Raw, second: _Raw) -> bool:
    if second.unit is None or first.numeral.percent != second.numeral.percent:
        return False
    if first.unit is not None and first.unit.name != second.unit.name:
        return False
    low, high = first.numeral.low, second.numeral.high
    between = text[first.end : second.numeral.start]
    if low >= high:
        return False
    if _BOUNDS.fullmatch(between) and "以上" in between:
        return bool(re.match(r"及?以下|以内|不满", text[second.end : second.end + 3]))
    if not _RANGE.fullmatch(between):
        return False
    word = between.strip() in ("到", "至")
    return not (word and _FROM.search(text[max(0, first.numeral.start - 14) : first.numeral.start]))


def _range(text: str, first: _Raw, second: _Raw) -> Quantity:
    unit = second.unit
    if unit is None:
        raise ValueError("a range needs a unit on its second value")
    low = _shared_magnitude(text, first, second)
    end = _after(text, second.end)[1]
    start = _before(text, first.numeral.start)[1]
    return Quantity(
        start, end, first.numeral.start, second.end, plain(low), plain(second.numeral.high),
        "range", unit.name, unit.counted, digits=first.numeral.script == "arabic",
    )  # fmt: skip


def _shared_magnitude(text: str, first: _Raw, second: _Raw) -> Decimal:
    """3—5万元: the magnitude of the second number is the first one's too."""
    written = re.search(r"[百千万亿]+$", text[second.numeral.start : second.numeral.end])
    own = text[first.numeral.start : first.numeral.end]
    if first.unit is not None and first.unit.end > first.unit.start:
        return first.numeral.low
    if not written or own.endswith(tuple("百千万亿")) or second.numeral.script != "arabic":
        return first.numeral.low
    bare = Decimal(re.sub(r"[^\d.]", "", text[second.numeral.start : second.numeral.end]) or "1")
    factor = second.numeral.high / bare if bare else Decimal(1)
    scaled = first.numeral.low * factor
    return scaled if scaled <= second.numeral.high else first.numeral.low


def _single(text: str, raw: _Raw) -> Quantity | None:
    numeral, unit = raw.numeral, raw.unit
    before, start = _before(text, numeral.start)
    after, end = _after(text, raw.end)
    if not _is_measure(text, numeral, unit, before):
        return None
    comparator = _decide(text, before, after, numeral, start)
    if numeral.low != numeral.high:
        comparator = "range"
    low, high = plain(numeral.low), plain(numeral.high)
    return Quantity(
        start, end, numeral.start, raw.end, low, high, comparator,
        unit.name if unit else "", bool(unit and unit.counted), numeral.script == "arabic",
    )  # fmt: skip


def _is_measure(text: str, numeral: Numeral, unit: Unit | None, before: Comparator | None) -> bool:
    if unit is not None and unit.end > unit.start and text.startswith("级", unit.end):
        return False  # 20万吨级, 万亿元级 are sizes of something
    if unit is None:
        written = text[numeral.start : numeral.end]
        return numeral.script == "arabic" and bool(re.search(r"[万亿][多余]?$", written))
    if numeral.script == "chinese" and unit.counted and not numeral.percent:
        # 一批, 两市, 八项规定 are words; 二十条 and 三十余家 are counts.
        return numeral.low >= 10 or bool(before) or bool(numeral.hedge)
    if numeral.script == "bare":
        more = text[numeral.end - 1] in "多余"
        reached = re.search(r"(?:达到?|上|过|成)$", text[max(0, numeral.start - 2) : numeral.start])
        return bool(before or more or reached) and not text.startswith("级", unit.end)
    return True


def _before(text: str, at: int) -> tuple[Comparator | None, int]:
    match = _PREFIX.search(text[max(0, at - _PREFIX_REACH) : at])
    if match is None:
        return None, at
    start = at - (len(match.string) - match.start())
    return _BEFORE[int((match.lastgroup or "p0")[1:])][0], start


def _after(text: str, at: int) -> tuple[Comparator | None, int]:
    match = _SUFFIX.match(text, at)
    if match is None:
        return None, at
    return _AFTER[int((match.lastgroup or "s0")[1:])][0], match.end()


def _decide(
    text: str,
    before: Comparator | None,
    after: Comparator | None,
    numeral: Numeral,
    start: int,
) -> Comparator:
    """Join the hedges: a bound before the number outweighs 左右, 以上 outweighs 多."""
    if before in ("≥", "≤", "<"):
        return before
    if before == ">":
        return ">"
    if after is not None:
        return after
    if before is not None:
        return before
    if numeral.hedge:
        return numeral.hedge
    # 控制在X without 左右 or 以内 sets a ceiling.
    return "≤" if _CAP.search(text[max(0, start - 5) : start]) else "="


def plain(value: Decimal) -> Decimal:
    """Return the value without an exponent and without trailing zeros after the point."""
    return Decimal(f"{value.normalize():f}") if value else Decimal(0)
