"""A value and what it is the figure of, before its area, time and kind are known."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nlp.pipe.measurement.coordination import expand
from nlp.pipe.measurement.phrase import phrase_before
from nlp.quantity_word import RANK, SCOPE, WRITTEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.extraction import Comparator
    from nlp.pipe.measurement.left import Left
    from nlp.pipe.measurement.pattern import Pattern, Role
    from nlp.quantity import Quantity

_TIMES = "年 个月 天 日 周 小时 分钟 秒 工作日 自然日 季度"
TIME_UNITS = frozenset(_TIMES.split())
"""Units of a duration."""

# Units that count how often something is done rather than things: only 开行2700列 is a figure.
_OFTEN = frozenset("次轮回遍步期道段批处场趟站层") | {"条次"}
_SHARES = ("率", "比例", "比重", "占比", "标准")
_VERB_IN_LIST = re.compile(r"(?<=[一-鿿])(?:完成|实现|达成)(?=[一-鿿]{2,8}$)")
_TRAILING = re.compile(r"(?:左右|上下|以上|以内|以下|之内)$")
_DURATION = re.compile(
    r"期|时间|时长|时限|寿命|年限|天数|年龄|工龄|学制|工作日|耗时|用时|历时|速度|处理|办理|审批"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A value and the words that name its indicator.

    ``words`` name the level (地区生产总值), ``role`` and ``verb`` say what is told of it (增长).
    ``start`` is where its words begin in the text, for the place among them. ``rule`` says that the
    words set the amount (给予30万元的奖励) rather than report it.
    """

    quantity: Quantity
    words: str
    role: Role
    verb: str
    pattern: Pattern
    start: int
    inherited: bool = False
    rule: bool = False


def told(left: Left, value: Quantity, words: str, start: int, *, inherited: bool = False) -> Fact:
    """Return the fact that the pattern left of a value tells."""
    pattern = left.pattern
    if value.unit == RANK:
        scope = re.search(SCOPE, left.verb)
        words = words.removesuffix("排名")
        words = f"{words}{scope[0] if scope and not words.endswith(scope[0]) else ''}排名"
    value = replace(value, unit=WRITTEN.get(value.unit, value.unit))
    role = pattern.role
    if pattern.name == "bounded-share":
        value = _bounded(left, value)
        # 中小企业数量超过企业总数50% is a share, 裁员率不超过职工总数20% has one in its name.
        role = role if words.endswith(_SHARES) else "share"
    return Fact(value, words, role, left.verb, pattern, start, inherited)


def _bounded(left: Left, value: Quantity) -> Quantity:
    """不超过职工总数20%: the bound stands before the whole."""
    bound = left.verb
    comparator: Comparator = ">" if bound.startswith("超") else "≤" if "超" in bound[:3] or (
        "高" in bound[:3]
    ) else "≥"  # fmt: skip
    return replace(value, start=left.cue, comparator=comparator)


def counted(left: Left, value: Quantity, words: str, start: int) -> Fact:
    """Return the fact that so many of the things named are counted."""
    bounded = _bounded(left, value) if left.pattern.name == "bounded-share" else value
    return Fact(bounded, words, "level", "", left.pattern, start)


def is_figure(value: Quantity) -> bool:
    """Whether a value is a count at all: 一批 and 八项规定 are words; 数十家 and 三千户 are not."""
    if value.digits or value.unit in ("%", "倍") or not value.counted:
        return True
    # 数十人, 十余家 are counts; 十条措施 is what they are called.
    least = 20 if value.comparator == "=" else 10
    return value.low >= least and value.unit not in _OFTEN


def is_adverb(value: Quantity, text: str) -> bool:
    """Whether a count only says how often: a verb follows right behind it (3次亲临)."""
    ends = value.end >= len(text) or text[value.end] in "，；：。、！？!?;\n（） ”"
    return value.unit in _OFTEN and not ends


def lasts(words: str, role: Role) -> bool:
    """Whether a duration can be the figure of what is named (有效期, 办理时限, 人均预期寿命)."""
    return role == "baseline" or bool(_DURATION.search(words))


def share_hedge(values: Sequence[Quantity], text: str) -> list[Quantity]:
    """A hedge before the first value of a 分别 list or behind the last belongs to all of them."""
    first, last = values[0], values[-1]
    hedge: Comparator = "="
    if first.start < first.number_start:
        hedge = first.comparator
    elif _TRAILING.search(text[last.start : last.end]):
        hedge = last.comparator
    return [replace(v, comparator=hedge) if v.comparator == "=" else v for v in values]


def item_names(text: str, start: int, end: int, count: int) -> list[str]:
    """Return the names of ``count`` items listed in ``text[start:end]``, or nothing."""
    # 风电、核电完成投资分别: the verb before the shared tail is no part of a name.
    listed = _VERB_IN_LIST.sub("", text[start:end].strip("，、"))
    items = expand(listed, count)
    if items is None:
        phrase = phrase_before(text, start, end)
        items = expand(phrase.name, count) if phrase else None
    phrases = [phrase_before(item, 0, len(item)) for item in items or ()]
    return [p.name for p in phrases if p] if all(phrases) else []
