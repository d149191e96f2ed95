"""Figures that contradict each other: same indicator, place, period and kind, other value.

Both stay in the graph; this finds them. What rounding explains is no contradiction.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rdflib import RDF, RDFS, URIRef

from kg.storage.term import ntriples
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.statement import Term, Triple
    from kg.storage.store import GraphView, Row

_NUMBER = re.compile(r"\d+(?:\.(\d+))?")
_VALUE = f"<{ZT.low}> ?low ; <{ZT.high}> ?high"
# The store groups and counts, so that only what is in doubt is fetched, group by group: joined to
# its places, documents and quotes, every figure of a million quads took thirteen seconds.
_DOUBTFUL = f"""SELECT ?indicator ?area ?until ?unit ?kind WHERE {{
  GRAPH ?d {{ ?o <{ZT.periodEnd}> ?until ; <{ZT.indicator}> ?indicator ; <{ZT.area}> ?area ;
    <{ZT.unit}> ?unit ; a ?kind ; {_VALUE} }} FILTER (?kind != <{ZT.Observation}>)
}} GROUP BY ?indicator ?area ?until ?unit ?kind
HAVING (COUNT(DISTINCT ?d) > 1 && (COUNT(DISTINCT ?low) > 1 || COUNT(DISTINCT ?high) > 1))"""
_FIGURES = f"""SELECT ?o ?d ?from ?low ?high ?comparator ?text WHERE {{ GRAPH ?d {{
  ?o <{ZT.indicator}> %(indicator)s ; <{ZT.area}> %(area)s ; <{ZT.periodEnd}> %(until)s ;
     <{ZT.unit}> %(unit)s ; a %(kind)s ; {_VALUE} ; <{ZT.comparator}> ?comparator ;
     <{ZT.valueText}> ?text .
  OPTIONAL {{ ?o <{ZT.periodStart}> ?from }}
}} }}"""
_SAID = f"""SELECT ?document ?title ?start ?end ?quote WHERE {{
  ?statement <{RDF.object}> %s ; <{ZT.document}> %s ; <{ZT.start}> ?start ; <{ZT.end}> ?end ;
     <{ZT.quote}> ?quote .
  %s <{ZT.documentId}> ?document ; <{ZT.title}> ?title .
}} ORDER BY ?start"""
_NAME = f"""SELECT ?name WHERE {{
  ?x <{RDFS.label}> ?name . FILTER (lang(?name) != "en")
}} ORDER BY ?name LIMIT 1"""


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
class _Figure:
    """A figure as it is compared; ``document`` is the IRI of its document."""

    observation: str
    document: str
    value: str
    low: Decimal
    high: Decimal
    comparator: str


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
    found = [each for row in view.select(_DOUBTFUL) for each in _within(view, row)]
    return sorted(found, key=lambda each: (each.indicator, each.area, each.end, each.kind))


def _within(view: GraphView, key: Row) -> Iterator[Conflict]:
    """Yield the conflicts among the figures of one indicator, place, end, unit and kind."""
    by_start: dict[str, list[_Figure]] = defaultdict(list)
    for row in view.select(_FIGURES % {name: ntriples(key[name]) for name in key}):
        by_start[str(row.get("from", ""))].append(_figure(row))
    for start, figures in by_start.items():
        claims = [claim for each in _apart(figures) if (claim := _claim(view, each))]
        if claims:
            yield Conflict(
                indicator=_name(view, key["indicator"]),
                area=_name(view, key["area"]),
                kind=str(key["kind"]).rsplit("#", 1)[-1].lower(),
                start=start or None,
                end=str(key["until"]),
                unit=str(key["unit"]),
                claims=tuple(sorted(claims, key=lambda each: (each.document, each.start))),
            )


def _name(view: GraphView, thing: Term) -> str:
    return next((str(row["name"]) for row in view.select(_NAME, {"x": thing})), str(thing))


def links(view: GraphView) -> list[Triple]:
    """Return that figures contradict each other, both ways, to be written with other links."""
    return [
        (URIRef(one.observation), ZT.contradicts, URIRef(other.observation))
        for each in conflicts(view)
        for one in each.claims
        for other in each.claims
        if one.document != other.document and not _agree(one, other)
    ]


def _apart(claims: Sequence[_Figure]) -> list[_Figure]:
    """Return the claims that another document's contradicts."""
    return [
        one
        for one in claims
        if any(one.document != other.document and not _agree(one, other) for other in claims)
    ]


def _agree(one: _Figure | Claim, other: _Figure | Claim) -> bool:
    """Whether two figures can both be right: ranges meet, bounds admit, or rounding explains."""
    if _meet(one, other) or _rounds_to(one, other) or _rounds_to(other, one):
        return True
    return "≈" in {one.comparator, other.comparator} and _near(one, other)


def _meet(one: _Figure | Claim, other: _Figure | Claim) -> bool:
    a, b = _interval(one), _interval(other)
    return a[0] <= b[1] and b[0] <= a[1]


def _interval(claim: _Figure | Claim) -> tuple[Decimal, Decimal]:
    endless = Decimal("Infinity")
    if claim.comparator in {"≥", ">"}:
        return claim.low, endless
    if claim.comparator in {"≤", "<"}:
        return -endless, claim.high
    return claim.low, claim.high


def _rounds_to(fine: _Figure | Claim, coarse: _Figure | Claim) -> bool:
    """Whether the finer figure, rounded as the coarser one is written, is the coarser one."""
    if fine.low != fine.high or coarse.low != coarse.high:
        return False
    step = _step(coarse)
    return step is not None and abs(fine.low - coarse.low) <= step / 2


def _step(claim: _Figure | Claim) -> Decimal | None:
    """Return what one of the last written digit is worth: 5.32万亿元 gives 100亿, 600亿斤 1亿."""
    written = _NUMBER.search(claim.value.replace(",", ""))
    if written is None or not Decimal(written[0]):
        return None
    decimals = len(written[1] or "")
    return abs(claim.low / Decimal(written[0])).scaleb(-decimals)


def _near(one: _Figure | Claim, other: _Figure | Claim) -> bool:
    middle = abs(one.low + one.high) / 2
    return abs(one.low - other.low) <= middle * Decimal("0.05")


def _figure(row: Row) -> _Figure:
    return _Figure(
        str(row["o"]),
        str(row["d"]),
        str(row["text"]),
        Decimal(str(row["low"])),
        Decimal(str(row["high"])),
        str(row["comparator"]),
    )


def _claim(view: GraphView, figure: _Figure) -> Claim | None:
    """Return a figure with the first place where its document says it."""
    observation, document = (ntriples(URIRef(iri)) for iri in (figure.observation, figure.document))
    for row in view.select(_SAID % (observation, document, document), limit=1):
        return Claim(
            figure.observation,
            figure.value,
            figure.low,
            figure.high,
            figure.comparator,
            str(row["document"]),
            str(row["title"]),
            int(str(row["start"])),
            int(str(row["end"])),
            str(row["quote"]),
        )
    return None
