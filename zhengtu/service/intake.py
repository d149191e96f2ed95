"""Files that are handed in from the page: kept beside the store, then read like any others."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from kg.storage.disk import disk_told
from kg.storage.marker import MARKER, create
from zhengtu.service.ingest import build
from zhengtu.service.report import no_outcome, no_progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from zhengtu.service.report import Outcome, Progress
    from zhengtu.settings import Settings

FOLDER = "uploads"
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a browser sends it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file; ``reason`` is empty where it was read, else says why not.

    ``path`` is where it is kept: the documents that came out of it have it as their own.
    """

    name: str
    reason: str = ""
    path: str = ""

    def holds(self, path: str | None) -> bool:
        """Return whether a document's path is this file's, or that of a part of it."""
        return bool(path) and (path == self.path or str(path).startswith(f"{self.path}#"))


def add(
    files: Sequence[Upload],
    settings: Settings,
    progress: Progress = no_progress,
    outcome: Outcome = no_outcome,
) -> list[Received]:
    """Read files into a store; one that cannot be read does not keep the others out.

    A file of a name that was handed in before takes the place of the earlier one. Where the store
    cannot be written, the files that are kept stay as they were.

    Args:
        files: What was handed in.
        settings: Where the store is.
        progress: Is told after each document.
        outcome: Is told, with the name of its file, of each document and each failure.

    Raises:
        DiskError: The disk is full, may only be read, or fails.
        StoreBusyError: The store is being written by somebody else.
    """
    if not (settings.store / MARKER).exists():
        create(settings.store)
    folder = settings.store / FOLDER
    paths = {folder / safe_name(each.name): each for each in files}
    names = {str(path.absolute()): each.name for path, each in paths.items()}

    def named(source: str, reason: str = "") -> None:
        outcome(_file_of(source, names) or source, reason)

    with disk_told(settings.store), _kept_on_error(list(paths)):
        folder.mkdir(parents=True, exist_ok=True)
        for path, each in paths.items():
            path.write_bytes(each.content)
        report = build(list(names), settings, progress=progress, outcome=named)
    reasons: dict[str, list[str]] = {each.name: [] for each in paths.values()}
    for failure in report.failed:
        name = _file_of(failure.source, names) or failure.source
        reasons.setdefault(name, []).append(failure.reason)
    for path, each in paths.items():
        if reasons[each.name]:
            path.unlink(missing_ok=True)
    where = {name: path for path, name in names.items()}
    return [Received(name, " ".join(said), where.get(name, "")) for name, said in reasons.items()]


def _file_of(source: str, names: Mapping[str, str]) -> str:
    """Return the name of the file that a source is, or is a part of; empty if it is none."""
    whole = source.partition("#")[0]
    return names.get(whole, "") or next(
        (name for path, name in names.items() if source.startswith(path)), ""
    )


@contextmanager
def _kept_on_error(paths: list[Path]) -> Iterator[None]:
    """Put files back as they were, those that were not there included, where a block fails."""
    before = {path: path.with_name(f".{path.name}.before") for path in paths}
    for path, aside in before.items():
        if path.exists():
            path.replace(aside)
    try:
        yield
    except BaseException:
        for path, aside in before.items():
            path.unlink(missing_ok=True)
            if aside.exists():
                aside.replace(path)
        raise
    for aside in before.values():
        aside.unlink(missing_ok=True)


def safe_name(name: str) -> str:
    """Return a file name that stays in its folder, the suffix kept.

    >>> safe_name("../../etc/passwd"), safe_name("通知:1.txt"), safe_name("...")
    ('passwd', '通知_1.txt', 'file')
    """
    path = PurePath(name.replace("\\", "/"))
    stem = _UNSAFE.sub("_", path.stem).strip(". ")[:_LONGEST]
    suffix = _UNSAFE.sub("", path.suffix)[:12]
    return f"{stem or 'file'}{suffix}"
