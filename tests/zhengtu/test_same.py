"""Documents taken for one: with a reason, joined and parted by people, and back again."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from kg.error import StoreError
from zhengtu.cli.app import app
from zhengtu.service import build, open_services
from zhengtu.service.curation import about, correct, statements_of
from zhengtu.service.sameness import decide, undo
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


FORMER = "# 建设情况\n\n2025年，云河数据集团建设青岩数据交易平台。\n"
FULL = "# 平台情况\n\n2025年，云河省数据发展集团有限公司建设云河算力调度平台。\n"
ONE, OTHER = "云河数据集团", "云河省数据发展集团有限公司"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "bodies"
    folder.mkdir()
    (folder / "former.md").write_text(FORMER, "utf-8")
    (folder / "full.md").write_text(FULL, "utf-8")
    settings = Settings(store=tmp_path / "bodies-store", workers=1)
    assert not build([str(folder)], settings).failed
    return settings


def exported(settings: Settings) -> bytes:
    target = io.BytesIO()
    with open_services(settings) as services:
        services.export(target, "nquads", provenance=True)
        assert services.validate().conforms
    return target.getvalue()


def built(settings: Settings, name: str) -> set[str]:
    """What a body builds, as SPARQL tells."""
    query = (
        "PREFIX zt: <https://w3id.org/zhengtu/ontology#> "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        f'SELECT ?what WHERE {{ ?x rdfs:label "{name}"@zh ; zt:builds/rdfs:label ?what }}'
    )
    with open_services(settings) as services:
        return {str(row["what"]) for row in services.view.select(query)}


def test_bodies_that_are_ruled_one_are_one_everywhere_until_it_is_undone(
    settings: Settings,
) -> None:
    before = exported(settings)
    assert built(settings, ONE)
    both = built(settings, ONE) | built(settings, OTHER)
    made = decide(settings, ONE, OTHER, same=True, who="审校", why="更名")
    assert built(settings, OTHER) == both
    assert built(settings, ONE) == set()
    with open_services(settings) as services:
        (listed,) = services.joined()
        answer = services.ask(f"{ONE}建设了什么？")
    assert (listed.one_name, listed.other_name, listed.reason) == (ONE, OTHER, "更名")
    assert {each.value for each in answer.values} == both

    folder = settings.store.parent / "bodies"
    (folder / "former.md").write_text(FORMER + "\n平台已经启用。\n", "utf-8")
    build([str(folder)], settings)
    assert built(settings, OTHER) == both
    (folder / "former.md").write_text(FORMER, "utf-8")
    build([str(folder)], settings)

    undo(settings, ONE, OTHER)
    assert exported(settings) == before
    assert made.one != made.other


def test_a_document_and_a_body_are_not_one(settings: Settings) -> None:
    with pytest.raises(StoreError, match="一个是文件"):
        decide(settings, "former.md", OTHER, same=True, who="审校", why="误")
    with pytest.raises(StoreError, match="本来就是两个"):
        decide(settings, ONE, OTHER, same=False, who="审校", why="误")


def test_a_correction_leaves_rulings_as_they_are(sources: Path) -> None:
    run(sources, "join", "云河省大数据管理条例", "held.md", "--why", "曾用名")
    before = names(sources)
    settings = Settings(store=sources.parent / "store", workers=1)
    with open_services(settings) as services:
        said = statements_of(services.view, "citing.md")[0]
    correct(settings, [about(said, "reject", "审校", "试")])
    assert names(sources) == before
