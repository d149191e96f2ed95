"""Amounts that are not what is asked for but a share of it, a distance from it, or an addition."""

from __future__ import annotations

import re

from nlp.numeral import find_numerals

OF_RATE = re.compile(r"[%％‰]|百分|千分|分之|成$|倍|[一二两三四五六七八九\d]成|之比|半|\d[:：∶]\d")
_AMOUNT_OF = re.compile(
    r"(?P<head>[\u4e00-\u9fff]{2,6}?)(?:最[高低长短多少])?(?:是|为|有|达)?(?:多少|几|多[久长高大])"
)
"""The name right before the amount that is asked for."""
_OWN_NAME = re.compile("[假率税]$")
"""Ends of names that nothing else is called by: 婚假 is no 护理假."""
_TIME = re.compile("[天日月年周]$")
_MORE = re.compile("[增延奖加]")


def relative(question: str, quote: str, clause: str, value: str) -> str | None:
    """Object where an amount is a share of what is asked for, exceeds it or is added to it.

    税率的50% is no 税率, 超过规定年龄5周岁 no age, 增加婚假七天 not all of it.
    """
    asked = _AMOUNT_OF.search(question)
    at = clause.find(value)
    if asked is None or at < 0 or next(iter(find_numerals(value)), None) is None:
        return None
    head, before = asked["head"][-2:], clause[:at]
    if head == "年龄" and "岁" not in value:
        return "引文中的数值不是年龄"
    if _OWN_NAME.search(head):
        named = re.findall(f"[\u4e00-\u9fff]{head[-1]}", before)
        if (named and named[-1] != head) or head not in quote:
            return f"引文中的数值不是{head}的"
    if OF_RATE.search(value) and before.endswith((f"{head}的", f"{head}水平的")):
        return f"引文中的数值是{head}的一部分"
    if re.search(rf"(?:超过|高于|低于|早于|晚于)[^，。]{{0,6}}{re.escape(head)}$", before):
        return f"引文中的数值是与{head}的差额"
    added = re.search(rf"(?:增加|延长|奖励|另加)[^，。到至]{{0,4}}?(?:{re.escape(head)})?$", before)
    if added and _TIME.search(value) and not _MORE.search(question):
        return "引文中的数值是增加的部分"
    return None
