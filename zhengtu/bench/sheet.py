"""What is filled in while documents are compared: counts, and every miss with its cause."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zhengtu.bench.count import Tally

if TYPE_CHECKING:
    from zhengtu.bench.annotation import GoldDocument
    from zhengtu.bench.likeness import Placed

_BEFORE, _AFTER = 25, 15


@dataclass(slots=True)
class Sheet:
    """Counts by row of the table, and the misses."""

    tally: Tally = field(default_factory=Tally)
    misses: list[dict[str, Any]] = field(default_factory=list)

    def note(
        self, document: GoldDocument, row: str, cause: str, at: Placed, text: str | None = None
    ) -> None:
        """Note what went wrong at a place; ``text`` says it better than the words there."""
        words = document.document.text
        self.misses.append(
            {
                "document": document.document.id,
                "kind": document.kind,
                "row": row,
                "cause": cause,
                "start": at.start,
                "end": at.end,
                "text": words[at.start : at.end] if text is None else text,
                "around": words[max(0, at.start - _BEFORE) : at.end + _AFTER],
            }
        )
