"""Finds the names of a table in a text: at every place the longest one, in linear time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEAD = 2  # characters by which names are looked up; every name is at least this long


class Matcher:
    """Longest-match lookup of many names.

    >>> list(Matcher(["海南", "海南州"]).find("青海海南州"))
    [(2, 5)]
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(name for name in names if len(name) >= HEAD)
        lengths: dict[str, set[int]] = {}
        for name in self._names:
            lengths.setdefault(name[:HEAD], set()).add(len(name))
        self._lengths = {
            head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()
        }

    def at(self, text: str, start: int) -> Iterator[int]:
        """Yield the ends of the names that begin at ``start``, the longest first."""
        for length in self._lengths.get(text[start : start + HEAD], ()):
            if start + length <= len(text) and text[start : start + length] in self._names:
                yield start + length

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield, for every offset at which a name begins, the span of the longest one."""
        heads = self._lengths
        for start in range(len(text) - 1):
            if text[start : start + HEAD] in heads:
                end = next(self.at(text, start), None)
                if end is not None:
                    yield start, end
