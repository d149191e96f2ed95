"""Who does what a clause says, by the words that mark it: 由 and 向 before a name, the subject."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.segment import cuts, tags
from qa.answer import Value
from qa.clause.sentence import Candidate
from qa.clause.subject import clauses
from qa.question.focus import Operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.clause.sentence import Wanted

BODY_ASKED = re.compile(r"部门|单位|机构|机关|委员会|[局厅办]|组织|企业|公司|商会|协会")
RECEIVES = re.compile(r"(?:给|向|报|送|交|至)(?:了)?(?:给)?(?:谁|哪)")
_GOVERNED = re.compile(
    r"(?P<by>向|报送?|经|送|由|面向|对)"
    r"(?:谁|哪[一个些家级]*(?:部门|单位|机构|机关|人员?|组织|对象|群体)|什么人)(?P<behind>[^？?]{2,})"
)
"""The one before whom or through whom something is done: *向*谁*申请*."""
_NOT_SUBJECT = re.compile(r"(?:对|向|给|为|与|和|被|让|报|送|交|至|[了过])(?:谁|哪)|谁的")
"""A question for another than the one who does it."""
_DOES = re.compile(r"[向对在将把被由为]")
ACTED_ON = re.compile(r"(?:对|面向)(?:谁|哪|什么人)")
_PIVOT = re.compile(r"授权|委托|要求|责成|指导|督促|鼓励|支持|允许|责令|邀请|推动|引导|安排")
"""What makes another the one who does what follows."""
_HELPS = re.compile(r"配合|协助")
"""What those do who do not do it themselves."""
_ALSO = re.compile(r"（以下(?:简称|统称|称)[^）]*）")
_AGENT = re.compile(
    r"(?:由|须经|要经|应当经|(?<![已曾神])经(?=[^由，]{2,40}(?:批准|通过|同意|审[议核定]))|提请|报请)"
    r"(?P<rest>[^由，。；：\n]{3,160})"
)
_ADDED = re.compile(r"[(（][^)）]*[)）]|(?:予以|给予|依法|进行)+$")
"""What stands behind an agent's name and is none of it."""
_AGENT_END = re.compile(
    r"向|对|按|依|根据|会同|作为|负责|牵头|组织|统一|共同|自行|分别|协商|各自|(?<=[^参])与(?=[^、]{1,8}协)|在"
)
"""Where the name of an agent ends at the latest."""
_JOINS = re.compile(r"、|(?<=[^、]{3})(?:[和及与]|或者?)(?=[^、]{3})")
LONGEST_AGENT = 24
MOST_DEEDS = 4
"""Words behind an agent that belong to its deed: 由某部门*实施注册*管理."""
OF_OTHER_DEED = 0.12
"""What speaks against one who does only the second deed of a question: 谁*列席*审议…的会议."""
_MODAL = frozenset({"可以", "能够", "应当", "应该", "必须", "需要", "有权"})
LONGEST_AGENTS = 120
_BODY_END = re.compile(r"会议$|[部委局厅院会司市省县区署行所站处办人员位构关门业团队社府者]$")


def marked(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield the agents that 由 marks for a deed of the question, all that are named together."""
    for match in _AGENT.finditer(text):
        deeds = [
            at
            for word in wanted.words
            if word in wanted.behind
            and not BODY_ASKED.fullmatch(word)
            and (at := match["rest"].find(word)) > 0
        ]
        if not deeds:
            continue
        said = match["rest"][: min(deeds)]
        said = _ADDED.sub("", said)
        stop = _AGENT_END.search(said, 2)
        said = _ALSO.sub("", said[: stop.start()] if stop else said)
        said = _without_deed(said)
        parts = [each for each in _JOINS.split(said) if each]
        fits = all(len(each) <= LONGEST_AGENT and names_actor(each) for each in parts)
        if 2 <= len(said) <= LONGEST_AGENTS and fits:
            start = match.start("rest")
            main = _first_deed(wanted)
            bonus = 0.2 if not main or main in match["rest"] else 0.1
            yield Candidate(start, start + len(said), tuple(map(Value, parts)), bonus)


def _first_deed(wanted: Wanted) -> str:
    """Return the first deed behind the interrogative: 由谁*组织*登记."""
    said = (w for w in wanted.words if w in wanted.behind and not BODY_ASKED.fullmatch(w))
    return next((w for w in said if w not in _MODAL), "")


def _without_deed(said: str) -> str:
    """Return an agent without the first half of a double deed behind it: 某部门*整理*提出."""
    for end in sorted({len(said), *cuts(said)}, reverse=True)[: MOST_DEEDS + 1]:
        if names_actor(said[:end]):
            return said[:end]
    return said


def governed(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield whom a preposition of the question governs before its deed: *向*谁*申请*, 报谁批准."""
    asked = _GOVERNED.search(wanted.question)
    deed = next((w for w in wanted.words if asked and w in asked["behind"]), None)
    if asked is None or deed is None:
        return
    by, done = asked["by"], rf"(?:提出|提交|办理|进行)?{re.escape(deed)}"
    form = rf"{by}(?P<said>[^，。；：{by}]{{2,{LONGEST_AGENT}}}?){done}"
    for match in re.finditer(form, text):
        said, acted_on = match["said"], by in {"对", "面向"}
        fits = not _DOES.search(said) if acted_on else names_actor(said)
        if fits and said not in wanted.question:
            parts = _parts(said) if acted_on else [said]
            yield Candidate(match.start("said"), match.end("said"), tuple(map(Value, parts)), 0.2)


def subjects(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield the subjects of the clauses that have a deed of the question, their own or omitted."""
    said = [w for w in wanted.words if w in wanted.behind and not BODY_ASKED.fullmatch(w)]
    deeds = [w for w in said if tags().get(w, "v").startswith("v") and w not in _MODAL][:2]
    deeds = deeds or said[:1]
    if _NOT_SUBJECT.search(wanted.question) or not deeds:
        return
    for clause in clauses(text):
        subject = _ALSO.sub("", text[slice(*clause.subject)])
        begin = clause.subject[1] if clause.own else clause.start
        does = [at for deed in deeds if (at := text.find(deed, begin, clause.end)) >= 0]
        if not does or subject in wanted.question or _PIVOT.search(text, begin, min(does)):
            continue
        if _HELPS.search(text, begin, min(does)) and not _HELPS.search(wanted.question):
            continue
        at = clause.subject[0] if clause.own else clause.start
        several = wanted.intent.focus.operation is Operation.LIST
        parts = _parts(subject) if several else [subject]
        bonus = 0.12 + 0.04 * min(len(does), 2) + 0.05 * (len(parts) > 1)
        bonus -= OF_OTHER_DEED * (text.find(deeds[0], begin, clause.end) < 0)
        yield Candidate(at, clause.end, tuple(map(Value, parts)), bonus)


def _parts(said: str) -> list[str]:
    """Return the actors that a subject names one by one; 甲、乙等部门 stays whole."""
    if "等" in said:
        return [said]
    edges = cuts(said)
    joins = [m for m in re.finditer("[、和及与]", said) if {m.start(), m.end()} <= edges]
    ends = [*(m.start() for m in joins), len(said)]
    return [said[a:b] for a, b in zip([0, *(m.end() for m in joins)], ends, strict=True) if a < b]


def names_actor(said: str) -> bool:
    """Whether words end in what can act: a body, a post, people."""
    return _BODY_END.search(said) is not None
