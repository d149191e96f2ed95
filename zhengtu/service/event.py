"""What documents report or plan for a day, month or year: 2017年，陕西省建成关中智慧城市群."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from qa.recall.fact import Fact, facts
from qa.wording.compose import listed, relation_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kg.storage.store import GraphView

ISSUED = "issuedBy"
"""The relation whose doer is the object: a document is issued by bodies."""
MOST_READ = 3000
"""Statements with a time that are read for one timeline."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something done at a time; ``day`` is its first day, else the one it is due by.

    ``relation`` is the local name of the property that says what was done, ``sentence`` says it in
    Chinese. ``document``, ``start``, ``end`` and ``quote`` are where that stands.
    """

    day: date
    relation: str
    sentence: str
    document: str
    start: int
    end: int
    quote: str


def events(view: GraphView, *, most: int = MOST_READ) -> list[Event]:
    """Return the relations that documents state with a time, oldest first.

    Those who do the same in one sentence are told together. Figures are left out: their time is
    that of what they measure.
    """
    found = [
        fact
        for fact in facts(view, "  ?statement zt:periodText ?when ; rdf:object ?o .", limit=most)
        if fact.period_start or fact.period_end
    ]
    ordered = sorted(found, key=lambda fact: (_shared(fact), fact.subject_label, fact.object_label))
    told = (_event(list(group)) for _, group in groupby(ordered, _shared))
    return sorted(told, key=lambda event: (event.day, event.relation, event.sentence))


def _shared(fact: Fact) -> tuple[str, ...]:
    """Return what the facts of one event have in common."""
    return (
        fact.document,
        fact.quote,
        fact.predicate,
        fact.subject if fact.predicate == ISSUED else fact.object,
        str(fact.period_start),
        str(fact.period_end),
        fact.modality or "",
    )


def _event(group: Iterable[Fact]) -> Event:
    together = list(group)
    first = together[0]
    if first.predicate == ISSUED:
        one = replace(first, object_label=_names(fact.object_label for fact in together))
    else:
        one = replace(first, subject_label=_names(fact.subject_label for fact in together))
    day = first.period_start or first.period_end
    assert day is not None
    return Event(
        day,
        first.predicate,
        relation_sentence(one),
        first.document,
        first.start,
        first.end,
        first.quote,
    )


def _names(labels: Iterable[str]) -> str:
    return listed(list(dict.fromkeys(labels)))
