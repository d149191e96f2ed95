"""Whether a value is of what the question asks about, and not of something beside it in a sentence.

An age is told in years, a place by no occasion; a body can be the attribute of a noun, be
responsible for another thing or award what is asked about; a figure can be of an earlier year.
"""

from __future__ import annotations

import re

from qa.recall.coverage import clause_of

_BY = re.compile("(?P<of>[\u4e00-\u9fff]{2})(?:应当?|可以?|一般)?由(?:谁|哪)")
_CHARGED = re.compile("(?:谁|部门|机关|机构|单位)(?:来)?负责(?P<deed>[\u4e00-\u9fff]{2,6})[？?]?$")
_OCCASION = re.compile("(?:之际|之时|之前|之后|前夕|期间|时候)$")
_YEAR = re.compile(r"(?:19|20)\d\d年")


def of_another(question: str, quote: str, value: str) -> str | None:
    """Return why a value is of something else than what a question asks about, None if it may be.

    Args:
        question: The question, folded, without its mark.
        quote: The sentence or sentences that are to answer, folded.
        value: What in them is the answer, folded.

    >>> of_another("国务院顾问由谁聘任", "省政府顾问由省长聘任。", "省政府")
    '所得的只是定语'
    """
    return (
        _of_age(question, value)
        or _of_place(question, value)
        or _of_body(question, quote, value)
        or _of_other_year(question, quote, value)
    )


def _of_age(question: str, value: str) -> str | None:
    """Object where an age is asked for and an amount is told without 岁."""
    asked = re.search("今年多大|多大(?:年[纪龄]|了)?$|几岁|多少岁", question) is not None
    person = re.search("[某岁龄]|今年", question) is not None
    return "引文中的数值不是年龄" if asked and person and "岁" not in value else None


def _of_place(question: str, value: str) -> str | None:
    """Object where it is asked where, and a value says when."""
    asked = re.search("在(?:哪[里儿]?|什么地方)", question) is not None
    return "所得的是时间" if asked and _OCCASION.search(value) else None


def _of_body(question: str, quote: str, value: str) -> str | None:
    """Object where a body only names whose a thing is, does another thing, or gives and gets not.

    省政府*参事*由省长聘任 does not say that 省政府 appoints; 甲决定给乙授勋 not that 甲 gets it.
    """
    if (match := _BY.search(question)) is not None and f"{value}{match['of']}" in quote:
        return "所得的只是定语"
    match = _CHARGED.search(question)
    if (
        match is not None
        and match["deed"] in quote
        and match["deed"] not in clause_of(quote, value)
    ):
        return f"引文说的是别人负责{match['deed']}"
    if "谁被" in question and re.search(f"{re.escape(value)}[^，。]{{0,4}}决定", quote):
        return "所得的是作出决定的机关"
    return None


def _of_other_year(question: str, quote: str, value: str) -> str | None:
    """Object where the year asked about is only said behind the part that a value stands in."""
    parts = [part for part in re.split("[；;。]", quote) if part]
    own = next((n for n, part in enumerate(parts) if value in part), None)
    for year in _YEAR.findall(question) if own is not None else ():
        said = [n for n, part in enumerate(parts) if year in part]
        if said and own is not None and min(said) > own:
            return f"引文中的数值不是{year}的"
    return None
