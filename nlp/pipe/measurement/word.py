"""Words with their parts of speech, by jieba's dictionary and the words of the field."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.pipe.measurement.vocabulary import vocabulary
from nlp.segment import tags, tokenizer

LINKS = frozenset({"和", "与", "及", "以及", "、", "或"})
"""What joins the items of a list."""

NOUNISH = frozenset("nabjlistzghkqm")
"""Initials of jieba's tags that stand inside a noun phrase."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with jieba's tag; ``start`` is its offset in the text."""

    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        """Where the word ends."""
        return self.start + len(self.text)

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb that is no noun in names of figures."""
        return self.tag[0] == "v" and self.tag != "vn"

    @property
    def is_link(self) -> bool:
        """Whether it joins the parts of a name: 和, 、, 的, 等."""
        return self.tag in ("uj", "w") or self.text in LINKS


def words(text: str, start: int, end: int) -> list[Word]:
    """Cut a stretch of text into words; names of the field and short quotations stay whole."""
    found: list[Word] = []
    at = start
    for match in vocabulary().atoms.finditer(text, start, end):
        found += _cut(text, at, match.start())
        found.append(Word(match[0], _tag_of_atom(match[0]), match.start()))
        at = match.end()
    return found + _cut(text, at, end)


def _tag_of_atom(atom: str) -> str:
    """Terms are nouns; a verb that jieba's dictionary lacks stays one."""
    known = vocabulary()
    classes = (known.dropped, known.predicates, known.nominal, known.attributes)
    classed = any(atom in words for words in classes)
    return _tag(atom) if classed or len(atom) < 3 else "n"


def _cut(text: str, start: int, end: int) -> list[Word]:
    found: list[Word] = []
    at = start
    for piece in tokenizer().cut(text[start:end], HMM=False) if start < end else ():
        found.append(Word(piece, _tag(piece), at))
        at += len(piece)
    return found


def _tag(word: str) -> str:
    if word in vocabulary().nominal:
        return "vn"
    if word in vocabulary().attributes:
        return "b"
    if word in "、·等":
        return "w"
    if word in LINKS:
        return "c"
    if word in "“”（）—-/+.%率额量" or word.isascii():
        return "n"
    known = vocabulary()
    unknown = (
        "v" if word in known.dropped or word in known.predicates else "n" if len(word) > 1 else "x"
    )
    return tags().get(word) or unknown
