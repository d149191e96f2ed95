"""``zhengtu backup`` and ``restore``: copies of a store while it is in use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhengtu.cli import option
from zhengtu.cli.option import example
from zhengtu.cli.output import note, say_json, waiting

Target = Annotated[
    Path, typer.Argument(metavar="DIR", help="备份目录，须尚不存在。 A folder to make.")
]
Source = Annotated[
    Path, typer.Argument(metavar="DIR", help="备份目录，或任一数据目录。 A backup, or any store.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog=example("zhengtu backup 备份-2026-11"))(backup)
    app.command(epilog=example("zhengtu restore 备份-2026-11 --store zhengtu-store"))(restore)


def backup(target: Target, store: option.Store = None, json: option.Json = False) -> None:
    """备份数据目录，期间照常读写。 Copy the store while it is read and written."""
    from kg.storage.backup import backup as copy

    settings = option.settings_of(store)
    with waiting("正在备份…"):
        documents = copy(settings.store, target, endpoint=settings.endpoint)
    _tell(target, documents, json=json)


def restore(source: Source, store: option.Store = None, json: option.Json = False) -> None:
    """用备份替换数据目录的内容。 Let the store hold what a backup holds."""
    from kg.storage.backup import restore as put_back

    path = option.settings_of(store).store
    with waiting("正在恢复…"):
        documents = put_back(source, path)
    _tell(path, documents, json=json)


def _tell(path: Path, documents: int, *, json: bool) -> None:
    if json:
        say_json({"path": str(path), "documents": documents})
    else:
        note(f"{path} 中有 {documents} 份文件。")
