"""``zhengtu align`` on a built store: the superior document is the one the graph knows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from tests.kg.test_alignment import SUPERIOR
from zhengtu.cli.app import app
from zhengtu.service import build
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

LOCAL = """# 云河省实施《数据共享管理条例》办法

第一条 根据《数据共享管理条例》，结合本省实际，制定本办法。

第二条 企业应当向社会开放自有数据资源。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("align")
    (folder / "local.md").write_text(LOCAL, "utf-8")
    (folder / "superior.md").write_text(SUPERIOR, "utf-8")
    build([str(folder)], Settings(store=folder / "store", workers=1))
    return folder / "store"


def test_the_superior_document_comes_from_the_graph(store: Path) -> None:
    result = CliRunner().invoke(app, ["align", "local.md", "--json", "--store", str(store)])
    assert result.exit_code == 0, result.output
    (found,) = json.loads(result.stdout)
    assert found["superior"]["document"] == "superior.md"
    assert {"kind": "modality", "before": "鼓励", "after": "应当"} in found["pairs"][-1]["changes"]


def test_for_people(store: Path) -> None:
    names = ["local.md", "数据共享管理条例"]
    result = CliRunner().invoke(app, ["align", *names, "--store", str(store)])
    assert "约束力：“鼓励” → “应当”" in result.stdout


def test_a_document_without_a_superior_one_is_said_so(store: Path) -> None:
    result = CliRunner().invoke(app, ["align", "superior.md", "--store", str(store)])
    assert result.exit_code == 1
    assert "上位文件" in result.stderr
