"""The load of a soak: readers that compare every reply, writers that keep count of what is in."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx

from kg.error import StoreBusyError
from tests.endurance.store import text_of
from zhengtu.service import remove
from zhengtu.service.intake import Upload, add

if TYPE_CHECKING:
    from tests.endurance.asking import Asked, Reply
    from zhengtu.settings import Settings

PAUSE = 1.0
"""Seconds between the end of one write and the next of the same writer."""


@dataclass
class Noted:
    """What readers and writers saw; times in seconds since the start."""

    replies: list[tuple[float, str, float]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    writes: int = 0
    busy: int = 0
    held: set[str] = field(default_factory=set)


class Load:
    """Threads on one server, from ``start`` to ``stop``."""

    def __init__(self, url: str, settings: Settings, quiet: dict[Asked, Reply]) -> None:
        """Compare replies with those of ``quiet``; write to the store of ``settings``."""
        self.noted = Noted()
        self._url = url
        self._settings = settings
        self._quiet = quiet
        self._done = threading.Event()
        self._begun = time.monotonic()
        self._threads: list[threading.Thread] = []

    def start(self, readers: int) -> None:
        """Begin with so many readers, a writer over HTTP and one beside the server."""
        work = [(self._read, (number,)) for number in range(readers)]
        work += [(self._write, (number,)) for number in range(2)]
        self._threads = [threading.Thread(target=task, args=given) for task, given in work]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let everybody finish what is under way."""
        self._done.set()
        for thread in self._threads:
            thread.join()

    def _read(self, number: int) -> None:
        chance = random.Random(number)
        with httpx.Client(base_url=self._url, timeout=120) as client:
            while not self._done.is_set():
                asked = chance.choice(list(self._quiet))
                begun = time.monotonic()
                try:
                    reply = asked.send(client)
                except httpx.HTTPError as error:
                    self.noted.failed.append(f"{asked}: {error!r}")
                    continue
                ended = time.monotonic()
                self.noted.replies.append((begun - self._begun, asked.kind, ended - begun))
                if reply != self._quiet[asked]:
                    self.noted.wrong.append(f"{asked}: {reply} ≠ {self._quiet[asked]}")

    def _write(self, number: int) -> None:
        """Add and remove documents of one's own in turn, until the end."""
        write = self._over_http if number == 0 else self._beside
        turn = 0
        while not self._done.is_set():
            name = f"soak-{number}-{turn % 3}.md"
            adding = name not in self.noted.held
            try:
                write(name, turn if adding else None)
            except (StoreBusyError, BlockingIOError):
                self.noted.busy += 1
            except Exception as error:  # noqa: BLE001 - whatever it is, the soak reports it
                self.noted.failed.append(f"{name}: {error!r}")
            else:
                (self.noted.held.add if adding else self.noted.held.discard)(name)
                self.noted.writes += 1
                turn += 1
            self._done.wait(PAUSE)

    def _over_http(self, name: str, edition: int | None) -> None:
        assert self._settings.write_token is not None
        headers = {"authorization": f"Bearer {self._settings.write_token.get_secret_value()}"}
        with httpx.Client(base_url=self._url, timeout=300, headers=headers) as client:
            if edition is None:
                found = client.delete("/api/documents", params={"id": name})
            else:
                content = text_of(90, edition).encode()
                found = client.post("/api/documents", params={"name": name}, content=content)
        if found.status_code == 409:
            raise BlockingIOError
        found.raise_for_status()

    def _beside(self, name: str, edition: int | None) -> None:
        if edition is None:
            remove(name, self._settings)
            return
        (received,) = add([Upload(name, text_of(91, edition).encode())], self._settings)
        assert not received.reason, received.reason
