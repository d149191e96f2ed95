"""The reference page of the ontology: ``python -m ontology.reference > docs/ontology.md``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef

from ontology.lexicon import NAMESPACE, POLICY, Term, terms

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORT = {
    NAMESPACE: "zt:",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/2001/XMLSchema#": "xsd:",
    "http://www.w3.org/2002/07/owl#": "owl:",
}
_DRAWN = (
    "issuedBy", "mentions", "cites", "basedOn", "amends", "repeals", "hasObservation", "indicator",
    "area", "partOf", "establishes", "leads", "participatesIn", "document", "successor",
)  # fmt: skip
_ALIGNED = (SKOS.exactMatch, SKOS.closeMatch, RDFS.subClassOf, RDFS.subPropertyOf)


def page() -> str:
    """Return the page as Markdown: what it is, a diagram, every class and property."""
    graph = Graph().parse(POLICY, format="turtle")
    return "\n".join([*_head(graph), *_diagram(), *_classes(graph), *_properties(graph)]) + "\n"


def _head(graph: Graph) -> Iterator[str]:
    (name,) = graph.subjects(RDF.type, OWL.Ontology)
    yield "# Ontology"
    yield ""
    yield "Written by `python -m ontology.reference` from `ontology/policy.ttl`; do not edit."
    yield ""
    yield f"- IRI `{name}`, version {graph.value(name, OWL.versionIRI)}, OWL 2 RL"
    yield f"- licence <{graph.value(name, DCTERMS.license)}>"
    yield "- shapes: `ontology/shapes.ttl`; indicators: `ontology/indicator.ttl`; JSON-LD context:"
    yield "  `ontology/context.jsonld`; units with their UCUM and QUDT codes: `ontology/unit.ttl`"
    yield ""


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "graph LR"
    for term in terms():
        if term.name in _DRAWN:
            for start in map(_bare, term.domain):
                for end in map(_bare, term.range):
                    yield f"  {start} -- {term.name} --> {end}"
    yield "```"
    yield ""


def _classes(graph: Graph) -> Iterator[str]:
    yield "## Classes"
    yield ""
    yield "| class | 名称 | meaning | under, aligned with |"
    yield "| --- | --- | --- | --- |"
    for term in sorted(terms(), key=lambda each: each.name):
        if term.kind == "class":
            meaning = f"{term.definition_zh} {term.definition_en}"
            yield f"| `{term.name}` | {_names(term)} | {meaning} | {_aligned(graph, term)} |"
    yield ""


def _properties(graph: Graph) -> Iterator[str]:
    yield "## Properties"
    yield ""
    yield "| property | 名称 | from → to | meaning | aligned with |"
    yield "| --- | --- | --- | --- | --- |"
    for term in sorted(terms(), key=lambda each: each.name):
        if term.kind != "class":
            ends = f"{_list(term.domain)} → {_list(term.range)}"
            meaning = f"{term.definition_zh} {term.definition_en}"
            yield (
                f"| `{term.name}` | {_names(term)} | {ends} | {meaning} | {_aligned(graph, term)} |"
            )


def _names(term: Term) -> str:
    return f"{term.labels_zh[0]} / {term.labels_en[0]}"


def _aligned(graph: Graph, term: Term) -> str:
    subject = URIRef(term.iri)
    found = {value for kind in _ALIGNED for value in graph.objects(subject, kind)}
    named = [graph.namespace_manager.normalizeUri(str(value)) for value in found]
    return " ".join(f"`{name}`" for name in sorted(named))


def _list(iris: tuple[str, ...]) -> str:
    return ", ".join(f"`{_bare(iri)}`" for iri in iris)


def _bare(iri: str) -> str:
    for namespace, prefix in _SHORT.items():
        if iri.startswith(namespace):
            short = "" if prefix == "zt:" else prefix
            return short + iri.removeprefix(namespace)
    return iri


def main() -> int:
    """Print the page and return the exit status."""
    sys.stdout.write(page())
    return 0


if __name__ == "__main__":
    sys.exit(main())
