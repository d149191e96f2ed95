"""A document as rows of Milvus, and what it adds to the counts of the store."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.retrieval.milvus.server import row_id
from qa.retrieval.milvus.sparse import DOCUMENT, PASSAGE, text_side
from qa.retrieval.ranking import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np

    from corpus.document import PolicyDocument
    from qa.retrieval.entry import Entry
    from qa.retrieval.milvus.record import Version
    from qa.retrieval.milvus.server import Row

    Total = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(slots=True)
class Counts:
    """In how many documents and passages each term is, and the sum of the passages' vectors."""

    documents: Counter[int] = field(default_factory=Counter)
    passages: Counter[int] = field(default_factory=Counter)
    total: Total | None = None

    def count(
        self, wholes: Iterable[Iterable[int]], parts: Iterable[Iterable[int]], sign: int
    ) -> None:
        """Count the terms of whole documents and of passages, with a sign."""
        for counter, entries in ((self.documents, wholes), (self.passages, parts)):
            for dimensions in entries:
                for each in dimensions:
                    counter[each] += sign

    def add(self, total: Total) -> None:
        """Add a vector, or the sum of some."""
        self.total = total if self.total is None else self.total + total


def sides(entry: Entry) -> tuple[dict[int, float], list[dict[int, float]]]:
    """Return the sparse vectors of a document and of each of its passages."""
    whole = text_side([entry.context, *entry.bodies], DOCUMENT, DEFAULT.document.present)
    parts = [
        text_side([entry.context, above, body], PASSAGE, DEFAULT.passage.present)
        for above, body in zip(entry.above, entry.bodies, strict=True)
    ]
    return whole, parts


def row(
    version: Version, number: int, document: PolicyDocument, vector: dict[int, float] | list[float]
) -> Row:
    """Return the row of a passage, or, as number 0 of its collection, of a whole document."""
    passage = document.passages[number] if document.passages else None
    path = json.dumps(passage.section_path if passage else (), ensure_ascii=False)
    return {
        "id": row_id(version.number, number),
        "version": version.number,
        "start": passage.start if passage else 0,
        "end": passage.end if passage else 0,
        "path": path,
        "vector": vector,
    }
