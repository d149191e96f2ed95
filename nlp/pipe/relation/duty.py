"""Responsibility marks: （甲部牵头，乙部参与） at the end of a task."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.extraction import Link, Relation
from nlp.pipe.relation.build import Qualifier, relate
from nlp.pipe.relation.clause import grammar
from nlp.pipe.relation.mask import AGENT, Scene
from nlp.pipe.relation.pattern import pattern
from nlp.pipe.relation.phrase import LONGEST, Named, agent_named, show
from ontology.iri import mint

MARK = re.compile(
    r"（(?P<body>[^（）\n]{2,300}?(?:负责|牵头|参与|配合|协助)(?:落实|实施|推进)?"
    r"|(?:责任|牵头|负责|主办)(?:单位|部门)[:：][^（）\n]{2,300}?)[。；]?）"
)
_SEGMENT = re.compile(r"[^，；：。]+")
_LEADS = re.compile("牵头|负责|责任单位|责任部门|主办")
_TAKES_PART = re.compile("参与|配合|协助|参加")
_WITH = re.compile("会同|商")
_NUMBER = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十百\d]{1,4}[）)]?[、.．。]?|[一二三四五六七八九十]是)\s*")
_FIRST_CLAUSE = re.compile(r"[^，。；：！？]+")
_EVIDENCE = 400


@dataclass(frozen=True, slots=True)
class _Task:
    name: Named
    start: int


def read_duties(scene: Scene) -> Iterator[Relation]:
    """Yield who leads and who takes part in the tasks that end with a responsibility mark."""
    since = 0
    for mark in MARK.finditer(scene.source.folded):
        line = scene.source.folded.rfind("\n", 0, mark.start()) + 1
        task = _task(scene, max(line, since), mark.start())
        since = mark.end()
        if task is not None:
            yield from _duties(scene, mark, task)


def _duties(scene: Scene, mark: re.Match[str], task: _Task) -> Iterator[Relation]:
    evidence = task.start, mark.end()
    for agent, leads in _roles(scene, *mark.span("body")):
        rule = pattern("duty-lead" if leads else "duty-take-part")
        qualifier = Qualifier(modality="required")
        yield relate(scene, rule, agent_named(agent), task.name, evidence, qualifier=qualifier)


def _roles(scene: Scene, start: int, end: int) -> Iterator[tuple[Link, bool]]:
    """Yield each body of a mark and whether it leads; a heading (责任单位：) rules what follows."""
    leads: bool | None = None
    waiting: list[Link] = []
    for segment in _SEGMENT.finditer(scene.source.folded, start, end):
        text = segment.group()
        agents = scene.agents_in(*segment.span())
        said = _role(text)
        leads = said if said is not None else leads
        if leads is None:
            waiting.extend(agents)
            continue
        joint = _WITH.search(text)
        for agent in (*waiting, *agents):
            beside = joint is not None and agent.mention.start > segment.start() + joint.start()
            yield agent, leads and not beside
        waiting = []


def _role(text: str) -> bool | None:
    if _LEADS.search(text):
        return True
    return False if _TAKES_PART.search(text) else None


def _task(scene: Scene, start: int, end: int) -> _Task | None:
    """Name the task by its heading, else by its first clause if that is a short verb phrase."""
    if end - start > _EVIDENCE or end - start < 4:
        return None
    written = scene.source.folded[start:end]
    number = _NUMBER.match(written)
    begin = start + (number.end() if number and number.group().strip() else 0)
    while begin < end and scene.source.folded[begin] in " 　":
        begin += 1
    clause = _FIRST_CLAUSE.match(scene.source.folded, begin, end)
    if clause is None or not 4 <= clause.end() - begin <= LONGEST:
        return None
    closed = clause.end() == end or scene.source.folded[clause.end()] == "。"
    rules = grammar()
    adverbs = rules.adverbs.match(scene.masked, begin, clause.end())
    at = adverbs.end() if adverbs else begin
    verbal = rules.verb.match(scene.masked, at) or rules.other_verb.match(scene.masked, at)
    if not closed and not verbal or scene.masked[begin] == AGENT:
        return None
    name = show(scene.source.text[begin : clause.end()])
    return _Task(Named(name, mint("concept", name), None, begin, clause.end(), False), begin)
