"""What the pipeline sees in sources, without a store."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from corpus.document import Failure
from zhengtu.service.pool import FEW, held, pool_size, processed
from zhengtu.service.worker import extracted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.document import RawDocument
    from corpus.limits import Limits

Found = dict[str, Any]


def extract(
    sources: Sequence[str], workers: int | None = None, limits: Limits | None = None
) -> Iterator[Found | Failure]:
    """Yield the contract's JSON for each document of the sources, or why there is none.

    Args:
        sources: Files, folders, ``-``.
        workers: Processes; None to decide by the size.
        limits: What a source may cost; the defaults if None.
    """
    from corpus import scan

    failed: list[Failure] = []
    fresh = _readable(scan(sources, limits=limits), failed)
    first, characters, _ = held(fresh, FEW)
    inputs = chain(first, fresh)
    for found in processed(extracted, inputs, pool_size(characters, workers)):
        yield from _taken(failed)
        yield found
    yield from _taken(failed)


def _readable(
    found: Iterator[RawDocument | Failure], failed: list[Failure]
) -> Iterator[RawDocument]:
    for raw in found:
        if isinstance(raw, Failure):
            failed.append(raw)
        else:
            yield raw


def _taken(failed: list[Failure]) -> Iterator[Failure]:
    while failed:
        yield failed.pop(0)
