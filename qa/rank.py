"""How well a candidate fact fits a question: named features, each a pure function."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.unit import Unit, read_unit
from qa.convert import factor
from qa.focus import Asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from qa.fact import Fact, Figure
    from qa.intent import Intent

GENERIC = frozenset(
    {
        "项目", "建设", "工作", "情况", "方面", "发展", "国家", "我国", "全国", "地区", "单位",
        "有关", "相关", "进行", "开展", "总共",
    }
)  # fmt: skip
"""Words that stand in most policy sentences; they count for less than others."""

NOT_RELATIONS = frozenset({"mentions", "hasObservation", "title", "sourceUrl"})
"""Statements that describe a document or hold a figure; no question asks for their other end."""

_UNIT_HINTS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"比例|比重|占比|百分之几|几成|份额|率(?!先)"), frozenset({"%", "‰"})),
    (
        re.compile(r"多长时间|多久|几天|多少[天日]|多少(?:个)?(?:小时|分钟|工作日)"),
        frozenset({"天", "日", "小时", "分钟", "秒", "个月", "年", "工作日", "周"}),
    ),
    (
        re.compile(r"多少钱|投资|资金|投入|经费|金额|补贴|收入|贷款|融资"),
        frozenset({"元", "美元", "%"}),
    ),
    (
        re.compile(r"增速|增幅|涨幅|增长(?:目标|预期|是?多少|了多少)|增长率"),
        frozenset({"%", "百分点"}),
    ),
)
_MEASURED_BY: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"面积"), frozenset({"平方公里", "平方米", "平方千米", "公顷", "亩"})),
    (re.compile(r"人口|人数"), frozenset({"人", "人次", "户", "名"})),
    (re.compile(r"里程|长度"), frozenset({"公里", "千米", "米"})),
)
"""What a quantity itself is measured in, where its change or share is not asked for."""
_RELATIVE = re.compile(r"增长|下降|增速|增幅|降幅|占|率|比[重例]")
_SHARE = re.compile(
    r"多大的?比[例重]|多少比例|百分之几|几成|占比(?:是|为)?多少|比[例重](?:是|为)多少"
)
_COUNTED = re.compile(
    r"(?:多少|几)([个家项件张座所条名户类种份套只辆人次吨公里亩台本部篇])(?P<noun>[\u4e00-\u9fff]*)"
)
_HOW_MANY = re.compile(r"(?:多少|几)[百千万亿]*")
_FIGURE = re.compile(r"\d|[一二三四五六七八九十两百千]+[个家项件条名户类种份套]")
_CLAUSE = re.compile(r"(?:[^，,；;。、]|、(?!\d))+")


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


def bigrams(text: str) -> frozenset[str]:
    """Return a text's character bigrams, spaces left out; a lone character is its own."""
    text = re.sub(r"\s+", "", text)
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset({text} - {""})


def overlap(words: str, text: str) -> float:
    """Return the share of the bigrams of ``words`` that ``text`` has.

    >>> overlap("政府投资", "其中政府投入10亿元")
    0.6666666666666666
    """
    wanted = bigrams(words)
    return len(wanted & bigrams(text)) / len(wanted) if wanted else 0.0


def coverage(content: Sequence[str], strong: str, weak: str, far: str = "") -> float:
    """Return the weighted share of content words found in some texts.

    Words in the labels (``strong``) count full, in the quote (``weak``) 0.6, and in ``far``, the
    parts of the quote that speak of something else, 0.3.
    """
    total = matched = 0.0
    for word in content:
        weight = (0.35 if word in GENERIC else 1.0) * min(len(word), 4)
        total += weight
        inside = 1.0 if word in strong else overlap(word, strong) * 0.8
        outside = 0.6 if word in weak else overlap(word, weak) * 0.4
        matched += weight * max(inside, outside, 0.3 if word in far else 0.0)
    return matched / total if total else 0.0


def context_of(quote: str, value: str) -> str:
    """Return the part of a quote that speaks of a value: its clause, and clauses without figures.

    >>> context_of("全市提速，累计投资超1万亿元，开发面积215平方公里。", "215平方公里")
    '全市提速 开发面积215平方公里'
    """
    at = quote.find(value)
    if at < 0:
        return quote
    clauses = list(_CLAUSE.finditer(quote))
    own = [c for c in clauses if c.start() < at + len(value) and at < c.end()]
    before = [c for c in clauses if c.end() <= at and not _FIGURE.search(c.group())]
    return " ".join(c.group() for c in (*before, *own))


def rank_figures(intent: Intent, candidates: Iterable[Fact]) -> list[Scored]:
    """Return the observations that may answer, best first; those that contradict are left out."""
    scored = []
    for fact in candidates:
        figure = fact.figure
        if figure is None or not _admissible(intent, fact, figure):
            continue
        features = _figure_features(intent, fact, figure)
        scored.append(Scored(fact, _combine(features), features))
    return sorted(scored, key=lambda s: (-s.score, s.fact.document, s.fact.start, s.fact.object))


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
        (
            "period",
            1.0 if not intent.periods else period_fit(intent, figure.start, figure.end, fact.quote),
        ),
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
    if intent.periods and period_fit(intent, figure.start, figure.end, fact.quote) == 0.0:
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


def unit_fit(question: str, figure: Figure, near: str) -> float:
    """1 if the unit is one the question's words call for, 0 if it cannot be, else in between.

    Args:
        question: The question.
        figure: The figure.
        near: What its quote says of it, which must name the thing that is counted.
    """
    if _SHARE.search(question) and figure.unit not in {"%", "‰"}:
        return 0.0
    unit = asked_unit(question)
    if unit is not None and not unit.counted:
        return 1.0 if factor(figure.unit, unit.name) is not None else 0.0
    counted = _COUNTED.search(question)
    if counted is not None:
        fit = _count_fit(counted.group(1), counted.group("noun"), figure, near)
        if fit is not None:
            return fit
    if not _RELATIVE.search(question):
        for pattern, units in _MEASURED_BY:
            if pattern.search(question):
                return 1.0 if figure.unit in units else 0.0
    for pattern, units in _UNIT_HINTS:
        if pattern.search(question):
            return 1.0 if figure.unit in units else 0.0
    return 0.7


def asked_unit(question: str) -> Unit | None:
    """Return the unit that a question asks in (多少*万元*), None where it leaves that open."""
    match = _HOW_MANY.search(question)
    return None if match is None else read_unit(question, match.end())


def _count_fit(classifier: str, noun: str, figure: Figure, near: str) -> float | None:
    """How well a figure counts what is asked for (几个*方面*); None where its unit says nothing."""
    if classifier not in {"个", "项", "种"}:
        return 1.0 if figure.unit.startswith(classifier) else 0.3
    if figure.unit in {"%", "百分点", "元", "‰"}:
        return 0.0
    named = noun[:2] in f"{near}{figure.indicator}" or not noun
    if figure.unit.startswith(classifier):
        return 1.0 if named else 0.7
    return None if named else 0.0


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
    return sorted(scored, key=lambda s: (-s.score, s.fact.document, s.fact.start, s.fact.object))


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
