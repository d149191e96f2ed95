"""Who has done what, said backwards: 出台甲的有乙、丙, 设立甲的有10个市，包括乙、丙."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.pipe.relation.action import after_verb, rules_of
from nlp.pipe.relation.build import Qualifier, relate, support
from nlp.pipe.relation.clause import CLAUSE, Sentence, grammar, group_expression, heads
from nlp.pipe.relation.pattern import pattern
from nlp.pipe.relation.phrase import agent_named, find_objects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Relation
    from nlp.pipe.relation.mask import Scene

_WHO = "(?:省份|省市|省区|城市|地方|地区|部委|部门|单位|机构|企业|省|市|县|区|国家)?"
_COUNT = r"(?:近|超过|已)?(?:\d{1,4}|[一二两三四五六七八九十百]{1,4}|数十)(?:余|多)?"
_MANY = f"(?:{_COUNT}个?[^，；：。]{{1,4}})?"


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    more = "(?:，(?:分别)?(?:包括|有|是|为|即))?"
    return re.compile(
        f"的{_WHO}(?:已)?(?:有|包括|是|为){_MANY}{more}(?P<agents>{group_expression()})"
    )


def read_inverted(scene: Scene, sentence: Sentence) -> Iterator[Relation]:
    """Yield what several are said to have done where the verb phrase stands before them."""
    for named in _named().finditer(scene.masked, sentence.start, sentence.end):
        start = _clause_start(scene, sentence, named.start())
        opening = grammar().preface.match(scene.masked, start)
        adverbs = grammar().adverbs.match(scene.masked, opening.end() if opening else start)
        at = adverbs.end() if adverbs else start
        verb = grammar().verb.match(scene.masked, at, named.start())
        if verb is not None:
            yield from _state(scene, sentence, named, verb, start)


def _clause_start(scene: Scene, sentence: Sentence, at: int) -> int:
    spans = [m.start() for m in CLAUSE.finditer(scene.masked, sentence.start, at)]
    return spans[-1] if spans else sentence.start


def _state(
    scene: Scene, sentence: Sentence, named: re.Match[str], verb: re.Match[str], start: int
) -> Iterator[Relation]:
    after = after_verb().match(scene.masked, verb.end(), named.start())
    begin = after.end() if after else verb.end()
    evidence = support(scene, sentence, start, named.end() - 1)
    period = scene.period_in(start, verb.start())
    for rule in rules_of(verb.group()):
        for obj in find_objects(scene, begin, named.start(), rule):
            for agent in heads(scene, named, "agents"):
                actor = agent_named(agent)
                pair = (obj, actor) if rule.inverse else (actor, obj)
                qualifier = Qualifier(period=period)
                yield relate(
                    pattern("who-has"),
                    *pair,
                    evidence,
                    qualifier=qualifier,
                    predicate=rule.predicate,
                )
