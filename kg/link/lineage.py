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
    from collections.abc import Callable, Container, Iterable, Mapping

    from kg.link.sameness import Ruling
    from kg.statement import Term, Triple
    from kg.storage.store import GraphBackend

# Each property is read whole and joined here: joined by the store, eight thousand documents took
# twice as long.
_VALUES = "SELECT DISTINCT ?d ?v WHERE { ?d <%s> ?v }"
_DOCUMENTS = f"SELECT DISTINCT ?d WHERE {{ ?d a <{ZT.PolicyDocument}> }}"


def link(backend: GraphBackend, others: Iterable[Triple] = (), ruled: Iterable[Ruling] = ()) -> int:
    """Rebuild the links from cited to held documents; return how many there are.

    The number decides; a title decides only where not both have a number. Held copies of one
    document are all linked. ``others`` are links between held documents, such as those of
    ``kg.link.duplicate``, to be written with them; ``ruled`` is what people ruled, which wins.
    """
    view = BackendView(backend)
    held = {row["d"] for row in view.select(_VALUES % ZT.documentId)}
    numbers = _keys(view, ZT.documentNumber, number_key)
    titles = _keys(view, ZT.title, title_key)
    by_number, by_title = _inverted(numbers, held), _inverted(titles, held)
    links: set[Triple] = set()
    for row in view.select(_DOCUMENTS):
        cited = row["d"]
        if cited in held:
            continue
        alike = {each for key in titles.get(cited, ()) for each in by_title.get(key, ())}
        own = numbers.get(cited)
        same = set() if own else alike
        for key in own or ():
            same |= by_number.get(key) or alike - numbers.keys()
        links |= {(URIRef(cited), ZT.sameDocument, URIRef(document)) for document in same}
    backend.replace({LINK_GRAPH: sorted(overlaid({*links, *others}, ruled))})
    return len(links)


def _keys(view: BackendView, name: URIRef, key: Callable[[str], str]) -> dict[Term, set[str]]:
    """Return the keys of the values of a property, by document."""
    found: dict[Term, set[str]] = defaultdict(set)
    for row in view.select(_VALUES % name):
        found[row["d"]].add(key(row["v"]))
    return dict(found)


def _inverted(keys: Mapping[Term, set[str]], held: Container[Term]) -> dict[str, set[Term]]:
    """Return the held documents that have each key."""
    found: dict[str, set[Term]] = defaultdict(set)
    for document, own in keys.items():
        if document in held:
            for key in own:
                found[key].add(document)
    return dict(found)
