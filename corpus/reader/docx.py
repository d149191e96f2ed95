"""DOCX: headings, numbered lists and tables in the order of the document."""

from __future__ import annotations

import re
from collections import defaultdict
from io import BytesIO
from typing import TYPE_CHECKING, Any

from corpus.error import CorpusError
from corpus.numeral import to_chinese
from corpus.reader.draft import Draft, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.document import RawDocument
    from corpus.reader.package import Package

_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_MARKED = re.compile(r"第.{1,6}[编章节条]|[一二三四五六七八九十]+、|[（(]|\d")
_CHINESE = ("chineseCounting", "japaneseCounting", "taiwaneseCounting", "ideograph")


def read(package: Package, content: bytes, name: str, source: str) -> Iterator[RawDocument]:
    """Yield the one document of a DOCX file.

    Raises:
        CorpusError: It is damaged or has no text.
    """
    import docx
    from docx.table import Table

    package.refuse_entities()
    try:
        document = docx.Document(BytesIO(content))
    except Exception as error:
        raise CorpusError("DOCX 已损坏：请用办公软件打开并另存。 The DOCX is damaged.") from error
    numbers = _Numbering(document)
    draft = Draft()
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            draft.table(_rows(block))
        else:
            _add(draft, block, numbers)
    yield draft.document(name, source, {})


def _add(draft: Draft, paragraph: Any, numbers: _Numbering) -> None:  # noqa: ANN401
    lines = [clean_line(line) for line in paragraph.text.split("\n")]
    text = "\n".join(filter(None, lines))
    if not text:
        return
    text = numbers.of(paragraph) + text
    style = paragraph.style.name if paragraph.style is not None else ""
    heading = _HEADING.match(style or "")
    if heading and not _MARKED.match(text):
        text = f"{'#' * int(heading[1])} {text}"
    for line in text.split("\n"):
        draft.line(line)


def _rows(table: Any) -> list[list[str]]:  # noqa: ANN401
    """Return the cells of each row; one merged over columns comes once."""
    rows = []
    for row in table.rows:
        cells: list[Any] = []
        for cell in row.cells:
            if not cells or cell._tc is not cells[-1]._tc:
                cells.append(cell)
        rows.append([cell.text for cell in cells])
    return rows


class _Numbering:
    """The numbers that Word puts before paragraphs and that are not part of their text."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401
        self._counts: dict[tuple[str, int], int] = defaultdict(int)
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {each.get(_w("abstractNumId")): each for each in root.iter(_w("abstractNum"))}
        for number in root.iter(_w("num")):
            reference = number.find(_w("abstractNumId"))
            style = None if reference is None else abstract.get(reference.get(_w("val")))
            for level in () if style is None else style.iter(_w("lvl")):
                key = (number.get(_w("numId"), ""), int(level.get(_w("ilvl"), "0")))
                self._levels[key] = (
                    _value(level, "numFmt", "decimal"),
                    _value(level, "lvlText", ""),
                    int(_value(level, "start", "1")),
                )

    def of(self, paragraph: Any) -> str:  # noqa: ANN401
        """Return the number of a paragraph, ``""`` for none or a bullet."""
        key = self._key(paragraph)
        if key is None or key not in self._levels:
            return ""
        number, level = key
        self._counts[key] += 1
        for other in [each for each in self._counts if each[0] == number and each[1] > level]:
            del self._counts[other]
        form, pattern, _ = self._levels[key]
        if form == "bullet":
            return ""
        return re.sub(r"%([1-9])", lambda match: self._shown(number, int(match[1]) - 1), pattern)

    def _shown(self, number: str, level: int) -> str:
        form, _, start = self._levels.get((number, level), ("decimal", "", 1))
        value = start + max(self._counts[number, level], 1) - 1
        return to_chinese(value) if form.startswith(_CHINESE) else str(value)

    def _key(self, paragraph: Any) -> tuple[str, int] | None:  # noqa: ANN401
        properties = [paragraph._p.pPr]
        if paragraph.style is not None:
            properties.append(paragraph.style.element.pPr)
        for each in properties:
            found = None if each is None else each.find(_w("numPr"))
            if found is not None and (number := _value(found, "numId", "0")) != "0":
                return number, int(_value(found, "ilvl", "0"))
        return None


def _value(parent: Any, tag: str, default: str) -> str:  # noqa: ANN401
    child = parent.find(_w(tag))
    return default if child is None else str(child.get(_w("val"), default))


def _w(tag: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{tag}"
