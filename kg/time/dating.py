"""Days in the graph: as literals and as qualifiers of a statement."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ontology.namespace import ZT

if TYPE_CHECKING:
    from kg.statement import Statement


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


def said_since(statement: Statement) -> date | None:
    """Return the day from which a relation holds, where its statement says so."""
    days = [str(value) for name, value in statement.qualifiers if name == ZT.periodStart]
    return day_of(days[0]) if days else None
