"""The reference graph: the ontology, the indicators, places, bodies and regions of the tables."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS, XSD, Literal, URIRef

from kg.storage.term import from_ox_triple
from nlp.gazetteer.body import bodies
from nlp.gazetteer.place import place_by_code, places
from nlp.gazetteer.region import regions
from ontology.iri import REFERENCE_GRAPH, body_iri
from ontology.lexicon import INDICATORS, INSTRUMENTS, POLICY
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.statement import Triple
    from kg.storage.archive import Archive
    from kg.storage.store import GraphBackend

_VERSION = "2"
"""Goes into the hash: raise it when the triples made of the same tables change."""

_SETTING = "reference"
_TABLES = ("places.tsv", "bodies.tsv", "regions.tsv")
_LEVELS = {"province": ZT.Province, "prefecture": ZT.City, "county": ZT.County}


def refresh(backend: GraphBackend, archive: Archive) -> bool:
    """Write the reference graph unless the store has this one; return whether it was written."""
    wanted = reference_hash()
    if archive.setting(_SETTING) == wanted:
        return False
    backend.replace({URIRef(REFERENCE_GRAPH): list(reference_triples())})
    archive.set(_SETTING, wanted)
    return True


def reference_hash() -> str:
    """Return what tells one reference graph from another: the sources it is made of."""
    digest = hashlib.sha256(_VERSION.encode())
    for path in (POLICY, INDICATORS, INSTRUMENTS):
        digest.update(path.read_bytes())
    for name in _TABLES:
        digest.update(files("nlp.gazetteer").joinpath(name).read_bytes())
    return digest.hexdigest()


def reference_triples() -> Iterator[Triple]:
    """Yield the triples of the reference graph."""
    return chain(_ontology(), _places(), _regions(), _bodies())


def _ontology() -> Iterator[Triple]:
    """Yield ontology and indicators, and for these the ``rdfs:label`` that all things have."""
    for path in (POLICY, INDICATORS, INSTRUMENTS):
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            subject, predicate, value = from_ox_triple(triple)
            yield (subject, predicate, value)
            if predicate == SKOS.prefLabel:
                yield (subject, RDFS.label, value)


def _named(iri: URIRef, name: str, short_names: tuple[str, ...]) -> Iterator[Triple]:
    yield (iri, RDFS.label, Literal(name, lang="zh"))
    for short in short_names:
        yield (iri, SKOS.altLabel, Literal(short, lang="zh"))


def _lifetime(iri: URIRef, first: int | None, last: int | None) -> Iterator[Triple]:
    if first is not None:
        yield (iri, ZT.validFrom, Literal(str(first), datatype=XSD.gYear))
    if last is not None:
        yield (iri, ZT.validUntil, Literal(str(last), datatype=XSD.gYear))


def _places() -> Iterator[Triple]:
    by_code = place_by_code()
    for place in places():
        iri = URIRef(place.iri)
        yield (iri, RDF.type, _LEVELS[place.level])
        yield (iri, ZT.code, Literal(place.code[:6]))  # what is no more has a longer key
        yield from _named(iri, place.name, place.short_names)
        yield from _lifetime(iri, place.valid_from, place.valid_until)
        if place.parent is not None:
            yield (iri, ZT.partOf, URIRef(by_code[place.parent].iri))
        if place.successor is not None:
            yield (iri, ZT.successor, URIRef(by_code[place.successor].iri))


def _regions() -> Iterator[Triple]:
    by_code = place_by_code()
    for region in regions():
        iri = URIRef(region.iri)
        yield (iri, RDF.type, ZT.Region)
        yield from _named(iri, region.name, region.short_names)
        for code in region.members:
            yield (URIRef(by_code[code].iri), ZT.partOf, iri)


def _bodies() -> Iterator[Triple]:
    for body in bodies():
        iri = URIRef(body.iri)
        yield (iri, RDF.type, ZT.GovernmentBody)
        yield from _named(iri, body.name, body.short_names)
        yield from _lifetime(iri, body.valid_from, body.valid_until)
        for successor in body.successors:
            yield (iri, ZT.successor, URIRef(body_iri(successor)))
