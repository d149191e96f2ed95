"""Numerals as written in Chinese documents: Arabic, Chinese, mixed, fractions, with their hedges.

All values are exact decimals. Everything runs in linear time: one compiled expression finds the
numerals, none of its parts can match the same characters in two ways.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Hedge = Literal["", "≈", ">"]

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LONGEST = 24  # 九千九百九十九万九千九百九十九亿… has 23 characters; longer is no numeral
_BIG = {"万": 10**4, "亿": 10**8}

# 千 and 百 that begin a unit (千瓦, 百分点) are no magnitudes.
MAGNITUDE = r"(?:[万亿]|千(?![瓦克米伏卡赫字])|百(?![分帕家姓]))"
ARABIC = r"(?<![\d.])\d{1,18}(?!\d)(?:,\d{3}(?!\d))*(?:\.\d+)?"
_DIGITS = "零〇○一二两三四五六七八九"
_PART = rf"(?:[{_DIGITS}十]|百(?![分帕家姓])|千(?![瓦克米伏卡赫字]))"
_CHINESE = rf"(?:[{_DIGITS}十]{_PART}*(?:[万亿]+{_PART}*)*(?:点[{_DIGITS}]+[万亿]*)?)"

_NOT_TENTHS = "立为本员果效分功熟交长型品都语人"  # 八成立 holds no 八成
_NUMERAL = re.compile(
    rf"""
    (?P<percent>百分之(?P<percent_of>[{_DIGITS}十百点]+|\d+(?:\.\d+)?))
  | (?P<below>[{_DIGITS}十百]{{1,6}}|(?<!\d)\d{{1,6}})分之
    (?P<above>[{_DIGITS}十百]{{1,6}}|\d{{1,6}})
  | (?P<tenth>[{_DIGITS}])成(?P<half>[{_DIGITS}半])?(?![{_NOT_TENTHS}])
  | (?P<vague>[数几好]|(?<![跨迈登跃达升以])上)(?P<vague_size>十[万亿]?|{MAGNITUDE}{{1,3}})
  | (?P<arabic>{ARABIC})
    (?P<size>{MAGNITUDE}{{0,3}})(?P<rest>(?<=亿)\d{{1,4}}千?万|(?<=万)\d千(?![瓦克米伏卡赫字]))?
    (?P<more>[多余])?(?P<size_after>{MAGNITUDE}{{0,2}})
  | (?P<chinese>{_CHINESE})
    (?P<cmore>[多余几])?(?P<csize>{MAGNITUDE}{{0,2}})
  | (?P<bare>{MAGNITUDE}{{1,3}})(?P<bare_more>[多余])?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written.

    ``high`` differs from ``low`` only for 两三 and the like. ``hedge`` is ``>`` for 多 and 余,
    ``≈`` for 数十. ``percent`` says that the form itself means percent (八成, 百分之五, 三分之一).
    ``script`` tells Arabic digits from Chinese ones and from a magnitude alone (超千亿元).
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    hedge: Hedge
    percent: bool
    script: Literal["arabic", "chinese", "bare", "vague"]


def read_chinese(digits: str) -> Decimal | None:
    """Return the value of a Chinese numeral (六十六, 二〇二六, 三点五亿), None if it is none."""
    whole, _, rest = digits.partition("点")
    value = _read_whole(whole)
    if value is None or not rest:
        return value
    fraction = rest.rstrip("万亿")
    if not fraction or any(c not in _DIGIT for c in fraction):
        return None
    value += Decimal("0." + "".join(str(_DIGIT[c]) for c in fraction))
    return value * magnitude(rest[len(fraction) :])


def _read_whole(digits: str) -> Decimal | None:
    if all(c in _DIGIT for c in digits):
        return Decimal("".join(str(_DIGIT[c]) for c in digits)) if digits else None
    total = section = digit = last = 0
    for character in digits:
        if character in _DIGIT:
            digit = _DIGIT[character]
        elif character in _SMALL:
            section += (digit or 1) * _SMALL[character]
            digit = 0
        elif character in _BIG:
            size = _BIG[character]
            # 一万亿 multiplies what stands before, 一亿二千万 adds to it.
            total = (total + section + digit) * size if size > last else (
                total + (section + digit) * size
            )  # fmt: skip
            section, digit, last = 0, 0, size
        else:
            return None
    return Decimal(total + section + digit)


def read_number(digits: str) -> Decimal | None:
    """Return the value of an Arabic or Chinese number without hedges, None if it is none."""
    plain = digits.replace(",", "")
    if plain.replace(".", "", 1).isascii() and plain.replace(".", "", 1).isdigit():
        return Decimal(plain)
    return read_chinese(digits)


def magnitude(characters: str) -> int:
    """Return the factor of 百, 千, 万, 亿 in a row: 万亿 is 10**12."""
    factor = 1
    for character in characters:
        factor *= _SMALL.get(character) or _BIG[character]
    return factor


def neighbours(digits: str) -> tuple[Decimal, Decimal] | None:
    """Read two adjoining digits as the range they mean: 两三 is 2 to 3, 十五六 is 15 to 16."""
    if len(digits) < 2 or digits[-1] not in _DIGIT or digits[-2] not in _DIGIT:
        return None
    first, last = _DIGIT[digits[-2]], _DIGIT[digits[-1]]
    if not (0 < first < last and (last == first + 1 or (first, last) == (3, 5))):
        return None
    head = digits[:-2]
    if head and not head.endswith("十"):
        return None
    base = read_chinese(head) if head else Decimal(0)
    return None if base is None else (base + first, base + last)


def find_numerals(text: str) -> Iterator[Numeral]:
    """Yield every numeral of a folded text, from left to right, without overlap."""
    for match in _NUMERAL.finditer(text):
        numeral = _numeral(match)
        if numeral is not None:
            yield numeral


def _numeral(match: re.Match[str]) -> Numeral | None:
    start, end = match.span()
    if match["percent"]:
        value = read_number(match["percent_of"])
        return _simple(start, end, value, percent=True)
    if match["below"]:
        return _fraction(match)
    if match["tenth"]:
        return _simple(start, end, _tenths(match), percent=True)
    if match["vague"]:
        size = match["vague_size"]
        value = Decimal(10 * magnitude(size[1:]) if size[0] == "十" else magnitude(size))
        return Numeral(start, end, value, value, "≈", percent=False, script="vague")
    if match["arabic"]:
        factor = magnitude(match["size"] + match["size_after"])
        value = Decimal(match["arabic"].replace(",", "")) * factor + _rest(match["rest"])
        hedge: Hedge = ">" if match["more"] else ""
        return Numeral(start, end, value, value, hedge, percent=False, script="arabic")
    if match["bare"]:
        value = Decimal(magnitude(match["bare"]))
        hedge = ">" if match["bare_more"] else ""
        return Numeral(start, end, value, value, hedge, percent=False, script="bare")
    return _chinese(match)


def _rest(written: str | None) -> Decimal:
    """Return what 1亿2千万 adds to its 亿."""
    digits = (written or "0").rstrip("千万")
    return Decimal(digits) * magnitude((written or "").removeprefix(digits))


def _simple(start: int, end: int, value: Decimal | None, *, percent: bool) -> Numeral | None:
    if value is None:
        return None
    return Numeral(start, end, value, value, "", percent=percent, script="chinese")


def _fraction(match: re.Match[str]) -> Numeral | None:
    below, above = read_number(match["below"]), read_number(match["above"])
    if not below or above is None:
        return None
    # A third has no finite decimal: four places of a percent are finer than any source.
    value = (above * 100 / below).quantize(Decimal("0.0001")).normalize()
    return _simple(*match.span(), Decimal(f"{value:f}"), percent=True)


def _tenths(match: re.Match[str]) -> Decimal:
    half = match["half"]
    units = 0 if half is None else 5 if half == "半" else _DIGIT[half]
    return Decimal(_DIGIT[match["tenth"]] * 10 + units)


def _chinese(match: re.Match[str]) -> Numeral | None:
    digits = match["chinese"]
    factor = magnitude(match["csize"])
    pair = neighbours(digits)
    low, high = pair or (read_chinese(digits), None)
    if low is None or len(digits) > _LONGEST:
        return None
    more = match["cmore"]
    hedge: Hedge = ">" if more in ("多", "余") else "≈" if more else ""
    return Numeral(
        match.start(), match.end(), low * factor, (high or low) * factor,
        hedge, percent=False, script="chinese",
    )  # fmt: skip
