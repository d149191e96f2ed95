"""Which inputs a build is given, and which stored documents came from the same places."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.error import CorpusError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from corpus.document import Failure
    from kg.storage.archive import Summary


def absolute(sources: Sequence[str]) -> list[str]:
    """Return the sources by their absolute paths, so that they are known from any folder again.

    No source stands for the sample documents.

    Raises:
        CorpusError: There are no sample documents in this installation.
    """
    if not sources:
        return [str(samples())]
    return [source if source == "-" else os.path.abspath(source) for source in sources]  # noqa: PTH100 - resolve() would follow links


def samples() -> Path:
    """Return the folder of the sample documents.

    Raises:
        CorpusError: They are not part of this installation.
    """
    folder = Path(str(resources.files("corpus"))) / "documents"
    if not any(folder.glob("*.md")):
        raise CorpusError(
            "这个安装不含示例文件：请给出自己的文件，如 zhengtu build 政策文件/。"
            " No sample documents here: name your own."
        )
    return folder


def gone(
    stored: Iterable[Summary],
    sources: Sequence[str],
    seen: Collection[str],
    failed: Iterable[Failure],
) -> list[str]:
    """Return the ids of stored documents that lay in these sources and do so no longer.

    What could not be read this time is not gone.
    """
    unread = [failure.source for failure in failed]
    return [
        row.id
        for row in stored
        if row.id not in seen
        and row.path is not None
        and any(_within(row.path, source) for source in sources)
        and not any(_within(row.path, source) for source in unread)
    ]


def _within(path: str, source: str) -> bool:
    """Whether a path (with ``#L12`` for a line) is a source, a line of it, or below it."""
    return path == source or path.startswith((source + "#L", source.rstrip(os.sep) + os.sep))
