"""Chinese numerals of headings: 一百二十三, 十二, 二〇."""

from __future__ import annotations

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def value_of(numeral: str) -> int:
    """Return the value of a numeral below 10,000, in Chinese or ASCII digits; 0 if it is none.

    >>> value_of("一百零三"), value_of("十二"), value_of("7")
    (103, 12, 7)
    """
    if numeral.isdecimal():
        return int(numeral)
    total = digit = 0
    for character in numeral:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = 10 * digit + _DIGITS.get(character, 0)
    return total + digit


def to_chinese(value: int) -> str:
    """Return a number below 100 as headings count: 一, 十二, 二十; others in ASCII digits.

    >>> to_chinese(3), to_chinese(12), to_chinese(20)
    ('三', '十二', '二十')
    """
    if not 0 < value < 100:
        return str(value)
    ones = "" if value % 10 == 0 else "〇一二三四五六七八九"[value % 10]
    if value < 10:
        return ones
    return f"{'' if value < 20 else '一二三四五六七八九'[value // 10 - 1]}十{ones}"
