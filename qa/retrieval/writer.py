"""Writing all indexes of a store together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from qa.retrieval.retriever import TEXT
from qa.retrieval.text_index import TextIndex, TextWriter

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from corpus.document import PolicyDocument

BATCH = 500
"""Documents between two commits: what a killed build has to do again."""


class IndexWriter:
    """Keeps the indexes of a store directory in step; one at a time.

    Use it as a context manager: documents are committed in batches and at the end. After an
    error what was done since the last commit is forgotten; ``versions`` says what is in.
    """

    def __init__(self, directory: Path) -> None:
        """Open the indexes of ``directory`` for writing; make them if they are not there.

        Raises:
            RetrievalError: Somebody else is writing them, or they cannot be opened.
        """
        self._directory = directory
        self._text = TextWriter(directory / TEXT)
        self._pending = 0

    def versions(self) -> dict[str, str]:
        """Return the documents that were committed: id to sha256 of the text."""
        return TextIndex(self._directory / TEXT).versions()

    def replace(self, document: PolicyDocument) -> None:
        """Index a document in place of what was there for its id."""
        self._text.replace(document)
        self._count()

    def remove(self, document_id: str) -> None:
        """Take a document out; nothing happens if it is not in."""
        self._text.remove(document_id)
        self._count()

    def commit(self) -> None:
        """Make what was done so far visible to retrievers that are opened from now on."""
        self._text.commit()
        self._pending = 0

    def _count(self) -> None:
        self._pending += 1
        if self._pending >= BATCH:
            self.commit()

    def __enter__(self) -> Self:
        """Return the writer."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Commit unless there was an error, and give the locks back."""
        try:
            if kind is None:
                self.commit()
        finally:
            self._text.__exit__(kind, error, trace)
