"""Answers computed over several observations: tables, extremes, filters, comparisons, shares."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from nlp.unit_code import convert
from qa.answer import AbstainReason, Answer, Citation, Outcome, Value
from qa.question.focus import Asked, Operation
from qa.question.intent import KINDS_ZH, unmeant
from qa.way.aggregate import Table, areas_of, evidence_of, extremes, fetch, named
from qa.way.arithmetic import one_side_only
from qa.way.bound import rounded, sort_out
from qa.way.ends import cite
from qa.wording.compose import KIND_WORDS, figure_sentence, listed, period_words, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.question.threshold import Threshold
    from qa.recall.catalog import Catalog
    from qa.recall.fact import Fact, Figure


def derived(
    intent: Intent, view: GraphView, catalog: Catalog, document: str | None
) -> Answer | None:
    """Answer a question that ranges over several observations; None if it does not."""
    operation = intent.focus.operation
    if not intent.indicators:
        return None
    many = {Operation.TABLE, Operation.TIMELINE, Operation.MAXIMUM, Operation.MINIMUM}
    bounded = bool(intent.thresholds) and intent.focus.asked is not Asked.BOOLEAN
    if operation in many or (bounded and len(intent.places) != 1):
        return _over_table(intent, view, catalog, document)
    if document is None and _placeless(intent):
        return _of_all_places(intent, view, catalog)
    if operation is Operation.COMPARE or len(intent.places) > 1:
        return _compare(intent, view)
    if operation is Operation.ATTAINMENT:
        return _attainment(intent, view)
    return None


def _placeless(intent: Intent) -> bool:
    """Whether a figure is asked for of no place, body or document, and of nothing narrower."""
    slots = (*intent.places, *intent.actors, *intent.named, *intent.documents, *intent.entries)
    if slots or intent.nation or intent.focus.operation is not Operation.VALUE:
        return False
    named = " ".join(match.words for match in intent.indicators)
    return all(word in named or unmeant(word) for word in intent.content)


def _of_all_places(intent: Intent, view: GraphView, catalog: Catalog) -> Answer | None:
    """Answer 2026年GDP增长目标是多少 for all places: any one of them would be a guess."""
    table = fetch(view, intent)
    if table is None or len({f.area_iri for f in table.figures}) < 2:
        return None
    documents = {fact.document for fact in evidence_of(view, table.figures).values()}
    whole = replace(intent, focus=replace(intent.focus, operation=Operation.TABLE))
    return _over_table(whole, view, catalog, None) if len(documents) > 1 else None


def _over_table(
    intent: Intent, view: GraphView, catalog: Catalog, document: str | None
) -> Answer | None:
    table = fetch(view, intent, areas=areas_of(intent))
    if table is None or not table.figures:
        return None
    intent = replace(intent, thresholds=_comparable(intent.thresholds, table.figures))
    evidence = evidence_of(view, table.figures)
    figures = [f for f in table.figures if document is None or evidence[f.iri].document == document]
    chosen, doubtful = _chosen(intent, figures)
    chosen = _in_order(intent.question, chosen)
    areas = len({f.area_iri for f in figures})
    scope = f"在已收录的{catalog.held}中，{areas}个地区有{named(table, figures)}的数据"
    answer = _table_answer(intent, table, chosen, evidence, scope)
    of_span = [f for f in chosen if _of_span(intent, f)]
    if answer is not None and of_span:
        names = listed([_cell_name(f) for f in of_span])
        when = period_words(of_span[0].start, of_span[0].end)
        answer = replace(
            answer, text=f"{answer.text}其中{names}的原文说的是{when}，按期末水平计入。"
        )
    near = [f for f in chosen if rounded(f, intent.thresholds)]
    if answer is not None and near:
        names = listed([_cell_name(f) for f in near])
        answer = replace(answer, text=f"{answer.text}其中{names}为约数，按所写的数值计入。")
    lacking = _lacking(intent, figures)
    if answer is not None and lacking:
        answer = replace(answer, text=f"{answer.text}{lacking}")
    return answer if answer is None or not doubtful else _doubting(answer, doubtful, evidence)


def _of_span(intent: Intent, figure: Figure) -> bool:
    """Whether a figure is dated by more years than the one that is asked about."""
    asked = intent.periods[0] if intent.periods else None
    if asked is None or asked.start is None or figure.start is None:
        return False
    timeline = intent.focus.operation is Operation.TIMELINE
    return not timeline and figure.start < asked.start and figure.end == asked.end


_DESCENDING = re.compile(r"[从由](?:高到低|大到小|多到少)|降序|排[名序列]|按.{0,6}[高大多]低?")
_ASCENDING = re.compile(r"[从由](?:低到高|小到大|少到多)|升序")


def _in_order(question: str, figures: list[Figure]) -> list[Figure]:
    """Sort by value where the question asks for an order; by place else, as they are."""
    rising = _ASCENDING.search(question) is not None
    if not (rising or _DESCENDING.search(question)):
        return figures
    return extremes(figures, highest=not rising, most=len(figures))


def _comparable(bounds: Sequence[Threshold], figures: Sequence[Figure]) -> tuple[Threshold, ...]:
    """Drop what is no bound of these figures: the 16 of 16个省 is none of growth rates."""
    return tuple(
        b for b in bounds if any(convert(f.low, f.unit, b.unit) is not None for f in figures)
    )


def _chosen(intent: Intent, figures: Sequence[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Return the figures asked for, and those whose wording leaves open whether they are."""
    operation = intent.focus.operation
    kept, doubtful = sort_out(list(figures), intent.thresholds)
    if operation in {Operation.MAXIMUM, Operation.MINIMUM}:
        most = max(intent.focus.most, 1)
        return extremes(kept, highest=operation is Operation.MAXIMUM, most=most), []
    return kept, doubtful


def _doubting(answer: Answer, doubtful: Sequence[Figure], evidence: dict[str, Fact]) -> Answer:
    """Say which figures may meet the bound as well; they are not among the values."""
    cells = "；".join(f"{_cell_name(f)} {f.value_text}" for f in doubtful)
    return replace(
        answer,
        text=f"{answer.text}另有{len(doubtful)}个的写法不能确定是否符合，未计入：{cells}。",
        evidence=(*answer.evidence, *_each(evidence, doubtful)),
    )


def _table_answer(
    intent: Intent,
    table: Table,
    chosen: Sequence[Figure],
    evidence: dict[str, Fact],
    scope: str,
) -> Answer | None:
    if not chosen and not intent.thresholds:
        return None
    # Where nothing meets the bound, the observations that were looked at are the evidence.
    shown = chosen or table.figures
    several = len({f.area_iri for f in shown}) < len(shown)
    cells = "；".join(
        f"{_dated_name(f) if several else _cell_name(f)} {f.value_text}" for f in shown
    )
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"{scope}{_count_words(intent, chosen)}。{shown[0].indicator}：{cells}。",
        values=_table_values(intent, chosen),
        evidence=_each(evidence, shown),
        source="graph",
        sparql=table.query,
        steps=(*intent.steps, f"{len(table.figures)}行中取{len(chosen)}行"),
        confidence=min(evidence[f.iri].confidence for f in shown) if chosen else 0.8,
        rows=tuple(figure_row(f) for f in shown),
    )


def _count_words(intent: Intent, chosen: Sequence[Figure]) -> str:
    if not chosen:
        return "，没有一个确定符合条件"
    counting = intent.focus.operation is Operation.COUNT
    return f"，符合条件的有{len(chosen)}个" if intent.thresholds or counting else ""


def _table_values(intent: Intent, chosen: Sequence[Figure]) -> tuple[Value, ...]:
    count = Value(str(len(chosen)), Decimal(len(chosen)), "个")
    if not chosen:
        return (count,)
    if intent.focus.operation in {Operation.TABLE, Operation.TIMELINE}:
        return tuple(Value(f.value_text, f.low, f.unit, f.area_iri) for f in chosen)
    named = tuple(Value(_cell_name(f), f.low, f.unit, f.area_iri) for f in chosen)
    return (count, *named) if intent.focus.operation is Operation.COUNT else named


def _each(evidence: dict[str, Fact], figures: Sequence[Figure]) -> tuple[Citation, ...]:
    facts_of = [evidence[f.iri] for f in figures]
    return tuple(Citation(f.document, "", f.start, f.end, f.quote) for f in facts_of)


def _cell_name(figure: Figure) -> str:
    return figure.area or figure.agent or period_words(figure.start, figure.end)


def _dated_name(figure: Figure) -> str:
    """Return what tells a figure from others of one place: its time and its nature."""
    when = period_words(figure.start, figure.end, figure.period_text)
    return f"{figure.area or ''}{when}{KIND_WORDS.get(figure.kind, '') or '实际'}"


def figure_row(figure: Figure) -> dict[str, str]:
    """Return a figure as a row of a table, by column."""
    return {
        "地区": figure.area or "",
        "时间": period_words(figure.start, figure.end, figure.period_text),
        "指标": figure.indicator,
        "性质": KINDS_ZH.get(figure.kind, ""),
        "数值": figure.value_text,
        "比较": figure.comparator,
        "低": plain(figure.low),
        "高": plain(figure.high),
        "单位": figure.unit,
    }


_ALIKE = re.compile("一样|相同|一致|相等")
_LOWER = re.compile(
    r"(?:更|较)[低小少慢]|(?:哪[个一][省市区]?|谁)[低小少慢]|(?:[低小慢]|(?<!多)少)[？?]?$"
)
"""Of two the one with less is asked for."""


def _compare(intent: Intent, view: GraphView) -> Answer | None:
    table = fetch(view, intent, areas=areas_of(intent))
    if table is None or not table.figures:
        return None
    evidence = evidence_of(view, table.figures)
    lacking = _lacking(intent, table.figures)
    if len({f.area_iri for f in table.figures}) < 2:
        compared = intent.focus.operation is Operation.COMPARE
        if len(intent.places) > 1 and (compared or intent.focus.asked is Asked.BOOLEAN):
            return one_side_only(intent, table.figures[0], evidence)
        return _only_some(intent, table, evidence, lacking) if lacking else None
    order = sorted(table.figures, key=lambda f: (f.high, f.low), reverse=True)
    if len({f.unit for f in order}) > 1:
        return None
    said = "".join(figure_sentence(f) for f in order)
    lower = _LOWER.search(intent.question) is not None
    best = extremes(order, highest=not lower)
    verdict = _verdict(best, order, lower=lower)
    if intent.focus.asked is Asked.BOOLEAN and _ALIKE.search(intent.question):
        alike = len({(f.low, f.high, f.comparator) for f in order}) == 1
        answer = _table_answer(intent, table, order, evidence, "")
        assert answer is not None
        word = "是" if alike else "否"
        return replace(
            answer,
            text=f"{word}，{'相同' if alike else '不同'}。{said}",
            values=(Value(word), *answer.values),
            evidence=_each(evidence, order),
        )
    first = best if intent.focus.operation is Operation.COMPARE else order
    answer = _table_answer(intent, table, first, evidence, "")
    assert answer is not None
    difference = order[0].low - order[-1].low
    exact = all(f.low == f.high and f.comparator in {"=", "≈"} for f in order)
    tail = f"相差{difference.normalize():,f}{order[0].unit}。" if exact else ""
    return replace(
        answer,
        text=(f"{verdict}{said}{tail}" if intent.focus.operation is Operation.COMPARE else said)
        + lacking,
        evidence=_each(evidence, order),
        rows=tuple(figure_row(f) for f in order),
    )


def _verdict(best: Sequence[Figure], order: Sequence[Figure], *, lower: bool) -> str:
    """Say which of some places is higher or lower, or which of them are the same."""
    word = "低" if lower else "高"
    if len(best) == len(order):
        return "两者相同。" if len(order) == 2 else "数值相同。"
    more = "更" if len(order) == 2 else "最"
    return f"{listed([f.area or '' for f in best])}{more}{word}。"


def _lacking(intent: Intent, figures: Sequence[Figure]) -> str:
    """Say of which of the places asked about there is no such figure; empty if of none."""
    held = {figure.area_iri for figure in figures}
    names = [x.name or x.mention.text for x in intent.places if x.iri and x.iri not in held]
    if not names or len(intent.places) < 2:
        return ""
    figure = figures[0]
    kind = KIND_WORDS.get(figure.kind, "")
    return f"没有找到{listed(names)}的{figure.indicator}{kind}。"


def _only_some(
    intent: Intent, table: Table, evidence: dict[str, Fact], lacking: str
) -> Answer | None:
    """Answer for the one place of several that has the figure, and name those that have none."""
    answer = _table_answer(intent, table, table.figures, evidence, "")
    said = "".join(figure_sentence(f) for f in table.figures)
    return None if answer is None else replace(answer, text=f"{said}{lacking}")


def _attainment(intent: Intent, view: GraphView) -> Answer | None:
    """Set the target of a period beside the result; say so plainly when one of them is missing."""
    areas = areas_of(intent)
    found = {}
    for kind in ("target", "actual"):
        table = fetch(view, replace(intent, kind=kind), areas=areas)
        if table is not None and table.figures:
            found[kind] = table
    if len(found) < 2:
        return _half(intent, view, found)
    target, actual = found["target"].figures[0], found["actual"].figures[0]
    if target.unit != actual.unit:
        return None
    reached = (
        actual.low <= target.high if target.comparator in {"≤", "<"} else actual.low >= target.low
    )
    evidence = evidence_of(view, [target, actual])
    verdict = "已达到目标" if reached else "低于目标" if actual.low < target.low else "未达到目标"
    answer = _table_answer(intent, found["actual"], [actual], evidence, "")
    assert answer is not None
    return replace(
        answer,
        text=f"{verdict}：{figure_sentence(target)}{figure_sentence(actual)}",
        evidence=_each(evidence, [target, actual]),
    )


def _half(intent: Intent, view: GraphView, found: dict[str, Table]) -> Answer | None:
    """Say that only the target or only the result is there: half of it is no answer."""
    if not found:
        return None
    kind, table = next(iter(found.items()))
    held = table.figures[0]
    missing = "目标" if kind == "actual" else "完成情况"
    return Answer(
        question=intent.question,
        outcome=Outcome.ABSTAINED,
        text=f"没有找到所问时间的{missing}，不能判断；{figure_sentence(held)}",
        evidence=cite(list(evidence_of(view, [held]).values())),
        reason=AbstainReason.NO_FACT,
        steps=intent.steps,
    )
