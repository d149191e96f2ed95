"""JSON Lines: a document a line, read one at a time; ``.gz`` is unpacked on the way."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import re
import zlib
from typing import IO, TYPE_CHECKING, Any

from corpus.document import Failure, RawDocument
from corpus.error import CorpusError
from corpus.reader.encoding import decode, refuse_binary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT_KEYS = ("text", "body", "content")
ID_KEYS = ("id", "docid")
_HALF_PAIR = re.compile(r"\\u[dD][89a-fA-F]")


def read(path: Path, name: str) -> Iterator[RawDocument | Failure]:
    """Yield the documents of a ``.jsonl`` or ``.jsonl.gz``; a bad line is a Failure among them."""
    number = 0
    try:
        with _open(path) as handle:
            for number, line in enumerate(_lines(handle), start=1):
                if line.strip():
                    yield _document(line, f"{name}#L{number}", f"{path}#L{number}")
    except (EOFError, gzip.BadGzipFile, zlib.error):
        yield Failure(
            f"{path}#L{number + 1}",
            "gzip 已损坏或不完整，其后各行未读：请重新下载或重新压缩。 The gzip is damaged.",
        )
        return
    except CorpusError as error:
        yield Failure(str(path), error.message)
        return
    if number == 0:
        yield Failure(str(path), "文件没有内容：请检查，或从 SOURCE 中去掉。 The file is empty.")


def _open(path: Path) -> gzip.GzipFile | IO[bytes]:
    return gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb")


def _lines(handle: gzip.GzipFile | IO[bytes]) -> Iterator[str | bytes]:
    head = handle.read(4000)
    if head:
        refuse_binary(head)
    handle.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        with io.TextIOWrapper(handle, encoding="utf-16", errors="replace") as wrapper:
            yield from wrapper
    else:
        yield from handle


def _document(line: str | bytes, name: str, source: str) -> RawDocument | Failure:
    try:
        given = _object(line)
        key, text = _text(given)
    except CorpusError as error:
        return Failure(source, error.message)
    own = next((given[k] for k in ID_KEYS if given.get(k) not in (None, "")), None)
    given = {k: value for k, value in given.items() if k != key}
    return RawDocument(name if own is None else str(own), text, given, source)


def _object(line: str | bytes) -> dict[str, Any]:
    text = decode(line) if isinstance(line, bytes) else line
    try:
        value = json.loads(text.lstrip("\ufeff"))
        if _HALF_PAIR.search(text):
            value = _repaired(value)
    except (ValueError, RecursionError) as error:
        column = f"第 {error.colno} 列：" if isinstance(error, json.JSONDecodeError) else ""
        raise CorpusError(
            f"{column}不是有效的 JSON：每行应是一个完整的 JSON 对象。 Not valid JSON."
        ) from error
    if not isinstance(value, dict):
        raise CorpusError(
            '不是 JSON 对象：每行应形如 {"text": "…"}。 Not a JSON object with the key "text".'
        )
    return value


def _text(given: dict[str, Any]) -> tuple[str, str]:
    """Return the key that holds the text, and the text."""
    for key in TEXT_KEYS:
        if isinstance(given.get(key), str) and given[key].strip():
            return key, given[key]
    raise CorpusError(
        '没有正文：请在这一行给出非空的字符串 "text"。 No text: give the line a string "text".'
    )


def _repaired(value: Any) -> Any:  # noqa: ANN401 - JSON, in and out
    """Replace halves of surrogate pairs, which JSON can hold and no file or database can."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_repaired(each) for each in value]
    if isinstance(value, dict):
        return {_repaired(key): _repaired(each) for key, each in value.items()}
    return value
