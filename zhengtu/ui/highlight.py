"""A document's text as HTML, with its marks: escaped word for word, marks may overlap."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from zhengtu.ui.safe import escape

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text to be set off; ``style`` is a class of ours, never from a document.

    ``title`` is what a reader sees on pointing at it. ``anchor`` makes it a place to jump to.
    """

    start: int
    end: int
    style: str
    title: str = ""
    anchor: str = ""


def marked(text: str, marks: Sequence[Mark], start: int = 0, end: int | None = None) -> str:
    """Return ``text[start:end]`` as HTML with its marks; marks that reach beyond are clipped.

    Overlaps are cut where another mark begins or ends, so that the elements nest properly; of the
    marks over one stretch, the longest is outermost.
    """
    end = len(text) if end is None else min(end, len(text))
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = {start, end}
    cuts.update(max(mark.start, start) for mark in inside)
    cuts.update(min(mark.end, end) for mark in inside)
    edges = sorted(cuts)
    waiting = sorted(inside, key=lambda mark: (mark.start, -mark.end))
    pieces: list[str] = []
    active: list[Mark] = []
    for left, right in pairwise(edges):
        while waiting and waiting[0].start <= left:
            active.append(waiting.pop(0))
        active = [mark for mark in active if mark.end > left]
        pieces.append(_piece(text, left, right, active, start))
    return "".join(pieces)


def _piece(text: str, left: int, right: int, active: Sequence[Mark], begin: int) -> str:
    """Return one stretch inside its marks, the longest outermost."""
    shown = escape(text[left:right])
    for mark in sorted(active, key=lambda mark: mark.end - mark.start):
        first = left == max(mark.start, begin)
        anchor = f' id="{escape(mark.anchor)}"' if mark.anchor and first else ""
        title = f' title="{escape(mark.title)}"' if mark.title else ""
        shown = f'<span class="{escape(mark.style)}"{anchor}{title}>{shown}</span>'
    return shown


def context(text: str, start: int, end: int, around: int = 80) -> tuple[int, int]:
    """Return the stretch to show around a quote: up to ``around`` characters on either side.

    It stays within the quote's paragraph where that is shorter.
    """
    before = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    after = len(text) if after < 0 else after
    return max(before, start - around), min(after, end + around)


def found_words(text: str, words: str) -> str:
    """Return a passage as HTML with the words looked for set off.

    Words that do not occur as they stand are looked for by their longest parts of two characters
    or more, as Chinese words are written without spaces.
    """
    marks = [
        Mark(start, start + len(part), "zt-hit")
        for part in _parts(text, words)
        for start in _places(text, part)
    ]
    return f'<p class="zt-quote">{marked(text, marks)}</p>'


def _parts(text: str, words: str) -> list[str]:
    found: list[str] = []
    for word in words.split():
        rest = word
        while len(rest) > 1 or rest == word:
            size = next((n for n in range(len(rest), 1, -1) if rest[:n] in text), 0)
            if not size and rest == word and word in text:
                size = len(word)
            if size:
                found.append(rest[:size])
            rest = rest[size or 1 :]
            if not rest:
                break
    return list(dict.fromkeys(found))


def _places(text: str, part: str) -> list[int]:
    places, at = [], text.find(part)
    while at >= 0:
        places.append(at)
        at = text.find(part, at + len(part))
    return places
