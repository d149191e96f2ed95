"""The text index for reading: tantivy's BM25 over words and characters, documents and passages.

Text of users never meets tantivy's query syntax: queries are put together from terms.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qa.retrieval.index import Place
from qa.retrieval.ranking import DEFAULT, RankedText, Ranking, Weights, rarest, rarity
from qa.retrieval.term import Terms, is_character
from qa.retrieval.text_store import DOCUMENTS, PASSAGES, exists, open_index

if TYPE_CHECKING:
    from pathlib import Path

    import tantivy


class TextIndex(RankedText):
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

    def _score_documents(self, asked: Terms, limit: int) -> dict[str, float]:
        share = self._ranking.share
        if self._documents is None or not share:
            return {}
        searcher = self._documents.searcher()
        query = _query(self._documents, searcher, asked, self._ranking.document)
        hits = searcher.search(query, limit, count=False).hits
        return {searcher.doc(address)["document"][0]: share * score for score, address in hits}

    def _score_passages(
        self, asked: Terms, limit: int, document_id: str | None = None
    ) -> dict[Place, float]:
        weight = self._ranking.passages
        if self._passages is None or not weight:
            return {}
        searcher = self._passages.searcher()
        query = _query(self._passages, searcher, asked, self._ranking.passage)
        if document_id is not None:
            query = _within(self._passages, query, document_id)
        hits = searcher.search(query, limit, count=False).hits
        return {_place(searcher.doc(address)): weight * score for score, address in hits}


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
        counted = ((term, searcher.doc_freq(field, term)) for term in (found if weight else ()))
        for term, frequency in rarest(counted):
            query = tantivy.Query.term_query(index.schema, field, term, index_option="freq")
            clauses.append((should, tantivy.Query.boost_query(query, weight)))
            present = weights.present * weight * rarity(searcher.num_docs, frequency)
            if present and not is_character(term):
                clauses.append((should, tantivy.Query.const_score_query(query, present)))
    return tantivy.Query.boolean_query(clauses)


def _within(index: tantivy.Index, query: tantivy.Query, document_id: str) -> tantivy.Query:
    import tantivy

    must = tantivy.Occur.Must
    chosen = tantivy.Query.term_set_query(index.schema, "document", [document_id])
    return tantivy.Query.boolean_query(
        [(must, tantivy.Query.const_score_query(chosen, 0.0)), (must, query)]
    )
