"""Pages of placed characters (PDF, OFD) put back into paragraphs.

Coordinates run from the top left of the page. What repeats at the head or foot of pages is left
out, columns are read one after the other, and lines that were broken only for want of room are
joined again.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from corpus.reader.draft import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.reader.draft import Draft

GAP = 1.5
"""A gap of so many character heights within a line is one between columns or cells."""
EDGE_LINES = 2
"""Lines at the top and at the bottom of a page among which headers and footers are looked for."""

_DIGITS = re.compile(r"\d+|[一二三四五六七八九十]+")
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*\d{1,4}[-—–－·\s]*|第?\s*\d{1,4}\s*页?\s*[/／，,共]+\s*\d{1,4}\s*页?"
    r"|第\s*[\d一二三四五六七八九十]{1,5}\s*页(?:\s*[/／，,]?\s*共\s*\d{1,4}\s*页)?"
)
_LATIN = re.compile(r"[A-Za-z]")
_STARTS = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+[编章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.．、](?!\d)|附件?[\d一二三四五六七八九十]*[:：]|#)"
)


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


_Placed = tuple[Run, _Column] | Table


def compose(sheets: Sequence[Sheet], draft: Draft) -> None:
    """Add the text of pages to a draft."""
    lines = [
        _lines(run for run in sheet.runs if not any(table.holds(run) for table in sheet.tables))
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


def _lines(runs: Iterable[Run]) -> list[list[Run]]:
    """Return the lines of a page from the top, each as segments from the left."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: ((run.top + run.bottom) / 2, run.left)):
        middle = (run.top + run.bottom) / 2
        if rows and middle < rows[-1][0].bottom and middle > rows[-1][0].top:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [segments for row in rows if (segments := _segments(row))]


def _segments(row: list[Run]) -> list[Run]:
    """Join the characters of a line; a wide gap parts segments, a narrow one is a space."""
    found: list[list[Run]] = []
    for run in sorted(row, key=lambda run: run.left):
        if found and run.left - found[-1][-1].right < GAP * max(run.height, 1e-6):
            found[-1].append(run)
        else:
            found.append([run])
    return [merged for part in found if (merged := _merged(part)).text]


def _merged(part: list[Run]) -> Run:
    text = ""
    for before, run in zip([None, *part], part, strict=False):
        gap = 0 if before is None else run.left - before.right
        latin = _LATIN.match(text[-1:]) or _LATIN.match(run.text[:1])
        wide = gap > (0.25 if latin else 0.7) * run.height
        text += f" {run.text}" if wide and text and text[-1:] != " " else run.text
    return Run(
        clean_line(text),
        min(run.left for run in part),
        min(run.top for run in part),
        max(run.right for run in part),
        max(run.bottom for run in part),
    )


def _furniture(pages: Sequence[list[list[Run]]]) -> set[tuple[int, int]]:
    """Return (page, line) of page numbers, and of heads and feet that repeat at one height."""
    edges = [
        (number, at, _kind(page[at]))
        for number, page in enumerate(pages)
        for at in range(len(page))
        if at < EDGE_LINES or at >= len(page) - EDGE_LINES
    ]
    often = Counter(kind for _, kind in {(number, kind) for number, _, kind in edges})
    enough = max(3, len(pages) // 3) if len(pages) > 2 else 2
    return {
        (number, at)
        for number, at, kind in edges
        if often[kind] >= enough
        or (at in (0, len(pages[number]) - 1) and _PAGE_NUMBER.fullmatch(_words(pages[number][at])))
    }


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
    return _Column(min(run.left for run in runs), max(run.right for run in runs))


def _gutter(page: list[list[Run]]) -> float | None:
    """Return where two columns part: most lines of the page have a gap there."""
    if len(page) < 4:
        return None
    edge = _column([run for line in page for run in line])
    width = edge.right - edge.left
    gaps = [(line[at].right, line[at + 1].left) for line in page for at in range(len(line) - 1)]
    gaps = [gap for gap in gaps if 0.35 < ((sum(gap) / 2) - edge.left) / max(width, 1e-6) < 0.65]
    if len(gaps) < max(3, 0.4 * len(page)):
        return None
    at = median((one + other) / 2 for one, other in gaps)
    through = sum(1 for one, other in gaps if one <= at <= other)
    full = [run for line in page for run in line if run.right - run.left > 0.35 * width]
    return at if through >= 0.8 * len(gaps) and len(full) >= len(page) else None


def _continues(last: tuple[Run, _Column], item: tuple[Run, _Column]) -> bool:
    """Tell whether a line goes on with the paragraph of the line before.

    The line before reached the right margin, and this one begins at the left margin, unindented,
    with no mark of a heading or list item, in letters of about the same size.
    """
    (before, there), (run, here) = last, item
    size = max(before.height, run.height)
    if min(before.height, run.height) < 0.75 * size or _STARTS.match(run.text):
        return False
    if there.right - before.right > 1.6 * size or before.right - before.left < 8 * size:
        return False
    return run.left - here.left < 1.0 * size


def _joint(before: str, after: str) -> str:
    """Return how a line goes on: English words keep their space and lose a hyphen at the break."""
    if before[-1:].isascii() and after[:1].isascii() and _LATIN.match(after):
        return f" {after}"
    return after
