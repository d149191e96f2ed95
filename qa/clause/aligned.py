"""What stands in a sentence where the interrogative stands in the question.

The words of a question on either side of its interrogative are found again in a clause; what the
clause has between them, or before the first, is what is asked for: 哪些地区率先实现… is answered
by what stands before 率先实现.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from nlp.segment import cuts, tags, words
from qa.answer import Value
from qa.clause.complement import is_new
from qa.clause.sentence import Candidate
from qa.question.focus import Operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.clause.sentence import Wanted

LONGEST = 40
"""Characters of the longest subject or object."""
SHORTEST_TERM = 2
LEAST_BEHIND = 0.8
"""Share of the question's words behind its interrogative that a clause has, in their order."""
_SUBJECT_ENDS = frozenset(
    "是对在将把向为以已从按依就并也还均都要应可须由于近约正曾被给让与会能"
) | {
    "根据",
    "按照",
    "依照",
    "已经",
    "近日",
    "日前",
    "可以",
    "应当",
    "必须",
    "正在",
    "负责",
    "统一",
    "共同",
    "依法",
}
"""Words with which the predicate begins at the latest."""
_NO_SUBJECT = re.compile(
    r"^(?:我|你|他|她|它|其|该|本|并|且|但|而|也|还|又|再|其中|因此|同时|此外|据|经|对|在|为|以|将|把|由|从|按|如|若|当|因)|[的了着过]$|^\s*第[一二三四五六七八九十百\d]+条"
)
_DAY = re.compile(r"\d{1,2}月|\d{1,2}日")
_CLAUSE = re.compile(r"[^，。；：！？\s]+")
_MEANS = re.compile(
    r"(?P<by>通过|采取|采用|借助|利用)(?:哪些|什么|哪几[种个项])(?:样的)?(?P<kind>方式|手段|途径|措施|办法|方法|形式|渠道)"
)
_SEVERAL_OF = re.compile(
    r"^(?P<x>[^，？?]{2,24}?)(?:分别|具体)?(?:是|指的?是|包括|指|有)(?:哪|什么)(?P<n>[两二三四五六七八九十]?)[^，？?]{0,6}[？?]?$"
)
_ITEMS = r"(?P<items>(?:[^，。；：、！？“”（）]{1,20}、)+[^，。；：、！？“”（）]{1,20}?)"
_NEGATED = re.compile(r"不[予得应准]|禁止|严禁|除外")


def aligned(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield what a sentence has in the place of the interrogative."""
    yield from _before(wanted, text)
    yield from _between(wanted, text)
    yield from _means(wanted, text)
    yield from _enumerated(wanted, text)
    yield from _announced(wanted, text)


def _before(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield what stands in a clause before the words that follow an interrogative that begins."""
    if wanted.before.strip("，") or wanted.behind.startswith("的"):
        return
    noun = wanted.intent.focus.noun
    told = [w for w in words(wanted.behind, search=False) if len(w) > 1 and w != noun]
    if len(told) < 2 and sum(map(len, told)) < 4:
        return
    several = wanted.intent.focus.operation is Operation.LIST
    for clause in _CLAUSE.finditer(text):
        said = clause.group()
        at = said.find(told[0])
        if (
            at < 2
            or at not in cuts(said)
            or _in_order(told, text[clause.start() + at :]) < LEAST_BEHIND
        ):
            continue
        subject = _DAY.split(_subject(said[:at]))[0].rstrip("是为")
        if (
            2 <= len(subject) <= LONGEST
            and not _NO_SUBJECT.search(subject)
            and is_new(subject, wanted.question)
        ):
            parts = [p for p in subject.split("、") if p] if several else [subject]
            yield Candidate(
                clause.start(), clause.start() + len(subject), tuple(map(Value, parts)), 0.15
            )


def _in_order(told: list[str], text: str) -> float:
    """Return the share of the letters of some words that a text has one behind the other."""
    at = got = 0
    for word in told:
        found = text.find(word, at)
        if found >= 0:
            at, got = found + len(word), got + len(word)
    return got / sum(map(len, told))


def _subject(said: str) -> str:
    """Return the beginning of a clause up to the word with which its predicate begins."""
    edges = sorted({0, len(said), *cuts(said)})
    for start, end in pairwise(edges):
        if start and said[start:end] in _SUBJECT_ENDS:
            return said[:start]
    return said


def _between(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield what stands between the words right before and right behind the interrogative."""
    before = [w for w in words(wanted.before, search=False) if w not in {"的", "了"}][-1:]
    behind = [w for w in words(wanted.behind, search=False) if len(w) > 1][:1]
    if not before or not behind or (len(before[0]) < 2 and before[0] not in "有请让派"):
        return
    if wanted.intent.focus.noun and behind[0].startswith(wanted.intent.focus.noun[:2]):
        return
    form = rf"{re.escape(before[0])}(?P<said>[^，。；：]{{2,{LONGEST}}}?){re.escape(behind[0])}"
    for match in re.finditer(form, text):
        said = match["said"].lstrip("了过着")
        if wanted.intent.focus.cue == "问地点":
            said = said.rpartition("在")[2]
        if is_new(said, wanted.question):
            parts = said.split("、") if wanted.intent.focus.operation is Operation.LIST else [said]
            end = match.end("said")
            yield Candidate(end - len(said), end, tuple(map(Value, parts)), 0.05)


def _means(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield the means of a deed: 通过*甲、乙*等方式提高…."""
    asked = _MEANS.search(wanted.question)
    if asked is None:
        return
    form = rf"{asked['by']}(?P<said>[^，。；：]{{4,120}}?)(?:等(?:多种)?)?{asked['kind']}"
    for match in re.finditer(form, text):
        parts = [p for p in re.split(r"、|以及|和(?=[\u4e00-\u9fff]{4})", match["said"]) if p]
        values = tuple(map(Value, parts))
        yield Candidate(match.start("said"), match.end("said"), values, 0.2)


def _enumerated(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield the things that stand right before or behind the term for them all: 甲、乙“两山”."""
    asked = _SEVERAL_OF.match(wanted.question)
    name = asked["x"].strip("“”").rpartition("的")[2] if asked is not None else ""
    if asked is None or len(name) < SHORTEST_TERM:
        return
    term = re.escape(name)
    forms = (
        rf"{_ITEMS}(?:等)?“?{term}”?",
        rf"{term}”?[\u4e00-\u9fff]{{0,4}}(?:——|：|（即?|，即|是指|即){_ITEMS}(?=[，。；）]|等)",
    )
    for form in forms:
        for match in re.finditer(form, text):
            first, *others = match["items"].split("、")
            first = _last_object(first)
            values = tuple(Value(p) for p in (first, *others) if p and p not in wanted.question)
            if len(values) > 1 and (not asked["n"] or len(values) == _COUNTS.get(asked["n"], 0)):
                yield Candidate(match.start("items"), match.end("items"), values, 0.3)


_COUNTS = {
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}


def _last_object(said: str) -> str:
    """Return what a list begins with, without the verbs that lead up to it: 推进*产业*."""
    begin = 0
    for start, end in pairwise(sorted({0, len(said), *cuts(said)})):
        if end < len(said) and tags().get(said[start:end], "").startswith("v"):
            begin = end
    return said[begin:]


def _announced(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield a sentence that announces the things asked for: 对下列*损失*给予补偿：."""
    noun = wanted.intent.focus.noun
    if wanted.intent.focus.operation is not Operation.LIST or len(noun) < 2:
        return
    announces = re.search(rf"(?:下列|以下)[^，。；：]{{0,8}}{noun[:2]}", text)
    if announces is None or not text.rstrip().endswith("："):
        return
    if _NEGATED.search(text) and not _NEGATED.search(wanted.question):
        return
    said = text.strip()
    yield Candidate(text.index(said), text.index(said) + len(said), (Value(said),), 0.3)
