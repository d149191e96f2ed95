"""The parts of a document as a tree of sections, from its headings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.document import Section
from corpus.heading import Heading, headings
from corpus.rank import DASHED, LEAF, LIST, MARKDOWN, PLAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

_CONTENTS = re.compile(r"目\s*录")
_SPACE = re.compile(r"\s+")


def sections_of(text: str, spans: list[tuple[int, int]]) -> tuple[Section, ...]:
    """Return the sections of a normalised text with its paragraphs, outer before inner, in order.

    Numbering may skip or run on: only the kinds of the marks decide what lies inside what.
    """
    spans = _without_contents(text, spans)
    found = _settled(_without_title(text, headings(text, spans), spans))
    return tuple(_tree(text, found))


def _without_contents(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Drop the entries of a table of contents, so that each heading opens its part only once."""
    for at, (start, end) in enumerate(spans[:60]):
        if _CONTENTS.fullmatch(text, start, end) and at + 1 < len(spans):
            entry = _entry(text, spans[at + 1])
            for later in range(at + 2, min(len(spans), at + 400)):
                if _entry(text, spans[later]) == entry:
                    return spans[: at + 1] + spans[later:]
    return spans


def _entry(text: str, span: tuple[int, int]) -> str:
    """A line of a table of contents, without spaces, leader dots and page number."""
    return re.sub(r"[.…·]*\d*$", "", _SPACE.sub("", text[slice(*span)]))


def _without_title(
    text: str, found: list[Heading], spans: Sequence[tuple[int, int]]
) -> list[Heading]:
    """A single Markdown heading of the first level at the head is the title, not a section."""
    top = [each for each in found if each.rank == MARKDOWN + 1]
    if len(top) == 1 and spans and top[0].start == spans[0][0] and text[top[0].start] == "#":
        return [each for each in found if each is not top[0]]
    return found


def _settled(found: list[Heading]) -> list[Heading]:
    """Decide how deep headings without a number lie: above a count that begins after them.

    A head before 二、 or inside （三） is a leaf of what is open; one before 一、, or in a document
    without numbers, opens a part of its own.
    """
    settled = []
    numbered_open = False
    for heading, after in zip(found, [*found[1:], None], strict=False):
        if heading.rank != PLAIN:
            numbered_open = numbered_open or LIST <= heading.rank < DASHED
            settled.append(heading)
            continue
        opens = after is not None and after.rank > PLAIN and after.first
        if opens or not numbered_open:
            numbered_open = False
            settled.append(heading)
        else:
            settled.append(replace(heading, rank=LEAF))
    return settled


def _tree(text: str, found: Sequence[Heading]) -> list[Section]:
    """Nest the headings by rank; a section ends where the next of its rank or above begins."""
    ends = [len(text)] * len(found)
    paths: list[tuple[str, ...]] = []
    opened: list[int] = []
    for at, heading in enumerate(found):
        while opened and found[opened[-1]].rank >= heading.rank:
            ends[opened.pop()] = heading.start
        words = heading_words(text[heading.start : heading.end])
        paths.append((*paths[opened[-1]], words) if opened else (words,))
        opened.append(at)
    return [
        Section(heading.start, end, len(path), path[-1], path)
        for heading, end, path in zip(found, ends, paths, strict=True)
    ]


def heading_words(piece: str) -> str:
    """Return the words of a heading: without Markdown, each run of white space one space."""
    return " ".join(piece.split()).strip("#*_ ")
