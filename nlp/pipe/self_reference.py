"""Words by which a document means its issuer's area: 全省, 我市, 本区, 自治区."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from nlp.gazetteer.place import Place, ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nlp.extraction import Label
    from nlp.pipe.word import Words

WORD = re.compile(
    r"(?P<whose>[全我本你])(?P<unit>省|市|区|县|州)"
    r"(?!场|民(?!政|营|生|族)|容|域|间|位|值|份|长(?!江)|面|直)"
    r"|(?<![族古藏国设级、省民行政和或])自治区(?!、|和|或|级|域|成立|制度)"
)
"""The words by which a document means its issuer's area."""

_LEVEL: dict[str, tuple[str, Label]] = {
    "省": ("province", "Province"),
    "市": ("prefecture", "City"),
    "州": ("prefecture", "City"),
    "自治州": ("prefecture", "City"),
    "盟": ("prefecture", "City"),
    "旗": ("county", "County"),
    "区": ("county", "County"),
    "县": ("county", "County"),
}
_LABEL: dict[str, Label] = {"province": "Province", "prefecture": "City", "county": "County"}
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})


def find_self_references(
    text: str,
    words: Words,
    area: Place | None,
    addressed: Place | None,
    named: Sequence[tuple[int, Place]],
) -> Iterator[tuple[int, int, Label, Place | None]]:
    """Yield ``(start, end, label, place)``; place is None when it is not known.

    ``named`` are the places of the text by position. A place of the right rank that opens the
    clause is meant; else the issuer's area (``addressed`` for 你省), else the first one of the
    sentence.
    """
    for match in WORD.finditer(text):
        if match.start() not in words.start_set:
            continue
        unit = match["unit"] or "自治区"
        own = addressed if match["whose"] == "你" else area
        place = (
            _first(text, match.start(), unit, named, "。！？\n；，：")
            or referent(unit, own)
            or _first(text, match.start(), unit, named, "。！？\n；")
        )
        label = _LABEL[place.level] if place else _LEVEL.get(unit, ("", "Province"))[1]
        yield match.start(), match.end(), label, place


_OPENS = 8  # characters of a clause within which a place is its topic


def _first(
    text: str, at: int, unit: str, named: Sequence[tuple[int, Place]], stops: str
) -> Place | None:
    """Return the first place of a rank between the last of some stops and ``at``.

    Within a clause (a comma is among the stops) it has to be near the beginning.
    """
    begun = max(text.rfind(stop, 0, at) for stop in stops)
    last = begun + _OPENS if "，" in stops else at
    index = bisect_right(named, begun, key=lambda pair: pair[0])
    while index < len(named) and named[index][0] <= min(last, at):
        if named[index][1].name.endswith(unit):
            return named[index][1]
        index += 1
    return None


def referent(unit: str, area: Place | None) -> Place | None:
    """Return the division of a rank that an area is or belongs to; 市 may be a municipality.

    A county-level city calls itself 全市, an autonomous region 全区.
    """
    if area is None:
        return None
    chain = ancestors(area)
    province = chain[-1]
    if unit in ("省", "自治区"):
        return province if province.name.endswith(unit) or unit == "省" else None
    if area.name.endswith(unit) or (unit == "区" and area.name.endswith("自治区")):
        return area
    if unit == "市" and province.code in _MUNICIPALITIES:
        return province
    level = _LEVEL[unit][0]
    own = next((p for p in chain if p.level == level and p.name.endswith(unit)), None)
    if own is None and unit == "区" and province.name.endswith("自治区"):
        return province
    return own
