"""Writing the indexes in Milvus: rows as they come, and what of them counts with each commit."""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from qa.error import RetrievalError
from qa.retrieval.entry import entry_of, passage_texts
from qa.retrieval.milvus.record import Change, Record, Version
from qa.retrieval.milvus.row import Counts, row, sides
from qa.retrieval.milvus.server import DOCUMENTS, PASSAGES, VECTORS, Server
from qa.retrieval.vector_index import model_of
from qa.retrieval.vector_store import check_model, model_from, model_record

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.document import PolicyDocument
    from qa.retrieval.embedder import Embedder
    from qa.retrieval.entry import Entry
    from qa.retrieval.milvus.address import Address
    from qa.retrieval.milvus.server import Row

WAITING = 2000
"""Passages that are sent together."""

_AT_ONCE = 1000
"""Rows in one request: far below the 64 MB that a server takes."""

_PURGED_AT_ONCE = 500


class MilvusWriter:
    """Writes all indexes of a store, in Milvus; one at a time."""

    def __init__(self, folder: Path, address: Address, embedder: Embedder | None = None) -> None:
        """Open the record in ``folder``, make it and the collections if they are not there.

        What a killed writer left in Milvus is deleted, and what no published state shows any more.

        Raises:
            RetrievalError: Milvus does not answer or has lost the store, somebody else is writing,
                another model made the vectors, or there are vectors and no model.
        """
        self._folder = folder
        self._embedder = embedder
        self._record = Record(folder, name=secrets.token_hex(8))
        try:
            self._server = Server(address, self._record.meta("name"))
            self._kinds = (DOCUMENTS, PASSAGES, *((VECTORS,) if embedder else ()))
            self._check_model()
            self._check_collections()
            self._clean()
        except BaseException:
            self._record.close()
            raise
        self._next: int = self._record.meta("next")
        self._waiting: dict[str, tuple[PolicyDocument, Entry | None]] = {}
        self._gone: dict[str, Version] = {}
        self._sent: dict[str, tuple[Version, Counts]] = {}
        self._dead: list[int] = []
        self._written = False

    def versions(self) -> dict[str, str]:
        """Return the sha256 of the text of every document that was committed, by document id."""
        return self._record.versions()

    def replace(self, document: PolicyDocument, entry: Entry | None = None) -> None:
        """Put a document in place of what was there for its id; its entry is made if not given."""
        self.remove(document.id)
        self._waiting[document.id] = document, entry
        if sum(len(each.passages) for each, _ in self._waiting.values()) >= WAITING:
            self._send()

    def remove(self, document_id: str) -> None:
        """Take a document out; nothing happens if it is not in."""
        self._waiting.pop(document_id, None)
        if document_id in self._sent:
            self._dead.append(self._sent.pop(document_id)[0].number)
        if document_id not in self._gone:
            version = self._record.version(document_id)
            if version is not None:
                self._gone[document_id] = version

    def commit(self) -> None:
        """Make what was done so far visible and permanent."""
        self._send()
        if not (self._gone or self._sent or self._dead):
            return
        counts = Counts()
        for version in self._gone.values():
            self._uncount(version, counts)
        for _, each in self._sent.values():
            counts.documents.update(each.documents)
            counts.passages.update(each.passages)
            if each.total is not None:
                counts.add(each.total)
        self._record.commit(
            Change(
                gone=self._gone.values(),
                dead=[*self._dead, *(each.number for each in self._gone.values())],
                added=[version for version, _ in self._sent.values()],
                terms={
                    each: (counts.documents[each], counts.passages[each])
                    for each in counts.documents.keys() | counts.passages.keys()
                },
                meta={"next": self._next, **self._total(counts)},
            )
        )
        self._gone, self._sent, self._dead = {}, {}, []
        self._written = True

    def merge(self) -> None:
        """Let what was written be indexed: until then a search goes over all of it, row by row."""
        if self._written:
            # Servers limit how often this may be asked for; they do it themselves in the end.
            with suppress(RetrievalError):
                for kind in self._kinds:
                    self._server.flush(kind)

    def close(self) -> None:
        """Give the lock back; what was not committed is forgotten."""
        self._record.close()
        self._server.close()

    def _check_model(self) -> None:
        made = self._record.meta("model")
        if self._embedder is None:
            if made is not None:
                raise RetrievalError(
                    "这个库在 Milvus 中有向量，而没有设置向量模型：请设置 embedding_model。"
                    " The store has vectors in Milvus: set embedding_model.",
                    path=str(self._record.path),
                )
            return
        used = model_of(self._embedder)
        if made is None:
            if self._record.size()[0]:
                raise RetrievalError(
                    f"这个库建库时没有设置向量模型：请删除目录 {self._record.path.parent} 再建库，"
                    "或去掉 embedding_model。 The index was built without an embedding model: "
                    "delete that folder and build again, or unset embedding_model.",
                    path=str(self._record.path),
                )
            self._record.commit(Change(meta={"model": model_record(used)}))
            return
        check_model(self._record.path.parent, model_from(made), used)

    def _check_collections(self) -> None:
        empty = not self._record.size()[0]
        for kind in self._kinds:
            if not self._server.has(kind):
                if not empty:
                    raise lost(self._record)
                width = len(self._record.meta("model")["probe"]) if kind == VECTORS else None
                self._server.make(kind, width)
            self._server.load(kind)

    def _clean(self) -> None:
        """Delete rows that no reader of a published state needs.

        What ended in the generation that is being made is still shown by the published one; what
        ended before was ended by a generation that has been published since.
        """
        mine = self._folder.name
        old = [version for version, ended in self._record.dead().items() if ended != mine]
        conditions = [f"version >= {self._record.meta('next')}"]
        for at in range(0, len(old), _PURGED_AT_ONCE):
            conditions.append(f"version in {old[at : at + _PURGED_AT_ONCE]}")
        for kind in self._kinds:
            for condition in conditions:
                self._server.delete(kind, condition)
        self._record.bury(old)

    def _send(self) -> None:
        """Send what waits; it counts with the next commit."""
        if not self._waiting:
            return
        rows: dict[str, list[Row]] = {kind: [] for kind in self._kinds}
        for document, entry in self._waiting.values():
            version = Version(document.id, document.sha256, self._next, len(document.passages))
            self._next += 1
            counts = Counts()
            whole, parts = sides(entry or entry_of(document))
            counts.count([whole], parts, 1)
            self._sent[document.id] = version, counts
            if whole:
                rows[DOCUMENTS].append(row(version, 0, document, whole))
            rows[PASSAGES] += (
                row(version, at, document, part) for at, part in enumerate(parts) if part
            )
        if self._embedder is not None:
            self._embed(self._embedder, rows[VECTORS])
        for kind, found in rows.items():
            for at in range(0, len(found), _AT_ONCE):
                self._server.insert(kind, found[at : at + _AT_ONCE])
        self._waiting.clear()

    def _embed(self, embedder: Embedder, rows: list[Row]) -> None:
        documents = [document for document, _ in self._waiting.values()]
        texts = [text for document in documents for text in passage_texts(document)]
        vectors = iter(embedder.documents(texts) if texts else ())
        for document in documents:
            version, counts = self._sent[document.id]
            for at in range(len(document.passages)):
                vector = next(vectors)
                counts.add(vector.astype(np.float64))
                if vector.any():
                    rows.append(row(version, at, document, vector.tolist()))

    def _uncount(self, version: Version, counts: Counts) -> None:
        """Take a document that ends out of the counts, by its rows."""
        counts.count(
            self._server.vectors(DOCUMENTS, version.number, 1),
            self._server.vectors(PASSAGES, version.number, version.passages),
            -1,
        )
        if self._embedder is not None and version.passages:
            for vector in self._server.vectors(VECTORS, version.number, version.passages):
                counts.add(-np.asarray(vector, dtype=np.float64))

    def _total(self, counts: Counts) -> dict[str, list[float]]:
        """Return the sum of all vectors, from which a question's average similarity comes."""
        if counts.total is None:
            return {}
        before = self._record.meta("total")
        return {"total": [float(v) for v in counts.total + (0.0 if before is None else before)]}


def lost(record: Record) -> RetrievalError:
    """Return the error for a server that does not have what the record speaks of."""
    return RetrievalError(
        f"index_url 所指的服务里没有这个库的索引：请检查地址，或删除目录 {record.path.parent}，"
        "再运行 zhengtu build 重建。 The server at index_url has no index of this store: check the"
        " address, or delete that folder and build again.",
        path=str(record.path),
    )
