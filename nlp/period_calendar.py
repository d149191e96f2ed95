"""What relative dates are resolved against, and the calendar that absolute ones need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from nlp.extraction import Period, Precision
from nlp.numeral import read_number


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative forms are resolved against: the document's date and the year it is about."""

    day: date | None = None
    year: int | None = None

    def on(self) -> date | None:
        """Return the document's day, or the last day of its year where only that is known."""
        return self.day or (date(self.year, 12, 31) if self.year else None)

    def about(self) -> int | None:
        """Return the year the document is about."""
        return self.year or (self.day.year if self.day else None)


def number(written: str | None) -> int | None:
    """Return the value of a year, month or day as written, None if there is none.

    >>> number("二〇三五年"), number("二三五年")
    (2035, 2035)
    """
    if not written:
        return None
    bare = written.strip().rstrip("年月日 ")
    if len(bare) == 3 and bare[0] == "二" and "十" not in bare and "年" in written:
        bare = f"二〇{bare[1:]}"  # the zero was lost
    value = read_number(bare)
    return None if value is None else int(value)


def calendar_day(year: int | None, month: int | None, day: int | None) -> date | None:
    """Return a day of the calendar, None if there is no such day."""
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def last_day(year: int, month: int) -> date:
    """Return the last day of a month."""
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return following - timedelta(days=1)


def whole_year(first: int | None, last: int | None = None) -> Period:
    """Return one whole year, or several."""
    if first is None:
        return Period(None, None, "year")
    last = first if last is None else last
    precision: Precision = "year" if first == last else "span"
    return Period(date(first, 1, 1), date(last, 12, 31), precision)


def month_period(year: int | None, month: int | None, part: str | None = None) -> Period | None:
    """Return a month or the part of it that is named (上旬, 底)."""
    if month is None or not 1 <= month <= 12:
        return None
    if year is None:
        return Period(None, None, "month")
    last = last_day(year, month)
    if part in ("底", "末"):
        return Period(None, last, "month")
    first_day = {"中旬": 11, "下旬": 21}.get(part or "", 1)
    final_day = {"上旬": 10, "中旬": 20}.get(part or "", last.day)
    return Period(date(year, month, first_day), date(year, month, final_day), "month")


def near(year: int | None, month: int | None, day: int | None, anchor: Anchor) -> date | None:
    """Resolve a day without a year: the year meant, but no date far ahead of the document's."""
    found = calendar_day(year, month, day)
    on = anchor.day
    if found and on and found > on + timedelta(days=200) and year == on.year:
        return calendar_day(on.year - 1, month, day)
    return found


def single_day(day: date | None) -> Period | None:
    """Return the period of one day."""
    return Period(day, day, "day") if day else None
