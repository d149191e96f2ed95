"""发文字号: the number of an official document (GB/T 9704—2012, 7.2.5), in one form."""

from __future__ import annotations

import re

_OPEN, _SHUT = "〔[【（(", "〕]】）)"
_YEARED = (
    r"[\u4e00-\u9fff]{1,14}(?:〈[\u4e00-\u9fff]+〉)?"
    rf" ?[{re.escape(_OPEN)}] ?(?P<year>(?:19|20)\d\d) ?年? ?[{re.escape(_SHUT)}]"
    r" ?(?P<ordinal>第?) ?(?P<count>\d{1,5}) ?号"
)
_ORDER = (
    r"(?P<order>[\u4e00-\u9fff ]{2,40}?令)[ （]*第?"
    r" ?(?P<order_count>\d{1,4}|[一二三四五六七八九十百〇零]{1,6}) ?号[）]?"
)
_NOTICE = (
    r"(?P<notice>[\u4e00-\u9fff]{0,30}?(?:公告|通告|通报))?"
    r" ?[（]?(?P<notice_year>(?:19|20)\d\d) ?年 ?第? ?(?P<notice_count>\d{1,4}) ?号[）]?"
)
_LINE = re.compile(rf"(?:发文字号|文号|字号)?：?[（]?(?:{_YEARED}|{_ORDER}|{_NOTICE})[）]?")
_START = re.compile(_YEARED)
_STATE = re.compile(r"(?:中华人民共和国)?国务院令")


def number_in(line: str) -> str | None:
    """Return the number if a folded line is nothing but one.

    >>> number_in("国发[2015]50号"), number_in("中华人民共和国国务院令 第711号")
    ('国发〔2015〕50号', '国令第711号')
    """
    match = _LINE.fullmatch(line.strip())
    return None if match is None else _normal(match)


def number_before(line: str) -> tuple[str, str] | None:
    """Return the number that a folded line begins with, and the rest of the line."""
    match = _START.match(line)
    if match is None or match.end() == len(line):
        return None
    return _normal(match), line[match.end() :].strip()


def _normal(match: re.Match[str]) -> str:
    parts = match.groupdict()
    if parts.get("order"):
        order = parts["order"].replace(" ", "")
        name = "国令" if _STATE.fullmatch(order) else order
        return f"{name}第{parts['order_count']}号"
    if parts.get("notice_year"):
        return f"{parts['notice'] or ''}{parts['notice_year']}年第{parts['notice_count']}号"
    letters = re.split(f"[{re.escape(_OPEN)}]", match[0], maxsplit=1)[0]
    letters = re.sub(r"^.*：|\s", "", letters).lstrip("（")
    return f"{letters}〔{parts['year']}〕{parts['ordinal']}{parts['count']}号"


def normal_number(given: str) -> str:
    """Return a given number in the form in which numbers of texts are returned."""
    from corpus.normalize import fold

    return number_in(fold(given)) or given.strip()
