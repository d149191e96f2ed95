"""The five-year plans and what is said of their years."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from nlp.extraction import Period
from nlp.period_calendar import number, whole_year

if TYPE_CHECKING:
    import re

    from nlp.period_calendar import Anchor


def plan_years(ordinal: int) -> tuple[int, int]:
    """Return the first and last year of the n-th five-year plan (the third began in 1966)."""
    first = 1966 + 5 * (ordinal - 3) if ordinal >= 3 else 1953 + 5 * (ordinal - 1)
    return first, first + 4


def read_plan(match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    """Return the years of a plan, or the part of them that is named (末, 开局之年, 前三年)."""
    short = match["plan1"] or match["plan3"]
    ordinal = number(short[:-1] if short else match["plan2"])
    if not ordinal:
        return None
    first, last = plan_years(ordinal)
    tail = match["plant1"] or match["plant2"] or match["plant3"] or ""
    if tail in ("末", "期末", "末期", "时期末", "收官之年"):
        return whole_year(last)
    if tail[:1] in ("前", "头", "后"):
        count = number(tail[1:]) or 1
        return whole_year(last - count + 1, last) if tail[0] == "后" else (
            whole_year(first, first + count - 1)
        )  # fmt: skip
    if tail == "开局之年":
        return whole_year(first)
    if tail == "以来":
        on = anchor.on()
        # A review written after the plan ended covers all of it.
        if on and on.year <= last:
            return Period(date(first, 1, 1), on, "plan")
    return Period(date(first, 1, 1), date(last, 12, 31), "plan")
