"""Who does what: agent, adverbs, verb, object, in this order or with the agent clauses before."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.pipe.relation.build import (
    Qualifier,
    distance_penalty,
    modality,
    mode_of,
    relate,
    support,
)
from nlp.pipe.relation.clause import PROPOSING, Clause, Sentence, grammar, heads
from nlp.pipe.relation.mask import AGENT, ASIDE, NAMED, PERIOD, TITLE, Scene
from nlp.pipe.relation.pattern import Pattern, either, lexicon, pattern, patterns
from nlp.pipe.relation.phrase import Named, agent_named, find_objects, title_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Link, Relation

_LEADING = re.compile(r"牵头")
_TOGETHER = re.compile("联合|共同|携手|联手")


@lru_cache(maxsize=1)
def _by_trigger() -> dict[str, tuple[Pattern, ...]]:
    table: dict[str, tuple[Pattern, ...]] = {}
    for rule in patterns():
        if rule.family == "action":
            for trigger in rule.triggers:
                table[trigger] = (*table.get(trigger, ()), rule)
    return table


def rules_of(trigger: str) -> tuple[Pattern, ...]:
    """Return the patterns of actions that a verb triggers."""
    return _by_trigger().get(trigger, ())


@lru_cache(maxsize=1)
def after_verb() -> re.Pattern[str]:
    """Return what stands between verb and object: verbs coordinated with it (制定出台), aspect."""
    more = either(lexicon()["coverbs"])
    return re.compile(rf"(?:(?:并|和|、|及)?{more}){{0,3}}+(?:了|起|出|过)?{ASIDE}*")


def read_actions(scene: Scene, clause: Clause) -> Iterator[Relation]:
    """Yield what the agents of a clause do in it."""
    if not clause.agents:
        return
    verb = grammar().verb.match(scene.masked, clause.at, clause.end)
    if verb is None:
        if scene.masked.endswith(PROPOSING, clause.body, clause.at):
            yield from _emit(scene, clause, PROPOSING, clause.at, planned=False)
        return
    governing = _governing(scene, clause)
    for trigger, start in (*governing, (verb.group(), verb.end())):
        inner = governing and trigger == verb.group()
        if inner and governing[0][0] != "提出":
            return  # 推动建立 is promoting, not establishing
        after = after_verb().match(scene.masked, verb.end(), clause.end)
        yield from _emit(
            scene, clause, trigger, after.end() if after else start, planned=bool(inner)
        )


def _governing(scene: Scene, clause: Clause) -> tuple[tuple[str, int], ...]:
    """Return the verb that directly governs the next one (推动建立), if any."""
    for rule in ("提出", "推动", "推进", "启动", "探索", "参与"):
        end = clause.at
        before = scene.masked[clause.body : end]
        at = before.rfind(rule)
        if at < 0:
            continue
        between = before[at + len(rule) :]
        if not between or set(between) <= {PERIOD} or _only_adverbs(between):
            return ((rule, end),)
    return ()


def _only_adverbs(text: str) -> bool:
    found = grammar().adverbs.match(text)
    return bool(found) and found is not None and found.end() == len(text)


def _emit(
    scene: Scene, clause: Clause, trigger: str, start: int, *, planned: bool
) -> Iterator[Relation]:
    manner = scene.masked[clause.body : clause.at]
    duty = scene.masked[clause.start : clause.opening].endswith("由")
    for rule in rules_of(trigger):
        generic = duty and rule.predicate == "formulates"
        for obj in find_objects(scene, start, clause.end, rule, generic=generic):
            yield from _state(scene, clause, rule, obj, planned=planned)
            if _LEADING.search(manner) and not rule.inverse and rule.predicate != "leads":
                yield from _state(scene, clause, pattern("lead-action"), obj, planned=planned)


def _state(
    scene: Scene, clause: Clause, rule: Pattern, obj: Named, *, planned: bool
) -> Iterator[Relation]:
    evidence = support(scene, clause.sentence, clause.subject_start, max(clause.end, obj.end))
    qualifier = Qualifier(
        mode=_mode(scene, clause),
        modality="planned" if planned else modality(clause),
        period=clause.period,
    )
    penalty = distance_penalty(clause)
    for agent in clause.agents:
        actor = agent_named(agent)
        subject, target = (obj, actor) if rule.inverse else (actor, obj)
        yield relate(rule, subject, target, evidence, qualifier=qualifier, penalty=penalty)
    if not rule.inverse:
        yield from _partners(clause, obj, evidence, qualifier)


def _partners(
    clause: Clause, obj: Named, evidence: tuple[int, int], qualifier: Qualifier
) -> Iterator[Relation]:
    """A partner in 甲会同乙… takes part in what the first does."""
    rule = pattern("partner")
    for agent in clause.partners:
        yield relate(rule, agent_named(agent), obj, evidence, qualifier=qualifier)


def _mode(scene: Scene, clause: Clause) -> str | None:
    named = mode_of(scene, clause.body, clause.at)
    if named:
        return named
    together = _TOGETHER.search(scene.masked, clause.body, clause.at)
    return together.group() if together else None


@lru_cache(maxsize=1)
def _relative() -> tuple[tuple[Pattern, re.Pattern[str]], ...]:
    rules = []
    for rule in patterns():
        if rule.family == "relative":
            kinds = f"{TITLE}+" if "title" in rule.takes else f"{NAMED}+"
            rules.append(
                (
                    rule,
                    re.compile(
                        f"(?P<agents>{AGENT}+(?:(?:、|和){AGENT}+)*+)(?:等{{0,1}})(?:于|在)?{PERIOD}*"
                        f"(?>已|联合|共同|组织|牵头|率先|正式|新|最新)?{either(rule.triggers)}(?:了)?的"
                        f"[^，。；：、的{TITLE}{NAMED}{AGENT}]{{0,8}}(?P<object>{kinds})"
                    ),
                )
            )
    return tuple(rules)


def read_relatives(scene: Scene, sentence: Sentence) -> Iterator[Relation]:
    """Yield what relative clauses state: 武汉市建立的“…”, 国务院印发的《…》."""
    for rule, expression in _relative():
        for match in expression.finditer(scene.masked, sentence.start, sentence.end):
            start, end = match.span("object")
            obj = (
                title_named(scene, start, end)
                if "title" in rule.takes
                else _named(scene, start, end)
            )
            if obj is None:
                continue
            evidence = support(scene, sentence, match.start(), match.end())
            period = scene.period_in(match.start(), start)
            for agent in _links(scene, match):
                actor = agent_named(agent)
                pair = (obj, actor) if rule.inverse else (actor, obj)
                yield relate(rule, *pair, evidence, qualifier=Qualifier(period=period))


def _named(scene: Scene, start: int, end: int) -> Named | None:
    found = find_objects(scene, start, end, pattern("establish-relative"))
    return found[0] if found else None


def _links(scene: Scene, match: re.Match[str]) -> tuple[Link, ...]:
    return heads(scene, match, "agents")
