"""The JSON-LD context: short names of the ontology's terms, for programs that read no RDF."""

from __future__ import annotations

import json
from importlib.resources import files

from rdflib import XSD

from ontology.lexicon import NAMESPACE, Term, terms

TARGET = "context.jsonld"

_PREFIXES = {
    "zt": NAMESPACE,
    "ind": "https://w3id.org/zhengtu/indicator#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": str(XSD),
}


def source() -> str:
    """Return the text of ``context.jsonld``, as generated from the ontology."""
    named: dict[str, object] = {"id": "@id", "type": "@type", "label": "rdfs:label"}
    named |= _PREFIXES
    for term in sorted(terms(), key=lambda each: each.name):
        named[term.name] = _entry(term)
    return json.dumps({"@context": named}, ensure_ascii=False, indent=2) + "\n"


def shipped() -> str:
    """Return the shipped context."""
    return files("ontology").joinpath(TARGET).read_text(encoding="utf-8")


def _entry(term: Term) -> object:
    if term.kind == "class":
        return f"zt:{term.name}"
    entry = {"@id": f"zt:{term.name}"}
    if term.kind == "object":
        entry["@type"] = "@id"
    elif len(term.range) == 1 and term.range[0] in _TYPED:
        entry["@type"] = f"xsd:{term.range[0].rsplit('#', 1)[-1]}"
    return entry


_TYPED = {str(XSD[name]) for name in ("date", "decimal", "integer")}
