"""The commands of the README run, and print what the README shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def shell(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder with a store of the sample documents, and an environment with the command."""
    folder = tmp_path_factory.mktemp("readme")
    environment = environment_in(folder, root)
    subprocess.run(["zhengtu", "build"], cwd=folder, env=environment, check=True, timeout=600)
    return folder, environment


def environment_in(folder: Path, root: Path) -> dict[str, str]:
    """Return an environment in which ``zhengtu`` is this tree's, and no setting is inherited."""
    command = folder / "bin" / "zhengtu"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m zhengtu "$@"\n')
    command.chmod(0o755)
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("ZHENGTU_")},
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(root),
    }


def commands(page: Path) -> list[tuple[str, list[str]]]:
    """Return each command of the console blocks with the lines shown under it."""
    return [each for block in BLOCK.findall(page.read_text("utf-8")) for each in commands_of(block)]


def commands_of(block: str) -> list[tuple[str, list[str]]]:
    """Return each command of a console block with the lines shown under it."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line.removeprefix("$ "), []))
        elif line == ">" or line.startswith("> "):
            command, shown = found.pop()
            found.append((f"{command}\n{line[2:]}", shown))
        elif line.strip() not in {"", "…"}:
            found[-1][1].append(line)
    return found


def check_command(
    command: str, shown: list[str], folder: Path, environment: dict[str, str]
) -> None:
    """Run a command and check that it prints the lines shown under it, in their order."""
    result = subprocess.run(
        command, shell=True, cwd=folder, env=environment, capture_output=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert result.returncode == 0, f"{command}\n{result.stderr.decode()}"
    printed = iter(result.stdout.decode().splitlines())
    for line in shown:
        assert line in printed, f"{command}: not printed (in this order): {line}"


@pytest.mark.slow
@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_commands_run_and_print_what_is_shown(
    root: Path, shell: tuple[Path, dict[str, str]], page: str
) -> None:
    folder, environment = shell
    listed = commands(root / page)
    assert listed
    for command, shown in listed:
        check_command(command, shown, folder, environment)


@pytest.mark.slow
@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_programs_run(root: Path, shell: tuple[Path, dict[str, str]], page: str) -> None:
    folder, environment = shell
    programs = PROGRAM.findall((root / page).read_text("utf-8"))
    assert programs
    for program in programs:
        subprocess.run(
            [sys.executable, "-c", program], cwd=folder, env=environment, check=True, timeout=120
        )
