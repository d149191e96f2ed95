"""The figures of observations, read from the graph."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rdflib import RDF, URIRef

from ontology.namespace import ZT
from qa.recall.node import day, iris, local_name, names, text, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from kg.storage.store import GraphView

KINDS = {"Target": "target", "Actual": "actual", "Baseline": "baseline", "Limit": "limit"}

_OF_FIGURE = iris(
    indicator=ZT.indicator, low=ZT.low, high=ZT.high, comparator=ZT.comparator, unit=ZT.unit,
    text=ZT.valueText,
)  # fmt: skip
_MAY_BE = iris(first=ZT.periodStart, last=ZT.periodEnd, when=ZT.periodText)
_OBSERVATION = str(ZT.Observation)
_TYPE, _INDICATOR, _AREA, _AGENT = str(RDF.type), str(ZT.indicator), str(ZT.area), str(ZT.agent)


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure of an observation, as in ``nlp.extraction.Measurement``."""

    iri: str
    indicator: str
    indicator_iri: str
    low: Decimal
    high: Decimal
    comparator: str
    unit: str
    value_text: str
    kind: str
    area: str | None = None
    area_iri: str | None = None
    agent: str | None = None
    start: date | None = None
    end: date | None = None
    period_text: str = ""


def load_figures(view: GraphView, observations: Iterable[str]) -> dict[str, Figure]:
    """Return the figures of observation IRIs; what is not complete in the graph is left out."""
    told = view.nodes(observations)
    named = {
        str(value)
        for each in told.values()
        for iri in (_INDICATOR, _AREA, _AGENT)
        for value in each.get(iri, ())
        if isinstance(value, URIRef)
    }
    called = names(view, named, english=False)
    found = {iri: _figure(iri, each, called) for iri, each in told.items()}
    return {iri: figure for iri, figure in found.items() if figure is not None}


def _figure(iri: str, told: Mapping[str, list[Any]], called: Mapping[str, str]) -> Figure | None:
    values = values_of(told, _OF_FIGURE, _MAY_BE)
    kinds = [str(kind) for kind in told.get(_TYPE, ()) if str(kind) != _OBSERVATION]
    if values is None or not kinds or str(values["indicator"]) not in called:
        return None
    area, agent = (_named(told, each, called) for each in (_AREA, _AGENT))
    return Figure(
        iri=iri,
        indicator=called[str(values["indicator"])],
        indicator_iri=str(values["indicator"]),
        low=Decimal(str(values["low"])),
        high=Decimal(str(values["high"])),
        comparator=str(values["comparator"]),
        unit=str(values["unit"]),
        value_text=str(values["text"]),
        kind=KINDS.get(local_name(kinds[-1]), "actual"),
        area=None if area is None else called[area],
        area_iri=area,
        agent=None if agent is None else called[agent],
        start=day(values["first"]),
        end=day(values["last"]),
        period_text=text(values["when"]) or "",
    )


def _named(told: Mapping[str, list[Any]], name: str, called: Mapping[str, str]) -> str | None:
    """Return the last of the things that have a name, None if none has."""
    return next((str(v) for v in reversed(told.get(name, [])) if str(v) in called), None)
