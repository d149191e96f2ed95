"""Passages: stretches that can be retrieved and cited, which together are the whole text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.document import Passage, Section
from corpus.sentence import sentences_of
from corpus.structure import heading_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TARGET = 300
"""Characters a passage should have: a few sentences, enough to be understood alone."""
MOST = 600
"""Characters a passage may have."""
SPACED = 4
"""Characters that one of a heading may take where it is letter-spaced."""
LEAST = 80
"""Characters below which a passage goes on into the next small section."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph or part of one, up to where the next begins."""

    start: int
    end: int
    path: tuple[str, ...]
    opens: bool  # begins a section with a heading, not a mere item
    article: bool  # begins a 条, which is cited by itself, or a part of the first level
    heads: bool  # nothing but a heading


def passages_of(
    document_id: str,
    text: str,
    spans: Sequence[tuple[int, int]],
    sections: Sequence[Section],
) -> tuple[Passage, ...]:
    """Return the passages of a text with its paragraphs and sections; joined they are the text.

    They break before sections, else between paragraphs, else between sentences; only a sentence
    longer than ``MOST`` is cut. ``section_path`` is that of the deepest section that holds all of
    a passage but its headings.
    """
    found: list[Passage] = []
    if not text:
        return ()
    for group in _groups(_pieces(text, spans, sections)):
        bodies = [piece for piece in group if not piece.heads] or group
        path = _common([piece.path for piece in bodies])
        found.append(Passage(document_id, group[0].start, group[-1].end, path))
    return tuple(found)


def _groups(pieces: Iterator[_Piece]) -> Iterator[list[_Piece]]:
    group: list[_Piece] = []
    for piece in pieces:
        if group and _breaks(group, piece):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _breaks(group: list[_Piece], piece: _Piece) -> bool:
    """Tell whether a piece begins a passage of its own after the group."""
    size = group[-1].end - group[0].start
    total = piece.end - group[0].start
    if total > MOST:
        return True
    if all(each.heads for each in group):
        return False
    if piece.opens:
        return piece.article or size >= LEAST
    return total > TARGET and size >= TARGET // 2


def _pieces(
    text: str, spans: Sequence[tuple[int, int]], sections: Sequence[Section]
) -> Iterator[_Piece]:
    starts = _starts(text, spans)
    walk = _Walk(sections)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        section, begins = walk.to(start, end)
        path = section.path if section else ()
        heads = section is not None and _is_head(text, start, end, section.heading)
        opens = begins and section is not None and not section.is_item
        article = (
            opens
            and section is not None
            and (section.level == 1 or section.heading.startswith("第"))
        )
        yield _Piece(start, end, path, opens, article, heads)


class _Walk:
    """Goes along the sections; knows the deepest one that is open."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._next = 0
        self._open: list[Section] = []

    def to(self, start: int, end: int) -> tuple[Section | None, bool]:
        """Return the deepest section at ``start``, and whether it begins before ``end``."""
        begins = False
        while self._next < len(self._sections) and self._sections[self._next].start < end:
            self._open.append(self._sections[self._next])
            self._next += 1
            begins = True
        while self._open and self._open[-1].end <= start:
            self._open.pop()
        if not self._open:
            return None, False
        while len(self._open) > 1 and self._open[-2].end <= start:
            del self._open[-2]
        return self._open[-1], begins


def _starts(text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Where pieces begin: the first at 0, each at most MOST long."""
    starts = [0]
    for low, high in spans:
        cuts = [low] if high - low <= TARGET else [at for at, _ in sentences_of(text, low, high)]
        for cut in cuts:
            if cut > starts[-1]:
                _cut_long(starts, cut)
                starts.append(cut)
    _cut_long(starts, len(text))
    if len(starts) > 1 and (starts[2:] or [len(text)])[0] <= MOST and not text[: starts[1]].strip():
        del starts[1]
    return starts


def _cut_long(starts: list[int], until: int) -> None:
    while until - starts[-1] > MOST:
        starts.append(starts[-1] + MOST)


def _common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    first, last = min(paths), max(paths)
    length = 0
    while length < min(len(first), len(last)) and first[length] == last[length]:
        length += 1
    return first[:length]


def _is_head(text: str, start: int, end: int, heading: str) -> bool:
    """Tell whether a piece is nothing but words of a heading; most are too long to look at."""
    return end - start <= SPACED * len(heading) + LEAST and _words(text[start:end]) in heading


def _words(piece: str) -> str:
    return heading_words(piece).rstrip("。：:")
