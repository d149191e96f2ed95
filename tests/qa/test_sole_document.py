"""Questions to a document that is the only one: it is pointed at, and its words are met loosely."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.qa.said import values_of
from zhengtu.service import Services, build, open_services
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTICE = """---
title: 青禾县水务局关于节水督查的紧急通知
issuer: 青禾县水务局
issued_on: 2024-03-05
document_number: 青水函〔2024〕6号
---

各乡镇：

为做好防控疫情期间供水，县水务局印发《节水问卷》，填写起止时间为2024年3月6日至3月18日，方式如下：

（一）登录平台填写。
（二）到窗口填写。

有关做法请报送商务部。宏远水表有限公司安排35名员工到岗。
"""


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("sole")
    (folder / "notice.md").write_text(NOTICE, "utf-8")
    settings = Settings(store=folder / "store", workers=1)
    assert not build([str(folder / "notice.md")], settings).failed
    with open_services(settings) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("这份紧急通知由哪个单位发布？", ["青禾县水务局"]),
        ("这份节水督查的紧急通知是哪天发布的？", ["2024年3月5日"]),
        ("通知是哪天发的？", ["2024年3月5日"]),
        ("这份通知的发文字号是什么？", ["青水函〔2024〕6号"]),
    ],
)
def test_the_only_document_is_pointed_at_by_its_kind(
    question: str, values: list[str], services: Services
) -> None:
    assert values_of(services, question) == values


def test_words_of_another_title_point_at_nothing(services: Services) -> None:
    assert not services.ask("这份防火巡查通知由哪个单位发布？").answered


def test_a_day_is_told_by_itself_though_a_list_follows(services: Services) -> None:
    assert values_of(services, "节水问卷填写什么时候截止？") == ["3月18日"]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("防疫期间节水问卷填写哪天截止？", ["3月18日"]),
        ("有关做法应报送给谁？", ["商务部"]),
        ("宏远水表公司安排多少名员工到岗？", ["35名"]),
    ],
)
def test_what_the_text_words_otherwise_is_not_foreign_to_it(
    question: str, values: list[str], services: Services
) -> None:
    assert values_of(services, question) == values
