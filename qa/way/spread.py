"""How far figures of places lie apart: from the highest to the lowest, from the country's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.pipe.measurement.setting import CHINA
from qa.answer import AbstainReason, Answer, Outcome, Value
from qa.question.focus import Operation
from qa.way.aggregate import evidence_of, extremes, fetch, named
from qa.way.arithmetic import OPEN, result_unit, scaled
from qa.way.ends import cite
from qa.wording.compose import figure_sentence, listed, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog
    from qa.recall.fact import Figure

_APART = re.compile(
    r"最[高大多快][^，。？?]{0,12}(?:和|与|比|跟|到|同)[^，。？?]{0,12}最[低小少慢][^。？?]{0,8}(?:差|距|多少|高多|倍)"
)
_BESIDE_NATION = re.compile(
    r"(?:高于|低于|超过|快于|慢于|优于|不及|不如|比|与|和|跟|同|等于)[^，。？?]{0,6}(?:全国|国家)"
    r"(?!级)[^，。？?]{0,10}?(?:目标|平均|水平|增速|一样|相同|高|低|比|吗|$)"
    r"|(?:高于|低于|超过|快于|慢于|优于)[^，。？?]{0,4}平均"
)


def spread(intent: Intent, view: GraphView, catalog: Catalog) -> Answer | None:
    """Answer how far the highest and the lowest lie apart, or a place and the country.

    None where neither is asked for.

    Args:
        intent: The question.
        view: The graph.
        catalog: The documents.
    """
    if not intent.indicators:
        return None
    if _APART.search(intent.question):
        return _apart(intent, view, catalog)
    if intent.places and _BESIDE_NATION.search(intent.question):
        return _beside_nation(intent, view)
    return None


def _apart(intent: Intent, view: GraphView, catalog: Catalog) -> Answer | None:
    table = fetch(view, intent)
    if table is None or len({f.area_iri for f in table.figures}) < 2:
        return None
    high = extremes(table.figures, highest=True)
    low = extremes(table.figures, highest=False)
    unit = high[0].unit
    if low[0].unit != unit:
        return None
    least, most = sorted((high[0].low - low[0].low, high[0].high - low[0].high))
    asked = result_unit(Operation.DIFFERENCE, unit)
    apart = scaled(least, asked)
    if most != least:
        apart += f"至{scaled(most, asked)}"
    areas = len({f.area_iri for f in table.figures})
    scope = f"在已收录的{catalog.held}中，{areas}个地区有{named(table, table.figures)}的数据"
    note = "（按文中所写的界限计算）" if _open(high + low) else ""
    return _answer(
        intent,
        f"{scope}。最高的是{_cells(high)}，最低的是{_cells(low)}，相差{apart}{note}。",
        (Value(apart, least if least == most else None, asked),),
        [*high, *low],
        view,
        table.query,
        f"{plain(high[0].low)} - {plain(low[0].low)} = {plain(high[0].low - low[0].low)} {asked}",
    )


def _beside_nation(intent: Intent, view: GraphView) -> Answer | None:
    own = fetch(view, intent, areas=[x.iri for x in intent.places if x.iri])
    if own is None or not own.figures:
        return None
    whole = fetch(view, intent, areas=[CHINA[1]])
    said = "".join(figure_sentence(f) for f in own.figures)
    if whole is None or not whole.figures or whole.figures[0].unit != own.figures[0].unit:
        evidence = evidence_of(view, own.figures)
        return Answer(
            question=intent.question,
            outcome=Outcome.ABSTAINED,
            text=f"没有找到全国的{named(own, own.figures)}，不能比较；{said}",
            evidence=cite([evidence[f.iri] for f in own.figures]),
            reason=AbstainReason.NO_FACT,
            steps=intent.steps,
        )
    nation, first = whole.figures[0], own.figures[0]
    more, less = first.low > nation.low, first.low < nation.low
    word = "更高" if more else "更低" if less else "相同"
    note = "（按文中所写的界限比较）" if _open([nation, first]) else ""
    return _answer(
        intent,
        f"{first.area}与全国相比{word}{note}。{said}{figure_sentence(nation)}",
        (Value(word),),
        [first, nation],
        view,
        whole.query,
        f"{plain(first.low)} 与 {plain(nation.low)} 比较",
    )


def _open(figures: Sequence[Figure]) -> bool:
    return any(f.comparator in OPEN for f in figures)


def _cells(figures: Sequence[Figure]) -> str:
    return listed([f"{f.area or f.agent or ''}{f.value_text}" for f in figures])


def _answer(
    intent: Intent,
    text: str,
    values: tuple[Value, ...],
    figures: Sequence[Figure],
    view: GraphView,
    query: str,
    step: str,
) -> Answer:
    evidence = evidence_of(view, figures)
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=text,
        values=values,
        evidence=cite([evidence[f.iri] for f in figures]),
        source="graph",
        sparql=query,
        steps=(*intent.steps, step),
        confidence=min(evidence[f.iri].confidence for f in figures),
    )
