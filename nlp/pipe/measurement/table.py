"""Tables: rows that a reader wrote as ``cell | cell``, and those of Markdown.

The header row tells of each column its indicator, area, time, kind or unit; the first column tells
whose or of what the row's figures are. A cell counts only if it is nothing but a value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"^[^\n|]*\|[^\n]*$", re.MULTILINE)
_RULE = re.compile(r"[\s|:\-—]+")
LONGEST_CELL = 80
"""Characters of a cell that may name or hold a figure; what is longer is prose."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at ``start:end`` of the text, white space and emphasis at its ends left out."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table at ``start:end``; ``cells`` has its columns, None where one is empty."""

    start: int
    end: int
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header row, the rows below it, and the short line above it that says what it shows."""

    caption: Cell | None
    header: Row
    rows: tuple[Row, ...]

    @property
    def start(self) -> int:
        """Where its header begins."""
        return self.header.start

    @property
    def end(self) -> int:
        """Where its last row ends."""
        return self.rows[-1].end


def find_tables(text: str) -> list[Table]:
    """Return the tables of a text, in order: a header and at least one row of as many cells."""
    found = []
    for lines in _blocks(text):
        rows = [_row(text, *span) for span in lines if not _RULE.fullmatch(text, *span)]
        width = len(rows[0].cells) if rows else 0
        body = tuple(row for row in rows[1:] if 2 <= len(row.cells) <= width)
        if width > 1 and body:
            found.append(Table(_caption(text, rows[0].start), rows[0], body))
    return found


def _blocks(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the runs of adjoining lines that hold a bar."""
    block: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        if block and text[block[-1][1] : match.start()].strip():
            yield block
            block = []
        block.append(match.span())
    if block:
        yield block


def _row(text: str, start: int, end: int) -> Row:
    line = text[start:end]
    lead = len(line) - len(line.lstrip())
    begin = start + lead + (1 if line.lstrip().startswith("|") else 0)
    stop = start + len(line.rstrip())
    stop -= 1 if text[begin:stop].endswith("|") else 0
    cells, at = [], begin
    for piece in text[begin:stop].split("|"):
        cells.append(_cell(text, at, at + len(piece)))
        at += len(piece) + 1
    return Row(start, end, tuple(cells))


def _cell(text: str, start: int, end: int) -> Cell | None:
    while start < end and (text[start].isspace() or text[start] == "*"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "*"):
        end -= 1
    return Cell(start, end, text[start:end]) if 0 < end - start <= LONGEST_CELL else None


def _caption(text: str, start: int) -> Cell | None:
    end = len(text[:start].rstrip()) if start else 0
    begin = text.rfind("\n", max(0, end - LONGEST_CELL), end) + 1
    line = _cell(text, begin, end) if end else None
    return line if line and not line.text.endswith(("。", "；")) else None
