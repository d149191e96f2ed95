"""Corrections laid over a document's graph: what is rejected, changed, added."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rdflib import RDFS, URIRef
from rdflib import Literal as RdfLiteral

from kg.correction import figure_value, parse_term
from kg.statement import Evidence, Statement
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.document import PolicyDocument
    from kg.correction import Correction
    from kg.statement import DocumentGraph, Term, Triple

_METHOD = "correction:{0}@1"


def apply(
    graph: DocumentGraph, document: PolicyDocument, corrections: Iterable[Correction]
) -> DocumentGraph:
    """Return a document's graph with corrections laid over it.

    A correction of something that the document no longer says has no effect on it; an added
    statement whose quote is no longer in the text is left out, and ``dropped`` says so.
    """
    for each in corrections:
        if each.action == "add":
            graph = _with(graph, document, each, parse_term(each.object), each.start, each.end)
        elif each.action == "reject":
            graph = _without(graph, each)
        else:
            graph = _changed(graph, document, each)
    return graph


def _without(graph: DocumentGraph, correction: Correction) -> DocumentGraph:
    triple = correction.triple
    observation = triple[2] if triple[1] == ZT.hasObservation else None
    return replace(
        graph,
        statements=tuple(each for each in graph.statements if each.triple != triple),
        declarations=tuple(each for each in graph.declarations if each.triple != triple),
        description=tuple(each for each in graph.description if each[0] != observation),
    )


def _changed(
    graph: DocumentGraph, document: PolicyDocument, correction: Correction
) -> DocumentGraph:
    triple = correction.triple
    said = [each for each in graph.statements if each.triple == triple]
    if not said:
        return graph
    if correction.figure:
        described = _figure(graph.description, triple[2], correction.figure)
        marked = tuple(
            replace(each, method=_METHOD.format("change"), confidence=1.0)
            if each.triple == triple
            else each
            for each in graph.statements
        )
        named = _named(correction)
        return replace(
            graph, description=described, statements=marked, entities=(*graph.entities, *named)
        )
    assert correction.new_object is not None
    value = parse_term(correction.new_object)
    place = said[0].evidence
    return _with(_without(graph, correction), document, correction, value, place.start, place.end)


def _figure(
    description: Iterable[Triple], observation: Term, values: Iterable[tuple[str, str]]
) -> tuple[Triple, ...]:
    assert isinstance(observation, URIRef)
    new = {URIRef(ZT[name]): figure_value(name, value) for name, value in values}
    kept = [each for each in description if each[0] != observation or each[1] not in new]
    return (*kept, *((observation, name, value) for name, value in new.items()))


def _with(
    graph: DocumentGraph,
    document: PolicyDocument,
    correction: Correction,
    value: URIRef | RdfLiteral,
    start: int | None,
    end: int | None,
) -> DocumentGraph:
    span = _place(document, correction, start, end)
    if span is None:
        note = f"更正 {correction.id}：原文中已没有“{correction.quote}”"
        return replace(graph, dropped=(*graph.dropped, note))
    subject, predicate = parse_term(correction.subject), parse_term(correction.predicate)
    assert isinstance(subject, URIRef)
    assert isinstance(predicate, URIRef)
    made = Statement(
        subject,
        predicate,
        value,
        Evidence.of(document, *span),
        _METHOD.format(correction.action),
        1.0,
    )
    return replace(
        graph,
        statements=(*graph.statements, made),
        entities=(*graph.entities, *_named(correction)),
    )


def _place(
    document: PolicyDocument, correction: Correction, start: int | None, end: int | None
) -> tuple[int, int] | None:
    """Return where the quote stands now, which may be elsewhere than it stood."""
    if (
        start is not None
        and end is not None
        and (correction.quote is None or document.quote(start, end) == correction.quote)
    ):
        return start, end
    if not correction.quote:
        return None
    at = document.text.find(correction.quote)
    return None if at < 0 else (at, at + len(correction.quote))


def _named(correction: Correction) -> Iterator[Triple]:
    for iri, label in correction.labels:
        yield (URIRef(iri), RDFS.label, RdfLiteral(label, lang="zh"))
