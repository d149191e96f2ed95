"""A disk that is full or may only be read: nothing lost, a message that says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.error import DiskError
from kg.storage.backup import backup
from kg.storage.directory import Store
from kg.storage.disk import disk_error
from tests.endurance.store import ROUNDS, exported, held, run, text_of, write_documents
from zhengtu.service import build, open_services
from zhengtu.service.intake import FOLDER, Upload, add
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOM = 24 << 20
LEFT = [200, 700, 1500] if ROUNDS == 1 else [*range(0, 1000, 50), *range(1000, 9000, 500)]
"""Kilobytes that are left on the disk when a build begins."""
COUNT = 3
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small disk of its own with a store on it, and the sources beside it."""
    folder = tmp_path_factory.mktemp("disk")
    place = folder / "mounted"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, check=False).returncode:
        pytest.skip("a disk cannot be mounted here: run as root")
    try:
        sources = write_documents(folder / "sources", COUNT)
        build([str(sources)], Settings(store=place / "store", workers=1))
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@contextmanager
def filled(place: Path, left: int) -> Iterator[None]:
    """Leave so many kilobytes of a disk."""
    ballast = place / "ballast"
    free = shutil.disk_usage(place).free
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, free - (left << 10)))
    try:
        yield
    finally:
        ballast.unlink()


@pytest.mark.parametrize("left", LEFT)
def test_a_full_disk_loses_nothing(disk: Path, left: int) -> None:
    """Whether an update fits or not: what was there stays readable, and with room it is done."""
    store = disk / "mounted" / "store"
    before = held(store)
    edition = 2 + LEFT.index(left)
    sources = write_documents(disk / "sources", COUNT, edition)
    words = ("build", str(sources), "--store", str(store), "--workers", "1")
    with filled(disk / "mounted", left):
        done = run(*words)
        assert "Traceback" not in done.stderr
        assert held(store) == before or done.returncode == 0
        if done.returncode:
            assert done.returncode == 1
            assert "磁盘已满" in done.stderr
    again = run(*words)
    assert again.returncode == 0, again.stderr
    assert held(store) == {f"{at:03}.md": text_of(at, edition) for at in range(COUNT)}
    assert len([each for each in store.iterdir() if each.is_dir()]) == 1


def test_room_is_given_back_and_so_is_the_lock(disk: Path) -> None:
    """A process that goes on after a full disk, as the page does, may write once there is room."""
    settings = Settings(store=disk / "mounted" / "store", workers=1)
    more = write_documents(disk / "more", 1, edition=7)
    with filled(disk / "mounted", 300), pytest.raises(DiskError):
        build([str(more)], settings)
    assert build([str(more)], settings).failed == ()
    assert exported(settings.store)


def test_a_backup_that_does_not_fit_is_none(disk: Path) -> None:
    store, target = disk / "mounted" / "store", disk / "mounted" / "backup"
    with filled(disk / "mounted", 500), pytest.raises(DiskError, match="backup"):
        backup(store, target)
    assert not target.exists()
    assert backup(store, target) == len(held(store))
    assert held(target) == held(store)


def test_a_file_that_is_handed_in_to_a_full_disk_is_not_half_there(disk: Path) -> None:
    settings = Settings(store=disk / "mounted" / "store", workers=1)
    before = held(settings.store)
    with filled(disk / "mounted", 100), pytest.raises(DiskError, match="磁盘已满"):
        add([Upload("大.md", "字".encode() * 100_000)], settings)
    assert not list((settings.store / FOLDER).glob("*"))
    assert held(settings.store) == before


@contextmanager
def unwritable(store: Path) -> Iterator[None]:
    """Let a folder be read only, by its permissions or, since those do not bind root, a mount."""
    if os.geteuid():
        folders = [store, *(path for path in store.rglob("*") if path.is_dir())]
        for each in folders:
            each.chmod(0o555)
        try:
            yield
        finally:
            for each in folders:
                each.chmod(0o755)
        return
    if subprocess.run(["mount", "--bind", str(store), str(store)], check=False).returncode:
        pytest.skip("a folder cannot be mounted here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(store)], check=True)
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(store)], check=True)


def test_a_store_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    store = tmp_path / "store"
    sources = write_documents(tmp_path / "sources", COUNT)
    settings = Settings(store=store, workers=1)
    build([str(sources)], settings)
    before = exported(store)
    with unwritable(store):
        assert exported(store) == before
        with open_services(settings) as services:
            assert services.search("数据共享机制", limit=1)
            assert services.sparql("SELECT * { ?s ?p ?o } LIMIT 3").rows
        for words in (("remove", "000.md"), ("build", str(sources))):
            done = run(*words, "--store", str(store))
            assert done.returncode == 1
            assert "不能写入" in done.stderr
            assert "Traceback" not in done.stderr
    assert exported(store) == before
    assert run("remove", "000.md", "--store", str(store)).returncode == 0
    assert len(held(store)) == COUNT - 1


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (OSError(28, "x", "/there/file"), "/there/file：磁盘已满"),
        (ValueError("IO error: No space left on device"), "/store：磁盘已满"),
        (OSError(30, "Read-only file system"), "不能写入"),
        (OSError(5, "x"), "磁盘出错"),
    ],
)
def test_what_the_disk_says_is_known_in_any_words(error: Exception, word: str) -> None:
    told = disk_error(Path("/store"), error)
    assert told is not None
    assert word in told.message


def test_other_errors_are_left_alone() -> None:
    assert disk_error(Path("/store"), ValueError("no such thing")) is None
    assert disk_error(Path("/store"), FileNotFoundError(2, "x")) is None
    assert disk_error(None, None) is None


def test_a_failure_at_the_end_gives_the_lock_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    store = Store.open(tmp_path / "store")
    store.touch()
    with monkeypatch.context() as patch:
        patch.setattr("kg.storage.generation.Generations.publish", full)
        with pytest.raises(DiskError):
            store.close()
    Store.open(tmp_path / "store").close()
