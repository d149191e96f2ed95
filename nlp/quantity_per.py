"""Amounts of money whose "per" stands before them: 每人每月800元 are 800 元/人·月.

The unit is written as behind an amount (800元/人·月): persons and things first, the time last. What
else stands between (每人收入800元) makes the 每 a part of the name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from nlp.comparator import hedge_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.quantity import Quantity

REACH = 24
"""Characters before an amount in which its per-phrase begins."""

_MONEY = frozenset({"元", "美元", "欧元", "港元"})
_TIME = r"(?:月|年|天|日|小时|学年|学期|季度)"
_THING = (
    r"(?:人|户|亩|公顷|吨|公斤|斤|千瓦时|度|平方米|立方米|公里|家|个|件|只|头|辆|台|张|床|班|次"
    r"|人次|生|桶|盎司)"
)
EACH = re.compile(rf"(?:每(?:{_THING}|{_TIME}))+")
"""A per-phrase."""

_GIVEN = (
    r"(?:(?:再|可|将|均|一次性|定额|最高|统一)*"
    r"(?:给予|发放|补助|补贴|奖励|资助|补偿|领取|缴纳|收取|支付|增加|提高|上调|减少)?[了约]{0,2})"
)
_PER = re.compile(
    rf"每(?:(?P<thing>{_THING})(?:每?(?P<time>{_TIME}))?|(?P<alone>{_TIME})(?:每(?P<other>{_THING}))?)"
    rf"{_GIVEN}(?:不超过|不得超过|不低于|不少于|最高|最低|至少|约)?$"
)
_ONE_NAME = {"日": "天"}
_AND = re.compile(r" ?(?:、|和|及|与|以及|或) ?|至|到")
_TO = re.compile(
    r"(?:分别|统一|逐步|再|都|均)*(?:提高|增加|提升|上调|下调|调整|调|降低|下降|降|减少|涨|升|增)(?:到|至|为)"
)


def with_per(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities with the per-phrases before them (``per``).

    The phrase before the first amount of a list, or before what an amount rises from, holds for
    the others: 从每月2000元提高到2200元.

    >>> from nlp.quantity import find_quantities
    >>> [q.per for q in find_quantities("每人每月800元和900元")]
    ['人·月', '人·月']
    """
    found_per: list[Quantity] = []
    for quantity in found:
        match = _per_before(text, quantity)
        per = (
            _per_of(match)
            if match
            else _per_shared(text, found_per[-1], quantity)
            if found_per
            else ""
        )
        own = replace(quantity, per=per) if per else quantity
        found_per.append(_bounded(text, own, match.start()) if match else own)
    return found_per


def _bounded(text: str, quantity: Quantity, start: int) -> Quantity:
    """不超过每人每月800元: the bound stands before the per-phrase."""
    comparator, begins = hedge_before(text, start)
    if comparator is None or quantity.comparator != "=":
        return quantity
    return replace(quantity, start=begins, comparator=comparator)


def _per_before(text: str, quantity: Quantity) -> re.Match[str] | None:
    low = max(0, quantity.start - REACH)
    if quantity.unit not in _MONEY or "每" not in text[low : quantity.start]:
        return None
    return _PER.search(text, low, quantity.number_start)


def _per_of(match: re.Match[str]) -> str:
    thing, time = match["thing"] or match["other"], match["time"] or match["alone"]
    return "·".join(_ONE_NAME.get(word, word) for word in (thing, time) if word)


def _per_shared(text: str, before: Quantity, quantity: Quantity) -> str:
    """Return the per-phrase that the amount before lends to one that goes on with it."""
    between = text[before.end : quantity.start]
    goes_on = _AND.fullmatch(between) or _TO.fullmatch(between)
    return before.per if quantity.unit == before.unit and goes_on else ""
