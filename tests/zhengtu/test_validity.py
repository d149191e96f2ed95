"""Was it in force on a day, and what is cited and not here: on documents built from text."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from kg.error import StoreError
from zhengtu.cli.app import app
from zhengtu.service import Services, build, open_services
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENTS = {
    "old.md": """---
title: 云河省数据管理办法
kind: measures
issued_on: 2018-03-01
effective_from: 2018-05-01
issuer: 云河省人民政府
---

# 云河省数据管理办法

第一条　数据的管理适用本办法。

第二条　本办法自2018年5月1日起施行。
""",
    "new.md": """---
title: 云河省数据条例
kind: regulation
issued_on: 2021-11-20
effective_from: 2022-01-01
---

# 云河省数据条例

第一条　根据《云河省立法条例》，制定本条例。

第二条　本条例自2022年1月1日起施行。《云河省数据管理办法》《云河省信息化办法》同时废止。
""",
    "term.md": """---
title: 云河省人民政府关于数据开放的意见
document_number: 云政发〔2020〕9号
issued_on: 2020-06-01
effective_from: 2020-07-01
effective_until: 2025-06-30
---

# 云河省人民政府关于数据开放的意见

按照《云河省立法条例》和云政发〔2020〕3号文件的要求推进数据开放。

本意见自2020年7月1日起施行，有效期至2025年6月30日。
""",
    "law.md": """---
title: 云河省档案条例
kind: regulation
issued_on: 2015-02-01
---

# 云河省档案条例

第一条　档案应当保存。
""",
    "plan.md": """---
title: 云河省数字政府工作方案
kind: plan
issued_on: 2023-04-05
---

# 云河省数字政府工作方案

各市建设数据平台。
""",
}


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("validity")
    (folder / "in").mkdir()
    for name, text in DOCUMENTS.items():
        (folder / "in" / name).write_text(text, "utf-8")
    settings = Settings(store=folder / "store", workers=1)
    assert not build([str(folder / "in")], settings).failed
    with open_services(settings) as opened:
        yield opened


@pytest.mark.parametrize(
    ("name", "day", "status", "reason"),
    [
        ("云河省数据管理办法", "2018-02-01", "not_in_force", "not_yet_issued"),
        ("云河省数据管理办法", "2018-04-01", "not_in_force", "not_yet_effective"),
        ("云河省数据管理办法", "2018-05-01", "in_force", "in_force"),
        ("《云河省数据管理办法》", "2021-12-31", "in_force", "in_force"),
        ("old.md", "2022-01-01", "not_in_force", "repealed"),
        ("云河省信息化办法", "2022-01-01", "not_in_force", "repealed"),
        ("云河省信息化办法", "2020-01-01", "undetermined", "not_held"),
        ("云河省立法条例", "2022-01-01", "undetermined", "not_held"),
        ("云政发[2020]9号", "2025-06-30", "in_force", "in_force"),
        ("云政发〔2020〕9号", "2025-07-01", "not_in_force", "expired"),
        ("云河省档案条例", "2020-01-01", "undetermined", "no_date"),
        ("云河省档案条例", "2014-01-01", "not_in_force", "not_yet_issued"),
        ("plan.md", "2024-01-01", "in_force", "in_force"),
    ],
)
def test_in_force_on_a_day(
    services: Services, name: str, day: str, status: str, reason: str
) -> None:
    (found,) = services.validity(name, date.fromisoformat(day))
    assert (found.status, found.reason) == (status, reason)
    assert found.message_zh.startswith("《")
    for place in found.evidence:
        document = services.document(place.document_id)
        assert document.quote(place.start, place.end) == place.quote


def test_the_reason_is_quoted(services: Services) -> None:
    (found,) = services.validity("old.md", date(2023, 1, 1))
    assert found.until == date(2021, 12, 31)
    (ending,) = found.endings
    assert (ending.title, ending.since) == ("云河省数据条例", date(2022, 1, 1))
    assert "废止" in found.evidence[0].quote
    (assumed,) = services.validity("plan.md", date(2024, 1, 1))
    assert assumed.assumed_start
    assert "未写明施行日期" in assumed.message_zh
    assert assumed.horizon == date(2023, 4, 5)


def test_an_unknown_name_is_said(services: Services) -> None:
    with pytest.raises(StoreError, match="没有名为"):
        services.validity("云河省没有的条例", date(2020, 1, 1))


def test_the_ledger_lists_what_is_cited_and_not_held(services: Services) -> None:
    found = {each.title: each for each in services.missing()}
    assert "云河省数据管理办法" not in found
    laws = found["云河省立法条例"]
    assert laws.documents == 2
    assert {place.relation for place in laws.citing} <= {"cites", "basedOn"}
    for each in found.values():
        for place in each.citing:
            assert services.document(place.document).quote(place.start, place.end) == place.quote


def test_gaps_in_the_numbers_of_a_year(services: Services) -> None:
    (series,) = [each for each in services.number_series() if each.year == 2020]
    assert (series.code, series.held, series.cited) == ("云政发", (9,), (3,))
    assert series.absent == ((1, 2), (4, 8))


def test_commands(services: Services) -> None:
    run = CliRunner().invoke
    store = ["--store", str(services.settings.store)]
    shown = run(app, ["validity", "old.md", "--as-of", "2023-01-01", *store])
    assert "已被《云河省数据条例》废止" in shown.stdout
    said = json.loads(
        run(app, ["validity", "old.md", "--as-of", "2019-01-01", "--json", *store]).stdout
    )
    assert said[0]["status"] == "in_force"
    assert run(app, ["validity", "absent", *store]).exit_code == 1
    assert "云河省立法条例" in run(app, ["missing", *store]).stdout
    assert json.loads(run(app, ["missing", "--json", *store]).stdout)[0]["documents"] == 2
    assert "云政发" in run(app, ["missing", "--series", *store]).stdout
