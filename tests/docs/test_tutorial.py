"""The tutorial runs from top to bottom in an empty folder, and prints what it shows."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.docs.test_readme import check_command, commands_of, environment_in

if TYPE_CHECKING:
    from pathlib import Path

BLOCK = re.compile(r"^```(console|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_tutorial(root: Path, tmp_path: Path) -> None:
    environment = environment_in(tmp_path, root)
    folder = tmp_path / "work"
    folder.mkdir()
    page = (root / "docs" / "tutorial.md").read_text("utf-8")
    blocks = BLOCK.findall(page)
    assert {language for language, _ in blocks} == {"console", "python"}
    for language, block in blocks:
        if language == "python":
            program = [sys.executable, "-c", block]
            subprocess.run(program, cwd=folder, env=environment, check=True, timeout=120)
            continue
        for command, shown in commands_of(block):
            check_command(command, shown, folder, environment)
