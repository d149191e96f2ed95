"""Forms of time whose bounds are fixed by history, the school calendar or the document's month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from nlp.extraction import Period
from nlp.period_calendar import month_period, number

if TYPE_CHECKING:
    import re

    from nlp.period_calendar import Anchor

# The days on which the congresses opened, the plenary session that began the reform, the founding.
_MILESTONES = {
    "党的十八大": date(2012, 11, 8),
    "党的十九大": date(2017, 10, 18),
    "党的二十大": date(2022, 10, 16),
    "改革开放": date(1978, 12, 18),
    "新中国成立": date(1949, 10, 1),
}
_MIDDLE_OF_CENTURY = date(2050, 12, 31)


def read_milestone(match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    """党的十八大以来: from the day on which it opened to the document's day."""
    first, on = _MILESTONES[match["ml"]], anchor.on()
    return Period(first, on if on is None or on >= first else None, "span")


def read_century(_match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    """本世纪中叶 is a deadline: the middle of the 21st century."""
    return Period(None, _MIDDLE_OF_CENTURY, "year")


def read_school_year(match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    """A school year runs from September to August, its second term from February."""
    first = int(match["scy"])
    term = match["sct"] or ""
    start = date(first + 1, 2, 1) if term in ("二", "下") else date(first, 9, 1)
    end = date(first + 1, 1, 31) if term in ("一", "上") else date(first + 1, 8, 31)
    return Period(start, end, "span")


def read_since_month(match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    """2025年11月以来: from that month to the document's day."""
    month = month_period(number(match["smy"]), number(match["smm"]))
    on = anchor.on()
    if month is None or month.start is None:
        return None
    return Period(month.start, on if on and on >= month.start else None, "span")


def read_this_month(match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    """上月, 本月底: counted from the month of the document's day."""
    if anchor.day is None:
        return Period(None, None, "month")
    step = {"上": -1, "本": 0, "下": 1}[match["tm"][0]]
    months = anchor.day.year * 12 + anchor.day.month - 1 + step
    return month_period(months // 12, months % 12 + 1, match["tmt"])
