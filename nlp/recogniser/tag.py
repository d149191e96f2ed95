"""Names as one tag a character: O outside, B- where a name begins, I- inside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from nlp.extraction import Label

LABELS: Final[tuple[Label, ...]] = ("GovernmentBody", "Organization", "Programme", "Indicator")
"""The open classes: their names cannot be listed, so they are learned."""

TAGS: Final = ("O", *(f"{part}-{label}" for label in LABELS for part in "BI"))
FORBIDDEN: Final = np.array(
    [[b[0] == "I" and a[1:] != b[1:] for b in TAGS] for a in TAGS], dtype=np.bool_
)
"""``FORBIDDEN[a, b]``: tag ``b`` cannot follow ``a``, since a name is entered at its beginning."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A name of an open class; offsets are half-open."""

    start: int
    end: int
    label: Label


def encode(spans: Iterable[Span], size: int) -> NDArray[np.int64]:
    """Return the tags of ``size`` characters with these names.

    >>> [TAGS[t] for t in encode([Span(1, 3, "Programme")], 4)]
    ['O', 'B-Programme', 'I-Programme', 'O']
    """
    tags = np.zeros(size, np.int64)
    for span in spans:
        first = 1 + 2 * LABELS.index(span.label)
        tags[span.start : span.end] = first + 1
        tags[span.start] = first
    return tags


def allowed(tags: NDArray[np.int64], labels: Iterable[Label]) -> NDArray[np.bool_]:
    """Return what each character may be (characters, tags) where only some labels were marked.

    What was marked is certain; elsewhere anything may stand but a name of these labels.
    """
    marked = [1 + 2 * LABELS.index(label) + part for label in labels for part in (0, 1)]
    may = np.ones((len(tags), len(TAGS)), np.bool_)
    may[:, marked] = False
    may[tags > 0] = False
    may[np.arange(len(tags)), tags] = True
    return may


def decode(tags: Sequence[int]) -> list[Span]:
    """Return the names in a row of tags that follows the rule of ``FORBIDDEN``.

    >>> decode([1, 2, 1, 0])
    [Span(start=0, end=2, label='GovernmentBody'), Span(start=2, end=3, label='GovernmentBody')]
    """
    found: list[Span] = []
    start = -1
    for at, tag in enumerate([*tags, 0]):
        if start >= 0 and (tag == 0 or tag % 2):
            found.append(Span(start, at, LABELS[(tags[start] - 1) // 2]))
            start = -1
        if tag % 2:
            start = at
    return found
