"""A process apart that parses untrusted binary formats, with limits on time and memory.

It is started when the first such file comes and serves one file after another. If it dies, hangs
or runs out of memory, that file is a Failure and the next gets a new process.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.document import Failure, Place, RawDocument
from corpus.error import CorpusError
from corpus.reader.binary import Found

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from corpus.limits import Limits

_START = 60
"""Seconds that starting the process may take on a busy machine, beside the limit of the file."""
_BLOCK = 1 << 20


class Sandbox:
    """The process, as the caller sees it; a context manager that ends it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Sandbox:
        """Return the sandbox; the process starts with the first file."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process."""
        self.close()

    def read(self, path: Path, name: str) -> list[Found]:
        """Return the documents of a file.

        Raises:
            CorpusError: The process died or was stopped over it.
        """
        fresh = self._process is None
        process = self._started()
        request = {"path": os.fsencode(path).hex(), "name": name, "source": str(path)}
        until = time.monotonic() + self._limits.seconds + (_START if fresh else 0)
        found: list[Found] = []
        try:
            if process.stdin is None:
                raise BrokenPipeError
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            for answer in _answers(process, until):
                if answer.get("end"):
                    return found
                found.append(_found(answer))
        except TimeoutError as error:
            self.close()
            raise CorpusError(
                f"超过 {self._limits.seconds} 秒仍未读完，已停止：请拆分文件，"
                "或调高 ZHENGTU_READER_SECONDS。 Reading took too long."
            ) from error
        except (OSError, ValueError, KeyError, TypeError):
            pass
        self.close()
        raise CorpusError(
            "解析进程中途退出（文件可能已损坏，或所需内存超过上限）：其余文件不受影响，"
            "可调高 ZHENGTU_READER_MEMORY_MB 再试。 The parser died over this file."
        )

    def close(self) -> None:
        """End the process and whatever it started."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            root = str(Path(__file__).resolve().parent.parent)
            paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
            self._process = subprocess.Popen(
                [sys.executable, "-m", "corpus.worker", json.dumps(asdict(self._limits))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": paths},
                start_new_session=True,
            )
        return self._process


def _answers(process: subprocess.Popen[bytes], until: float) -> Iterator[dict[str, Any]]:
    """Yield what the process writes, a JSON object a line, until it is silent for too long."""
    if process.stdout is None:
        return
    pending: list[bytes] = []
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0.0, until - time.monotonic())):
                raise TimeoutError
            block = os.read(process.stdout.fileno(), _BLOCK)
            if not block:
                return
            *whole, rest = block.split(b"\n")
            for line in whole:
                yield json.loads(b"".join((*pending, line)))
                pending.clear()
            pending.append(rest)


def _found(answer: dict[str, Any]) -> Found:
    item: RawDocument | Failure
    if "reason" in answer:
        item = Failure(answer["source"], answer["reason"])
    else:
        places = tuple(Place(int(at), page, element) for at, page, element in answer["places"])
        given, where = dict(answer["given"]), answer["source"]
        item = RawDocument(answer["id"], answer["text"], given, where, answer["start"], places)
    return Found(item, answer["sha256"], answer["media_type"])
