"""Generations of a store: readers keep the one they opened while a writer makes the next.

    lock             held by the one writer
    current          the name of the generation that readers open
    000007-3f9ac1/   a generation; its own lock is held shared by whoever reads it

A writer begins with a copy of the current generation and publishes it whole, by replacing the file
``current``. Files that are never changed in place (RocksDB's tables, tantivy's segments, vectors)
are hard links, so the copy costs little time and room. A killed writer leaves its generation
unpublished; the next one goes on from it.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from kg.error import StoreError
from kg.storage.lock import StoreLock

if TYPE_CHECKING:
    from pathlib import Path

CURRENT = "current"
LOCK = "lock"
PARTIAL = "copying"

_NAME = re.compile(r"(\d{6,})-[0-9a-f]{6}")
"""A number, and what tells it from the one of that number in a store that was here before."""

_UNCHANGING = frozenset(
    (
        ".sst",
        ".blob",
        ".idx",
        ".pos",
        ".term",
        ".store",
        ".fast",
        ".fieldnorm",
        ".del",
        ".f16",
        ".ivf",
        ".mean",
    )
)
"""Files that RocksDB, tantivy and ``qa.retrieval.vector_writer`` replace and never edit."""

_ATTEMPTS = 10
"""Generations that may be published and swept between reading ``current`` and taking the lock."""


class Generations:
    """The generations in a store's folder.

    ``current``, ``hold`` and ``sweep`` are for everybody, the rest for who has the writer's lock.
    """

    def __init__(self, folder: Path) -> None:
        """Look into a folder; it need not exist."""
        self.folder = folder

    def current(self) -> str | None:
        """Return the name of the generation that is published, None before the first."""
        try:
            name = (self.folder / CURRENT).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise self._damaged(error) from error
        if not _NAME.fullmatch(name):
            raise self._damaged(ValueError(f"{name!r} is no name of a generation"))
        return name

    def hold(self, name: str | None = None, *, wait: float = 0.0) -> tuple[Path, StoreLock]:
        """Take a generation for reading; it stays until the lock is closed.

        Args:
            name: Which one; without it, the current one.
            wait: Seconds to wait for the lock.

        Raises:
            StoreError: There is none, or that one has been swept away.
        """
        for _ in range(_ATTEMPTS):
            wanted = name or self.current()
            if wanted is None:
                break
            folder = self.folder / wanted
            try:
                return folder, StoreLock(folder / LOCK, exclusive=False, wait=wait)
            except StoreError:
                if name is not None or self.current() == wanted:
                    raise
        raise StoreError(
            f"the store {self.folder} has nothing to read yet, or is replaced all the time: try "
            "again",
            path=str(self.folder),
        )

    def pending(self) -> str | None:
        """Return the name of the generation that a writer left unpublished, if there is one."""
        following = _number(self.current()) + 1
        names = (each.name for each in self.folder.iterdir())
        return next((name for name in sorted(names) if _number(name) == following), None)

    def known(self) -> frozenset[str]:
        """Return the names of the published generation and of the one that is being made."""
        return frozenset(name for name in (self.current(), self.pending()) if name is not None)

    def begin(self, source: Path | None = None) -> Path:
        """Return the folder of the next generation: what a killed writer left, else a copy.

        Args:
            source: A generation of another store to copy, in place of what was left or is current.
        """
        name = self.current()
        left = self.pending()
        if left is not None and source is None:
            return self.folder / left
        if left is not None:
            self.discard(left)
        following = self.folder / f"{_number(name) + 1:06}-{secrets.token_hex(3)}"
        partial = self.folder / PARTIAL
        shutil.rmtree(partial, ignore_errors=True)
        try:
            if source is not None:
                _copy(source, partial, link=False)
            elif name is not None:
                _copy(self.folder / name, partial)
            else:
                partial.mkdir()
            StoreLock(partial / LOCK, exclusive=True).close()
            partial.rename(following)
        except (OSError, StoreError):
            shutil.rmtree(partial, ignore_errors=True)  # a full disk needs the room
            raise
        return following

    def publish(self, name: str) -> None:
        """Let readers open this generation from now on."""
        partial = self.folder / (CURRENT + ".part")
        with partial.open("w", encoding="ascii") as target:
            target.write(name + "\n")
            target.flush()
            os.fsync(target.fileno())
        partial.replace(self.folder / CURRENT)

    def discard(self, name: str) -> None:
        """Remove a generation that was not published."""
        shutil.rmtree(self.folder / name, ignore_errors=True)

    def sweep(self) -> None:
        """Remove the generations before the current one that nobody reads any more."""
        current = _number(self.current())
        for folder in sorted(self.folder.iterdir()):
            if not 0 < _number(folder.name) < current:
                continue
            with suppress(StoreError):
                lock = StoreLock(folder / LOCK, exclusive=True)
                shutil.rmtree(folder, ignore_errors=True)
                lock.close()

    def _damaged(self, error: Exception) -> StoreError:
        return StoreError(
            f"{self.folder / CURRENT} cannot be read ({error}): the store is damaged; build it "
            "again into a new folder",
            path=str(self.folder),
        )


def _number(name: str | None) -> int:
    """Return the number of a generation; 0 for what is none."""
    found = _NAME.fullmatch(name or "")
    return int(found.group(1)) if found else 0


def _copy(source: Path, target: Path, *, link: bool = True) -> None:
    """Copy a generation that nobody writes, with links where a file is never changed in place."""
    target.mkdir()
    for each in sorted(source.iterdir()):
        if each.is_dir():
            _copy(each, target / each.name, link=link)
        elif each.name != LOCK:
            _copy_file(each, target / each.name, link=link)


def _copy_file(source: Path, target: Path, *, link: bool) -> None:
    if link and source.suffix in _UNCHANGING:
        try:
            target.hardlink_to(source)
        except OSError:  # a file system without links
            shutil.copyfile(source, target)
    else:
        shutil.copyfile(source, target)
