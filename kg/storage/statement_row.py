"""How a statement or an observation is written in a row: terms as short text, the rest as JSON."""

from __future__ import annotations

import json
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING

from rdflib import RDF, XSD, Literal, URIRef

from kg.stated import seen_only
from kg.storage.term import iri_term, literal_term
from ontology.iri import BASE, INDICATOR
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.statement import Term
    from kg.storage.store import Told

OBSERVATION = f"{BASE}observation/"
"""What the IRIs of observations begin with."""
_BEGINNINGS = {"~": BASE, "#": str(ZT), "=": INDICATOR, "%": str(RDF), "&": str(XSD)}
"""Marks that stand for the beginnings of IRIs; no IRI begins with one of them."""
_OF_ONTOLOGY = "#"
_OF_COLUMNS = tuple(
    str(iri) for iri in (RDF.subject, RDF.predicate, RDF.object, ZT.document, ZT.start, ZT.end,
                         ZT.quote)
)  # fmt: skip


def is_read(told: Told) -> bool:
    """Whether a node is a statement, or a declaration, that has a row."""
    predicates = told.get(str(RDF.predicate), [])
    return bool(predicates) and _name(predicates[0]) not in seen_only()


def _name(iri: Term) -> str:
    """Return a property as the table names it: what is of our ontology by its local name."""
    return short(str(iri)).removeprefix(_OF_ONTOLOGY)


def of_statement(
    iri: str, document: str, told: Told, others: Mapping[str, Told]
) -> tuple[str | int | None, ...]:
    """Return the row of a statement, or of a declaration, which has no place and no quote.

    Args:
        iri: The statement.
        document: Its document as rows have it.
        told: What is told of it.
        others: What is told of all nodes of the document: an observation has an indicator.
    """
    first = {name: values[0] for name, values in told.items()}
    subject, predicate, value, _, start, end, quote = map(first.get, _OF_COLUMNS)
    assert subject is not None
    assert value is not None
    indicator = others.get(str(value), {}).get(str(ZT.indicator))
    more = {name: values for name, values in told.items() if name not in _OF_COLUMNS}
    return (
        short(iri),
        document,
        packed(subject),
        _name(predicate or URIRef("")),
        packed(value),
        packed(indicator[0]) if indicator else None,
        None if start is None else int(start),
        None if end is None else int(end),
        None if quote is None else str(quote),
        properties_text(more),
    )


def told_of_statement(row: tuple[str, ...]) -> Told:
    """Return what a row tells of its statement; its columns are those of the table in order."""
    _, subject, predicate, value, document, start, end, quote, more = row
    told = properties_of(more)
    told[str(RDF.subject)] = [term(subject)]
    told[str(RDF.predicate)] = [iri_term(_property(predicate))]
    told[str(RDF.object)] = [term(value)]
    told[str(ZT.document)] = [iri_term(long(document))]
    if start is not None:
        told[str(ZT.start)] = [literal_term(str(start), datatype=str(XSD.integer))]
        told[str(ZT.end)] = [literal_term(str(end), datatype=str(XSD.integer))]
    if quote is not None:
        told[str(ZT.quote)] = [literal_term(quote)]
    return told


def properties_text(told: Told) -> str:
    """Return properties with their values as JSON, several of one sorted."""
    texts: dict[str, str | list[str]] = {}
    for name, values in told.items():
        several = sorted(map(packed, values))
        texts[_name(URIRef(name))] = several if len(several) > 1 else several[0]
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":"))


def properties_of(more: str) -> Told:
    """Return what the properties of a row tell."""
    return {
        _property(name): [term(text) for text in ([found] if isinstance(found, str) else found)]
        for name, found in json.loads(more).items()
    }


@lru_cache(maxsize=512)
def _property(name: str) -> str:
    """Return the IRI of a property that ``_name`` named."""
    known = ":" in name or name[0] in _BEGINNINGS
    return intern(long(name if known else _OF_ONTOLOGY + name))


def packed(value: Term) -> str:
    """Return a term as text: its kind, its language or type, its words."""
    if isinstance(value, Literal):
        if value.language:
            return f"@{value.language}|{value}"
        plain = value.datatype in {None, XSD.string}
        return f'"{value}' if plain else f"^{short(str(value.datatype))}|{value}"
    return f"<{short(str(value))}"


def term(text: str) -> Term:
    """Return the term that ``packed`` wrote."""
    kind, rest = text[0], text[1:]
    if kind == "<":
        return iri_term(long(rest))
    if kind == '"':
        return literal_term(rest)
    how, _, words = rest.partition("|")
    if kind == "@":
        return literal_term(words, language=how)
    return literal_term(words, datatype=long(how))


def short(iri: str) -> str:
    """Return an IRI as rows have it."""
    for mark, beginning in _BEGINNINGS.items():
        if iri.startswith(beginning):
            return mark + iri[len(beginning) :]
    return iri


def long(iri: str) -> str:
    """Return the IRI that ``short`` shortened."""
    return _BEGINNINGS.get(iri[:1], iri[:1]) + iri[1:]
