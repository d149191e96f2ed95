"""Engines that tests start: on loopback, in a folder of their own, ended by their process id."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import httpx
import pytest

from kg.endpoint.address import Endpoint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_SECONDS = 90
_VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CheckpointInterval = 0
ThreadsPerQuery = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = {rows}
"""
VIRTUOSO_ROWS = 30_000
"""Rows after which the Virtuoso of the tests cuts a result: as in life, so that a test sees it."""


def free_port() -> int:
    """Return a port of loopback that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def oxigraph_server(folder: Path) -> Iterator[Endpoint]:
    """The Oxigraph server, with data in memory and, as it comes, without a union default graph."""
    program = shutil.which("oxigraph")
    if program is None:
        pytest.skip("no `oxigraph` on PATH: pip install oxigraph")
    address = f"127.0.0.1:{free_port()}"
    with _running([program, "serve", "--bind", address], folder, f"http://{address}/query"):
        yield Endpoint.of(f"http://{address}/query", graph_store=f"http://{address}/store")


@contextmanager
def virtuoso_server(folder: Path) -> Iterator[Endpoint]:
    """Virtuoso 7, where everybody may update ``/sparql`` and the user dba ``/sparql-auth``."""
    program, console = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if program is None or console is None:
        pytest.skip("no `virtuoso-t` on PATH: apt-get install virtuoso-opensource-7-bin")
    sql, http = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(folder=folder, sql=sql, http=http, rows=VIRTUOSO_ROWS))
    address = f"http://127.0.0.1:{http}/sparql"
    with _running([program, "-f", "+configfile", str(settings)], folder, address):
        grant = 'exec=GRANT SPARQL_UPDATE TO "SPARQL";'
        subprocess.run(
            [console, f"127.0.0.1:{sql}", "dba", "dba", grant], check=True, capture_output=True
        )
        yield Endpoint.of(address)


@contextmanager
def milvus_server(folder: Path) -> Iterator[str]:
    """Milvus Lite as a server; yields its address."""
    program = shutil.which("milvus-lite")
    if program is None:
        pytest.skip("no `milvus-lite` on PATH: pip install milvus-lite")
    port = free_port()
    command = [program, "server", "--data-dir", str(folder / "data"), "--host", "127.0.0.1"]
    with _started([*command, "--port", str(port)], folder) as process:
        _wait_for_port(process, port)
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _running(command: Sequence[str], folder: Path, address: str) -> Iterator[None]:
    with _started(command, folder) as process:
        _wait(process, address)
        yield


@contextmanager
def _started(command: Sequence[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    # Where the system can do it, an engine ends with tests that are killed.
    leash = ["setpriv", "--pdeathsig", "KILL", "--"] if shutil.which("setpriv") else []
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen([*leash, *command], stdout=output, stderr=output, cwd=folder)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"{process.args!r} ended with {process.returncode}")
        try:
            httpx.get(address, params={"query": "SELECT * {} LIMIT 1"}, timeout=5)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{address} did not answer within {_SECONDS} s")


def _wait_for_port(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"{process.args!r} ended with {process.returncode}")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    pytest.fail(f"port {port} did not answer within {_SECONDS} s")
