"""What an act ended, and whether what it ended still holds: over made-up documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zhengtu.service import Services, build, open_services
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = """---
title: 中华人民共和国星链法典
issuer: 全国人民代表大会
issued_on: 2020-05-08
---

# 中华人民共和国星链法典

第一条　为了规范星链活动，制定本法。

第二条　本法自2021年2月1日起施行。《中华人民共和国星链合同法》、
《中华人民共和国星链物权法》同时废止。
"""
OLD = """---
title: {title}
kind: measures
issuer: 国家互联网信息办公室
issued_on: 2010-01-02
effective_until: 2015-12-31
---

# {title}

第一条　为了管理星链，作出本规定。
"""
RELIEF = """---
title: 关于落实阶段性减免星链使用费政策的通知
issuer: 国家互联网信息办公室
document_number: 国信办〔2019〕33号
issued_on: 2019-03-02
---

# 关于落实阶段性减免星链使用费政策的通知

国信办〔2019〕33号

各地要落实阶段性减免星链使用费政策，方便企业办理。
"""
LAWS = ["《中华人民共和国星链合同法》", "《中华人民共和国星链物权法》"]


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("ending")
    texts = {
        "code": CODE,
        "rules": OLD.format(title="星链服务管理办法"),
        "more": OLD.format(title="星链服务若干规定"),
        "relief": RELIEF,
    }
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    settings = Settings(store=folder / "store", workers=1)
    assert not build([str(folder / f"{name}.md") for name in texts], settings).failed
    with open_services(settings) as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    ["星链法典废止了哪些法律？", "星链法典什么时候施行的，废止了哪些法律？"],
)
def test_what_an_act_ended_is_listed(services: Services, question: str) -> None:
    answer = services.ask(question)
    assert [v.value for v in answer.values if v.value.startswith("《")] == LAWS
    assert "同时废止" in answer.evidence[-1].quote


def test_a_law_that_is_only_named_as_ended_is_not_in_force(services: Services) -> None:
    answer = services.ask("星链合同法现在还有效吗？")
    assert answer.values[0].value == "否"
    assert "2021年2月1日" in answer.text or "废止" in answer.text


def test_an_act_is_not_described_where_its_deeds_are_asked_for(services: Services) -> None:
    answer = services.ask("星链服务管理办法废止了哪些办法？")
    assert not answer.answered


def test_who_asks_for_measures_means_what_is_called_so(services: Services) -> None:
    answer = services.ask("哪些办法已经失效了？")
    assert [v.value for v in answer.values if v.value.startswith("《")] == ["《星链服务管理办法》"]


def test_a_number_is_no_time(services: Services) -> None:
    answer = services.ask("阶段性减免星链使用费到什么时候？")
    assert not answer.answered
