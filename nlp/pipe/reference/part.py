"""Which part of a statute 前款 and 前条 mean: the one before (parts: 立法法 第六十五条)."""

from __future__ import annotations

import re
from functools import lru_cache

_ARTICLE = re.compile(
    r"^[#\s　]*第(?P<number>[〇零一二三四五六七八九十百千\d]{1,7})条(?=[之\s　])", re.MULTILINE
)
_ITEM = re.compile(r"[\s　]*[（(][一二三四五六七八九十\d]{1,3}[)）]")
_REACH = 6000
"""Characters within which the article before is looked for."""
_COUNTS = {None: 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_NUMBERS = "一二三四五六七八九十"

Found = tuple[str, tuple[int, int]]


def find_part(text: str, at: int, unit: str, count: str | None) -> Found | None:
    """Return the address and the span of the part before the one at a place, or None.

    Args:
        text: The folded text.
        at: Where the reference stands.
        unit: 款 or 条.
        count: 两 in 前两款, None for one; the span is then that of the first of them.
    """
    articles = _articles(text, at)
    if not articles:
        return None
    back = _COUNTS[count]
    if unit == "条":
        if len(articles) <= back:
            return None
        (start, number), (end, _) = articles[-1 - back], articles[-back]
        return f"第{number}条", (start, start + len(text[start:end].rstrip()))
    start, number = articles[-1]
    lines = _paragraphs(text, start, at)
    if len(lines) <= back or len(lines) > len(_NUMBERS):
        return None
    first, last = lines[-1 - back], lines[-back]
    whole = text[first:last].rstrip()
    return f"第{number}条第{_NUMBERS[len(lines) - 1 - back]}款", (first, first + len(whole))


def _articles(text: str, at: int) -> list[tuple[int, str]]:
    """Return the articles that begin before a place, with their numbers, the nearest ones."""
    low = max(0, at - _REACH)
    while low > 0 and text[low - 1] != "\n":
        low -= 1
    return [(_begin(m), m["number"]) for m in _ARTICLE.finditer(text, low, at)]


def _begin(match: re.Match[str]) -> int:
    return match.end() - len(match.group().lstrip("# \t\n\u3000"))


@lru_cache(maxsize=256)
def _lines_of(written: str) -> tuple[int, ...]:
    found, at = [], 0
    for line in written.splitlines(keepends=True):
        if line.strip() and not _ITEM.match(line):
            found.append(at + len(line) - len(line.lstrip()))
        at += len(line)
    return tuple(found)


def _paragraphs(text: str, start: int, at: int) -> list[int]:
    """Return where the paragraphs of an article begin, up to the one at a place; items are none."""
    return [start + offset for offset in _lines_of(text[start : at + 1])]
