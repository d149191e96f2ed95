"""``kill -9`` at the worst moments: nothing lost, nothing half, and whoever comes next may write.

``tests/zhengtu/test_crash.py`` kills whole builds at random moments.
"""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.endurance.store import (
    COMMAND,
    ROUNDS,
    die_at,
    exported,
    held,
    run,
    text_of,
    write_documents,
)
from zhengtu.service import build, open_services, remove
from zhengtu.service.sameness import decide
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL"),
    pytest.mark.timeout(300),
]
NAMES = {"000.md", "001.md", "002.md"}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with sources and a store of their first edition."""
    folder = tmp_path_factory.mktemp("first")
    sources = write_documents(folder / "sources", 3)
    build([str(sources)], Settings(store=folder / "store", workers=1))
    return folder


@pytest.fixture
def here(first: Path, tmp_path: Path) -> Path:
    """A copy of it, its sources in their second edition."""
    shutil.copytree(first / "store", tmp_path / "store")
    write_documents(tmp_path / "sources", 3, edition=2)
    # The ids are names within the folder that was given: the second edition replaces the first.
    return tmp_path


def build_here(here: Path) -> bytes:
    build([str(here / "sources")], Settings(store=here / "store", workers=1))
    return exported(here / "store")


def whole(here: Path) -> bytes:
    """Return what a build of the second edition into a new store says."""
    build([str(here / "sources")], Settings(store=here / "whole", workers=1))
    return exported(here / "whole")


@pytest.mark.parametrize("call", [2] if ROUNDS == 1 else [1, 2, 3])
def test_an_update_killed_with_a_document_in_the_air(here: Path, call: int) -> None:
    """Between taking a document out and putting it back: even a removal of another keeps it."""
    store = here / "store"
    words = ("build", str(here / "sources"), "--store", str(store), "--workers", "1")
    die_at("kg.storage.archive:Archive.put", call, *words)
    assert held(store) == {name: text_of(at) for at, name in enumerate(sorted(NAMES))}
    remove("002.md", Settings(store=store))
    after = held(store)
    assert set(after) == NAMES - {"002.md"}
    for at, name in enumerate(sorted(after)):
        assert after[name] in {text_of(at), text_of(at, 2)}
    assert build_here(here) == whole(here)


def test_a_removal_killed_half_way_is_undone_and_can_be_done_again(here: Path) -> None:
    store = here / "store"
    die_at("kg.storage.writer:DocumentWriter._write", 1, "remove", "001.md", "--store", str(store))
    assert set(held(store)) == NAMES
    remove("000.md", Settings(store=store))
    assert set(held(store)) == NAMES - {"000.md"}
    assert run("remove", "001.md", "--store", str(store)).returncode == 0
    assert set(held(store)) == {"002.md"}


@pytest.mark.parametrize(
    "place",
    [
        "qa.retrieval.text_writer:TextWriter.commit",
        "qa.retrieval.text_writer:TextWriter.close",
        "kg.storage.generation:Generations.publish",
    ],
)
def test_a_build_killed_while_it_writes_the_index_or_publishes(here: Path, place: str) -> None:
    """What comes next is a ruling, which needs no index: what it publishes is searchable."""
    store = here / "store"
    extra = write_documents(here / "more", 1, edition=5)
    (extra / "000.md").rename(extra / "new.md")
    die_at(place, 1, "build", str(extra), "--store", str(store), "--workers", "1")
    assert set(held(store)) == NAMES
    decide(Settings(store=store), "000.md", "001.md", same=False, who="甲", why="试")
    assert set(held(store)) == NAMES | {"new.md"}
    with open_services(Settings(store=store)) as services:
        assert services.search("政府投资5亿元", limit=1)[0].document == "new.md"


@pytest.mark.parametrize(
    "place",
    ["kg.storage.generation:_copy_file", "kg.storage.marker:json.dumps"],
)
def test_a_writer_killed_before_it_began(here: Path, tmp_path: Path, place: str) -> None:
    store = tmp_path / "fresh" if "marker" in place else here / "store"
    sources = str(here / "sources")
    die_at(place, 1, "build", sources, "--store", str(store), "--workers", "1")
    build([sources], Settings(store=store, workers=1))
    assert set(held(store)) == NAMES


def test_a_server_killed_in_the_middle_of_questions(here: Path) -> None:
    store = here / "store"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    url = f"http://127.0.0.1:{port}"
    command = [*COMMAND, "serve", "--store", str(store), "--port", port]
    for _ in range(2):
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            await_health(url, server)
            query = {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}
            with pytest.raises(httpx.HTTPError):
                httpx.get(f"{url}/sparql", params=query, timeout=0.5)
        finally:
            server.send_signal(signal.SIGKILL)
            server.wait()
    remove("000.md", Settings(store=store))
    assert set(held(store)) == NAMES - {"000.md"}


def await_health(url: str, server: subprocess.Popen[bytes]) -> None:
    while True:
        assert server.poll() is None
        try:
            if httpx.get(f"{url}/healthz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
