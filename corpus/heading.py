"""Headings: which paragraphs open a part of a document, and how deep that part lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.sentence import sentences_of

if TYPE_CHECKING:
    from collections.abc import Sequence

RUN_IN = 50
"""Characters up to which the first sentence of a numbered paragraph is taken as its heading."""

# How deep each kind of heading lies; a deeper number lies inside a smaller one.
PART, BOOK, SUBBOOK, CHAPTER, SECTION, MARKDOWN, PLAIN = 0, 10, 15, 20, 30, 40, 48
ARTICLE, LIST, BRACKETED, NUMBER, NUMBER_BRACKETED, CIRCLED, LEAF = 50, 60, 70, 80, 90, 95, 99

_N = "〇零一二三四五六七八九十百千两"
_MARK = re.compile(
    rf"(?:(?P<hashes>\#{{1,6}})[ \u3000]+)?[*_]*(?:"
    rf"第(?P<legal>[{_N}\d]{{1,7}})[ \u3000]?(?P<unit>分编|[编篇章节条])(?P<more>之[{_N}]{{1,3}})?"
    rf"|附[ \u3000]*(?:件|录|表|则表)[ \u3000]*(?P<part>[\d{_N}]{{0,3}})[ \u3000]*(?=[:：]?$|[:：][^\d]{{0,40}}$)"
    rf"|(?P<list>[{_N}]{{1,3}})[、．.](?![{_N}]{{1,3}}[、和])"
    rf"|[(（](?P<bracketed>[{_N}]{{1,3}})[)）][、.．]?"
    rf"|[(（](?P<number_bracketed>\d{{1,3}})[)）][、.．]?"
    rf"|(?P<decimal>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,4}})[.．、 \u3000]*(?=[{chr(0x4E00)}-{chr(0x9FFF)}“《])(?!万|亿|个|元|倍|级|米|公|吨)"
    rf"|(?P<number>\d{{1,3}})(?:[.．、](?!\d)|[ \u3000]+(?=[{chr(0x4E00)}-{chr(0x9FFF)}“《]))"
    rf"|(?P<circled>[①-⑳])"
    rf")"
)
_UNITS = {"编": BOOK, "篇": BOOK, "分编": SUBBOOK, "章": CHAPTER, "节": SECTION, "条": ARTICLE}
_PLAIN = re.compile(r"[^。，；：！？,;:!?…\s]{4,30}(?:[ \u3000][^。，；：！？,;:!?…\s]{2,20})?")
_NOT_PLAIN = re.compile(
    r"\d{4}年\d+月\d+日|^[(（【]|[)）】]$|^——|日$|摄$|记者|编辑|来源|附件|名单$|[%％]|公开发布|^注"
)
_BODY_END = re.compile(r"[。！？；：!?;:…][”’」』)）]?$")
LONG = 50
"""Characters from which a paragraph counts as running text round a heading without a number."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as found: ``rank`` orders its kind, ``number`` is 1 where a count begins."""

    start: int
    end: int
    rank: int
    first: bool


def headings(text: str, spans: Sequence[tuple[int, int]]) -> list[Heading]:
    """Return the headings among the paragraphs of a text, in order."""
    found = []
    article = 0
    for at, (start, end) in enumerate(spans):
        match = _MARK.match(text, start, end)
        if match is not None:
            heading = _marked(text, start, end, match, article)
            if heading is not None and heading.rank == ARTICLE:
                article += 1
        elif text[start] == "#":
            heading = _markdown(text, start, end)
        else:
            heading = _plain(text, spans, at)
        if heading is not None:
            found.append(heading)
    return found


def _marked(text: str, start: int, end: int, match: re.Match[str], articles: int) -> Heading | None:
    kind = match.lastgroup or ""
    hashes = match["hashes"]
    if match["legal"]:
        rank = _UNITS[match["unit"]]
        if rank == ARTICLE:
            return _article(text, start, end, match, articles)
        if end - start > RUN_IN:
            return None
        return Heading(start, end, rank, match["legal"] in "一1")
    if kind == "part" or match["part"] is not None:
        return Heading(start, end, PART, False)
    rank, first = _ranked(match)
    if (
        rank == NUMBER
        and match.end() < end
        and text[match.end() - 1] in " \u3000"
        and end - start > RUN_IN
    ):
        return None
    _ = hashes
    return Heading(start, _heading_end(text, start, end, match.end()), rank, first)


def _article(
    text: str, start: int, end: int, match: re.Match[str], articles: int
) -> Heading | None:
    """第…条 opens an article before a space or bracket; without one only as the next in number."""
    after = text[match.end() : match.end() + 1]
    if (
        after
        and after not in " \u3000\xa0\t【[(（:："
        and articles == 0
        and match["legal"] not in ("一", "1")
    ):
        return None
    if after and after in "第款项规的和至之、，,":
        return None
    return Heading(start, match.end(), ARTICLE, match["legal"] in ("一", "1"))


def _ranked(match: re.Match[str]) -> tuple[int, bool]:
    if match["list"]:
        return LIST, match["list"] == "一"
    if match["bracketed"]:
        return BRACKETED, match["bracketed"] == "一"
    if match["number_bracketed"]:
        return NUMBER_BRACKETED, match["number_bracketed"] == "1"
    if match["decimal"]:
        parts = re.split("[.．]", match["decimal"])
        return NUMBER + len(parts) - 1, parts[-1] == "1"
    if match["circled"]:
        return CIRCLED, match["circled"] == "①"
    return NUMBER, match["number"] == "1"


def _heading_end(text: str, start: int, end: int, mark_end: int) -> int:
    """A short paragraph is all heading, else its first sentence if short, else the mark alone."""
    first = sentences_of(text, start, min(end, start + RUN_IN * 2))[0][1]
    if first - start <= RUN_IN and (first < end or end - start <= RUN_IN):
        return first - 1 if text[first - 1] in "。；;" else first
    return mark_end


def _markdown(text: str, start: int, end: int) -> Heading | None:
    match = re.match(r"(#{1,6})[ \u3000]+\S", text[start:end])
    if match is None:
        return None
    return Heading(start, end, MARKDOWN + len(match[1]), False)


def _plain(text: str, spans: Sequence[tuple[int, int]], at: int) -> Heading | None:
    """A short line without a mark at its end, alone between paragraphs of running text."""
    start, end = spans[at]
    if not 4 <= end - start <= 40 or at == 0 or at + 1 == len(spans):
        return None
    line = text[start:end]
    if _PLAIN.fullmatch(line) is None or _NOT_PLAIN.search(line):
        return None
    before, after = (text[slice(*spans[at + step])] for step in (-1, 1))
    if len(before) < LONG or _BODY_END.search(before) is None:
        return None
    opened = _MARK.match(after) is not None
    if not opened and (len(after) < LONG or "。" not in after):
        return None
    return Heading(start, end, PLAIN, False)
