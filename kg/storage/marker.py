"""What makes a folder a store: ``store.json``, with the version of the layout."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.error import StoreError
from kg.storage.disk import disk_error

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 2
"""Version of the layout; a store of another version is refused, never converted in place."""

MARKER = "store.json"
_PARTIAL = MARKER + ".part"


def create(path: Path) -> None:
    """Make an empty folder, or none, the folder of a store.

    Raises:
        StoreError: Something else is there, or the folder cannot be made.
    """
    # A part of a marker is what somebody who was killed here has left.
    if path.exists() and (not path.is_dir() or any(p.name != _PARTIAL for p in path.iterdir())):
        raise StoreError(
            f"{path} 已存在而不是政图的库，没有写入。 "
            f"{path} exists and is no Zhengtu store: nothing was written; name a new folder "
            "with --store",
            path=str(path),
        )
    try:
        path.mkdir(parents=True, exist_ok=True)
        content = {"format": FORMAT, "creator": "zhengtu"}
        partial = path / _PARTIAL
        partial.write_text(json.dumps(content) + "\n", encoding="utf-8")
        partial.replace(path / MARKER)
    except OSError as error:
        raise disk_error(path, error) or StoreError(
            f"库 {path} 建不成，请检查路径和权限。 "
            f"The store {path} cannot be made ({error}): check the path and its permissions",
            path=str(path),
        ) from error


def check_version(path: Path) -> None:
    """Refuse a store of another format.

    Raises:
        StoreError: Another version, or a marker that cannot be read.
    """
    try:
        found = json.loads((path / MARKER).read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"库已损坏，或者不是库，请另建一个。 "
            f"{path / MARKER} cannot be read ({error!r}): the folder is damaged or no store; "
            "build into a new folder",
            path=str(path),
        ) from error
    if found != FORMAT:
        raise StoreError(
            f"库 {path} 的格式是 {found}，本版本只读 {FORMAT}，请重新建库。 "
            f"The store {path} has format {found} and this version reads format {FORMAT}: build "
            "it again into a new folder, or use the version of zhengtu that made it",
            path=str(path),
            found=found,
            expected=FORMAT,
        )
