"""Places of a sentence: where something was held or lies, where a way ends, divisions of a kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.segment import words
from qa.answer import Value
from qa.clause.sentence import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Extraction, Link
    from qa.clause.sentence import Wanted

_VENUE = re.compile(
    r"(?:在|于)(?P<where>[^，。；：在]{2,24}?)(?=(?:隆重|顺利|正式|成功|共同|联合)?"
    r"(?:举行|召开|举办|开幕|启动|揭牌|签约|成立|发布|揭晓))"
)
_CLAUSE_PLACE = re.compile(r"(?:^|[；。，])\s?在(?P<where>[^，。；：在的]{2,16})，")
"""A place that holds for the clauses behind it: 在某县某镇，…."""
_LOCATED = re.compile(
    r"(?:位于|坐落[于在]|地处|设[在于])(?P<where>[^，。；：的]{2,20})(?=的|[，。；：]|$)"
)
_TOWARDS = re.compile(r"(?P<deed>[\u4e00-\u9fff]{2,4})(?:哪[里儿]|什么地方|何处)[？?]?$")
"""The end of a way: 化肥*运往*哪里."""
_WHERE_FIRST = re.compile(r"^(?:在|是)?(?:哪[里儿]|什么地方)")
_NO_PLACE = re.compile(r"^[这该此其]|(?:过程|期间|方面|活动|会议|[中后时前下])$")
_AT = re.compile(r"在(?:哪[里儿]|什么地方)|设在哪")
_HELD = re.compile(r"举行|召开|举办|开幕|启动|揭牌|签约|成立|发布|揭晓")
_SEVERAL = re.compile(r"哪(?:些|几|[两二三四五]|[两二三四五六七八]个)")
DIVISION = re.compile(r"哪[一两二三几些]?个?(城市|[省市区县])(?!域)")
"""A question for a division of a kind."""
_UNIT_OF = {"省": "Province", "市": "City", "区": "County", "县": "County", "城市": "City"}


def places(wanted: Wanted, text: str, found: Extraction) -> Iterator[Candidate]:
    """Yield the places of a sentence: where something was held, or a division of a kind."""
    kind = DIVISION.search(wanted.question)
    if source := re.search(r"从哪[里儿](?P<deed>[\u4e00-\u9fff]{2})", wanted.question):
        for match in re.finditer(
            rf"从(?P<where>[^，。；从]{{2,20}}?)[中里]?{source['deed']}", text
        ):
            yield Candidate(match.start("where"), match.end("where"), (Value(match["where"]),), 0.2)
    if kind is None:
        yield from _ends(wanted, text)
        at = _AT.search(wanted.question) or _WHERE_FIRST.search(wanted.question)
        for match in _CLAUSE_PLACE.finditer(text) if at else ():
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


def _ends(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield where something lies (位于*某区*的某公司), or where a way ends that is asked about."""
    found = list(_LOCATED.finditer(text)) if _AT.search(wanted.question) else []
    towards = _TOWARDS.search(wanted.question)
    deed = (words(towards["deed"], search=False) or [""])[-1] if towards else ""
    if len(deed) > 1:
        found += re.finditer(rf"{deed}(?P<where>[^，。；：的]{{2,20}})(?=的|[，。；：]|$)", text)
    for match in found:
        where = match["where"]
        if where not in wanted.question and not _NO_PLACE.search(where):
            yield Candidate(match.start("where"), match.end("where"), (Value(where),), 0.1)


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
