"""Writing all indexes of a store together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

from qa.error import RetrievalError
from qa.retrieval.home import TEXT_FOLDER, VECTOR_FOLDER, prepare
from qa.retrieval.text_writer import TextWriter

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from corpus.document import PolicyDocument
    from qa.retrieval.entry import Entry
    from qa.retrieval.milvus.address import Address
    from qa.retrieval.vector_writer import VectorWriter

BATCH = 500
"""Documents between two commits: what a killed build has to do again."""


class PartWriter(Protocol):
    """What writes one index, or several that are kept together."""

    def versions(self) -> dict[str, str]:
        """Return the sha256 of the text of every document that was committed, by document id."""

    def replace(self, document: PolicyDocument, entry: Entry | None = None) -> None:
        """Put a document in place of what was there for its id."""

    def remove(self, document_id: str) -> None:
        """Take a document out; nothing happens if it is not in."""

    def commit(self) -> None:
        """Make what was done so far visible and permanent."""

    def merge(self) -> None:
        """Put in order what many commits left, once at the end."""

    def close(self) -> None:
        """Give the lock back; what was not committed is forgotten."""


class IndexWriter:
    """Keeps the indexes of a store directory in step; one at a time.

    Use it as a context manager: documents are committed in batches and at the end. After an
    error what was done since the last commit is forgotten; ``versions`` says what is in.
    """

    def __init__(
        self,
        directory: Path,
        model: str | None = None,
        *,
        exact: int | None = None,
        address: Address | None = None,
    ) -> None:
        """Open the indexes of ``directory`` for writing; make them if they are not there.

        Args:
            directory: The store.
            model: ``zhengtu`` (the shipped one) or a sentence-transformers model (folder or name)
                for the vector index; without it there is only the text index.
            exact: Passages from which on the search by vectors is approximate; without it the
                number of ``qa.retrieval.vector_writer``.
            address: Where Milvus is, to write them there.

        Raises:
            RetrievalError: Somebody else is writing them, they cannot be opened, the model cannot
                be loaded, there are vectors that another model made, or they are in Milvus and no
                address says where.
        """
        prepare(directory, address)
        self._pending = 0
        if address is not None:
            self._parts: list[PartWriter] = [_milvus_writer(directory, address, model)]
            return
        if model is None and (directory / VECTOR_FOLDER).is_dir():
            raise RetrievalError(
                f"{directory} 有向量索引，而没有设置向量模型：请设置 embedding_model，"
                "或建到新目录，只用文本检索。 The store has vectors: set embedding_model, or build "
                "into a new folder to go on with text alone.",
                path=str(directory),
            )
        text = TextWriter(directory / TEXT_FOLDER)
        # Vectors first: who finds a document by its text finds its vectors too.
        self._parts = [text]
        try:
            if model is not None:
                self._parts.insert(0, _vector_writer(directory, model, exact))
        except BaseException:
            text.close()
            raise

    def versions(self) -> dict[str, str]:
        """Return the documents that were committed to every index: id to sha256 of the text.

        A caller compares them with the documents that there should be, and gives again what a
        killed build, or one without a model, has left out.
        """
        first, *rest = (part.versions() for part in self._parts)
        for each in rest:
            first = dict(first.items() & each.items())
        return first

    def replace(self, document: PolicyDocument, entry: Entry | None = None) -> None:
        """Index a document in place of what was there for its id.

        ``entry`` is what ``entry_of`` makes of it, where that was done beforehand.
        """
        for part in self._parts:
            part.replace(document, entry)
        self._count()

    def remove(self, document_id: str) -> None:
        """Take a document out; nothing happens if it is not in."""
        for part in self._parts:
            part.remove(document_id)
        self._count()

    def commit(self) -> None:
        """Make what was done so far visible to retrievers that are opened from now on."""
        for part in self._parts:
            part.commit()
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
        """Commit unless there was an error, and give the lock back."""
        try:
            if kind is None:
                self.commit()
                for part in self._parts:
                    part.merge()
        finally:
            for part in self._parts:
                part.close()


def _vector_writer(directory: Path, model: str, exact: int | None) -> VectorWriter:
    from qa.retrieval.embedder import embedder
    from qa.retrieval.vector_writer import EXACT, VectorWriter

    most = EXACT if exact is None else exact
    return VectorWriter(directory / VECTOR_FOLDER, embedder(model), exact=most)


def _milvus_writer(directory: Path, address: Address, model: str | None) -> PartWriter:
    from qa.retrieval.milvus.writer import MilvusWriter

    if model is None:
        return MilvusWriter(directory, address)
    from qa.retrieval.embedder import embedder

    return MilvusWriter(directory, address, embedder(model))
