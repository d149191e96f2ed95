from __future__ import annotations

import os

import pytest

from corpus import RawDocument
from kg.error import StoreError
from zhengtu.service.pool import FEW, held, pool_size, processed

RAWS = [RawDocument(str(number), "政策" * 10) for number in range(20)]


def test_few_inputs_stay_in_this_process() -> None:
    assert pool_size(FEW - 1, None) == 1
    assert pool_size(FEW, None) == min(8, os.cpu_count() or 1)
    assert pool_size(0, 3) == 3


def test_held_stops_at_enough() -> None:
    rest = iter(RAWS)
    taken, characters, whole = held(rest, 50)
    assert ([raw.id for raw in taken], characters, whole) == (["0", "1", "2"], 60, False)
    assert held(rest, 1_000_000)[2]


@pytest.mark.parametrize("workers", [1, 2])
def test_order_is_kept(workers: int) -> None:
    assert list(processed(str, range(20), workers)) == [str(number) for number in range(20)]


def test_a_killed_process_is_said() -> None:
    with pytest.raises(StoreError, match="--workers 1"):
        list(processed(os._exit, [1] * 20, 2))
