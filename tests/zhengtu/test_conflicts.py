"""Documents that state a figure differently are found; rounding and bounds are no conflict."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from zhengtu.cli.app import app
from zhengtu.service import Services, build, open_services
from zhengtu.service.cookbook import recipes
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

REPORT = """---
title: 湖南省2025年政府工作报告
kind: work_report
issuer: 湖南省人民政府
---

# 湖南省2025年政府工作报告

## 2024年工作回顾

2024年，湖南省地区生产总值53231亿元，增长4.8%，城镇新增就业75万人，粮食产量600亿斤。
"""
NEWS = """---
title: 湖南省去年经济数据公布
kind: news
issued_on: 2025-02-01
---

# 湖南省去年经济数据公布

2024年，湖南省地区生产总值5.32万亿元，增长4.9%，城镇新增就业70万人以上，粮食产量620亿斤。
"""


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("conflicts")
    (folder / "in").mkdir()
    (folder / "in" / "report.md").write_text(REPORT, "utf-8")
    (folder / "in" / "news.md").write_text(NEWS, "utf-8")
    settings = Settings(store=folder / "store", workers=1)
    assert not build([str(folder / "in")], settings).failed
    with open_services(settings) as opened:
        yield opened


def test_other_values_are_found_and_both_kept(services: Services) -> None:
    found = {each.indicator: each for each in services.conflicts()}
    assert set(found) == {"地区生产总值增长", "粮食产量"}
    growth = found["地区生产总值增长"]
    assert (growth.area, growth.kind, growth.end) == ("湖南省", "actual", "2024-12-31")
    assert {claim.value for claim in growth.claims} == {"4.8%", "4.9%"}
    for each in found.values():
        for claim in each.claims:
            document = services.document(claim.document)
            assert document.quote(claim.start, claim.end) == claim.quote
            assert services.figure(claim.observation) is not None


def test_the_command_lists_them(services: Services) -> None:
    store = ["--store", str(services.settings.store)]
    shown = CliRunner().invoke(app, ["conflicts", *store])
    assert "4.9%" in shown.stdout
    listed = json.loads(CliRunner().invoke(app, ["conflicts", "--json", *store]).stdout)
    assert {claim["low"] for each in listed for claim in each["claims"]} >= {"4.8", "4.9"}


def test_the_two_sides_are_linked_in_the_graph(services: Services) -> None:
    (recipe_,) = (each for each in recipes() if each.name.endswith("contradictions"))
    rows = services.view.select(recipe_.query)
    found = {(str(row["indicator"]), str(row["value"]), str(row["otherValue"])) for row in rows}
    assert {(name, frozenset(values)) for name, *values in found} == {
        ("地区生产总值增长", frozenset({"4.8%", "4.9%"})),
        ("粮食产量", frozenset({"600亿斤", "620亿斤"})),
    }
    assert all(row["quote"] != row["otherQuote"] for row in rows)
