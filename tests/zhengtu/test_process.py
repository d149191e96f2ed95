"""The command as a process: what goes to which stream, pipes that break, start-up."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from zhengtu.settings import Settings

COMMAND = [sys.executable, "-m", "zhengtu"]


def run(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *words], cwd=root, capture_output=True, timeout=120, check=False
    )


def test_streams_and_exit_codes(root: Path, built: Settings, tmp_path: Path) -> None:
    store = ("--store", str(built.store))
    done = run(root, "documents", "--json", *store)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "鄂政办发〔2024〕7号" in done.stdout.decode()
    refused = run(root, "documents", "--store", str(tmp_path / "none"))
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert "Traceback" not in refused.stderr.decode()
    usage = run(root, "ask", "", *store)
    assert (usage.returncode, usage.stdout) == (2, b"")


def test_output_is_utf8_in_any_locale(root: Path, built: Settings) -> None:
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = subprocess.run(
        [*COMMAND, "documents", "--store", str(built.store)],
        cwd=root, env=environment, capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    assert "鄂政办发〔2024〕7号" in result.stdout.decode()


def test_a_broken_pipe_is_quiet(root: Path, built: Settings) -> None:
    process = subprocess.Popen(
        [*COMMAND, "export", "--format", "nquads", "--store", str(built.store)],
        cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait(60)


def test_help_loads_nothing_heavy(root: Path) -> None:
    program = (
        "import sys; from zhengtu.cli.app import app\n"
        "heavy = {'rdflib', 'pydantic', 'spacy', 'pyoxigraph', 'tantivy', 'numpy', 'streamlit'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=root, check=True, timeout=60)
    assert b"ask" in run(root, "--help").stdout


def test_the_page_says_that_its_port_is_taken(root: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run(root, "app", "--port", str(port), "--store", str(tmp_path))
    assert result.returncode == 1
    assert "--port" in result.stderr.decode()


@pytest.mark.slow
def test_the_page_is_served(root: Path, built: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*COMMAND, "app", "--port", str(port), "--store", str(built.store)],
        cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        assert f"http://127.0.0.1:{port}" in process.stdout.readline().decode()
        line = b"\n"
        while line and str(port).encode() not in line:
            line = process.stderr.readline()
        assert line
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            connection.sendall(b"GET /_stcore/health HTTP/1.0\r\n\r\n")
            assert b"200" in connection.recv(100)
    finally:
        process.terminate()
        process.communicate(timeout=30)
