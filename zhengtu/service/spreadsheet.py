"""Tables as Excel files; every word stays a word, also one that begins with an equals sign."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def xlsx(columns: Sequence[str], rows: Iterable[Sequence[object]], *, sheet: str = "政图") -> bytes:
    """Return a table as an Excel file; numbers stay numbers, texts are never formulas."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for row in (columns, *rows):
        cells = []
        for value in row:
            text = isinstance(value, str)
            clean: Any = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            cell = WriteOnlyCell(page, clean)
            # A quote that begins with = is text, not a formula.
            cell.data_type = "s" if text else cell.data_type
            cells.append(cell)
        page.append(cells)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
