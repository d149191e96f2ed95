"""From what was read and extracted to what one document adds to the graph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from rdflib import RDF, RDFS, Literal, URIRef

from kg.entity import DOCUMENT_LABELS, LITERAL_LABELS, Entities, number_key, title_key
from kg.error import StoreError
from kg.statement import (
    Declaration,
    DocumentGraph,
    Evidence,
    Statement,
    document_iri,
)
from kg.time.edition import edition_in
from kg.value import (
    day_literal,
    identity,
    is_kept,
    modal_values,
    observed,
    period_values,
    relation_literal,
)
from kg.wording import Wording
from nlp.gazetteer.body import body_by_surface
from ontology.iri import mint
from ontology.lexicon import document_kind, superclasses, terms_by_name
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from corpus.document import Metadata, PolicyDocument
    from kg.statement import Triple
    from kg.wording import Span
    from nlp.extraction import Extraction, Link, Measurement, Relation

WORDED = "metadata:wording@1"
MENTION = "link:mention@1"

_LEGISLATURE = "全国人民代表大会"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:\S")
_NOT_LINKED = LITERAL_LABELS | {"Indicator"}
"""Labels whose mentions become no ``zt:mentions``: literals, and indicators, which figures name."""


def document_graph(document: PolicyDocument, extraction: Extraction) -> DocumentGraph:
    """Return what a document adds to the graph.

    Every fact is a statement with a quote, except what the source gives beside the text and the
    text does not word: that becomes a declaration. What cannot become a fact is in ``dropped``.
    """
    return _Builder(document, extraction).build()


_COARSE = frozenset({"measures", "bulletin"})
"""Kinds as read that hold several classes, which titles tell apart: 办法, 规定, 细则, 解释."""


def _class_of(metadata: Metadata) -> str:
    """Return the local name of a document's class: of its kind, or of its title's last noun."""
    read, titled = document_kind(metadata.kind or ""), document_kind(metadata.title)
    kind = (titled or read) if metadata.kind in _COARSE else (read or titled)
    return kind or "PolicyDocument"


class _Builder:
    """Builds one document's graph."""

    def __init__(self, document: PolicyDocument, extraction: Extraction) -> None:
        self._document = document
        self._extraction = extraction
        self._iri = document_iri(document.id)
        self._wording = Wording(document)
        self._linked = {link.iri: link for link in reversed(extraction.links) if link.iri}
        self._names = _own_names(document.metadata)
        self._entities = Entities()
        self._own: list[Triple] = []
        self._statements: dict[URIRef, Statement] = {}
        self._declarations: list[Declaration] = []
        self._dropped: list[str] = []

    def build(self) -> DocumentGraph:
        self._describe()
        self._state_metadata()
        self._state_mentions()
        for measurement in self._extraction.measurements:
            self._state_measurement(measurement)
        for relation in self._extraction.relations:
            if is_kept(relation):
                self._state_relation(relation)
        return DocumentGraph(
            iri=self._iri,
            description=tuple(self._own),
            entities=tuple(sorted(t for t in self._entities.triples() if t[0] != self._iri)),
            statements=tuple(sorted(self._statements.values(), key=_by_place)),
            declarations=tuple(self._declarations),
            dropped=tuple(self._dropped),
        )

    def _describe(self) -> None:
        """Say what the document is called and of which kind; the facts about it come after."""
        metadata = self._document.metadata
        name = metadata.title or self._document.id
        classes = sorted(superclasses(_class_of(metadata)))
        self._own += [
            *((self._iri, RDF.type, ZT[each]) for each in classes),
            (self._iri, RDFS.label, Literal(name, lang="zh")),
            (self._iri, ZT.documentId, Literal(self._document.id)),
            (self._iri, ZT.textSha256, Literal(self._document.sha256)),
        ]

    def _state_metadata(self) -> None:
        metadata, wording = self._document.metadata, self._wording
        if metadata.title:
            self._worded(ZT.title, Literal(metadata.title, lang="zh"), wording.title())
        if metadata.document_number:
            number = metadata.document_number
            self._worded(ZT.documentNumber, Literal(number), wording.number(number))
        for name in metadata.issuers:
            self._worded(ZT.issuedBy, self._body(name), wording.issuer(name))
        for name in metadata.addressees:
            self._worded(ZT.addressedTo, self._body(name), wording.addressee(name))
        for predicate, day, span in self._dates(metadata):
            self._worded(predicate, day_literal(day), span)
        if metadata.source_url:
            self._state_address(metadata.source_url)

    def _dates(self, metadata: Metadata) -> Iterator[tuple[URIRef, date, Span | None]]:
        wording = self._wording
        for predicate, day, find in (
            (ZT.issuedOn, metadata.issued_on, wording.dated),
            (ZT.publishedOn, metadata.published_on, wording.dated),
            (ZT.effectiveFrom, metadata.effective_from or self._at_once(), wording.effective),
            (ZT.effectiveUntil, metadata.effective_until, wording.expiry),
        ):
            if day is not None:
                yield predicate, day, find(day)
        edition = edition_in(self._document)
        if edition is not None:
            yield ZT.versionDate, *edition

    def _at_once(self) -> date | None:
        """Return the day of adoption of a national law that applies from its promulgation.

        The President promulgates laws by order (立法法 第二十八条), which is done on the day of
        adoption; other legislation is promulgated weeks later, and its notes say when.
        """
        about = self._document.metadata
        national = any(name.startswith(_LEGISLATURE) for name in about.issuers)
        return about.issued_on if national and self._wording.at_once() else None

    def _worded(self, predicate: URIRef, value: URIRef | Literal, span: Span | None) -> None:
        """State what the text words, declare what it does not."""
        if span is None:
            declared = Declaration(self._iri, predicate, value, self._document.id)
            self._declarations.append(declared)
        else:
            self._state(self._iri, predicate, value, span, WORDED, 0.95)

    def _state_address(self, address: str) -> None:
        if not _ADDRESS.match(address):
            self._dropped.append(f"source_url {address!r} is no address")
            return
        clean = URIRef(quote(address.strip(), safe="%/:=&?~#+!$,;'@()*[]-._"))
        self._declarations.append(Declaration(self._iri, ZT.sourceUrl, clean, self._document.id))

    def _body(self, name: str) -> URIRef:
        """Return the body that a name in the metadata means: as linked in the text, else tabled."""
        for link in self._linked.values():
            if name in (link.name, link.mention.text):
                return self._entities.add(link.name or name, link.mention.label, link.iri)
        tabled = body_by_surface().get(name)
        if tabled is not None:
            return self._entities.add(tabled[0].name, "GovernmentBody", tabled[0].iri)
        return self._entities.add(name, "GovernmentBody")

    def _state_mentions(self) -> None:
        """State each entity once, where it is first mentioned."""
        seen = {self._iri}
        for link in self._extraction.links:
            label = link.mention.label
            if link.iri is None or label in _NOT_LINKED:
                continue
            entity = self._end(_name(link), link.iri, label)
            if entity not in seen:
                seen.add(entity)
                span = link.mention.start, link.mention.end
                self._state(self._iri, ZT.mentions, entity, span, MENTION, link.score)

    def _state_measurement(self, figure: Measurement) -> None:
        if figure.indicator is None:
            self._dropped.append(f"{figure.value_text}: no indicator")
            return
        indicator = self._entities.add(figure.indicator, "Indicator", figure.indicator_iri)
        area = self._place(figure)
        agent = self._agent(figure.agent, figure.agent_iri)
        observation = URIRef(mint("observation", self._document.id, *identity(figure)))
        span = figure.quote_start, figure.quote_end
        subject = area or agent or self._iri
        if self._state(
            subject, ZT.hasObservation, observation, span, figure.method, figure.confidence
        ):
            self._own += observed(figure, observation, indicator)
            self._own += [(observation, ZT.area, area)] if area else []
            self._own += [(observation, ZT.agent, agent)] if agent else []

    def _place(self, figure: Measurement) -> URIRef | None:
        return self._named(figure.area, figure.area_iri, "Place")

    def _agent(self, name: str | None, iri: str | None) -> URIRef | None:
        return self._named(name, iri, "Organization")

    def _named(self, name: str | None, iri: str | None, label: str) -> URIRef | None:
        """Return a thing known by name; a linked one is described as it was linked."""
        if name is None and iri is None:
            return None
        linked = self._linked.get(iri or "")
        if linked is not None:
            return self._entities.add(_name(linked), linked.mention.label, iri)
        return self._entities.add(name or str(iri), None if iri else label, iri)

    def _state_relation(self, relation: Relation) -> None:
        term = terms_by_name().get(relation.predicate)
        if term is None or term.kind == "class":
            self._dropped.append(f"{relation.predicate} is no property of the ontology")
            return
        subject = self._end(relation.subject, relation.subject_iri, relation.subject_label)
        value: URIRef | Literal
        if term.kind == "datatype" or relation.object_label in LITERAL_LABELS:
            value = relation_literal(relation)
        else:
            value = self._end(relation.object, relation.object_iri, relation.object_label)
        self._state(
            subject,
            URIRef(term.iri),
            value,
            (relation.start, relation.end),
            relation.method,
            relation.confidence,
            tuple(self._qualifiers(relation)),
        )

    def _end(self, name: str, iri: str | None, label: str | None) -> URIRef:
        """Return the thing of a name; its own title or number means the document itself."""
        if iri == str(self._iri):
            return self._iri
        if label in DOCUMENT_LABELS and {number_key(name), title_key(name)} & self._names:
            return self._iri
        return self._entities.add(name, label, iri)

    def _qualifiers(self, relation: Relation) -> Iterator[tuple[URIRef, URIRef | Literal]]:
        agent = self._agent(relation.agent, relation.agent_iri)
        if agent is not None:
            yield ZT.agent, agent
        if relation.mode:
            yield ZT.cooperationMode, Literal(relation.mode)
        yield from modal_values(relation)
        yield from period_values(relation.period)

    def _state(
        self,
        subject: URIRef,
        predicate: URIRef,
        value: URIRef | Literal,
        span: Span,
        method: str,
        confidence: float,
        qualifiers: tuple[tuple[URIRef, URIRef | Literal], ...] = (),
    ) -> bool:
        """Add a statement; of two that say the same of the same words the surer one stays."""
        try:
            evidence = Evidence.of(self._document, *span)
        except StoreError as error:
            self._dropped.append(f"{predicate}: {error.message}")
            return False
        made = Statement(subject, predicate, value, evidence, method, confidence, qualifiers)
        known = self._statements.get(made.iri)
        if known is None or known.confidence < made.confidence:
            self._statements[made.iri] = made
        return True


def _own_names(metadata: Metadata) -> frozenset[str]:
    """Return title and number as they are compared."""
    names = {title_key(metadata.title), number_key(metadata.document_number or "")}
    return frozenset(names - {""})


def _by_place(statement: Statement) -> tuple[int, int, str]:
    return (statement.evidence.start, statement.evidence.end, statement.iri)


def _name(link: Link) -> str:
    return link.name or link.mention.text
