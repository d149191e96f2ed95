"""Paragraphs and sentences: where a text may be cut without cutting a thought.

Both give half-open spans without white space at their ends, in order and without overlap; all time
is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left

LONG_LINE = 120
"""Characters above which a line is taken to hold several paragraphs, parted by spaces."""

_LINE = re.compile(r"\S(?:[^\n\u2028\u2029]*\S)?")
_SCRAP = re.compile(r"[\dA-Za-z.%]{1,6}")
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
_JOINT = re.compile(rf"[{_HAN}《》“”（）【】\d%％]")
_BODY_END = re.compile("[部委局署院厅会行府室]$")
_SIGNER = re.compile(
    r"[^\s，。：]{1,24}[部委局署院厅会行府室](?:\s(?!.{0,4}各)|$)|[^\s，。：]{0,24}关于"
)
"""A further body in a row of issuers: 某某省财政厅 某某省教育厅关于…."""
_RULE = re.compile(r"[—\-_=*]{4,}$")
_BULLET = re.compile(
    r"(?:(?:[-*+•·]|#{1,6})[ \u3000]+)?"
    r"(?:\d{1,3}[.．、]|[(（]\d{1,3}[)）]|[①-⑳])(?!\d)[ \u3000]*(?=\S)"
    r"|(?:[-*+•·]|#{1,6})[ \u3000]+(?=\S)"
)
"""A mark or number of a list or heading: layout before the sentence, no part of it."""
_HEADLINE = 6
_BRACKET = re.compile(r"[（(《“【]")
_ADDRESSEE = re.compile(r"(?:各|尊敬的|广大|全[省市区县体])[^。；！？：:]{2,100}[：:](?:\s|$)")
_LEAD = re.compile(r"(?:新华社|本报|[^\s，。]{2,12}[讯电]\s?[（(])")
"""How the running text of news begins."""

_CLOSED = re.compile(r"[。！？；：!?;:”」』…]$|[。！？；：][)）]$")
_DATE = re.compile(rf"[12][\d{_NUMERAL}○Oo]{{3}}年[\d{_NUMERAL}]{{1,3}}月[\d{_NUMERAL}]{{1,3}}日")
_TITLE_END = re.compile(
    r"(?:通知|意见|办法|规定|决定|公告|通告|批复|复函|函|方案|规划|报告|措施|细则|条例|要点|通报|指引|指南|倡议书|公开信|的信)"
    r"(?:[(（][^()（）]{1,12}[)）])?$"
)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the paragraphs of a text: its lines, and the parts of long lines parted by spaces."""
    found: list[tuple[int, int]] = []
    for start, end in _lines(text):
        if end - start > LONG_LINE:
            found += _parts(text, start, end)
        else:
            found.append((start, end))
    return found


def _lines(text: str) -> list[tuple[int, int]]:
    """Return the lines; one torn at a bracket, or round a lone 2.5 (of PM2.5), is mended."""
    found: list[tuple[int, int]] = []
    torn = False
    for line in _LINE.finditer(text):
        start, end = line.span()
        if found and (
            torn or text[start] in "，。、；：）)》”】" or _is_scrap(text, found[-1], start, end)
        ):
            torn = _is_scrap(text, found[-1], start, end)
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
            torn = False
        torn = torn or text[end - 1] in "（(《“〈、"
    return found


def _is_scrap(text: str, before: tuple[int, int], start: int, end: int) -> bool:
    """Tell whether a line is a figure or formula torn out of the running text before it."""
    if end - start > 6 or before[1] - before[0] < 20 or text[before[1] - 1] in "。！？；：":
        return False
    return _SCRAP.fullmatch(text, start, end) is not None


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
    before = text[max(begun, gap.start() - 80) : gap.start()]
    after = text[gap.end() : min(end, gap.end() + 120)]
    if _OPEN.search(before) or (_BODY_END.search(before) and _SIGNER.match(after)):
        return False
    if _CLOSED.search(before) or HEAD_MARK.match(after) or _DATE.match(after):
        return True
    wide = len(gap[0]) > 1 and _WIDE.fullmatch(gap[0]) is not None
    if begun == start and gap.start() - begun >= _HEADLINE and _begins_running(after):
        return True
    if not (_JOINT.match(before[-1:]) and _JOINT.match(after)):
        return _DATE.fullmatch(before) is not None or (wide and len(gap[0]) > 2)
    if wide or _TITLE_END.search(before) or _DATE.search(before[-12:]) or _RULE.search(before):
        return True
    if _ADDRESSEE.match(after):
        return True
    word_after = len(_GAP.split(_BRACKET.split(after, maxsplit=1)[0], maxsplit=1)[0])
    if HEAD_MARK.match(text, begun):
        return gap.start() - last >= 4 and word_after >= 10
    return gap.start() - last >= 10 and word_after >= 10


def _begins_running(after: str) -> bool:
    """Tell whether what follows a headline is running text and not its second half."""
    word = _GAP.split(after, maxsplit=1)[0]
    return "。" in word or ("，" in word and len(word) >= 40) or _LEAD.match(word) is not None


_TURN = re.compile(r"[。！？!?；;]+[”’」』)）】》〉\"]*|[《（(《〈【]|[》）)〉】]")
_PAIR = {"》": "《", "〉": "〈", "）": "（(", ")": "（(", "】": "【"}
LONGEST_ASIDE = 200
"""Characters above which brackets no longer keep a sentence together."""


def sentences(
    text: str, start: int = 0, end: int | None = None, *, semicolons: bool = False
) -> list[tuple[int, int]]:
    """Return the sentences of ``text[start:end]``.

    A sentence ends with 。！？ (with ``semicolons`` also ；), with the quotation marks and brackets
    that close after them, or with its paragraph; a stop inside 《》 or short brackets ends nothing.
    """
    end = len(text) if end is None else end
    piece = text if (start, end) == (0, len(text)) else text[start:end]
    stops = "。！？!?；;" if semicolons else "。！？!?"
    found: list[tuple[int, int]] = []
    for low, high in paragraphs(piece):
        found += _split(piece, low, high, stops)
    return [(low + start, high + start) for low, high in found] if start else found


def sentences_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of one paragraph, given as ``paragraphs`` returns it."""
    return _split(text, start, end, "。！？!?")


def _split(text: str, start: int, end: int, stops: str) -> list[tuple[int, int]]:
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
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
