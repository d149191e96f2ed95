"""The short form of ``make soak``: seconds instead of minutes, and no judgement on speed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.endurance.gauge import Held
from tests.endurance.load import Noted
from tests.endurance.soak import Soaked, soak
from tests.endurance.store import write_documents
from zhengtu.service import build
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
@pytest.mark.timeout(300)
def test_answers_under_load_are_those_of_a_quiet_run(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "store", workers=1)
    build([str(write_documents(tmp_path / "sources", 4))], settings)
    done = soak(settings, 6.0, readers=2, most=6)
    assert done.faults() == []
    assert done.noted.replies
    assert done.noted.writes
    assert done.stable > done.unstable
    assert all(each.resident > 0 and each.files > 0 for _, each in done.samples)


def figures(last: int, slow: float) -> Soaked:
    noted = Noted(replies=[(float(at), "ask", slow if at > 80 else 0.1) for at in range(100)])
    samples = [(float(at), Held((last if at > 80 else 100) << 20, 1 << 20, 9)) for at in range(100)]
    return Soaked(noted, samples, set(), set(), 100.0, 1, 0)


def test_what_grows_is_told_of() -> None:
    assert figures(105, 0.12).growth() == []
    assert figures(106, 0.1).growth() == ["resident_mb grew from 100.0 to 106.0"]
    assert figures(100, 0.2).growth() == ["reply_ms grew from 100.0 to 200.0"]


def test_what_is_wrong_lost_or_left_is_told_of() -> None:
    noted = Noted(wrong=["a"], failed=["b"])
    done = Soaked(noted, [], {"c"}, {"d"}, 1.0, 1, 0)
    assert done.faults() == ["wrong: a", "failed: b", "lost: c", "not removed: d"]
