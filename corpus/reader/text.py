"""Plain text: the file is the document."""

from __future__ import annotations

from corpus.document import Failure, RawDocument
from corpus.error import CorpusError
from corpus.reader.encoding import decode

EMPTY = "文件没有文字：请检查内容，或从 SOURCE 中去掉。 The file is empty."


def document(content: bytes, name: str, source: str) -> RawDocument | Failure:
    """Return what the bytes of a text file say, or why they cannot be read."""
    try:
        text = decode(content)
    except CorpusError as error:
        return Failure(source, error.message)
    if not text.strip("\ufeff\0 \t\r\n\u3000\xa0"):
        return Failure(source, EMPTY)
    return RawDocument(name, text, source=source)
