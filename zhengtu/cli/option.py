"""Options that every command shares, and the example under each command's help."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhengtu.service import Services
    from zhengtu.settings import Settings

Store = Annotated[
    Path | None,
    typer.Option(
        "--store",
        envvar="ZHENGTU_STORE",
        metavar="DIR",
        help="数据目录，默认 ./zhengtu-store。 The store directory.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="输出稳定的 JSON。 Print stable JSON.")]
Batch = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.jsonl",
        allow_dash=True,
        help='每行一个 {"id","question"}，- 为标准输入，每行输出一个 JSON。 Many from one load.',
    ),
]
Document = Annotated[
    str | None, typer.Option(metavar="ID", help="只看这份文件。 Only this document.")
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="写入文件而不是标准输出。 Write to a file."
    ),
]


def settings_of(
    store: Path | None, workers: int | None = None, scheduler: str | None = None
) -> Settings:
    """Return the settings with what the command line gave."""
    from zhengtu.settings import load_settings

    return load_settings(store=store, workers=workers, scheduler=scheduler)


def services_of(store: Path | None) -> Services:
    """Open what reads from a store."""
    from zhengtu.service import open_services

    return open_services(settings_of(store))


def as_date(text: str) -> date:
    """Read the date of an option: 2020-06-01, or 2020-06 and 2020 for their first day.

    Raises:
        typer.BadParameter: The text is no such date.
    """
    for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise typer.BadParameter(f"{text} 不是日期：请写成 2020-06-01。")


def example(*lines: str) -> str:
    """Return the example that closes a command's help, its lines kept as they are."""
    return "\b\n例 Example:\n" + "\n".join(f"  $ {line}" for line in lines)


def one_of(first: object, second: object, first_name: str, second_name: str) -> None:
    """Check that exactly one of two ways to say something was used.

    Raises:
        typer.BadParameter: Both were given, or neither.
    """
    if (first is None) == (second is None):
        raise typer.BadParameter(f"请给出 {first_name} 或 {second_name} 中的一个。")


def known(value: str | None, words: Sequence[str], option: str) -> None:
    """Check that an option has one of its words, or none.

    Raises:
        typer.BadParameter: It has another.
    """
    if value is not None and value not in words:
        raise typer.BadParameter(f"{option} 没有 {value}：可用的有 {'、'.join(words)}。")


def read_text(path: Path | None) -> str:
    """Read a text file in UTF-8, or standard input for ``-``.

    Raises:
        typer.BadParameter: It is not UTF-8.
    """
    try:
        return sys.stdin.read() if path is None or str(path) == "-" else path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{path} 不是 UTF-8 文本：请另存为 UTF-8。") from error
