"""Markdown, with what the document is in YAML front matter between two lines ``---``."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from corpus.document import Failure, RawDocument
from corpus.error import CorpusError
from corpus.reader import text

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)(?:\r?\n)?---[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def with_front_matter(document: RawDocument) -> RawDocument | Failure:
    """Take the front matter, where there is one, out of the text."""
    front = _FRONT.match(document.text)
    if front is None:
        return document
    try:
        given = _mapping(front[1])
    except CorpusError as error:
        return Failure(document.source or document.id, error.message)
    body = document.text[front.end() :]
    if not body.strip():
        return Failure(document.source or document.id, text.EMPTY)
    own = given.get("id")
    name = document.id if own in (None, "") else str(own)
    return replace(document, id=name, text=body, given=given, start=front.end())


def _mapping(source: str) -> dict[str, Any]:
    import yaml

    try:
        given = plain(yaml.safe_load(source))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 2} 行" if mark else "开头"
        raise CorpusError(
            f"{where}的 front matter 不是有效的 YAML：请改正两行 --- 之间的“键: 值”"
            "（值里有冒号时加引号）。 The front matter is not valid YAML."
        ) from error
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise CorpusError(
            "front matter 应是“键: 值”的列表：请改正两行 --- 之间的内容。 "
            "The front matter must be a mapping of keys to values."
        )
    return given


def plain(value: Any, depth: int = 50) -> Any:  # noqa: ANN401 - YAML, in and out
    """Return the value with text for keys; a RecursionError if it contains itself."""
    if depth == 0:
        raise RecursionError
    if isinstance(value, dict):
        return {str(key): plain(each, depth - 1) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each, depth - 1) for each in value]
    return value
