"""From what people call a document to its IRIs: id, number, title, with or without marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from kg.entity import is_number, number_key, title_key
from kg.link.known import Known
from kg.statement import document_iri
from ontology.namespace import ZT

if TYPE_CHECKING:
    from kg.storage.store import GraphView

_NAMED = "SELECT ?d ?name WHERE { ?d <%s> ?name%s }"
_IS_DOCUMENT = f"ASK {{ ?d a <{ZT.PolicyDocument}> }}"


def find_documents(view: GraphView, name: str) -> list[URIRef]:
    """Return the documents, held or only cited, that a name stands for; held ones first.

    Args:
        view: The graph.
        name: An id, an IRI, a number in any brackets, or a whole title with or without 《》 and
            中华人民共和国.
    """
    iri = document_iri(name)
    if view.has_graph(iri):
        return [iri]
    if name.startswith(("http:", "https:")):
        return [URIRef(name)] if view.describe(name) else []
    number = is_number(name)
    key = number_key if number else title_key
    wanted = key(name)
    query = _NAMED % (ZT.documentNumber, "") if number else _NAMED % (ZT.title, _letters(wanted))
    called = {URIRef(row["d"]) for row in view.select(query) if key(str(row["name"])) == wanted}
    found = {each for each in called if view.ask(_IS_DOCUMENT, {"d": each})}
    held = {each for each in found if view.has_graph(each)}
    known = {same for each in held for same in same_documents(view, each)}
    return [*sorted(held), *sorted(found - held - known)]


def _letters(key: str) -> str:
    """Return the filter that a title has the letters of a key, by which an engine drops most."""
    held = " && ".join(f"CONTAINS(?name, {Literal(each).n3()})" for each in sorted(set(key)))
    return f" FILTER ({held})" if held else ""


def same_documents(view: GraphView, document: str) -> list[URIRef]:
    """Return all that stands for the same document; see ``Known.same``."""
    return Known(view).same(document)


def label_of(view: GraphView, document: str) -> str:
    """Return the title of a document, held or cited, else its number or IRI."""
    return Known(view).label(document)


def literal_of(view: GraphView, document: str, predicate: URIRef) -> str | None:
    """Return the first value of a property of a document as text."""
    rows = view.select(
        f"SELECT ?v WHERE {{ ?d <{predicate}> ?v }} ORDER BY ?v", {"d": URIRef(document)}, limit=1
    )
    value = rows[0]["v"] if rows else None
    return str(value) if isinstance(value, Literal) else None
