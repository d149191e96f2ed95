"""A build on a real Dask cluster: the same store, also if a worker is killed in the middle."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from corpus.document import Failure, RawDocument
from kg.error import StoreError
from zhengtu.service import build, open_services
from zhengtu.service import cluster as cluster_module
from zhengtu.service.cluster import Work, spread
from zhengtu.service.worker import lost
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from distributed import LocalCluster

distributed = pytest.importorskip("distributed", reason="needs dask[distributed]")

# Sockets of processes that were killed are collected whenever the garbage collector comes by.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

ALONE = pytest.mark.skipif(
    "PYTEST_XDIST_WORKER" in os.environ,
    reason="workers that end do not come back beside pytest-xdist and coverage: `make cluster`",
)
"""What was seen twice in a full run, and never when these tests run by themselves."""

DOCUMENTS = 40
HERE = "127.0.0.1:0"


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=HERE
    ) as started:
        yield started


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("many")
    for number in range(DOCUMENTS):
        (made / f"{number:02}.txt").write_text(
            f"浙江省人民政府关于第{number}号事项的通知\n\n"
            f"2026年浙江省地区生产总值增长{number + 1}%左右，由杭州市人民政府负责。\n",
            "utf-8",
        )
    return made


def content(settings: Settings) -> bytes:
    target = io.BytesIO()
    with open_services(settings) as services:
        services.export(target, "nquads", provenance=True)
    return target.getvalue()


def test_a_killed_worker_costs_nothing_but_time(
    cluster: LocalCluster, folder: Path, tmp_path: Path
) -> None:
    workers = cluster.workers.values()
    doomed = [worker.pid for worker in workers]
    killed: list[int] = []

    def kill_one(done: int, total: int | None, what: str) -> None:
        del total, what
        if done in (3, 12):
            killed.append(doomed.pop())
            os.kill(killed[-1], signal.SIGKILL)

    far = Settings(store=tmp_path / "far", scheduler=cluster.scheduler_address)
    report = build([str(folder)], far, progress=kill_one)
    assert (report.added, report.failed, len(killed)) == (DOCUMENTS, (), 2)
    here = Settings(store=tmp_path / "here", workers=1)
    build([str(folder)], here)
    assert content(far) == content(here)
    assert build([str(folder)], far).unchanged == DOCUMENTS


@ALONE
def test_an_input_that_ends_every_worker_is_a_failure_of_its_own() -> None:
    raws = [RawDocument(str(number), "政策") for number in range(4)]
    # One death is enough to give up, three by default: two workers die and none has to come back.
    with distributed.LocalCluster(
        n_workers=3, threads_per_worker=1, host="127.0.0.1", dashboard_address=HERE
    ) as cluster:
        cluster.scheduler.allowed_failures = 0
        found = list(spread(_die_on_2, raws, cluster.scheduler_address, 1, lost))
    assert [each if isinstance(each, str) else type(each) for each in found] == [
        "0",
        "1",
        Failure,
        "3",
    ]


def test_a_cluster_whose_workers_do_not_come_back_is_told_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster_module, "PATIENCE", 2.0)
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address=HERE
    ) as cluster:
        threading.Timer(3, cluster.scale, [0]).start()
        with pytest.raises(StoreError, match="中途断开"):
            list(spread(_sleep, [40.0], cluster.scheduler_address, 1, _sleep))


def _sleep(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def _die_on_2(raw: RawDocument) -> str | Failure:
    if raw.id == "2":
        os._exit(9)
    return raw.id


@ALONE
def test_a_cluster_of_our_own() -> None:
    found = list(spread(_twice, range(9), cluster_module.OWN, 2, _twice))
    assert found == [0, 2, 4, 6, 8, 10, 12, 14, 16]


def _twice(number: int) -> int:
    return 2 * number


def test_a_worker_of_another_version_is_refused() -> None:
    with pytest.raises(StoreError, match="版本"):
        Work(_twice, "another")(1)


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "PATIENCE", 0.3)
    with pytest.raises(StoreError, match="127") as raised:
        list(spread(_twice, [1], "tcp://127.0.0.1:9", 1, _twice))
    assert raised.value.fields["address"] == "tcp://127.0.0.1:9"
    with pytest.raises(StoreError, match="no-such-scheme"):
        list(spread(_twice, [1], "no-such-scheme://x:1", 1, _twice))


def test_a_scheduler_without_workers_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "PATIENCE", 2.0)
    with (
        distributed.LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=HERE) as empty,
        pytest.raises(StoreError, match="dask worker"),
    ):
        list(spread(_twice, [1], empty.scheduler_address, 1, _twice))


def test_dask_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(StoreError, match=r"zhengtu\[dask\]"):
        list(spread(_twice, [1], cluster_module.OWN, 1, _twice))
