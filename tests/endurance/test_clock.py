"""A clock that is wrong: nothing in a store depends on the time, now or when it was written."""

from __future__ import annotations

import os
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.endurance.store import exported, held, run, write_documents
from zhengtu.service import build, open_services, remove
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.timeout(300)
QUESTION = "2026年福建省地区生产总值增长目标是多少？"
TEXT = "# 2026年工作安排\n\n福建省2026年地区生产总值增长7%左右。\n"


@pytest.mark.parametrize("when", [86_400.0, 4_000_000_000.0], ids=["1970", "2096"])
def test_files_of_another_time_are_as_good(tmp_path: Path, when: float) -> None:
    settings = Settings(store=tmp_path / "store", workers=1)
    sources = write_documents(tmp_path / "sources", 2)
    (sources / "plan.md").write_text(TEXT, "utf-8")
    build([str(sources)], settings)
    before = exported(settings.store)
    for path in [*sources.rglob("*"), *settings.store.rglob("*")]:
        os.utime(path, (when, when))
    again = build([str(sources)], settings)
    assert (again.unchanged, again.added, again.updated) == (3, 0, 0)
    assert exported(settings.store) == before
    with open_services(settings) as services:
        answer = services.ask(QUESTION, as_of=date(2026, 5, 1))
        assert [value.value for value in answer.values] == ["7%左右"]
    remove("000.md", settings)
    assert set(held(settings.store)) == {"001.md", "plan.md"}


def test_the_clock_jumps_back_and_forth_between_writers(tmp_path: Path) -> None:
    faketime = shutil.which("faketime")
    if faketime is None:
        pytest.skip("faketime is not installed")
    store = str(tmp_path / "store")
    sources = write_documents(tmp_path / "sources", 2)
    for day, edition in (("2031-05-01", 1), ("1999-01-01", 2)):
        write_documents(sources, 2, edition)
        program = (faketime, "-f", f"@{day} 12:00:00")
        done = run("build", str(sources), "--store", store, "--workers", "1", program=program)
        assert done.returncode == 0, done.stderr
    settings = Settings(store=tmp_path / "store", workers=1)
    assert build([str(sources)], settings).unchanged == 2
    whole = Settings(store=tmp_path / "whole", workers=1)
    build([str(sources)], whole)
    assert exported(settings.store) == exported(whole.store)
