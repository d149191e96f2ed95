"""The measured figures, as ``docs/benchmarks.md`` has them: one place, read and never repeated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhengtu.service.page import page_path

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Measured:
    """A table of a section; ``title`` is the section's heading."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def measured() -> tuple[Measured, ...]:
    """Return the tables of the benchmark document; none where it is not installed."""
    path = page_path().parent / "docs" / "benchmarks.md"
    return tuple(tables(path.read_text(encoding="utf-8"))) if path.is_file() else ()


def tables(text: str) -> Iterator[Measured]:
    r"""Yield the tables of a Markdown text, emphasis taken off.

    >>> next(tables("## A\n\n| x | y |\n| --- | --- |\n| 1 | **2** |\n"))
    Measured(title='A', columns=('x', 'y'), rows=(('1', '2'),))
    """
    title = ""
    block: list[tuple[str, ...]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            cells = line.strip().strip("|").split("|")
            block.append(tuple(each.strip().replace("**", "").replace("`", "") for each in cells))
            continue
        if len(block) > 2:
            yield Measured(title, block[0], tuple(block[2:]))
        block = []
        if line.startswith("#"):
            title = line.lstrip("# ").replace("`", "")
