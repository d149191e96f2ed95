"""Values that are no figure: what only describes a thing, stands aside, or is to be handed in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.pipe.measurement.coordination import metric_of

if TYPE_CHECKING:
    from nlp.pipe.measurement.left import Left
    from nlp.quantity import Quantity

# （同口径增长6%）: a figure beside the one that counts.
_ASIDE_FIGURE = re.compile(r"同口径|可比口径|按可比|剔除|扣除|不含|还原")
_PAPERS = re.compile(
    r"(?:表|书|件|证|证明|材料|照片|协议|合同|函|图|文件|资料|说明|清单|名册|一式)（?$"
)
# 7人制比赛, 20多斤重的装备: a kind of thing, or how large one of it is.
_PART_OF_WORD = re.compile(r"（含）|制(?![度种造作品药氢图约成定裁订])|[重长高宽深厚粗]的")
_TOTALS = frozenset({"总额", "总值", "价值", "总价值", "金额", "总金额", "总计"})
_MANY = 20
"""Copies from which on 份 tells how many were given out, not how many are to be handed in."""


def is_condition(text: str, left: Left, value: Quantity, *, joined: bool) -> bool:
    """Tell whether a level only describes (总投资1亿元以上的项目) or is a part (按保费的50%返还).

    Args:
        text: The folded text.
        left: What stands left of the value.
        value: The value.
        joined: Whether a 的 behind the value only joins it to what it is of.
    """
    if text.startswith("（", left.start - 1) and _ASIDE_FIGURE.match(text, left.start):
        return True
    if _PART_OF_WORD.match(text, value.end):
        return True
    if _is_paper(text, left, value):
        return True
    if left.pattern.name != "level":
        return False
    if value.unit == "%":
        return text[value.start - 1 : value.start] == "的"
    if text.startswith(("的目标", "的水平", "的规模"), value.end):
        return False
    measured = metric_of(text[left.start : left.cue])
    if joined and measured in _TOTALS and value.comparator not in ("≥", "≤"):
        return False  # 总额3亿元的贷款: all of it is told
    return text.startswith("的", value.end) and not (joined and not measured)


def _is_paper(text: str, left: Left, value: Quantity) -> bool:
    """Tell whether copies are counted that someone has to bring: 申请表2份."""
    few = value.unit == "份" and value.high < _MANY
    return few and _PAPERS.search(text, left.start, value.start) is not None
