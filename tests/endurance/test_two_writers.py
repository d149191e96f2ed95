"""Two writers: the second is told at once what to do and changes nothing; the first is not hurt."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from kg.storage.directory import Store
from tests.endurance.store import COMMAND, held, run, write_documents
from zhengtu.service import build
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.timeout(300)


def test_whoever_comes_second_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "store"
    settings = Settings(store=path, workers=1)
    sources = write_documents(tmp_path / "sources", 2)
    build([str(sources)], settings)
    more = write_documents(tmp_path / "more", 3)
    with Store.open(path):
        for words in (
            ("build", str(more)),
            ("remove", "000.md"),
            ("restore", str(path)),
        ):
            done = run(*words, "--store", str(path))
            assert done.returncode == 1
            assert "正被另一个进程写入，请等它结束再试" in done.stderr
            assert "Traceback" not in done.stderr
        backup = run("backup", str(tmp_path / "backup"), "--store", str(path))
        assert backup.returncode == 0
    assert set(held(path)) == set(held(tmp_path / "backup")) == {"000.md", "001.md"}
    assert run("remove", "000.md", "--store", str(path)).returncode == 0


def test_two_builds_at_once_lose_neither_store_nor_documents(tmp_path: Path) -> None:
    path = tmp_path / "store"
    folders = [
        write_documents(tmp_path / name, 4, edition) for edition, name in enumerate("甲乙", 1)
    ]
    for at, folder in enumerate(folders):
        for each in list(folder.iterdir()):
            each.rename(folder / f"{at}-{each.name}")
    commands = [
        [*COMMAND, "build", str(each), "--store", str(path), "--workers", "1"] for each in folders
    ]
    running = [subprocess.Popen(each, stderr=subprocess.PIPE, text=True) for each in commands]
    said = [each.communicate()[1] for each in running]
    codes = [each.returncode for each in running]
    assert set(codes) <= {0, 1}
    assert 0 in codes
    for code, words in zip(codes, said, strict=True):
        assert (code == 0) or "请等它结束再试" in words
    for code, command in zip(codes, commands, strict=True):
        if code:
            assert subprocess.run(command, check=False).returncode == 0
    assert len(held(path)) == 8
