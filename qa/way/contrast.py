"""Figures of all places against others: of another time, or of one place among them.

哪些省2026年目标高于2025年实际, 哪些省的目标比北京高, 北京的目标排第几.

What the wording of a figure leaves open (5%以上) leaves the comparison open, and is said to.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from nlp.unit_code import convert
from qa.answer import Answer, Outcome, Value
from qa.question.focus import Asked
from qa.question.intent import kind_after
from qa.way.aggregate import Table, evidence_of, fetch, named, operand_query
from qa.way.arithmetic import mean_of
from qa.way.bound import bounds_of
from qa.way.ends import cite
from qa.wording.compose import KIND_WORDS, figure_sentence, listed, period_words, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog
    from qa.recall.fact import Figure

_ABOVE = re.compile(r"高于|超过|大于|多于|快于|高出|比[^，。]{2,30}[高多大快]")
_OF_MEAN = re.compile(
    "比[^，。]{0,6}平均[^，。]{0,4}[高多大快低小少慢]|[高低大小多少]于[^，。]{0,6}平均"
)
_PLACES_AT_END = re.compile(r"的(?:省份?|市|县|地区|地方)[？?]?$")
_RANK = re.compile(r"[排居位列]+第?几|第几(?:[名位]|[？?。]?$)|名次|排名(?!前)")
_HOW_MANY = re.compile(r"(?:多少|几)个?(?:省|市|县|地区|地方)")
_HIGH_OR_LOW = re.compile("高还是低|低还是高|更?[高低]吗|相比")
_BELOW = re.compile(r"低于|小于|少于|慢于|不及|比[^，。]{2,30}[低少小慢]")


def contrasted(intent: Intent, view: GraphView, catalog: Catalog) -> Answer | None:
    """Answer which places' figures of one time lie above or below those of another.

    None where the question is no such comparison, or nothing can be compared.
    """
    above = _ABOVE.search(intent.question) is not None
    counting = _HOW_MANY.search(intent.question) is not None
    if len({x.iri for x in intent.places if x.iri}) == 1 and _HIGH_OR_LOW.search(intent.question):
        return _of_one(intent, view)
    asked = intent.focus.asked is Asked.ENTITY or counting or _PLACES_AT_END.search(intent.question)
    if not (intent.indicators and asked and (above or _BELOW.search(intent.question))):
        return None
    sides = _sides(intent, view)
    if sides is None:
        return None
    left, right = sides
    pairs = [(left[area], right[area]) for area in sorted(left.keys() & right.keys())]
    found = [(a, b) for a, b in pairs if (_lies_above(a, b) if above else _lies_above(b, a))]
    open_ = [(a, b) for a, b in pairs if (a, b) not in found and _overlap(a, b)]
    if not pairs:
        return None
    word = "高于" if above else "低于"
    said = f"{_name(pairs[0][0])}{word}{_whose(pairs)}的有{len(found)}个"
    mean = not pairs[0][1].iri
    held = "有这一数值" if mean else "两者都有"
    cells = "；".join(
        f"{a.area} {a.value_text}" + ("" if mean else f"（{b.value_text}）") for a, b in found
    )
    doubt = f"另有{len(open_)}个的写法不能确定：{listed([a.area or '' for a, _ in open_])}。"
    shown = [figure for pair in (found or pairs) for figure in pair if figure.iri]
    evidence = evidence_of(view, shown)
    names = [Value(a.area or "", iri=a.area_iri) for a, _ in found]
    count = Value(f"{len(found)}个", Decimal(len(found)), "个")
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"在已收录的{catalog.held}中，{len(pairs)}个地区{held}，{said}"
        f"{f'：{cells}' if cells else ''}。{doubt if open_ else ''}",
        values=(count, *names) if counting or not names else tuple(names),
        evidence=cite([evidence[figure.iri] for figure in shown]),
        source="graph",
        sparql=operand_query([figure.iri for figure in shown]),
        steps=(*intent.steps, f"逐个地区比较 → {len(pairs)}个中取{len(found)}个"),
        confidence=min(evidence[figure.iri].confidence for figure in shown),
    )


def _of_one(intent: Intent, view: GraphView) -> Answer | None:
    """Say which of two figures of one place is higher: its target or what it had reached before."""
    if len(intent.periods) != 2 or not intent.indicators:
        return None
    found: list[Figure] = []
    for period in intent.periods:
        kind = kind_after(intent.question, period.text) or intent.kind
        table = fetch(
            view,
            replace(intent, periods=(period,), kind=kind),
            areas=[x.iri for x in intent.places if x.iri],
        )
        found += table.figures[:1] if table is not None else ()
    if len(found) < len(intent.periods):
        return None
    one, other = found
    same = (one.low, one.high) == (other.low, other.high)
    word = "更高" if _lies_above(one, other) else "更低" if _lies_above(other, one) else ""
    verdict = f"{_name(one)}{word}" if word else "写法不能确定高低"
    verdict = "两者的数值相同" if same else verdict
    evidence = evidence_of(view, found)
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"{verdict}：{figure_sentence(one)}{figure_sentence(other)}",
        values=(
            Value("相同" if same else word or "不能确定"),
            Value(one.value_text),
            Value(other.value_text),
        ),
        evidence=cite([evidence[figure.iri] for figure in found]),
        source="graph",
        sparql=operand_query([figure.iri for figure in found]),
        steps=(*intent.steps, "同一地区的两个数值相比"),
        confidence=min(evidence[figure.iri].confidence for figure in found),
    )


def _sides(intent: Intent, view: GraphView) -> tuple[dict[str, Figure], dict[str, Figure]] | None:
    """Return the figures compared, and what each is compared with, by the place of the first.

    They are those of two periods, or those of all places and of the one named; else None.
    """
    if len(intent.places) == 1 and len(intent.periods) < 2 and intent.places[0].iri:
        everyone = _by_area(fetch(view, replace(intent, places=())))
        own = everyone.pop(str(intent.places[0].iri), None)
        return None if own is None else (everyone, dict.fromkeys(everyone, own))
    if _OF_MEAN.search(intent.question) and not intent.places:
        return _with_mean(_by_area(fetch(view, intent)))
    if len(intent.periods) != 2 or intent.places:
        return None
    sides = []
    for period in intent.periods:
        kind = kind_after(intent.question, period.text) or intent.kind
        table = fetch(view, replace(intent, periods=(period,), kind=kind))
        sides.append(_by_area(table))
    return sides[0], sides[1]


def _with_mean(
    everyone: dict[str, Figure],
) -> tuple[dict[str, Figure], dict[str, Figure]] | None:
    """Return the figures of all places beside their mean; None where their units differ."""
    figures = list(everyone.values())
    if len(figures) < 2 or len({figure.unit for figure in figures}) > 1:
        return None
    low, _ = mean_of([f.low for f in figures])
    high, _ = mean_of([f.high for f in figures])
    said = plain(low) if low == high else f"{plain(low)}—{plain(high)}"
    mean = replace(
        figures[0],
        iri="",
        area=f"这{len(figures)}个地区的平均值",
        area_iri=None,
        low=low,
        high=high,
        comparator="=",
        value_text=f"{said}{figures[0].unit}",
    )
    return everyone, dict.fromkeys(everyone, mean)


def _by_area(table: Table | None) -> dict[str, Figure]:
    figures = () if table is None else table.figures
    return {figure.area_iri: figure for figure in figures if figure.area_iri}


def _lies_above(one: Figure, other: Figure) -> bool:
    """Whether all that a figure can be lies above all that another can be."""
    low, high = bounds_of(one, one.unit), bounds_of(other, one.unit)
    return low is not None and high is not None and low[0] > high[1]


def _overlap(one: Figure, other: Figure) -> bool:
    """Whether it is left open which of two different figures is higher."""
    if convert(other.low, other.unit, one.unit) is None:
        return False
    same = (one.low, one.high, one.comparator) == (other.low, other.high, other.comparator)
    return not same and not _lies_above(one, other) and not _lies_above(other, one)


def _whose(pairs: Sequence[tuple[Figure, Figure]]) -> str:
    """Return what the figures are compared with: another time, or one place's figure."""
    others = {other.iri: other for _, other in pairs}
    if len(others) > 1 or len(pairs) == 1:
        return _name(pairs[0][1])
    only = pairs[0][1]
    return f"{only.area}（{only.value_text}）"


def ranked(intent: Intent, view: GraphView, catalog: Catalog) -> Answer | None:
    """Answer which place of the order one place has: 北京的目标排第几; None for other questions.

    The order is that of the written values, the highest first; ties share a place.
    """
    if not (intent.indicators and len(intent.places) == 1 and _RANK.search(intent.question)):
        return None
    table = fetch(view, replace(intent, places=()))
    everyone = _by_area(table)
    own = everyone.get(str(intent.places[0].iri))
    if table is None or own is None or len(everyone) < 2:
        return None
    values = {area: convert(f.low, f.unit, own.unit) for area, f in everyone.items()}
    known = {area: value for area, value in values.items() if value is not None}
    place = 1 + sum(value > own.low for value in known.values())
    ties = [everyone[a] for a, v in known.items() if v == own.low and a != own.area_iri]
    tied = f"，与{listed([f.area or '' for f in ties])}并列" if ties else ""
    shown = [own, *(f for a, f in everyone.items() if a != own.area_iri)]
    evidence = evidence_of(view, shown)
    what = named(table, list(everyone.values()))
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"在已收录的{catalog.held}中，{len(known)}个地区有{what}，"
        f"{own.area}为{own.value_text}，按数值从高到低排第{place}{tied}。",
        values=(Value(f"第{place}", Decimal(place)),),
        evidence=cite([evidence[figure.iri] for figure in shown]),
        source="graph",
        sparql=operand_query([figure.iri for figure in shown]),
        steps=(*intent.steps, f"{len(known)}个地区中数值更高的有{place - 1}个"),
        confidence=min(evidence[figure.iri].confidence for figure in shown),
    )


def _name(figure: Figure) -> str:
    when = period_words(figure.start, figure.end, figure.period_text)
    return f"{when}{figure.indicator}{KIND_WORDS.get(figure.kind, '') or '实际'}"
