"""Builds a store: sources in, graph and indexes out; any number of processes, a single writer."""

from __future__ import annotations

import time
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from corpus.document import Failure
from kg.error import StoreError
from kg.storage.directory import Store
from kg.storage.record import input_hash
from zhengtu.service.pool import held, most_workers, pool_size, processed
from zhengtu.service.report import BuildReport, Disagreement, no_outcome, no_progress
from zhengtu.service.source import absolute, gone
from zhengtu.service.version import extractor_version
from zhengtu.service.worker import lost, process
from zhengtu.settings import LOCAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.document import PolicyDocument, RawDocument
    from kg.storage.writer import DocumentWriter
    from qa.retrieval import IndexWriter
    from zhengtu.service.report import Outcome, Progress
    from zhengtu.service.worker import Made
    from zhengtu.settings import Settings

_LINKS = "links"
BATCH = 4000
"""Facts (about fifteen times as many quads) after which new documents are written together: a
million quads take a fifth less processor time than in batches of a thousand facts, as the store
has fewer files to merge."""

READ_AHEAD = 20_000_000
"""Characters of new inputs that are held at once, so that progress knows its end."""


def build(
    sources: Sequence[str],
    settings: Settings,
    *,
    prune: bool = False,
    progress: Progress = no_progress,
    outcome: Outcome = no_outcome,
) -> BuildReport:
    """Read sources into a store; unchanged documents cost a hash, changed ones are replaced whole.

    Args:
        sources: Files, folders, ``-``; none for the sample documents.
        settings: Where the store is, and how many processes to use.
        prune: Whether to remove documents that lay in these sources and do so no longer.
        progress: Is told after each document.
        outcome: Is told of each document that is read or unchanged, and of each failure.

    Returns:
        What was done, failures included; they do not stop the others.

    Raises:
        RetrievalError: The search index is damaged or of another version.
        StoreError: The store is being written, of another version or no store, or a process was
            killed; readers keep what they have, and the next build goes on from there.
        CorpusError: There are no sample documents.
    """
    started = time.monotonic()
    places = absolute(sources)
    with (
        Store.open(settings.store, endpoint=settings.endpoint) as store,
        _index(store, settings) as index,
    ):
        job = _Build(store, index, progress, outcome)
        job.run(places, settings, prune=prune)
    return job.report(time.monotonic() - started)


def remove(document_id: str, settings: Settings) -> None:
    """Remove a document, its facts and its passages from a store.

    Raises:
        StoreError: There is no store, or no such document in it.
    """
    Store.open_read_only(settings.store, endpoint=settings.endpoint).close()
    with (
        Store.open(settings.store, endpoint=settings.endpoint) as store,
        _index(store, settings) as index,
    ):
        if document_id not in store.archive:
            raise StoreError(
                f"没有编号为 {document_id} 的文件：用 zhengtu documents 查看已收录的文件。",
                document=document_id,
            )
        job = _Build(store, index)
        job.catch_up()
        job.remove([document_id])


@contextmanager
def writing(settings: Settings) -> Iterator[Store]:
    """Open a store to write what people ruled; what a killed build left is indexed first.

    Raises:
        StoreError: The store cannot be written, or is being written.
    """
    with Store.open(settings.store, endpoint=settings.endpoint) as store:
        if store.resumed:
            with _index(store, settings) as index:
                _Build(store, index).catch_up()
        yield store


def _index(store: Store, settings: Settings) -> IndexWriter:
    from qa.retrieval import IndexWriter

    assert store.folder is not None
    return IndexWriter(
        store.folder,
        settings.embedding_model,
        exact=settings.vector_exact,
        address=settings.index,
    )


def _made(
    inputs: Iterator[RawDocument], characters: int, settings: Settings
) -> Iterator[Made | Failure]:
    """Yield what inputs become, in their order, by processes here or those of a cluster."""
    task = partial(process, recogniser=settings.recogniser)
    if settings.scheduler == LOCAL:
        return processed(task, inputs, pool_size(characters, settings.workers))
    from zhengtu.service.cluster import spread

    return spread(task, inputs, settings.scheduler, most_workers(settings.workers), lost)


def relink(store: Store) -> None:
    """Link citations, copies and contradicting figures anew, as people ruled where they did."""
    from kg.link.conflict import links
    from kg.link.duplicate import duplicate_links
    from kg.link.lineage import link
    from kg.link.sameness import rulings

    others = [*duplicate_links(store.archive), *links(store.view())]
    link(store.backend, others, rulings(store.archive))
    store.archive.set(_LINKS, "current")


class _Build:
    """One build: the parts it writes to, and what it has done so far."""

    def __init__(
        self,
        store: Store,
        index: IndexWriter,
        progress: Progress = no_progress,
        outcome: Outcome = no_outcome,
    ) -> None:
        self._store = store
        self._index = index
        self._progress = progress
        self._outcome = outcome
        self._version = extractor_version()
        self._hashes = store.archive.hashes()
        self._linked = store.archive.setting(_LINKS) == "current"
        self._seen: set[str] = set()
        self._failed: list[Failure] = []
        self._conflicts: list[Disagreement] = []
        self._added = self._updated = self._unchanged = self._removed = self._characters = 0
        self._duplicates = 0

    def run(self, places: list[str], settings: Settings, *, prune: bool) -> None:
        from corpus import scan
        from kg.reference import refresh

        refresh(self._store.backend, self._store.archive)
        self.catch_up()
        fresh = self._fresh(scan(places, limits=settings.limits))
        first, characters, whole = held(fresh, READ_AHEAD)
        total = len(first) if whole else None
        made_by = _made(chain(first, fresh), characters, settings)
        with self._store.writer(version=self._version) as writer:
            self._store_all(writer, made_by, total)
        if prune:
            self.remove(gone(self._store.archive.summaries(), places, self._seen, self._failed))
        self._link()

    def remove(self, identifiers: list[str]) -> None:
        with self._store.writer() as writer:
            for name in identifiers:
                self._unlink()
                self._index.remove(name)
                self._removed += writer.remove(name)
        self._link()

    def _store_all(
        self, writer: DocumentWriter, made_by: Iterator[Made | Failure], total: int | None
    ) -> None:
        """Write what is made in batches of ``BATCH`` facts; the last one also if we are stopped."""
        batch: list[Made] = []
        facts = 0
        try:
            for done, made in enumerate(made_by, 1):
                if isinstance(made, Failure):
                    self._fail(made)
                    continue
                self._outcome(made.document.path or made.document.id)
                batch.append(made)
                facts += len(made.graph.statements)
                self._progress(done, total, made.document.metadata.title or made.document.id)
                if facts >= BATCH:
                    full, batch, facts = batch, [], 0
                    self._write(writer, full)
        finally:
            self._write(writer, batch)

    def _write(self, writer: DocumentWriter, batch: list[Made]) -> None:
        if not batch:
            return
        self._unlink()
        failed = writer.replace_all([(made.document, made.graph) for made in batch])
        for document, error in failed:
            self._index.remove(document.id)
            self._fail(Failure(document.path or document.id, error.message))
        refused = {document.id for document, _ in failed}
        for made in batch:
            if made.document.id not in refused:
                self._index.replace(made.document, made.entry)
                self._count(made.document)

    def _unlink(self) -> None:
        """Take note that citations are not linked as the documents stand, should we be killed."""
        if self._linked:
            self._store.archive.set(_LINKS, "stale")
            self._linked = False

    def _link(self) -> None:
        """Link citations to the documents that are held, if there was a change since last time."""
        from kg.link.duplicate import copies

        if not self._linked:
            relink(self._store)
            self._linked = True
        self._duplicates = len(copies(self._store.view()))

    def report(self, seconds: float) -> BuildReport:
        return BuildReport(
            added=self._added,
            updated=self._updated,
            unchanged=self._unchanged,
            removed=self._removed,
            failed=tuple(self._failed),
            seconds=seconds,
            characters=self._characters,
            conflicts=tuple(self._conflicts),
            duplicates=self._duplicates,
        )

    def catch_up(self) -> None:
        """Bring the index up to the archive, where a build was killed between the two."""
        indexed = self._index.versions()
        stored = self._store.archive.texts()
        gone = indexed.keys() - stored.keys()
        behind = sorted(name for name in stored if indexed.get(name) != stored[name])
        if gone or behind:
            self._store.touch()
        for name in gone:
            self._index.remove(name)
        for name in behind:
            self._index.replace(self._store.archive.document(name))

    def _fresh(self, found: Iterator[RawDocument | Failure]) -> Iterator[RawDocument]:
        """Yield the inputs that are new or changed; take note of the others."""
        for raw in found:
            if isinstance(raw, Failure):
                self._fail(raw)
                continue
            if raw.id in self._seen:
                self._outcome(raw.source or raw.id)
                continue
            self._seen.add(raw.id)
            if self._hashes.get(raw.id) == input_hash(raw.sha256, self._version):
                self._unchanged += 1
                self._outcome(raw.source or raw.id)
            else:
                yield raw

    def _fail(self, failure: Failure) -> None:
        self._failed.append(failure)
        self._outcome(failure.source, failure.reason)

    def _count(self, document: PolicyDocument) -> None:
        self._characters += len(document.text)
        conflicts = document.metadata.conflicts
        self._conflicts += [Disagreement(document.id, *conflict) for conflict in conflicts]
        if document.id in self._hashes:
            self._updated += 1
        else:
            self._added += 1
