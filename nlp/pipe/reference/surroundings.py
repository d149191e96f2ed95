"""What a reference is resolved in, and how the answer is written down."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.extraction import Reference

if TYPE_CHECKING:
    import re

    from nlp.context import Context
    from nlp.pipe.reference.antecedent import Antecedent
    from nlp.pipe.word import Words

FAR = 400
"""Characters before a reference within which a name can be what is meant."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The folded text, what is named in it in order, its context, and its words if known."""

    text: str
    named: tuple[Antecedent, ...]
    starts: tuple[int, ...]
    context: Context
    words: Words | None

    def begun(self, at: int) -> int:
        """Return where the paragraph before that of a place begins, or ``FAR`` before it."""
        line = self.text.rfind("\n", 0, at)
        return max(0, at - FAR, self.text.rfind("\n", 0, max(0, line)))

    def before(self, at: int) -> tuple[Antecedent, ...]:
        """Return what is named before a place, in its paragraph and the one before that."""
        begun = self.begun(at)
        return self.named[bisect_left(self.starts, begun) : bisect_left(self.starts, at)]


def answer(match: re.Match[str], meant: Antecedent | None, score: float, reason: str) -> Reference:
    """Return a reference to what is meant, or one left open for a reason."""
    span = match.start(), match.end()
    if meant is None or meant.iri is None:
        return Reference(*span, match.group(), None, None, None, None, score, reason)
    at = meant.start, meant.end
    return Reference(*span, match.group(), meant.iri, meant.name, meant.label, at, score, reason)
