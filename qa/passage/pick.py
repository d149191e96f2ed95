"""Which of a sentence's figures is the one asked for, where the question names its unit."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from nlp.numeral import find_numerals
from nlp.unit import read_unit
from qa.answer import Value
from qa.question.focus import Asked
from qa.recall.coverage import context_of, coverage
from qa.recall.measure import asked_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.extraction import Measurement
    from nlp.pipeline import Pipeline
    from qa.passage.reading import Reading
    from qa.question.intent import Intent

NEAR_HEAD = 4
"""Characters that may stand between a figure and what it is of: 11天（*法定*节假日）."""
_ADDED = re.compile(r"(?:增加|另加|再加|延长|顺延|缩短|减少)了?$")
_BEFORE = re.compile(r"从多少|由多少|原来|原先|此前|以前|之前|基数|初期")
"""Words that ask for the base of a rise."""


def picked(intent: Intent, reading: Reading, pipeline: Pipeline) -> Reading:
    """Return a reading with the figure of the unit asked for (多少*所*), itself where it is that.

    Of several figures of the unit the one whose clause has most of the question's words is taken.
    """
    if intent.focus.asked is not Asked.NUMBER or not reading.values:
        return reading
    if _BEFORE.search(intent.question):
        return reading
    document = reading.document
    day = document.metadata.issued_on or document.metadata.published_on
    found = pipeline.parse(reading.quote, on=day).measurements
    reading = _reached(reading, found)
    unit = asked_unit(intent.question)
    if unit is None:
        return reading
    named = of_head(intent, reading)
    if named is not reading:
        return named
    fitting = [m for m in found if m.unit.startswith(unit.name) and m.kind != "baseline"]
    if not fitting or any(m.value_text == reading.values[0].value for m in fitting):
        return reading

    def shared(figure: Measurement) -> float:
        near = context_of(reading.quote, figure.value_text)
        return coverage(intent.content, figure.indicator or "", near)

    return _with(reading, max(fitting, key=shared))


def of_head(intent: Intent, reading: Reading) -> Reading:
    """Return a reading with the one figure that what is asked for stands behind: 98天*产假*."""
    found = []
    quote, asked = reading.quote, asked_unit(intent.question)
    number_asked = intent.focus.asked is Asked.NUMBER and asked is not None
    for numeral in find_numerals(quote) if intent.head and number_asked else ():
        unit = read_unit(quote, numeral.end)
        if unit is None or asked is None or not unit.name.startswith(asked.name):
            continue
        behind = re.split("[，。；、）)]", quote[unit.end :], maxsplit=1)[0]
        is_of = intent.head in behind[: len(intent.head) + NEAR_HEAD]
        if is_of and not _ADDED.search(quote[: numeral.start]):
            number = numeral.low if numeral.low == numeral.high else None
            found.append(Value(quote[numeral.start : unit.end], number, unit.name))
    return replace(reading, values=(found[0],)) if len(found) == 1 else reading


def _with(reading: Reading, figure: Measurement) -> Reading:
    number = figure.low if figure.low == figure.high else None
    return replace(reading, values=(Value(figure.value_text, number, figure.unit),))


def _reached(reading: Reading, found: Sequence[Measurement]) -> Reading:
    """Take what was reached and not what it was before, of 从X提高到Y."""
    said = reading.values[0].value
    base = next((m for m in found if m.kind == "baseline" and m.value_text in said), None)
    if base is None:
        return reading
    reached = next(
        (m for m in found if m.indicator == base.indicator and m.kind != "baseline"), None
    )
    if reached is None or reached.value_text in said:
        return reading
    return _with(reading, reached)
