"""The words of a ``Doc`` as offsets, for rules about where a name may begin and end."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.segment import tokenizer

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Words:
    """Word boundaries: ``starts`` and ``ends`` are parallel and ascending."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    start_set: frozenset[int]
    end_set: frozenset[int]

    def at(self, offset: int) -> tuple[int, int]:
        """Return the span of the word that an offset lies in or right after (a gap)."""
        place = max(0, bisect_right(self.starts, offset) - 1)
        return self.starts[place], self.ends[place]

    def before(self, offset: int, limit: int) -> list[tuple[int, int]]:
        """Return up to ``limit`` words that end at or before an offset, nearest first, unbroken."""
        found: list[tuple[int, int]] = []
        place = bisect_right(self.ends, offset) - 1
        edge = offset
        while place >= 0 and len(found) < limit and self.ends[place] == edge:
            found.append((self.starts[place], self.ends[place]))
            edge = self.starts[place]
            place -= 1
        return found

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the words, cut where need be, that a stretch is made of."""
        found = []
        place = max(0, bisect_right(self.starts, start) - 1)
        while place < len(self.starts) and self.starts[place] < end:
            low, high = max(start, self.starts[place]), min(end, self.ends[place])
            if low < high:
                found.append((low, high))
            place += 1
        return found


def in_known_word(words: Words, offset: int) -> bool:
    """Tell whether an offset lies in a word of the dictionary, not in a guess of its model."""
    start, end = words.at(offset)
    return bool(tokenizer().FREQ.get(words.text[start:end]))


def words_of(doc: Doc) -> Words:
    """Return the words of a ``Doc``; worked out once for each."""
    found: Words | None = doc.user_data.get("zt_words")
    if found is None:
        found = doc.user_data["zt_words"] = _read(doc)
    return found


def _read(doc: Doc) -> Words:
    starts, ends = [], []
    at = 0
    for length, space in doc.to_array(["LENGTH", "SPACY"]).tolist() if len(doc) else ():
        starts.append(at)
        ends.append(at + length)
        at += length + (1 if space else 0)
    return Words(doc._.folded, tuple(starts), tuple(ends), frozenset(starts), frozenset(ends))
