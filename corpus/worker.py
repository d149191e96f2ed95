"""The process that ``corpus.sandbox`` starts: a file a line in, documents a line out.

    python -m corpus.worker '{"pages": 1000, …}'

It speaks JSON, never pickle: what comes back from a parser that was taken over is only data.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from corpus.document import Failure
from corpus.limits import Limits
from corpus.reader.binary import Found, read

if TYPE_CHECKING:
    from collections.abc import Iterator

_CRASH = 1


def main() -> None:
    """Serve requests on standard input until it is closed."""
    limits = Limits(**json.loads(sys.argv[1]))
    _confine(limits)
    # Only answers may reach the pipe, whatever a library prints.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for line in sys.stdin.buffer:
        _serve(json.loads(line), limits, out)


def _confine(limits: Limits) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = limits.memory_mb * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == -1 else min(most, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _serve(request: dict[str, Any], limits: Limits, out: BinaryIO) -> None:
    try:
        path = Path(os.fsdecode(bytes.fromhex(request["path"])))
        for found in _documents(path.read_bytes(), request, limits):
            _write(out, _answer(found))
    except (MemoryError, RecursionError):
        os._exit(_CRASH)  # the sandbox says so and starts another
    _write(out, {"end": True})


def _documents(content: bytes, request: dict[str, Any], limits: Limits) -> Iterator[Found]:
    try:
        yield from read(content, request["name"], request["source"], limits)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # noqa: BLE001 - a parser may raise anything over a damaged file
        reason = (
            f"文件已损坏，不能解析（{type(error).__name__}）：请重新下载或另存。 Cannot be parsed."
        )
        yield Found(Failure(request["source"], reason), "", "application/octet-stream")


def _answer(found: Found) -> dict[str, Any]:
    item = found.item
    about: dict[str, Any] = {"sha256": found.sha256, "media_type": found.media_type}
    if isinstance(item, Failure):
        return about | {"source": item.source, "reason": item.reason}
    return about | {
        "id": item.id,
        "text": item.text,
        "given": item.given,
        "source": item.source,
        "start": item.start,
        "places": [[place.start, place.page, place.element] for place in item.places],
    }


def _write(out: BinaryIO, answer: dict[str, Any]) -> None:
    out.write(json.dumps(answer, default=str).encode() + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
