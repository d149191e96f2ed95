"""Backups: a store's published generation, copied while it is read and written, and put back.

A backup is itself a store: it can be opened where it lies.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from kg.error import StoreError
from kg.storage.archive import Archive
from kg.storage.directory import ARCHIVE, Store
from kg.storage.generation import LOCK, Generations
from kg.storage.home import ELSEWHERE, GRAPH
from kg.storage.lock import StoreLock
from kg.storage.marker import MARKER, check_version, create
from kg.storage.oxigraph_store import OxigraphBackend

if TYPE_CHECKING:
    from pathlib import Path

    from kg.endpoint.address import Endpoint

INDEX_ELSEWHERE = "milvus"
"""The folder of a generation whose indexes are in Milvus (``qa.retrieval.milvus``); left empty in a
copy, whose next build makes indexes of its own."""


def backup(path: Path, target: Path, *, endpoint: Endpoint | None = None) -> int:
    """Copy the published state of a store to a folder that is not there yet.

    Builds and readers go on meanwhile. The copy appears whole or not at all. A graph at an endpoint
    is brought into the folder, so that the copy needs no endpoint; that takes as long as an export,
    and no build should be at work, since it changes the graph in place.

    Args:
        path: The store.
        target: The folder to make.
        endpoint: Where the graph is, if it is not in the store's folder.

    Returns:
        How many documents it holds.

    Raises:
        EndpointError: The graph is not where it is looked for.
        StoreError: No store, or there is something at ``target``.
    """
    if target.exists():
        raise StoreError(
            f"已有 {target}，没有写入：请给备份另起一个目录。 {target} exists: name a new folder.",
            path=str(target),
        )
    partial = target.with_name(target.name + ".part")
    with Store.open_read_only(path, endpoint=endpoint) as store:
        assert store.folder is not None
        shutil.rmtree(partial, ignore_errors=True)
        create(partial)
        copied = _publish_copy(store.folder, partial)
        if endpoint is not None:
            _bring_home(store, copied)
        StoreLock(partial / LOCK, exclusive=True).close()
        partial.rename(target)
        return len(store.archive)


def restore(source: Path, path: Path) -> int:
    """Let a store hold what a backup holds, in one step; readers keep what they have open.

    Args:
        source: The backup, or any store.
        path: The store; made if it is not there.

    Returns:
        How many documents it holds.

    Raises:
        StoreError: The backup is none or of another version, or the store is being written.
    """
    with Store.open_read_only(source) as held:
        assert held.folder is not None
        if not (path / MARKER).exists():
            create(path)
        check_version(path)
        lock = StoreLock(path / LOCK, exclusive=True)
        try:
            _publish_copy(held.folder, path)
        finally:
            lock.close()
        return len(held.archive)


def _publish_copy(generation: Path, path: Path) -> Path:
    generations = Generations(path)
    copied = generations.begin(generation)
    # A record of rows that a server keeps: two stores that write by it would delete each other's.
    for record in (copied / INDEX_ELSEWHERE).glob("*"):
        record.unlink()
    generations.publish(copied.name)
    generations.sweep()
    return copied


def _bring_home(store: Store, folder: Path) -> None:
    """Let the copy of a generation hold the graph that its store has elsewhere."""
    graph = OxigraphBackend(folder / GRAPH)
    for name in store.backend.graph_names():
        graph.replace({name: [quad[:3] for quad in store.backend.quads(name)]})
    graph.flush()
    graph.close()
    archive = Archive(folder / ARCHIVE)
    archive.set(ELSEWHERE, "")
    archive.close()
