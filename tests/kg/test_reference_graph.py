"""The reference graph: tables and ontology, written once, and again when they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDF, RDFS, SKOS, URIRef

from kg import reference
from kg.storage.archive import Archive
from kg.storage.oxigraph_store import OxigraphBackend
from nlp.gazetteer.body import bodies
from nlp.gazetteer.place import places
from nlp.gazetteer.region import regions
from ontology.iri import REFERENCE_GRAPH, indicator_iri, place_iri
from ontology.lexicon import terms
from ontology.namespace import ZT

if TYPE_CHECKING:
    import pytest

    from kg.statement import Triple


def described() -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for subject, predicate, value in reference.reference_triples():
        found.setdefault(str(subject), set()).add((str(predicate), str(value)))
    return found


def test_all_tables_are_in_it_with_class_and_label() -> None:
    found = described()
    named = [each.iri for each in places()] + [each.iri for each in bodies()]
    named += [each.iri for each in regions()] + [each.iri for each in terms()]
    for iri in (*named, indicator_iri("gdp")):
        predicates = {predicate for predicate, _ in found[iri]}
        assert {str(RDF.type), str(RDFS.label)} <= predicates, iri


def test_a_place_is_part_of_another() -> None:
    wuhan = described()[place_iri("420100")]
    assert (str(ZT.partOf), place_iri("420000")) in wuhan
    assert (str(RDF.type), str(ZT.City)) in wuhan
    assert (str(SKOS.altLabel), "武汉") in wuhan
    assert (str(ZT.code), "420100") in wuhan


def test_it_is_written_once_and_again_when_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    backend, archive = OxigraphBackend(), Archive()
    graph = URIRef(REFERENCE_GRAPH)
    thing: Triple = (URIRef("https://a.org/x"), RDF.type, ZT.Place)
    monkeypatch.setattr(reference, "reference_triples", lambda: iter([thing]))
    assert reference.refresh(backend, archive)
    assert not reference.refresh(backend, archive)
    monkeypatch.setattr(reference, "reference_hash", lambda: "other")
    assert reference.refresh(backend, archive)
    assert [quad[:3] for quad in backend.quads(graph)] == [thing]
