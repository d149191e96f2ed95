"""What goes where: results to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from zhengtu.service import Progress

DONE = 0
INPUT_AT_FAULT = 1
WRONG_USAGE = 2
SOME_FAILED = 3


def say(text: str) -> None:
    """Print a line of the result."""
    typer.echo(text)


def note(text: str) -> None:
    """Print a line that is not part of the result."""
    typer.echo(text, err=True)


def complain(message: str) -> None:
    """Print what went wrong."""
    note(f"错误：{message}")


def say_json(value: object) -> None:
    """Print one JSON value on a line of its own."""
    say(json.dumps(value, ensure_ascii=False))


def say_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table: drawn on a terminal, tab-separated lines into a pipe."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Column, Table

        drawn = Table(*(Column(name, overflow="fold") for name in columns))
        for row in rows:
            drawn.add_row(*map(str, row))
        Console(markup=False).print(drawn)
        return
    for row in (columns, *rows):
        say("\t".join(str(cell).replace("\t", " ").replace("\n", " ") for cell in row))


@contextmanager
def target(path: Path | None) -> Iterator[IO[bytes]]:
    """Give a file to write a result to, or standard output; a file is there whole or not at all."""
    if path is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    partial = path.with_name(path.name + ".part")
    try:
        with partial.open("wb") as file:
            yield file
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    note(f"已写入 {path}（{path.stat().st_size:,} 字节）")


def write(content: str | bytes, path: Path | None) -> None:
    """Write a result to a file, or to standard output where there is none."""
    with target(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Give a callback that draws a bar on a terminal's standard error, and nothing elsewhere."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    parts = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    started = time.monotonic()
    with Progress(*parts, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("", total=None, rate="")

        def report(done: int, total: int | None, what: str) -> None:
            rate = f"{done / max(time.monotonic() - started, 0.001):.1f}/s"
            bar.update(task, completed=done, total=total, description=what, rate=rate)

        yield report


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Show on a terminal's standard error that something is under way."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield
