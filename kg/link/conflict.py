"""Figures that contradict each other: same indicator, place, period and kind, other value.

Both stay in the graph; this finds them. What rounding explains is no contradiction.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rdflib import RDF, RDFS

from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.store import GraphView, Row

_KINDS = " ".join(f"<{each}>" for each in (ZT.Target, ZT.Actual, ZT.Baseline, ZT.Limit))
_NUMBER = re.compile(r"\d+(?:\.(\d+))?")
_FIGURES = f"""SELECT ?o ?kind ?indicator ?name ?area ?place ?from ?until ?unit ?low ?high
       ?comparator ?text ?document ?title ?start ?end ?quote WHERE {{
  VALUES ?kind {{ {_KINDS} }}
  ?o a ?kind ; <{ZT.indicator}> ?indicator ; <{ZT.area}> ?area ; <{ZT.low}> ?low ;
     <{ZT.high}> ?high ; <{ZT.unit}> ?unit ; <{ZT.comparator}> ?comparator ;
     <{ZT.valueText}> ?text ; <{ZT.periodEnd}> ?until .
  OPTIONAL {{ ?o <{ZT.periodStart}> ?from }}
  ?statement <{RDF.object}> ?o ; <{ZT.document}> ?d ; <{ZT.start}> ?start ; <{ZT.end}> ?end ;
     <{ZT.quote}> ?quote .
  ?d <{ZT.documentId}> ?document ; <{ZT.title}> ?title .
  ?indicator <{RDFS.label}> ?name . FILTER (lang(?name) != "en")
  ?area <{RDFS.label}> ?place . FILTER (lang(?place) != "en")
}}"""


@dataclass(frozen=True, slots=True)
class Claim:
    """One side: the value as written, and where."""

    observation: str
    value: str
    low: Decimal
    high: Decimal
    comparator: str
    document: str
    title: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What two or more documents say differently; ``claims`` by document and place."""

    indicator: str
    area: str
    kind: str
    start: str | None
    end: str
    unit: str
    claims: tuple[Claim, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the conflict as a JSON object."""
        claims = []
        for each in self.claims:
            shown = {name: getattr(each, name) for name in Claim.__slots__}
            claims.append(shown | {"low": f"{each.low:f}", "high": f"{each.high:f}"})
        named = ("indicator", "area", "kind", "start", "end", "unit")
        return {name: getattr(self, name) for name in named} | {"claims": claims}


def conflicts(view: GraphView) -> list[Conflict]:
    """Return the figures of different documents that cannot both be right, by indicator and place.

    Two figures of one document are not compared: it may tell of parts that are not told apart.
    """
    groups: dict[tuple[str, ...], dict[str, Row]] = defaultdict(dict)
    for row in view.select(_FIGURES):
        names = ("indicator", "area", "kind", "from", "until", "unit")
        key = tuple(str(row.get(name, "")) for name in names)
        groups[key].setdefault(str(row["o"]), row)
    found = []
    for key, rows in groups.items():
        claims = sorted((_claim(row) for row in rows.values()), key=lambda c: (c.document, c.start))
        apart = _apart(claims)
        if apart:
            first = next(iter(rows.values()))
            kind = key[2].rsplit("#", 1)[-1].lower()
            found.append(
                Conflict(
                    str(first["name"]), str(first["place"]), kind, key[3] or None, key[4], key[5],
                    tuple(apart),
                )
            )  # fmt: skip
    return sorted(found, key=lambda each: (each.indicator, each.area, each.end, each.kind))


def _apart(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims that another document's contradicts."""
    return [
        one
        for one in claims
        if any(one.document != other.document and not _agree(one, other) for other in claims)
    ]


def _agree(one: Claim, other: Claim) -> bool:
    """Whether two figures can both be right: ranges meet, bounds admit, or rounding explains."""
    if _meet(one, other) or _rounds_to(one, other) or _rounds_to(other, one):
        return True
    return "≈" in {one.comparator, other.comparator} and _near(one, other)


def _meet(one: Claim, other: Claim) -> bool:
    a, b = _interval(one), _interval(other)
    return a[0] <= b[1] and b[0] <= a[1]


def _interval(claim: Claim) -> tuple[Decimal, Decimal]:
    endless = Decimal("Infinity")
    if claim.comparator in {"≥", ">"}:
        return claim.low, endless
    if claim.comparator in {"≤", "<"}:
        return -endless, claim.high
    return claim.low, claim.high


def _rounds_to(fine: Claim, coarse: Claim) -> bool:
    """Whether the finer figure, rounded as the coarser one is written, is the coarser one."""
    if fine.low != fine.high or coarse.low != coarse.high:
        return False
    step = _step(coarse)
    return step is not None and abs(fine.low - coarse.low) <= step / 2


def _step(claim: Claim) -> Decimal | None:
    """Return what one of the last written digit is worth: 5.32万亿元 gives 100亿, 600亿斤 1亿."""
    written = _NUMBER.search(claim.value.replace(",", ""))
    if written is None or not Decimal(written[0]):
        return None
    decimals = len(written[1] or "")
    return abs(claim.low / Decimal(written[0])).scaleb(-decimals)


def _near(one: Claim, other: Claim) -> bool:
    middle = abs(one.low + one.high) / 2
    return abs(one.low - other.low) <= middle * Decimal("0.05")


def _claim(row: Row) -> Claim:
    return Claim(
        str(row["o"]),
        str(row["text"]),
        Decimal(str(row["low"])),
        Decimal(str(row["high"])),
        str(row["comparator"]),
        str(row["document"]),
        str(row["title"]),
        int(str(row["start"])),
        int(str(row["end"])),
        str(row["quote"]),
    )
