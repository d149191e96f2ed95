"""Paragraphs and sentences: where a text may be cut without cutting a thought.

Both give half-open spans without white space at their ends, in order and without overlap; all time
is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left

LONG_LINE = 160
"""Characters above which a line is taken to hold several paragraphs, parted by spaces."""

_LINE = re.compile(r"[^\n\u2028\u2029]+")
_GAP = re.compile(r"[^\S\n]+")
_WIDE = re.compile(r"[\u3000\u00a0\u2002\u2003 ]{2,}|[\u3000\u2003]")
_HAN = "\u4e00-\u9fff"
_NUMERAL = "〇零一二三四五六七八九十百"
HEAD_MARK = re.compile(
    rf"第[{_NUMERAL}]+[编章节条]|[{_NUMERAL}]+、|[(（][{_NUMERAL}]+[)）]|[(（]\d{{1,2}}[)）]"
    rf"|\d{{1,2}}[.．、](?!\d)|[①-⑳]|附件|附：|附表|[{_NUMERAL}]是|——|[●■◆▲]|#{{1,6}} "
)
"""What opens a numbered part or an item of a list."""

_OPEN = re.compile(r"[（(《“【][^）)》”】]*$")
"""A bracket or quotation that is still open: what stands in it is not torn apart."""
_HANDED = re.compile(rf"[{_HAN}《》“”（）【】\d%％]")
_RULE = re.compile(r"[—\-_=*]{4,}$")
_LEAD = re.compile(
    r"(?:\d{4}年|\d{1,2}月|\d{1,2}日|新华社|本报|记者|为|近日|日前|按照|根据|今天|昨日|[^\s，。]{2,12}[讯电消息]{1,2}[（(])"
)
"""How running text begins after a title."""

_CLOSED = re.compile(r"[。！？；：!?;:”」』…]$|[。！？；：][)）]$")
_DATE = re.compile(rf"[12][\d{_NUMERAL}○Oo]{{3}}年[\d{_NUMERAL}]{{1,3}}月[\d{_NUMERAL}]{{1,3}}日")
_TITLE_END = re.compile(
    r"(?:通知|意见|办法|规定|决定|公告|通告|批复|复函|函|方案|规划|报告|措施|细则|条例|要点|通报|指引|指南|倡议书|公开信|的信)"
    r"(?:[(（][^()（）]{1,12}[)）])?$"
)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the paragraphs of a text: its lines, and the parts of long lines parted by spaces."""
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start, end = _trim(text, line.start(), line.end())
        if end - start > LONG_LINE:
            found += _parts(text, start, end)
        elif start < end:
            found.append((start, end))
    return found


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Divide a long line at those of its spaces that stand between paragraphs."""
    found = []
    begun = last = start
    for gap in _GAP.finditer(text, start, end):
        if _divides(text, begun, last, gap, start, end):
            found.append((begun, gap.start()))
            begun = gap.end()
        last = gap.end()
    return [*found, (begun, end)]


def _divides(text: str, begun: int, last: int, gap: re.Match[str], start: int, end: int) -> bool:
    """Tell whether a gap parts paragraphs; ``last`` is where the word before it begins."""
    before, after = text[max(begun, gap.start() - 80) : gap.start()], text[gap.end() : end][:80]
    if _OPEN.search(before):
        return False
    if _CLOSED.search(before) or HEAD_MARK.match(after) or _DATE.match(after):
        return True
    wide = len(gap[0]) > 1 and _WIDE.fullmatch(gap[0]) is not None
    if not (_HANDED.match(before[-1:]) and _HANDED.match(after)):
        return bool(_DATE.fullmatch(before)) or (wide and len(gap[0]) > 2)
    if wide or _TITLE_END.search(before) or _DATE.search(before[-12:]) or _RULE.search(before):
        return True
    word_after = len(_GAP.split(_OPEN.split(after, maxsplit=1)[0], maxsplit=1)[0])
    if HEAD_MARK.match(text, begun):
        return gap.start() - last >= 4 and word_after >= 10
    if begun == start and gap.start() - begun >= 10 and _LEAD.match(after):
        return True
    return gap.start() - last >= 10 and word_after >= 10


_TURN = re.compile(r"[。！？!?；;]+[”’」』)）】》〉\"]*|[《（(《〈【]|[》）)〉】]")
_PAIR = {"》": "《", "〉": "〈", "）": "（(", ")": "（(", "】": "【"}
LONGEST_ASIDE = 200
"""Characters above which brackets no longer keep a sentence together."""


def sentences(
    text: str, start: int = 0, end: int | None = None, *, semicolons: bool = False
) -> list[tuple[int, int]]:
    """Return the sentences of ``text[start:end]``.

    A sentence ends with 。！？ (with ``semicolons`` also ；), with the quotation marks and brackets that
    close after them, or with its paragraph; one inside 《》 or short brackets ends nothing.
    """
    end = len(text) if end is None else end
    piece = text[start:end]
    found: list[tuple[int, int]] = []
    for low, high in paragraphs(piece):
        found += _split(piece, low, high, "。！？!?；;" if semicolons else "。！？!?")
    return [(low + start, high + start) for low, high in found]


def _split(text: str, start: int, end: int, stops: str) -> list[tuple[int, int]]:
    turns = list(_TURN.finditer(text, start, end))
    asides = _asides(turns)
    found = []
    begun = start
    for turn in turns:
        if turn[0][0] not in stops or _inside(asides, turn.start()) or not _stops(text, turn, end):
            continue
        found.append((begun, turn.end()))
        begun = turn.end()
        while begun < end and text[begun].isspace():
            begun += 1
    if begun < end:
        found.append((begun, end))
    return found


def _stops(text: str, turn: re.Match[str], end: int) -> bool:
    """An ASCII ! or ? ends a sentence only where no letter or digit goes on (an address)."""
    if turn[0][0] not in "!?;" or turn.end() >= end:
        return True
    return not (text[turn.end()].isascii() and not text[turn.end()].isspace())


def _asides(turns: list[re.Match[str]]) -> list[tuple[int, int]]:
    """Return the outermost pairs of brackets that are short enough, in order."""
    opened: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for turn in turns:
        mark = turn[0][-1] if turn[0][-1] in _PAIR else turn[0][0]
        if mark in "《〈（(【":
            opened.append((mark, turn.start()))
        elif mark in _PAIR and opened and opened[-1][0] in _PAIR[mark]:
            low = opened.pop()[1]
            if turn.end() - low <= LONGEST_ASIDE:
                while found and found[-1][0] > low:
                    found.pop()
                found.append((low, turn.end() - 1))
    return found


def _inside(asides: list[tuple[int, int]], at: int) -> bool:
    place = bisect_left(asides, (at, at)) - 1
    return place >= 0 and at < asides[place][1]
