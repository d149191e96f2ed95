"""Names that a text uses again: what is surely one name in one sentence is one in the others.

A recogniser reads each sentence by itself, so that of four times 云桥办 in a text it may find two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nlp.gazetteer.matcher import Matcher
from nlp.recogniser.tag import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nlp.extraction import Label
    from nlp.pipe.word import Words

SURE: Final = 0.7
"""Confidence from which on a name is looked for elsewhere."""
_SHORTEST = 3
_AGAIN = 0.9
"""What is found so is a little less sure."""
_OPEN: Final[frozenset[Label]] = frozenset({"Organization", "Programme"})


def find_again(
    text: str, words: Words, found: Iterable[tuple[Span, float]]
) -> Iterator[tuple[Span, float]]:
    """Yield the other places where names stand, word by word; some may be found already.

    A name that was read as two kinds of thing is left alone.
    """
    kinds: dict[str, dict[Label, float]] = {}
    for span, sure in found:
        if span.label in _OPEN and sure >= SURE and span.end - span.start >= _SHORTEST:
            of = kinds.setdefault(text[span.start : span.end], {})
            of[span.label] = max(sure, of.get(span.label, 0.0))
    names = {name: of for name, of in kinds.items() if len(of) == 1}
    if not names:
        return
    edge = 0
    for start, end in Matcher(names).find(text):
        if start >= edge and _bounded(words, start, end):
            edge = end
            ((label, sure),) = names[text[start:end]].items()
            yield Span(start, end, label), sure * _AGAIN


def _bounded(words: Words, start: int, end: int) -> bool:
    return start in words.start_set and end in words.end_set
