"""Which cited document is which held one: links beside the statements, never a rewrite of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.entity import number_key, title_key
from kg.link.sameness import overlaid
from kg.storage.writer import LINK_GRAPH
from kg.view import BackendView
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.link.sameness import Ruling
    from kg.statement import Triple
    from kg.storage.store import GraphBackend, Row

_DOCUMENTS = f"""SELECT ?d ?title ?number WHERE {{
  %s
  OPTIONAL {{ ?d <{ZT.title}> ?title }}
  OPTIONAL {{ ?d <{ZT.documentNumber}> ?number }}
}}"""
_HELD = _DOCUMENTS % f"?d <{ZT.documentId}> ?id ."
_CITED = _DOCUMENTS % (
    f"?d a <{ZT.PolicyDocument}> . FILTER NOT EXISTS {{ ?d <{ZT.documentId}> ?id }}"
)


def link(backend: GraphBackend, others: Iterable[Triple] = (), ruled: Iterable[Ruling] = ()) -> int:
    """Rebuild the links from cited to held documents; return how many there are.

    The number decides; a title decides only where not both have a number. Held copies of one
    document are all linked. ``others`` are links between held documents, such as those of
    ``kg.link.duplicate``, to be written with them; ``ruled`` is what people ruled, which wins.
    """
    view = BackendView(backend)
    by_number: dict[str, set[URIRef]] = defaultdict(set)
    by_title: dict[str, set[URIRef]] = defaultdict(set)
    numbered: set[URIRef] = set()
    for row in view.select(_HELD):
        document = URIRef(row["d"])
        if "number" in row:
            by_number[number_key(row["number"])].add(document)
            numbered.add(document)
        if "title" in row:
            by_title[title_key(row["title"])].add(document)
    links: set[Triple] = set()
    for row in view.select(_CITED):
        same = _held(row, by_number, by_title, numbered)
        links |= {(URIRef(row["d"]), ZT.sameDocument, document) for document in same}
    backend.replace({LINK_GRAPH: sorted(overlaid({*links, *others}, ruled))})
    return len(links)


def _held(
    cited: Row,
    by_number: dict[str, set[URIRef]],
    by_title: dict[str, set[URIRef]],
    numbered: set[URIRef],
) -> Iterable[URIRef]:
    if "number" in cited and (found := by_number.get(number_key(cited["number"]))):
        return found
    alike = by_title.get(title_key(cited["title"]), set()) if "title" in cited else set()
    return alike - numbered if "number" in cited else alike
