"""The service description: what the endpoint says of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

from kg.result import PREFIXES

if TYPE_CHECKING:
    from rdflib import IdentifiedNode

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")

_SERIAL = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML",
)  # fmt: skip


@lru_cache(maxsize=8)
def describe(endpoint: str, form: str) -> str:
    """Return the description of an endpoint.

    Args:
        endpoint: Its address.
        form: ``turtle ntriples jsonld rdfxml``.
    """
    graph = Graph()
    graph.bind("sd", SD)
    graph.bind("zt", PREFIXES["zt"])
    service = URIRef(endpoint)
    dataset, union = BNode(), BNode()
    facts: list[tuple[IdentifiedNode, URIRef, IdentifiedNode | Literal]] = [
        (service, RDF.type, SD.Service),
        (service, SD.endpoint, service),
        (service, SD.supportedLanguage, SD.SPARQL11Query),
        (service, SD.feature, SD.UnionDefaultGraph),
        (service, SD.defaultDataset, dataset),
        (dataset, RDF.type, SD.Dataset),
        (dataset, SD.defaultGraph, union),
        (union, RDF.type, SD.Graph),
        (union, DCTERMS.title, Literal("全部命名图的合并", lang="zh")),
        (union, DCTERMS.title, Literal("The union of all named graphs", lang="en")),
        *((service, SD.resultFormat, FORMATS[name]) for name in _RESULTS),
    ]
    for fact in facts:
        graph.add(fact)
    return graph.serialize(format=_SERIAL[form])
