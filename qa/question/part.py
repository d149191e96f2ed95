"""Questions that ask two things: 重庆2025年GDP是多少，2026年目标增速是多少."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answer import Outcome
from qa.question.focus import Asked, focus
from qa.question.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answer import Answer

MOST_PARTS = 4
SHORTEST_PART = 5
"""Characters of the shortest question in a question: 是多少 after 哪个最高 asks nothing more."""
_AND = re.compile(r"[\u4e00-\u9fff\d]{2,12}呢$")
"""The same asked of something else: 河北*呢*."""
_BREAK = re.compile(r"[，,；;？?。]+(?:以及|并且|而|那么?|还有)?")


_PAIR = re.compile(
    r"(?P<one>[^，,、；;]{2,40}?)(?:以及|和|与|及|、)(?P<other>[^，,、；;和与及]{2,16}?)"
    r"(?P<tail>(?:分别|各)?(?:是|为|有)?(?:多少)?[？?]?)$"
)
_FIGURE = re.compile(r"(?:目标|增速|增幅|增长|总量|总额|产量|面积|收入|支出)(?:情况)?$")


def _pair(question: str) -> tuple[str, ...]:
    """Return the two questions of one for two figures: 河北2026年*新增就业目标和失业率目标*."""
    match = _PAIR.match(question)
    figure = None if match is None else _FIGURE.search(match["other"])
    if match is None or figure is None:
        return (question,)
    one, other = (lexicon().indicators(match[name]) for name in ("one", "other"))
    ends = any(match["one"].endswith(each.words) for each in one)  # 2026年*GDP*和CPI目标
    if not one or not other or not (ends or _FIGURE.search(match["one"])):
        return (question,)
    lead = match["one"][: min(match["one"].find(each.words) for each in one)]
    noun = "" if _FIGURE.search(match["one"]) else figure.group()
    return match["one"] + noun + match["tail"], lead + match["other"] + match["tail"]


def parts(question: str) -> tuple[str, ...]:
    """Return the questions in a question, each with the words before it that ask nothing.

    >>> parts("根据报告，重庆2025年GDP是多少，2026年目标增速是多少？")
    ('根据报告，重庆2025年GDP是多少', '2026年目标增速是多少')
    >>> parts("哪个省最高，是多少？")
    ('哪个省最高，是多少？',)
    """
    found: list[str] = []
    begun = ""
    for clause in filter(None, _BREAK.split(question)):
        begun = f"{begun}，{clause}" if begun else clause
        if found and begun == clause and _AND.match(clause):
            found.append(clause)
            begun = ""
            continue
        if focus(clause).asked in {Asked.NUMBER, Asked.DATE, Asked.ENTITY} and focus(clause).spans:
            found.append(begun)
            begun = ""
    whole = begun or not 1 < len(found) <= MOST_PARTS
    short = any(len(part) < SHORTEST_PART and not _AND.match(part) for part in found)
    return _pair(question) if whole or short else tuple(found)


def joined(question: str, asked: Sequence[str], answers: Sequence[Answer]) -> Answer:
    """Return one answer of several; what was not found is said, and is no part of the values."""
    given = [answer for answer in answers if answer.answered]
    if not given:
        return replace(answers[0], question=question)
    missing = [
        f"“{part}”没有找到答案：{answer.text}"
        for part, answer in zip(asked, answers, strict=True)
        if not answer.answered
    ]
    steps = [
        f"第{n}问 {part}：{step}"
        for n, (part, answer) in enumerate(zip(asked, answers, strict=True), 1)
        for step in answer.steps
    ]
    return replace(
        given[0],
        question=question,
        resolved="，".join(answer.resolved.rstrip("？?") for answer in answers),
        outcome=Outcome.ANSWERED,
        text="".join([*(answer.text for answer in given), *missing]),
        values=tuple(value for answer in given for value in answer.values),
        evidence=tuple(dict.fromkeys(c for answer in given for c in answer.evidence)),
        source="graph" if all(a.source == "graph" for a in given) else "passage",
        steps=tuple(steps),
        confidence=min(answer.confidence for answer in given),
    )
