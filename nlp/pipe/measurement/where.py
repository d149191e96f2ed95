"""Whose figure it is: the area of a clause, the body whose measure it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from nlp.pipe.measurement.naming import without_nation
from nlp.pipe.measurement.phrase import clean
from nlp.pipe.measurement.setting import CENTRAL, CHINA, Named, Setting

if TYPE_CHECKING:
    from nlp.pipe.measurement.fact import Fact

_PLACES = frozenset({"Province", "City", "County", "Region"})
_BODIES = frozenset({"GovernmentBody", "Organization"})
_SELF = re.compile(
    r"^(?:全省|全市|全区|全县|全州|全盟|全疆|全自治区|我省|我市|我区|我县|我州|本省|本市|本区|本县|自治区"
    r"|省内|市内|区内|省级|市级)(?!政府|以上)"
)
_NATION = re.compile(r"^(?:全国|我国)")
_NATION_SUBJECT = re.compile(
    r"(?:全国|我国)(?!性|统一|首|第|最|唯一|先进|优秀|重点|文明|百强|政协|人大)"
)
_OBJECT = re.compile(
    r"(?:对|向|与|同|和|从|由|往|赴|自|经|于|较|比|至|到|入|涉|返|援|驻|离|抵|出口|进口|来自|帮扶"
    r"|援助|支援|输往)$"
)
_LEAD = re.compile(
    r"[\s—“]|在|其中|如|例如|目前|即|仅|是|据|近|\d+(?:\.\d+)?%的|、|和|约|据了解|此外|同时"
)
_APPOSED = re.compile(
    r"[^，。；\d的]{0,8}(?:主?产区|大[省市县]|强[省市县]|之[乡都]|基地|城市|地区|重镇|老区|首都|省会|古城|侨乡)"
)
# What makes the place part of another name: 临江至望海铁路, 临江港.
_IN_NAME = re.compile(
    r"“\d|至|到(?!\d)|—|-|铁路|高铁|高速|机场|港(?!澳)|大学|学院|医院|银行|集团|公司|火车站|高新区|新区"
    r"|经开区|开发区|自贸|片区|都市圈|城市群|口岸|海关|工厂|电厂|钢铁|石化"
)
# 黄河市区, 湖东籍员工: the place is only the beginning of a word.
_GLUED = re.compile(r"[区籍级产系牌]")
_GOES_TO = re.compile(r"(?:除|除了|援|援助|往|赴|抵|抵达|返|返回|到|至)$")
_VALUE_BEFORE = re.compile(r"\d[^\d、，。；]{0,5}(?:、|[，：（]|其中)$|其中$|[，（：]$")
_MARKS = "，；："
_LOOK_BACK = 2  # sentences in which the place of one that names none is looked for
_OPENING = 14  # what may stand before the subject of a sentence
# 统计数据显示，截至3月底，: who says it and when, before the subject.
_FRAME = re.compile(
    r"[^，。；：]{0,40}(?:显示|介绍|表示|获悉|了解到?|指出|称|说|认为|透露|发布|强调|统计|消息)[，：]"
)

SEVERAL = Named(-1, -1, "Region", "", None)
"""Stands for a list of places: the figure belongs to none of them alone."""


def strip_place(setting: Setting, fact: Fact) -> tuple[str, Named | None]:
    """Take a place or body off the front of a fact's words; return the rest and the place."""
    for named in setting.named_in(fact.start, fact.start + len(fact.words)):
        written = setting.text[named.start : named.end]
        rest = clean(fact.words.removeprefix(written).removeprefix("的"))
        if len(rest) < 2 or not fact.words.startswith(written) or _GLUED.match(rest):
            continue
        if named.label in _BODIES:
            return rest, None
        if not _OBJECT.search(setting.text[max(0, named.start - 2) : named.start]):
            return rest, named
    return fact.words, None


def is_place(setting: Setting, start: int, words: str) -> bool:
    """Whether words that begin at an offset are nothing but the name of a place."""
    return any(
        named.label in _PLACES and named.end - named.start == len(words)
        for named in setting.named_in(start, start + 1)
        if setting.text.startswith(words, named.start)
    )


def place_of_cell(setting: Setting, start: int, end: int) -> Named | None:
    """Return the place that a stretch of text names and nothing else."""
    whole = (n for n in setting.named_in(start, start + 1) if n.label in _PLACES and n.end >= end)
    return next(whole, None)


def area_before(setting: Setting, fact: Fact, start: int) -> Named | None:
    """Return the last place that is the subject of a clause before the value, in its sentence."""
    text, value = setting.text, fact.quantity.start
    stop = max(text.rfind("；", start, value) + 1, start)
    places = sorted(_places(setting, stop, value), key=lambda n: n.start)
    beside = [
        n
        for n in places
        if n.end == value and not _GOES_TO.search(text[max(0, n.start - 3) : n.start])
    ]
    if beside and fact.quantity.counted and not _in_list(text, beside[-1]):
        return beside[-1]  # 造成汉中6个县受灾: whose things are counted
    subjects = [n for n in places if _is_subject(setting, n, stop)]
    if not subjects:
        return None
    clause = max(text.rfind("，", stop, value) + 1, stop)
    # A place that opens the sentence keeps its figures over commas, one inside it only its clause.
    opened = _after_frames(setting, stop, value)
    holding = [n for n in subjects if n.start >= clause or n.start - opened <= _OPENING]
    if not holding:
        return None
    found = holding[-1]
    if _in_list(text, found):
        return SEVERAL
    of_issuer = setting.area is not None and _SELF.match(text, clause)
    return None if found.start < clause and of_issuer else found


def _after_frames(setting: Setting, start: int, end: int) -> int:
    """Return where a sentence begins behind who says it and when."""
    at = start
    while frame := _FRAME.match(setting.text, at, end):
        at = frame.end()
    times = [p for p in setting.periods_in(at, end) if setting.text.startswith("，", p.end)]
    return times[0].end if times and times[0].start - at <= _OPENING else at


def places_each(setting: Setting, start: int, value: int) -> list[Named]:
    """Return the places of a list that 各 gives the same figure: 甲市、乙市各建成20个."""
    named = [n for n in setting.named_in(start, value) if n.label in _PLACES]
    each: list[Named] = []
    for place in named:
        joined = each and setting.text[each[-1].end : place.start] in ("、", "和", "与", "及")
        each = [*each, place] if joined else [place]
    closed = bool(each) and setting.text.startswith("各", each[-1].end)
    return each if closed and len(each) > 1 else []


def _places(setting: Setting, start: int, end: int) -> list[Named]:
    """Return the places named in a stretch, and the country where no province or city speaks."""
    country = (
        []
        if setting.genre != "other" and setting.area_iri not in (None, CHINA[1])
        else [
            Named(match.start(), match.end(), "Region", *CHINA)
            for match in _NATION_SUBJECT.finditer(setting.text, start, end)
        ]
    )
    return country + [n for n in setting.named_in(start, end) if n.label in _PLACES]


def place_standing(setting: Setting, start: int, end: int) -> Named | None:
    """Return the one place that the sentences before speak of, for one that names nobody.

    某县换了稻种。平均亩产增加80斤。 Only in one paragraph, and where no issuer's area is known.
    """
    if setting.area is not None or setting.genre != "other" or _names_anyone(setting, start, end):
        return None
    at = bisect_left(setting.sentences, (start, start)) - 1
    for first, last in reversed(setting.sentences[max(0, at + 1 - _LOOK_BACK) : at + 1]):
        if "\n" in setting.text[last:start]:
            return None
        if _names_anyone(setting, first, last):
            places = _places(setting, first, last)
            told = [n for n in places if _is_subject(setting, n, first)]
            return told[0] if told and len({n.iri for n in places}) == 1 else None
    return None


def _names_anyone(setting: Setting, start: int, end: int) -> bool:
    return bool(_NATION_SUBJECT.search(setting.text, start, end) or setting.named_in(start, end))


def _is_subject(setting: Setting, named: Named, stop: int) -> bool:
    text = setting.text
    if _has_own_value(text, named) and text[named.start - 1 : named.start] == "、":
        return True
    if text[named.start - 1 : named.start] == "（" and text.startswith("）", named.end):
        return False
    lead = text[max(stop, named.start - 4) : named.start]
    following = [n for n in setting.named_in(named.end, named.end + 1) if n.label in _PLACES]
    end = following[0].end if following else named.end
    if _OBJECT.search(lead) or _IN_NAME.match(text, end):
        return False
    clause = max(max(text.rfind(mark, stop, named.start) for mark in "，：。；（") + 1, stop)
    lead = text[clause : named.start]
    for found in setting.periods_in(clause, named.start):
        lead = lead.replace(text[found.start : found.end], "")
    for other in setting.named_in(clause, named.start):
        lead = lead.replace(text[other.start : other.end], "", 1)
    # 早稻主产区东山今年…: what it is may stand before its name.
    return not _LEAD.sub("", lead) or bool(_APPOSED.fullmatch(lead))


def _has_own_value(text: str, named: Named) -> bool:
    """Whether a place in a list and the item before it each have a value behind them."""
    before = text[max(0, named.start - 10) : named.start]
    return text[named.end : named.end + 1].isdigit() and bool(_VALUE_BEFORE.search(before))


def _in_list(text: str, named: Named) -> bool:
    """Whether a place is one of several (北京、上海等10个省); 南州1例、北州2例 has a value each."""
    if _has_own_value(text, named):
        return False
    return text[named.start - 1 : named.start] in ("、", "和") or text.startswith(
        ("、", "和"), named.end
    )


def area_of(
    setting: Setting, fact: Fact, start: int, place: Named | None
) -> tuple[str | None, str | None]:
    """Return the name and IRI of the area whose figure it is; without a place the issuer's."""
    clause = setting.text[_clause(setting.text, start, fact.quantity.start) : fact.quantity.start]
    national = without_nation(fact.words) != fact.words
    if national or (place is None and _NATION.match(clause) and without_nation(clause) != clause):
        return CHINA
    if place is SEVERAL:
        return None, None
    if place is None and not setting.area_certain and _speaks_central(setting, start, fact):
        return CHINA
    if place is None or (setting.area is not None and _SELF.match(fact.words)):
        return setting.area, setting.area_iri
    return place.name, place.iri


def _speaks_central(setting: Setting, start: int, fact: Fact) -> bool:
    """Whether a sentence of an article begins with a body of the country: 税务总局梳理了249项."""
    opening = setting.named_in(start, min(start + _OPENING, fact.quantity.start))
    return any(n.label == "GovernmentBody" and CENTRAL.match(n.name) for n in opening)


def agent_of(setting: Setting, fact: Fact, start: int) -> Named | None:
    """Return the body that opens the clause or the sentence, if one does."""
    value = fact.quantity.start
    for opening in (_clause(setting.text, start, value), start):
        for named in setting.named_in(opening, min(opening + 12, value)):
            lead = setting.text[opening : named.start]
            if named.start >= fact.start and named.end - named.start >= len(fact.words):
                continue
            if named.label in _BODIES and re.fullmatch(r"[\s—“]*(?:其中|目前)?", lead):
                return named
    return None


def _clause(text: str, start: int, value: int) -> int:
    return max(max(text.rfind(mark, start, value) for mark in _MARKS) + 1, start)
