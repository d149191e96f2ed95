"""A build that is killed at any moment loses no stored document and leaves none half there.

``ZHENGTU_CRASH_ROUNDS`` sets how often; the long form is ``make soak``.
"""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from kg.statement import document_iri
from kg.storage.directory import Store, current_generation
from ontology.iri import provenance_graph
from zhengtu.service import build, open_services
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = int(os.environ.get("ZHENGTU_CRASH_ROUNDS", "2"))
DOCUMENTS = 40
pytestmark = [pytest.mark.timeout(120 * ROUNDS), pytest.mark.slow]


def write_documents(folder: Path, edition: int) -> None:
    """Write documents whose figures depend on the edition, so that an update changes them all."""
    folder.mkdir(exist_ok=True)
    for number in range(DOCUMENTS):
        text = (
            f"# 云河省第{number + 1}号通知\n\n云河省财政厅牵头建立第{number + 1}号数据共享机制。\n"
            f"到2030年，数据平台达到{edition * 1000 + number}个，政府投资{edition + number}亿元。\n"
        )
        (folder / f"{number:02}.md").write_text(text, "utf-8")


def start(sources: Path, store: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "zhengtu", "build", str(sources), "--store", str(store)]
    return subprocess.Popen(
        [*command, "--workers", "1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill_after(process: subprocess.Popen[bytes], seconds: float) -> None:
    """End the build with its workers, without warning."""
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def exported(settings: Settings) -> bytes:
    target = io.BytesIO()
    with open_services(settings) as services:
        services.export(target, "nquads", provenance=True)
        assert services.validate().conforms
    return target.getvalue()


def check_stored(path: Path) -> int:
    """Every document that the archive has is whole: its graph is there, its quotes hold."""
    if not (path / "store.json").exists():
        return 0
    if current_generation(path) is not None:
        with open_services(Settings(store=path)) as services:
            assert services.validate().conforms
    with Store.open(path) as store:
        view = store.view()
        for document in store.archive:
            assert view.has_graph(document_iri(document.id))
            assert view.has_graph(provenance_graph(document_iri(document.id)))
            for statement in view.statements(document_iri(document.id)):
                place = statement.evidence
                assert document.quote(place.start, place.end) == place.quote
        return len(store.archive)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_builds_and_updates(tmp_path: Path) -> None:
    chance = random.Random(7)
    sources = tmp_path / "sources"
    write_documents(sources, 1)
    whole = Settings(store=tmp_path / "whole", workers=1)
    begun = time.monotonic()
    start(sources, whole.store).wait()
    lasting = time.monotonic() - begun
    expected = {1: exported(whole)}
    write_documents(sources, 2)
    build([str(sources)], whole)
    expected[2] = exported(whole)
    assert expected[1] != expected[2]

    for number in range(ROUNDS):
        store = tmp_path / f"store{number}"
        write_documents(sources, 1)
        kill_after(start(sources, store), chance.uniform(0.3, 1.0) * lasting)
        first = check_stored(store)
        settings = Settings(store=store, workers=1)
        build([str(sources)], settings)
        assert exported(settings) == expected[1]
        write_documents(sources, 2)
        kill_after(start(sources, store), chance.uniform(0.3, 1.0) * lasting)
        assert check_stored(store) >= min(first, DOCUMENTS - 1)
        build([str(sources)], settings)
        assert exported(settings) == expected[2]
