"""Inputs through extraction: in this process if they are few, else through a pool."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

from kg.error import StoreError
from zhengtu.service.worker import start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from corpus.document import RawDocument

Given = TypeVar("Given")
Made = TypeVar("Made")

FEW = 200_000
"""Characters below which starting a pool costs more than it saves (a process loads in seconds)."""

MOST_WORKERS = 8
AHEAD = 4
"""Inputs in flight for each process: enough to keep it busy, few enough for the memory."""


def held(inputs: Iterator[RawDocument], most: int) -> tuple[list[RawDocument], int, bool]:
    """Take inputs up to so many characters.

    Returns:
        The inputs taken, their characters, and whether they are all that there were.
    """
    taken: list[RawDocument] = []
    characters = 0
    for raw in inputs:
        taken.append(raw)
        characters += len(raw.text)
        if characters >= most:
            return taken, characters, False
    return taken, characters, True


def pool_size(characters: int, workers: int | None) -> int:
    """Return how many processes to use; 1 is this one alone."""
    return 1 if workers is None and characters < FEW else most_workers(workers)


def most_workers(workers: int | None) -> int:
    """Return how many processes to use where there is enough to do."""
    return workers or min(MOST_WORKERS, os.cpu_count() or 1)


def processed(
    task: Callable[[Given], Made], inputs: Iterable[Given], workers: int
) -> Iterator[Made]:
    """Yield what a task makes of each input, in the order given, taking them as they are needed.

    Args:
        task: A function of a module, or a ``partial`` of one, so that other processes find it.
        inputs: What it is called with.
        workers: Processes; 1 is this one alone.

    Raises:
        StoreError: A process of the pool was killed.
    """
    if workers == 1:
        yield from map(task, inputs)
        return
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=start)
    flying: deque[Future[Made]] = deque()
    try:
        for given in inputs:
            flying.append(pool.submit(task, given))
            if len(flying) >= AHEAD * workers:
                yield flying.popleft().result()
        while flying:
            yield flying.popleft().result()
    except BrokenProcessPool as error:
        raise StoreError(
            "一个抽取进程被终止（可能是内存不足）：已写入的文件完好，请用 --workers 1 再运行一次。"
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
