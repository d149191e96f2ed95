"""The text index: tantivy on disk, documents and passages, by words and by characters.

Two tantivy indexes, since BM25 counts how many entries of its index have a term and how long they
are on average: a document and a passage must not be counted together. Text of users never meets
tantivy's query syntax: queries are put together from terms.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from qa.error import RetrievalError
from qa.retrieval.hit import Place
from qa.retrieval.term import Terms, is_character, query_terms, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from types import TracebackType

    import tantivy

    from corpus.document import Passage, PolicyDocument

FORMAT = 1
"""Version of the fields below; an index of another version is refused."""

MARKER = "index.json"
DOCUMENTS = "documents"
PASSAGES = "passages"
HEAP = 64_000_000
"""Bytes that tantivy may hold in memory while writing, per index; 15 MB is its minimum."""

MOST_TERMS = 160
"""Terms of each kind that a query may have; of a longer one the rarest are kept."""

_TITLE_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign of relevance counts, in units of the BM25 score of one term.

    ``words`` and ``grams`` weigh BM25 of words and of characters; ``present`` is added, times the
    term's inverse document frequency, where a term occurs at all: how often says less here.
    """

    words: float
    grams: float
    present: float


DOCUMENT_WEIGHTS = Weights(words=0.3, grams=1.0, present=1.3)
PASSAGE_WEIGHTS = Weights(words=0.5, grams=1.0, present=1.5)


@dataclass(frozen=True, slots=True)
class ScoredPlace:
    """A passage with its score in the text index."""

    place: Place
    score: float


class TextIndex:
    """The index for reading; sees what was committed when it was opened.

    A folder without an index is like an index without documents.
    """

    def __init__(self, folder: Path) -> None:
        """Open the index in ``folder``.

        Raises:
            RetrievalError: It is damaged or of another version.
        """
        self._documents: tantivy.Index | None = None
        self._passages: tantivy.Index | None = None
        if (folder / MARKER).is_file():
            _check_version(folder)
            self._documents = _open(folder / DOCUMENTS)
            self._passages = _open(folder / PASSAGES)

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

    def documents(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Return the ids of the documents that match best, with their scores, best first."""
        if self._documents is None:
            return []
        searcher = self._documents.searcher()
        query = _query(self._documents, searcher, query_terms(text), DOCUMENT_WEIGHTS)
        hits = searcher.search(query, limit, count=False).hits
        return [(searcher.doc(address)["document"][0], score) for score, address in hits]

    def passages(
        self, text: str, limit: int, documents: Sequence[str] | None = None
    ) -> list[ScoredPlace]:
        """Return the passages that match best, best first; ``documents``: only those of these."""
        if self._passages is None:
            return []
        searcher = self._passages.searcher()
        query = _query(self._passages, searcher, query_terms(text), PASSAGE_WEIGHTS)
        if documents is not None:
            query = _within(self._passages, query, documents)
        hits = searcher.search(query, limit, count=False).hits
        return [ScoredPlace(_place(searcher.doc(address)), score) for score, address in hits]


class TextWriter:
    """Writes the index; one at a time. What was not committed is forgotten when it closes."""

    def __init__(self, folder: Path) -> None:
        """Open the index in ``folder`` for writing; make it if it is not there.

        Raises:
            RetrievalError: Somebody else is writing it, it is damaged or of another version.
        """
        if (folder / MARKER).is_file():
            _check_version(folder)
        else:
            _create(folder)
        self._documents = _writer(folder / DOCUMENTS)
        self._passages = _writer(folder / PASSAGES)

    def replace(self, document: PolicyDocument) -> None:
        """Put a document in place of what was there for its id."""
        self.remove(document.id)
        context = terms(_context(document))
        bodies = [terms(document.quote(each.start, each.end)) for each in document.passages]
        self._documents.add_document(_document_entry(document, [context, *bodies]))
        for passage, body in zip(document.passages, bodies, strict=True):
            above = terms("\n".join(passage.section_path))
            self._passages.add_document(_passage_entry(passage, [context, above, body]))

    def remove(self, document_id: str) -> None:
        """Take a document out; nothing happens if it is not in."""
        self._documents.delete_documents_by_term("document", document_id)
        self._passages.delete_documents_by_term("document", document_id)

    def commit(self) -> None:
        """Make what was done so far visible and permanent.

        Passages go first: a document whose entry was written is complete.
        """
        self._passages.commit()
        self._documents.commit()

    def __enter__(self) -> Self:
        """Return the writer."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the lock back, once merges of segments that were begun are done."""
        for writer in (self._passages, self._documents):
            writer.rollback()
            writer.wait_merging_threads()


def _context(document: PolicyDocument) -> str:
    """Return what a document is called, in so far as its passages do not say it themselves."""
    about = document.metadata
    return f"{about.title[:_TITLE_LENGTH]}\n{about.document_number or ''}"


def _document_entry(document: PolicyDocument, parts: Iterable[Terms]) -> tantivy.Document:
    import tantivy

    entry = tantivy.Document()
    entry.add_text("document", document.id)
    entry.add_bytes("sha256", document.sha256.encode())
    _add_terms(entry, parts)
    return entry


def _passage_entry(passage: Passage, parts: Iterable[Terms]) -> tantivy.Document:
    """Return a passage's entry; ``parts`` are the titles and headings above it, and itself."""
    import tantivy

    entry = tantivy.Document()
    entry.add_text("document", passage.document_id)
    entry.add_unsigned("start", passage.start)
    entry.add_unsigned("end", passage.end)
    entry.add_bytes("path", json.dumps(passage.section_path, ensure_ascii=False).encode())
    _add_terms(entry, parts)
    return entry


def _add_terms(entry: tantivy.Document, parts: Iterable[Terms]) -> None:
    for part in parts:
        entry.add_text("words", " ".join(part.words))
        entry.add_text("grams", " ".join(part.grams))


def _place(row: tantivy.Document) -> Place:
    path = tuple(json.loads(row["path"][0]))
    return Place(row["document"][0], row["start"][0], row["end"][0], path)


def _query(
    index: tantivy.Index, searcher: tantivy.Searcher, asked: Terms, weights: Weights
) -> tantivy.Query:
    """Return the query that adds up the weights of the terms; without terms it finds nothing."""
    import tantivy

    should = tantivy.Occur.Should
    total = searcher.num_docs
    clauses = []
    for field, found, weight in (
        ("words", asked.words, weights.words),
        ("grams", asked.grams, weights.grams),
    ):
        for term, frequency in _rarest(searcher, field, found):
            query = tantivy.Query.term_query(index.schema, field, term, index_option="freq")
            clauses.append((should, tantivy.Query.boost_query(query, weight)))
            if not is_character(term):
                rarity = math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
                present = weights.present * weight * rarity
                clauses.append((should, tantivy.Query.const_score_query(query, present)))
    return tantivy.Query.boolean_query(clauses)


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


def _create(folder: Path) -> None:
    """Make an empty index; the marker is written last, so what is half made is made again."""
    import tantivy

    for name in (DOCUMENTS, PASSAGES):
        (folder / name).mkdir(parents=True, exist_ok=True)
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("document", stored=True, tokenizer_name="raw", index_option="basic")
        for field in ("words", "grams"):
            schema.add_text_field(field, tokenizer_name="terms", index_option="freq")
        if name == DOCUMENTS:
            schema.add_bytes_field("sha256", stored=True)
        else:
            schema.add_unsigned_field("start", stored=True)
            schema.add_unsigned_field("end", stored=True)
            schema.add_bytes_field("path", stored=True)
        tantivy.Index(schema.build(), path=str(folder / name))
    (folder / MARKER).write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")


def _open(folder: Path) -> tantivy.Index:
    import tantivy

    try:
        index = tantivy.Index.open(str(folder))
    except ValueError as error:
        raise _damaged(folder, error) from error
    tokenizer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("terms", tokenizer)
    return index


def _writer(folder: Path) -> tantivy.IndexWriter:
    index = _open(folder)
    try:
        # One thread: the same documents in the same order make the same index.
        return index.writer(HEAP, 1)
    except ValueError as error:
        if "LockBusy" not in str(error):
            raise _damaged(folder, error) from error
        raise RetrievalError(
            f"检索索引 {folder} 正在被另一个进程写入：请等它结束再试。"
            " Another process is writing the index: wait until it is done.",
            path=str(folder),
        ) from error


def _damaged(folder: Path, error: Exception) -> RetrievalError:
    return RetrievalError(
        f"检索索引 {folder} 无法打开（{error}）："
        f"请删除目录 {folder.parent}，再运行 zhengtu build 重建。"
        " The index is damaged: delete that folder and build again.",
        path=str(folder),
    )


def _check_version(folder: Path) -> None:
    """Refuse an index of another version.

    Raises:
        RetrievalError: It is one, or its marker cannot be read.
    """
    try:
        found = json.loads((folder / MARKER).read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder / MARKER, error) from error
    if found != FORMAT:
        raise RetrievalError(
            f"检索索引 {folder} 的格式是 {found}，本版本使用 {FORMAT}："
            "请删除该目录，再运行 zhengtu build 重建。"
            " The index has another format: delete the folder and build again.",
            path=str(folder),
            found=found,
            expected=FORMAT,
        )
