"""A store that is read for a long time while builds publish new states of it."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.error import ZhengtuError
from kg.storage.closing import Closing
from kg.storage.directory import current_generation
from zhengtu.service.memory import give_back
from zhengtu.service.query import Services

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhengtu.settings import Settings


@dataclass(slots=True)
class _Lease:
    services: Services
    users: int = 0
    retired: bool = False


class LiveServices(Closing):
    """Services that follow the store: whoever asks after a build gets its result.

    A call that has begun keeps the state it began with; the old one is closed after its last call.
    Threads may share it.

    Raises:
        StoreError: There is no store, or it has another version.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._lease = _Lease(Services(settings))

    @contextmanager
    def use(self) -> Iterator[Services]:
        """Lend the services on the newest state of the store."""
        with self._lock:
            self._follow()
            lease = self._lease
            lease.users += 1
        try:
            yield lease.services
        finally:
            with self._lock:
                lease.users -= 1
                _close_if_done(lease)

    def close(self) -> None:
        """Let go of the store as soon as nobody uses it."""
        with self._lock:
            self._retire()

    def _follow(self) -> None:
        # A store that cannot be opened at the moment is no reason to stop answering.
        with suppress(ZhengtuError):
            if current_generation(self.settings.store) != self._lease.services.generation:
                newer = Services(self.settings)
                self._retire()
                self._lease = _Lease(newer)

    def _retire(self) -> None:
        self._lease.retired = True
        _close_if_done(self._lease)


def _close_if_done(lease: _Lease) -> None:
    if lease.retired and not lease.users:
        lease.services.close()
        give_back()
