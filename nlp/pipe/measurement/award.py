"""Amounts before what they are an amount of: 处五万元以下的罚款, 给予30万元的奖励, 按15%的税率."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.pipe.measurement.phrase import Phrase, phrase_before
from nlp.pipe.measurement.phrase_right import phrase_after

if TYPE_CHECKING:
    from nlp.quantity import Quantity

REACH = 24
"""Characters before the value within which the verb that sets the amount stands."""

_CLAUSE = 40
_SETS = re.compile(
    r"(?:(?<![各此四])处|给予|予以|按|依照|依|缴纳|交纳|缴存|支付|加收|征收|收取|提取|享受|执行|适用|发放|奖励|补助|补贴|资助"
    r"|提供|安排|拨付|追加|下达|设立|判处|扣除|承担|预留|返还|退还|减征|减免|减收)(?!理|于|罚)[^，。；：、]*$"
)
_AMOUNT = re.compile(
    r".*(?:罚款|罚金|滞纳金|违约金|赔偿金?|保证金|奖励|奖金|奖补|补贴|补助|补偿|资助|贴息|津贴|抚恤金|救助金?|资金"
    r"|经费|贷款|税率|征收率|费率|利率|缴费率|费用|税额|扣除额?|折扣|优惠|额度|份额|授信|支持|减免|基金|专项债券"
    r"|股权|股份)"
)
_OPENING = re.compile(r"(?:一次性|相应|适当|专项|定额|等额)?")
_PENALTY = re.compile(r"罚款|罚金|滞纳金|违约金|征收率|税率|费率|利率")
_GIVEN = re.compile(
    r"(?:由[^，。；：]{1,8}?(?=给予|予以))?的?(?:标准|比例|幅度)?"
    r"(?:给予|予以|进行|实行|一次性|适当|财政|在?(?:企业所得税)?税前|提前|预先|及时|的)*"
    r"(?P<noun>贴息|补助|补贴|支持|奖励|奖补|资助|返还|减免|补偿|报销|加计扣除|扣除|摊销|拨付|预拨|拨款|发放|提取|计提|征收|缴纳)(?!率|比例)"
)
_BY = re.compile(
    r"(?:再|可|将|先|统一|分别|最高)*(?:给予|予以|按照?|依照)(?P<of>[^，。；：]{0,24}?)的?$"
)
_RETURNED = re.compile(r"返还(?P<of>[^，。；：]{2,30})的$")
_RATE = re.compile(r"^(?P<rate>标准|比例|额度|幅度)")
_OF_WHAT = re.compile(r"给予|予以|处以|并处|处|进行|一次性|适当|的|由|向|从|预先|按月|按年|按时")
_NAMED = re.compile(r"[一-鿿]{2,12}")


def award_of(text: str, first: int, value: Quantity, end: int) -> Phrase | None:
    """Return what a value followed by 的 is an amount of, None if it only describes something.

    Args:
        text: The folded text.
        first: Where the clause of the value begins.
        value: The value.
        end: Where the sentence ends.
    """
    if not _SETS.search(text, max(first, value.start - REACH), value.start):
        return None
    if value.unit == "%":
        low = max(0, value.start - _CLAUSE)
        clause = max(text.rfind(mark, low, value.start) for mark in "，。；：\n") + 1
        support = _support_of(text, max(clause, low), value)
        if support is not None:
            return support
    of = text.startswith("的", value.end)
    start = value.end + of
    stop = re.compile(r"[，。；：\n]").search(text, start, min(end, start + 30))
    stop_at = stop.start() if stop else min(end, start + 30)
    if not of and text.startswith("标准", start):
        return _rate_of(text, start, stop_at, "标准")
    if not of:
        penalty = _PENALTY.match(text, start, stop_at)
        return Phrase(start, penalty.end(), penalty[0]) if penalty else None
    rate = _RATE.match(text[start:stop_at])
    if rate is not None:
        return _rate_of(text, start, stop_at, rate["rate"])
    opening = _OPENING.match(text, start)
    noun = opening.end() if opening else start
    found = phrase_after(text, noun, stop_at)
    amount = _AMOUNT.match(found[0].name if found else text[noun : noun + 6])
    if amount is None:
        return None
    return Phrase(start, noun + amount.end(), text[start:noun] + amount[0])


def _rate_of(text: str, start: int, stop: int, rate: str) -> Phrase | None:
    """按每人500元的标准给予补贴: the standard of what is given."""
    given = _NAMED.match(_OF_WHAT.sub("", text[start + len(rate) : stop]))
    return Phrase(start, stop, given[0] + rate) if given else None


def _support_of(text: str, first: int, value: Quantity) -> Phrase | None:
    """按租金的10%给予补助, 省财政给予25%的贴息: the share of what is given, by whom or of what."""
    given = _GIVEN.match(text, value.end)
    returned = _RETURNED.search(text, first, value.start)
    if returned is not None:
        of = phrase_before(text, returned.start("of"), returned.end("of"))
        return Phrase(value.start, value.end, f"{of.name}返还比例") if of else None
    setting = _BY.search(text, first, value.start)
    if given is None or setting is None:
        return None
    whose = _whose(text, first, setting)
    return Phrase(value.start, value.end, f"{whose}{given['noun']}比例")


def _whose(text: str, first: int, setting: re.Match[str]) -> str:
    """Return who gives, else of what, else what the clause before was about."""
    giver = phrase_before(text, first, setting.start())
    of = phrase_before(text, setting.start("of"), setting.end("of"))
    earlier = (
        phrase_before(text, max(0, first - 30), first - 1)
        if text[first - 1 : first] == "，"
        else None
    )
    found = giver or of or earlier
    return found.name if found else ""
