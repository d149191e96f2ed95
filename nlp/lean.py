"""Importing spaCy without what it would pull in and nobody here uses."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def without_torch() -> Iterator[None]:
    """Let imports in this block find no torch, unless it is imported already.

    thinc, under spaCy, imports torch wherever it is installed, for models that this pipeline has
    none of: seconds at every start. ``None`` in ``sys.modules`` is Python's own way to say that a
    module cannot be imported, and thinc goes on without it.
    """
    if "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]  # the documented value, not in the stub
    try:
        yield
    finally:
        del sys.modules["torch"]
