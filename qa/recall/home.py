"""The places whose bodies issued the stored documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ontology.iri import place_iri
from qa.recall.fact import PREFIXES, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.storage.store import GraphView

PLACES = place_iri("")
CLASSES = {"Province": "0000", "City": "00"}
"""What the GB/T 2260 codes of a class of places end with."""


def homes(view: GraphView) -> dict[str, tuple[str, str]]:
    """Return the place whose body issued a document, its IRI and name, by the document's IRI."""
    rows = view.select(
        f"{PREFIXES}SELECT ?d ?p ?name WHERE {{\n"
        "  ?d zt:documentId ?id ; zt:issuedBy/zt:ofPlace? ?p .\n"
        f'  FILTER (STRSTARTS(STR(?p), "{PLACES}"))\n'
        '  ?p rdfs:label ?name . FILTER (lang(?name) != "en") }'
    )
    return {str(row["d"]): (str(row["p"]), str(row["name"])) for row in rows}


def of_class(places: Iterable[tuple[str, str]], name: str) -> list[tuple[str, str]]:
    """Return the places of a class, each once, by code; all of them for another class.

    >>> wuhan, hubei = (place_iri("420100"), "武汉市"), (place_iri("420000"), "湖北省")
    >>> [name for _, name in of_class([wuhan, hubei, wuhan], "City")]
    ['武汉市']
    """
    unique = sorted(set(places))
    if name not in CLASSES:
        return unique
    return [place for place in unique if place_class(place[0]) == name]


def place_class(iri: str) -> str:
    """Return the class of a place by its code: ``Province``, ``City`` or ``County``."""
    code = local_name(iri)
    return next((name for name, end in CLASSES.items() if code.endswith(end)), "County")
