"""How well the yearly targets of provincial work reports are read.

The gold table holds cells read by hand (``provincial-targets-2026.csv``) from the reports beside
it. Development looked only at the first eight provinces of the reports file; the figures of the
others are given apart, since they alone say what to expect of unseen reports.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from corpus import PolicyDocument, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from nlp.extraction import Measurement

REPORTS = "provincial-reports-2026.jsonl"
GOLD = "provincial-targets-2026.csv"
TUNED = 8

_OPERATORS = {
    "=": "eq",
    "≈": "approx",
    "≥": "ge",
    ">": "ge",
    "≤": "le",
    "<": "le",
    "range": "range",
}
_UNITS = {"万人": ("人", 10_000), "万吨": ("吨", 10_000), "亿斤": ("斤", 100_000_000)}


@dataclass(frozen=True, slots=True)
class Cell:
    """One target: a province's indicator with its operator and bounds in the base unit."""

    province: str
    indicator: str
    operator: str
    low: Decimal
    high: Decimal
    unit: str


def read_gold(path: Path) -> list[Cell]:
    """Read the gold table, its units brought to the base unit (50 万人 is 500000 人)."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [_cell(row) for row in csv.DictReader(lines)]


def _cell(row: dict[str, str]) -> Cell:
    unit, factor = _UNITS.get(row["unit"], (row["unit"], 1))
    low, high = Decimal(row["low"]) * factor, Decimal(row["high"]) * factor
    return Cell(row["province"], row["indicator"], row["op"], low, high, unit)


def cells_of(found: Iterable[Measurement], province: str, year: int) -> list[Cell]:
    """Return the measurements that claim to be a province's targets for a year, as cells."""
    return [
        Cell(province, m.indicator or "", _OPERATORS[m.comparator], m.low, m.high, m.unit)
        for m in found
        if m.kind == "target" and m.area == province and _is_year(m, year)
    ]


def _is_year(found: Measurement, year: int) -> bool:
    period = found.period
    whole = (date(year, 1, 1), date(year, 12, 31))
    return period is not None and (period.start, period.end) == whole


def score(gold: Sequence[Cell], found: Sequence[Cell]) -> dict[str, Any]:
    """Compare the cells found with the gold of the same provinces.

    A found cell counts against precision if its indicator is in the gold of its province and it
    says something else there.
    """
    wanted = {(cell.province, cell.indicator) for cell in gold}
    claimed = [cell for cell in found if (cell.province, cell.indicator) in wanted]
    right = set(gold) & set(claimed)
    wrong = [cell for cell in claimed if cell not in right]
    recall = len(right) / len(gold) if gold else 0.0
    precision = 1 - len(wrong) / len(claimed) if claimed else 0.0
    total = precision + recall
    return {
        "cells": len(gold),
        "found": len(right),
        "recall": round(recall, 4),
        "precision": round(precision, 4),
        "f1": round(2 * precision * recall / total, 4) if total else 0.0,
        "missed": sorted(str(cell) for cell in set(gold) - right),
        "wrong": sorted({str(cell) for cell in wrong}),
    }


def run(data: Path) -> dict[str, Any]:
    """Extract the reports under ``data`` and score them against the gold table.

    Returns:
        ``tuned`` (the provinces development looked at), ``unseen`` and ``all``, each a score.
    """
    from nlp.pipeline import load

    pipeline, gold = load(), read_gold(data / GOLD)
    found: dict[str, list[Cell]] = {}
    for document in read([data / REPORTS]):
        if isinstance(document, PolicyDocument):
            extra = document.metadata.extra
            province, year = str(extra["province"]), int(extra["year"])
            found[province] = cells_of(pipeline.extract(document).measurements, province, year)
    order = list(found)
    parts = {"tuned": order[:TUNED], "unseen": order[TUNED:], "all": order}
    return {name: _part(gold, found, provinces) for name, provinces in parts.items()}


def _part(
    gold: Sequence[Cell], found: dict[str, list[Cell]], provinces: Sequence[str]
) -> dict[str, Any]:
    return score(
        [cell for cell in gold if cell.province in provinces],
        [cell for province in provinces for cell in found[province]],
    )
