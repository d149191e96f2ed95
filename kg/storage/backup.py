"""Backups: a store's published generation, copied while it is read and written, and put back.

A backup is itself a store: it can be opened where it lies.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from kg.error import StoreError
from kg.storage.directory import Store
from kg.storage.generation import LOCK, Generations
from kg.storage.lock import StoreLock
from kg.storage.marker import MARKER, check_version, create

if TYPE_CHECKING:
    from pathlib import Path


def backup(path: Path, target: Path) -> int:
    """Copy the published state of a store to a folder that is not there yet.

    Builds and readers go on meanwhile. The copy appears whole or not at all.

    Args:
        path: The store.
        target: The folder to make.

    Returns:
        How many documents it holds.

    Raises:
        StoreError: No store, or there is something at ``target``.
    """
    if target.exists():
        raise StoreError(
            f"已有 {target}，没有写入：请给备份另起一个目录。 {target} exists: name a new folder.",
            path=str(target),
        )
    partial = target.with_name(target.name + ".part")
    with Store.open_read_only(path) as store:
        assert store.folder is not None
        shutil.rmtree(partial, ignore_errors=True)
        create(partial)
        _publish_copy(store.folder, partial)
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


def _publish_copy(generation: Path, path: Path) -> None:
    generations = Generations(path)
    copied = generations.begin(generation)
    generations.publish(copied.name)
    generations.sweep()
