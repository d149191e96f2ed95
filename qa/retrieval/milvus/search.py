"""Searching the indexes in Milvus: the same rankings as those of the indexes in the folder."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from corpus.normalize import normalize
from qa.error import RetrievalError
from qa.retrieval.index import Place, ordered
from qa.retrieval.milvus.record import Record
from qa.retrieval.milvus.server import DOCUMENTS, PASSAGES, VECTORS, Server
from qa.retrieval.milvus.sparse import question_side
from qa.retrieval.milvus.writer import lost
from qa.retrieval.ranking import DEFAULT, RankedText
from qa.retrieval.term import LONGEST_QUERY, has_terms
from qa.retrieval.vector_index import DEPTH, LEAST, model_of
from qa.retrieval.vector_store import check_model, model_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qa.retrieval.embedder import Embedder
    from qa.retrieval.milvus.address import Address
    from qa.retrieval.milvus.server import Sparse
    from qa.retrieval.term import Terms

_MOST_RANGES = 500
"""Ranges of versions that a request leaves out; the rows of others are left out here."""


class Rows:
    """The rows of one store as they count in the state that was opened."""

    def __init__(self, folder: Path, address: Address) -> None:
        """Open the record and reach the server.

        Raises:
            RetrievalError: The record is damaged, or the server does not answer or has no
                index of this store.
        """
        self.record = Record(folder, read_only=True)
        self._server = Server(address, self.record.meta("name"))
        self.documents, self.passages = self.record.size()
        names = self.record.names()
        self._names = names
        self._numbers = {name: version for version, name in names.items()}
        dead = _ranges(list(self.record.dead()), list(names))
        self._wider = 1 if len(dead) <= _MOST_RANGES else 2
        self._counts = " and ".join(
            (f"version < {self.record.meta('next')}", *map(_without, dead[:_MOST_RANGES]))
        )
        for kind in (DOCUMENTS, PASSAGES):
            self.load(kind)

    def load(self, kind: str) -> None:
        """Let a collection be searched.

        Raises:
            RetrievalError: The server has none for this store.
        """
        if not self._server.has(kind):
            raise lost(self.record)
        self._server.load(kind)

    def found(
        self, kind: str, vector: Sparse | Sequence[float], limit: int, document_id: str | None
    ) -> list[tuple[Place, float]]:
        """Return the rows that fit best, best first; of one document if it is named."""
        condition = self._counts
        if document_id is not None:
            if document_id not in self._numbers:
                return []
            condition = f"version == {self._numbers[document_id]}"
        rows = self._server.search(kind, vector, condition, limit * self._wider)
        return [
            (
                Place(name, row["start"], row["end"], tuple(json.loads(row["path"]))),
                score,
            )
            for row, score in rows
            if (name := self._names.get(row["version"])) is not None and score > 0
        ][:limit]


class MilvusText(RankedText):
    """The text index in Milvus."""

    def __init__(self, rows: Rows) -> None:
        """Rank these rows."""
        self._rows = rows

    @property
    def size(self) -> int:
        """How many documents there are."""
        return self._rows.documents

    def _score_documents(self, asked: Terms, limit: int) -> dict[str, float]:
        vector = question_side(
            asked,
            DEFAULT.document,
            self._rows.documents,
            partial(self._rows.record.frequencies, kind=DOCUMENTS),
        )
        if not vector:
            return {}
        found = self._rows.found(DOCUMENTS, vector, limit, None)
        return {place.document_id: DEFAULT.share * score for place, score in found}

    def _score_passages(
        self, asked: Terms, limit: int, document_id: str | None = None
    ) -> dict[Place, float]:
        vector = question_side(
            asked,
            DEFAULT.passage,
            self._rows.passages,
            partial(self._rows.record.frequencies, kind=PASSAGES),
        )
        if not vector:
            return {}
        found = self._rows.found(PASSAGES, vector, limit, document_id)
        return {place: DEFAULT.passages * score for place, score in found}


class MilvusVectors:
    """The vector index in Milvus."""

    def __init__(self, rows: Rows, embedder: Embedder) -> None:
        """Search these rows with the model that made them.

        Raises:
            RetrievalError: Another model made them, or none did.
        """
        self._rows = rows
        self._embedder = embedder
        made = rows.record.meta("model")
        if made is None:
            raise RetrievalError(
                "建库时没有设置向量模型：请去掉 embedding_model，或删除目录 "
                f"{rows.record.path.parent} 再建库。 The store was built without an embedding "
                "model: unset embedding_model, or delete that folder and build again.",
                path=str(rows.record.path),
            )
        check_model(rows.record.path.parent, model_from(made), model_of(embedder))
        rows.load(VECTORS)
        total = rows.record.meta("total")
        self._mean = None if total is None else np.array(total) / max(1, rows.passages)

    @property
    def size(self) -> int:
        """How many documents there are."""
        return self._rows.documents

    def places(
        self, text: str, limit: int, document_id: str | None = None
    ) -> list[tuple[Place, float]]:
        """Return the passages most similar to a text, scored as by ``VectorIndex``."""
        if not has_terms(text) or self._mean is None:
            return []
        vector = self._embedder.query(normalize(text[:LONGEST_QUERY])[0])
        average = float(self._mean @ vector)
        found = self._rows.found(VECTORS, vector.tolist(), limit, document_id)
        return ordered({p: max(similar - average, LEAST * similar) for p, similar in found})

    def documents(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Return the documents of the most similar passages, best first."""
        found: dict[str, float] = {}
        for place, score in self.places(text, max(DEPTH, limit * 10)):
            found.setdefault(place.document_id, score)
        return ordered(found)[:limit]


def _ranges(dead: Sequence[int], alive: Sequence[int]) -> list[tuple[int, int]]:
    """Return the fewest ranges with all dead versions and none that counts, the widest first.

    >>> _ranges([0, 1, 4, 9], [3, 8])
    [(0, 1), (4, 4), (9, 9)]
    """
    if not dead:
        return []
    starts = [dead[0]]
    ends = []
    for before, each in pairwise(dead):
        if bisect_left(alive, each) > bisect_right(alive, before):
            ends.append(before)
            starts.append(each)
    ends.append(dead[-1])
    return sorted(zip(starts, ends, strict=True), key=lambda pair: pair[0] - pair[1])


def _without(dead: tuple[int, int]) -> str:
    first, last = dead
    return f"version != {first}" if first == last else f"(version < {first} or version > {last})"
