"""Writing the text index: a document's terms, and those of each of its passages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qa.retrieval.entry import entry_of
from qa.retrieval.text_index import TextIndex
from qa.retrieval.text_store import DOCUMENTS, PASSAGES, create, exists, open_writer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import tantivy

    from corpus.document import Passage, PolicyDocument
    from qa.retrieval.entry import Entry, Part


class TextWriter:
    """Writes the index; one at a time. What was not committed is forgotten when it closes."""

    def __init__(self, folder: Path) -> None:
        """Open the index in ``folder`` for writing; make it if it is not there.

        Raises:
            RetrievalError: Somebody else is writing it, it is damaged or of another version.
        """
        self._folder = folder
        if not exists(folder):
            create(folder)
        self._documents = open_writer(folder / DOCUMENTS)
        self._passages = open_writer(folder / PASSAGES)
        self._committed = True

    def versions(self) -> dict[str, str]:
        """Return the sha256 of the text of every document that was committed, by document id."""
        return TextIndex(self._folder).versions()

    def replace(self, document: PolicyDocument, entry: Entry | None = None) -> None:
        """Put a document in place of what was there for its id; its entry is made if not given."""
        entry = entry or entry_of(document)
        self.remove(document.id)  # from here on there is something to commit
        parts = [entry.context, *entry.bodies]
        self._documents.add_document(_document_entry(document, parts))
        for passage, above, body in zip(document.passages, entry.above, entry.bodies, strict=True):
            self._passages.add_document(_passage_entry(passage, [entry.context, above, body]))

    def remove(self, document_id: str) -> None:
        """Take a document out; nothing happens if it is not in."""
        self._committed = False
        self._documents.delete_documents_by_term("document", document_id)
        self._passages.delete_documents_by_term("document", document_id)

    def commit(self) -> None:
        """Make what was done so far visible and permanent.

        Passages go first: a document whose entry was written is complete.
        """
        self._passages.commit()
        self._documents.commit()
        self._committed = True

    def merge(self) -> None:
        """Do nothing: tantivy merges its segments itself."""

    def close(self) -> None:
        """Give the lock back, once merges of segments that were begun are done.

        Rolling back throws the merges away as well, so that is done only where it has to be.
        """
        for writer in (self._passages, self._documents):
            if not self._committed:
                writer.rollback()
            writer.wait_merging_threads()


def _document_entry(document: PolicyDocument, parts: Iterable[Part]) -> tantivy.Document:
    import tantivy

    entry = tantivy.Document()
    entry.add_text("document", document.id)
    entry.add_bytes("sha256", document.sha256.encode())
    _add_terms(entry, parts)
    return entry


def _passage_entry(passage: Passage, parts: Iterable[Part]) -> tantivy.Document:
    """Return a passage's entry; ``parts`` are the titles and headings above it, and itself."""
    import tantivy

    entry = tantivy.Document()
    entry.add_text("document", passage.document_id)
    entry.add_unsigned("start", passage.start)
    entry.add_unsigned("end", passage.end)
    entry.add_bytes("path", json.dumps(passage.section_path, ensure_ascii=False).encode())
    _add_terms(entry, parts)
    return entry


def _add_terms(entry: tantivy.Document, parts: Iterable[Part]) -> None:
    for part in parts:
        entry.add_text("words", part.words)
        entry.add_text("grams", part.grams)
