"""The forms of titles (《…》) and document numbers (国发〔2015〕50号), as plain functions."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from nlp.gazetteer.matcher import Matcher
from nlp.gazetteer.place import short_names

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_TITLE = 200
_WORDS = tomllib.loads(files("nlp.pipe").joinpath("title_word.toml").read_text(encoding="utf-8"))
KINDS = tuple(_WORDS["kinds"].split())
"""The words for kinds of document that titles end with."""

_MARK = re.compile(r"[《》]")

_KIND = re.compile("(?:" + "|".join(sorted(set(KINDS), key=lambda k: -len(k))) + ")$")
_NO_KIND = re.compile(r"(?:方法|办法论|想法|说法|书法|语法|兵法|魔法|看法|算法)$")
_TAIL = re.compile(
    r"(?:[（〔\[(][^（）()〔〕]{1,24}[）〕\])]|[—\-]{1,2}[\d年]+|\d{4}年?版?|第[一二三四五六七八九十]+版|[I\u2160-\u2162一二三四]|\s)+$"
)

_BRACKET = r"[〔\[【（\uff3b﹝]"
_CLOSE = r"[〕\]】）\uff3d﹞]"
_NUMBER = re.compile(
    rf" ?{_BRACKET} ?(?P<year>(?:19|20)\d\d) ?年?{_CLOSE} ?(?:第 ?)?(?P<number>\d{{1,5}}) ?号"
)
_CODE = re.compile(r"[一-鿿]{1,16}(?:（[一-鿿]{1,4}）[一-鿿]{0,6})?$")
_COUNT = r"第 ?(?P<number>[\d一二三四五六七八九十百〇零]{1,5}) ?号"
_YEAR = r"(?P<year>(?:19|20)\d\d) ?年?"
# The number stands beside its kind, in brackets, or by itself on the next line of a head.
_ORDER = re.compile(
    rf"(?P<kind>令|公告|通告)(?:\s*\n\s*(?={_COUNT.replace('number', 'alone')}\s*(?:\n|$)))?"
    rf" ?(?:[（〔\[]?{_YEAR}[）〕\]]?)? ?(?P<aside>[（(])?{_COUNT}(?(aside)[）)])"
)
_ORDERED = re.compile(rf"{_COUNT}(?P<kind>令)(?!牌)")
_LETTER = re.compile(
    rf"{_BRACKET} ?(?P<year>(?:19|20)\d\d) ?{_CLOSE} ?(?P<code>[一-鿿]{{1,6}}字) ?{_COUNT}"
)
_BESIDE = re.compile(rf"\s*[（(](?P<form>(?:公告|令)?(?:{_YEAR})? ?{_COUNT})[）)]")
_OFFICE = re.compile(r"[一-鿿]{0,40}$")
_REACH = 44  # characters before a number in which the code of its office stands
_BEFORE_CODE = re.compile(rf".*(?:{_WORDS['before_code'].strip()})(?=[一-鿿]{{2,}})")
_STATE_COUNCIL = re.compile(r"国(?:办)?(?:发|函)(?:明电)?$")
"""Codes that no longer code ends with: what stands before them is a word of the sentence."""
_BODY_BEFORE = re.compile(rf".*(?:{_WORDS['body_before_code'].strip()})(?=[一-鿿]{{2,}})")
"""A body in full; in a code it stands abbreviated, so what comes before it is the sentence's."""
_NO_CODE = re.compile(r"^(?:第|本|该|其|此|下列|上述|前款|有关|相关|发布)")
_LAW = re.compile(
    r"中华人民共和国(?![一-鿿]{0,4}(?:境|领|公民|国|主席|成立))[一-鿿]{2,18}?(?:法典|法)(?:实施条例|实施细则|实施办法)?(?![律规院官人制治案学庭]|(?:修订|修正|修改)?(?:草案|案))"
)


def bracketed(text: str) -> list[tuple[int, int]]:
    """Return the outermost titles, 《 and 》 included; a mark without its partner is passed over.

    >>> bracketed("依《甲〈乙〉法》与《丙")
    [(1, 8)]
    """
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for mark in _MARK.finditer(text):
        at = mark.start()
        while opened and at - opened[0] > LONGEST_TITLE:
            opened.pop(0)
        if mark[0] == "《":
            opened.append(at)
        elif opened:
            start = opened.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, at + 1))
    return pairs


def clean(title: str) -> str:
    """Return a title without its marks, line breaks and the spaces of letter-spaced heads."""
    inner = title.strip()
    if inner.startswith("《") and inner.endswith("》"):
        inner = inner[1:-1]
    inner = re.sub(r"\s*\n\s*", "", inner).strip()
    return re.sub(r"(?<=[一-鿿]) +(?=[一-鿿])", "", inner).replace("《", "〈").replace("》", "〉")


def kind_of(title: str) -> str | None:
    """Return the word for the kind of document that a clean title ends with, else None."""
    bare = _TAIL.sub("", title)
    if _NO_KIND.search(bare):
        return None
    found = _KIND.search(bare)
    return found[0] if found else None


def numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, normal form)`` of every document number."""
    for match in _NUMBER.finditer(text):
        start = _code_start(text, match.start(), _CODE)
        start += _issuer(text[start : match.start()])
        code = text[start : match.start()]
        if code and not _NO_CODE.match(code):
            yield start, match.end(), f"{code}〔{match['year']}〕{int(match['number'])}号"
    for match in _LETTER.finditer(text):
        yield match.start(), match.end(), f"〔{match['year']}〕{match['code']}第{match['number']}号"
    yield from _orders(text)


def _orders(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield orders and announcements: 国务院令第711号, 商务部公告2020年第3号, 海关总署第4号令."""
    for match in _ORDER.finditer(text):
        start = _code_start(text, match.start(), _OFFICE)
        year = f"{match['year']}年" if match["year"] else ""
        code = text[start : match.end("kind")]
        if len(code) > 2 or code == "令":
            yield start, match.end(), f"{code}{year}第{match['number']}号"
    for match in _ORDERED.finditer(text):
        start = _code_start(text, match.start(), _OFFICE)
        office = text[start : match.start()]
        if len(office) > 1:
            yield start, match.end(), f"{office}令第{match['number']}号"


def number_beside(text: str, end: int) -> tuple[int, int, str] | None:
    """Return the span of the number in brackets after a title, and how it reads, or None.

    >>> number_beside("《甲公告》（2020年第9号）", 5)
    (6, 14, '2020年第9号')
    """
    found = _BESIDE.match(text, end)
    if found is None:
        return None
    year = f"{found['year']}年" if found["year"] else ""
    return *found.span("form"), f"{year}第{found['number']}号"


def _code_start(text: str, end: int, form: re.Pattern[str]) -> int:
    """Return where the code of an office begins that ends at ``end``; ``end`` if there is none."""
    found = form.search(text, max(0, end - _REACH), end)
    return found.start() + _skip(found[0]) if found else end


def _skip(code: str) -> int:
    """Return how many characters before an office's code are words of the sentence."""
    state = code.find("中华人民共和国")
    if state > 0:
        return state
    central = _STATE_COUNCIL.search(code)
    if central:
        return central.start()
    found = _BEFORE_CODE.match(code)
    return found.end() if found else 0


def _issuer(code: str) -> int:
    """Return how many characters before a code are its issuer or cling to it: 从省政府川办发."""
    named = max((m.end() for m in (_BODY_BEFORE.match(code), _local().match(code)) if m), default=0)
    return named if code[named:] not in KINDS else 0


@lru_cache(maxsize=1)
def _local() -> re.Pattern[str]:
    """Match what stands before a code that begins with the short name of a province."""
    return re.compile(
        rf".*[{_WORDS['clinging'].strip()}](?=[{''.join(sorted(short_names()))}][一-鿿])"
    )


def bare_laws(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, full name)`` of laws named without marks.

    In full (中华人民共和国数据安全法) or short, if it is a law of the state (动物防疫法); a name of
    three characters (渔业法) counts only beside another law.
    """
    full = {match.start(): match.end() for match in _LAW.finditer(text)}
    for start, end in full.items():
        yield start, end, text[start:end]
    short = [(a, b) for a, b in _short_laws(text) if a - len(_STATE) not in full]
    sure = [(a, b) for a, b in short if b - a > _SURE or text[b - 1] == "典"]
    ends, starts = {*full.values(), *(b for _, b in sure)}, {*full, *(a for a, _ in sure)}
    for start, end in short:
        after = text[start - 1 : start] in _JOINS and start - 1 in ends
        before = text[end : end + 1] in _JOINS and end + 1 in starts
        if (start, end) in sure or after or before:
            yield start, end, _STATE + text[start:end]


def _short_laws(text: str) -> Iterator[tuple[int, int]]:
    """Yield the names of laws of ``law.txt`` that are no part of a longer word or title."""
    edge = 0
    for start, end in _laws().find(text):
        inside = start < edge or text[start - 1 : start] in _OPENS
        if not inside and not _LONGER.match(text, end):
            edge = end
            yield start, end


@lru_cache(maxsize=1)
def _laws() -> Matcher:
    names = files("nlp.gazetteer").joinpath("law.txt").read_text(encoding="utf-8").split()
    return Matcher(names)


_DRAFT = "(?:修订|修正|修改)?(?:草案|案)"  # a draft is not the law that it would change
_LONGER = re.compile(rf"[律规院官人制治案学庭典实条〉》]|{_DRAFT}")
_OPENS = ("《", "〈")
_STATE = "中华人民共和国"
_SURE = 3
_JOINS = ("、", "和", "与", "及")
