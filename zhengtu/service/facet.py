"""What a list of documents can be narrowed by: kind, issuer, place, year, whether it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.statement import document_iri
from kg.validity import status
from zhengtu.service.overview import level_of, province_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kg.store import GraphView
    from zhengtu.service.report import Listed

CENTRAL = "central"
"""The place of what central bodies issue."""


def facets(document: Listed, standing: str) -> dict[str, list[str]]:
    """Return the values of a document by facet; a facet without one is an empty list.

    Args:
        document: A row of the list.
        standing: Whether the document holds, as in ``kg.validity.Validity.status``.
    """
    issuers = list(document.issuers)
    places = [province for each in issuers if (province := province_of(each))]
    if not places and issuers and level_of(issuers) == "central":
        places = [CENTRAL]
    return {
        "kind": [document.kind] if document.kind else [],
        "issuer": issuers,
        "place": list(dict.fromkeys(places)),
        "year": [document.issued_on[:4]] if document.issued_on else [],
        "status": [standing] if standing else [],
    }


def standings(view: GraphView, documents: Sequence[str], on: date) -> dict[str, str]:
    """Return whether each of some documents holds on a day, by id."""
    return {each: status(view, str(document_iri(each)), on).status for each in documents}
