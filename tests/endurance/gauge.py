"""What a process and its children hold, as Linux tells it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes of memory (resident; of these, not of files) and open files."""

    resident: int
    anonymous: int
    files: int


def family(process: int) -> list[int]:
    """Return a process and all below it."""
    below = (Path(f"/proc/{process}/task") / str(process) / "children").read_text().split()
    return [process, *(each for child in below for each in family(int(child)))]


def held(process: int) -> Held:
    """Return what a process and all below it hold together."""
    resident = anonymous = files = 0
    for each in family(process):
        status = dict(
            line.split(":", 1) for line in Path(f"/proc/{each}/status").read_text().splitlines()
        )
        resident += _kilobytes(status["VmRSS"])
        anonymous += _kilobytes(status["RssAnon"])
        files += len(list(Path(f"/proc/{each}/fd").iterdir()))
    return Held(resident << 10, anonymous << 10, files)


def _kilobytes(text: str) -> int:
    return int(text.split()[0])
