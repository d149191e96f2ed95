"""The examples for running it: checked by the programs they are for, where those are installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.zhengtu.test_server import Running
from zhengtu.server.metric import Metrics

if TYPE_CHECKING:
    from pathlib import Path

    from zhengtu.settings import Settings


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_the_unit_is_one_that_systemd_takes(root: Path, tmp_path: Path) -> None:
    analyze = program("systemd-analyze")
    unit = (root / "deploy/zhengtu-serve.service").read_text("utf-8")
    copy = tmp_path / "zhengtu-serve.service"
    copy.write_text(unit.replace("/opt/zhengtu/bin/zhengtu", sys.executable), "utf-8")
    done = subprocess.run(
        [analyze, "verify", str(copy)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_nginx_takes_its_example(root: Path, tmp_path: Path) -> None:
    nginx, openssl = program("nginx"), program("openssl")
    key, certificate, users = (tmp_path / name for name in ("key.pem", "fullchain.pem", "users"))
    make = [
        openssl,
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=x",
        "-days",
        "1",
    ]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*make, *files], check=True, capture_output=True, timeout=60)
    users.write_text("u:x\n")
    site = (root / "deploy/nginx.conf").read_text("utf-8")
    site = site.replace("/etc/ssl/zhengtu", str(tmp_path))
    site = site.replace("/etc/nginx/zhengtu.users", str(users))
    whole = f"pid {tmp_path}/pid;\nerror_log {tmp_path}/log;\nevents {{}}\nhttp {{\n{site}\n}}\n"
    (tmp_path / "nginx.conf").write_text(whole, "utf-8")
    done = subprocess.run(
        [nginx, "-t", "-c", str(tmp_path / "nginx.conf")],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_caddy_takes_its_example(root: Path) -> None:
    caddy = program("caddy")
    done = subprocess.run(
        [caddy, "adapt", "--validate", "--config", str(root / "deploy/Caddyfile")],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "127.0.0.1:8501" in done.stdout


def health_check(root: Path) -> list[str]:
    text = (root / "Containerfile").read_text("utf-8")
    found = re.search(r"HEALTHCHECK .*?CMD (\[.*?\])$", text, re.DOTALL | re.MULTILINE)
    assert found is not None
    command: list[str] = json.loads(found.group(1))
    return command


def test_the_container_tells_health_from_its_absence(root: Path, built: Settings) -> None:
    python, flag, program = health_check(root)
    assert (python, flag) == ("python", "-c")
    with Running(built) as url:
        here = program.replace("http://127.0.0.1:7870", url)
        subprocess.run([sys.executable, "-c", here], check=True, timeout=60)
    gone = subprocess.run(
        [sys.executable, "-c", here], capture_output=True, timeout=60, check=False
    )
    assert gone.returncode != 0


def test_the_container_runs_as_nobody_special_and_fetches_nothing(root: Path) -> None:
    lines = (root / "Containerfile").read_text("utf-8").splitlines()
    last = [line for line in lines[lines.index("FROM python:3.11-slim-bookworm") :] if line]
    assert "USER zhengtu" in last
    assert not [line for line in last if "pip" in line or "apt" in line]


def test_every_metric_is_on_the_page(root: Path) -> None:
    page = (root / "docs/operations.md").read_text("utf-8")
    for family in Metrics().registry.collect():
        if family.name.startswith("zhengtu"):
            assert re.search(rf"`{family.name}(_total|_info)?[`{{]", page), family.name
