"""Norms: who must, must not, may or is encouraged to do what, and what is none."""

from __future__ import annotations

import pytest

from tests.nlp.test_relation import TITLE, relations

Norm = tuple[str | None, str | None, str, str]


def norms(text: str, title: str = TITLE) -> list[Norm]:
    """Return bearer, word, concept and action of the norms of a text, by concept."""
    concepts = ("requires", "prohibits", "encourages", "permits")
    return [
        (r.bearer, r.modality_text, r.predicate, r.object)
        for r in relations(text, title)
        if r.predicate in concepts
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云票单位必须留存记录。", [("云票单位", "必须", "requires", "留存记录")]),
        ("各地要加强云票管理。", [("各地", "要", "requires", "加强云票管理")]),
        ("云票单位应及时公开目录。", [("云票单位", "应", "requires", "及时公开目录")]),
        ("云票单位不准转让云票。", [("云票单位", "不准", "prohibits", "转让云票")]),
        ("严禁倒卖云票。", [(None, "严禁", "prohibits", "倒卖云票")]),
        ("提倡居民使用云票。", [("居民", "提倡", "encourages", "使用云票")]),
        ("云票单位有权拒绝开具。", [("云票单位", "有权", "permits", "拒绝开具")]),
    ],
)
def test_words_are_kept_and_normalised(text: str, expected: list[Norm]) -> None:
    assert norms(text) == expected


def test_bearer_goes_on_in_the_sentence() -> None:
    assert norms("云票单位应当建立台账，不得销毁记录。") == [
        ("云票单位", "不得", "prohibits", "销毁记录"),
        ("云票单位", "应当", "requires", "建立台账"),
    ]


def test_bearer_of_a_circumstance_before() -> None:
    assert norms("云票单位在开具云票时，应当核验身份。") == [
        ("云票单位", "应当", "requires", "核验身份")
    ]


def test_ground_is_no_action() -> None:
    assert norms("云票部门要根据实际情况，编制云票目录。") == [
        ("云票部门", "要", "requires", "根据实际情况，编制云票目录")
    ]


def test_items_of_a_list_are_prohibited_one_by_one() -> None:
    text = "第九条　任何单位不得有下列行为：\n（一）倒卖云票；\n（二）伪造印章。\n第十条　略。"
    found = [r for r in relations(text, TITLE) if r.predicate == "prohibits"]
    assert [r.object for r in found] == ["倒卖云票", "伪造印章"]
    assert {r.bearer for r in found} == {"任何单位"}
    assert all("不得有下列" in text[r.start : r.end] for r in found)
    assert text[found[1].start : found[1].end].endswith("（二）伪造印章")


def test_what_is_listed_is_joined_to_its_verb() -> None:
    text = "云票单位不得收购下列物品：（一）旧云票；（二）废云票。"
    assert [n[3] for n in norms(text)] == ["收购旧云票", "收购废云票"]


def test_state_that_encourages_is_the_agent_and_not_the_bearer() -> None:
    found = [r for r in relations("国家支持高校研究云票。", TITLE) if r.predicate == "encourages"]
    assert [(r.agent, r.bearer, r.object) for r in found] == [("国家", "高校", "研究云票")]


def test_one_body_is_known_as_the_bearer() -> None:
    found = relations("财政部应当公布云票目录。云票单位应当核对目录。", TITLE)
    bound = [r.bearer_iri for r in found if r.predicate == "requires"]
    assert bound[0] is not None
    assert bound[1:] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "未建立台账的，应当限期改正。",
        "违反规定的，可以处一万元以下罚款。",
        "如果没有台账，云票单位应当补建。",
        "云票单位是否应当建立台账？",
        "云票适应需要，反应迅速。",
        "主要任务和重要纲要已经明确。",
        "这一做法可复制、可推广。",
        "云票制度应当事人请求作了说明。",
    ],
)
def test_what_is_no_norm(text: str) -> None:
    assert norms(text) == []


def test_news_states_only_whose_norms_it_quotes() -> None:
    quoted = relations("《云票条例》明确，任何单位不得倒卖云票。", "云票新闻一则")
    assert [(r.subject, r.object) for r in quoted if r.predicate == "prohibits"] == [
        ("云票条例", "倒卖云票")
    ]
    said = relations("财政部要求，各地要加强云票管理。", "云票新闻一则")
    assert [(r.subject, r.object) for r in said if r.predicate == "requires"] == [
        ("财政部", "加强云票管理")
    ]
    assert norms("任何单位不得倒卖云票。", "云票新闻一则") == []
