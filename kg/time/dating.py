"""Days in the graph: as literals, as the dates of a document, as qualifiers of a statement."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rdflib import Literal

from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib import URIRef

    from kg.statement import Evidence, Statement
    from kg.storage.store import GraphView


def day_of(written: str) -> date | None:
    """Return a day; a month or year that is all that is known counts from its first day.

    >>> day_of("2015-03")
    datetime.date(2015, 3, 1)
    """
    parts = written.split("-")
    try:
        return date(int(parts[0]), *(int(part) for part in [*parts[1:], "1", "1"][:2]))
    except ValueError:
        return None


def first_date(
    view: GraphView, documents: Iterable[URIRef], predicate: URIRef
) -> tuple[date | None, tuple[Evidence, ...]]:
    """Return the first date of a property of these documents, with where it is said."""
    query = f"SELECT ?v WHERE {{ ?d <{predicate}> ?v }}"
    values = [row["v"] for each in documents for row in view.select(query, {"d": each})]
    days = sorted((day, value) for value in values if (day := day_of(str(value))) is not None)
    if not days:
        return None, ()
    day, value = days[0]
    assert isinstance(value, Literal)
    places = {place for each in documents for place in view.evidence(each, predicate, value)}
    return day, tuple(sorted(places))


def said_since(statement: Statement) -> date | None:
    """Return the day from which a relation holds, where its statement says so."""
    days = [str(value) for name, value in statement.qualifiers if name == ZT.periodStart]
    return day_of(days[0]) if days else None
