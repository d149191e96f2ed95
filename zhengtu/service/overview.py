"""What there is to compare and to lay along time: indicators with figures, documents with dates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from rdflib import RDFS

from nlp.gazetteer.body import bodies
from nlp.gazetteer.place import places
from ontology.namespace import IND, ZT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.store import GraphView

Level = Literal["central", "province", "city", "county", "other"]

_INDICATORS = f"""SELECT ?label (SAMPLE(?i) AS ?indicator)
  (COUNT(DISTINCT ?o) AS ?figures) (COUNT(DISTINCT ?area) AS ?areas)
WHERE {{
  ?o <{ZT.indicator}> ?i ; <{ZT.low}> ?low . OPTIONAL {{ ?o <{ZT.area}> ?area }}
  ?i <{RDFS.label}> ?label . FILTER (lang(?label) != "en")
}} GROUP BY ?label ORDER BY DESC(?areas) DESC(?figures) ?label"""


@dataclass(frozen=True, slots=True)
class IndicatorChoice:
    """An indicator that has figures: how many, and for how many places.

    ``known`` tells that it is one of the ontology's, not a name that only documents use.
    """

    name: str
    figures: int
    areas: int
    known: bool = True


def indicators(view: GraphView) -> list[IndicatorChoice]:
    """Return the indicators that have figures: the ontology's first, then by places."""
    found = [
        IndicatorChoice(
            str(row["label"]),
            int(str(row["figures"])),
            int(str(row["areas"])),
            known=str(row["indicator"]).startswith(str(IND)),
        )
        for row in view.select(_INDICATORS)
    ]
    return sorted(found, key=lambda each: not each.known)


def level_of(issuers: Sequence[str]) -> Level:
    """Return whose document it is by its first issuer: central, of a province, city or county."""
    return _level(issuers[0] if issuers else "")


@lru_cache(maxsize=4096)
def _level(name: str) -> Level:
    if name in _central() or name.startswith(("中共中央", "国务院", "全国")):
        return "central"
    for place, level in _prefixes():
        if name.startswith(place):
            return level
    return "other"


@lru_cache(maxsize=4096)
def province_of(issuer: str) -> str:
    """Return the province-level division whose body issued a document; empty for central ones.

    >>> province_of("杭州市人民政府"), province_of("国务院办公厅")
    ('浙江省', '')
    """
    return next((province for name, province in _provinces() if issuer.startswith(name)), "")


@lru_cache(maxsize=1)
def _provinces() -> tuple[tuple[str, str], ...]:
    """Return places with the province they lie in, the longest name first."""
    of_code = {each.code[:2]: each.name for each in places() if each.level == "province"}
    found = {each.name: of_code[each.code[:2]] for each in places() if each.code[:2] in of_code}
    found |= {f"中共{name}": province for name, province in found.items()}
    return tuple(sorted(found.items(), key=lambda each: -len(each[0])))


@lru_cache(maxsize=1)
def _central() -> frozenset[str]:
    return frozenset(name for body in bodies() for name in (body.name, *body.short_names))


@lru_cache(maxsize=1)
def _prefixes() -> tuple[tuple[str, Level], ...]:
    """Return the names of places, the longest first, so that 吉林市 comes before 吉林."""
    levels: dict[str, Level] = {"province": "province", "prefecture": "city", "county": "county"}
    found = {place.name: levels[place.level] for place in places()}
    found |= {f"中共{name}": level for name, level in found.items()}
    return tuple(sorted(found.items(), key=lambda each: -len(each[0])))
