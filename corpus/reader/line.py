"""Characters put together into lines, whatever boxes their font gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from corpus.reader.draft import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

GAP = 1.5
"""A gap of so many character heights within a line is one between columns or cells."""

LOW = 0.6
"""Share of the height of a full character below which one is low."""
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand together on a line, in any unit of length."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """The height of the box."""
        return self.bottom - self.top

    def holds(self, other: Run) -> bool:
        """Tell whether the middle of another run lies at the height of this one."""
        return self.top < (other.top + other.bottom) / 2 < self.bottom


def lines_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Return the lines of a page from the top, each as segments from the left.

    Some fonts give 一 and ，a box of their ink only. So full characters make the lines, and low
    ones join them afterwards, of lines side by side in two columns the nearest.
    """
    every = list(runs)
    usual = median(run.height for run in every) if every else 0.0
    rows: list[_Row] = []
    for run in sorted(every, key=lambda run: (run.top + run.bottom, run.left)):
        if run.height >= LOW * usual:
            _join(rows, rows[-3:], run)
    for run in every:
        if run.height < LOW * usual:
            _join(rows, rows, run)
    rows.sort(key=lambda row: row.tallest.top + row.tallest.bottom)
    return [segments for row in rows if (segments := _segments(row.runs))]


def _join(rows: list[_Row], near: list[_Row], run: Run) -> None:
    """Add a run to the nearest of some rows that it is level with, else to a row of its own."""
    level = [row for row in near if row.is_level(run)]
    if not level:
        rows.append(_Row([run], run))
        return
    row = level[0] if len(level) == 1 else min(level, key=lambda each: each.distance(run))
    row.runs.append(run)
    row.tallest = max(row.tallest, run, key=lambda each: each.height)


@dataclass(slots=True)
class _Row:
    """A line in the making, and its tallest character."""

    runs: list[Run]
    tallest: Run

    def is_level(self, run: Run) -> bool:
        """Tell whether a run is at the height of this line, there where it would stand in it.

        A low one says little of its height: it must lie within a full one.
        """
        apart = _offset(run, self.tallest)
        if run.height < LOW * self.tallest.height:
            return apart < 1.5 and self.nearest(run).holds(run)
        return apart < 0.3 or (apart < 1.5 and _offset(run, self.nearest(run)) < 0.6)

    def nearest(self, run: Run) -> Run:
        """Return the full character of the line that stands nearest to a run."""
        full = (each for each in self.runs if each.height >= LOW * self.tallest.height)
        return min(full, key=lambda each: _gap(each, run))

    def distance(self, run: Run) -> float:
        """Return how far a run is from the nearest character of this line."""
        return min(_gap(each, run) for each in self.runs)


def _gap(one: Run, other: Run) -> float:
    return max(other.left - one.right, one.left - other.right)


def _offset(one: Run, other: Run) -> float:
    """Return how far the middles of two runs are apart, twice, in heights of the taller."""
    apart = abs(one.top + one.bottom - other.top - other.bottom)
    return apart / max(one.height, other.height, 1e-6)


def _segments(row: list[Run]) -> list[Run]:
    """Join the characters of a line; a wide gap parts segments, a narrow one is a space."""
    found: list[list[Run]] = []
    size = max(median(run.height for run in row), 1e-6)
    for run in sorted(row, key=lambda run: run.left):
        if found and run.left - found[-1][-1].right < GAP * max(run.height, size):
            found[-1].append(run)
        else:
            found.append([run])
    return [merged for part in found if (merged := _merged(part, size)).text]


def _merged(part: list[Run], size: float) -> Run:
    text = ""
    for before, run in zip([None, *part], part, strict=False):
        gap = 0 if before is None else run.left - before.right
        latin = _LATIN.match(text[-1:]) or _LATIN.match(run.text[:1])
        wide = gap > (0.25 if latin else 0.7) * max(run.height, size)
        text += f" {run.text}" if wide and text and text[-1:] != " " else run.text
    return Run(
        clean_line(text),
        min(run.left for run in part),
        min(run.top for run in part),
        max(run.right for run in part),
        max(run.bottom for run in part),
    )
