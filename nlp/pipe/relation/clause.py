"""Sentences, clauses, and who acts in each clause.

A clause is read as *preface, agents, adverbs, rest*. The agent counts as subject only when nothing
but adverbs stands between it and a verb; else the clause has a subject that we do not know, and
what follows it inherits nobody. The expressions are atomic, so reading is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.sentence import sentences as divide
from nlp.pipe.relation.mask import AGENT, ASIDE, NAMED, PERIOD, TITLE, Scene
from nlp.pipe.relation.pattern import either, lexicon, patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nlp.extraction import Link, Period

CLAUSE = re.compile(r"[^，；：。！？,;:!?\n]+")
_LONGEST_SENTENCE = 2000  # beyond that it is a table or a list of names, not a sentence

_COUNT = r"(?:\d{1,4}|[一二两三四五六七八九十百]{1,4}|数十?)(?:余|多)?"
_UNIT = (
    r"(?:省份|省市|省区|部委|部门|城市|地方|地区|地市|单位|机构|国家|企业|委办局|厅局|区县|县区"
    r"|[省市县区州盟部国家])"
)
TAIL = (
    rf"(?:等种?(?:有关|相关|{_COUNT}个?)?(?:有关|相关|中央|国家)?(?:{_UNIT}|地)?"
    rf"|{_COUNT}个?{_UNIT}|双方|[两三四]{_UNIT})?{ASIDE}*"
)
_JOIN = "(?:、|和|与|及|以及|同)"
_GROUP = f"{AGENT}+{ASIDE}*(?:{_JOIN}{AGENT}+{ASIDE}*)*+{TAIL}"
TIME = (
    f"(?:计划到|力争到|截至|早在|[到于自从在至])?{PERIOD}+"
    "(?:之前|以来|期间|之内|以后|之后|底前|[年起前底末初内后间的])?"
)
_NUMBERING = (
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[、.．]"
    r"|第[一二三四五六七八九十百零\d]{1,6}条|[■●▲◆—*#·\-]+)"
)
_OFFICE = re.compile("[^，、]{2,6}?(?:主管|行政)(?:部门|机关)")  # 国务院建设主管部门
PROPOSING = "提出"
"""The one word that is a modal before a verb (提出建设…) and a verb before a noun (提出…规划)."""

_SIGNS_WITH = re.compile("(?>已|正式|共同|近日|今日|成功)*+(?:签约|签署|签订|达成)")


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled word classes."""

    preface: re.Pattern[str]
    agents: re.Pattern[str]
    adverbs: re.Pattern[str]
    verb: re.Pattern[str]
    other_verb: re.Pattern[str]
    preposition: re.Pattern[str]
    conditional: re.Pattern[str]
    required: re.Pattern[str]
    planned: re.Pattern[str]
    permitted: re.Pattern[str]
    intention: re.Pattern[str]
    report: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without the white space at its ends; ``question`` marks are no facts."""

    start: int
    end: int
    question: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its reading.

    ``agents`` act, together with ``partners`` (会同); they are empty when the subject is not known.
    ``subject_start`` is where they are named, ``distance`` how many clauses ago (0: in this one).
    The clause is preface (to ``opening``), agents (to ``body``), adverbs (to ``at``) and the rest.
    ``modal`` is the modality of its own verb or of the clause it goes on from; ``intended``: a verb
    of intention governs it (提出，…); ``reported``: it tells what is demanded
    or said, and the speaker is not the one who does it. ``governed``: so does a clause without
    a subject before (支持甲建设乙，丙建设丁).
    """

    sentence: Sentence
    start: int
    end: int
    agents: tuple[Link, ...]
    partners: tuple[Link, ...]
    subject_start: int
    distance: int
    opening: int
    body: int
    at: int
    period: Period | None
    modal: str | None
    intended: bool
    reported: bool
    governed: bool


def _wholes(triggers: Iterable[str], preverbs: Iterable[str]) -> list[str]:
    """Return the verbs that only look like one governing another (负责统筹协调)."""
    begins = tuple(preverbs)
    return [t for t in triggers if t.startswith(begins) and t not in begins]


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """Return the grammar made from the lexicon and the triggers of the patterns."""
    table = lexicon()
    modal = table["modality"]
    # 负责 is the verb itself unless another follows (preverbs).
    modals = [word for words in modal.values() for word in words if word not in ("将", "负责")]
    triggers = {t for p in patterns() if p.family == "action" for t in p.triggers}
    verb = either(triggers)
    way = "(?:方面|领导|指导|领域|期间|过程中|基础上|框架下|范围内|方式|模式|形式|名义)"
    manner = (
        f"(?:在|以|按|按照|通过|采取|采用|于)(?!{verb})[^，；：。]{{1,24}}?{way}(?:下|上)?"
        f"|(?:依照|依据|根据|按照)[^，；：。]{{1,12}}?(?:法|条例|规定|办法|{TITLE}|要求|职责|授权)(?={verb})"
    )
    # 将 is future before an adverb or verb; in 将…纳入… it marks the object.
    future = (
        f"将(?={either([*table['adverbs'], *triggers, *table['sentence']['verbs']])})"
        r"(?![^，；：。]{1,40}(?:纳入|列入|写入|归入|编入|并入|作为))"
    )
    adverb = (
        f"(?>{manner}|{future}|在{AGENT}+{ASIDE}*|{either([*table['adverbs'], *modals])}"
        f"|(?!{either(_wholes(triggers, table['preverbs']))}){either(table['preverbs'])}"
        f"(?={either([*triggers, *table['adverbs']])})"
        f"|通过(?={verb})|{TIME}|{ASIDE}|[ 　]|“|”)"
    )
    opening = (
        f"(?>{either(table['sentence']['preface'])}|(?:如|例如|比如|已?有)(?={AGENT})"
        f"|{_NUMBERING}|{TIME}|{ASIDE}|[ 　]"
        r"|据\w{2,8}(?:报道|消息|介绍|统计|了解)|经(?:国务院|党中央)?(?:批准|同意)|——)"
    )
    return Grammar(
        preface=re.compile(f"{opening}*+"),
        agents=re.compile(
            f"(?P<agents>{_GROUP})(?:(?P<how>会同|联合|商|携手)(?P<partners>{_GROUP}))?"
        ),
        adverbs=re.compile(f"{adverb}*+"),
        verb=re.compile(verb),
        other_verb=re.compile(either(table["sentence"]["verbs"])),
        preposition=re.compile(either(table["sentence"]["prepositions"])),
        # 如广东省提出… is an example, no condition.
        conditional=re.compile(f"{either(table['sentence']['conditional'])}(?!{AGENT})"),
        required=re.compile(either(modal["required"])),
        planned=re.compile(either(modal["planned"])),
        permitted=re.compile(either(modal["permitted"])),
        intention=re.compile(either(table["sentence"]["intention"])),
        report=re.compile(either(table["sentence"]["report"])),
    )


def sentences(scene: Scene) -> list[Sentence]:
    """Return the sentences of a scene in order; what is far too long is a table, and left out."""
    folded = scene.source.folded
    return [
        Sentence(start, end, folded[end - 3 : end].find("？") >= 0)
        for start, end in scene.source.sentences or divide(folded)
        if 4 <= end - start <= _LONGEST_SENTENCE
    ]


def clauses(scene: Scene, sentence: Sentence) -> Iterator[Clause]:
    """Yield the clauses of a sentence with who acts in them.

    Nothing is yielded from a question or from a sentence with a condition.
    """
    if sentence.question:
        return
    spans = [m.span() for m in CLAUSE.finditer(scene.masked, sentence.start, sentence.end)]
    openings = [_opening(scene, start, end) for start, end in spans]
    if any(grammar().conditional.match(scene.masked, at) for at in openings):
        return
    before: Clause | None = None
    for (start, end), at in zip(spans, openings, strict=True):
        before = _read(scene, sentence, (start, at, end), before)
        yield before


def _opening(scene: Scene, start: int, end: int) -> int:
    found = grammar().preface.match(scene.masked, start, end)
    return found.end() if found else start


def _read(
    scene: Scene, sentence: Sentence, span: tuple[int, int, int], before: Clause | None
) -> Clause:
    rules, (start, at, end) = grammar(), span
    named = rules.agents.match(scene.masked, at, end)
    body = named.end() if named else at
    adverbs = rules.adverbs.match(scene.masked, body, end)
    rest = adverbs.end() if adverbs else body
    settled = _settled(scene, bool(named), at, rest, end)
    inherits = before if settled and not named and before and before.agents else None
    carried = before.period if before else None
    return Clause(
        sentence=sentence,
        start=start,
        end=end,
        agents=_subjects(scene, named, "agents", settled) if named else _agents_of(inherits),
        partners=_subjects(scene, named, "partners", settled) if named else (),
        subject_start=inherits.subject_start if inherits else at,
        distance=inherits.distance + 1 if inherits else 0,
        opening=at,
        body=body,
        at=rest,
        period=scene.period_in(start, rest) or carried,
        modal=_modal(scene, body, rest)
        or (inherits.modal if inherits else None)
        or ("planned" if before and before.governed else None),
        intended=_intends(scene, body, rest, end) or bool(inherits and inherits.intended),
        reported=_reports(scene, rest, end) or bool(inherits and inherits.reported),
        governed=(not named and _reports(scene, rest, end)) or bool(before and before.governed),
    )


def _modal(scene: Scene, start: int, end: int) -> str | None:
    rules = grammar()
    for name, words in (
        ("required", rules.required),
        ("planned", rules.planned),
        ("permitted", rules.permitted),
    ):
        if words.search(scene.masked, start, end):
            return name
    return None


def _agents_of(clause: Clause | None) -> tuple[Link, ...]:
    return () if clause is None or clause.reported else clause.agents


def _subjects(scene: Scene, match: re.Match[str], group: str, settled: bool) -> tuple[Link, ...]:
    found = heads(scene, match, group) if settled else ()
    # 甲与乙签约，建设丙: the one who builds is 甲.
    return found[:1] if _SIGNS_WITH.match(scene.masked, match.end()) else found


def _intends(scene: Scene, body: int, at: int, end: int) -> bool:
    intention = grammar().intention
    return bool(intention.search(scene.masked, body, at) or intention.match(scene.masked, at, end))


def _reports(scene: Scene, at: int, end: int) -> bool:
    return grammar().report.match(scene.masked, at, end) is not None


def _settled(scene: Scene, named: bool, at: int, rest: int, end: int) -> bool:
    """Say whether the subject of a clause is known to be the agents, or to be left out."""
    rules = grammar()
    if rest >= end:  # adverbs alone: 2014年5月，
        return True
    if named and _OFFICE.match(scene.masked, rest, end):
        return False
    if rules.verb.match(scene.masked, rest, end) or rules.other_verb.match(scene.masked, rest, end):
        return True
    if rules.preposition.match(scene.masked, rest if named else at, end):
        return True
    if scene.masked.endswith(PROPOSING, at, rest):
        return True
    return scene.masked[rest] in (TITLE, NAMED) and not named


def heads(scene: Scene, match: re.Match[str], group: str) -> tuple[Link, ...]:
    """Return one link for each coordinated name: of 湖南省衡阳市 the last, with what it names."""
    if match[group] is None:
        return ()
    start = match.start(group)
    runs = re.finditer(f"{AGENT}+", match[group])
    found = (scene.agents_in(start + run.start(), start + run.end()) for run in runs)
    return tuple(links[-1] for links in found if links and links[-1].iri)  # NIL states nothing


def group_expression() -> str:
    """Return the expression for coordinated agents with what may close the list (等25个部委)."""
    return _GROUP
