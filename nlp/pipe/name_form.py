"""What the form of a stretch says about whether it is one whole name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SIGN = re.compile("[→⇒➔►▶●■◆▲※]")
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"))


def apart(text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield sentences cut at signs that no name goes over (打开甲APP→乙平台)."""
    for start, end in sentences:
        at = start
        for sign in _SIGN.finditer(text, start, end):
            yield at, sign.end()
            at = sign.end()
        if at < end:
            yield at, end


def closed_end(text: str, start: int, end: int) -> int:
    """Return the end of a name, with the mark behind it that closes a bracket inside.

    >>> closed_end("云桥公园（甲市）段", 0, 7), closed_end("云桥公园", 0, 4)
    (8, 4)
    """
    name = text[start:end]
    closes = any(name.count(a) == name.count(b) + 1 and text[end : end + 1] == b for a, b in _PAIRS)
    return end + 1 if closes else end


def is_whole(name: str) -> bool:
    """Tell whether a stretch can be a name: it has a letter, and its brackets are closed.

    >>> [is_whole(name) for name in ("云桥（甲市）公司", "云桥（甲市", "13800000000")]
    [True, False, False]
    """
    closed = all(name.count(a) == name.count(b) for a, b in _PAIRS)
    return closed and any(character.isalpha() for character in name)
