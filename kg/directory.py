"""The store on disk: a folder with a version, a lock, a graph and an archive.

    store.json         format version and creator: what makes the folder a store
    lock               held shared by readers, exclusively by the one writer
    graph/             Oxigraph
    documents.sqlite   the archive
    text/, vectors/    the indexes of ``qa``

A folder that is no store is never written to, a store of another format neither.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Self

from rdflib import URIRef

from kg.archive import Archive
from kg.closing import Closing
from kg.correction import CORRECTION_GRAPH
from kg.error import StoreError
from kg.lock import StoreLock
from kg.oxigraph_store import OxigraphBackend
from kg.reference import refresh
from kg.statement import document_iri
from kg.view import BackendView
from kg.writer import ENTITY_GRAPH, LINK_GRAPH, DocumentWriter
from ontology.iri import REFERENCE_GRAPH, provenance_graph

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store import GraphBackend

FORMAT = 1
"""Version of the layout below; a store of another version is refused, never converted in place."""

MARKER = "store.json"
LOCK = "lock"
GRAPH = "graph"
ARCHIVE = "documents.sqlite"


class Store(Closing):
    """An open store: ``view`` reads, ``writer`` writes, ``archive`` holds the texts.

    Use it as a context manager, or call ``close``: the lock is held until then.
    """

    def __init__(
        self,
        backend: GraphBackend,
        archive: Archive,
        *,
        path: Path | None = None,
        lock: StoreLock | None = None,
        read_only: bool = False,
    ) -> None:
        """Put the parts together; ``open`` and ``open_read_only`` are the usual ways in."""
        self.backend = backend
        self.archive = archive
        self.path = path
        self.read_only = read_only
        self._lock = lock
        self._closed = self._written = False

    @classmethod
    def open(cls, path: Path, *, wait: float = 0.0) -> Self:
        """Open a store for writing; a path that does not exist, or an empty folder, becomes one.

        What a killed build left behind is removed; the reference graph is written if it is new.

        Args:
            path: The folder.
            wait: Seconds to wait for readers or another writer to finish.

        Raises:
            StoreError: In use, of another version, or not a store.
        """
        if not (path / MARKER).exists():
            _create(path)
        _check_version(path)
        lock = StoreLock(path / LOCK, exclusive=True, wait=wait)
        try:
            backend = OxigraphBackend(path / GRAPH)
            store = cls(backend, Archive(path / ARCHIVE), path=path, lock=lock)
            store.clean()
            refresh(backend, store.archive)
        except BaseException:
            lock.close()
            raise
        return store

    @classmethod
    def open_read_only(cls, path: Path, *, wait: float = 0.0) -> Self:
        """Open a store for reading; any number of readers may, but no writer beside them.

        Raises:
            StoreError: No store, being written, of another version.
        """
        if not (path / MARKER).is_file() or not (path / GRAPH / "CURRENT").is_file():
            raise StoreError(
                f"there is no store at {path}: make one with `zhengtu build SOURCE… --store "
                f"{path}`, or name another with --store",
                path=str(path),
            )
        _check_version(path)
        lock = StoreLock(path / LOCK, exclusive=False, wait=wait)
        try:
            backend = OxigraphBackend(path / GRAPH, read_only=True)
            archive = Archive(path / ARCHIVE, read_only=True)
        except BaseException:
            lock.close()
            raise
        return cls(backend, archive, path=path, lock=lock, read_only=True)

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

    def close(self) -> None:
        """Close the parts and give the lock back; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        self.archive.close()
        self.backend.close()
        if self._written and self.path is not None:
            # RocksDB drops the logs it no longer needs (two thirds of the folder) on opening.
            OxigraphBackend(self.path / GRAPH).close()
        if self._lock is not None:
            self._lock.close()


def _create(path: Path) -> None:
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StoreError(
            f"{path} exists and is no Zhengtu store: nothing was written; name a new folder "
            "with --store",
            path=str(path),
        )
    try:
        path.mkdir(parents=True, exist_ok=True)
        content = {"format": FORMAT, "creator": "zhengtu"}
        partial = path / (MARKER + ".part")
        partial.write_text(json.dumps(content) + "\n", encoding="utf-8")
        partial.replace(path / MARKER)
    except OSError as error:
        raise StoreError(
            f"the store {path} cannot be made ({error}): check the path and its permissions",
            path=str(path),
        ) from error


def _check_version(path: Path) -> None:
    """Refuse a store of another format.

    Raises:
        StoreError: Another version, or a marker that cannot be read.
    """
    try:
        found = json.loads((path / MARKER).read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{path / MARKER} cannot be read ({error!r}): the folder is damaged or no store; "
            "build into a new folder",
            path=str(path),
        ) from error
    if found != FORMAT:
        raise StoreError(
            f"the store {path} has format {found} and this version reads format {FORMAT}: build "
            "it again into a new folder, or use the version of zhengtu that made it",
            path=str(path),
            found=found,
            expected=FORMAT,
        )
