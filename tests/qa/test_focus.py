"""What interrogatives ask for."""

from __future__ import annotations

import pytest

from qa.question.focus import CUES, Asked, Operation, focus


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: str(cue.name))
def test_every_cue_finds_its_own_example(cue: object) -> None:
    pattern = cue.pattern  # type: ignore[attr-defined]
    assert pattern.search(cue.example)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("question", "asked", "noun"),
    [
        ("宁波市的数据开放平台投资是多少？", Asked.NUMBER, ""),
        ("哪个部门牵头建设政务云？", Asked.ENTITY, "部门"),
        ("到哪一年建成城市大脑？", Asked.DATE, ""),
        ("厦门市把什么平台纳入了规划？", Asked.ENTITY, "平台"),
        ("成都市制定了数据条例吗？", Asked.BOOLEAN, ""),
        ("什么是一网通办？", Asked.TEXT, ""),
        ("一网通办的牵头单位是哪个？", Asked.ENTITY, "牵头单位"),
        ("审批时间缩短到多少天？", Asked.NUMBER, ""),
    ],
)
def test_asked_and_noun(question: str, asked: Asked, noun: str) -> None:
    found = focus(question)
    assert (found.asked, found.noun) == (asked, noun)


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("2026年外贸增长目标最高的是哪个省？", Operation.MAXIMUM),
        ("失业率目标最低的是哪个省？", Operation.MINIMUM),
        ("列出各省2026年粮食产量目标", Operation.TABLE),
        ("哪些市发布了大数据规划？", Operation.LIST),
        ("江苏和安徽的就业目标哪个高？", Operation.COMPARE),
        ("社会投入占总投资多大比例？", Operation.RATIO),
        ("历年的增长目标是多少？", Operation.TIMELINE),
        ("2025年的增长目标完成了吗？", Operation.ATTAINMENT),
        ("江苏的就业目标是多少？", Operation.VALUE),
    ],
)
def test_operation(question: str, operation: Operation) -> None:
    assert focus(question).operation is operation


def test_a_statement_asks_for_a_passage() -> None:
    assert focus("智慧城市建设情况").asked is Asked.TEXT
