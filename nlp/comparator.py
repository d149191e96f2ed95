"""The hedges around a number and the comparator that they make.

左右, 约, 近, 上下 are ``≈``; 以上, 不低于, 至少, 迈上 (a step) are ``≥``; 以内, 不超过, 控制在
alone are ``≤``; 超过, 突破, 多, 余 are ``>``; 不足, 不到 are ``<``. 力争 says nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nlp.extraction import Comparator
    from nlp.numeral import Hedge

_BEFORE: tuple[tuple[Comparator, str], ...] = (
    (
        "≥",
        "不(?:得|能|应|宜)?(?:低|少|小|下|短)于|至少(?:达到|要|有)?|最低|最少|起码|[迈跨登站踏]上了?|[迈越]过了?",
    ),
    (
        "≤",
        "(?:没有|未曾|并未|未)(?:超过|高于|超出)|不(?:得|能|应|宜)?(?:超过|高于|多于|大于|超出|长于)|至多|上限为?"
        "|最高(?:不超过|可达|达|为)?|最多(?:不超过)?|最长(?:不超过)?",
    ),
    (
        ">",
        "(?<!不)(?<!得)(?<!没有)(?<!未)(?:超过了?|突破了?|高于|大于|多于|逾|超出|跨过|跨越)|(?<![赶反])超",
    ),
    ("<", "不足|不到|未满|不满|未达|未到|(?<!不)(?<!得)(?:低于|少于|小于)"),
    (
        "≈",
        "(?<![节集合契预公制违大特])约[为有]?|大约[为有]?|大概|将近|接近|(?<![最附邻临亲靠走贴新就])近",
    ),
)
_AFTER: tuple[tuple[Comparator, str], ...] = (
    ("≈", "左右|上下"),
    ("≥", "及?以上|或以上|及其以上"),
    ("≤", "以内|之内|及?以下|或以下|内(?![部容地需外销陆资河涵在置蒙])"),
    (">", "有?余|多(?![元样方种年边功少数层级点领式维])"),
)
_PREFIX = re.compile(
    "(?:" + "|".join(f"(?P<p{i}>{p})" for i, (_, p) in enumerate(_BEFORE)) + ") ?$"
)
_SUFFIX = re.compile(" ?(?:" + "|".join(f"(?P<s{i}>{p})" for i, (_, p) in enumerate(_AFTER)) + ")")
_PREFIX_REACH = 7
_CAP = re.compile(r"(?:控制|限制|压缩|压减)(?:在|到|至)$")


def hedge_before(text: str, at: int) -> tuple[Comparator | None, int]:
    """Return what the hedge that ends at an offset means, and where it begins."""
    match = _PREFIX.search(text[max(0, at - _PREFIX_REACH) : at])
    if match is None:
        return None, at
    start = at - (len(match.string) - match.start())
    return _BEFORE[int((match.lastgroup or "p0")[1:])][0], start


def hedge_after(text: str, at: int) -> tuple[Comparator | None, int]:
    """Return what the hedge that begins at an offset means, and where it ends."""
    match = _SUFFIX.match(text, at)
    if match is None:
        return None, at
    return _AFTER[int((match.lastgroup or "s0")[1:])][0], match.end()


def decide(
    text: str,
    before: Comparator | None,
    after: Comparator | None,
    own: Hedge,
    start: int,
) -> Comparator:
    """Join the hedges: a bound before the number outweighs 左右, 以上 outweighs 多.

    Args:
        text: The folded text.
        before: What the hedge before the number means.
        after: What the hedge behind its unit means.
        own: The hedge inside the number (多, 余, 数).
        start: Where the value begins, the hedge before it included.
    """
    if before in ("≥", "≤", "<"):
        return before
    if before == ">":
        return ">"
    if after is not None:
        return after
    if before is not None:
        return before
    if own:
        return own
    # 控制在X without 左右 or 以内 sets a ceiling.
    return "≤" if _CAP.search(text[max(0, start - 5) : start]) else "="
