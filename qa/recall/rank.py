"""How well a candidate fact fits a question: named features, each a pure function."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from nlp.pipe.measurement.setting import CHINA
from qa.question.focus import Asked
from qa.recall.coverage import context_of, coverage, overlap
from qa.recall.measure import unit_fit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qa.question.intent import Intent
    from qa.recall.fact import Fact, Figure

NOT_RELATIONS = frozenset({"mentions", "hasObservation", "title", "sourceUrl"})
"""Statements that describe a document or hold a figure; no question asks for their other end."""


FEATURES = {
    "indicator": "指标", "words": "用词", "place": "地区", "unit": "单位", "period": "时间",
    "kind": "性质", "property": "关系", "object": "对象",
}  # fmt: skip
"""The features' names for people."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score in 0–1 and the features that made it, for people to read."""

    fact: Fact
    score: float
    features: tuple[tuple[str, float], ...]

    @property
    def reason(self) -> str:
        """The features in one line."""
        return "，".join(f"{FEATURES[name]}{value:.2f}" for name, value in self.features)


def rank_figures(intent: Intent, candidates: Iterable[Fact]) -> list[Scored]:
    """Return the observations that may answer, best first; those that contradict are left out."""
    scored = []
    for fact in candidates:
        figure = fact.figure
        if figure is None or not _admissible(intent, fact, figure):
            continue
        features = _figure_features(intent, fact, figure)
        scored.append(Scored(fact, _combine(features), features))
    return sorted(scored, key=_figure_order)


def _figure_order(scored: Scored) -> tuple[float, int, str, int, str, str]:
    """Sort by score; of equals the figure of a year goes before that of a plan of five."""
    figure, fact = scored.fact.figure, scored.fact
    days = 0
    if figure is not None and figure.start is not None and figure.end is not None:
        days = (figure.end - figure.start).days
    ends = fact.object, fact.subject
    return -round(scored.score, 6), days, fact.document, fact.start, *ends


_WEIGHTS = {
    "indicator": 0.34, "words": 0.30, "place": 0.12, "unit": 0.10, "period": 0.08, "kind": 0.06,
}  # fmt: skip


def _combine(features: Iterable[tuple[str, float]]) -> float:
    return sum(_WEIGHTS[name] * value for name, value in features)


def _figure_features(intent: Intent, fact: Fact, figure: Figure) -> tuple[tuple[str, float], ...]:
    labels = f"{figure.indicator} {figure.area or ''} {figure.agent or ''} {figure.period_text}"
    near = context_of(fact.quote, figure.value_text)
    return (
        ("indicator", indicator_fit(intent, figure)),
        ("words", coverage(intent.content, labels + figure.value_text, near, fact.quote)),
        ("place", place_fit(intent, fact)),
        ("unit", unit_fit(intent.question, figure, near)),
        ("period", figure_period_fit(intent, fact, figure)),
        ("kind", kind_fit(intent, figure)),
    )


def _admissible(intent: Intent, fact: Fact, figure: Figure) -> bool:
    if intent.indicators and not _names(intent, figure):
        return False
    if intent.kind == "target" and figure.kind == "actual" and intent.indicators:
        return False
    near = context_of(fact.quote, figure.value_text)
    if unit_fit(intent.question, figure, near) == 0.0:
        return False
    if figure_period_fit(intent, fact, figure) == 0.0 or _is_asked(intent, figure):
        return False
    return place_fit(intent, fact) > 0.0


def _names(intent: Intent, figure: Figure) -> bool:
    """Whether a question names the figure's indicator, or a longer one that holds a known name.

    规模以上工业企业数字化转型比例 is an indicator of its own, not 规模以上工业企业.
    """
    if any(m.iri == figure.indicator_iri for m in intent.indicators):
        return True
    longer = any(len(figure.indicator) > len(m.words) for m in intent.indicators)
    return longer and overlap(figure.indicator, intent.question) >= WHOLE_NAME


def _is_asked(intent: Intent, figure: Figure) -> bool:
    """Whether a figure is one that the question writes itself: 36个大中城市的客流是多少."""
    question, value = intent.question, figure.value_text
    if intent.focus.asked is not Asked.NUMBER:
        return False
    at = question.find(value)
    while at > 0 and question[at - 1].isdecimal():  # 6个 of 36个
        at = question.find(value, at + 1)
    return at >= 0


WHOLE_NAME = 0.85
"""Which share of an open indicator's name a question must have to name it."""


def indicator_fit(intent: Intent, figure: Figure) -> float:
    """How well the indicator's name and the question's words cover each other."""
    named = [m.score for m in intent.indicators if m.iri == figure.indicator_iri]
    if named:
        return max(named)  # less for a rate of change that only stands in for its level
    name = figure.indicator
    if intent.indicators and _names(intent, figure):
        return 1.0
    asked = "".join(intent.content)
    forward = overlap(name, intent.question)
    backward = coverage(intent.content, name, "") if asked else 0.0
    return 0.7 * forward + 0.3 * backward


def place_fit(intent: Intent, fact: Fact) -> float:
    """1 if the fact is about the places asked for, 0.6 if its quote names them, 0 if neither."""
    wanted = [link for link in intent.places if link.iri is not None]
    if intent.nation and fact.figure is not None:
        return {CHINA[1]: 1.0, None: 0.5}.get(fact.figure.area_iri, 0.0)
    if not wanted:
        return 1.0
    about = {fact.subject, fact.object, fact.agent}
    if fact.figure is not None:
        about.add(fact.figure.area_iri)
    if any(link.iri in about for link in wanted):
        return 1.0
    names = [name for link in wanted for name in (link.mention.text, link.name or "") if name]
    if any(short_name(name) in fact.quote for name in names):
        return 0.6
    # What a document about one place says of no place, it says of that.
    placeless = fact.figure is not None and fact.figure.area_iri is None
    return 0.5 if placeless and fact.document in intent.homes else 0.0


def short_name(name: str) -> str:
    """Return a division's name without its generic ending (武汉市 → 武汉).

    >>> short_name("武汉市"), short_name("宁夏回族自治区"), short_name("沙县")
    ('武汉', '宁夏', '沙县')
    """
    short = re.sub(
        r"(?:(?:维吾尔|壮族|回族)?自治区|特别行政区|新区|省|市|区|县|自治州|盟)$", "", name
    )
    return short if len(short) > 1 else name


def period_fit(intent: Intent, start: date | None, end: date | None, quote: str) -> float:
    """1 if the periods are equal, 0.8 if the fact's lies within, else 0.

    A fact without a period gets 0.4 if its quote names the year asked for.
    """
    best = 0.0
    for period in intent.periods:
        if start is None and end is None:
            years = {str(day.year) for day in (period.start, period.end) if day is not None}
            best = max(best, 0.4 if any(year in quote for year in years) else 0.0)
        elif period.start is None:
            # 到2020年 asks for what is due then, not for all that came before.
            same = end is not None and period.end is not None and end.year == period.end.year
            best = max(best, 1.0 if same else 0.0)
        elif (start, end) == (period.start, period.end) or (
            (start is None or period.start is None) and end == period.end
        ):
            best = 1.0
        elif _within(start or end, end or start, period.start, period.end):
            best = max(best, 0.8)
    return best


_GATHERED = re.compile(r"增长|增速|年均|新增|累计|合计|共计?|总共|提高|下降|减少|降幅|增幅|翻番")
"""What is counted over the whole of a time and not reached at its end."""
REACHED = 0.7
"""Fit of a level that is dated by a span of years, for the last of them."""


def figure_period_fit(intent: Intent, fact: Fact, figure: Figure) -> float:
    """Return how well a figure's period is the one asked for; 1 where none is.

    A level that a report gives for a span (“十四五”成绩) is that of its last year.
    """
    if not intent.periods:
        return 1.0
    fit = period_fit(intent, figure.start, figure.end, fact.quote)
    return REACHED if fit == 0.0 and reached_at_end(intent, fact, figure) else fit


def reached_at_end(intent: Intent, fact: Fact, figure: Figure) -> bool:
    """Whether a figure is a level of a span of years, and the last of them is asked about."""
    start, end = figure.start, figure.end
    if start is None or end is None or end.year == start.year or figure.kind != "actual":
        return False
    near = context_of(fact.quote, figure.value_text)
    if _GATHERED.search(figure.indicator) or _GATHERED.search(near):
        return False
    last = date(end.year, 1, 1), date(end.year, 12, 31)
    return end == last[1] and any((p.start, p.end) == last for p in intent.periods)


def _within(start: date | None, end: date | None, low: date | None, high: date | None) -> bool:
    return (
        start is not None
        and end is not None
        and (low is None or low <= start)
        and (high is None or end <= high)
    )


def kind_fit(intent: Intent, figure: Figure) -> float:
    """1 if the kind is the one asked for or none was; a baseline never answers unasked."""
    if intent.kind is None:
        return 0.0 if figure.kind == "baseline" else 1.0
    return 1.0 if figure.kind == intent.kind else 0.0


def rank_relations(intent: Intent, candidates: Iterable[Fact]) -> list[Scored]:
    """Return the relations that may answer, best first."""
    names = {m.name: m for m in intent.properties}
    scored = []
    for fact in candidates:
        if fact.figure is not None or fact.predicate in NOT_RELATIONS:
            continue
        if place_fit(intent, fact) == 0.0:
            continue
        strong = (
            f"{fact.subject_label} {fact.object_label} {fact.agent_label or ''} {fact.mode or ''}"
        )
        features = (
            ("property", _property_fit(intent, fact, names.keys())),
            ("words", coverage(intent.content, strong, fact.quote)),
            ("object", slot_fit(intent, fact)),
            ("place", place_fit(intent, fact)),
        )
        weights = {"property": 0.25, "words": 0.55, "object": 0.12, "place": 0.08}
        scored.append(Scored(fact, sum(weights[n] * v for n, v in features), features))
    return sorted(scored, key=_relation_order)


def _relation_order(scored: Scored) -> tuple[float, str, int, str, str, str]:
    """Sort by score; equals in one order whatever order an engine gave them in."""
    fact = scored.fact
    ends = fact.subject, fact.predicate, fact.object
    return -round(scored.score, 6), fact.document, fact.start, *ends


def _property_fit(intent: Intent, fact: Fact, names: Iterable[str]) -> float:
    if fact.predicate in names:
        return 1.0
    if intent.focus.asked is Asked.DATE and (fact.period_start or fact.period_end):
        return 0.4
    return 0.0


def slot_fit(intent: Intent, fact: Fact) -> float:
    """The share of the question's bodies, documents and named things that the fact is about."""
    wanted = [x for x in (*intent.actors, *intent.named, *intent.documents) if x.iri]
    if not wanted:
        return 0.5
    about = {fact.subject, fact.object, fact.agent}
    labels = f"{fact.subject_label}{fact.object_label}{fact.agent_label or ''}"
    hits = sum(
        1.0 if x.iri in about else 0.8 if x.mention.text.strip("“”《》") in labels else 0.0
        for x in wanted
    )
    return hits / len(wanted)
