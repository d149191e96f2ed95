"""One writer or many readers: a lock that ends with the process that holds it.

Oxigraph guards a folder against a second writer only; a reader beside a writer reads nonsense
(its documentation: undefined behaviour). SQLite's file locks are shared or exclusive, work on every
platform that Python runs on, and are released by the system when a process is killed.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from kg.error import StoreBusyError, StoreError
from kg.storage.disk import disk_error

if TYPE_CHECKING:
    from pathlib import Path


class StoreLock:
    """Holds a lock file from creation to ``close``."""

    def __init__(self, path: Path, *, exclusive: bool, wait: float = 0.0) -> None:
        """Take the lock.

        Args:
            path: The lock file; made by a writer, expected by a reader.
            exclusive: Whether to write.
            wait: How many seconds to wait for others to finish.

        Raises:
            StoreBusyError: Somebody else holds it.
            StoreError: The file cannot be opened.
        """
        mode = "rwc" if exclusive else "ro"
        address = f"{path.resolve().as_uri()}?mode={mode}"
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(
                address, uri=True, timeout=wait, isolation_level=None, check_same_thread=False
            )
            connection.execute("BEGIN EXCLUSIVE" if exclusive else "BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            if connection is not None:
                connection.close()
            raise _refusal(path, exclusive=exclusive, error=error) from error
        self._connection = connection

    def close(self) -> None:
        """Give the lock back."""
        self._connection.close()


def _refusal(path: Path, *, exclusive: bool, error: sqlite3.OperationalError) -> StoreError:
    folder = path.parent
    if "locked" not in str(error):
        return disk_error(folder, error) or StoreError(
            f"锁文件 {path} 打不开，请检查目录的权限。 "
            f"The lock {path} cannot be opened ({error}): check the folder's permissions",
            path=str(folder),
        )
    if exclusive:
        message = (
            f"库 {folder} 正被另一个进程写入，请等它结束再试。 "
            f"The store {folder} is in use by another process: wait until it is done, or close "
            "the page, server or build that has it open"
        )
    else:
        message = (
            f"库 {folder} 正被另一个进程写入，请稍候。 "
            f"The store {folder} is being written by another process: wait until it is done"
        )
    return StoreBusyError(message, path=str(folder))
