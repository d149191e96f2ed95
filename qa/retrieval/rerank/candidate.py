"""The documents that a second look is taken at: title, text, and the passages that were found."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qa.retrieval.hit import Hit

    Read = Callable[[str], tuple[str, str]]
    """Gives a document's title and text by its id."""

MOST = 20
"""Documents that are looked at: the right one is among them for 99 % of the questions."""
BEGINNING = 4000
"""Characters at the beginning of a document that are looked at, beside the passages found."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document's id, title and text, and its passages that were found, best first."""

    id: str
    title: str
    text: str
    hits: tuple[Hit, ...]

    def matched(self) -> str:
        """Return its beginning and, behind it, what was found of the rest, in lower case."""
        far = (self.text[hit.start : hit.end] for hit in self.hits if hit.end > BEGINNING)
        return "\n".join((self.text[:BEGINNING], *far)).lower()


def candidates(hits: Iterable[Hit], read: Read, most: int = MOST) -> list[Candidate]:
    """Return the first documents of hits, best first."""
    owned: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        owned[hit.document_id].append(hit)
    return [Candidate(name, *read(name), tuple(own)) for name, own in islice(owned.items(), most)]
