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
_WHO = re.compile("谁|哪些人|哪个(?:部门|机关)")
_NAMED = re.compile("叫什么|名字|名称是")
_PREPOSITION = re.compile("[以向对将把被与给]")
_ORDER = re.compile("第几(?P<unit>[号届次期批条章])")
_OF_FIRMS = re.compile("(?:企业|公司|商户|医院|单位)[^，]{0,4}(?:多少|几)家")
_MEASURED = re.compile("产量|面积|产值|游客数量|人数|金额|里程")
_LED_IN = re.compile("(?P<lead>围绕|按照|依据|根据|通过|针对|利用|因)(?:的是)?(?:哪些|哪个|什么)")
FARTHEST = 10
"""Characters between a preposition and what it governs."""
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
        or _of_other_measure(question, quote, value)
        or _led_in(question, quote, value)
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
    if _WHO.search(question) and f"{value}{question[:2]}" in quote:
        return "所得的只是定语"
    if _NAMED.search(question) and _PREPOSITION.match(value):
        return "所得的不是名称"
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


def _of_other_measure(question: str, quote: str, value: str) -> str | None:
    """Object where what is measured is said elsewhere in a sentence, or counted in another way."""
    match = _ORDER.search(question)
    if match is not None and f"{value}{match['unit']}" not in quote and match["unit"] not in value:
        return f"引文没有说第几{match['unit']}"
    if _OF_FIRMS.search(question) and value.endswith("个"):
        return "引文数的不是所问的"
    for measure in _MEASURED.findall(question):
        if measure in quote and measure not in clause_of(quote, value):
            return f"引文中的数值不是{measure}"
    return None


def _led_in(question: str, quote: str, value: str) -> str | None:
    """Object where what a preposition governs is asked for, and a value stands behind none."""
    match = _LED_IN.search(question)
    lead = match and match["lead"]
    if not lead or lead not in quote or value not in quote:
        return None
    behind = re.compile(
        f"{lead}[^，。；]{{0,{FARTHEST}}}?{re.escape(value)}|{re.escape(value)}的?原因"
    )
    return None if behind.search(quote) else f"所得的不是{lead}的宾语"
