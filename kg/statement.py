"""A sourced fact: the triple is its projection, the quote its reason."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from rdflib import RDF, XSD, BNode, Literal, URIRef

from kg.error import StoreError
from kg.storage.term import to_ox
from ontology.iri import mint
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.document import PolicyDocument

Term = URIRef | Literal | BNode
Triple = tuple[URIRef | BNode, URIRef, Term]
Quad = tuple[URIRef | BNode, URIRef, Term, URIRef]

GIVEN = "given:metadata@1"
"""The method of what a source says beside the text."""


# A graph has ten terms of these for every fact, and looking one up costs a microsecond.
_DOCUMENT, _METHOD, _CONFIDENCE = ZT.document, ZT.method, ZT.confidence
_START, _END, _QUOTE = ZT.start, ZT.end, ZT.quote


@lru_cache(maxsize=4096)
def document_iri(document_id: str) -> URIRef:
    """Return the IRI of a document by its id."""
    return URIRef(mint("document", document_id))


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Where a document says so; ``quote == document.text[start:end]``, never empty."""

    document_id: str
    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, document: PolicyDocument, start: int, end: int) -> Evidence:
        """Return the evidence of a span, taken from the text.

        Raises:
            StoreError: The span is empty or lies outside the text.
        """
        if not 0 <= start < end <= len(document.text):
            raise StoreError(
                f"the span {start}–{end} is not inside document {document.id} "
                f"({len(document.text)} characters): extract the document again",
                document=document.id,
            )
        return cls(document.id, start, end, document.text[start:end])


@dataclass(frozen=True)
class Statement:
    """A fact with its evidence.

    ``method`` names what found it, with a version (``pattern:issued-by@2``); ``confidence`` lies
    between 0 and 1. ``qualifiers`` are further ``(property, value)`` pairs that belong to the fact
    but not to its triple: the agent, the mode of cooperation, the period.
    """

    subject: URIRef
    predicate: URIRef
    object: URIRef | Literal
    evidence: Evidence
    method: str
    confidence: float
    qualifiers: tuple[tuple[URIRef, URIRef | Literal], ...] = ()

    @property
    def triple(self) -> Triple:
        """The fact without its evidence."""
        return (self.subject, self.predicate, self.object)

    @cached_property
    def iri(self) -> URIRef:
        """The statement's name, from what it says and where; method and confidence do not count."""
        said = [_written(term) for term in self.triple]
        said += sorted(f"{_written(name)} {_written(value)}" for name, value in self.qualifiers)
        where = (self.evidence.document_id, str(self.evidence.start), str(self.evidence.end))
        return URIRef(mint("statement", *said, *where))

    def provenance(self) -> Iterator[Triple]:
        """Yield the triples of the statement's node: ten, and one for each qualifier."""
        place = self.evidence
        node = self.iri
        yield (node, RDF.type, ZT.Statement)
        yield (node, RDF.subject, self.subject)
        yield (node, RDF.predicate, self.predicate)
        yield (node, RDF.object, self.object)
        yield (node, _DOCUMENT, document_iri(place.document_id))
        yield (node, _START, _offset(place.start))
        yield (node, _END, _offset(place.end))
        yield (node, _QUOTE, Literal(place.quote))
        yield (node, _METHOD, _named(self.method))
        yield (node, _CONFIDENCE, _share(round(self.confidence, 3)))
        for name, value in self.qualifiers:
            yield (node, name, value)


@dataclass(frozen=True)
class Declaration:
    """A fact that the source gives beside the text and that the text does not word.

    It has no quote, and so is no statement: whoever reads the graph can tell it by its class.
    """

    subject: URIRef
    predicate: URIRef
    object: URIRef | Literal
    document_id: str

    @property
    def triple(self) -> Triple:
        """The fact without its source."""
        return (self.subject, self.predicate, self.object)

    @cached_property
    def iri(self) -> URIRef:
        """The declaration's name, from what it says and of which document."""
        said = [_written(term) for term in self.triple]
        return URIRef(mint("declaration", *said, self.document_id))

    def provenance(self) -> Iterator[Triple]:
        """Yield the triples of the declaration's node: six."""
        yield (self.iri, RDF.type, ZT.Declaration)
        yield (self.iri, RDF.subject, self.subject)
        yield (self.iri, RDF.predicate, self.predicate)
        yield (self.iri, RDF.object, self.object)
        yield (self.iri, ZT.document, document_iri(self.document_id))
        yield (self.iri, ZT.method, Literal(GIVEN))


@dataclass(frozen=True)
class DocumentGraph:
    """What one document adds to the graph.

    ``description`` is about the document and its observations, ``entities`` about the things that
    it shares with others (class, label, number); ``dropped`` says, for people, what of the
    extraction did not become a fact, and why.
    """

    iri: URIRef
    description: tuple[Triple, ...]
    entities: tuple[Triple, ...]
    statements: tuple[Statement, ...]
    declarations: tuple[Declaration, ...] = ()
    dropped: tuple[str, ...] = ()

    def facts(self) -> list[Triple]:
        """Return the triples of the fact graph, each once."""
        sourced = (node.triple for node in self._nodes())
        return list(dict.fromkeys((*self.description, *sourced)))

    def provenance(self) -> list[Triple]:
        """Return the triples of the provenance graph, each once."""
        return [triple for node in self._nodes() for triple in node.provenance()]

    def _nodes(self) -> Iterator[Statement | Declaration]:
        yield from self.statements
        yield from self.declarations


@lru_cache(maxsize=65_536)
def _offset(number: int) -> Literal:
    return Literal(number)


@lru_cache(maxsize=1024)
def _named(method: str) -> Literal:
    return Literal(method)


@lru_cache(maxsize=1024)
def _share(confidence: float) -> Literal:
    return decimal_literal(Decimal(str(confidence)))


def triple_key(triple: Triple) -> tuple[str, str, str]:
    """Return what triples are sorted by: their N-Triples form.

    Raises:
        StoreError: A term is no valid RDF.
    """
    subject, predicate, value = triple
    return (_written(subject), _written(predicate), _written(value))


def _written(term: Term) -> str:
    try:
        return str(to_ox(term))
    except ValueError as error:
        raise StoreError(
            f"{term!r} cannot be stored: {error}; correct what it was made from", term=str(term)
        ) from error


def decimal_literal(number: Decimal) -> Literal:
    """Return a number as xsd:decimal in canonical form, which stores give back unchanged.

    >>> decimal_literal(Decimal("5.50")).n3(), str(decimal_literal(Decimal("1E+8")))
    ('"5.5"^^<http://www.w3.org/2001/XMLSchema#decimal>', '100000000')
    """
    plain = format(number.normalize() if number else Decimal(0), "f")
    return Literal(plain, datatype=XSD.decimal)
