"""What is shown to read where a question is left open: over made-up notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.qa.said import opened
from zhengtu.cli.ask import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhengtu.service import Services

NOTICE = """---
title: {place}关于扶持云渡商户的通知
issuer: {place}人民政府
issued_on: 2021-03-04
---

# {place}关于扶持云渡商户的通知

为促进云渡发展，现通知如下。

云渡商户可以申请{what}。各部门应当及时办理。

本通知自印发之日起施行。
"""
TEXTS = {
    "hefei": NOTICE.format(place="合肥市", what="减免租金"),
    "anqing": NOTICE.format(place="安庆市", what="培训补贴"),
    "copy": NOTICE.format(place="安庆市", what="培训补贴") + "\n",
    "other": "---\ntitle: 量子地图办法\n---\n\n# 量子地图办法\n\n第一条　制定本办法。\n",
}


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    with opened(tmp_path_factory.mktemp("nearest"), TEXTS) as services:
        yield services


def test_what_is_left_open_comes_with_something_to_read(services: Services) -> None:
    answer = services.ask("云渡商户的经营面积和营业额有什么具体扶持标准？")
    assert not answer.answered
    assert answer.nearest
    assert all("云渡" in f"{c.title}{c.quote}" for c in answer.nearest)
    assert len({c.quote for c in answer.nearest}) == len(answer.nearest)
    for citation in answer.nearest:
        document = services.document(citation.document)
        assert document.text[citation.start : citation.end] == citation.quote
    assert answer.to_json()["nearest"][0]["quote"] == answer.nearest[0].quote
    assert "不是答案" in render(answer, explain=False)


def test_passages_of_other_places_are_left_out(services: Services) -> None:
    nearest = services.ask("安庆市云渡商户的营业额有什么扶持标准？").nearest
    assert [citation.title[:3] for citation in nearest] == ["安庆市"]


def test_an_answer_has_nothing_beside_it(services: Services) -> None:
    answer = services.ask("合肥市关于扶持云渡商户的通知是哪天成文的？")
    assert answer.answered
    assert answer.nearest == ()


def test_what_is_of_no_document_gets_nothing_to_read(services: Services) -> None:
    assert services.ask("今晚吃什么？").nearest == ()
