"""Of which time a figure is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nlp.extraction import Period
    from nlp.period import FoundPeriod
    from nlp.pipe.measurement.fact import Fact
    from nlp.pipe.measurement.setting import Setting

_BASE = re.compile(r"[较比从由与同]$|相比$|超$|低于$|高于$")
# 上年度实际缴纳额的50%: of which year the base is.
_COMPARED = re.compile(
    r"的?(?:同期|计划|水平|增加|增长|下降|提高|减少|提升|度?实际|度?缴纳|度?补助|度?额度|度?月?均)"
)
_OPENS = re.compile(r"(?:|.*[，；：。、\s—“])(?:仅在?|其中|预计|力争|提出|明确|要求|计划)?")
_LEAD = 12
"""Characters within which a deadline opens a sentence, an ordinal (第一步，) before it included."""
_STANDS = 250
"""Characters after which a time of news is no longer taken to hold."""
_PARAGRAPH = 1000
"""Characters back to which a paragraph is looked through."""


def period_of(setting: Setting, fact: Fact, start: int) -> Period | None:
    """Return the time that the sentence says for a fact, None if it says none."""
    value = fact.quantity.start
    if fact.role == "baseline":
        return _baseline_period(setting, value)
    usable = [p for p in setting.periods_in(start, value) if _tells_when(setting.text, p, value)]
    yearly = "年均" in fact.verb
    clause = max(setting.text.rfind(mark, start, value) for mark in "，；：。") + 1
    for found in reversed(usable):
        # A yearly average belongs to the years it is taken over, not to one of them.
        if yearly and found.period.precision == "year":
            continue
        if found.start >= clause or _governs(setting.text, found, start):
            return _reached(setting.text, found)
    return None


def _reached(text: str, found: FoundPeriod) -> Period:
    """Return the year that a level has reached: 由15元提高至今年的94元 sets no deadline."""
    period, end = found.period, found.period.end
    reached = text[found.start] in "至到" and text[found.start - 1] in "高升加长大降低少短缩增"
    if not reached or period.start is not None or end is None or (end.month, end.day) != (12, 31):
        return period
    return replace(period, start=date(end.year, 1, 1))


def deadline_before(setting: Setting, start: int, *, yearly: bool = False) -> Period | None:
    """Return the deadline that opened an earlier sentence of the paragraph: 第一步，到2020年，….

    It holds until a sentence opens with another time. A stretch of years holds too, for the yearly
    averages that follow (``yearly``).
    """
    text = setting.text
    paragraph = max(text.rfind("\n", 0, start) + 1, start - _PARAGRAPH)
    for found in reversed(setting.periods_in(paragraph, start)):
        opened = max(text.rfind(mark, paragraph, found.start) for mark in "。！？\n") + 1
        opened = max(opened, paragraph)
        if found.start - opened <= _LEAD and _governs(text, found, opened):
            span = yearly and found.period.precision in ("span", "plan")
            return found.period if found.period.start is None or span else None
    return None


def time_standing(setting: Setting, start: int) -> Period | None:
    """Return the month, quarter or year that opened an earlier sentence of a paragraph of news.

    今年上半年，产量增长5%。出口额增长3%。 Days, several years and what is open at an end do not.
    """
    if setting.genre != "other":
        return None
    text = setting.text
    paragraph = max(text.rfind("\n", 0, start) + 1, start - _STANDS)
    for found in reversed(setting.periods_in(paragraph, start)):
        within = found.period.precision != "day" and _is_within_a_year(found.period)
        opened = max(text.rfind(mark, paragraph, found.start) for mark in "。！？\n") + 1
        if within and _governs(text, found, max(opened, paragraph)):
            return found.period
    return None


def _is_within_a_year(period: Period) -> bool:
    start, end = period.start, period.end
    return start is not None and end is not None and start.year == end.year


def _tells_when(text: str, found: FoundPeriod, before: int) -> bool:
    """A base of comparison (较“十三五”末) or an attribute (上年同期) is not the time."""
    onward = found.period.text.endswith(("起", "以来"))
    based = not onward and _BASE.search(text[max(0, found.start - 3) : found.start])
    if found.end > before or based:
        return False
    compared = _COMPARED.match(text, found.end, found.end + 3)
    return not (compared and found.period.text.startswith(("上", "去")))


def _governs(text: str, found: FoundPeriod, start: int) -> bool:
    """Whether a period holds beyond its clause: it opens the sentence or stands alone."""
    lead = text[max(start, found.start - 3) : found.start]
    first = found.start - start < 3 or lead.endswith(("；", "："))
    alone = text.startswith("，", found.end)
    return bool(_OPENS.fullmatch(lead)) and (alone or first)


def _baseline_period(setting: Setting, value: int) -> Period | None:
    near = [p for p in setting.periods_in(value - 14, value) if value - 3 <= p.end <= value]
    return near[-1].period if near else None
