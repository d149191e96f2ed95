"""From facts to measurements: indicator, area, period, kind, agent and the quote that proves it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nlp.extraction import Measurement
from nlp.pipe.measurement.kind import kind_of
from nlp.pipe.measurement.naming import indicator_of
from nlp.pipe.measurement.when import deadline_before, period_of, time_standing
from nlp.pipe.measurement.where import (
    agent_of,
    area_before,
    area_of,
    is_place,
    place_standing,
    places_each,
    strip_place,
)
from nlp.quantity_per import EACH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.extraction import Period
    from nlp.pipe.measurement.fact import Fact
    from nlp.pipe.measurement.naming import Named as Indicator
    from nlp.pipe.measurement.scope import Scope
    from nlp.pipe.measurement.setting import Named, Setting

LONGEST_QUOTE = 200
"""Characters of a sentence that is quoted whole; of a longer one a run of clauses is."""

# 新华社杭州2月13日电（记者甲）: the place is where the news was filed.
_DATELINE = re.compile(
    r"[^。，]{0,24}?(?:新华社|中新社|新华网|人民网|中新网|央视网|本报)[^。，]{0,16}?\d{1,2}日(?:电|讯)"
    r"(?: ?（[^）]{0,40}）)?"
)


@dataclass(frozen=True, slots=True)
class Carried:
    """What a fact hands on to the next, and a sentence to one that begins with 其中."""

    area: Named | None = None
    period: Period | None = None
    start: int = 0
    at: int = 0


class Assembler:
    """Turns the facts of sentence after sentence into measurements."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.text = setting, setting.text
        self.carried = Carried()

    def sentence(
        self, start: int, end: int, facts: Sequence[Fact], scope: Scope
    ) -> list[Measurement]:
        """Return the measurements of one sentence's facts."""
        partial = self.text.startswith(("其中", "——其中"), start)
        carried = self.carried if partial else Carried(start=start)
        dateline = _DATELINE.match(self.text, start, end)
        opening = dateline.end() if dateline else start
        found = []
        latest = carried
        stands = time_standing(self.setting, start)
        leads = [
            deadline_before(self.setting, start, yearly=yearly) or stands
            for yearly in (False, True)
        ]
        standing = place_standing(self.setting, opening, end)
        for fact in facts:
            area = area_before(self.setting, fact, opening) or self._area_beside(fact, latest)
            area = area or carried.area or standing
            period = self._period(fact, start, latest, carried) or leads["年均" in fact.verb]
            here = Carried(area, period, carried.start, fact.quantity.start)
            clause = max(self.text.rfind(mark, opening, fact.quantity.start) for mark in "，；") + 1
            each = places_each(self.setting, max(clause, opening), fact.quantity.start)
            areas = [replace(here, area=place) for place in each] or [here]
            told = (self._measure(fact, (opening, end), one, scope) for one in areas)
            found += [measurement for measurement in told if measurement is not None]
            latest = latest if fact.role == "baseline" else here
        if not partial:
            self.carried = latest
        return found

    def _area_beside(self, fact: Fact, latest: Carried) -> Named | None:
        """Return the area of the fact before in the same clause: 某市6个县82个镇受灾."""
        between = self.text[latest.at : fact.quantity.start] if latest.at else "，"
        return None if re.search("[，。；：]", between) else latest.area

    def _period(self, fact: Fact, start: int, latest: Carried, carried: Carried) -> Period | None:
        """Return the time said for a fact, else that of the fact before it."""
        own = period_of(self.setting, fact, start)
        if own is not None or fact.role == "baseline":
            return own
        parted = self.text.rfind("；", start, fact.quantity.start) > latest.at
        return carried.period if parted else latest.period

    def _measure(
        self, fact: Fact, span: tuple[int, int], carried: Carried, scope: Scope
    ) -> Measurement | None:
        start, end = span
        words, place = strip_place(self.setting, fact)
        if is_place(self.setting, fact.start, words):
            return None
        value = fact.quantity
        # 每亩补贴200元: the unit says it already.
        each = EACH.match(words) if value.per else None
        indicator = indicator_of(fact, words[each.end() :] if each else words)
        if indicator is None:
            return None
        area, area_iri = area_of(self.setting, fact, start, place or carried.area)
        agent = agent_of(self.setting, fact, start)
        quote_start, quote_end = self._quote(min(carried.start, start), start, end, fact)
        return Measurement(
            start=value.start,
            end=value.end,
            value_text=self.setting.raw[value.start : value.end],
            low=value.low,
            high=value.high,
            comparator=value.comparator,
            unit=f"{indicator.unit}/{value.per}" if value.per else indicator.unit,
            indicator=indicator.name,
            indicator_iri=indicator.iri,
            period=carried.period or scope.period,
            area=area,
            area_iri=area_iri,
            agent=agent.name if agent else None,
            agent_iri=agent.iri if agent else None,
            kind=kind_of(self.setting, fact, start, scope, carried.period),
            quote_start=quote_start,
            quote_end=quote_end,
            method=fact.pattern.method,
            confidence=_confidence(fact, indicator),
        )

    def _quote(self, carried: int, start: int, end: int, fact: Fact) -> tuple[int, int]:
        """Return the sentence (with the one before it that 其中 needs), or a run of clauses."""
        if end - carried <= LONGEST_QUOTE:
            return carried, end
        if end - start <= LONGEST_QUOTE:
            return start, end
        value = fact.quantity
        words = min(max(fact.start, start), value.start)
        reach = max(start, value.end - LONGEST_QUOTE)
        opening = re.search(r"[；。，：]", self.text[reach:words])
        first = reach + opening.end() if opening and reach > start else min(words, reach)
        close = re.compile(r"[；。，]").search(self.text, value.end, min(end, first + 240))
        return first, close.end() if close else min(end, value.end + 40)


def _confidence(fact: Fact, indicator: Indicator) -> float:
    """Begin with the pattern's own, less for an unpublished name and for a dropped subject."""
    score = fact.pattern.confidence
    score -= 0 if indicator.is_published else 0.1
    score -= 0.1 if fact.inherited else 0
    return round(score, 2)
