"""Atheris on each target: ``make fuzz``, ``python -m tests.fuzz.run --minutes 5 build/fuzz``.

What is found grows in the folder from run to run; what breaks a target is written beside it as
``crash-…``: mend it and keep the file under ``tests/fuzz/broke/<target>/``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from tests.fuzz.seed import seeds
from tests.fuzz.target import TARGETS

_MEMORY_MB = 4000
_SECONDS = 30
"""For one input, after which it counts as a hang."""


def fuzz(name: str, folder: Path, seconds: int) -> int:
    """Fuzz one target in a process of its own; return its exit code, 0 if nothing broke."""
    found = folder / name
    found.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(name)):
        (found / f"seed-{number}").write_bytes(seed)
    command = [
        sys.executable, "-m", "tests.fuzz.one", name, str(found),
        f"-max_total_time={seconds}", f"-artifact_prefix={folder / name}-", f"-timeout={_SECONDS}",
        f"-rss_limit_mb={_MEMORY_MB}", "-print_final_stats=1",
    ]  # fmt: skip
    return subprocess.run(command, check=False).returncode


def main() -> int:
    """Fuzz the targets that are named, else all; 1 if one of them broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []])
    parser.add_argument("--minutes", type=float, default=1.0)
    given = parser.parse_args()
    codes = [fuzz(name, given.folder, int(given.minutes * 60)) for name in given.targets or TARGETS]
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
