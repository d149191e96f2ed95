"""The lead of a sentence: the short one before it that says what it is about (三是加强督导。…).

Lists are written so: a short sentence with a number names the subject, those after it never do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.reader.match import Whole

LONGEST_LEAD = 30
"""Characters of the longest sentence that leads others."""
FARTHEST = 5
"""Sentences after a lead that it may speak for."""
_PARAGRAPH = re.compile(r"\n|[\s\u3000]{2,}")
_NUMBERED = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）).．、]|第[一二三四五六七八九十]+[,，、]"
    r"|[一二三四五六七八九十][是要加]"
)
_COLON = re.compile(r"[：:—]\s*$")


def leads(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Whole, Whole]:
    """Return for each sentence the numbers of its lead and of the first one of its paragraph.

    A sentence without a lead is its own.

    Args:
        text: A text.
        spans: Its sentences, half-open.
    """
    led: list[int] = []
    first: list[int] = []
    for number, (low, _) in enumerate(spans):
        opens = number == 0 or _PARAGRAPH.search(text, spans[number - 1][1] - 1, low + 2)
        first.append(number if opens else first[-1])
        led.append(_lead(text, spans, number))
    return np.array(led, dtype=np.intp), np.array(first, dtype=np.intp)


def _lead(text: str, spans: Sequence[tuple[int, int]], number: int) -> int:
    for before in range(number - 1, max(-1, number - 1 - FARTHEST), -1):
        low, high = spans[before]
        said = text[low:high].strip()
        if len(said) <= LONGEST_LEAD and (_NUMBERED.match(said) or _COLON.search(said)):
            return before
        if _NUMBERED.match(text[slice(*spans[before + 1])].strip()):
            return number  # the sentence in between begins an item of its own
    return number
