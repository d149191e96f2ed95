"""The one place where identifiers are made."""

from __future__ import annotations

import hashlib
import json

BASE = "https://w3id.org/zhengtu/id/"
INDICATOR = "https://w3id.org/zhengtu/indicator#"
REFERENCE_GRAPH = BASE + "graph/reference"


def mint(kind: str, *parts: str) -> str:
    """Return the IRI of a thing known by its content.

    Args:
        kind: What the thing is, in lower case (``document``, ``body``, ``programme``).
        *parts: What identifies it among its kind, in a fixed order.

    Raises:
        ValueError: ``kind`` is empty or no part is given.

    >>> mint("body", "武汉市财政局")
    'https://w3id.org/zhengtu/id/body/7628d866a755392a'
    """
    if not kind or not parts:
        raise ValueError("an identifier needs a kind and at least one part")
    digest = hashlib.sha256(json.dumps([kind, *parts], ensure_ascii=False).encode()).hexdigest()
    return f"{BASE}{kind}/{digest[:16]}"


def place_iri(code: str) -> str:
    """Return the IRI of an administrative division by its GB/T 2260 code."""
    return f"{BASE}place/{code}"


def region_iri(slug: str) -> str:
    """Return the IRI of a region that is no administrative division (珠三角)."""
    return f"{BASE}region/{slug}"


def body_iri(slug: str) -> str:
    """Return the IRI of a central body by its key in the table of bodies."""
    return f"{BASE}body/{slug}"


def indicator_iri(slug: str) -> str:
    """Return the IRI of an indicator of the published scheme."""
    return INDICATOR + slug


def provenance_graph(document_iri: str) -> str:
    """Return the name of the graph that holds the statements about a document's facts."""
    return document_iri + "/provenance"
