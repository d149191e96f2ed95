"""Pages of placed characters (PDF, OFD) put back into paragraphs.

Coordinates run from the top left of the page. What repeats at the head or foot of pages is left
out, columns are read one after the other, and lines that were broken only for want of room are
joined again.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from corpus.reader.line import Run, lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.reader.draft import Draft

EDGE_LINES = 2
"""Lines at the top and at the bottom of a page among which headers and footers are looked for."""

_DIGITS = re.compile(r"\d+|[一二三四五六七八九十]+")
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*\d{1,4}[-—–－·\s]*|第?\s*\d{1,4}\s*页?\s*[/／，,共]+\s*\d{1,4}\s*页?"
    r"|第\s*[\d一二三四五六七八九十]{1,5}\s*页(?:\s*[/／，,]?\s*共\s*\d{1,4}\s*页)?"
)
_STOPPED = re.compile(r"[。；：！？][”’」』）)]?$")
RAGGED = 2.3
"""Characters by which a full line may be short: 平， goes to the next line together."""
APART = 1.4
"""So many times the usual distance between lines sets heads and feet apart from the text."""
LEAST_LINES = 3
"""Full lines that each of two columns has."""
_LATIN = re.compile(r"[A-Za-z]")
_STARTS = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+[编章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.．、](?!\d)|附件?[\d一二三四五六七八九十]*[:：]|#)"
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was recognised on a page, and where it stands."""

    rows: tuple[tuple[str, ...], ...]
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, run: Run) -> bool:
        """Tell whether the middle of a run lies in the table."""
        x, y = (run.left + run.right) / 2, (run.top + run.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its characters in any order, its tables."""

    runs: tuple[Run, ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    right: float
    indents: bool


_Placed = tuple[Run, _Column] | Table


def compose(sheets: Sequence[Sheet], draft: Draft) -> None:
    """Add the text of pages to a draft."""
    lines = [
        lines_of(run for run in sheet.runs if not any(table.holds(run) for table in sheet.tables))
        for sheet in sheets
    ]
    furniture = _furniture(lines)
    last: tuple[Run, _Column] | None = None
    for number, (sheet, page) in enumerate(zip(sheets, lines, strict=True), start=1):
        kept = [line for at, line in enumerate(page) if (number - 1, at) not in furniture]
        for item in _in_order(kept, sheet.tables):
            if isinstance(item, Table):
                draft.table(item.rows, page=number)
                last = None
            elif last is not None and _continues(last, item):
                draft.more(_joint(last[0].text, item[0].text), page=number)
                last = item
            else:
                draft.line(item[0].text, page=number)
                last = item


def _furniture(pages: Sequence[list[list[Run]]]) -> set[tuple[int, int]]:
    """Return (page, line) of page numbers, and of heads and feet that repeat at one height.

    What recurs is furniture only if it is set apart from the text on most of its pages: 单位：万元
    may stand above the table of every page.
    """
    edges = [
        (number, at, _kind(page[at]))
        for number, page in enumerate(pages)
        for at in range(len(page))
        if at < EDGE_LINES or at >= len(page) - EDGE_LINES
    ]
    often = Counter(kind for _, kind in {(number, kind) for number, _, kind in edges})
    apart = Counter(kind for number, at, kind in edges if _apart(pages[number], at))
    enough = max(3, len(pages) // 3) if len(pages) > 2 else 2
    return {
        (number, at)
        for number, at, kind in edges
        if (often[kind] >= enough and apart[kind] * 2 > often[kind])
        or (at in (0, len(pages[number]) - 1) and _PAGE_NUMBER.fullmatch(_words(pages[number][at])))
    }


def _apart(page: list[list[Run]], at: int) -> bool:
    """Tell whether a line at the edge is set apart from the text, alone or with its neighbour."""
    tops = [line[0].top for line in page]
    steps = [after - before for before, after in pairwise(tops)]
    if len(steps) <= EDGE_LINES:
        return True
    usual = median(steps)
    within = steps[at:EDGE_LINES] if at < EDGE_LINES else steps[len(steps) - EDGE_LINES : at]
    return any(step >= APART * usual for step in within)


def _kind(line: list[Run]) -> tuple[str, int]:
    """Return what is the same for the heads of two pages: the words but for numbers, the height."""
    shape = _DIGITS.sub("#", _words(line).replace(" ", ""))
    return shape, round(line[0].top / max(line[0].height, 1e-6))


def _words(line: list[Run]) -> str:
    return " ".join(run.text for run in line)


def _in_order(page: list[list[Run]], tables: Sequence[Table]) -> list[_Placed]:
    """Return the lines and tables of a page as they are read: down the left column first."""
    gutter = _gutter(page)
    segments = [run for line in page for run in line]
    if gutter is None:
        placed: list[_Placed] = [(_whole(line), _column(segments)) for line in page]
        return sorted([*placed, *tables], key=_top)
    found: list[_Placed] = []
    left: list[Run] = []
    right: list[Run] = []
    items: list[Run | Table] = sorted([*segments, *tables], key=lambda each: each.top)
    for item in items:
        if isinstance(item, Run) and item.right <= gutter:
            left.append(item)
        elif isinstance(item, Run) and item.left >= gutter:
            right.append(item)
        else:
            found += _columns(left, right)
            left, right = [], []
            found.append(item if isinstance(item, Table) else (item, _column([item])))
    return found + _columns(left, right)


def _columns(left: list[Run], right: list[Run]) -> list[_Placed]:
    return [(run, _column(side)) for side in (left, right) for run in side]


def _top(item: _Placed) -> float:
    return item.top if isinstance(item, Table) else item[0].top


def _whole(line: list[Run]) -> Run:
    return Run(
        _words(line), line[0].left, line[0].top, line[-1].right, max(run.bottom for run in line)
    )


def _column(runs: Sequence[Run]) -> _Column:
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    indents = any(1.2 < (run.left - left) / max(run.height, 1e-6) < 4.5 for run in runs)
    return _Column(left, right, indents)


def _gutter(page: list[list[Run]]) -> float | None:
    """Return where two columns part: nearly nothing crosses it, and both sides are full of lines.

    The lines of the columns need not be at one height.
    """
    segments = [run for line in page for run in line]
    if len(segments) < 2 * LEAST_LINES:
        return None
    edge = _column(segments)
    width = edge.right - edge.left
    full = [run for run in segments if run.right - run.left > 0.3 * width]
    if len(full) < 0.5 * len(segments):
        return None
    places = [edge.left + width * step / 100 for step in range(35, 66)]
    crossed = [sum(run.left < x < run.right for run in segments) for x in places]
    best = [x for x, count in zip(places, crossed, strict=True) if count == min(crossed)]
    gutter = median(best)
    left = [run for run in full if run.right <= gutter]
    right = [run for run in full if run.left >= gutter]
    if min(len(left), len(right)) < LEAST_LINES or min(crossed) > 0.2 * len(segments):
        return None
    beside = min(left[-1].bottom, right[-1].bottom) - max(left[0].top, right[0].top)
    return gutter if beside > 0 else None


def _continues(last: tuple[Run, _Column], item: tuple[Run, _Column]) -> bool:
    """Tell whether a line goes on with the paragraph of the line before.

    The line before reached the right margin, and this one begins at the left margin, unindented,
    with no mark of a heading or list item, in letters of about the same size. Where no paragraph is
    indented, a stop at the end of a full line ends its paragraph.
    """
    (before, there), (run, here) = last, item
    size = max(before.height, run.height)
    if min(before.height, run.height) < 0.75 * size or _STARTS.match(run.text):
        return False
    if there.right - before.right > RAGGED * size or before.right - before.left < 8 * size:
        return False
    if not here.indents and _STOPPED.search(before.text):
        return False
    return run.left - here.left < 1.0 * size


def _joint(before: str, after: str) -> str:
    """Return how a line goes on: English words keep their space and lose a hyphen at the break."""
    if before[-1:].isascii() and after[:1].isascii() and _LATIN.match(after):
        return f" {after}"
    return after
