"""Inputs through extraction on a Dask cluster: documents are its work units, nothing else.

The processes of the cluster read no store and write none: each turns an input into what is to be
written, and the one process that runs ``zhengtu build`` writes it, in the order of the inputs. So
where a worker dies its documents are made again by another, and nothing can be written twice.
"""

from __future__ import annotations

import threading
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from kg.error import StoreError
from zhengtu.service.version import extractor_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from distributed import Client, Future

Given = TypeVar("Given")
Made = TypeVar("Made")

OWN = "dask"
"""In place of an address: a cluster of processes on this machine, ended with the build."""

PATIENCE = 15.0
"""Seconds in which a scheduler has to answer and a first worker to be there."""

_ABSENCES = 4
"""How often in a row ``PATIENCE`` may pass without any worker: one that died takes seconds."""

_AHEAD = 3
"""Inputs in flight for each thread of the cluster."""

_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Work(Generic[Given, Made]):
    """What a worker does to an input; it refuses if its code is not that of who asks."""

    task: Callable[[Given], Made]
    version: str

    def __call__(self, given: Given) -> Made:
        """Do the task; threads of one worker take turns, since a pipeline is not for sharing.

        Raises:
            StoreError: The worker has another version of Zhengtu.
        """
        if extractor_version() != self.version:
            raise StoreError(
                "计算集群上的政图与本机版本不同：请在各节点安装同一版本再试。 "
                "A worker of the cluster has another version of Zhengtu: install the same one "
                "everywhere."
            )
        with _ONE_AT_A_TIME:
            return self.task(given)


def spread(
    task: Callable[[Given], Made],
    inputs: Iterable[Given],
    address: str,
    workers: int,
    lost: Callable[[Given], Made],
) -> Iterator[Made]:
    """Yield what a task makes of each input, in the order given, made by a Dask cluster.

    Args:
        task: A function of a module, or a ``partial`` of one, so that workers can find it.
        inputs: What it is called with.
        address: The scheduler's (``tcp://host:8786``), or ``dask`` for a cluster of our own.
        workers: Processes of a cluster of our own.
        lost: What stands for an input that has ended several workers.

    Raises:
        StoreError: Dask is not installed; nobody answers there, or no longer; there is no worker,
            or one of another version.
    """
    work = Work(task, extractor_version())
    with _client(address, workers) as client:
        from distributed import CancelledError

        flying: deque[tuple[Given, Future[Made]]] = deque()
        rest = iter(inputs)
        try:
            while True:
                for given in islice(rest, max(0, _room(client) - len(flying))):
                    flying.append((given, client.submit(work, given, pure=False)))
                if not flying:
                    return
                given, future = flying.popleft()
                again = partial(_alone, client, work, given, [each for _, each in flying], lost)
                yield _result(future, again)
        except (CancelledError, OSError) as error:
            raise _gone(address, error) from error


def _result(future: Future[Made], otherwise: Callable[[], Made]) -> Made:
    """Return what was made; something else if a worker died of it, or of its neighbour, often.

    Raises:
        ConnectionError: No worker has been there for a while: none that died came back.
    """
    from distributed import KilledWorker

    missing = 0
    while missing < _ABSENCES:
        try:
            return future.result(timeout=PATIENCE)
        except KilledWorker:
            return otherwise()
        except TimeoutError:
            missing = 0 if future.client.scheduler_info()["workers"] else missing + 1
    raise ConnectionError("没有工作进程 no workers")


def _alone(
    client: Client,
    work: Work[Given, Made],
    given: Given,
    others: Sequence[Future[Made]],
    lost: Callable[[Given], Made],
) -> Made:
    """Return what is made of an input when nothing else runs that a worker could die of."""
    from distributed import wait

    wait(others)  # type: ignore[no-untyped-call]  # Dask types a part of itself
    return _result(client.submit(work, given, pure=False), partial(lost, given))


def _room(client: Client) -> int:
    """Return how many inputs may be in flight; workers may join and leave at any time."""
    workers = client.scheduler_info(n_workers=-1)["workers"].values()
    return max(1, _AHEAD * sum(int(each["nthreads"]) for each in workers))


@contextmanager
def _client(address: str, workers: int) -> Iterator[Client]:
    """Connect to a cluster, or start one, and leave it as it was.

    Raises:
        StoreError: Not installed, no answer, no worker.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise StoreError(
            "没有安装 Dask：请运行 pip install 'zhengtu[dask]'，或去掉 --scheduler。 "
            "Dask is not installed: pip install 'zhengtu[dask]', or leave out --scheduler."
        ) from error
    if address == OWN:
        with (
            LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=workers,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
            ) as cluster,
            Client(cluster) as client,  # type: ignore[no-untyped-call]
        ):
            yield client
        return
    try:
        client = Client(address, timeout=PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise _unreachable(address, error) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise StoreError(
                f"Dask 调度器 {address} 没有工作进程：请用 dask worker {address} 启动。 "
                f"The scheduler has no workers: start some with `dask worker {address}`.",
                address=address,
            ) from error
        yield client


def _unreachable(address: str, error: Exception) -> StoreError:
    return StoreError(
        f"连不上 Dask 调度器 {address}（{error}）：请检查地址，或用 dask scheduler 启动。 "
        "No scheduler answers there: check the address, or start one with `dask scheduler`.",
        address=address,
    )


def _gone(address: str, error: BaseException) -> StoreError:
    return StoreError(
        f"Dask 调度器 {address} 中途断开（{type(error).__name__}）：已写入的文件完好，"
        "请恢复后再运行一次。 The scheduler went away: what was written is kept, run it again.",
        address=address,
    )
