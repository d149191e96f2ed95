"""``zhengtu bench throughput``: extraction over millions of characters, and over hostile repeats.

Processor time of one process, so that other work on the machine plays no part. Memory is what the
process holds after each part of the stretch: it is flat if later parts add nothing. A repeat is
linear if four times the length takes about four times as long.
"""

from __future__ import annotations

import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import RawDocument, parse, scan
from corpus.document import Metadata, PolicyDocument
from nlp.pipeline import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nlp.pipeline import Pipeline

STRETCH = 6_000_000
"""Characters of the statutes that are read; the second half must hold no more than the first."""
PARTS = 6
SHORT, LONG = 2_000, 8_000
"""Characters of a hostile text and of its longer form."""
SOLID = (50_000, 200_000)
"""The same for a text without any punctuation; a megabyte takes five times the longer one."""
STATUTES = "statutes.jsonl.gz"


def run(data: Path) -> dict[str, Any]:
    """Return speed and memory by part of a stretch, and what length costs hostile texts.

    ``growth`` is the time for the longer text over that for the shorter one, where 4.0 is linear.
    """
    pipeline = load()
    pipeline.parse("湖北省建立云票机制。")  # gazetteers and weights are read before the clock runs
    worst = sorted(_growths(pipeline), reverse=True)
    return {
        "stretch": _stretch(pipeline, data / STATUTES),
        "growth": {
            "texts": len(worst),
            "worst": {name: round(ratio, 2) for ratio, name in worst[:5]},
            "without punctuation": round(_growth(pipeline, "推动数字经济深度融合", *SOLID), 2),
        },
    }


def _stretch(pipeline: Pipeline, path: Path) -> dict[str, Any]:
    documents = _documents(path)
    parts = []
    total, spent = 0, 0.0
    for _ in range(PARTS):
        size, seconds = _read(pipeline, documents, STRETCH // PARTS)
        total, spent = total + size, spent + seconds
        parts.append({"characters": total, "a second": round(size / seconds), "MB": _held()})
    return {
        "characters": total,
        "characters a second": round(total / spent),
        "parts": parts,
        "memory": "，".join(f"{part['MB']:.0f} MB" for part in parts),
    }


def _documents(path: Path) -> Iterator[PolicyDocument]:
    return (parse(raw) for raw in scan([path]) if isinstance(raw, RawDocument))


def _read(
    pipeline: Pipeline, documents: Iterator[PolicyDocument], wanted: int
) -> tuple[int, float]:
    """Extract from as many documents as have the characters wanted; parsing is not counted."""
    size, seconds = 0, 0.0
    for document in documents:
        seconds += _timed(lambda held=document: pipeline.extract(held))  # type: ignore[misc]
        size += len(document.text)
        if size >= wanted:
            break
    return size, seconds


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _held() -> float:
    """Return what this process holds in memory, in megabytes; Linux alone tells."""
    status = Path("/proc/self/status")
    lines = status.read_text("utf-8").splitlines() if status.exists() else []
    held = next((line.split()[1] for line in lines if line.startswith("VmRSS:")), "0")
    return int(held) / 1024


def hostile() -> Iterator[tuple[str, str]]:
    """Yield a name and a unit to repeat for every pattern of relations: trigger and example."""
    from nlp.pipe.relation.pattern import patterns

    for pattern in patterns():
        yield f"{pattern.name}: trigger", pattern.triggers[0]
        yield f"{pattern.name}: example", pattern.example.rstrip("。")
        yield f"{pattern.name}: agents", f"财政部、湖北省{pattern.triggers[-1]}"


def _growths(pipeline: Pipeline) -> Iterator[tuple[float, str]]:
    for name, unit in hostile():
        yield _growth(pipeline, unit, SHORT, LONG), name


def _growth(pipeline: Pipeline, unit: str, short: int, long: int) -> float:
    """Return how much longer the longer text takes (the best of two for the shorter one)."""
    quick = min(_timed(lambda: _extract(pipeline, unit, short)) for _ in range(2))
    return _timed(lambda: _extract(pipeline, unit, long)) / max(quick, 1e-6)


def _extract(pipeline: Pipeline, unit: str, size: int) -> None:
    text = "".join(islice(_endless(unit), size // len(unit) + 1))[:size]
    about = Metadata(title="江海省云票条例")
    pipeline.extract(PolicyDocument("x", text, about, (), (), "0"))


def _endless(unit: str) -> Iterator[str]:
    while True:
        yield unit
