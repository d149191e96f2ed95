"""Headings: which paragraphs open a part of a document, and how deep that part lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.headline import is_plain_head, signature_after, titled_block
from corpus.numeral import value_of
from corpus.rank import (
    ARTICLE,
    BOOK,
    BRACKETED,
    CHAPTER,
    CIRCLED,
    DASHED,
    LIST,
    MARKDOWN,
    NUMBER,
    NUMBER_BRACKETED,
    PART,
    PLAIN,
    SECTION,
    SUBBOOK,
)
from corpus.sentence import sentences_of

if TYPE_CHECKING:
    from collections.abc import Sequence

RUN_IN = 45
"""Characters up to which the first sentence of a numbered paragraph is taken as its heading."""
ALONE = 22
"""Characters up to which a numbered paragraph of one sentence with its 。 is a heading."""

_N = "〇零一二三四五六七八九十百千两"
_HAN = "[\u4e00-\u9fff“《]"
_DOT = "[.\uff0e、]"
_MARK = re.compile(
    rf"(?:(?P<hashes>\#{{1,6}})[ \u3000]+)?[*_]*(?:"
    rf"第(?P<legal>[{_N}\d]{{1,7}})[ \u3000]?(?P<unit>分编|[编篇章节条])(?:之[{_N}]{{1,3}})?"
    rf"|附[ \u3000]*(?P<part>件|录|表)[ \u3000]*[\d{_N}]{{0,3}}[ \u3000]*"
    r"(?=$|[:：][^。]{0,60}$|[ \u3000][^。：]{2,40}$)"
    rf"|(?P<list>[{_N}]{{1,3}}){_DOT}(?![{_N}]{{1,3}}[、和])"
    rf"|[(（]\s?(?P<bracketed>[{_N}]{{1,3}})\s?[)）]{_DOT}?"
    rf"|[(（]\s?(?P<number_bracketed>\d{{1,3}})\s?[)）]{_DOT}?"
    rf"|(?P<decimal>\d{{1,2}}(?:[.\uff0e]\d{{1,2}}){{1,4}})(?:{_DOT}|[ \u3000])*(?={_HAN})"
    r"(?![万亿个元倍级米公吨])"
    rf"|(?P<number>\d{{1,3}})(?:{_DOT}(?!\d)|[ \u3000]+(?={_HAN})(?![年月日时个万亿元]))"
    r"|(?P<circled>[①-⑳])"
    r"|(?P<dashed>——|--)(?=[^—-])"
    r")"
)
_UNITS = {
    "编": BOOK,
    "篇": BOOK,
    "分编": SUBBOOK,
    "章": CHAPTER,
    "节": SECTION,
    "条": ARTICLE,
}
_LISTED = re.compile(r"[:：]\s*(?:\d|《)")
"""附件：1.…: what is attached, listed."""
_ONE = frozenset({"一", "1", "①"})
_AFTER_ARTICLE = " \u3000\xa0\u2002\t【[(（:："


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as found: ``rank`` orders its kind; ``first`` where it is the first of a count."""

    start: int
    end: int
    rank: int
    first: bool = False


def headings(text: str, spans: Sequence[tuple[int, int]]) -> list[Heading]:
    """Return the headings among the paragraphs of a text, in order."""
    found: list[Heading] = []
    article = 0
    parted = False
    mentioned = 0
    for at, (start, end) in enumerate(spans):
        if at < mentioned:
            continue
        match = _MARK.match(text, start, end)
        if match is None:
            heading = _unmarked(text, spans, at, parted)
        elif match["unit"] == "条":
            heading = _article(text, match, article)
            article = value_of(match["legal"]) if heading else article
        else:
            mentioned = signature_after(text, spans, at) if match["part"] else 0
            heading = _marked(text, spans, at, match, article > 0) if not mentioned else None
        if heading is not None and (not found or heading.start >= found[-1].end):
            found.append(heading)
            parted = parted or heading.rank == PART
            article = article if heading.rank > PART else 0
    return found


def _marked(
    text: str,
    spans: Sequence[tuple[int, int]],
    at: int,
    match: re.Match[str],
    in_articles: bool,
) -> Heading | None:
    start, end = spans[at]
    kind = next(name for name, group in match.groupdict().items() if group and name != "hashes")
    if kind == "part" and _LISTED.search(text, start, end):
        return None
    if kind == "part":
        block = titled_block(text, spans, at + 1)
        return Heading(start, block or end, PART)
    if kind in ("legal", "unit"):
        short = end - start <= RUN_IN
        return Heading(start, end, _UNITS[match["unit"]], match["legal"] in _ONE) if short else None
    if kind == "dashed":
        return _dashed(text, spans, at)
    rank = _rank(kind, match)
    if rank == NUMBER and text[match.end() - 1] in " \u3000" and end - start > RUN_IN:
        return None
    item = in_articles and rank >= BRACKETED and not match["hashes"]
    heading_end = match.end() if item else _heading_end(text, start, end, match.end())
    number = match[kind].replace("\uff0e", ".").rpartition(".")[2]
    return Heading(start, heading_end, rank, number in _ONE)


def _rank(kind: str, match: re.Match[str]) -> int:
    if kind == "decimal":
        return NUMBER + len(re.findall("[.\uff0e]", match["decimal"]))
    ranks = {
        "list": LIST,
        "bracketed": BRACKETED,
        "number": NUMBER,
        "number_bracketed": NUMBER_BRACKETED,
        "circled": CIRCLED,
    }
    return ranks[kind]


def _article(text: str, match: re.Match[str], last: int) -> Heading | None:
    """第…条 opens an article before a space or bracket, without one only as the next in number."""
    number = value_of(match["legal"])
    after = text[match.end() : match.end() + 1]
    if after and after not in _AFTER_ARTICLE and after != "\n" and number not in (1, last + 1):
        return None
    if after and after in "第款项规的和至之、，,":
        return None
    return Heading(match.start(), match.end(), ARTICLE, number == 1)


def _heading_end(text: str, start: int, end: int, mark_end: int) -> int:
    """A line without a stop is all heading, else its first sentence if short, else the mark."""
    first = sentences_of(text, start, min(end, start + RUN_IN * 2))[0][1]
    stop = text[first - 1]
    size = first - start
    if first == end:
        is_head = size <= (ALONE if stop == "。" else RUN_IN) and stop not in "；;？?"
    else:
        is_head = size <= RUN_IN and text.count("，", start, first) <= 2 and stop == "。"
    if not is_head:
        return mark_end
    return first - 1 if stop in "。：:" else first


def _dashed(text: str, spans: Sequence[tuple[int, int]], at: int) -> Heading | None:
    """——… on a line of its own, without a stop, above running text."""
    start, end = spans[at]
    if end - start > RUN_IN or text[end - 1] in "。；：，！？;:" or at == 0 or at + 1 == len(spans):
        return None
    low, high = spans[at + 1]
    long = high - low > RUN_IN and "。" in text[low:high]
    return (
        Heading(start, end, DASHED)
        if long and not re.search(r"\d日|会议", text[start:end])
        else None
    )


_HASHES = re.compile(r"(#{1,6})[ \u3000]+\S")


def _unmarked(text: str, spans: Sequence[tuple[int, int]], at: int, parted: bool) -> Heading | None:
    """A Markdown heading, the title of what is attached, or a short line alone in running text."""
    start, end = spans[at]
    hashes = _HASHES.match(text, start, end)
    if hashes:
        return Heading(start, end, MARKDOWN + len(hashes[1]))
    if at == 0 or end - start > 60:
        return None
    block = titled_block(text, spans, at, parted=parted)
    if block:
        return Heading(start, block, PART)
    marked_after = at + 1 < len(spans) and _MARK.match(text, *spans[at + 1]) is not None
    return Heading(start, end, PLAIN) if is_plain_head(text, spans, at, marked_after) else None
