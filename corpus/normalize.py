"""One form for every text: ``normalize`` when it is read, ``fold`` when it is matched.

Offsets are code points. ``normalize`` may shorten a text and gives the map back; ``fold`` never
changes its length, so what is found in a folded text lies at the same place in the text itself.
"""

from __future__ import annotations

import re
import unicodedata

from corpus.document import OffsetMap

_REWRITTEN = re.compile(
    "\r\n?"  # line ends of Windows and of old Macs
    "|[\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+"  # byte order marks, control characters
    "|[\ud800-\udfff]"  # halves of a surrogate pair: no such text can be stored
)


def normalize(raw: str) -> tuple[str, OffsetMap]:
    r"""Return the text to keep, and where its characters stood in ``raw``.

    >>> normalize("\ufeff甲\r\n乙")
    ('甲\n乙', OffsetMap(breaks=((0, 1), (2, 4))))
    """
    pieces: list[str] = []
    breaks = [(0, 0)]
    done = length = 0
    for match in _REWRITTEN.finditer(raw):
        start, end = match.span()
        kept = _replacement(raw[start])
        pieces += (raw[done:start], kept)
        length += start - done + len(kept)
        done = end
        if end - start != len(kept):
            if breaks[-1][0] == length:
                breaks.pop()
            breaks.append((length, end))
    if not pieces:
        return raw, OffsetMap()
    return "".join((*pieces, raw[done:])), OffsetMap(tuple(breaks))


def _replacement(first: str) -> str:
    if first == "\r":
        return "\n"
    return "\ufffd" if "\ud800" <= first <= "\udfff" else ""


def _table() -> dict[int, str]:
    table = dict.fromkeys(
        (0x09, 0xA0, 0x1680, *range(0x2000, 0x2010), 0x202F, 0x205F, 0x2060, 0x3000, 0xAD), " "
    )
    table |= {0x2028: "\n", 0x2029: "\n", 0x2011: "-", 0x2010: "-"}
    # Full-width ASCII, but for the marks that Chinese text itself uses.
    table |= {
        code: chr(code - 0xFEE0)
        for code in range(0xFF01, 0xFF5F)
        if chr(code) not in "！（），：；？"
    }
    # Radicals and compatibility ideographs, as some PDF files have them in place of characters.
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAD9)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            table[code] = plain
    table |= {ord(mark): "·" for mark in "•‧∙・･"} | {ord(mark): "—" for mark in "–―\u2012"}
    # Two traditional letters that a careless conversion leaves in simplified texts: 2000馀家, 节後.
    table |= {ord("馀"): "余", ord("後"): "后"}
    return table | {ord("("): "（", ord(")"): "）", ord("∶"): ":", 0x223C: "~", ord("〜"): "~"}


_TABLE = {chr(code): mark for code, mark in _table().items()}
_IN_TABLE = re.compile(f"[{re.escape(''.join(_TABLE))}]")
"""Few characters of a text are; to find these is a tenth of the time of ``str.translate``."""
_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_BESIDE = rf"{_HAN}《》〈〉“”‘’「」【】〔〕（）、。%"
_DIGIT = "一二三四五六七八九"

_ZERO = re.compile(
    # ○ beside a numeral; a letter or digit in its place only inside one (二O一八年, not 统一OA平台)
    rf"(?<=[{_DIGIT}十])[○◯〇]+|[○◯]+(?=[{_DIGIT}])"
    rf"|(?<=[{_DIGIT}])[○◯〇Oo0]+(?=[{_DIGIT}年])"
)
_MAY_BE_ZERO = re.compile(rf"[○◯〇Oo0](?:(?<=[{_DIGIT}十].)|(?<=[○◯])(?=[{_DIGIT}]))")
"""What every ``_ZERO`` has; where there is none, as in most texts, that is seen much sooner.

It begins with what is rare: only a set of characters is looked for fast.
"""
_MARK = re.compile(r"[,;:?!]")
_IS_BESIDE = re.compile(f"[{_BESIDE}]")
_FULL_MARK = str.maketrans(",;:?!", "，；：？！")
_RATIO = re.compile(r"：(?=[0-9])")
_NESTED_TITLE = re.compile(rf"<([{_HAN}][^<>〈〉\n]{{0,80}})>")
_RANGE = re.compile(rf"[~-](?:(?<=~)~?(?=[0-9{_DIGIT}])|(?<=-)-?(?=[0-9]))")
_BEFORE_RANGE = {"~": re.compile(f"[0-9%{_HAN}]"), "-": re.compile("[%年月日时]")}
"""What stands before the dash of a range, by what is in its place."""


def fold(text: str) -> str:
    """Return the text in the one form that is matched, of the same length.

    Full-width letters, digits and signs become ASCII; odd spaces a space; ``( )`` become full-width
    and so do ``, ; : ? !`` beside Chinese (between digits a colon is ASCII: 9:30); a circle or the
    letter O in a Chinese numeral becomes 〇; the dash of a range becomes — (a lone ASCII hyphen
    between digits stays: it may be that of a date); ``<…>`` round a title becomes 〈…〉.

    >>> fold("(同比)增长5％～6％,二○二五年")
    '（同比）增长5%—6%，二〇二五年'
    """
    folded = _IN_TABLE.sub(lambda match: _TABLE[match[0]], text)
    if _MAY_BE_ZERO.search(folded):
        folded = _ZERO.sub(lambda match: "〇" * len(match[0]), folded)
    if "<" in folded:
        folded = _NESTED_TITLE.sub(r"〈\1〉", folded)
    folded = _MARK.sub(_full_mark, folded)
    folded = _RATIO.sub(_colon, folded)
    if "~" in folded or "-" in folded:
        folded = _RANGE.sub(_dash, folded)
    return folded


def _full_mark(match: re.Match[str]) -> str:
    """Return a mark, full-width beside Chinese.

    What stands beside it is looked at here: a pattern that looks back does so at every character.
    """
    text, at = match.string, match.start()
    beside = (at > 0 and _IS_BESIDE.match(text, at - 1)) or _IS_BESIDE.match(text, at + 1)
    return match[0].translate(_FULL_MARK) if beside else match[0]


def _dash(match: re.Match[str]) -> str:
    """Return the dash of a range; what stands before it is looked at here, as for a mark."""
    sign, at = match[0], match.start()
    ranges = at > 0 and _BEFORE_RANGE[sign[0]].match(match.string, at - 1)
    return "—" * len(sign) if ranges else sign


def _colon(match: re.Match[str]) -> str:
    """Return the colon before a digit, ASCII where it is between two."""
    before = match.string[match.start() - 1 : match.start()]
    return ":" if before.isascii() and before.isdigit() else match[0]
