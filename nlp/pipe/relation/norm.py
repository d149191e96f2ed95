"""What a text demands, forbids, encourages or allows, of whom: 应当, 不得, 鼓励, 可以.

A norm is *bearer, modal word, action* (数据处理者应当建立制度) or *verb of will, bearer, action*
(国家鼓励企业开发工具). The document that lays it down is the subject; in a text that is no document
of its own the one who is said to demand it is (《意见》明确，任何组织不得…). The word is kept as
written, the predicate is the concept. What is demanded of a case alone (…的，应当…) is left out:
without its condition it would not hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.pipe.relation.build import Qualifier, relate, support
from nlp.pipe.relation.clause import CLAUSE, Sentence, grammar
from nlp.pipe.relation.lineage import is_official, this_document
from nlp.pipe.relation.list_item import items_after
from nlp.pipe.relation.mask import AGENT, ASIDE, TITLE, Scene
from nlp.pipe.relation.pattern import Pattern, either, lexicon, patterns
from nlp.pipe.relation.phrase import Named, agent_named, show, title_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Link, Relation

_LONGEST = 90
_HEADING_ENDS = ("", "\n")
_SHORTEST = 2
_LISTED = re.compile(r"(?:下列|以下|如下)[^，；。]{0,16}$")
_CASE = re.compile("的[”）]?$")  # …的，应当…: what follows is demanded of this case alone


@dataclass(frozen=True, slots=True)
class _Forms:
    """The expressions of one language of norms, compiled from the patterns and the lexicon."""

    any: re.Pattern[str]
    will: re.Pattern[str]
    modal: re.Pattern[str]
    soft: re.Pattern[str]
    adjunct: re.Pattern[str]
    bearer: re.Pattern[str]
    circumstance: re.Pattern[str]
    penalty: re.Pattern[str]
    pronoun: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Norm:
    """One reading: the pattern, where its word, its bearer and its action stand."""

    rule: Pattern
    word: tuple[int, int]
    bearer: tuple[int, int] | None
    action: tuple[int, int]
    agent: Link | None = None


@lru_cache(maxsize=1)
def _by_word() -> dict[str, Pattern]:
    return {
        t: rule for rule in patterns() if rule.family in ("norm", "will") for t in rule.triggers
    }


@lru_cache(maxsize=1)
def _forms() -> _Forms:
    table = lexicon()["norm"]
    modals = [t for p in patterns() if p.family == "norm" for t in p.triggers]
    long, short = (either(m for m in modals if (len(m) > 1) is size) for size in (True, False))
    will = either(t for p in patterns() if p.family == "will" for t in p.triggers)
    modal = (
        f"(?>{table['unless']}{long}(?!{table['but']})"
        f"|{table['unless_short']}{short}(?!{table['but_short']}))"
    )
    wills = (
        f"(?P<word>{will}(?:(?:和|、|与|并|或者?)?(?:{will}|指导|推动|保护|激励|规范|帮助|组织))*+)"
    )
    who = f"(?:{grammar().preface.pattern})(?P<who>{AGENT}+)?{ASIDE}*"
    return _Forms(
        any=re.compile(f"{modal}|{will}"),
        will=re.compile(f"{who}(?>{either(table['adverbs'])})*+{wills}"),
        modal=re.compile(modal),
        soft=re.compile(f"(?:{either(table['adverbs'])}|{ASIDE}|[ 　])+$"),
        adjunct=re.compile(either(table["adjuncts"])),
        bearer=re.compile(
            f"(?P<bearer>[^，；：。]{{0,40}}?(?:{either(table['bearers'])}|{AGENT})(?:等)?{ASIDE}*)"
            f"(?!{either(table['joins'])}|{either(table['bearers'])}|[{AGENT}{ASIDE}])"
            r"(?=[^，；：。]{2})"
        ),
        circumstance=re.compile(table["circumstance"]),
        penalty=re.compile(table["penalty"]),
        pronoun=re.compile(f"(?:{either(table['pronouns'])})$"),
    )


def read_norms(scene: Scene, sentence: Sentence) -> Iterator[Relation]:
    """Yield what a sentence demands, forbids, encourages or allows."""
    forms = _forms()
    if sentence.question or not forms.any.search(scene.masked, sentence.start, sentence.end):
        return
    spans = [m.span() for m in CLAUSE.finditer(scene.masked, sentence.start, sentence.end)]
    giver = _giver(scene, spans)
    if giver is None:
        return
    bearer: tuple[int, int] | None = None
    case = False
    for index, (start, end) in enumerate(spans):
        if scene.masked[start - 1 : start] in ("；", ";"):
            case = False
        opening = _opening(scene, start, end)
        case = case or grammar().conditional.match(scene.masked, opening) is not None
        norm = None if case else _read(scene, opening, end, bearer)
        if norm is not None:
            bearer = norm.bearer
            norm = _whole(scene, norm, spans[index + 1 :])
            yield from _state(scene, sentence, giver, norm)
        elif not case:
            bearer = _topic(scene, opening, end) or bearer
        case = case or _CASE.search(scene.masked, start, end) is not None


def _topic(scene: Scene, opening: int, end: int) -> tuple[int, int] | None:
    """Return who a clause without a norm is about, for the next one (甲在办理时，应当…)."""
    forms = _forms()
    if forms.adjunct.match(scene.masked, opening, end):
        return None
    found = forms.bearer.match(scene.masked, opening, end)
    return found.span("bearer") if found else None


def _opening(scene: Scene, start: int, end: int) -> int:
    found = grammar().preface.match(scene.masked, start, end)
    return found.end() if found else start


def _giver(scene: Scene, spans: list[tuple[int, int]]) -> Named | None:
    """Return whose norms a sentence holds: those of this document, else of who is quoted."""
    this = this_document(scene)
    if this is not None and is_official(scene):
        return this
    if not spans:
        return None
    start, end = spans[0]
    at = _opening(scene, start, end)
    found = _quoting().match(scene.masked, at, end)
    if found is None:
        return None
    if found["title"]:
        return title_named(scene, *found.span("title"))
    agents = scene.agents_in(*found.span("agent"))
    return agent_named(agents[-1]) if agents and agents[-1].iri else None


@lru_cache(maxsize=1)
def _quoting() -> re.Pattern[str]:
    verbs = either(lexicon()["norm"]["quoting"])
    will = either(t for p in patterns() if p.family == "will" for t in p.triggers)
    return re.compile(
        f"(?:(?P<title>{TITLE}+)|(?P<agent>{AGENT}+)){ASIDE}*"
        f"[^，：{AGENT}{TITLE}]{{0,6}}?(?:{verbs}|(?={will}))"
    )


def _read(scene: Scene, opening: int, end: int, before: tuple[int, int] | None) -> _Norm | None:
    """Read a clause; ``before`` is who bears the norm of the clause before."""
    forms = _forms()
    will = forms.will.match(scene.masked, opening, end)
    if will is not None and scene.masked[end : end + 1] in _HEADING_ENDS:
        return None  # 支持企业复工 on a line of its own is a heading or a title
    if will is not None:
        return _willed(scene, will, end)
    modal = forms.modal.search(scene.masked, opening, end)
    if modal is None or _CASE.search(scene.masked, modal.end(), end):
        return None
    rule = _by_word()[modal.group()]
    bearer = _bearer(scene, opening, modal.start()) or before
    action = modal.end(), end
    return _Norm(rule, modal.span(), bearer, action) if _acts(scene, rule, action) else None


def _bearer(scene: Scene, start: int, end: int) -> tuple[int, int] | None:
    """Return the noun phrase before a modal word, None if it is an adjunct or a clause."""
    forms = _forms()
    soft = forms.soft.search(scene.masked, start, end)
    end = soft.start() if soft else end
    text = scene.masked[start:end]
    if not _SHORTEST <= end - start <= 60 or forms.adjunct.match(text):
        return None
    if forms.circumstance.search(text) or forms.pronoun.search(text):
        return None
    return start, end


def _willed(scene: Scene, will: re.Match[str], end: int) -> _Norm | None:
    start = will.end()
    forms = _forms()
    bearer = forms.bearer.match(scene.masked, start, end)
    held = (start, bearer.end("bearer")) if bearer else None
    action = (held[1] if held else start), end
    word = next(w for w in sorted(_by_word(), key=len, reverse=True) if will["word"].startswith(w))
    rule = _by_word()[word]
    agents = scene.agents_in(*will.span("who")) if will["who"] else ()
    if not _acts(scene, rule, action):
        return None
    return _Norm(rule, will.span("word"), held, action, agents[-1] if agents else None)


def _acts(scene: Scene, rule: Pattern, action: tuple[int, int]) -> bool:
    text = scene.masked[slice(*action)].strip(" 　”")
    if not _SHORTEST <= len(text) <= _LONGEST or text.startswith(("的", "，")):
        return False
    return not (rule.predicate == "permits" and _forms().penalty.match(text))


def _whole(scene: Scene, norm: _Norm, later: list[tuple[int, int]]) -> _Norm:
    """Go on to the next clause where the action is but its ground (按照…，办理…)."""
    grounds = lexicon()["norm"]["ground"]
    between = scene.masked[norm.action[1] : norm.action[1] + 1]
    if later and between == "，" and re.fullmatch(grounds, scene.masked[slice(*norm.action)]):
        action = norm.action[0], later[0][1]
        return _Norm(norm.rule, norm.word, norm.bearer, action, norm.agent)
    return norm


def _state(scene: Scene, sentence: Sentence, giver: Named, norm: _Norm) -> Iterator[Relation]:
    opens = scene.source.folded[norm.action[1] : norm.action[1] + 1] == ":"
    if opens or _LISTED.search(scene.masked, *norm.action):
        if norm.rule.predicate == "prohibits":
            yield from _listed(scene, sentence, giver, norm)
        return
    evidence = support(scene, sentence, norm.word[0], norm.action[1] - 1)
    first = norm.bearer[0] if norm.bearer else norm.word[0]
    evidence = min(evidence[0], first), max(evidence[1], norm.action[1])
    yield _relation(scene, giver, norm, show(scene.source.text[slice(*norm.action)]), evidence)


def _listed(scene: Scene, sentence: Sentence, giver: Named, norm: _Norm) -> Iterator[Relation]:
    """Yield a prohibition for each item of 不得有下列行为：（一）…；（二）…."""
    lead = scene.source.text[slice(*norm.action)]
    verb = re.split("下列|以下|如下", lead)[0]
    verb = "" if verb in lexicon()["norm"]["empty"] else verb
    for start, end in items_after(scene.source.folded, norm.action[1], sentence.start):
        action = show(verb + scene.source.text[start:end])
        yield _relation(scene, giver, norm, action, (sentence.start, end))


def _relation(
    scene: Scene, giver: Named, norm: _Norm, action: str, evidence: tuple[int, int]
) -> Relation:
    text = scene.source.text
    bearer = show(text[slice(*norm.bearer)]) if norm.bearer else None
    qualifier = Qualifier(
        agent=agent_named(norm.agent) if norm.agent and norm.agent.iri else None,
        modality=norm.rule.modality,
        modality_text=text[slice(*norm.word)],
        bearer=bearer,
        bearer_iri=_bound(scene, norm.bearer) if norm.bearer else None,
    )
    done = Named(action, None, None, *norm.action, False)
    return relate(norm.rule, giver, done, evidence, qualifier=qualifier)


def _bound(scene: Scene, bearer: tuple[int, int]) -> str | None:
    """Return the entity that a bearer is, None if it is a sort (各级人民政府) or several."""
    start, end = bearer
    while end > start and scene.masked[end - 1] == ASIDE:
        end -= 1
    links = scene.agents_in(start, end)
    whole = set(scene.masked[start:end]) == {AGENT}
    return links[-1].iri if whole and links else None
