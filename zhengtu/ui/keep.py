"""What was read once is kept for all sessions, for as long as the store stays the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar, cast

import streamlit as st

from corpus.error import ZhengtuError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")

_ASIDE = ThreadPoolExecutor(max_workers=2, thread_name_prefix="aside")
_PATIENCE = 1.0
"""Seconds that a page waits for what it can do without."""


def once(version: str, what: str, make: Callable[[], T], *about: Hashable) -> T:
    """Return what ``make`` returns, made once for each store version, name and arguments."""
    return cast("T", _kept(make, version, what, about))


def aside(version: str, what: str, make: Callable[[], T], *about: Hashable) -> T | None:
    """Return what takes long if it is there soon; None while it is being made, or if it failed."""
    going = once(version, what, lambda: _ASIDE.submit(make), *about)
    try:
        return going.result(timeout=_PATIENCE)
    except (TimeoutError, ZhengtuError):
        return None


# The maker begins with an underscore where Streamlit is not to make a key of it: the version of
# the store, the name and the arguments stand for it. Nothing that is kept is ever changed.
@st.cache_resource(max_entries=1000, show_spinner=False)
def _kept(
    _make: Callable[[], object], version: str, what: str, about: tuple[Hashable, ...]
) -> object:
    del version, what, about
    return _make()
