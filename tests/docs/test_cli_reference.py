from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from zhengtu.cli.app import app
from zhengtu.cli.reference import reference

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = [
    "build", "ask", "search", "extract", "sparql", "export", "table", "validate", "documents",
    "remove", "stats", "app", "bench",
]  # fmt: skip


def test_committed_page_is_the_generated_one(root: Path) -> None:
    assert (root / "docs/cli.md").read_text("utf-8") == reference(), "run `make docs`"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_the_common_options_and_an_example(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    for part in ("--store", "--json", f"$ zhengtu {command}"):
        assert part in result.stdout
