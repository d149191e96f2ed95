"""Candidate facts read from the graph: a statement with its labels, evidence and figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rdflib import URIRef

from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.storage.store import GraphView

PREFIXES = (
    "PREFIX zt: <https://w3id.org/zhengtu/ontology#>\n"
    "PREFIX ind: <https://w3id.org/zhengtu/indicator#>\n"
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
)
KINDS = {"Target": "target", "Actual": "actual", "Baseline": "baseline", "Limit": "limit"}


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


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement: subject, predicate, object with labels, and where it is said.

    ``predicate`` is the property's local name; ``figure`` is set when the object is an observation.
    ``modality`` (``required``, ``planned``, ``permitted``) is set for what is not yet a fact;
    ``modality_text`` and ``bearer`` are the word of a norm and whom it binds.
    ``document``, ``start``, ``end``, ``quote`` are the evidence.
    """

    subject: str
    subject_label: str
    predicate: str
    object: str
    object_label: str
    document: str
    start: int
    end: int
    quote: str
    confidence: float
    agent: str | None = None
    agent_label: str | None = None
    mode: str | None = None
    modality: str | None = None
    modality_text: str | None = None
    bearer: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    period_text: str = ""
    subject_classes: frozenset[str] = frozenset()
    object_classes: frozenset[str] = frozenset()
    figure: Figure | None = None


_STATEMENT = """SELECT ?statement ?s ?p ?o ?document ?start ?end ?quote ?confidence
       ?agent ?agentLabel ?mode ?modality ?word ?bearer ?from ?until ?when WHERE {
  { SELECT DISTINCT ?statement WHERE {
%s
  } LIMIT %d }
  ?statement rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; zt:document ?doc ;
             zt:start ?start ; zt:end ?end ; zt:quote ?quote ; zt:confidence ?confidence .
  ?doc zt:documentId ?document .
  OPTIONAL { ?statement zt:agent ?agent . OPTIONAL { ?agent rdfs:label ?agentLabel } }
  OPTIONAL { ?statement zt:cooperationMode ?mode }
  OPTIONAL { ?statement zt:modality ?modality }
  OPTIONAL { ?statement zt:modalityText ?word }
  OPTIONAL { ?statement zt:bearer ?bearer }
  OPTIONAL { ?statement zt:periodStart ?from }
  OPTIONAL { ?statement zt:periodEnd ?until }
  OPTIONAL { ?statement zt:periodText ?when }
}"""

_FIGURES = """SELECT ?o ?class ?indicator ?name ?low ?high ?comparator ?unit ?text
       ?area ?areaName ?agentName ?from ?until ?when WHERE {
  VALUES ?o { %s }
  ?o a ?class ; zt:indicator ?indicator ; zt:low ?low ; zt:high ?high ; zt:comparator ?comparator ;
     zt:unit ?unit ; zt:valueText ?text .
  FILTER (?class != zt:Observation)
  ?indicator rdfs:label ?name . FILTER (lang(?name) != "en")
  OPTIONAL { ?o zt:area ?area . ?area rdfs:label ?areaName . FILTER (lang(?areaName) != "en") }
  OPTIONAL { ?o zt:agent ?agent . ?agent rdfs:label ?agentName . FILTER (lang(?agentName) != "en") }
  OPTIONAL { ?o zt:periodStart ?from }
  OPTIONAL { ?o zt:periodEnd ?until }
  OPTIONAL { ?o zt:periodText ?when }
}"""

_LABELS = """SELECT ?x ?label ?class WHERE {
  VALUES ?x { %s }
  OPTIONAL { ?x rdfs:label ?label . FILTER (lang(?label) != "en") }
  OPTIONAL { ?x a ?class }
}"""


def term_list(iris: Iterable[str]) -> str:
    """Return IRIs as the terms of a VALUES block; rdflib refuses what is no IRI."""
    return " ".join(URIRef(iri).n3() for iri in sorted(set(iris)))


def facts(view: GraphView, pattern: str, *, limit: int = 2000) -> list[Fact]:
    """Return the facts whose statement node ``?statement`` matches a graph pattern.

    Args:
        view: The graph to read.
        pattern: SPARQL triple patterns over ``?statement ?s ?p ?o ?doc ?start ?end``; made by this
            package from IRIs and typed literals, never from a user's words.
        limit: The most statements read; ranking happens on what is read.
    """
    rows = view.select(PREFIXES + _STATEMENT % (pattern, limit))
    return _complete(view, rows)


def _complete(view: GraphView, rows: Sequence[Mapping[str, Any]]) -> list[Fact]:
    unique = {str(row["statement"]): row for row in rows}
    observed = {str(r["o"]) for r in unique.values() if str(r["p"]) == str(ZT.hasObservation)}
    figures = load_figures(view, observed)
    terms = {str(r[k]) for r in unique.values() for k in ("s", "o") if isinstance(r[k], URIRef)}
    labels, classes = _describe(view, terms - observed)
    return [_fact(row, figures, labels, classes) for row in unique.values()]


def load_figures(view: GraphView, observations: Iterable[str]) -> dict[str, Figure]:
    """Return the figures of observation IRIs; what is not complete in the graph is left out."""
    observations = set(observations)
    if not observations:
        return {}
    rows = view.select(PREFIXES + _FIGURES % term_list(observations))
    return {str(row["o"]): _figure(row) for row in rows}


def _describe(view: GraphView, terms: set[str]) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    if not terms:
        return {}, {}
    labels: dict[str, str] = {}
    classes: dict[str, set[str]] = {}
    for row in view.select(PREFIXES + _LABELS % term_list(terms)):
        key = str(row["x"])
        if row.get("label") is not None:
            labels.setdefault(key, str(row["label"]))
        if row.get("class") is not None:
            classes.setdefault(key, set()).add(local_name(str(row["class"])))
    return labels, {key: frozenset(value) for key, value in classes.items()}


def local_name(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _fact(
    row: Mapping[str, Any],
    figures: Mapping[str, Figure],
    labels: Mapping[str, str],
    classes: Mapping[str, frozenset[str]],
) -> Fact:
    subject, obj = str(row["s"]), str(row["o"])
    return Fact(
        subject=subject,
        subject_label=labels.get(subject, local_name(subject)),
        predicate=local_name(str(row["p"])),
        object=obj,
        object_label=labels.get(obj, obj),
        document=str(row["document"]),
        start=int(row["start"]),
        end=int(row["end"]),
        quote=str(row["quote"]),
        confidence=float(row["confidence"]),
        agent=_text(row.get("agent")),
        agent_label=_text(row.get("agentLabel")),
        mode=_text(row.get("mode")),
        modality=_text(row.get("modality")),
        modality_text=_text(row.get("word")),
        bearer=_text(row.get("bearer")),
        period_start=_day(row.get("from")),
        period_end=_day(row.get("until")),
        period_text=_text(row.get("when")) or "",
        subject_classes=classes.get(subject, frozenset()),
        object_classes=classes.get(obj, frozenset()),
        figure=figures.get(obj),
    )


def _figure(row: Mapping[str, Any]) -> Figure:
    return Figure(
        iri=str(row["o"]),
        indicator=str(row["name"]),
        indicator_iri=str(row["indicator"]),
        low=Decimal(str(row["low"])),
        high=Decimal(str(row["high"])),
        comparator=str(row["comparator"]),
        unit=str(row["unit"]),
        value_text=str(row["text"]),
        kind=KINDS.get(local_name(str(row["class"])), "actual"),
        area=_text(row.get("areaName")),
        area_iri=_text(row.get("area")),
        agent=_text(row.get("agentName")),
        start=_day(row.get("from")),
        end=_day(row.get("until")),
        period_text=_text(row.get("when")) or "",
    )


def _text(term: object) -> str | None:
    return None if term is None else str(term)


def _day(term: object) -> date | None:
    return None if term is None else date.fromisoformat(str(term)[:10])
