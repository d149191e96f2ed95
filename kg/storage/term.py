"""Conversion between rdflib's terms, which cross room borders, and Oxigraph's."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import XSD, BNode, Literal, URIRef

from kg.error import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.statement import Quad, Term, Triple

_STRING = str(XSD.string)
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')  # N-Quads 1.1, IRIREF
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def to_ox(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Return a term as Oxigraph's.

    Raises:
        ValueError: Not a valid IRI or language tag.
    """
    if isinstance(term, URIRef):
        return _named(str(term))  # comparing URIRefs, as the cache would, is slow
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        if term.datatype is None:
            return ox.Literal(str(term))
        return ox.Literal(str(term), datatype=_named(str(term.datatype)))
    return ox.BlankNode(str(term))


@lru_cache(maxsize=8192)
def _named(iri: str) -> ox.NamedNode:
    """Return an IRI; a document's graph names few of them very often."""
    return ox.NamedNode(iri)


def from_ox(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    """Return an Oxigraph term as rdflib's; a quoted triple has no counterpart and is refused."""
    if isinstance(term, ox.NamedNode):
        return iri_term(term.value)
    if isinstance(term, ox.Literal):
        if term.language is not None:
            return literal_term(term.value, language=term.language)
        datatype = term.datatype.value
        return literal_term(term.value, datatype=None if datatype == _STRING else datatype)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    raise QueryError("the result holds a quoted triple, which no output format here can show")


def literal_term(
    value: str, *, language: str | None = None, datatype: str | None = None
) -> Literal:
    """Return a literal; without language and type it is a plain text."""
    if language is not None:
        return _in_language(value, language)
    return Literal(value, normalize=False) if datatype is None else _typed(value, datatype)


@lru_cache(maxsize=32_768)
def iri_term(value: str) -> URIRef:
    """Return an IRI; what answers read names the same ones again and again."""
    return URIRef(value)


@lru_cache(maxsize=16_384)
def _in_language(value: str, language: str) -> Literal:
    return Literal(value, lang=language)


@lru_cache(maxsize=16_384)
def _typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=iri_term(datatype), normalize=False)


def ox_triple(triple: Triple) -> ox.Triple:
    """Return a triple as Oxigraph's."""
    subject, predicate, value = (to_ox(term) for term in triple)
    assert not isinstance(subject, ox.Literal)
    assert isinstance(predicate, ox.NamedNode)
    return ox.Triple(subject, predicate, value)


def ox_quad(quad: Quad) -> ox.Quad:
    """Return a quad as Oxigraph's."""
    subject, predicate, value, graph = (to_ox(term) for term in quad)
    assert not isinstance(subject, ox.Literal)
    assert isinstance(predicate, ox.NamedNode)
    assert isinstance(graph, ox.NamedNode)
    return ox.Quad(subject, predicate, value, graph)


def ox_quads(triples: Iterable[Triple], graph: URIRef) -> Iterator[ox.Quad]:
    """Yield the triples of a graph as Oxigraph's quads; the short way for the many of a build."""
    name = _named(str(graph))
    for subject, predicate, value in triples:
        yield ox.Quad(_subject(subject), _named(str(predicate)), to_ox(value), name)


def _subject(term: URIRef | BNode) -> ox.NamedNode | ox.BlankNode:
    return _named(str(term)) if isinstance(term, URIRef) else ox.BlankNode(str(term))


class BlankNodeError(ValueError):
    """A blank node where terms are written as text: reading it back would rename it."""


def quad_lines(triples: Iterable[Triple], graph: URIRef) -> Iterator[str]:
    """Yield the triples of a graph as lines of N-Quads, which the store reads faster than quads.

    Raises:
        BlankNodeError: One of the terms is a blank node.
        ValueError: An IRI has a sign that would end it; the rest is for the reader to check.
    """
    end = f" {_iri_text(str(graph))} .\n"
    last: URIRef | BNode | None = None
    written = ""
    for subject, predicate, value in triples:
        if subject is not last:
            last, written = subject, _text(subject)
        yield f"{written} {_iri_text(str(predicate))} {_text(value)}{end}"


def _text(term: Term) -> str:
    if isinstance(term, URIRef):
        return _iri_text(str(term))
    if isinstance(term, BNode):
        raise BlankNodeError(f"_:{term}")
    words = str.translate(term, _ESCAPES)
    if term.language:
        return f'"{words}"@{term.language}'
    return f'"{words}"' if term.datatype is None else f'"{words}"^^{_iri_text(str(term.datatype))}'


@lru_cache(maxsize=16_384)
def _iri_text(iri: str) -> str:
    if _NOT_IN_IRI.search(iri):
        raise ValueError(f"Invalid IRI {iri!r}")
    return f"<{iri}>"


def from_ox_triple(triple: ox.Triple | ox.Quad) -> Triple:
    """Return the triple of an Oxigraph triple or quad."""
    subject, predicate = from_ox(triple.subject), from_ox(triple.predicate)
    assert isinstance(subject, URIRef | BNode)
    assert isinstance(predicate, URIRef)
    return (subject, predicate, from_ox(triple.object))


def ntriples(term: Term) -> str:
    """Return an IRI or literal as N-Triples, escaped by the store's own serialiser.

    Raises:
        QueryError: A blank node, or no valid IRI or language tag.
    """
    if isinstance(term, BNode):
        raise QueryError("a blank node cannot be bound: it names nothing outside its own query")
    try:
        return str(to_ox(term))
    except ValueError as error:
        raise QueryError(f"{term!r} cannot be bound: {error}") from error
