"""What the graph tells of a node, as plain values: each property by a short name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from rdflib import RDFS, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.statement import Term
    from kg.storage.store import GraphView

PREFIXES = (
    "PREFIX zt: <https://w3id.org/zhengtu/ontology#>\n"
    "PREFIX ind: <https://w3id.org/zhengtu/indicator#>\n"
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
)


def iris(**properties: URIRef) -> Mapping[str, str]:
    """Return the IRIs of properties by the short names that one gives them."""
    return {name: str(iri) for name, iri in properties.items()}


def term_list(named: Iterable[str]) -> str:
    """Return IRIs as the terms of a VALUES block; rdflib refuses what is no IRI."""
    return " ".join(URIRef(iri).n3() for iri in sorted(set(named)))


def values_of(
    told: Mapping[str, list[Any]], needed: Mapping[str, str], optional: Mapping[str, str]
) -> dict[str, Any] | None:
    """Return the last value of each property by its short name.

    None where a property that is needed is not there; an optional one has None then.
    """
    found = {name: last(told, iri) for name, iri in needed.items()}
    if any(value is None for value in found.values()):
        return None
    return found | {name: last(told, iri) for name, iri in optional.items()}


def names(view: GraphView, named: Iterable[str], *, english: bool = True) -> dict[str, str]:
    """Return one label of each thing that has any, none in English if so asked."""
    labels = view.values(named, str(RDFS.label))
    told = {iri: [v for v in own if english or not _is_english(v)] for iri, own in labels.items()}
    return {iri: str(own[-1]) for iri, own in told.items() if own}


def _is_english(term: Term) -> bool:
    return isinstance(term, Literal) and term.language == "en"


def local_name(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def last(told: Mapping[str, list[Any]], name: str) -> Any:  # noqa: ANN401 - a term of RDF
    """Return the last value of a property, None if there is none."""
    values = told.get(name)
    return values[-1] if values else None


def text(term: object) -> str | None:
    """Return a term as text, None where there is none."""
    return None if term is None else str(term)


def day(term: object) -> date | None:
    """Return the day of a date or time, None where there is none."""
    return None if term is None else date.fromisoformat(str(term)[:10])
