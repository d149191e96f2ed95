"""Writing the vector index: each commit adds a segment, closing makes one of all."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from qa.retrieval.approximate import CHUNK, build, mean
from qa.retrieval.entry import passage_texts
from qa.retrieval.vector_index import model_of
from qa.retrieval.vector_store import (
    META,
    Meta,
    Row,
    SegmentEntry,
    check_model,
    clusters_path,
    matrix_path,
    mean_path,
    open_segment,
    read_meta,
    row_count,
    write_meta,
    write_segment,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from corpus.document import PolicyDocument
    from qa.retrieval.embedder import Embedder
    from qa.retrieval.entry import Entry


EXACT = 300_000
"""Passages up to which a search compares the question with each of them."""

LITTLE = 0.1
"""The part of a large segment that may change before it is made anew."""


class VectorWriter:
    """Writes the index. It has no lock of its own: ``IndexWriter`` holds that of the text index."""

    def __init__(self, folder: Path, embedder: Embedder, *, exact: int = EXACT) -> None:
        """Open the index in ``folder`` for writing; make it if it is not there.

        Args:
            folder: The folder.
            embedder: What makes the vectors.
            exact: Passages from which on the search is approximate.

        Raises:
            RetrievalError: Another model made it, or it is damaged.
        """
        self._folder = folder
        self._exact = max(1, exact)
        self._embedder = embedder
        self._added: dict[str, PolicyDocument] = {}
        self._removed: set[str] = set()
        model = model_of(embedder)
        meta = read_meta(folder)
        if meta is None:
            folder.mkdir(parents=True, exist_ok=True)
            meta = Meta(model)
            write_meta(folder, meta)
        check_model(folder, meta.model, model)
        self._meta = meta
        self._sweep()

    def versions(self) -> dict[str, str]:
        """Return the sha256 of the text of every document that was committed, by document id."""
        found: dict[str, str] = {}
        for entry in self._meta.segments:
            segment = open_segment(self._folder, entry, self._meta.model.dimension)
            kept = segment.documents.keys() - segment.removed
            found |= {document: segment.documents[document] for document in kept}
        return found

    def replace(self, document: PolicyDocument, entry: Entry | None = None) -> None:
        """Put a document in place of what was there for its id; its terms play no part."""
        del entry
        self._removed.add(document.id)
        self._added[document.id] = document

    def remove(self, document_id: str) -> None:
        """Take a document out; nothing happens if it is not in."""
        self._removed.add(document_id)
        self._added.pop(document_id, None)

    def commit(self) -> None:
        """Embed what was added, and make what was done so far visible and permanent."""
        if not self._removed:
            return
        segments = [self._without(entry) for entry in self._meta.segments]
        meta = self._meta
        if self._added:
            name = str(meta.next)
            self._write_added(name)
            segments.append(SegmentEntry(name))
        self._hold(replace(meta, segments=tuple(segments), next=meta.next + 1))
        self._added.clear()
        self._removed.clear()

    def _without(self, entry: SegmentEntry) -> SegmentEntry:
        segment = open_segment(self._folder, entry, self._meta.model.dimension)
        gone = self._removed & segment.documents.keys()
        return replace(entry, removed=tuple(sorted(gone.union(entry.removed))))

    def _write_added(self, name: str) -> None:
        rows: list[Row] = []
        texts: list[str] = []
        for document in self._added.values():
            rows += ((p.document_id, p.start, p.end, p.section_path) for p in document.passages)
            texts += passage_texts(document)
        vectors = self._embedder.documents(texts) if texts else np.empty((0, 0), np.float32)
        vectors.astype(np.float16).tofile(matrix_path(self._folder, name))
        documents = {document.id: document.sha256 for document in self._added.values()}
        write_segment(self._folder, name, documents, rows)

    def merge(self) -> None:
        """Make one segment of all, without what was removed, and clusters of it if it is large.

        A large segment stays as it is while what was added and removed since is little against it.
        """
        meta = self._meta
        kept = tuple(entry for entry in meta.segments if self._stays(entry))
        rest = tuple(entry for entry in meta.segments if entry not in kept)
        if len(rest) > 1 or any(entry.removed for entry in rest):
            rest = (self._merged(rest),)
        for entry in rest:
            self._cluster(entry.name)
        if (*kept, *rest) != meta.segments:
            self._hold(replace(meta, segments=(*kept, *rest), next=meta.next + 1))
        self._sweep()

    def _stays(self, entry: SegmentEntry) -> bool:
        """Whether a segment has clusters, and too little changed to make them anew."""
        if not clusters_path(self._folder, entry.name).is_file():
            return False
        dimension = self._meta.model.dimension
        own = row_count(self._folder, entry.name, dimension)
        others = (each.name for each in self._meta.segments if each != entry)
        changed = sum(row_count(self._folder, name, dimension) for name in others)
        if entry.removed:
            segment = open_segment(self._folder, entry, dimension)
            changed += own - len(segment.alive())
        return changed <= LITTLE * own

    def _merged(self, entries: Sequence[SegmentEntry]) -> SegmentEntry:
        name, dimension = str(self._meta.next), self._meta.model.dimension
        rows: list[Row] = []
        documents: dict[str, str] = {}
        with matrix_path(self._folder, name).open("wb") as target:
            for entry in entries:
                segment = open_segment(self._folder, entry, dimension)
                alive = segment.alive()
                for at in range(0, len(alive), CHUNK):
                    segment.matrix[alive[at : at + CHUNK]].tofile(target)
                rows += (segment.rows[at] for at in alive)
                kept = segment.documents.keys() - segment.removed
                documents |= {d: v for d, v in segment.documents.items() if d in kept}
        write_segment(self._folder, name, documents, rows)
        return SegmentEntry(name)

    def _cluster(self, name: str) -> None:
        """Make clusters of a segment that is too large to be searched row by row."""
        path, dimension = clusters_path(self._folder, name), self._meta.model.dimension
        if row_count(self._folder, name, dimension) < self._exact or path.is_file():
            return
        matrix = open_segment(self._folder, SegmentEntry(name), dimension).matrix
        mean(matrix).tofile(mean_path(self._folder, name))
        build(path, matrix)

    def close(self) -> None:
        """Do nothing: files are open only while they are written."""

    def _hold(self, meta: Meta) -> None:
        write_meta(self._folder, meta)
        self._meta = meta

    def _sweep(self) -> None:
        """Delete the files that nothing names, as a killed writer or a merge leaves them."""
        named = {entry.name for entry in self._meta.segments}
        for path in sorted(self._folder.iterdir()):
            if path.name != META and path.stem not in named:
                # A system may not let go of a file that a reader has open: the next writer will.
                with suppress(PermissionError):
                    path.unlink()
