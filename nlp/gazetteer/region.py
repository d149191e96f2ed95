"""Regions that are no administrative division: 珠三角, 京津冀, 关中, 长江经济带."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ontology.iri import region_iri

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Region:
    """One region; ``members`` are the codes of its divisions where a state plan names them."""

    key: str
    name: str
    short_names: tuple[str, ...]
    members: tuple[str, ...]

    @property
    def iri(self) -> str:
        """The region's IRI."""
        return region_iri(self.key)


@lru_cache(maxsize=1)
def regions() -> tuple[Region, ...]:
    """Return all regions of ``regions.tsv``."""
    text = files("nlp.gazetteer").joinpath("regions.tsv").read_text(encoding="utf-8")
    return tuple(
        Region(row["key"], row["name"], _split(row["short_names"]), _split(row["members"]))
        for row in csv.DictReader(text.splitlines(), delimiter="\t")
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


@lru_cache(maxsize=1)
def region_by_surface() -> Mapping[str, Region]:
    """Return the regions by every name they are written with."""
    return {name: region for region in regions() for name in (region.name, *region.short_names)}
