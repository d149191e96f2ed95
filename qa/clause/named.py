"""Names of a sentence: what ends in the noun asked for, lists before it, what is said to be it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.gazetteer.body import body_by_surface
from nlp.segment import cuts, tags, words
from ontology.lexicon import document_kind
from qa.answer import Value
from qa.clause.complement import is_new
from qa.clause.sentence import Candidate
from qa.question.focus import Operation
from qa.recall.coverage import overlap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Extraction
    from qa.clause.sentence import Wanted

LONGEST = 20
LEAST_SAME = 0.85
NEAR = 16
"""Characters behind a title within which what it does or what it is called follows."""
_MEDIUM = re.compile("文件|.*报告|网站|报纸|杂志|媒体|刊物|纲要|公报|图书")
_TITLE = re.compile(r"《(?P<title>[^》]{2,60})》")
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
_TAIL = re.compile(
    r"^(?!内容|性质|类型|主题|样)[\u4e00-\u9fff]{2,12}的(?P<noun>[\u4e00-\u9fff]{2,4})[？?]?$"
)
"""The noun of 什么 behind what narrows it: 什么服务企业的*制度*."""
_COPULA = re.compile(
    r"^(?P<x>[^，？?]{4,40}?)(?:是|为|叫)(?:哪一?[个家所座部份项位]?|什么|谁)[^，？?]{0,3}[？?]?$"
)
_WHAT = re.compile(r"^(?P<x>[^，？?]{4,40}?)(?:是|指)(?:什么|哪些)[？?]?$")
_IS = re.compile(r"(?:成为|是|为|即|——)")


def phrases(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield the phrases that end in the noun asked for, and the lists that it closes."""
    several = wanted.intent.focus.operation is Operation.LIST
    yield from _quoted(wanted, text)
    if wanted.before.endswith("关于"):
        yield from _matters(wanted, text)
        return
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


def titles(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield the titles of a sentence where a document, report or paper is asked for."""
    first = words(wanted.behind, search=False)[:3]
    noun = next((w for w in first if document_kind(w) is not None or _MEDIUM.fullmatch(w)), None)
    if noun is None:
        return
    deed = next((w for w in wanted.words if w in wanted.behind and w not in first), None)
    for match in _TITLE.finditer(text):
        if match["title"] in wanted.question:
            continue
        then = text[match.end() : match.end() + NEAR]
        done = deed is not None and deed in then
        bonus = 0.1 * done + 0.1 * (noun in match["title"] or then.startswith(noun))
        yield Candidate(match.start(), match.end(), (Value(match.group()),), bonus)


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


def _matters(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield what a paper is about: 关于*什么*工作情况的报告 asks for all up to the noun."""
    noun = next(iter(words(wanted.behind, search=False)), "")
    for match in re.finditer(rf"关于(?P<matter>[^，。；]{{2,60}}?){re.escape(noun)}", text):
        if noun and match["matter"] not in wanted.question:
            said = Value(match["matter"])
            yield Candidate(match.start("matter"), match.end("matter"), (said,), 0.1)


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
    items[-1:] = apart(items[-1])
    return tuple(Value(each) for each in items if each and each not in wanted.question)


def apart(joined: str) -> list[str]:
    """Return what 和 and 及 join, a body that has one in its name whole.

    >>> apart("甲部和乙部"), apart("工业和信息化部")
    (['甲部', '乙部'], ['工业和信息化部'])
    """
    return [joined] if joined in body_by_surface() else re.split(r"[和及与]", joined)


def _nouns(wanted: Wanted) -> list[str]:
    """Return what the noun asked for may be: the first word behind the interrogative, or two."""
    tail = _TAIL.search(wanted.behind)
    asked = wanted.question[: wanted.question.rfind(wanted.behind)]
    opens = next(iter(words(wanted.behind, search=False)), "")
    deed = tags().get(opens, "").startswith("v")  # 什么*经济*的路径 asks for 经济
    if tail is not None and deed and asked.endswith("什么"):
        return [tail["noun"]]
    first = words(wanted.behind, search=False)[:3]
    if len(first) > 1 and len(first[0]) == 1 and tags().get(first[0], "")[:1] in {"a", "b"}:
        first[:2] = ["".join(first[:2])]  # 哪些*新职业*
    first = first[:2]
    if not first or len(first[0]) < 2 or document_kind(first[0]) is not None:
        return []  # a document is named by its title
    by = wanted.before.endswith(("通过", "借助", "利用", "凭借", "依靠", "以", "用", "靠"))
    if by and ("哪" in wanted.question or tags().get(first[0], "v").startswith("v")):
        return []  # 通过什么*提升*: a deed follows
    pair = "".join(first)
    if document_kind(pair) is not None or pair.endswith("报告"):
        return []
    other = tags().get(first[-1], "n")
    together = len(pair) <= 6 and other[0] in "nvlj" and other != "v"
    of_deed = tags().get(first[0], "")[:1] == "v"  # 审批*改革*
    head = first[-1] if of_deed and len(first[-1]) > 1 else first[0]
    return [pair, head] if together else [first[0]]


def copula(wanted: Wanted, text: str, found: Extraction) -> Iterator[Candidate]:
    """Yield what a sentence says to be what is asked for: *甲银行*是全国第一家乙银行."""
    what = _WHAT.match(wanted.question)
    if what is not None:
        for match in re.finditer(
            rf"{re.escape(what['x'])}(?:是|为|指|：)(?P<y>[^。；]{{2,}})", text
        ):
            yield Candidate(match.start("y"), match.end("y"), (Value(match["y"]),), 0.3)
        yield from _is_that(what["x"], wanted, text)
        return
    asked = _COPULA.match(wanted.question)
    if asked is None:
        return
    yield from _called(asked["x"], text)
    yield from _is_that(asked["x"], wanted, text)
    for match in _IS.finditer(text):
        left = re.split(r"[，。；：\s]", text[: match.start()])[-1]
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


def _is_that(said: str, wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield the subject of a chain of clauses that ends in what is asked about: *甲*，是…，是乙."""
    for match in re.finditer(r"，(?:也|更|还)?是", text):
        other = re.split(r"[。；]|，(?=是)", text[match.end() :])[0]
        if overlap(said, other) < LEAST_SAME or said[-2:] != other[-2:]:
            continue
        before = [c for c in re.split(r"，", text[: match.start()]) if not c.startswith("是")]
        head = re.split(r"[。；：]|指出，|强调，", before[-1])[-1] if before else ""
        head = head.rpartition("的")[2] if head.startswith("位于") else head
        if 2 <= len(head) <= LONGEST and head not in wanted.question:
            at = text.index(head)
            yield Candidate(at, at + len(head), (Value(head),), 0.3)


def _called(name: str, text: str) -> Iterator[Candidate]:
    """Yield what a text will call by the name asked about: 民政部（以下称*登记机关*）."""
    short = name.rpartition("的")[2]
    for match in re.finditer(rf"（以下(?:简称|统称|称)[“：]?{re.escape(short)}”?）", text):
        said = re.split(r"[，。；：、]|向|由|对|是|，", text[: match.start()])[-1]
        if 2 <= len(said) <= LONGEST:
            yield Candidate(match.start() - len(said), match.start(), (Value(said),), 0.3)
