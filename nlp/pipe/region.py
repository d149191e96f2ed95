"""Regions in a text: those of the table, and names made of a place and a word for a zone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.gazetteer.matcher import Matcher
from nlp.gazetteer.place import place_by_surface
from nlp.gazetteer.region import region_by_surface
from nlp.segment import tags
from ontology.iri import mint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.pipe.word import Words

Found = tuple[int, int, str, str, str]

# Words of direction that name a region only beside 地区 and the like, or in a list of such words.
_WEAK = "东部|中部|西部|东北|西北|西南|华北|华东|华南|华中"
_WEAK_NAME = re.compile(rf"(?:{_WEAK})$")
_WEAK_BEGIN = re.compile(_WEAK)
_WEAK_AFTER = re.compile(
    rf"地区|省份|省市|各省|[一二三四五六]省|振兴|大开发|崛起|(?:、|和|及|与)(?:{_WEAK})"
)
_WEAK_BEFORE = re.compile(rf"(?:{_WEAK})(?:地区)?(?:、|和|及|与)$|推进$|推动$|促进$")
_ZONE = re.compile(
    r"城市群|都市圈|经济圈|经济区|经济带|自由贸易试验区|自贸试验区|自贸区|自由贸易港|综合保税区|综保区|高新技术产业开发区|高新区|经济技术开发区|经济开发区"
    r"|经开区|国家级新区|先行示范区|先行区|综合实验区|合作示范区|示范区(?=[，。、；）和的])|自主创新示范区|国家公园"
)
_NEW_AREA = re.compile(r"[一-鿿]{2}新区")
_HOME = frozenset({"中国", "我国", "中华人民共和国"})
_CLAUSE_END = frozenset("，。；：！？\n（“")
_WIDE = 12  # characters of a name that may stand between the place and the word for the zone


@lru_cache(maxsize=1)
def _table() -> Matcher:
    return Matcher(region_by_surface())


@lru_cache(maxsize=1)
def _places() -> Matcher:
    return Matcher(place_by_surface())


def find_regions(text: str, words: Words) -> list[Found]:
    """Return ``(start, end, IRI, name, reason)`` of each region, in order and without overlaps."""
    found = sorted([*_made(text, words), *_listed(text, words)], key=lambda f: (f[0], -f[1]))
    kept: list[Found] = []
    for region in found:
        if not kept or region[0] >= kept[-1][1]:
            kept.append(region)
    return kept


def _listed(text: str, words: Words) -> Iterator[Found]:
    for start, longest in _table().find(text):
        for end in _table().at(text, start):
            if _stands(text, words, start, end, longest):
                region = region_by_surface()[text[start:end]]
                yield start, end, region.iri, region.name, "name in the table of regions"
                break


def _stands(text: str, words: Words, start: int, end: int, longest: int) -> bool:
    name = text[start:end]
    if _WEAK_BEGIN.match(name) and _is_abroad(text, words, start):
        return False
    if _WEAK_NAME.fullmatch(name) and end == longest:
        beside = _WEAK_AFTER.match(text, end) or _WEAK_BEFORE.search(
            text[max(0, start - 8) : start]
        )
        return bool(beside) and start in words.start_set
    if end - start > 3:
        return True
    return start in words.start_set and (end in words.end_set or end == longest)


def _is_abroad(text: str, words: Words, start: int) -> bool:
    """Tell whether a foreign place stands before in the same clause: 甲国南部和东部地区."""
    for low, high in words.before(start, 8):
        word = text[low:high]
        if word[0] in _CLAUSE_END:
            return False
        if tags().get(word) == "ns" and word not in _HOME and word not in place_by_surface():
            return True
    return False


def _made(text: str, words: Words) -> Iterator[Found]:
    for zone in _ZONE.finditer(text):
        start = _place_before(text, words, zone.start())
        if start is not None:
            start -= 3 if text.startswith("中国（", max(0, start - 3)) else 0
            name = text[start : zone.end()]
            yield start, zone.end(), mint("region", name), name, "place and a word for a zone"


def _place_before(text: str, words: Words, end: int) -> int | None:
    """Return where a place name begins that runs up to ``end``, some characters between."""
    for start in range(max(0, end - _WIDE - 6), end - 1):
        for stop in _places().at(text, start):
            between = text[stop:end]
            if (
                stop <= end
                and len(between) <= _WIDE
                and start in words.start_set
                and _plain(between)
            ):
                return start
    return None


def _plain(between: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:(?![的和与及在为是等有没哪关建设推进支持加快省推动设立打造])[一-鿿（）—-]){0,12}",
            between,
        )
    )
