"""Which format a file has: by its first bytes; among texts by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.error import CorpusError
from corpus.reader.encoding import decode_start, reads_as_chinese

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD = 65_536
"""Bytes at the beginning that tell the format."""

MEDIA_TYPES: Mapping[str, str] = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "html": "text/html",
    "mhtml": "multipart/related",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ofd": "application/ofd",
    "legacy": "application/x-ole-storage",
    "zip": "application/zip",
}
NAMES: Mapping[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".pdf": "pdf",
    ".docx": "package",
    ".xlsx": "package",
    ".ofd": "package",
    ".zip": "package",
    ".doc": "legacy",
    ".wps": "legacy",
    ".xls": "legacy",
    ".et": "legacy",
    ".rtf": "legacy",
}
"""What a name promises; the content decides."""

IN_PROCESS = frozenset({"text", "markdown", "jsonl"})
"""Formats of plain text, which are read where the build runs."""

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(?:p|div|table|br|span|h\d)\b", re.IGNORECASE)
_MIME = re.compile(r"\s*(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)+", re.IGNORECASE)
_TEXTS = frozenset({"text", "markdown", "csv"})


def named_form(name: str) -> str | None:
    """Return the format that a file's name promises, None for one that is not read."""
    lower = name.lower()
    return next((form for suffix, form in NAMES.items() if lower.endswith(suffix)), None)


def form_of(head: bytes, name: str) -> str | None:
    """Return the format of a file that begins with ``head``; None if it is none that is read.

    Raises:
        CorpusError: The name promises one format and the content has none that is known.
    """
    promised = named_form(name)
    if promised == "jsonl":
        return promised
    if (found := _by_magic(head)) is not None:
        return found
    start = decode_start(head[:HEAD])
    if _HTML.match(start):
        return "html"
    if (mime := _MIME.match(start)) and re.search(
        r"^content-type:\s*(?:multipart/related|text/html)", mime[0], re.IGNORECASE | re.MULTILINE
    ):
        return "mhtml"
    if promised in _TEXTS or promised is None:
        return promised
    if promised == "html" or reads_as_chinese(start[:4000]):
        return "html" if _TAG.search(start) else "text"
    suffix = name[name.rfind(".") :]
    raise CorpusError(
        f"名为 {suffix}，内容却不是这种格式（可能已损坏，或下载到的是别的东西）：请重新下载。"
        " The content is not what the name says."
    )


def _by_magic(head: bytes) -> str | None:
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "package"
    if head.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return "legacy"
    return None
