"""What every measurement of time and size shares: clocks, medians, and facts of the machine."""

from __future__ import annotations

import os
import platform
import resource
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LIBRARIES = ("jieba", "numpy", "pyoxigraph", "rdflib", "spacy", "tantivy", "zhengtu")


def timed(action: Callable[[], object]) -> float:
    """Return the milliseconds an action takes."""
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1000


def worked(action: Callable[[], object]) -> float:
    """Return the milliseconds of processor time that an action takes, all threads together.

    On a machine that others use, too, the clock tells mainly what they do.
    """
    begun = time.process_time()
    action()
    return (time.process_time() - begun) * 1000


def spread(times: Sequence[float]) -> dict[str, float]:
    """Return median, 95th percentile and maximum of at least two times."""
    cuts = quantiles(times, n=20, method="inclusive")
    return {"p50": round(median(times), 2), "p95": round(cuts[18], 2), "max": round(max(times), 2)}


def peak(*, children: bool = False) -> float:
    """Return the most memory this process has held, in MB, or the largest of its ended children."""
    unit = 1e6 if sys.platform == "darwin" else 1e3
    who = resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF
    return resource.getrusage(who).ru_maxrss / unit


def megabytes(folder: Path) -> float:
    """Return the size of the files below a folder, each counted once however often it is linked."""
    seen = {(s.st_dev, s.st_ino): s.st_size for s in map(Path.stat, folder.rglob("*"))}
    return round(sum(seen.values()) / 1e6, 1)


def machine() -> dict[str, Any]:
    """Return what the times depend on: cores, processor, memory, versions, what else runs."""
    return {
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "processor": _processor(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load": [round(each, 2) for each in os.getloadavg()],
        "versions": {name: _version(name) for name in _LIBRARIES},
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
