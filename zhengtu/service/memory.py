"""Memory of processes that run for days."""

from __future__ import annotations

import ctypes
from contextlib import suppress

ARENAS = 2
"""Where threads allocate. glibc's own limit is eight for each core, and each keeps what it once
had: a process that adds and removes documents, whose index writers are threads, grew by a third
before it levelled off; with two arenas it stays where it was (docs/benchmarks.md)."""

_M_ARENA_MAX = -8  # glibc, malloc.h


def share_arenas() -> None:
    """Let all threads allocate from few arenas; does nothing where there is no glibc."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, ARENAS)


def give_back() -> None:
    """Return to the system what glibc keeps of memory that was freed; takes milliseconds.

    A state of the store that is let go leaves holes that later ones do not fill.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
