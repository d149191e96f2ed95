"""The administrative divisions of China: provinces, prefectures and counties, past and present.

``places.tsv`` is made by ``nlp.gazetteer.make_places``; the codes are those of GB/T 2260.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, cast

from ontology.iri import place_iri

if TYPE_CHECKING:
    from collections.abc import Mapping

Level = Literal["province", "prefecture", "county"]


@dataclass(frozen=True, slots=True)
class Place:
    """One division.

    ``short_names`` are the names without the generic word (浙江, 海南州), the most usual first, and
    for provinces their one-character name. ``parent`` is a code, None for provinces.
    ``valid_from`` and ``valid_until`` are years, None where it has always been or still is so;
    ``successor`` is the code of the division that took over.
    """

    code: str
    name: str
    short_names: tuple[str, ...]
    level: Level
    parent: str | None
    valid_from: int | None = None
    valid_until: int | None = None
    successor: str | None = None

    @property
    def iri(self) -> str:
        """The place's IRI; a division that is no more has one of its own."""
        return place_iri(self.code)


def _year(cell: str) -> int | None:
    return int(cell) if cell else None


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """Return all divisions in the order of their codes."""
    text = files("nlp.gazetteer").joinpath("places.tsv").read_text(encoding="utf-8")
    return tuple(
        Place(
            code=row["code"],
            name=row["name"],
            short_names=tuple(filter(None, row["short_names"].split("|"))),
            level=cast("Level", row["level"]),
            parent=row["parent"] or None,
            valid_from=_year(row["valid_from"]),
            valid_until=_year(row["valid_until"]),
            successor=row["successor"] or None,
        )
        for row in csv.DictReader(text.splitlines(), delimiter="\t")
    )


@lru_cache(maxsize=1)
def place_by_code() -> Mapping[str, Place]:
    """Return the divisions by code."""
    return {place.code: place for place in places()}


@lru_cache(maxsize=1)
def place_by_surface() -> Mapping[str, tuple[Place, ...]]:
    """Return the divisions that a written name may mean, one-character names left out."""
    index: dict[str, list[Place]] = {}
    for place in places():
        for name in dict.fromkeys((place.name, *place.short_names)):
            if len(name) > 1:
                index.setdefault(name, []).append(place)
    return {name: tuple(found) for name, found in index.items()}


@lru_cache(maxsize=1)
def short_names() -> frozenset[str]:
    """Return the one-character names of the provinces, which the codes of their offices begin with.

    >>> {"川", "京"} <= short_names()
    True
    """
    rows = files("nlp.gazetteer").joinpath("province_short.tsv").read_text(encoding="utf-8")
    return frozenset(
        name for row in rows.splitlines()[1:] for name in row.split("\t")[1].split("|")
    )


def ancestors(place: Place) -> tuple[Place, ...]:
    """Return the division itself, then what it is part of, outermost last."""
    chain = [place]
    while chain[-1].parent:
        chain.append(place_by_code()[chain[-1].parent])
    return tuple(chain)


def within(place: Place, area: Place) -> bool:
    """Tell whether a division is another or part of it."""
    return any(outer.code == area.code for outer in ancestors(place))
