"""What is kept is made once, whoever asks, and goes when it is old."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from zhengtu.ui.keep import Kept


def test_one_makes_it_while_the_others_wait() -> None:
    kept, started, go = Kept(), threading.Event(), threading.Event()
    made: list[int] = []

    def make() -> object:
        started.set()
        go.wait()
        made.append(1)
        return "made"

    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(kept.get, "key", make)
        started.wait()
        others = [pool.submit(kept.get, "key", make) for _ in range(2)]
        assert not kept.holds("key")
        go.set()
        assert [each.result() for each in (first, *others)] == ["made"] * 3
    assert made == [1]
    assert kept.holds("key")


def test_what_went_wrong_is_tried_again() -> None:
    kept = Kept()

    def fail() -> object:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        kept.get("key", fail)
    assert not kept.holds("key")
    assert kept.get("key", lambda: "made") == "made"


def test_who_waits_takes_over_when_the_maker_is_stopped() -> None:
    kept, started, go = Kept(), threading.Event(), threading.Event()

    def stopped() -> object:
        started.set()
        go.wait()
        raise KeyboardInterrupt

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(kept.get, "key", stopped)
        started.wait()
        other = pool.submit(kept.get, "key", lambda: "made")
        go.set()
        assert isinstance(first.exception(), KeyboardInterrupt)
        assert other.result() == "made"


def test_the_oldest_go() -> None:
    kept = Kept(2)
    for key in "aba":
        kept.get(key, lambda: "made")
    kept.get("c", lambda: "made")
    assert [kept.holds(key) for key in "abc"] == [True, False, True]
