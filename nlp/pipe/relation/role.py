"""Roles said without a plain verb phrase: X由A负责, A作为X的主管部门, A与B签约."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.pipe.relation.build import Qualifier, modality, mode_of, relate, support
from nlp.pipe.relation.clause import Clause, group_expression, heads
from nlp.pipe.relation.inclusion import included_thing
from nlp.pipe.relation.mask import AGENT, NAMED, TITLE, Scene
from nlp.pipe.relation.pattern import Pattern, either, pattern, patterns
from nlp.pipe.relation.phrase import Named, agent_named, cut_phrase, find_objects, title_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Relation

_GROUND = "(?:依照|依据|根据|按照)[^，；：。]{1,14}?(?:法|条例|规定|办法|\ue001|要求|职责|需要)"
_SOFT = f"(?>{_GROUND}|统一|具体|分别|负责|共同|联合|组织|牵头|会同有关部门|商有关部门|另行)*?"


@lru_cache(maxsize=1)
def _by_verb() -> dict[str, Pattern]:
    """Return the pattern of each verb that may follow 由 and the agents; the first has it."""
    rules = [rule for rule in patterns() if rule.family == "by"]
    return {trigger: rule for rule in reversed(rules) for trigger in rule.triggers}


@lru_cache(maxsize=1)
def _by() -> re.Pattern[str]:
    verb = either(_by_verb())
    return re.compile(
        f"由(?P<agents>{group_expression()})(?:(?:会同|联合|商)(?P<partners>{group_expression()}))?"
        f"{_SOFT}(?P<verbs>{verb}(?:(?:和|、|与|及|并){_SOFT}{verb})*+)$"
    )


def read_passive(scene: Scene, clause: Clause, before: Clause | None) -> Iterator[Relation]:
    """Yield what a clause says to be done by an agent that follows its object.

    A clause without an object of its own takes that of the clause before (将甲纳入乙，并由丙管理).
    """
    at = scene.masked.find(f"由{AGENT}", max(clause.start, clause.opening - 1), clause.end)
    match = _by().match(scene.masked[: clause.end], at) if at >= 0 else None
    if match is None:
        return
    topic_end = at
    while topic_end > clause.opening and scene.masked[topic_end - 1] in "均都统一 ":
        topic_end -= 1
    for verb in re.findall(either(_by_verb()), match["verbs"]):
        rule = _by_verb()[verb]
        topic = (
            _topic(scene, clause.opening, topic_end, rule)
            or _moved(scene, at, clause, before)
            or _fronted(scene, at, clause, before, rule)
        )
        if topic is not None:
            yield from _passive(scene, clause, rule, match, topic)


def _passive(
    scene: Scene, clause: Clause, rule: Pattern, match: re.Match[str], topic: Named
) -> Iterator[Relation]:
    first = min(clause.opening, topic.start)
    evidence = support(scene, clause.sentence, first, clause.end)
    qualifier = Qualifier(period=clause.period, modality=modality(clause))
    for agent in heads(scene, match, "agents"):
        actor = agent_named(agent)
        pair = (topic, actor) if rule.inverse else (actor, topic)
        yield relate(rule, *pair, evidence, qualifier=qualifier)
    if not rule.inverse:
        for agent in heads(scene, match, "partners"):
            pair = agent_named(agent), topic
            yield relate(pattern("partner"), *pair, evidence, qualifier=qualifier)


def _moved(scene: Scene, at: int, clause: Clause, before: Clause | None) -> Named | None:
    if before is None or at >= clause.opening or before.at >= before.end:
        return None
    return included_thing(scene, before) if scene.masked[before.at] in "把将" else None


def _fronted(
    scene: Scene, at: int, clause: Clause, before: Clause | None, rule: Pattern
) -> Named | None:
    """Return the noun phrase that is all of the clause before: 具体办法，由甲制定."""
    if before is None or at >= clause.opening or before.agents:
        return None
    heads_of = pattern("formulate").heads
    named = scene.masked.endswith(heads_of, before.opening, before.end)
    return _topic(scene, before.opening, before.end, rule) if named else None


def _topic(scene: Scene, start: int, end: int, rule: Pattern) -> Named | None:
    if start >= end:
        return None
    written = scene.masked[start:end]
    if rule.inverse:
        return title_named(scene, start, end) if set(written) == {TITLE} else None
    if set(written) == {NAMED}:
        found = find_objects(scene, start, end, pattern("establish-relative"))
        return found[0] if found else None
    return cut_phrase(scene, start, end, generic=rule.predicate == "formulates")


@lru_cache(maxsize=1)
def _authority() -> tuple[tuple[Pattern, re.Pattern[str]], ...]:
    return tuple(
        (
            rule,
            re.compile(
                r"(?:作为|是|为)(?P<topic>[^，；：。]{2,40}?)的(?:政府|行政|业务|行业)?"
                + either(rule.triggers)
                + "$"
            ),
        )
        for rule in patterns()
        if rule.family == "authority"
    )


@lru_cache(maxsize=1)
def _over() -> re.Pattern[str]:
    verbs = either(pattern("administer-over").triggers)
    return re.compile(
        r"对(?P<topic>[^，；：。]{2,40}?)(?:实施|实行|进行|开展)(?:统一|归口|综合|日常|全面|分级|分类)*+"
        f"{verbs}$"
    )


def read_oversight(scene: Scene, clause: Clause) -> Iterator[Relation]:
    """Yield what a body supervises: 某局对某事实施统一监督管理."""
    match = _over().match(scene.masked[: clause.end], clause.at) if clause.agents else None
    topic = cut_phrase(scene, *match.span("topic")) if match else None
    if topic is None:
        return
    evidence = support(scene, clause.sentence, clause.subject_start, clause.end)
    qualifier = Qualifier(period=clause.period, modality=modality(clause))
    for agent in clause.agents:
        rule = pattern("administer-over")
        yield relate(rule, agent_named(agent), topic, evidence, qualifier=qualifier)


def read_authority(scene: Scene, clause: Clause) -> Iterator[Relation]:
    """Yield offices: 某局作为全市某工作的主管部门."""
    if not clause.agents or clause.distance:
        return
    for rule, expression in _authority():
        match = expression.match(scene.masked[: clause.end], clause.at)
        topic = cut_phrase(scene, *match.span("topic")) if match else None
        if topic is None:
            continue
        evidence = support(scene, clause.sentence, clause.subject_start, clause.end)
        for agent in clause.agents:
            yield relate(rule, agent_named(agent), topic, evidence)


@lru_cache(maxsize=1)
def _cooperation() -> tuple[re.Pattern[str], re.Pattern[str]]:
    verbs = either(pattern("cooperate").triggers)
    partner = (
        f"(?:与|同|和|携手|联合)(?P<partners>{group_expression()})"
        "(?>在[^，；：。]{1,12}?(?:方面|领域|上)|已|正式|成功|开展|深化|加强|全面|战略|共同|联合|达成|进行)*+"
        f"{verbs}"
    )
    first = f"(?P<agents>{AGENT}+)(?>已|正|还|也|先后|积极|分别|近日|日前|率先|首次)*+"
    return re.compile(first + partner), re.compile(partner)


def read_cooperation(scene: Scene, clause: Clause) -> Iterator[Relation]:
    """Yield who works with whom, with the mode named in the clause or after it."""
    whole, partner = _cooperation()
    match = whole.match(scene.masked, clause.opening, clause.end)
    if match:
        agents = heads(scene, match, "agents")
    elif clause.agents and (match := partner.match(scene.masked, clause.at, clause.end)):
        agents = clause.agents
    else:
        return
    rule = pattern("cooperate")
    evidence = support(scene, clause.sentence, clause.subject_start, clause.end)
    qualifier = Qualifier(
        mode=mode_of(scene, clause.subject_start, clause.sentence.end),
        modality=modality(clause),
        period=clause.period,
    )
    for agent in agents:
        for other in heads(scene, match, "partners"):
            if other.iri is None or other.iri != agent.iri:
                pair = agent_named(agent), agent_named(other)
                yield relate(rule, *pair, evidence, qualifier=qualifier)
