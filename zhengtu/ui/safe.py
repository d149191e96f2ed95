"""The one place where words from documents and questions become safe to show.

Texts of documents, titles, numbers and questions are never markup. They reach the page as escaped
HTML, as a label without any Markdown meaning, or as a cell of a table.
"""

from __future__ import annotations

import csv
import html
import io
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A colon opens Streamlit's own directives (:material/x:, :red[x], :smile:), and a backslash before
# it is lost before they are looked for: an invisible joiner after it keeps the words apart.
_WORD_JOINER = "\u2060"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>&=^])")
_FORMULA = re.compile(r"[=@\t\r]|[+\-](?![\d.])")


def escape(text: object) -> str:
    """Return any words as HTML that shows exactly these words."""
    return html.escape(str(text), quote=True)


def label(text: object) -> str:
    r"""Return any words as Markdown that shows exactly these words, on one line.

    For labels of buttons and messages, which Streamlit reads as Markdown.

    >>> label("[点](http://x)")
    '\\[点\\]\\(http:\u2060//x\\)'
    """
    line = " ".join(str(text).split())
    return _MARKDOWN.sub(r"\\\1", line).replace(":", ":" + _WORD_JOINER)


def address(url: object) -> str | None:
    """Return a web address that may be linked to, or None for anything else (``javascript:``)."""
    text = str(url or "").strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in {"http", "https"} and parts.netloc else None


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as CSV in UTF-8 with a byte order mark, which spreadsheets need for Chinese.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it; negative and
    positive numbers stay as they are.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(_cell, columns))
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) else text
