"""What other components have settled, as layers of marks for the recogniser's features."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nlp.recogniser.feature import Marks
from nlp.recogniser.tag import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nlp.extraction import Label, Link

_PLACES: Final[dict[Label, int]] = {"Province": 1, "City": 1, "County": 1, "Region": 2}
_OTHERS: Final[dict[Label, int]] = {
    "PolicyDocument": 3, "DocumentNumber": 3, "Meeting": 4, "Person": 5,
}  # fmt: skip
_OPEN: Final[dict[Label, int]] = {label: at + 1 for at, label in enumerate(LABELS)}


def marks(links: Iterable[Link]) -> Marks:
    """Return three layers: places, other settled names, and what the rules take for open names."""
    ordered = sorted(links, key=lambda link: link.mention)
    return Marks(
        tuple(
            [
                (link.mention.start, link.mention.end, table[link.mention.label])
                for link in ordered
                if link.mention.label in table
            ]
            for table in (_PLACES, _OTHERS, _OPEN)
        )
    )
