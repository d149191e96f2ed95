"""Which time and which kind of figure a part of a document speaks of.

A work report tells one indicator up to four times: last year's result, the five-year result, this
year's target, the next five-year goal. Only a head or a frame sentence far away says which
(一、2025年工作回顾; 五年来，; 今年经济社会发展主要预期目标是). This reads those, in one pass.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from nlp.extraction import Period
from nlp.period import Anchor, find_periods

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nlp.extraction import Kind
    from nlp.pipe.measurement.setting import Genre, Heading

_PAST_HEAD = re.compile(
    r"回顾|成就|成绩|总结|取得的|完成情况|执行情况|进展情况|基本情况|开展情况|发展历程|现状|发展基础"
)
_FUTURE_HEAD = re.compile(
    r"目标|任务|工作安排|重点工作|工作重点|工作部署|总体要求|工作打算|工作思路|工作建议|主要举措|计划安排"
    r"|发展思路|总体思路|主要工作|年(?:的)?(?:政府)?(?:主要|重点)?工作$"
)
# What makes a head below one of a review turn to what is to come; 任务 alone may be one done.
_TURN = re.compile(
    r"目标任务|主要目标|奋斗目标|工作安排|重点工作|总体要求|工作打算|下一步|重点任务"
)
_PLAN = r"“?十[一二三四五六七八]五”?(?:规划)?(?:时期|期间|以来|这五年|五年)"
_SPAN = re.compile(
    rf"(?:这|过去的?|近|回顾过去|回望|回顾)?(?:{_PLAN})"
    r"|(?:过去|这|近|刚刚过去的|历经)的?[五四三]年|[五四三]年(?:来|间)|(?:今后|未来)[五三]年"
)
_PLAN_GOALS = re.compile(
    r"(?:编制|制定|起草|形成)[^。]{0,60}(?:规划|纲要)|(?:主要|发展|奋斗|总体)目标"
)
_PAST_YEAR = re.compile(
    r"(?:刚刚|极不平凡的)?过去的?(?:一年|20\d\d年)|一年来|去年|20\d\d年(?:，|是|以来|工作|在)"
    r"|回顾(?:过去一年|20\d\d年)"
)
_THIS_YEAR = re.compile(
    r"(?:今年|20\d\d年)(?:，|是|要|的|我们|将|全?省|全?市|我[省市区]|全?区|政府|工作|重点|经济|主要|发展"
    r"|预期|国民)|做好今年|综合考虑|.{0,12}主要预期目标"
)
_OPENING = re.compile(r"^[\s—\-“]*(?:各位代表[！，:：]?|同志们[！，:：]?)?\s*")
_NAMED_YEAR = re.compile(r"20\d\d(?=年)")


@dataclass(frozen=True, slots=True)
class Scope:
    """From ``start`` on, figures are of this period and kind unless they say otherwise."""

    start: int
    period: Period | None
    kind: Kind | None

    @property
    def year(self) -> int | None:
        """The one year the part is about, None for spans."""
        period = self.period
        if period is None or period.start is None or period.end is None:
            return None
        return period.start.year if period.start.year == period.end.year else None

    @property
    def is_plan(self) -> bool:
        """Whether the part is about several years."""
        return self.period is not None and self.period.end is not None and self.year is None


def read_scopes(
    text: str,
    sentences: Iterable[tuple[int, int]],
    headings: Sequence[Heading],
    anchor: Anchor,
    genre: Genre,
) -> list[Scope]:
    """Return the scopes of a folded text in order; the first one begins at 0."""
    reader = _Reader(text, anchor, genre)
    heads = sorted(headings, key=lambda heading: heading.start)
    for start, end in sentences:
        at = bisect_right(heads, start, key=lambda heading: heading.start) - 1
        if at >= 0 and start < heads[at].end:
            reader.heading(heads[at])
        elif genre == "report":
            reader.sentence(start, end)
    return reader.scopes


def scope_at(scopes: Sequence[Scope], offset: int) -> Scope:
    """Return the scope that holds at an offset."""
    return scopes[bisect_right(scopes, offset, key=lambda scope: scope.start) - 1]


class _Reader:
    """Walks through headings and sentences and notes where the scope changes."""

    def __init__(self, text: str, anchor: Anchor, genre: Genre) -> None:
        self.text, self.anchor, self.genre = text, anchor, genre
        self.scopes = [Scope(0, None, None)]

    def _enter(self, start: int, period: Period | None, kind: Kind | None) -> None:
        self.scopes.append(Scope(start, replace(period, text="") if period else None, kind))

    def heading(self, heading: Heading) -> None:
        """Read a heading: 一、“十四五”时期和2025年工作回顾 begins with the first it names."""
        head = self.text[heading.start : heading.end]
        named = [f.period for f in find_periods(head, self.anchor) if f.period.end]
        period = named[0] if named else None
        kind = _kind_of_head(head) or self._kind_of_period(period)
        if kind is None and period is None:
            return
        current = self.scopes[-1]
        if heading.level > 1:
            if current.kind == "actual" and period is None and not _TURN.search(head):
                kind = "actual"
            kind, period = kind or current.kind, period or current.period
        elif period is None and self.genre == "report":
            period = self._reported(kind)
        self._enter(heading.start, period, kind)

    def _kind_of_period(self, period: Period | None) -> Kind | None:
        on = self.anchor.on()
        if on is None or period is None or period.end is None:
            return None
        return "actual" if period.end.year < on.year else "target"

    def _reported(self, kind: Kind | None) -> Period | None:
        """A review without a year is of the last one, a list of tasks of this one."""
        year = self.anchor.about()
        if year is None or kind is None:
            return None
        return _year(year - 1 if kind == "actual" else year)

    def sentence(self, start: int, end: int) -> None:
        """Read the beginning of a sentence: 五年来，; 今年经济社会发展主要预期目标是."""
        opening = _OPENING.match(self.text, start, end)
        at = opening.end() if opening else start
        head = self.text[at : min(end, at + 40)]
        change = self._span(head) or self._one_year(head) or self._plan(at, end)
        if change is not None and change != (self.scopes[-1].period, self.scopes[-1].kind):
            self._enter(start, *change)

    def _span(self, head: str) -> tuple[Period, Kind] | None:
        match = _SPAN.match(head)
        if match is None:
            return None
        named = [f.period for f in find_periods(match[0], self.anchor) if f.period.end]
        period = named[0] if named else self._last_five()
        kind = self._kind_of_period(period)
        return (replace(period, text=""), kind) if period and kind else None

    def _plan(self, start: int, end: int) -> tuple[Period, Kind] | None:
        """我们编制了“十五五”规划纲要 turns from the review to the next plan."""
        current = self.scopes[-1]
        if current.kind == "target" and not current.is_plan:
            return None
        sentence = self.text[start : min(end, start + 200)]
        if not _PLAN_GOALS.search(sentence):
            return None
        plans = [f.period for f in find_periods(sentence, self.anchor) if f.form == "plan"]
        coming = [p for p in plans if self._kind_of_period(p) == "target"]
        return (replace(coming[-1], text=""), "target") if coming else None

    def _last_five(self) -> Period | None:
        year = self.anchor.about()
        return Period(date(year - 5, 1, 1), date(year - 1, 12, 31), "span") if year else None

    def _one_year(self, head: str) -> tuple[Period, Kind] | None:
        year = self.anchor.about()
        if year is None:
            return None
        named = _NAMED_YEAR.search(head[:12])
        said = int(named[0]) if named else None
        if _PAST_YEAR.match(head) and said in (None, year - 1):
            return _year(year - 1), "actual"
        if _THIS_YEAR.match(head) and said in (None, year) and self._is_of_year(head, year):
            return _year(year), "target"
        return None

    def _is_of_year(self, head: str, year: int) -> bool:
        """The goals of a plan are called 主要预期目标 too: there the year has to be said."""
        said = "今年" in head or str(year) in head
        current = self.scopes[-1]
        if "预期目标" in head:
            return said or not (current.kind == "target" and current.is_plan)
        return said or current.kind == "target"


def _kind_of_head(head: str) -> Kind | None:
    if _PAST_HEAD.search(head):
        return "actual"
    return "target" if _FUTURE_HEAD.search(head) else None


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), "year")
