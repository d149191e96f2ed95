"""Central bodies in a text: names of the table, their offices and departments, lists of stems."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.gazetteer.body import Body, body_by_key, body_by_surface
from nlp.gazetteer.matcher import Matcher
from nlp.pipe.body_grammar import grammar
from nlp.pipe.word import Words, in_known_word
from nlp.segment import tags
from ontology.iri import mint

if TYPE_CHECKING:
    from collections.abc import Iterator

# 教育部门, 财政部分, 水利部署 are no ministries; 国务院令 is part of a number.
_CONTINUES = {
    "部": re.compile(r"门|分(?!行|局|管|别)|署(?!名)|件|队(?!长)|位(?!于|列)|落"),
    "委": re.compile(r"员(?!会)"),
    "院": re.compile(r"令第"),
    "动": re.compile(r"互联|支付|终端|应用|通信业|电商"),  # 中国移动互联网
    "信": re.compile(r"业|行业|用户|市场"),
}
_FOREIGN = re.compile(r"[国斯本度大利亚典威兰韩印伊朗俄美英法德日]$")
_PROPER = re.compile(r"国家|中国|中共|中央|国务院|全国|最高|中华|总署|党中央")
_GENERIC_BEFORE = re.compile(
    r"(?:各|各级|各地|地方|所在地|当地|基层|上级|下级|同级|各省|各市|各县|有关|相关|省级|市级|县级|区级)$"
)
_LOCAL_BEFORE = re.compile(r"[省市县区州盟旗）]$")
_SUB = re.compile(
    r"(?:办公厅|办公室|党组|直属机关党委|机关党委|新闻办公室|新闻办)(?!主任|公)|[一-鿿]{2,10}?[一二三四五六]?司(?![法机令局])"
)
_INSTITUTE = re.compile(
    r"(?:(?!院士|[的和在为等由对])[一-鿿]|(?<=[一-鿿])与){0,16}?(?:研究所|研究院|大学)"
)
_BRANCH = re.compile(r"[一-鿿]{2,6}?(?:中心支行|分行|营业管理部)")
_SUB_STOP = re.compile(
    r"[的和与在于为将由对及各等有]|相关|公司|会同|联合|印发|部署|发布|推进|组织(?!人事)|指导|负责|公共"
)


@dataclass(frozen=True, slots=True)
class FoundBody:
    """A body at ``start:end``; ``iri`` is None where it is not certain which one."""

    start: int
    end: int
    iri: str | None
    name: str | None
    score: float
    reason: str
    enterprise: bool = False


@lru_cache(maxsize=1)
def _matcher() -> Matcher:
    return Matcher(body_by_surface())


def find_central(text: str, words: Words, year: int | None) -> Iterator[FoundBody]:
    """Yield the bodies of the table in order, without overlaps; ``year`` tells namesakes apart."""
    edge = 0
    for start, _ in _matcher().find(text):
        if start < edge:
            continue
        end = next((e for e in _matcher().at(text, start) if _stands(text, words, start, e)), None)
        if end is not None:
            found = _with_office(text, start, end, _choose(text[start:end], year))
            edge = found.end
            yield found


def is_proper(name: str) -> bool:
    """Tell whether a name says by itself that the body is the central one (国家…, 国务院…)."""
    return bool(_PROPER.match(name)) or name.endswith(("部", "署", "总局"))


def _stands(text: str, words: Words, start: int, end: int) -> bool:
    name = text[start:end]
    continues = _CONTINUES.get(name[-1])
    if (continues and continues.match(text, end)) or _is_foreign(text, words, start, name):
        return False
    if _is_enterprise(name) and end not in words.end_set:
        return False
    if not is_proper(name) and (
        _GENERIC_BEFORE.search(text[max(0, start - 4) : start])
        or _LOCAL_BEFORE.search(text[max(0, start - 1) : start])
    ):
        return False
    if end - start <= 3 and not _PROPER.match(name):
        inside = start not in words.start_set and in_known_word(words, start)
        return not inside or text.startswith("中国", max(0, start - 2))
    return True


def _is_enterprise(name: str) -> bool:
    return all(body.kind == "enterprise" for body in body_by_surface()[name])


def _is_foreign(text: str, words: Words, start: int, name: str) -> bool:
    """Tell whether a country stands right before a name that others have too (英国央行)."""
    if _PROPER.match(name) or not _FOREIGN.search(text[max(0, start - 1) : start]):
        return False
    before = words.before(start, 1)
    country = text[slice(*before[0])] if before else ""
    return country not in ("中国", "我国", "") and tags().get(country, "")[:2] == "ns"


def _choose(name: str, year: int | None) -> tuple[Body, str]:
    meant = body_by_surface()[name]
    exact = [b for b in meant if b.name == name] or list(meant)
    if len(exact) > 1:
        held = [b for b in exact if year is not None and _held(b, year)]
        chosen = (held or [b for b in exact if b.valid_until is None] or exact)[0]
        return chosen, f"one of {len(exact)} bodies of this name, by the year {year}"
    return exact[0], "full name" if exact[0].name == name else "short name"


def _held(body: Body, year: int) -> bool:
    return (body.valid_from or 0) <= year < (body.valid_until or 9999)


def _with_office(text: str, start: int, end: int, chosen: tuple[Body, str]) -> FoundBody:
    """Return the body, or its office or department where one is named right after it."""
    body, reason = chosen
    duty = grammar().duty.match(text, end) if body.key == "state-council" else None
    if duty:
        name = body.name + duty[0]
        return FoundBody(start, duty.end(), mint("body", name), name, 0.85, "known by its duty")
    institute = _INSTITUTE.match(text, end) if body.key in ("cas", "cass") else None
    if institute:
        name = body.name + institute[0]
        iri = mint("organization", name)
        return FoundBody(start, institute.end(), iri, name, 0.9, f"part of {body.name}", True)
    sub = _SUB.match(text, end) or grammar().core.match(text, end) or _BRANCH.match(text, end)
    if sub and not _SUB_STOP.search(sub[0]) and body.kind not in ("enterprise", "council"):
        name = body.name + sub[0]
        central = body_by_surface().get(name)
        if central:
            return FoundBody(start, sub.end(), central[0].iri, central[0].name, 0.97, "full name")
        return FoundBody(start, sub.end(), mint("body", name), name, 0.9, f"part of {body.name}")
    enterprise = body.kind == "enterprise"
    return FoundBody(start, end, body.iri, body.name, 0.98, reason, enterprise)


def find_national(text: str) -> Iterator[FoundBody]:
    """Yield committees and groups of the state that are not in the table (国家…领导小组)."""
    for found in grammar().national.finditer(text):
        if found[0] not in body_by_surface():
            name = found[0]
            yield FoundBody(*found.span(), mint("body", name), name, 0.75, "form of name")


def find_listed(text: str, *, central: bool) -> Iterator[FoundBody]:
    """Yield the bodies that stems in a list name (教育、财政等部门); if ``central`` ministries."""
    for listed in grammar().listed.finditer(text):
        for stem in grammar().stem.finditer(text, *listed.span()):
            key = grammar().ministry.get(stem[0]) if central else None
            body = body_by_key()[key] if key else None
            yield FoundBody(
                stem.start(),
                stem.end(),
                body.iri if body else None,
                body.name if body else None,
                0.75 if body else 0.3,
                "stem in a list of bodies",
            )
