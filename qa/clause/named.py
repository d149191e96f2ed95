"""Names of a sentence: what ends in the noun asked for, lists before it, what is said to be it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.segment import cuts, tags, words
from ontology.lexicon import document_kind
from qa.answer import Value
from qa.clause.complement import is_new
from qa.clause.sentence import Candidate
from qa.question.focus import Operation
from qa.recall.coverage import overlap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Extraction, Link
    from qa.clause.sentence import Wanted

LONGEST = 20
LEAST_SAME = 0.85
_LEFT = re.compile(
    r"[，。；：、！？\s（）“”《》]|以[及后前]?|将|把|采取|采用|通过|按照|根据|为|是|了|做好|做到|加强|推进|推动|开展|实施|提供|提出|积极|明确|"
    r"包括|分别|涉及|对|向|由|在|从|等|和|与|及|并|让|使|到|用|的(?=[\u4e00-\u9fff]{4,}$)"
)
_LIST = re.compile(
    r"(?P<items>(?:[^，。；：、！？\s]{1,24}、)+[^，。；：、！？\s]{1,16}?)"
    r"(?:等(?:[一二两三四五六七八九十\d]+[家个项类大种部位省市])?|[一二两三四五六七八九十\d]+[家个项类大种部位省市])"
    r"[\u4e00-\u9fff]{0,6}?$"
)
"""A list that a noun closes: 甲、乙、丙*等三家*商会."""
_LIST_OF = re.compile(r"(?P<items>(?:[^，。；：、！？\s]{1,24}、)+[^，。；：、！？\s]{1,16}?)的$")
"""A list that narrows a noun: 统筹规划、分级管理*的*原则."""
_POINTS = re.compile(
    r"^[这该其此那本各]|^上述|^[一二两三四五六七八九十几多\d]+[个项种类份部家]?$|^(?:重点|主要|有关|相关|各类)*$"
)
"""Words before a noun that name nothing."""
_COPULA = re.compile(
    r"^(?P<x>[^，？?]{4,40}?)(?:是|为|叫)(?:哪一?[个家所座部份项位]?|什么|谁)[^，？?]{0,3}[？?]?$"
)
_WHAT = re.compile(r"^(?P<x>[^，？?]{4,40}?)(?:是|指)(?:什么|哪些)[？?]?$")
_IS = re.compile(r"(?:成为|是|为|即|——)")
_VENUE = re.compile(
    r"(?:在|于)(?P<where>[^，。；：在]{2,24}?)(?=(?:隆重|顺利|正式|成功|共同|联合)?"
    r"(?:举行|召开|举办|开幕|启动|揭牌|签约|成立|发布|揭晓))"
)
_CLAUSE_PLACE = re.compile(r"(?:^|[；。，])\s?在(?P<where>[^，。；：在的]{2,16})，")
"""A place that holds for the clauses behind it: 在某县某镇，…."""
_NO_PLACE = re.compile(r"^[这该此其]|(?:过程|期间|方面|活动|会议|[中后时前下])$")
_AT = re.compile(r"在(?:哪[里儿]|什么地方)|设在哪")
_HELD = re.compile(r"举行|召开|举办|开幕|启动|揭牌|签约|成立|发布|揭晓")
_SEVERAL = re.compile(r"哪(?:些|几|[两二三四五]|[两二三四五六七八]个)")
DIVISION = re.compile(r"哪[一两二三几些]?个?(城市|[省市区县])(?!域)")
"""A question for a division of a kind."""
_UNIT_OF = {"省": "Province", "市": "City", "区": "County", "县": "County", "城市": "City"}


def phrases(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield the phrases that end in the noun asked for, and the lists that it closes."""
    several = wanted.intent.focus.operation is Operation.LIST
    yield from _quoted(wanted, text)
    for noun in _nouns(wanted):
        after = wanted.behind[wanted.behind.find(noun) + len(noun) :]
        deed = next((w for w in wanted.words if w in after), None)
        for match in re.finditer(re.escape(noun), text):
            done = deed is not None and deed in text[match.end() : match.end() + 12]
            bonus = 0.1 if done else 0.0
            before = text[max(0, match.start() - 120) : match.start()]
            listed = _LIST.search(before) or _LIST_OF.search(before)
            if listed is not None:
                values = _items(wanted, listed["items"])
                if len(values) > 1:
                    start = match.start() - len(before) + listed.start()
                    yield Candidate(start, match.end(), values, bonus + (0.2 if several else 0.1))
                    continue
            if several and (both := _joined(wanted, text, match, noun)) is not None:
                yield both
                continue
            said = _phrase(text, match.start(), noun)
            led = next((w for w in wanted.words if said.startswith(w) and w + noun != said), "")
            said = said[len(led) :] if tags().get(led, "").startswith("v") else said
            head = said.removesuffix(noun).strip("“”")
            if is_new(head, wanted.question) and not _POINTS.search(head):
                start = match.end() - len(said)
                yield Candidate(
                    start, match.end(), (Value(said),), bonus - 0.05 if several else bonus + 0.05
                )


def _joined(wanted: Wanted, text: str, match: re.Match[str], noun: str) -> Candidate | None:
    """Return two things of the kind asked for that are told together: 甲会员和乙会员."""
    behind = re.match(
        rf"[和与及、](?P<other>[^，。；：、和与及]{{1,12}}?{re.escape(noun)})", text[match.end() :]
    )
    first = _phrase(text, match.start(), noun)
    asked = (size for size in range(len(first), 1, -1) if first[:size] in wanted.question)
    first = first[next(asked, 0) :]
    if behind is None or first in {noun, ""}:
        return None
    values = (Value(first), Value(behind["other"]))
    return Candidate(match.end() - len(first), match.end() + behind.end(), values, 0.2)


def _quoted(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield what stands in quotation marks right behind the deed: 全面推行“*承诺制*”."""
    several = wanted.intent.focus.operation is Operation.LIST
    deed = next(
        (w for w in reversed(wanted.words) if wanted.before.endswith((w, f"{w}了", f"{w}为"))), None
    )
    if deed is None:
        return
    for match in re.finditer(rf"{re.escape(deed)}[了为]?[“《](?P<name>[^”》]{{2,30}})[”》]", text):
        narrows = several and re.match(r"[\u4e00-\u9fff]", text[match.end() :])
        if match["name"] not in wanted.question and not narrows:
            yield Candidate(match.start("name"), match.end("name"), (Value(match["name"]),), 0.2)


def _phrase(text: str, at: int, noun: str) -> str:
    """Return a noun with the words before it that narrow it, a quoted name whole."""
    quoted = re.search(r"“[^”]{2,30}”[\u4e00-\u9fff]{0,2}$", text[:at])
    left = text[max(0, at - LONGEST) : at]
    return f"{quoted.group() if quoted else _head(left)}{noun}"


def _head(left: str) -> str:
    """Return what narrows a noun: behind the last word that is none of it (not 和 of 和平)."""
    whole = {0, len(left), *cuts(left)}
    ends = [m.end() for m in _LEFT.finditer(left) if m.start() in whole and m.end() in whole]
    return left[max(ends, default=0) :].removeprefix("的").removeprefix("是")


def _items(wanted: Wanted, listed: str) -> tuple[Value, ...]:
    """Return the items of a list; what leads up to the first is cut off, deeds asked about too."""
    first, *others = listed.split("、")
    for word in wanted.words:
        if others[0].startswith(word):
            continue  # 集中患者、集中专家
        first = first.rpartition(word)[2] if first.rpartition(word)[2] else first
    items = [_head(first), *others]
    items[-1:] = re.split(r"[和及]", items[-1])
    return tuple(Value(each) for each in items if each and each not in wanted.question)


def _nouns(wanted: Wanted) -> list[str]:
    """Return what the noun asked for may be: the first word behind the interrogative, or two."""
    first = words(wanted.behind, search=False)[:3]
    if len(first) > 1 and len(first[0]) == 1 and tags().get(first[0], "")[:1] in {"a", "b"}:
        first[:2] = ["".join(first[:2])]  # 哪些*新职业*
    first = first[:2]
    if not first or len(first[0]) < 2 or document_kind(first[0]) is not None:
        return []  # a document is named by its title
    if wanted.before.endswith(("通过", "借助", "利用", "凭借", "依靠", "以", "用", "靠")):
        return []  # 通过什么*提升*: a deed follows
    pair = "".join(first)
    if document_kind(pair) is not None or pair.endswith("报告"):
        return []
    other = tags().get(first[-1], "n")
    together = len(pair) <= 6 and other[0] in "nvlj" and other != "v"
    return [pair, first[0]] if together else [first[0]]


def copula(wanted: Wanted, text: str, found: Extraction) -> Iterator[Candidate]:
    """Yield what a sentence says to be what is asked for: *甲银行*是全国第一家乙银行."""
    what = _WHAT.match(wanted.question)
    if what is not None:
        for match in re.finditer(
            rf"{re.escape(what['x'])}(?:是|为|指|：)(?P<y>[^。；]{{2,}})", text
        ):
            yield Candidate(match.start("y"), match.end("y"), (Value(match["y"]),), 0.3)
        return
    asked = _COPULA.match(wanted.question)
    if asked is None:
        return
    yield from _called(asked["x"], text)
    for match in _IS.finditer(text):
        left = re.split(r"[，。；：]", text[: match.start()])[-1]
        right = re.split(r"[，。；：]", text[match.end() :])[0]
        for said, other, at in (
            (left, right, match.start() - len(left)),
            (right, left, match.end()) if match.group() == "——" else ("", "", 0),
        ):
            if len(said) < 2 or said in wanted.question or overlap(asked["x"], other) < LEAST_SAME:
                continue
            named = [m for m in found.mentions if at <= m.start and m.end <= at + len(said)]
            whole = next((m for m in named if m.start == at), None)
            value = whole.text if whole is not None else said.strip("“”")
            if 2 <= len(value) <= LONGEST:
                yield Candidate(at, at + len(said), (Value(value),), 0.3)


def _called(name: str, text: str) -> Iterator[Candidate]:
    """Yield what a text will call by the name asked about: 民政部（以下称*登记机关*）."""
    short = name.rpartition("的")[2]
    for match in re.finditer(rf"（以下(?:简称|统称|称)[“：]?{re.escape(short)}”?）", text):
        said = re.split(r"[，。；：、]|向|由|对|是|，", text[: match.start()])[-1]
        if 2 <= len(said) <= LONGEST:
            yield Candidate(match.start() - len(said), match.start(), (Value(said),), 0.3)


def places(wanted: Wanted, text: str, found: Extraction) -> Iterator[Candidate]:
    """Yield the places of a sentence: where something was held, or a division of a kind."""
    kind = DIVISION.search(wanted.question)
    if source := re.search(r"从哪[里儿](?P<deed>[\u4e00-\u9fff]{2})", wanted.question):
        for match in re.finditer(
            rf"从(?P<where>[^，。；从]{{2,20}}?)[中里]?{source['deed']}", text
        ):
            yield Candidate(match.start("where"), match.end("where"), (Value(match["where"]),), 0.2)
    if kind is None:
        for match in _CLAUSE_PLACE.finditer(text) if _AT.search(wanted.question) else ():
            if match["where"] not in wanted.question and not _NO_PLACE.search(match["where"]):
                where = Value(match["where"])
                yield Candidate(match.start("where"), match.end("where"), (where,), 0.05)
        for match in _venues(wanted, text):
            if match["where"] not in wanted.question:
                where = Value(match["where"])
                yield Candidate(match.start("where"), match.end("where"), (where,), 0.1)
        return
    yield from _places_together(wanted, text, found, _UNIT_OF[kind[1]])
    for link in found.links:
        m = link.mention
        fits = m.label == _UNIT_OF[kind[1]] and (kind[1] != "区" or m.text.endswith("区"))
        if fits and m.text not in wanted.question:
            yield Candidate(m.start, m.end, (Value(m.text, iri=link.iri),), 0.05)


def _venues(wanted: Wanted, text: str) -> Iterator[re.Match[str]]:
    """Yield where something was held, or where the deed was done that is asked about."""
    if _HELD.search(wanted.question):
        yield from _VENUE.finditer(text)
        return
    asked = re.search(
        r"在(?:哪[里儿]|什么地方)(?:能|可以)?(?P<deed>[\u4e00-\u9fff]{2})", wanted.question
    )
    if asked is not None:
        deed = re.escape(asked["deed"])
        yield from re.finditer(rf"(?:在|于)(?P<where>[^，。；：在]{{2,24}}?)(?={deed})", text)


def _places_together(
    wanted: Wanted, text: str, found: Extraction, label: str
) -> Iterator[Candidate]:
    """Yield the places of a kind that are named in one row where several are asked for."""
    if not _SEVERAL.search(wanted.question):
        return
    row: list[Link] = []
    links = [x for x in found.links if x.mention.label == label]
    for link in [*sorted(links, key=lambda x: x.mention.start), None]:
        gap = text[row[-1].mention.end : link.mention.start] if row and link else ""
        if row and (link is None or gap not in {"、", "和", "与", "及", "以及"}):
            if len(row) > 1:
                values = tuple(Value(x.mention.text, iri=x.iri) for x in row)
                yield Candidate(row[0].mention.start, row[-1].mention.end, values, 0.2)
            row = []
        if link is not None:
            row.append(link)
