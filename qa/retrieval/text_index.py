"""The text index for reading: tantivy's BM25 over words and characters, documents and passages.

Text of users never meets tantivy's query syntax: queries are put together from terms.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.retrieval.index import Place, ordered
from qa.retrieval.term import Terms, is_character, query_terms
from qa.retrieval.text_store import DOCUMENTS, PASSAGES, exists, open_index

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import tantivy

DEPTH = 100
"""How many documents and passages are looked at to rank those that are returned."""

MOST_TERMS = 160
"""Terms of each kind that a query may have; of a longer one the rarest are kept."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign of relevance counts, in units of the BM25 score of one term.

    ``words`` and ``grams`` weigh BM25 of words and of characters; ``present`` is added, times the
    term's inverse document frequency, where a term occurs at all: how often says less here.
    """

    words: float
    grams: float
    present: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """How scores are made: a passage's own plus ``share`` times that of its document.

    A document is worth what its best passage is. ``passages`` weighs the passages' own scores.
    """

    document: Weights = Weights(words=0.3, grams=1.0, present=1.3)
    passage: Weights = Weights(words=0.5, grams=1.0, present=1.5)
    share: float = 1.0
    passages: float = 1.0


DEFAULT = Ranking()


class TextIndex:
    """The text index as it was when it was opened; a folder without one is like an empty one."""

    def __init__(self, folder: Path, ranking: Ranking = DEFAULT) -> None:
        """Open the index in ``folder``.

        Raises:
            RetrievalError: It is damaged or of another version.
        """
        self._ranking = ranking
        self._documents: tantivy.Index | None = None
        self._passages: tantivy.Index | None = None
        if exists(folder):
            self._documents = open_index(folder / DOCUMENTS)
            self._passages = open_index(folder / PASSAGES)

    @property
    def size(self) -> int:
        """How many documents there are."""
        return 0 if self._documents is None else self._documents.searcher().num_docs

    def versions(self) -> dict[str, str]:
        """Return the sha256 of the text of every document, by document id."""
        import tantivy

        if self._documents is None or not self.size:
            return {}
        searcher = self._documents.searcher()
        found = searcher.search(tantivy.Query.all_query(), self.size, count=False)
        rows = (searcher.doc(address) for _, address in found.hits)
        return {row["document"][0]: row["sha256"][0].decode() for row in rows}

    def places(
        self, text: str, limit: int, document_id: str | None = None
    ) -> list[tuple[Place, float]]:
        """Return the passages that fit best, by themselves and their documents, best first."""
        asked = query_terms(text)
        depth = max(DEPTH, limit)
        if document_id is not None:
            return ordered(self._score_passages(asked, limit, [document_id]))
        documents = self._score_documents(asked, depth)
        floor = _floor(documents, depth)
        scores = {
            place: score + documents.get(place.document_id, floor)
            for place, score in self._score_passages(asked, depth).items()
        }
        return ordered(scores)[:limit]

    def documents(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Return the documents that fit best, as wholes and by their best passage, best first."""
        asked = query_terms(text)
        depth = max(DEPTH, limit)
        wholes = self._score_documents(asked, depth)
        parts: dict[str, float] = {}
        for place, score in self._score_passages(asked, depth).items():
            parts[place.document_id] = max(score, parts.get(place.document_id, 0.0))
        floors = _floor(wholes, depth), _floor(parts, depth)
        scores = {
            document: wholes.get(document, floors[0]) + parts.get(document, floors[1])
            for document in (*wholes, *parts)
        }
        return ordered(scores)[:limit]

    def _score_documents(self, asked: Terms, limit: int) -> dict[str, float]:
        share = self._ranking.share
        if self._documents is None or not share:
            return {}
        searcher = self._documents.searcher()
        query = _query(self._documents, searcher, asked, self._ranking.document)
        hits = searcher.search(query, limit, count=False).hits
        return {searcher.doc(address)["document"][0]: share * score for score, address in hits}

    def _score_passages(
        self, asked: Terms, limit: int, documents: Sequence[str] | None = None
    ) -> dict[Place, float]:
        weight = self._ranking.passages
        if self._passages is None or not weight:
            return {}
        searcher = self._passages.searcher()
        query = _query(self._passages, searcher, asked, self._ranking.passage)
        if documents is not None:
            query = _within(self._passages, query, documents)
        hits = searcher.search(query, limit, count=False).hits
        return {_place(searcher.doc(address)): weight * score for score, address in hits}


def _floor(scores: Mapping[str, float], depth: int) -> float:
    """Return the most that an entry can have that is not among the best ``depth``."""
    return min(scores.values()) if len(scores) >= depth else 0.0


def _place(row: tantivy.Document) -> Place:
    path = tuple(json.loads(row["path"][0]))
    return Place(row["document"][0], row["start"][0], row["end"][0], path)


def _query(
    index: tantivy.Index, searcher: tantivy.Searcher, asked: Terms, weights: Weights
) -> tantivy.Query:
    """Return the query that adds up the weights of the terms; without terms it finds nothing."""
    import tantivy

    should = tantivy.Occur.Should
    clauses = []
    fields = (("words", asked.words, weights.words), ("grams", asked.grams, weights.grams))
    for field, found, weight in fields:
        for term, frequency in _rarest(searcher, field, found if weight else ()):
            query = tantivy.Query.term_query(index.schema, field, term, index_option="freq")
            clauses.append((should, tantivy.Query.boost_query(query, weight)))
            present = weights.present * weight * _rarity(searcher.num_docs, frequency)
            if present and not is_character(term):
                clauses.append((should, tantivy.Query.const_score_query(query, present)))
    return tantivy.Query.boolean_query(clauses)


def _rarity(total: int, frequency: int) -> float:
    """Return BM25's inverse document frequency."""
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))


def _rarest(searcher: tantivy.Searcher, field: str, found: Sequence[str]) -> list[tuple[str, int]]:
    """Return the terms that occur at all, with how many entries have each, rarest first."""
    counted = [(term, searcher.doc_freq(field, term)) for term in found]
    return sorted((pair for pair in counted if pair[1]), key=lambda pair: pair[1])[:MOST_TERMS]


def _within(index: tantivy.Index, query: tantivy.Query, documents: Sequence[str]) -> tantivy.Query:
    import tantivy

    must = tantivy.Occur.Must
    chosen = tantivy.Query.term_set_query(index.schema, "document", list(documents))
    return tantivy.Query.boolean_query(
        [(must, tantivy.Query.const_score_query(chosen, 0.0)), (must, query)]
    )
