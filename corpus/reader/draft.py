"""A document being put together block by block, with the place of each block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from corpus.document import Place, RawDocument
from corpus.error import CorpusError
from corpus.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CELLS = " | "
"""What stands between the cells of a table row, which is one line of the text."""

_SPACE = re.compile(r"[ \t\r\n\x0b\x0c]+")


class Draft:
    """Lines and their places; the text has only characters that ``normalize`` keeps."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._places: list[Place] = []
        self._length = 0
        self.tables = 0

    def line(self, text: str, *, page: int | None = None, element: str = "") -> None:
        """Add a paragraph of its own; nothing for white space."""
        clean = clean_line(text)
        if clean:
            self._new_line()
            self._place(page, element)
            self._append(clean)

    def more(self, text: str, *, page: int | None = None) -> None:
        """Go on with the last paragraph, perhaps on another page."""
        self._place(page, self._places[-1].element if self._places else "")
        self._append(text)

    def table(self, rows: Sequence[Sequence[str]], *, page: int | None = None) -> None:
        """Add a table, a row a line."""
        self.tables += 1
        for number, row in enumerate(rows, start=1):
            cells = [clean_line(cell) for cell in row]
            if any(cells):
                element = f"table {self.tables} row {number}"
                self.line(CELLS.join(cells).strip(), page=page, element=element)

    def document(self, name: str, source: str, given: Mapping[str, Any]) -> RawDocument:
        """Return the document.

        Raises:
            CorpusError: It has no text.
        """
        text = "".join(self._parts)
        if not text.strip():
            raise CorpusError("没有读出文字：请检查文件内容。 No text was found in the file.")
        return RawDocument(name, text + "\n", dict(given), source, places=tuple(self._places))

    def _new_line(self) -> None:
        if self._parts:
            self._append("\n")

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _place(self, page: int | None, element: str) -> None:
        last = self._places[-1] if self._places else None
        if last is None or (last.page, last.element) != (page, element):
            self._places.append(Place(self._length, page, element))


def clean_line(text: str) -> str:
    """Return a text on one line, without control characters and space at its ends."""
    return _SPACE.sub(" ", normalize(text)[0]).strip(" \u3000\xa0")
