"""What a full, read-only or failing disk becomes: an error that says what to do.

Python, SQLite, RocksDB and tantivy each tell it in their own way, the last two as words only.
"""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.error import DiskError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)
_FAILING = (errno.EIO,)


def _words(numbers: tuple[int, ...], *more: str) -> tuple[str, ...]:
    return (*(os.strerror(number).casefold() for number in numbers), *more)


_KINDS = (
    (
        _FULL,
        _words(_FULL, "database or disk is full"),
        "磁盘已满。改动没有发布，原有内容照常可读；请腾出空间，再运行一次",
        "The disk is full. Nothing was published and what was there can be read; make room and run "
        "it again",
    ),
    (
        _CLOSED,
        _words(_CLOSED, "readonly database"),
        "不能写入，只能读取。请检查目录的权限和磁盘的挂载方式",
        "It can only be read: check the permissions of the folder and how its disk is mounted",
    ),
    (
        _FAILING,
        _words(_FAILING, "disk i/o error"),
        "磁盘出错。改动没有发布；请检查磁盘，必要时从备份恢复",
        "The disk fails. Nothing was published; check the disk, and restore a backup if need be",
    ),
)


def disk_error(path: Path | None, error: BaseException | None) -> DiskError | None:
    """Return what an error is if the disk is behind it, else None.

    Args:
        path: The store, named where the error names no file.
        error: What was raised; what it was raised from counts too.
    """
    while error is not None:
        if isinstance(error, DiskError):
            return error
        for numbers, words, chinese, english in _KINDS:
            if _tells(error, numbers, words):
                place = getattr(error, "filename", None) or path
                message = f"{place}：{chinese}。 {english} ({error})."
                return DiskError(message, path=str(place))
        error = error.__cause__
    return None


def _tells(error: BaseException, numbers: tuple[int, ...], words: tuple[str, ...]) -> bool:
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno in numbers
    said = str(error).casefold()
    return any(word in said for word in words)


@contextmanager
def disk_told(path: Path | None) -> Iterator[None]:
    """Raise a ``DiskError`` for what the disk is behind in a block."""
    try:
        yield
    except Exception as error:
        told = disk_error(path, error)
        if told is None or told is error:
            raise
        raise told from error
