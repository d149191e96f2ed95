"""Which of a sentence's figures is the one asked for, where the question names its unit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answer import Value
from qa.coverage import context_of, coverage
from qa.focus import Asked
from qa.measure import asked_unit

if TYPE_CHECKING:
    from nlp.extraction import Measurement
    from nlp.pipeline import Pipeline
    from qa.intent import Intent
    from qa.reading import Reading


def picked(intent: Intent, reading: Reading, pipeline: Pipeline) -> Reading:
    """Return a reading with the figure of the unit asked for (多少*所*), itself where it is that.

    Of several figures of the unit the one whose clause has most of the question's words is taken.
    """
    unit = asked_unit(intent.question)
    if unit is None or intent.focus.asked is not Asked.NUMBER or not reading.values:
        return reading
    document = reading.document
    day = document.metadata.issued_on or document.metadata.published_on
    found = pipeline.parse(reading.quote, on=day).measurements
    fitting = [m for m in found if m.unit.startswith(unit.name) and m.kind != "baseline"]
    if not fitting or any(m.value_text == reading.values[0].value for m in fitting):
        return reading

    def shared(figure: Measurement) -> float:
        near = context_of(reading.quote, figure.value_text)
        return coverage(intent.content, figure.indicator or "", near)

    best = max(fitting, key=shared)
    number = best.low if best.low == best.high else None
    return replace(reading, values=(Value(best.value_text, number, best.unit),))
