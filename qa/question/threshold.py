"""The bounds that a question sets: 5.5%以上, 超过50万人吗."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from nlp.numeral import magnitude
from nlp.unit import Unit, read_unit
from qa.question.focus import Asked

if TYPE_CHECKING:
    from nlp.extraction import Extraction
    from qa.question.focus import Focus

_NUMERAL = re.compile(r"\d|[一二三四五六七八九十百千万亿两]")
_SIGNS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"不低于", "不少于", "不小于", "至少", "达到"}), "≥"),
    (frozenset({"不超过", "不高于", "不多于", "至多"}), "≤"),
    (frozenset({"超过", "高于", "大于", "多于", "突破"}), ">"),
    (frozenset({"低于", "少于", "小于", "不足", "不到"}), "<"),
    (frozenset({"是", "为", "等于"}), "="),
)
_BEHIND = {"以上": "≥", "以下": "≤", "以内": "≤", "左右": "≈"}
_FIGURE = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<scale>[百千万亿]*)")
_BETWEEN = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)(?P<scale>[百千万亿]*)(?P<unit>[^\d到至—~～和与]{0,3})(?:到|至|[—~～\-]+|和|与)"
    r"(?P<high>\d+(?:\.\d+)?)(?P<scale2>[百千万亿]*)"
)
_AMONG = re.compile("之间|区间|范围|以内|(?:的|有)(?:哪|省|市|地)")
_SIGN_OF_CHANGE = re.compile(r"(?P<down>负增长|为负|负值)|正增长|为正(?!确)")
_ENDS = re.compile(r"的?[吗省市？?]|$")
_OTHER = re.compile(r"(?:不(?:是|为|等于|在)|并非)$")
_UNREACHED = re.compile(r"(?:没有?|未|未能|没能)(?:达到|到|达)$|达不到$")
_BOUND = re.compile(
    f"(?P<word>{'|'.join(word for words, _ in _SIGNS for word in sorted(words))})"
    r"(?P<number>\d+(?:\.\d+)?)(?P<scale>[百千万亿]*)"
)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound that a filter question sets: 5.5%以上 is ``≥ 5.5 %``."""

    comparator: str
    low: Decimal
    high: Decimal
    unit: str
    text: str
    negated: bool = False


def thresholds(text: str, found: Extraction) -> tuple[Threshold, ...]:
    """Return the bounds that extraction found in a question as measurements: 5.5%以上.

    不是2%左右 asks for all others, 没达到5% for what is below.
    """
    bounds = []
    for m in found.measurements:
        if not m.unit or not _NUMERAL.search(m.value_text):
            continue  # 社零增长 is no growth of nought
        before = text[: m.start]
        sign = "<" if _UNREACHED.search(before) else m.comparator
        negated = _OTHER.search(before) is not None
        bounds.append(Threshold(sign, m.low, m.high, m.unit, m.value_text, negated))
    return tuple(bounds)


def _bare_bound(text: str) -> tuple[Threshold, ...]:
    """Return a bound that is told behind the figure alone: 在5.5%*以上*."""
    for match in _FIGURE.finditer(text):
        unit = read_unit(text, match.end())
        sign = None if unit is None else _BEHIND.get(text[unit.end : unit.end + 2])
        if unit is not None and sign is not None:
            number = Decimal(match["number"]) * magnitude(match["scale"])
            said = text[match.start() : unit.end + 2]
            return (Threshold(sign, number, number, unit.name, said),)
    return ()


def _of_set(what: Focus) -> bool:
    """Whether places are asked for, by which or by how many: 目标是3%的*省有哪些*."""
    return what.asked is Asked.ENTITY and what.noun.endswith(
        ("省", "市", "县", "区", "地区", "地方")
    )


def _between(text: str) -> tuple[Threshold, ...]:
    """Return the bounds of a span: 在5%到5.5%*之间*."""
    for match in _BETWEEN.finditer(text):
        unit = read_unit(text, match.end())
        if unit is None or not _AMONG.match(text, unit.end):
            continue
        low = Decimal(match["low"]) * magnitude(match["scale"] or match["scale2"])
        high = Decimal(match["high"]) * magnitude(match["scale2"])
        return (Threshold("range", low, high, unit.name, text[match.start() : unit.end]),)
    return ()


def _of_change(text: str) -> tuple[Threshold, ...]:
    """Return the bound that 负增长 and 正增长 are: below and above nought."""
    match = _SIGN_OF_CHANGE.search(text)
    if match is None:
        return ()
    nought = Decimal(0)
    return (Threshold("<" if match["down"] else ">", nought, nought, "%", match.group()),)


def worded_bound(text: str, what: Focus, usual: str = "") -> tuple[Threshold, ...]:
    """Return the bound that a question sets before its 吗 or 的: 超过50万人吗, 是5%吗.

    Args:
        text: The question.
        what: What it asks for.
        usual: The unit of the indicator, for a number without one (目标是40万吗); empty for none.
    """
    spanned = _between(text) or _of_change(text)
    if spanned:
        return spanned
    match = _BOUND.search(text)
    unit = None if match is None else read_unit(text, match.end())
    if match is not None and unit is None and usual and _ENDS.match(text, match.end()):
        unit = Unit(match.end(), match.end(), usual, counted=False)
    if match is None or unit is None:
        return _bare_bound(text)
    behind = text[unit.end : unit.end + 2]
    sign = _BEHIND.get(behind)
    sign = sign or next(sign for words, sign in _SIGNS if match["word"] in words)
    negated = text[: match.start()].endswith(("不", "并非", "没", "没有", "未"))
    if negated and match["word"] == "达到":
        sign, negated = "<", False
    if sign == "=" and not negated and not (what.asked is Asked.BOOLEAN or _of_set(what)):
        return ()
    number = Decimal(match["number"]) * magnitude(match["scale"])
    said = text[match.start() : unit.end] + (behind if sign == "≈" else "")
    return (Threshold(sign, number, number, unit.name, said, negated),)
