"""Days as official documents write them."""

from __future__ import annotations

import re
from datetime import date, datetime

_ZERO_TO_NINE = "〇一二三四五六七八九"
_CHINESE = rf"[{_ZERO_TO_NINE}零十]"
DAY = (
    rf"(?:(?:19|20)\d\d|[一二][{_ZERO_TO_NINE}零]{{3}}) *年 *(?:\d{{1,2}}|{_CHINESE}{{1,2}}) *月"
    rf" *(?:\d{{1,2}}|{_CHINESE}{{1,3}}) *日"
)
"""A full day in folded text: 2018年12月7日, 二〇一八年十二月七日."""
STAMP = r"(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:[12]\d|3[01]|0?[1-9])(?!\d)"
"""A day in the form of computers: 2018-12-07."""
ANY_DAY = f"(?:{DAY}|{STAMP})"

_PARTS = re.compile(rf"(\d+|{_CHINESE}+)")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")


def day_of(folded: str) -> date | None:
    """Return the day that a match of ``ANY_DAY`` (or 20181207) names, None if there is no such day.

    >>> day_of("二〇一八年十二月七日")
    datetime.date(2018, 12, 7)
    """
    compact = _COMPACT.fullmatch(folded)
    parts = list(compact.groups()) if compact else _PARTS.findall(folded)
    try:
        year, month, day = (_number(part) for part in parts[:3])
        return date(year, month, day)
    except ValueError:
        return None


def _number(digits: str) -> int:
    if digits.isascii():
        return int(digits)
    digits = digits.replace("零", "〇")
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        return 10 * (_ZERO_TO_NINE.index(tens) if tens else 1) + _ZERO_TO_NINE.index(ones or "〇")
    return int("".join(str(_ZERO_TO_NINE.index(digit)) for digit in digits))


def day_given(value: object) -> date | None:
    """Return the day that a key beside the text gives, in any of the forms, None if it does not.

    >>> day_given("2018-12-07T09:02:33")
    datetime.date(2018, 12, 7)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    match = re.match(ANY_DAY, text) or _COMPACT.match(text)
    return day_of(match[0]) if match else None


def plus_years(day: date, years: int) -> date:
    """Return the same day in another year; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def small_number(digits: str) -> int:
    """Return a count below 100 in either kind of digits: 五, 两, 15."""
    return _number(digits.replace("两", "二"))
