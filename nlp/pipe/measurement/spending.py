"""Money that is set aside or paid where no noun says what it is: 安排24亿元用于粮食生产."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.pipe.measurement.fact import Fact, counted

if TYPE_CHECKING:
    from nlp.pipe.measurement.left import Left
    from nlp.quantity import Quantity

_SPENDS = re.compile(r"(?P<verb>安排|下达|下拨|拨付|预拨|筹集|筹措|募集|投入)(?:了|达|近|约)*$")
MONEY = frozenset({"元", "美元", "欧元", "港元"})
"""Units of money."""
_PURPOSE = re.compile(r"[，。；]|用于|支持|实施|推进|开展|建设|帮助|保障")


def spent(text: str, left: Left, value: Quantity) -> Fact | None:
    """Return the fact that so much money was set aside or paid, None if that is not told."""
    verb = _SPENDS.search(text, left.start, left.end) if value.unit in MONEY else None
    if verb is None or not _PURPOSE.match(text, value.end):
        return None
    return counted(left, value, f"{verb['verb']}资金", verb.start())
