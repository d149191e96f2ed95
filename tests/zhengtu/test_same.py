"""Documents taken for one: with a reason, joined and parted by people, and back again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from zhengtu.cli.app import app
from zhengtu.service import build
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

HELD = "# 云河省数据条例\n\n第一条 本条例自2019年5月1日起施行。\n"
CITING = (
    "# 关于数据共享的通知\n\n根据《云河省数据条例》和《云河省大数据管理条例》，现通知如下。\n"
    "请遵照执行。\n"
)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "held.md").write_text(HELD, "utf-8")
    (folder / "citing.md").write_text(CITING, "utf-8")
    build([str(folder)], Settings(store=tmp_path / "store", workers=1))
    return folder


def run(sources: Path, *words: str) -> Any:  # noqa: ANN401 - JSON
    store = str(sources.parent / "store")
    result = CliRunner().invoke(app, ["same", *words, "--json", "--store", store])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def names(sources: Path) -> list[tuple[str, str]]:
    return [(each["one_name"], each["reason"]) for each in run(sources, "list")]


def test_links_have_reasons_and_rulings_survive_a_rebuild(sources: Path) -> None:
    linked = ("云河省数据条例", "标题相同")
    assert names(sources) == [linked]
    made = run(sources, "join", "云河省大数据管理条例", "held.md", "--why", "曾用名")
    assert made["same"]
    assert names(sources) == [("云河省大数据管理条例", "曾用名"), linked]

    (sources / "held.md").write_text(HELD + "\n第二条 数据应当共享。\n", "utf-8")
    build([str(sources)], Settings(store=sources.parent / "store", workers=1))
    assert names(sources) == [("云河省大数据管理条例", "曾用名"), linked]

    run(sources, "undo", "云河省大数据管理条例", "held.md")
    assert names(sources) == [linked]


def test_what_a_rule_joined_can_be_parted(sources: Path) -> None:
    (link,) = run(sources, "list")
    run(sources, "part", link["one"], link["other"], "--why", "另一部同名条例")
    assert names(sources) == []
    run(sources, "undo", link["one"], link["other"])
    assert len(names(sources)) == 1


def test_a_ruling_needs_a_reason(sources: Path) -> None:
    store = str(sources.parent / "store")
    words = ["same", "join", "云河省大数据管理条例", "held.md", "--store", store]
    assert CliRunner().invoke(app, words).exit_code == 2
    words = ["same", "join", "没有这个文件", "held.md", "--why", "试", "--store", store]
    assert CliRunner().invoke(app, words).exit_code == 1
