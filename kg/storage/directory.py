"""The store on disk: a folder with a version, a lock and generations of a graph and an archive.

    store.json              format version and creator: what makes the folder a store
    lock                    held by the one writer
    current                 the name of the generation that readers open
    000007-3f9ac1/          a generation, see ``kg.storage.generation``
      graph/                Oxigraph, unless the graph is elsewhere: ``kg.storage.home``
      documents.sqlite      the archive
      text/, vectors/       the indexes of ``qa``, or milvus/ if they are elsewhere

Readers and the one writer do not wait for each other: the writer makes the next generation, and who
opens the store after it was published reads that one. A folder that is no store is never written
to, a store of another format neither.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Self

from rdflib import URIRef

from kg.correction import CORRECTION_GRAPH
from kg.error import DiskError, StoreError
from kg.reference import refresh
from kg.statement import document_iri
from kg.storage.archive import Archive
from kg.storage.closing import Closing
from kg.storage.disk import disk_error, disk_told
from kg.storage.generation import LOCK, Generations
from kg.storage.home import ELSEWHERE, InFolder, home_of
from kg.storage.lock import StoreLock
from kg.storage.marker import MARKER, check_version, create
from kg.storage.recovery import put_back
from kg.storage.writer import ENTITY_GRAPH, LINK_GRAPH, DocumentWriter
from kg.view import BackendView
from ontology.iri import REFERENCE_GRAPH, provenance_graph

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from kg.endpoint.address import Endpoint
    from kg.storage.home import GraphHome
    from kg.storage.store import GraphBackend

ARCHIVE = "documents.sqlite"


class Store(Closing):
    """An open store: ``view`` reads, ``writer`` writes, ``archive`` holds the texts.

    Use it as a context manager, or call ``close``. What a writer did is published when it is
    closed, unless a ``with`` block was left by an error; then the next writer goes on from it.
    """

    def __init__(
        self,
        backend: GraphBackend,
        archive: Archive,
        *,
        path: Path | None = None,
        folder: Path | None = None,
        lock: StoreLock | None = None,
        home: GraphHome | None = None,
        read_only: bool = False,
    ) -> None:
        """Put the parts together; ``open`` and ``open_read_only`` are the usual ways in."""
        self.backend = backend
        self.archive = archive
        self.path = path
        self.folder = folder
        self.read_only = read_only
        self._lock = lock
        self._home = home or InFolder()
        self.resumed = False
        self._closed = self._written = self._touched = self._failed = False

    @classmethod
    def open(cls, path: Path, *, wait: float = 0.0, endpoint: Endpoint | None = None) -> Self:
        """Open a store for writing; a path that does not exist, or an empty folder, becomes one.

        What a killed build left behind is gone on from; the reference graph is written if it is
        new.

        Args:
            path: The folder.
            wait: Seconds to wait for another writer to finish.
            endpoint: Where the graph is, if it is not in the folder.

        Raises:
            DiskError: The disk is full, may only be read, or fails.
            EndpointError: The graph is not where it is looked for; see ``kg.storage.home``.
            StoreBusyError: Being written by another process.
            StoreError: Of another version, or not a store.
        """
        if not (path / MARKER).exists():
            create(path)
        check_version(path)
        lock = StoreLock(path / LOCK, exclusive=True, wait=wait)
        try:
            with disk_told(path):
                return cls._next(Generations(path), lock, endpoint)
        except BaseException:
            lock.close()
            raise

    @classmethod
    def _next(cls, generations: Generations, lock: StoreLock, endpoint: Endpoint | None) -> Self:
        """Open the next generation: what a killed writer left, made whole, else a copy."""
        home, resumed = home_of(endpoint), generations.pending()
        try:
            store = cls._opened(generations, lock, home)
            if resumed is not None or endpoint is not None:
                store.clean()
        except DiskError:
            raise
        except StoreError:
            if resumed is None:
                raise
            generations.discard(resumed)  # killed while it could not be opened again
            store = cls._opened(generations, lock, home)
            store.clean()
            return store
        store.resumed = store._touched = resumed is not None
        if store.resumed and generations.current() is not None:
            with cls.open_read_only(generations.folder, endpoint=endpoint) as published:
                put_back(published, store)
        return store

    @classmethod
    def _opened(cls, generations: Generations, lock: StoreLock, home: GraphHome) -> Self:
        path, folder = generations.folder, generations.begin()
        archive = Archive(folder / ARCHIVE)
        backend = home.open(folder, archive, generations.known(), read_only=False)
        store = cls(backend, archive, path=path, folder=folder, lock=lock, home=home)
        refresh(backend, archive)
        return store

    @classmethod
    def open_read_only(
        cls,
        path: Path,
        *,
        generation: str | None = None,
        wait: float = 0.0,
        endpoint: Endpoint | None = None,
    ) -> Self:
        """Open a store for reading, as it was last published; any number of readers may.

        Args:
            path: The folder.
            generation: Which state of the store; without it, the current one.
            wait: Seconds to wait for a lock.
            endpoint: Where the graph is, if it is not in the folder.

        Raises:
            EndpointError: The graph is not where it is looked for; see ``kg.storage.home``.
            StoreError: No store, none published yet, of another version.
        """
        generations = Generations(path)
        if (path / MARKER).is_file():
            check_version(path)
        if not (path / MARKER).is_file() or generations.current() is None:
            raise StoreError(
                f"{path} 处没有库，或首次建库尚未完成。 "
                f"There is no store at {path}, or its first build has not ended: make one with "
                f"`zhengtu build SOURCE… --store {path}`, or name another with --store",
                path=str(path),
            )
        folder, lock = generations.hold(generation, wait=wait)
        try:
            archive = Archive(folder / ARCHIVE, read_only=True)
            known = generations.known()
            backend = home_of(endpoint).open(folder, archive, known, read_only=True)
        except BaseException:
            lock.close()
            raise
        return cls(backend, archive, path=path, folder=folder, lock=lock, read_only=True)

    @property
    def generation(self) -> str:
        """The name of the generation that is open; empty for a store in memory."""
        return "" if self.folder is None else self.folder.name

    def touch(self) -> None:
        """Take note that something beside the archive was written, so that it is published."""
        self._touched = True

    def view(self) -> BackendView:
        """Return the graph for reading."""
        return BackendView(self.backend)

    def writer(self, *, version: str = "") -> DocumentWriter:
        """Return a writer; ``version`` goes into the documents' content hashes.

        Raises:
            StoreError: The store is open for reading only.
        """
        if self.read_only:
            raise StoreError(f"the store {self.path} is open for reading: open it for writing")
        self._written = True
        return DocumentWriter(self.backend, self.archive, version=version)

    def clean(self) -> int:
        """Remove the graphs of documents that are not in the archive; return how many."""
        kept = {URIRef(REFERENCE_GRAPH), ENTITY_GRAPH, LINK_GRAPH, CORRECTION_GRAPH}
        for document_id in self.archive.ids():
            iri = document_iri(document_id)
            kept |= {iri, URIRef(provenance_graph(iri))}
        left = [name for name in self.backend.graph_names() if name not in kept]
        if left:
            self.backend.replace({name: [] for name in left})
        return len(left)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store; what was written before an error is kept and not yet published."""
        self._failed = kind is not None
        self.close()
        told = disk_error(self.path, error)
        if told is not None and told is not error:
            raise told from error

    def close(self) -> None:
        """Close the parts, publish what was written, give the lock back; twice does nothing.

        Raises:
            DiskError: The disk is full or fails; nothing was published.
        """
        if self._closed:
            return
        self._closed = True
        try:
            with disk_told(self.path):
                self._finish()
        finally:
            if self._lock is not None:
                self._lock.close()
        if self.path is not None and self.read_only:
            with suppress(OSError, StoreError):  # a store that may only be read
                Generations(self.path).sweep()

    def _finish(self) -> None:
        changed = self._touched or self.archive.changes > 0
        there = self.archive.setting(ELSEWHERE) or ""
        try:
            self.archive.close()
        finally:
            self.backend.close()
        if self.folder is not None and self._written:
            self._home.settle(self.folder)
        if self.path is not None and not self.read_only:
            self._publish(Generations(self.path), there, changed=changed)

    def _publish(self, generations: Generations, there: str, *, changed: bool) -> None:
        if not changed:
            generations.discard(self.generation)
        elif not self._failed:
            self._home.publish(there, self.generation)
            generations.publish(self.generation)
            generations.sweep()


def current_generation(path: Path) -> str | None:
    """Return the name of a store's published generation; it changes whenever the content does.

    None means that nothing was published yet. A store of another format is none of these: the first
    format had no generations, and what it holds must not pass for nothing.

    Raises:
        StoreError: The store is damaged, or of another version.
    """
    if (path / MARKER).is_file():
        check_version(path)
    return Generations(path).current()
