"""Stretches of time as policy documents write them, resolved against the document, never the clock.

Our own grammar covers the forms of the field, plan periods (“十四五”) and spans of a review (五年来
is whole calendar years before the report's year) among them, which JioNLP does not read or reads
from today's date backwards; so JioNLP is not imported here, and a test compares with it on the
forms that both know. ``period_form`` holds the grammar, ``period_reading`` what each form means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nlp.period_calendar import Anchor
from nlp.period_form import FORMS, grammar
from nlp.period_plan import plan_years
from nlp.period_reading import RESOLVERS

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from nlp.extraction import Label, Period

__all__ = ["Anchor", "FoundPeriod", "YearAt", "find_periods", "plan_years"]


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A form found at ``start:end``; ``form`` names the rule of the grammar that read it."""

    start: int
    end: int
    period: Period
    form: str

    @property
    def label(self) -> Label:
        """``Date`` for a day or a month, else ``Period``."""
        return "Date" if self.period.precision in ("day", "month") else "Period"


YearAt = Callable[[int], int | None]


def find_periods(text: str, anchor: Anchor, year_at: YearAt | None = None) -> list[FoundPeriod]:
    """Find all stretches of time in a folded text, in order.

    Args:
        text: Folded text.
        anchor: The document's date and year; without them relative forms have no bounds.
        year_at: The year that a part of the document is about, by offset (the review of last
            year speaks of last year's 全年 and 上半年); the anchor's year where it returns None.
    """
    return list(_find(text, anchor, year_at or (lambda _: None)))


def _find(text: str, anchor: Anchor, year_at: YearAt) -> Iterator[FoundPeriod]:
    for match in grammar().finditer(text):
        form = _form_of(match)
        year = year_at(match.start()) or anchor.about()
        period = _resolve(form, match, anchor, year)
        if period is None:
            continue
        if match["until"] or match["before"]:
            period = replace(period, start=None)
        yield FoundPeriod(match.start(), match.end(), replace(period, text=match[0]), form)


def _resolve(form: str, match: re.Match[str], anchor: Anchor, year: int | None) -> Period | None:
    """Resolve one form; what the calendar cannot hold (the year after 9999) is no period."""
    try:
        period = RESOLVERS[form](match, anchor, year)
    except (ValueError, OverflowError):
        return None
    if period is None or (period.start and period.end and period.start > period.end):
        return None
    return period


def _form_of(match: re.Match[str]) -> str:
    return next(name for name, _ in FORMS if match[name] is not None)
