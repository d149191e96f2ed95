"""Bodies of a responsibility mark, to the last: （牵头单位：甲办、乙委）."""

from __future__ import annotations

import re

_LEADERS = re.compile(r"牵头(?:单位|部门)?[：:](?P<bodies>[^；;）)。\n]+)")


def leaders(quote: str) -> tuple[str, ...]:
    """Return the bodies that a mark names as leading, as it writes them; empty without a mark.

    >>> leaders("推进清欠。（牵头单位：市减负办、市国资委；责任单位：各县）")
    ('市减负办', '市国资委')
    """
    mark = _LEADERS.search(quote)
    return tuple(mark["bodies"].strip().split("、")) if mark else ()
