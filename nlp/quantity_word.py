"""Quantities without a number of their own: 翻一番, 实现倍增, 与上年持平, 居全国第五.

``CHANGE`` and ``RANK`` stand for their unit until the indicator is known: a doubling is a growth of
1 倍, 持平 and 零增长 are a growth of 0 %, a rank is a place (位) in an order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from nlp.numeral import read_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Comparator

DOUBLING = "番"
LEVELLING = "平"
RANK = "名次"
WRITTEN = {DOUBLING: "倍", LEVELLING: "%", RANK: "位"}
"""The unit of a measurement by the unit that its words had while they were read."""

SCOPE = (
    r"(?:全国|全省|全市|全区|全球|世界|亚洲|国内|国际|省内|同类|西部|东部|中部|东北|西北|西南|华东|华南|华北|长三角"
    r"|珠三角|大湾区|行业|各?省份|省区市?|省市|城市|地区|副省级|省会|地级市|设区市)"
)
"""Among whom a rank is one."""

STANDS = (
    r"(?:居于?|位居|位列|列|名列|排名?|排在|位次|跃居|稳居|高居|保持|稳定在|[升跃晋前]{1,2}[升居移进至到]{1,2}"
    r"|提升[到至]|提高[到至]|上升[到至]|下降[到至]|[降退]至|由|从|至|到)"
)
"""What says that something has a rank."""

_NUMBER = r"[一二三四五六七八九十\d]{1,3}"
_WORD = re.compile(
    rf"(?:{_NUMBER}年(?:来|间|内)?(?:累计|实现)?)?(?P<hedge>基本|大体|总体)?(?P<fold>翻)了?(?P<times>[一二两三1-3])?番(?P<more>以上|多)?"
    rf"|(?P<double>(?<=实现)(?:成倍)?倍增)(?![计行工效器规])"
    rf"|(?P<zero>零增长)"
    rf"|(?:与|和|同|较)?(?:上年|去年|前年|上期|20\d\d年)(?:同期)?(?:水平)?(?P<about>基本|大体|大致|总体)?持平"
    rf"|(?:{STANDS}(?:{SCOPE}的?){{0,2}}|(?:{SCOPE}的?){{1,2}})"
    rf"(?:排名?)?(?P<rank>第(?P<place>{_NUMBER})(?:位|名)?|首位|榜首)"
    r"(?![个次届批产轮季条阶大方梯期章款项部台线代类、\d十]|[一二三四五六七八九])"
)


@dataclass(frozen=True, slots=True)
class Worded:
    """A value that words tell, at ``start:end``; ``cover`` is where what belongs to it begins."""

    cover: int
    start: int
    end: int
    value: Decimal
    comparator: Comparator
    unit: str


def find_worded(text: str) -> Iterator[Worded]:
    """Yield the values that words tell in a folded text, from left to right.

    >>> [(w.value, w.unit) for w in find_worded("产量翻两番，居全国第五。")]
    [(Decimal('3'), '番'), (Decimal('5'), '名次')]
    """
    for match in _WORD.finditer(text):
        if match["rank"]:
            place = read_number(match["place"]) if match["place"] else Decimal(1)
            if place:
                yield Worded(
                    match.start("rank"), match.start("rank"), match.end(), place, "=", RANK
                )
        elif match["zero"] or match[0].endswith("持平"):
            about: Comparator = "≈" if match["about"] else "="
            yield Worded(match.start(), match.start(), match.end(), Decimal(0), about, LEVELLING)
        else:
            yield _doubling(match)


def _doubling(match: re.Match[str]) -> Worded:
    """Twice as much is a growth by 1 倍, four times as much (翻两番) by 3 倍."""
    times = int(read_number(match["times"] or "一") or 1)
    comparator: Comparator = "≥" if match["more"] else "≈" if match["hedge"] else "="
    start = match.start("fold") if match["fold"] else match.start()
    value = Decimal(2**times - 1)
    return Worded(match.start(), start, match.end(), value, comparator, DOUBLING)
