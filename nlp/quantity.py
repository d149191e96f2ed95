"""Quantities: a number or range with its unit, its comparator and the hedges that say so.

Look-alikes (5A级, “1+2+4+N”, 第十五届, G334, 8·22) are no quantities.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from nlp.comparator import decide, hedge_after, hedge_before
from nlp.numeral import Hedge, Numeral, find_numerals
from nlp.quantity_per import with_per
from nlp.quantity_word import Worded, find_worded
from nlp.unit import PERCENT, Unit, read_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nlp.extraction import Comparator

_RANGE = re.compile(r" ?(?:[-—~]{1,2}|至|到) ?")
_BOUNDS = re.compile(r"(?:及?以上|至|到)、?(?:不满|不超过)?$")
_FROM = re.compile(r"[从由自]$|(?:[从由自][^，。；：、]{0,12})$")
_ITEM = re.compile(r" ?(?:、|和|及|与|以及) ?")

# What stands before or after makes a name, a code or an ordinal of the number.
_NAMED_BEFORE = re.compile(r"(?:第|每|公交|[A-Za-z+×·_〔\[号#№Ⅱ]|[A-Za-z]-|\d[.:]|“[^”]{0,8}\+)$")
_NAMED_AFTER = re.compile(
    r"[+×·°#〕\]]|号|级(?!地震)|版|后(?=[^，。；、])(?!仍|续|，)|[A-FH-OQ-Za-z](?![A-Za-z]*\b/)"
    r"|国(?:集团|峰会|机制)|路(?:公交|无轨|电车)|线城市|强[县镇市企]|字头|维|型|五[^十百千万亿]?规划"
)
_ROW = re.compile(r" [^\W\d](?![方克米吨])")
_NUMBERED = re.compile(r"\d+\.\d+[ 、]")
_QUOTED = re.compile(r"“[^“”，。；]{0,14}”")
_YEARS = frozenset({"年", "个月", "季度", "天"})
_ADVERBIAL = frozenset({"度", "代", "里", "升", "克"})
# 3岁以下婴幼儿, 65岁及以上老年人: whose figure it is.
_AGES = re.compile(
    r"\d{1,3}(?:[-—~至]\d{1,3})?周?岁(?:及?以[上下](?=[一-鿿])|(?=[儿幼婴青少老适学人]))"
)
_RATIO = re.compile(r"[:]1(?![\d:])")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value as written, hedges included, in the base unit of ``unit``.

    ``number_start`` is where its digits begin, ``unit_end`` where its unit ends; ``start`` and
    ``end`` include the hedges on both sides. ``counted`` says that its unit is a classifier, so
    the thing counted may follow. ``unit`` is empty where none is written (超550万). ``per`` is
    what an amount of money is for one of, where that stands before it (人·月 of 每人每月800元).
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
    per: str = ""


def find_quantities(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Find the quantities of a folded text, in order.

    Args:
        text: Folded text.
        taken: Sorted spans that hold no quantity: dates, document numbers, section numbers.
    """
    ages = [m.span() for m in _AGES.finditer(text)]
    blocked = _merge([*taken, *_names_in_quotes(text), *ages])
    numerals = [n for n in find_numerals(text) if not _inside(blocked, n.start, n.end)]
    raw = [_Raw(n, _unit_of(text, n)) for n in numerals if not _is_name(text, n)]
    written = with_per(text, _compare(text, _share_unit(text, raw)))
    quoted = _merge(_names_in_quotes(text))
    worded = [w for w in find_worded(text) if not _inside(quoted, w.start, w.end)]
    return _with_worded(written, worded) if worded else written


def _with_worded(written: list[Quantity], worded: list[Worded]) -> list[Quantity]:
    taken = _merge((w.cover, w.end) for w in worded)
    apart = [q for q in written if not _inside(taken, q.start, q.end)]
    told = [
        Quantity(
            w.start, w.end, w.start, w.end, w.value, w.value, w.comparator, w.unit,
            counted=False, digits=True,
        )
        for w in worded
    ]  # fmt: skip
    return sorted([*apart, *told], key=lambda quantity: quantity.start)


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
    # 15 市场路, 16 省医院: a number between spaces numbers a row.
    if before[-1:].isspace() and _ROW.match(text, numeral.end):
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
    end = hedge_after(text, second.end)[1]
    start = hedge_before(text, first.numeral.start)[1]
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
    before, start = hedge_before(text, numeral.start)
    after, end = hedge_after(text, raw.end)
    if not _is_measure(text, numeral, unit, before):
        return None
    comparator = decide(text, before, after, _own_hedge(text, raw), start)
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
    if _is_when(text, numeral, unit):
        return False
    if numeral.script == "chinese" and unit.name in _ADVERBIAL and numeral.low < 10:
        return False  # 两度会晤, 三代人
    if numeral.script == "bare":
        more = text[numeral.end - 1] in "多余"
        reached = re.search(r"(?:达到?|上|过|成)$", text[max(0, numeral.start - 2) : numeral.start])
        # 不超过万元: the number is missing.
        hedged = before is not None and before != "≤"
        return bool(hedged or more or reached) and not text.startswith("级", unit.end)
    return True


def _is_when(text: str, numeral: Numeral, unit: Unit) -> bool:
    """Tell whether a time says when or since when something is so, and does not measure it."""
    if unit.name in ("日", "天") and text.endswith("每月", 0, numeral.start):
        return True  # 每月10日
    if unit.name not in _YEARS:
        return False
    # 连续21年居全国首位; 由5年前的不到1%上升
    since = text.startswith("前", unit.end) and not text.startswith(("前往", "前后"), unit.end)
    return since or text.endswith("连续", 0, numeral.start)


def _own_hedge(text: str, raw: _Raw) -> Hedge:
    """10个多小时 hedges inside its unit."""
    inside = raw.unit is not None and "多" in text[raw.unit.start : raw.unit.end]
    return ">" if inside else raw.numeral.hedge


def plain(value: Decimal) -> Decimal:
    """Return the value without an exponent and without trailing zeros after the point."""
    return Decimal(f"{value.normalize():f}") if value else Decimal(0)
