"""What each form of the grammar of time means, given the document's date and year."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from nlp.extraction import Period, Precision
from nlp.period_calendar import (
    Anchor,
    calendar_day,
    last_day,
    month_period,
    near,
    number,
    single_day,
    whole_year,
)
from nlp.period_fixed import (
    read_century,
    read_milestone,
    read_school_year,
    read_since_month,
    read_this_month,
)
from nlp.period_plan import read_plan

if TYPE_CHECKING:
    from collections.abc import Callable


def _read_day(match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    return single_day(calendar_day(number(match["dy"]), number(match["dm"]), number(match["dd"])))


def _read_iso(match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    return single_day(calendar_day(int(match["iy"]), int(match["im"]), int(match["id"])))


def _read_day_span(match: re.Match[str], anchor: Anchor, year: int | None) -> Period | None:
    year = number(match["dsy"]) or year
    month = number(match["dsm"])
    first = near(year, month, number(match["dsd"]), anchor)
    if first is None:
        return Period(None, None, "span") if year is None else None
    until = calendar_day(number(match["dey"]) or first.year, number(match["dem"]) or month,
                 number(match["ded"]))  # fmt: skip
    if until and until < first:
        until = calendar_day(first.year + 1, until.month, until.day)
    return Period(first, until, "span") if until else None


def _read_month_span(match: re.Match[str], anchor: Anchor, year: int | None) -> Period | None:
    if match["msr"]:
        year = _relative_year(match["msr"], anchor, year)
    first_year = number(match["msy"]) or year
    first, last = number(match["msm"]), number(match["mem"])
    if first is None or last is None:
        return None
    if first_year is None:
        return Period(None, None, "span")
    last_year = number(match["mey"]) or (first_year if last >= first else first_year + 1)
    return Period(date(first_year, first, 1), last_day(last_year, last), "span")


def _read_month(match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    return month_period(number(match["my"]), number(match["mm"]), match["mt"])


def _read_relative_month(match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    year = _relative_year(match["rmy"], anchor, _year)
    if match["rmd"]:
        found = calendar_day(year, number(match["rmm"]), number(match["rmd"]))
        return single_day(found) or Period(None, None, "day")
    return month_period(year, number(match["rmm"]), match["rmt"])


def _read_monthday(match: re.Match[str], anchor: Anchor, year: int | None) -> Period | None:
    if year is None:
        return Period(None, None, "day")
    return single_day(near(year, number(match["mdm"]), number(match["mdd"]), anchor))


def _read_bare_month(match: re.Match[str], _anchor: Anchor, year: int | None) -> Period | None:
    return month_period(year, number(match["bm"]), match["bmt"])


def _read_part(match: re.Match[str], anchor: Anchor, year: int | None) -> Period | None:
    if match["prel"]:
        year = _relative_year(match["prel"], anchor, year)
    year = number(match["py"]) or year
    first, last = _months_of(match["pp"])
    precision: Precision = "quarter" if last - first == 2 else "span"
    if year is None:
        return Period(None, None, precision)
    return Period(date(year, first, 1), last_day(year, last), precision)


def _months_of(part: str) -> tuple[int, int]:
    if part.endswith("半年"):
        return (1, 6) if part[0] == "上" else (7, 12)
    count = number(re.sub(r"[前第个季度月]", "", part)) or 1
    if part.endswith("月"):
        return 1, min(count, 12)
    if part[0] == "前":
        return 1, 3 * count
    return 3 * count - 2, 3 * count


def _read_year_span(match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    first, last = number(match["ysy"]), number(match["yey"])
    if first is None or last is None or first > last:
        return None
    return whole_year(first, last)


def _read_years(match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    years = [int(found) for found in re.findall(r"\d{4}", match[0])]
    return whole_year(min(years), max(years))


def _read_year(match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    return whole_year(number(match["y"]))


def _read_since(match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    year = number(match["sy"])
    return Period(date(year, 1, 1), anchor.on(), "span") if year else None


def _end_of(year: int | None) -> Period:
    return Period(None, date(year, 12, 31) if year else None, "year")


def _read_end_of_year(match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    return _end_of(number(match["ey"]))


def _read_start_of_year(match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    return month_period(number(match["by"]), 1)


def _relative_year(word: str, anchor: Anchor, scope: int | None) -> int | None:
    """今年 is the document's year; 上年 is the year before the one a part is about."""
    if word.startswith(("上", "次")):
        return None if scope is None else scope + (1 if word[0] == "次" else -1)
    about = anchor.about()
    step = {"去": -1, "前": -2, "明": 1, "后": 2}.get(word[0], 0)
    return None if about is None else about + step


def _read_relative(match: re.Match[str], anchor: Anchor, year: int | None) -> Period | None:
    if match["r"] == "今年以来":
        return _to_date(anchor.about(), anchor)
    return whole_year(_relative_year(match["r"], anchor, year))


def _read_relative_end(match: re.Match[str], anchor: Anchor, year: int | None) -> Period | None:
    return _end_of(_relative_year(match["re"], anchor, year))


def _read_scoped(match: re.Match[str], anchor: Anchor, year: int | None) -> Period | None:
    word = match["s"]
    if word in ("年底", "年末"):
        return _end_of(year)
    if word == "年初以来":
        return _to_date(year, anchor)
    if word == "本季度":
        on = anchor.day
        if on is None:
            return Period(None, None, "quarter")
        last = (on.month + 2) // 3 * 3
        return Period(date(on.year, last - 2, 1), last_day(on.year, last), "quarter")
    return whole_year(year)


def _to_date(year: int | None, anchor: Anchor) -> Period:
    """From the beginning of a year to the document's day."""
    on = anchor.day
    if year is None or on is None or on.year != year:
        return whole_year(year)
    return Period(date(year, 1, 1), on, "span")


def _read_past_year(_match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    about = anchor.about()
    return whole_year(about - 1 if about else None)


def _read_last_years(match: re.Match[str], anchor: Anchor, year: int | None) -> Period | None:
    count = number(match["ln"] or match["ln2"])
    last = _last_whole_year(anchor)
    if not count or count > 100:
        return None
    if last is None:
        return Period(None, None, "span")
    if year is not None and year < last:
        last = year
    return whole_year(last - count + 1, last)


def _last_whole_year(anchor: Anchor) -> int | None:
    """The years of a review end with the last whole one: a report of early 2026 reviews to 2025."""
    about = anchor.about()
    return None if about is None else about - 1


def _read_last_months(match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    count, on = number(match["lmn"]), anchor.day
    if not count or on is None:
        return Period(None, on, "span")
    months = on.year * 12 + on.month - 1 - count
    first = date(months // 12, months % 12 + 1, min(on.day, 28))
    return Period(first, on, "span")


def _read_next_years(match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    count, about = number(match["nn"] or match["nn2"]), anchor.about()
    if not count or count > 50:
        return None
    if about is None:
        return Period(None, None, "span")
    # A plan of the first quarter counts its own year, a text of later months the next one.
    first = about if anchor.day is None or anchor.day.month <= 3 else about + 1
    return whole_year(first, first + count - 1)


def _read_now(_match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    return Period(None, anchor.on(), "day")


def _read_weekday(match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    on, day = anchor.day, number(match["wd"])
    if on is None or day is None:
        return Period(None, None, "day")
    found = calendar_day(on.year, on.month, day)
    if found is None or found > on + timedelta(days=7):
        before = date(on.year, on.month, 1) - timedelta(days=1)
        found = calendar_day(before.year, before.month, day)
    return single_day(found)


def _read_since_issue(match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    count, unit, on = number(match["sin"]), match["siu"], anchor.day
    if count is None:
        return None
    if on is None or unit == "工作日":
        return Period(on, None, "span")
    days = {"日": 1, "天": 1, "月": 30, "年": 365}[unit] * count
    if unit == "月":
        months = on.year * 12 + on.month - 1 + count
        last = last_day(months // 12, months % 12 + 1)
        until = date(last.year, last.month, min(on.day, last.day))
        return Period(on, until, "span")
    return Period(on, on + timedelta(days=days), "span")


def _read_unbound(_match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    """自收到申请之日起15日内, 每年1月底前: a stretch of time without bounds of its own."""
    return Period(None, None, "span")


RESOLVERS: dict[str, Callable[[re.Match[str], Anchor, int | None], Period | None]] = {
    "day": _read_day, "iso": _read_iso, "day_span": _read_day_span, "month_span": _read_month_span,
    "month": _read_month, "relative_month": _read_relative_month, "monthday": _read_monthday,
    "bare_month": _read_bare_month, "part": _read_part, "year_span": _read_year_span,
    "years": _read_years, "year": _read_year, "since": _read_since,
    "end_of_year": _read_end_of_year, "start_of_year": _read_start_of_year,
    "relative": _read_relative, "relative_end": _read_relative_end, "scoped": _read_scoped,
    "past_year": _read_past_year, "last_years": _read_last_years, "last_months": _read_last_months,
    "next_years": _read_next_years, "now": _read_now, "weekday": _read_weekday,
    "since_event": _read_unbound, "yearly": _read_unbound, "this_month": read_this_month,
    "school_year": read_school_year, "milestone": read_milestone, "century": read_century,
    "since_month": read_since_month, "since_issue": _read_since_issue, "plan": read_plan,
}  # fmt: skip
