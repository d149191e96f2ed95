"""Tables of web pages as rows: merged cells in each place they take; no tables of layout."""

from __future__ import annotations

from typing import Any

from corpus.reader.draft import CELLS, clean_line

MOST_ROWS, MOST_COLUMNS = 1000, 200
"""Rows and columns that a merged cell may take; the standard of HTML allows 65534 and 1000."""
LONG_CELL = 200
"""Characters from which a cell is running text; tables of such cells only lay out the page."""


def rows_of(table: Any) -> list[list[str]]:  # noqa: ANN401
    """Return the rows of a table of data; none for one that only lays out the page."""
    spread = []
    for row in table.iter("tr"):
        if next((up for up in row.iterancestors("table")), None) is not table:
            return []
        spread.append([_cell(each) for each in row if each.tag in ("td", "th")])
    rows = [row for row in _spread(spread) if any(row)]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return []
    long = sum(1 for row in rows for cell in row if len(cell) > LONG_CELL)
    if long * 4 > len(rows) or any(CELLS in cell for row in rows for cell in row):
        return []
    return rows


def _cell(cell: Any) -> tuple[str, int, int]:  # noqa: ANN401
    """Return the words of a cell, and how many rows and columns it takes."""
    words = clean_line(" ".join(cell.itertext()))
    return words, _span(cell.get("rowspan"), MOST_ROWS), _span(cell.get("colspan"), MOST_COLUMNS)


def _span(written: str | None, most: int) -> int:
    digits = (written or "").strip()
    return min(max(int(digits), 1), most) if digits.isascii() and digits.isdigit() else 1


def _spread(rows: list[list[tuple[str, int, int]]]) -> list[list[str]]:
    """Return rows in which a merged cell stands in each place that it takes.

    So each row tells by itself what it is about. A cell alone in its row is a heading and stands
    once, and so does running text.
    """
    found: list[list[str]] = []
    held: dict[int, tuple[str, int]] = {}  # by column: what comes down from above, and how far
    for row in rows:
        cells: list[str] = []
        waiting = list(row)
        while waiting or len(cells) in held:
            at = len(cells)
            if at in held:
                words, left = held.pop(at)
                cells.append(words)
                if left > 1:
                    held[at] = (words, left - 1)
                continue
            words, down, across = waiting.pop(0)
            if len(row) == 1 or len(words) > LONG_CELL:
                down = across = 1
            for column in range(at, min(at + across, MOST_COLUMNS)):
                held.pop(column, None)
                cells.append(words)
                if down > 1:
                    held[column] = (words, down - 1)
            if at >= MOST_COLUMNS:
                break
        found.append(cells)
    return found
