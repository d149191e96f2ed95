"""Questions in people's own words to the only document: its words are found, or nothing is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nlp.pipeline import load
from qa.question.colloquial import plain
from qa.question.intent import understand
from qa.question.lexicon import lexicon
from qa.question.paraphrase import paraphrases
from tests.qa.said import opened, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhengtu.service import Services

NOTICE = """---
title: 柳溪县河湖管护简报
published: 2024-05-08
---

柳溪县水利局已会同财政局、林业局等部门赴白石湖区进行了实地调查。

受连日降雨影响，白石湖水位明显上升。

嫌疑人丁某4月12日被柳溪县公安局抓获归案。保护费减征政策执行至2024年9月30日。

河道采砂由县水利局会商有关部门确定。有关部门应当配合做好河道巡查工作。

秦川是白石湖管理站的站长。记者采访了柳溪县副县长方明远。

沿湖乡镇、重点企业率先完成截污改造。全县通过安装探头、增设岗亭、聘请志愿者等方式，提高巡查效率。

全县开放了白石湖等景区。要统筹推进水、林、田、湖“四类治理”。要健全分级负责、全民参与的管护体系。

疏浚工程，是今年的民生实事，是全县河湖治理的头号工程。巡查员从原来的120名增加到近300名。

河湖长制办公室（以下简称河长办）负责日常工作。科研项目按研发投入的35%予以补助。
"""


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    with opened(tmp_path_factory.mktemp("paraphrase"), {"brief": NOTICE}) as services:
        yield services


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("嫌疑人丁某是哪天落网的？", ["4月12日"]),
        ("保护费减征持续到哪一天？", ["2024年9月30日"]),
        ("谁去白石湖区做了实地调查？", ["柳溪县水利局"]),
        ("白石湖水位为什么上升？", ["受连日降雨影响"]),
        ("白石湖管理站的站长是谁？", ["秦川"]),
        ("方明远是什么职务？", ["柳溪县副县长"]),
        ("哪些地方率先完成截污改造？", ["沿湖乡镇", "重点企业"]),
        ("通过哪些方式提高巡查效率？", ["安装探头", "增设岗亭", "聘请志愿者"]),
        ("“四类治理”是哪四类？", ["水", "林", "田", "湖"]),
        ("要建立什么样的管护体系？", ["健全分级负责、全民参与的管护体系"]),
        ("现在有多少名巡查员？", ["近300名"]),
        ("科研项目按研发投入的多少补助？", ["35%"]),
    ],
)
def test_the_documents_own_words_are_found(
    question: str, values: list[str], services: Services
) -> None:
    assert values_of(services, question) == values


def test_what_was_exchanged_is_told(services: Services) -> None:
    steps = services.ask("嫌疑人丁某是哪天落网的？").steps
    assert any("落网 → 抓获" in step for step in steps)


@pytest.mark.parametrize(
    "question",
    [
        "丁某被判了几年？",
        "白石湖水位为什么下降？",
        "方明远是哪天上任的？",
        "巡查工作由哪个部门配合？",
        "全县开放了哪些景区？",
        "通过哪两种方式提高巡查效率？",
    ],
)
def test_what_the_text_does_not_tell_stays_open(question: str, services: Services) -> None:
    assert not services.ask(question).answered


def test_words_are_exchanged_only_where_a_sentence_has_the_rest() -> None:
    pipeline = load()
    text = "县里召开座谈会。嫌疑人丁某被抓获归案。"
    intent = understand("嫌疑人丁某何时落网？", pipeline, lexicon())
    (said,) = paraphrases(intent, text)
    assert said.text == "嫌疑人丁某何时抓获？"
    assert text[said.start : said.end] == "嫌疑人丁某被抓获归案。"
    assert not [*paraphrases(understand("疫苗何时落网？", pipeline, lexicon()), text)]


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("采砂归哪个部门管？", "采砂由哪个部门管？"),
        ("座谈会是谁开的？", "谁开了座谈会？"),
        ("在会上介绍情况的是谁？", "谁在会上介绍情况？"),
        ("养犬条例是谁发布的？", "养犬条例是谁发布的？"),
    ],
)
def test_colloquial_forms_are_read_as_plain_ones(question: str, read: str) -> None:
    assert plain(question)[0] == read
