"""The items of a list that a sentence opens: （一）…；（二）…。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ITEM = re.compile(
    r"[\s：:]*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、]|[一二三四五六七八九十]{1,3}[是、])"
    r"[ 　]*(?P<item>[^；;。\n]{2,120})[；;。]?"
)
_WIDEST = 1000
"""Characters from the opening of a list to the end of an item that may still be quoted as one."""


def items_after(text: str, at: int, opening: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the items that follow ``at`` one after the other.

    Args:
        text: The folded text.
        at: Where the sentence that opens the list has ended.
        opening: Where the quote begins; items further than can be quoted are left out.
    """
    found = _ITEM.match(text, at)
    while found is not None and found.end() - opening <= _WIDEST:
        yield found.start("item"), found.start("item") + len(found["item"].rstrip())
        found = _ITEM.match(text, found.end())
