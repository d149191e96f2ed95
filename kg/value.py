"""Figures, periods and dates as the triples and literals of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDF, XSD, Literal, URIRef

from kg.statement import decimal_literal
from ontology.lexicon import norms
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kg.statement import Triple
    from nlp.extraction import Measurement, Period, Relation

_KINDS = {
    "target": ZT.Target,
    "actual": ZT.Actual,
    "baseline": ZT.Baseline,
    "limit": ZT.Limit,
}


def day_literal(day: date) -> Literal:
    """Return a day as xsd:date."""
    return Literal(day.isoformat(), datatype=XSD.date)


def period_values(period: Period | None) -> Iterator[tuple[URIRef, Literal]]:
    """Yield what is known of a period as property and value."""
    if period is None:
        return
    if period.start is not None:
        yield ZT.periodStart, day_literal(period.start)
    if period.end is not None:
        yield ZT.periodEnd, day_literal(period.end)
    if period.text:
        yield ZT.periodText, Literal(period.text)


def relation_literal(relation: Relation) -> Literal:
    """Return a relation's object as a literal; a date as precise as it is known."""
    period = relation.period
    if relation.object_label != "Date" or period is None or period.start is None:
        return Literal(relation.object)
    if period.precision == "month":
        return Literal(period.start.isoformat()[:7], datatype=XSD.gYearMonth)
    if period.precision == "year":
        return Literal(period.start.isoformat()[:4], datatype=XSD.gYear)
    return day_literal(period.start)


def is_kept(relation: Relation) -> bool:
    """Tell whether a relation becomes a fact; of norms not all do (decision 52).

    Statutes hold tens of thousands of 应当 and 可以, most of which bind a sort of people: those are
    read again when they are asked for. Prohibitions and encouragements are few.
    """
    if relation.predicate not in ("requires", "permits"):
        return True
    return relation.bearer_iri is not None


def modal_values(relation: Relation) -> Iterator[tuple[URIRef, Literal]]:
    """Yield how a relation holds, with the word for it and whom it binds.

    The predicate of a norm tells its modality, which is not written twice.
    """
    if relation.modality and relation.predicate not in norms():
        yield ZT.modality, Literal(relation.modality)
    if relation.modality_text:
        yield ZT.modalityText, Literal(relation.modality_text)
    if relation.bearer:
        yield ZT.bearer, Literal(relation.bearer)


def identity(figure: Measurement) -> tuple[str, ...]:
    """Return what tells one figure of a document from another."""
    return (
        str(figure.start),
        str(figure.end),
        figure.indicator_iri or figure.indicator or "",
        figure.kind,
        figure.unit,
        str(decimal_literal(figure.low)),
        str(decimal_literal(figure.high)),
        figure.comparator,
        figure.area_iri or figure.area or "",
        figure.agent_iri or figure.agent or "",
    )


def observed(figure: Measurement, observation: URIRef, indicator: URIRef) -> Iterator[Triple]:
    """Yield the triples of an observation but for its area and agent."""
    yield (observation, RDF.type, ZT.Observation)
    yield (observation, RDF.type, _KINDS[figure.kind])
    yield (observation, ZT.indicator, indicator)
    yield (observation, ZT.low, decimal_literal(figure.low))
    yield (observation, ZT.high, decimal_literal(figure.high))
    yield (observation, ZT.comparator, Literal(figure.comparator))
    yield (observation, ZT.unit, Literal(figure.unit))
    yield (observation, ZT.valueText, Literal(figure.value_text))
    for predicate, value in period_values(figure.period):
        yield (observation, predicate, value)
