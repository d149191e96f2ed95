"""Responsibility marks: （甲部牵头，乙部参与） at the end of a task."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.pipe.relation.build import Qualifier, relate
from nlp.pipe.relation.clause import grammar
from nlp.pipe.relation.mask import AGENT, Scene
from nlp.pipe.relation.pattern import pattern
from nlp.pipe.relation.phrase import LONGEST, Named, agent_named, show
from ontology.iri import mint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Link, Relation

MARK = re.compile(
    r"（(?P<body>[^（）\n]{2,300}?(?:负责|牵头|参与|配合|协助)(?:落实|实施|推进)?"
    r"|(?:[^（）\n]{2,40}[；，。])?(?:责任|牵头|负责|主办)(?:单位|部门)[ ]?[:：][^（）\n]{2,300}?)"
    r"(?P<rule>[，。；][^（）\n]{0,40}下同)?[。；]?）"
    r"|(?<=[。；\s])(?P<bare>(?:责任|牵头|主办|负责)(?:单位|部门)[ ]?[:：][^（）\n。　]{2,300}+)"
    r"(?=[。\n　 ]|$)"
)
_FIRST_LEADS = re.compile("(?:第一位|首位|最前|第一)的?[^，]{0,6}为?牵头")
_SENTENCE_MARKS = frozenset("。；;！？!?\n")
_BLANK = frozenset(" 　")
_SEGMENT = re.compile(r"[^，；：:。]+")
_ASIDE_TOPIC = re.compile("适用范围|完成时[限间]|时限|备注|下同|进度")
_ITEM_BEFORE = frozenset("（、，；：:。和与及由请同商及并按 　")
_ITEM_AFTER = frozenset("）、，；。和与及会商等负牵参配协按主分承统为 　")
_ITEM_NUMBER = re.compile(
    r"(?:^|[\s。；])(?:[（(](?:[一二三四五六七八九十百]{1,4}|\d{1,3})[)）]|\d{1,3}[.．、](?!\d)"
    r"|[一二三四五六七八九十]{1,3}、|[一二三四五六七八九十]是)"
)
_UNFINISHED = re.compile("(?:时|后|前|中|的|方面|上|下)$")
_OPENING = re.compile("[以对为将把按]|通过|按照|围绕|针对|依托")
_TOPIC = re.compile("对|针对|为|在|受|自|因|由于|凡")
_LONGEST_TASK = 60
_ABOUT = re.compile("的[^的]{1,8}$")  # 对承租国有房屋的企业 says whom it is about, not what is done
_HEADS = re.compile("牵头|主办")
_LEADS = re.compile("牵头|负责|责任单位|责任部门|主办")
_TAKES_PART = re.compile("参与|配合|协助|参加")
_WITH = re.compile("会同|商")
_FIRST_CLAUSE = re.compile(r"[^，。；：！？\n]+")
_EVIDENCE = 900


@dataclass(frozen=True, slots=True)
class _Task:
    name: Named
    start: int


def read_duties(scene: Scene) -> Iterator[Relation]:
    """Yield who leads and who takes part in the tasks that end with a responsibility mark."""
    since = 0
    first_leads = False
    for mark in MARK.finditer(scene.source.folded):
        line = _line(scene.source.folded, mark)
        first_leads = first_leads or bool(_FIRST_LEADS.search(mark["rule"] or ""))
        if not _closes(scene.source.folded, mark):
            continue
        task = _task(scene, max(line, since), mark.start())
        since = mark.end()
        if task is not None:
            yield from _duties(scene, mark, task, first_leads=first_leads)


def _line(text: str, mark: re.Match[str]) -> int:
    """Return where the paragraph of a mark begins; one on a line of its own closes that before."""
    line = text.rfind("\n", 0, mark.start()) + 1
    return line if text[line : mark.start()].strip() else text.rfind("\n", 0, line - 1) + 1


def _closes(text: str, mark: re.Match[str]) -> bool:
    """Tell whether a mark closes a sentence; inside one it is a plain parenthesis."""
    if mark["bare"]:
        return True
    before = text[max(0, mark.start() - 1) : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    ends = _SENTENCE_MARKS | _BLANK
    return not after or after in ends or before in ends or after in "（【"


def _duties(
    scene: Scene, mark: re.Match[str], task: _Task, *, first_leads: bool
) -> Iterator[Relation]:
    """Yield the duties of a mark; ``first_leads``: a rule says so of lists without roles."""
    evidence = task.start, mark.end()
    roles = [*_roles(scene, *mark.span("body" if mark["body"] else "bare"))]
    if first_leads and all(leads for _, leads in roles):
        roles = [(agent, n == 0) for n, (agent, _) in enumerate(roles)]
    for agent, leads in roles:
        rule = pattern("duty-lead" if leads else "duty-take-part")
        qualifier = Qualifier(modality="required")
        yield relate(rule, agent_named(agent), task.name, evidence, qualifier=qualifier)


def _roles(scene: Scene, start: int, end: int) -> Iterator[tuple[Link, bool]]:
    """Yield each body of a mark and whether it leads; a heading (责任单位：) rules what follows."""
    leads: bool | None = None
    waiting: list[Link] = []
    # Where somebody is said to head the work, those who are responsible beside take part.
    headed = _HEADS.search(scene.source.folded, start, end) is not None
    for segment in _SEGMENT.finditer(scene.source.folded, start, end):
        text = segment.group()
        if _ASIDE_TOPIC.search(text):
            if leads is None and not waiting:
                continue  # （完成时限：6月；责任单位：甲）
            return
        agents = [k for k in scene.agents_in(*segment.span()) if k.iri and _is_item(scene, k)]
        said = _role(text, headed=headed)
        leads = said if said is not None else leads
        if leads is None:
            waiting.extend(agents)
            continue
        joint = _WITH.search(scene.open[segment.start() : segment.end()])
        for agent in (*waiting, *agents):
            beside = joint is not None and agent.mention.start > segment.start() + joint.start()
            yield agent, leads and not beside
        waiting = []


def _is_item(scene: Scene, link: Link) -> bool:
    """Say whether a name fills its place in the list, so that it is no part of a longer name."""
    folded, mention = scene.source.folded, link.mention
    before, after = folded[mention.start - 1], folded[mention.end : mention.end + 1]
    return (before in _ITEM_BEFORE or scene.open[mention.start - 1] == AGENT) and (
        after in _ITEM_AFTER
    )


def _role(text: str, *, headed: bool) -> bool | None:
    if _HEADS.search(text) if headed else _LEADS.search(text):
        return True
    return False if _TAKES_PART.search(text) or _LEADS.search(text) else None


def _task(scene: Scene, start: int, end: int) -> _Task | None:
    """Name the task by its heading or the first clause of its first sentence that says what to do.

    A clause that only says whom or what case it is about (对承租房屋的企业) is passed over.
    """
    for number in _ITEM_NUMBER.finditer(scene.source.folded, start, end):
        start = number.end()
    begin = start
    while begin < end and scene.source.folded[begin] in " 　\n。；、":
        begin += 1
    if end - begin > _EVIDENCE:
        return None
    for clause in _FIRST_CLAUSE.finditer(scene.source.folded, begin, end):
        if not _passed_over(scene, *clause.span()):
            return _named(scene, *clause.span(), begin, end)
        if scene.source.folded[clause.end() : clause.end() + 1] in _SENTENCE_MARKS:
            return None
    return None


def _passed_over(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a clause is but the topic or the case of what follows."""
    text = scene.source.folded[start:end].rstrip()
    if _UNFINISHED.search(text):
        return True
    return _TOPIC.match(text) is not None and not _verb_follows(scene, start, end)


def _named(scene: Scene, start: int, end: int, begin: int, mark: int) -> _Task | None:
    """Return the task that a clause says, None if it is no verb phrase and no heading."""
    closed = end == mark or scene.source.folded[end] == "。"
    longest = LONGEST if closed and start == begin else _LONGEST_TASK
    if not 4 <= end - start <= longest or scene.masked[start] == AGENT:
        return None
    rules = grammar()
    adverbs = rules.adverbs.match(scene.masked, start, end)
    at = adverbs.end() if adverbs else start
    verbal = (
        rules.verb.match(scene.masked, at)
        or rules.other_verb.match(scene.masked, at)
        or _verb_follows(scene, start, end)
    )
    if not closed and not verbal:
        return None
    name = show(scene.source.text[start:end])
    return _Task(Named(name, mint("concept", name), None, start, end, False), begin)


def _verb_follows(scene: Scene, begin: int, end: int) -> bool:
    """Tell whether a clause that opens with 以, 对 or 为 comes to its verb (以多种形式开展慰问)."""
    if not _OPENING.match(scene.masked, begin, end) or _ABOUT.search(scene.masked[begin:end]):
        return False
    rules = grammar()
    return bool(
        rules.verb.search(scene.masked, begin + 2, end)
        or rules.other_verb.search(scene.masked, begin + 2, end)
    )
