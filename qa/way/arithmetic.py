"""Calculations over observations: difference, quotient, sum, average, median, change of years.

Exact decimals; every operand is quoted and the calculation is written out. A range or a bound gives
a range: what the source leaves open stays open.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import TYPE_CHECKING

from qa.answer import AbstainReason, Answer, Outcome, Value
from qa.question.focus import Operation
from qa.question.intent import kind_after
from qa.way.aggregate import evidence_of, fetch, operand_query
from qa.way.ends import cite
from qa.wording.compose import KIND_WORDS, figure_sentence, period_words, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog
    from qa.recall.fact import Fact, Figure

TWO_SIDED = frozenset({Operation.DIFFERENCE, Operation.TIMES, Operation.CHANGE})
OVER_ALL = frozenset({Operation.SUM, Operation.AVERAGE, Operation.MEDIAN})
OPEN = frozenset({"≥", ">", "≤", "<"})
"""Signs of a figure that only has a bound on one side."""


def calculated(
    intent: Intent, view: GraphView, catalog: Catalog, document: str | None
) -> Answer | None:
    """Answer a question that asks for a calculation; None if it has none, or no operands."""
    operation = intent.focus.operation
    if not intent.indicators or operation not in TWO_SIDED | OVER_ALL:
        return None
    operands = _operands(intent, view)
    evidence = evidence_of(view, operands)
    if document is not None:
        operands = [f for f in operands if evidence[f.iri].document == document]
    wanted = {x.iri for x in intent.places if x.iri}
    if operation in TWO_SIDED and len(operands) == 1 and len(wanted) == 2:
        return one_side_only(intent, operands[0], evidence)
    if len({f.unit for f in operands}) != 1:
        return None
    if operation in OVER_ALL:
        return _over_all(intent, catalog, operands, evidence)
    two = len({f.iri for f in operands}) == len(operands) == 2  # 上年 may mean the year itself
    return _between(intent, operands, evidence) if two else None


def is_half(intent: Intent) -> bool:
    """Whether a question compares two figures, so that one of them alone cannot answer it."""
    sides = max(len(intent.places), len(intent.periods))
    two_sided = {Operation.DIFFERENCE, Operation.TIMES, Operation.COMPARE}
    return intent.focus.operation in two_sided and sides > 1


def one_side_only(intent: Intent, held: Figure, evidence: dict[str, Fact]) -> Answer:
    """Say which side of a calculation or comparison is not there; half of it is no answer."""
    names = [x.name or x.mention.text for x in intent.places if x.iri and x.iri != held.area_iri]
    return Answer(
        question=intent.question,
        outcome=Outcome.ABSTAINED,
        text=f"没有找到{'、'.join(names)}的{held.indicator}，不能比较；{figure_sentence(held)}",
        evidence=cite([evidence[held.iri]]),
        reason=AbstainReason.NO_FACT,
        steps=intent.steps,
    )


def _operands(intent: Intent, view: GraphView) -> list[Figure]:
    """Return one observation per place asked about, or per period where one place is named."""
    areas = [x.iri for x in intent.places if x.iri]
    if len(intent.periods) > 1 and len(areas) <= 1:
        kinds = [kind_after(intent.question, p.text) or intent.kind for p in intent.periods]
        tables = [
            fetch(view, replace(intent, periods=(p,), kind=kind), areas=areas)
            for p, kind in zip(intent.periods, kinds, strict=True)
        ]
        figures = [table.figures[0] for table in tables if table and len(table.figures) == 1]
        return figures if len(figures) == len(intent.periods) else []
    table = fetch(view, intent, areas=areas)
    if table is None:
        return []
    if not areas:
        return list(table.figures)
    order = {iri: n for n, iri in enumerate(areas)}
    return sorted(table.figures, key=lambda f: order.get(str(f.area_iri), len(order)))


def _between(
    intent: Intent, operands: Sequence[Figure], evidence: dict[str, Fact]
) -> Answer | None:
    first, second = operands
    operation = intent.focus.operation
    if operation is Operation.CHANGE and (first.end or first.start) and (second.end is not None):
        first, second = sorted(operands, key=lambda f: str(f.end), reverse=True)
    lows, highs = _apply(operation, first, second)
    if lows is None or highs is None:
        return None
    unit = result_unit(operation, first.unit)
    sign = {"difference": "-", "times": "÷", "change": "-"}[str(operation)]
    value = _value(lows, highs, unit, absolute=operation is Operation.DIFFERENCE)
    steps = _shown(operation, first, second, sign, unit)
    said = _verdict(operation, first, second, value, lows, highs)
    open_end = any(f.comparator in OPEN for f in operands)
    note = "（按文中所写的界限计算）" if open_end else ""
    return _answer(intent, f"{figure_sentence(first)}{figure_sentence(second)}{said}{note}。",
                   value, [first, second], evidence, steps)  # fmt: skip


def _apply(operation: Operation, a: Figure, b: Figure) -> tuple[Decimal | None, Decimal | None]:
    if operation is Operation.DIFFERENCE:
        return a.low - b.low, a.high - b.high
    if b.low == 0 or b.high == 0:
        return None, None
    if operation is Operation.TIMES:
        return _rounded(a.low / b.low), _rounded(a.high / b.high)
    return _rounded((a.low - b.low) / b.low * 100), _rounded((a.high - b.high) / b.high * 100)


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)


def result_unit(operation: Operation, unit: str) -> str:
    """Return the unit of what a calculation with figures of a unit gives."""
    if operation is Operation.TIMES:
        return "倍"
    if operation is Operation.CHANGE:
        return "%"
    return "个百分点" if unit in {"%", "百分点"} else unit


def _value(low: Decimal, high: Decimal, unit: str, *, absolute: bool) -> Value:
    if absolute:
        low, high = sorted((abs(low), abs(high)))
    if low == high:
        return Value(scaled(low, unit), low, unit)
    return Value(f"{scaled(low, unit)}至{scaled(high, unit)}", None, unit)


def scaled(number: Decimal, unit: str) -> str:
    """Return a number with its unit as people write it.

    >>> scaled(Decimal(300000), "人"), scaled(Decimal("0.5"), "个百分点")
    ('30万人', '0.5个百分点')
    """
    for power, word in ((8, "亿"), (4, "万")):
        if abs(number) >= 10**power:
            return f"{plain(number / 10**power)}{word}{unit}"
    return f"{plain(number)}{unit}"


def _verdict(
    operation: Operation, a: Figure, b: Figure, value: Value, low: Decimal, high: Decimal
) -> str:
    left, right = (_name(f, a, b) for f in (a, b))
    if operation is Operation.TIMES:
        return f"{left}是{right}的{value.value}"
    if operation is Operation.CHANGE:
        return f"{left}比{right}变化{value.value}"
    if low == high == 0:
        return f"{left}与{right}相同，相差{value.value}"
    more = low >= 0 and high >= 0
    less = low <= 0 and high <= 0
    word = "高" if more else "低" if less else "相差"
    return f"{left}比{right}{word}{value.value}" if more or less else f"两者相差{value.value}"


def _name(figure: Figure, a: Figure, b: Figure) -> str:
    if a.area_iri != b.area_iri:
        return figure.area or ""
    return period_words(figure.start, figure.end, figure.period_text)


def _shown(operation: Operation, a: Figure, b: Figure, sign: str, unit: str) -> tuple[str, ...]:
    pairs = [(a.low, b.low)] if (a.low, b.low) == (a.high, b.high) else [
        (a.low, b.low), (a.high, b.high)]  # fmt: skip
    lines = []
    for x, y in pairs:
        if operation is Operation.DIFFERENCE:
            lines.append(f"{plain(x)} {sign} {plain(y)} = {plain(x - y)} {unit}")
        elif operation is Operation.TIMES:
            lines.append(f"{plain(x)} ÷ {plain(y)} = {plain(_rounded(x / y))}")
        else:
            percent = _rounded((x - y) / y * 100)
            lines.append(f"({plain(x)} - {plain(y)}) ÷ {plain(y)} × 100 = {plain(percent)}%")
    return tuple(lines)


def _over_all(
    intent: Intent, catalog: Catalog, operands: Sequence[Figure], evidence: dict[str, Fact]
) -> Answer | None:
    unit, n = operands[0].unit, len(operands)
    operation = intent.focus.operation
    if operation is Operation.SUM and unit in {"%", "百分点", "‰"}:
        return None
    word, compute = _SUMMARIES[operation]
    low, step = compute([f.low for f in operands])
    high, _ = compute([f.high for f in operands])
    steps = [step]
    value = _value(low, high, unit, absolute=False)
    note = "（按文中所写的界限计算）" if any(f.comparator in OPEN for f in operands) else ""
    cells = "、".join(f"{f.area or f.agent or ''}{f.value_text}" for f in operands)
    kind = KIND_WORDS.get(operands[0].kind, "") if len({f.kind for f in operands}) == 1 else ""
    text = (
        f"在已收录的{catalog.held}中，{n}个地区有{_when(operands)}{operands[0].indicator}{kind}，"
        f"{word}{value.value}{note}：{cells}。"
    )
    return _answer(intent, text, value, operands, evidence, tuple(steps))


def _when(operands: Sequence[Figure]) -> str:
    """Return the period of figures that are all of one."""
    periods = {period_words(f.start, f.end, f.period_text) for f in operands}
    return periods.pop() if len(periods) == 1 else ""


def _total(numbers: Sequence[Decimal]) -> tuple[Decimal, str]:
    total = sum(numbers, Decimal(0))
    return total, f"{'＋'.join(map(plain, numbers))} = {plain(total)}"


def mean_of(numbers: Sequence[Decimal]) -> tuple[Decimal, str]:
    """Return the mean to two decimals, and the calculation written out."""
    mean = _rounded(sum(numbers, Decimal(0)) / len(numbers))
    return mean, f"({'＋'.join(map(plain, numbers))}) ÷ {len(numbers)} = {plain(mean)}"


def _median(numbers: Sequence[Decimal]) -> tuple[Decimal, str]:
    middle = median(numbers)
    return middle, f"{'、'.join(map(plain, sorted(numbers)))} 的中位数 = {plain(middle)}"


_SUMMARIES = {
    Operation.SUM: ("合计", _total),
    Operation.AVERAGE: ("平均", mean_of),
    Operation.MEDIAN: ("中位数为", _median),
}
"""How a summary is said, and what computes it and writes the calculation out."""


def _answer(
    intent: Intent,
    text: str,
    value: Value,
    operands: Sequence[Figure],
    evidence: dict[str, Fact],
    steps: tuple[str, ...],
) -> Answer:
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=text,
        values=(value,),
        evidence=cite([evidence[f.iri] for f in operands]),
        source="graph",
        sparql=operand_query([f.iri for f in operands]),
        steps=(*intent.steps, *steps),
        confidence=min(evidence[f.iri].confidence for f in operands),
    )
