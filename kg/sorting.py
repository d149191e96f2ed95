"""Triples in order, however many: what does not fit goes through files (external merge sort)."""

from __future__ import annotations

import heapq
from contextlib import ExitStack
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

IN_MEMORY = 200_000
"""Triples sorted in memory at a time; about 150 MB."""

_BLOCK = 10_000


def in_order(triples: Iterable[ox.Triple], *, most: int = IN_MEMORY) -> Iterator[ox.Triple]:
    """Yield triples sorted by their N-Triples text.

    Args:
        triples: In any order; each is kept as often as it comes.
        most: How many to hold at a time; the others wait in temporary files.
    """
    source = iter(triples)
    first = list(islice(source, most))
    if len(first) < most:
        yield from sorted(first, key=str)
        return
    with ExitStack() as files:
        runs = [files.enter_context(_run(first))]
        del first
        while chunk := list(islice(source, most)):
            runs.append(files.enter_context(_run(chunk)))
        lines = heapq.merge(*runs)
        while block := list(islice(lines, _BLOCK)):
            yield from _parsed(block)


def _run(triples: list[ox.Triple]) -> IO[str]:
    """Return a file of sorted lines, to be read from its beginning."""
    # A line ends at \n alone: a literal keeps \r and U+2028 as they are.
    file = TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - the caller closes
    file.writelines(f"{line} .\n" for line in sorted(map(str, triples)))
    file.seek(0)
    return file


def _parsed(lines: list[str]) -> Iterator[ox.Triple]:
    for quad in ox.parse("".join(lines), format=ox.RdfFormat.N_TRIPLES):
        yield quad.triple
