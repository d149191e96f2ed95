"""What was read once is kept for all sessions, for as long as the store stays the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar, cast

import streamlit as st

from corpus.error import ZhengtuError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")

MOST = 3000
"""Results that are kept of one state of the store; those that nobody asked for longest go."""

_ASIDE = ThreadPoolExecutor(max_workers=2, thread_name_prefix="aside")
_PATIENCE = 1.0
"""Seconds that a page waits for what it can do without."""


class Kept:
    """Results by what they are of; each is made once, and who asks meanwhile waits for it."""

    def __init__(self, most: int = MOST) -> None:
        """Keep up to ``most`` results."""
        self._most = most
        self._lock = threading.Lock()
        self._results: OrderedDict[Hashable, Future[object]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], object]) -> object:
        """Return the result of a key, made if there is none yet; what went wrong is not kept."""
        while True:
            going, mine = self._turn(key)
            if mine:
                return self._made(key, going, make)
            try:
                return going.result()
            except CancelledError:  # whoever was making it went away: it is our turn
                continue

    def holds(self, key: Hashable) -> bool:
        """Return whether a result is there already."""
        with self._lock:
            going = self._results.get(key)
        return going is not None and going.done()

    def _turn(self, key: Hashable) -> tuple[Future[object], bool]:
        with self._lock:
            going = self._results.get(key)
            if going is not None:
                self._results.move_to_end(key)
                return going, False
            going = self._results[key] = Future()
            while len(self._results) > self._most:
                self._results.popitem(last=False)
            return going, True

    def _made(self, key: Hashable, going: Future[object], make: Callable[[], object]) -> object:
        try:
            found = make()
        except BaseException as error:
            with self._lock:
                if self._results.get(key) is going:
                    del self._results[key]
            # Streamlit stops a script with an exception that is no error: others do not stop.
            if isinstance(error, Exception):
                going.set_exception(error)
            else:
                going.cancel()
            raise
        going.set_result(found)
        return found


def once(version: str, what: str, make: Callable[[], T], *about: Hashable) -> T:
    """Return what ``make`` returns, made once for each store version, name and arguments.

    Nothing that is kept may be changed.
    """
    return cast("T", _kept(version).get((what, about), make))


def known(version: str, what: str, *about: Hashable) -> bool:
    """Return whether something was made already."""
    return _kept(version).holds((what, about))


def aside(
    version: str, what: str, make: Callable[[], T], *about: Hashable, wait: bool = False
) -> T | None:
    """Return what takes long if it is there soon; None while it is being made, or if it failed.

    Only who asks first waits a little, and who must have it (``wait``) to the end.
    """
    patience = None if wait else 0.0 if known(version, what, *about) else _PATIENCE
    going = once(version, what, lambda: _ASIDE.submit(make), *about)
    try:
        return going.result(timeout=patience)
    except (TimeoutError, ZhengtuError):
        return None


# Two: the state before the newest may still be shown by sessions that are in the middle of a page.
@st.cache_resource(max_entries=2, show_spinner=False)
def _kept(version: str) -> Kept:
    del version
    return Kept()
