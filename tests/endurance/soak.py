"""A server under mixed load for a long time: ``make soak``, ``python -m tests.endurance.soak``.

Questions, searches and SPARQL from several clients, while documents are added and removed over
HTTP and by a second process. Every reply is compared with that of a quiet run; memory, open files
and times of the first and the last quarter after warming up are compared with each other.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from pydantic import SecretStr

from tests.endurance.asking import Asked, requests
from tests.endurance.gauge import Held, held
from tests.endurance.load import Load
from tests.endurance.store import COMMAND, text_of
from zhengtu.service import build, open_services, remove
from zhengtu.service.intake import Upload, add
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.endurance.asking import Reply
    from tests.endurance.load import Noted

MOST_GROWTH = 1.05
"""Memory of the last quarter against the first one after warming up."""

MOST_SLOWER = 1.25
"""The same for the median time of a reply; the machine's own noise is within it."""

WARM = 0.25
"""Share of the time that is not looked at."""


@dataclass(frozen=True)
class Soaked:
    """What came of it; ``samples`` are seconds since the start and what the server held."""

    noted: Noted
    samples: list[tuple[float, Held]]
    lost: set[str]
    unexpected: set[str]
    seconds: float
    stable: int
    unstable: int

    def faults(self) -> list[str]:
        """Return what must not be, whatever the machine."""
        noted = self.noted
        found = [f"wrong: {each}" for each in noted.wrong]
        found += [f"failed: {each}" for each in noted.failed]
        found += [f"lost: {each}" for each in sorted(self.lost)]
        return found + [f"not removed: {each}" for each in sorted(self.unexpected)]

    def quarters(self, values: Sequence[tuple[float, float]]) -> tuple[float, float]:
        """Return the medians of the first and the last quarter after warming up."""
        begin = self.seconds * WARM
        length = (self.seconds - begin) / 4
        first = [value for at, value in values if begin <= at < begin + length]
        last = [value for at, value in values if at >= self.seconds - length]
        return statistics.median(first or [0.0]), statistics.median(last or [0.0])

    def to_json(self) -> dict[str, Any]:
        """Return the figures."""
        times = [(at, taken) for at, _, taken in self.noted.replies]
        series = {
            "resident_mb": [(at, each.resident / 2**20) for at, each in self.samples],
            "anonymous_mb": [(at, each.anonymous / 2**20) for at, each in self.samples],
            "files": [(at, float(each.files)) for at, each in self.samples],
            "reply_ms": [(at, taken * 1000) for at, taken in times],
        }
        for kind in ("ask", "search", "sparql"):
            series[f"{kind}_ms"] = [
                (at, taken * 1000) for at, said, taken in self.noted.replies if said == kind
            ]
        return {
            "seconds": round(self.seconds, 1),
            "replies": len(self.noted.replies),
            "writes": self.noted.writes,
            "writes_told_to_wait": self.noted.busy,
            "requests_compared": self.stable,
            "requests_that_depend_on_what_is_added": self.unstable,
            "faults": self.faults(),
            "first_and_last_quarter": {
                name: [round(each, 1) for each in self.quarters(values)]
                for name, values in series.items()
            },
        }

    def growth(self) -> list[str]:
        """Return what grew more than it may."""
        figures = self.to_json()["first_and_last_quarter"]
        limits = {"resident_mb": MOST_GROWTH, "files": MOST_GROWTH, "reply_ms": MOST_SLOWER}
        return [
            f"{name} grew from {first} to {last}"
            for name, limit in limits.items()
            for first, last in [figures[name]]
            if last > first * limit
        ]


def soak(settings: Settings, seconds: float, *, readers: int, most: int) -> Soaked:
    """Put load on a server over a store for so long.

    Args:
        settings: Where the store is.
        seconds: How long.
        readers: Clients that ask.
        most: Requests of each kind.
    """
    settings = settings.model_copy(update={"write_token": SecretStr("token-of-the-soak")})
    with open_services(settings) as services:
        base = {each.id for each in services.documents()}
        asked = requests(services, most)
    with served(settings) as (url, process):
        quiet = quiet_replies(url, settings, asked)
        load = Load(url, settings, quiet)
        begun = time.monotonic()
        load.start(readers)
        samples = list(_sampled(process.pid, begun, seconds))
        load.stop()
        taken = time.monotonic() - begun
        with httpx.Client(base_url=url, timeout=60) as client:
            now = {each["id"] for each in client.get("/api/documents").json()}
    expected = base | load.noted.held
    return Soaked(
        load.noted, samples, expected - now, now - expected, taken, len(quiet),
        len(asked) - len(quiet),
    )  # fmt: skip


def quiet_replies(url: str, settings: Settings, asked: list[Asked]) -> dict[Asked, Reply]:
    """Return the replies that are the same with and without what is going to be added."""
    names = [f"soak-{number}-{turn}.md" for number in range(2) for turn in range(3)]
    with httpx.Client(base_url=url, timeout=120) as client:
        without = {each: each.send(client) for each in asked}
        add([Upload(name, text_of(90 + at, 7).encode()) for at, name in enumerate(names)], settings)
        within = {each: each.send(client) for each in asked}
        for name in names:
            remove(name, settings)
    return {each: reply for each, reply in without.items() if within[each] == reply}


def _sampled(process: int, begun: float, seconds: float) -> Iterator[tuple[float, Held]]:
    while (since := time.monotonic() - begun) < seconds:
        yield since, held(process)
        time.sleep(min(2.0, seconds / 10))


@contextmanager
def served(settings: Settings) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run ``zhengtu serve``; it is ended with SIGTERM and must end well."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port)],
            env=os.environ | settings.environment(), stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _await(url, server)
            yield url, server
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(60)


def _await(url: str, server: subprocess.Popen[bytes]) -> None:
    while True:
        assert server.poll() is None, "the server ended"
        try:
            httpx.get(f"{url}/healthz").raise_for_status()
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return


def main() -> int:
    """Soak a store of the sample documents, print the figures as JSON; 1 if something is amiss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--readers", type=int, default=4)
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server ends, too
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(store=Path(folder) / "store", workers=1)
        build([], settings)
        done = soak(settings, given.minutes * 60, readers=given.readers, most=60)
    amiss = done.faults()[:20] + done.growth()
    print(json.dumps(done.to_json() | {"amiss": amiss}, ensure_ascii=False, indent=2))  # noqa: T201
    return 1 if amiss else 0


if __name__ == "__main__":
    sys.exit(main())
