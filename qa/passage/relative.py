"""Amounts that are not what is asked for but a share of it, a distance from it, or an addition."""

from __future__ import annotations

import re

from nlp.numeral import find_numerals
from nlp.segment import words

OF_RATE = re.compile(r"[%％‰]|百分|千分|分之|成$|倍|[一二两三四五六七八九\d]成|之比|半|\d[:：∶]\d")
_AMOUNT_OF = re.compile(
    r"(?P<head>[\u4e00-\u9fff]{2,8}?)(?:最[高低长短多少]|不[少低高多超][于过]?|至少|需要?|应当?|是|为|有|达)*(?:多少|几|多[久长高大])"
)
"""The name right before the amount that is asked for."""
_OWN_NAME = re.compile("[假率税]$")
"""Ends of names that nothing else is called by: 婚假 is no 护理假."""
_TIME = re.compile("[天日月年周]$")
_PERIOD = re.compile("[期限]$")
_NUMERAL = r"[\d一二两三四五六七八九十百]"
_NOT_FULL = re.compile(
    rf"[未不]满(?:(?!{_NUMERAL})[^，。；])*(?:{_NUMERAL}+(?:年|个?月|[日天])或者?)?$"
)
"""What makes a condition of an amount: 不满*一年*的; not of what it is a condition for."""
_UNDER = re.compile("(?<!不)(?:少于|多于|低于|高于|不足)$")
_HOW_LONG = re.compile("多久|多长时间|多少[天日年月]|几(?:[年天日]|个月)")
_DAY = re.compile(r"^[^至到起止—]*(?:\d{4}年\d{1,2}月|[12]\d{3}年)[^至到起止—]*$")
_MORE = re.compile("[增延奖加]")


def relative(question: str, quote: str, clause: str, value: str) -> str | None:
    """Object where an amount is a share of what is asked for, exceeds it or is added to it.

    税率的50% is no 税率, 超过规定年龄5周岁 no age, 增加婚假七天 not all of it.
    """
    asked = _AMOUNT_OF.search(question)
    at = clause.find(value)
    if asked is None or at < 0 or next(iter(find_numerals(value)), None) is None:
        return None
    before, behind = clause[:at], clause[at + len(value) :]
    if _UNDER.search(before) and behind.startswith("的"):
        return "引文中的数值是条件"
    return _of_another(question, asked["head"], quote, before, value) or _beside(
        question, asked["head"][-2:], before, value
    )


def _of_another(question: str, name: str, quote: str, before: str, value: str) -> str | None:
    """Object where an amount is of a thing with another name, or no amount of that kind."""
    head = name[-2:]
    if head == "年龄" and "岁" not in value:
        return "引文中的数值不是年龄"
    if _HOW_LONG.search(question) and _DAY.search(value):
        return "引文中的是日期，不是时长"
    if _OWN_NAME.search(head):
        named = re.findall(f"[\u4e00-\u9fff]{head[-1]}", before)
        if (named and named[-1] != head) or head not in quote:
            return f"引文中的数值不是{head}的"
    stem = _stem(name)
    return f"引文没有提到{stem}期" if stem and stem not in quote else None


def _stem(name: str) -> str:
    """Return what a term is of: 公告 of 公告期, 有效 of 有效期; empty for 展期, one word."""
    told = words(name.removesuffix("限"), search=False)
    if not told or not told[-1].endswith("期"):
        return ""
    last = told[-1].removesuffix("期")
    if not last and len(told) > 1:
        return told[-2] if len(told[-2]) > 1 else ""
    return last if len(last) > 1 else ""


def _beside(question: str, head: str, before: str, value: str) -> str | None:
    """Object where an amount only relates to what is asked for."""
    over = rf"{re.escape(head)}限?(?:结束|届满|期满|到期|满)[之日起后前内]*$"
    added = rf"(?:增加|延长|奖励|另加)[^，。到至]{{0,4}}?(?:{re.escape(head)})?$"
    beyond = rf"(?:超过|高于|低于|早于|晚于)[^，。]{{0,6}}{re.escape(head)}$"
    reasons = (
        (
            OF_RATE.search(value) and before.endswith((f"{head}的", f"{head}水平的")),
            f"引文中的数值是{head}的一部分",
        ),
        (re.search(beyond, before), f"引文中的数值是与{head}的差额"),
        (_PERIOD.search(head) and re.search(over, before), f"引文中的时间是{head}以外的"),
        ("满" not in question and _NOT_FULL.search(before), "引文中的数值是条件"),
        (
            re.search(added, before) and _TIME.search(value) and not _MORE.search(question),
            "引文中的数值是增加的部分",
        ),
    )
    return next((reason for met, reason in reasons if met), None)
