"""What a list of documents can be narrowed by: kind, issuer, place, year, whether it holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.entity import title_key
from kg.statement import document_iri
from kg.time.validity import statuses
from ontology.namespace import ZT
from zhengtu.service.overview import level_of, province_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kg.storage.store import GraphView
    from zhengtu.service.report import Listed

_SPOKEN_OF = f"""SELECT DISTINCT ?d WHERE {{
  {{ VALUES ?p {{ <{ZT.repeals}> <{ZT.supersedes}> }} ?by ?p ?d }}
  UNION {{ VALUES ?p {{ <{ZT.repeals}> <{ZT.supersedes}> }}
    ?by ?p ?cited . ?cited <{ZT.sameDocument}> ?d }}
  UNION {{ VALUES ?class {{ <{ZT.Law}> <{ZT.Regulation}> }} ?d a ?class }}
}}"""

CENTRAL = "central"
"""The place of what central bodies issue."""


def facets(document: Listed, standing: str) -> dict[str, list[str]]:
    """Return the values of a document by facet; a facet without one is an empty list.

    Args:
        document: A row of the list.
        standing: Whether the document holds, as in ``kg.time.validity.Validity.status``.
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


def standings(view: GraphView, documents: Sequence[Listed], on: date) -> dict[str, str]:
    """Return whether each of some documents holds on a day, by id; as ``kg.time.validity`` has it.

    What no other document speaks of, that has no last day and no other version, and no statute is,
    holds from its first day on: that needs no look at the graph.
    """
    spoken = {str(row["d"]) for row in view.select(_SPOKEN_OF)}
    titles = Counter(title_key(each.title) for each in documents)
    found, left = {}, []
    for each in documents:
        first = each.effective_from or each.issued_on
        alone = titles[title_key(each.title)] < 2 and str(document_iri(each.id)) not in spoken
        if alone and each.effective_until is None and first is not None:
            found[each.id] = "in_force" if first <= on.isoformat() else "not_in_force"
        else:
            left.append(each.id)
    said = statuses(view, (str(document_iri(name)) for name in left), on, quoted=False)
    return found | {name: validity.status for name, validity in zip(left, said, strict=True)}
