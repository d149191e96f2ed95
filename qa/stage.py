"""How far an answer is, told to whoever waits for it."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

StageName = Literal["understood", "searched", "reading"]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that was reached.

    ``words`` are the steps of the understanding (``understood``); ``passages`` and ``documents``
    count what was found (``searched``).
    """

    name: StageName
    words: tuple[str, ...] = ()
    passages: int = 0
    documents: int = 0


_LISTENER: ContextVar[Callable[[Stage], None] | None] = ContextVar("listener", default=None)


@contextmanager
def told_to(listener: Callable[[Stage], None] | None) -> Iterator[None]:
    """Tell the stages of the answers that are made inside to a listener, or to nobody."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def reached(stage: Stage) -> None:
    """Tell that a stage was reached, if anybody listens."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(stage)
