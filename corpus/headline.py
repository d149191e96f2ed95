"""Heads without a number: the title of an attached text, and a short line alone in running text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.metadata.kind import ends_like_title

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG = 50
"""Characters from which a paragraph counts as running text."""
LEAST_BEFORE = 20
MOST_LINES = 4
"""Lines that a title may be broken over."""
MOST_ATTACHED = 12
"""Lines that a list of attachments and a signature may take."""

_STOP = re.compile(r"[。；：！？，、,;:!?]")
_BEFORE_TITLE = re.compile(
    r"日$|^[（(][^（）()]*(?:公开|发布|刊|删减)[^（）()]*[)）]$|^附[ \u3000]*[件录表]"
)
_NOT_TITLE = re.compile(r"^[（(【\[]|[)）】日]$")
_SIGNED = re.compile(
    r"[年]\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日$"
)
_PLAIN = re.compile(r"[^。，；：！？,;:!?…\s]{4,30}(?:[ \u3000][^。，；：！？,;:!?…\s]{2,20})?")
_NOT_PLAIN = re.compile(
    r"\d{4}年\d+月\d+日|^[(（【]|[)）】]$|^——|日$|摄$|记者|编辑|来源|附件|名单$|[%％]|公开发布|^注|^\d"
)
_CLOSED = re.compile(r"[。！？；：!?;:…][”’」』)）]?$")


def titled_block(
    text: str, spans: Sequence[tuple[int, int]], at: int, *, parted: bool | None = None
) -> int | None:
    """Return where the title of an attached text ends that begins at a paragraph, if one does.

    It stands below a signature, a note or 附件 (``parted`` None: the caller knows it does), or, if
    another text is attached above it, below the last stop of that; broken over lines or not.
    """
    if at >= len(spans):
        return None
    if parted is not None:
        before = text[slice(*spans[at - 1])]
        if _BEFORE_TITLE.search(before) is None and not (parted and before.endswith("。")):
            return None
    if _NOT_TITLE.search(text[slice(*spans[at])]):
        return None
    joined = ""
    for start, end in spans[at : at + MOST_LINES]:
        line = text[start:end]
        if end - start > 60 or _STOP.search(re.sub("《[^》]*》|“[^”]*”", "", line)):
            return None
        joined += "".join(line.split())
        if ends_like_title(joined):
            return end
    return None


def signature_after(text: str, spans: Sequence[tuple[int, int]], at: int) -> int:
    """Return where (index) the signature stands below 附件, 0 if none does.

    Above a signature 附件：… only names what is attached.
    """
    for later in range(at + 1, min(len(spans), at + MOST_ATTACHED)):
        start, end = spans[later]
        if end - start > 80:
            return 0
        if _SIGNED.search(text, max(start, end - 20), end):
            return later
    return 0


def is_plain_head(text: str, spans: Sequence[tuple[int, int]], at: int, marked_after: bool) -> bool:
    """Tell whether a paragraph is a short line without a stop, alone between running text."""
    start, end = spans[at]
    if not 4 <= end - start <= 40 or at == 0 or at + 1 == len(spans):
        return False
    line = text[start:end]
    if _PLAIN.fullmatch(line) is None or _NOT_PLAIN.search(line):
        return False
    before, after = (text[slice(*spans[at + step])] for step in (-1, 1))
    if len(before) < LEAST_BEFORE or _CLOSED.search(before) is None:
        return False
    return marked_after or (len(after) >= LONG and "。" in after)
