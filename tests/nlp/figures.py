"""What the tests of figures share: reading a sentence and writing down what was read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from nlp.period import Anchor
from nlp.pipe.measurement.extract import measure
from nlp.pipe.measurement.setting import Genre, Setting

if TYPE_CHECKING:
    from nlp.extraction import Measurement

REPORT = Anchor(date(2026, 1, 28), 2026)


def read(text: str, genre: Genre = "other") -> list[Measurement]:
    """Return the figures of a text of 2026 from a province that does not exist."""
    return measure(Setting(text, text, REPORT, genre, "五岳省", "urn:wuyue"))


def figures(text: str, genre: Genre = "other") -> list[str]:
    """Return the figures of a text as ``indicator comparator value unit``."""
    return [
        f"{m.indicator}{m.comparator}{m.low}{'' if m.low == m.high else f'~{m.high}'}{m.unit}"
        for m in read(text, genre)
    ]
