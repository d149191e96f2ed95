"""Who answers a question, where the sentence marks the agent with 由."""

from __future__ import annotations

import pytest

from qa.passage.agent import agent_in


@pytest.mark.parametrize(
    ("sentence", "words", "agent"),
    [
        ("登记工作由省档案局统筹协调；抽查归财政厅。", ("负责", "统筹", "协调"), "省档案局"),
        ("抽查由市审计局会同市财政局组织开展。", ("开展", "抽查"), "市审计局"),
        ("平台由甲公司负责运营，由乙公司建设。", ("建设", "平台"), "乙公司"),
        ("平台由甲公司负责运营。", ("负责", "平台"), "甲公司"),
    ],
)
def test_the_agent_of_the_deed_asked_about(
    sentence: str, words: tuple[str, ...], agent: str
) -> None:
    assert agent_in(sentence, words) == agent


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("登记工作由省档案局承担。", ("抽查",)),
        ("理由是抽查不足。", ("抽查",)),
        ("省档案局统筹协调登记工作。", ("统筹",)),
        ("平台由甲公司负责。", ("负责",)),
    ],
)
def test_no_agent_is_made_up(sentence: str, words: tuple[str, ...]) -> None:
    assert agent_in(sentence, words) is None
