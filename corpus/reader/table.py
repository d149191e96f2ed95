"""CSV and XLSX: a table of documents, one a row; any other table is one document of rows."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from corpus.document import Failure, Place, RawDocument
from corpus.error import CorpusError
from corpus.reader.draft import Draft, clean_line
from corpus.reader.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpus.reader.package import Package

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("正文", "内容", "全文", "正文内容", "文件内容", "文本", "text", "body", "content"),
    "title": (
        "标题",
        "名称",
        "文件名称",
        "文件名",
        "政策名称",
        "政策标题",
        "题目",
        "title",
        "name",
    ),
    "issuer": (
        "发文机关",
        "发布机构",
        "发文单位",
        "发布单位",
        "发布部门",
        "制发机关",
        "发文机构",
        "issuer",
        "office",
    ),
    "document_number": ("发文字号", "文号", "发布文号", "发文文号", "document_number", "number"),
    "issued_on": ("成文日期", "成文时间", "发文日期", "发文时间", "issued_on"),
    "published": ("发布日期", "发布时间", "公开日期", "日期", "published", "published_on", "date"),
    "effective_from": ("施行日期", "实施日期", "生效日期", "effective_from"),
    "source_url": ("链接", "网址", "原文链接", "来源网址", "url", "link", "source_url"),
    "retrieved_on": ("采集日期", "采集时间", "下载日期", "retrieved_on"),
    "id": ("编号", "id", "docid"),
}
"""For each key the column names that mean it."""

_NAMES = {name: key for key, names in COLUMNS.items() for name in names}
_LONG = 60
"""Characters that the cells of an unnamed column have on average for it to be the text."""
_HEAD = 10


def read_csv(content: bytes, name: str, source: str) -> Iterator[RawDocument | Failure]:
    """Yield the documents of a CSV or TSV file.

    Raises:
        CorpusError: It is no table.
    """
    text = decode(content).lstrip("\ufeff")
    head = text[:20_000].split("\n", 1)[0]
    delimiter = max(",\t;", key=head.count)
    csv.field_size_limit(1 << 30)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise CorpusError(
            f"不是有效的 CSV（{error}）：请另存为 CSV UTF-8。 Not valid CSV."
        ) from error
    yield from _documents(rows, name, source, "")


def read_xlsx(
    package: Package, content: bytes, name: str, source: str
) -> Iterator[RawDocument | Failure]:
    """Yield the documents of the sheets of an XLSX file.

    Raises:
        CorpusError: It is damaged or empty.
    """
    import openpyxl

    package.refuse_entities()
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = [
            [[_shown(cell) for cell in row] for row in sheet.values] for sheet in book.worksheets
        ]
    except Exception as error:
        raise CorpusError("XLSX 已损坏：请用办公软件打开并另存。 The XLSX is damaged.") from error
    filled = [rows for rows in sheets if any(any(row) for row in rows)]
    if not filled:
        raise CorpusError("表格没有内容：请检查文件。 An empty table.")
    for number, rows in enumerate(filled, start=1):
        yield from _documents(rows, name, source, "" if number == 1 else f"{number}.")


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime) and not (cell.hour or cell.minute):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _documents(
    rows: Sequence[Sequence[str]], name: str, source: str, sheet: str
) -> Iterator[RawDocument | Failure]:
    at, columns = _header(rows)
    if "text" not in columns.values():
        draft = Draft()
        draft.table(rows)
        whole = f"#L{sheet}1" if sheet else ""
        yield draft.document(name + whole, source + whole, {})
        return
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        if not any(cell.strip() for cell in row):
            continue
        given = {
            columns.get(
                column, clean_line(rows[at][column]) if column < len(rows[at]) else ""
            ): cell
            for column, cell in enumerate(row)
            if cell.strip()
        }
        given.pop("", None)
        text = given.pop("text", "")
        line = f"#L{sheet}{number}"
        if not text.strip():
            yield Failure(
                source + line, "这一行没有正文：请补上或删去这一行。 No text in this row."
            )
            continue
        place = Place(0, None, f"row {number}")
        own = given.pop("id", "")
        yield RawDocument(own or name + line, text, given, source + line, places=(place,))


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, str]]:
    """Return which row has the names of the columns, and what each column is."""
    best: tuple[int, dict[int, str]] = (0, {})
    for at, row in enumerate(rows[:_HEAD]):
        columns: dict[int, str] = {}
        for column, cell in enumerate(row):
            key = _NAMES.get(re.sub(r"[\s*（(].*", "", clean_line(cell)).lower())
            if key and key not in columns.values():
                columns[column] = key
        if len(columns) > len(best[1]):
            best = at, columns
    at, columns = best
    if len(columns) < 2 and "text" not in columns.values():
        return 0, {}
    if "text" not in columns.values():
        sizes = {
            column: sum(len(row[column]) for row in rows[at + 1 :] if column < len(row))
            for column in range(len(rows[at]))
            if column not in columns
        }
        longest = max(sizes, key=lambda column: sizes[column], default=None)
        if longest is not None and sizes[longest] >= _LONG * max(len(rows) - at - 1, 1):
            columns[longest] = "text"
    return at, columns
