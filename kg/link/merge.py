"""Bodies, places and other things that people ruled one, written under one IRI.

Done when a document is written, as corrections are (decision 9), so that every query counts such
things once; extracting the documents anew without the ruling parts them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from rdflib import OWL, RDF, RDFS, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.correction import Correction
    from kg.link.sameness import Thing
    from kg.statement import DocumentGraph, Term, Triple

AnyTerm = TypeVar("AnyTerm", bound="Term")


def merged(graph: DocumentGraph, merges: Mapping[str, Thing]) -> DocumentGraph:
    """Return a document's graph in which things that were ruled one have one IRI.

    ``owl:sameAs`` says which other IRI the document would have without the ruling.

    Args:
        graph: The graph as extracted.
        merges: What is written as what, see ``kg.link.sameness.merges``.
    """
    used = sorted({str(term) for term in _terms(graph) if str(term) in merges})
    if not used:
        return graph
    names = {URIRef(one): URIRef(merges[one].iri) for one in used}
    return replace(
        graph,
        description=(
            *((_led(s, names), p, _led(o, names)) for s, p, o in graph.description),
            *((one, OWL.sameAs, other) for one, other in names.items()),
        ),
        entities=tuple(_described(graph.entities, merges)),
        statements=tuple(
            replace(
                each,
                subject=_led(each.subject, names),
                object=_led(each.object, names),
                qualifiers=tuple((name, _led(value, names)) for name, value in each.qualifiers),
            )
            for each in graph.statements
        ),
        declarations=tuple(
            replace(each, subject=_led(each.subject, names), object=_led(each.object, names))
            for each in graph.declarations
        ),
    )


def _terms(graph: DocumentGraph) -> Iterator[Term]:
    for subject, _, value in graph.description:
        yield from (subject, value)
    for each in graph.statements:
        yield from (each.subject, each.object, *(value for _, value in each.qualifiers))
    for declared in graph.declarations:
        yield from (declared.subject, declared.object)


def _led(term: AnyTerm, names: Mapping[URIRef, URIRef]) -> AnyTerm | URIRef:
    return names.get(term, term) if isinstance(term, URIRef) else term


def _described(entities: Iterable[Triple], merges: Mapping[str, Thing]) -> Iterator[Triple]:
    """Yield what is said of things; of one that is written as another, that it is of its class."""
    for triple in entities:
        other = merges.get(str(triple[0]))
        if other is None:
            yield triple
        elif triple[1] == RDF.type:
            yield (URIRef(other.iri), RDF.type, triple[2])
            yield (URIRef(other.iri), RDFS.label, Literal(other.name, lang="zh"))


def renamed(correction: Correction, merges: Mapping[str, Thing]) -> Correction:
    """Return a correction about the things as they are written now."""

    def now(term: str) -> str:
        other = merges.get(term.strip("<>"))
        return term if other is None else f"<{other.iri}>"

    new = correction.new_object
    return replace(
        correction,
        subject=now(correction.subject),
        object=now(correction.object),
        new_object=None if new is None else now(new),
    )
