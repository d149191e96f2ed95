"""Which body takes over: 撤销甲，其职能并入乙, 甲更名为乙, 将甲、乙的职责整合，组建丙."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.pipe.relation.build import Qualifier, relate, support
from nlp.pipe.relation.clause import group_expression, heads
from nlp.pipe.relation.mask import AGENT, ASIDE
from nlp.pipe.relation.pattern import Pattern, either, pattern
from nlp.pipe.relation.phrase import agent_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Relation
    from nlp.pipe.relation.clause import Sentence
    from nlp.pipe.relation.mask import Scene

_DUTY = "(?:职能|职责|机构|业务|编制)"
_DUTIES = f"(?:的?(?:全部|主要|相关|有关)?{_DUTY}(?:、{_DUTY})*+)"
_NOT = re.compile(r"[不未](?:再)?$|建议|拟$|是否")


@lru_cache(maxsize=1)
def _forms() -> tuple[tuple[Pattern, re.Pattern[str]], ...]:
    old = f"(?P<old>{group_expression()})"
    new = f"(?P<new>{AGENT}+)"
    moved = either(pattern("abolished").triggers)
    return (
        (
            pattern("abolished"),
            re.compile(
                f"(?:撤销|不再保留){old}，(?:其|将其|原)?[^。；，]{{0,10}}?{_DUTIES}?"
                f"[^。；，]{{0,6}}?(?:{moved}|由){new}"
            ),
        ),
        (
            pattern("renamed"),
            re.compile(f"{old}(?:正式|整体|已)*+{either(pattern('renamed').triggers)}{new}"),
        ),
        (
            pattern("merged"),
            re.compile(
                f"将{old}{_DUTIES}[^。；，]{{0,30}}?{either(pattern('merged').triggers)}"
                f"[^。；，]{{0,10}}，(?:重新)?(?:组建|设立|成立){new}"
            ),
        ),
    )


def read_succession(scene: Scene, sentence: Sentence) -> Iterator[Relation]:
    """Yield which body follows which, as a sentence says."""
    if AGENT not in scene.masked[sentence.start : sentence.end] or sentence.question:
        return
    for rule, form in _forms():
        for match in form.finditer(scene.masked, sentence.start, sentence.end):
            before = scene.masked[max(sentence.start, match.start() - 4) : match.start()]
            if _NOT.search(before.rstrip(ASIDE)):
                continue
            yield from _state(scene, sentence, rule, match)


def _state(
    scene: Scene, sentence: Sentence, rule: Pattern, match: re.Match[str]
) -> Iterator[Relation]:
    evidence = support(scene, sentence, match.start(), match.end() - 1)
    qualifier = Qualifier(period=scene.period_in(sentence.start, match.start()))
    for new in heads(scene, match, "new"):
        for old in heads(scene, match, "old"):
            if old.iri != new.iri:
                pair = agent_named(old), agent_named(new)
                yield relate(rule, *pair, evidence, qualifier=qualifier)
