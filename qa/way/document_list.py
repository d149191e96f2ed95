"""A set of documents as an answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from qa.answer import Answer, Outcome, Value
from qa.way.ends import MOST_CITED
from qa.wording.compose import day_words, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry


def document_list(intent: Intent, catalog: Catalog, found: Sequence[Entry], query: str) -> Answer:
    """Return the answer that lists documents, each title once, counted where that is asked."""
    by_name: dict[str, Entry] = {}
    for entry in found:
        by_name.setdefault(f"《{entry.title}》", entry)
    names = list(by_name)
    values = tuple(Value(name, iri=entry.iri) for name, entry in by_name.items())
    if intent.focus.counts:
        values = (Value(f"{len(found)}份", Decimal(len(found)), "份"), *values)
    told = [f"{name}{_day(entry)}" for name, entry in by_name.items()] if intent.periods else names
    titles = f"，{len(names)}个标题" if len(names) < len(found) else ""
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"在已收录的{catalog.held}中有{len(found)}份{titles}：{listed(told)}。",
        values=values,
        evidence=tuple(catalog.title_citation(e) for e in list(by_name.values())[:MOST_CITED]),
        source="graph",
        sparql=query,
        steps=(*intent.steps, f"按条件查找文件 → {len(found)}份"),
        confidence=0.9,
    )


def _day(entry: Entry) -> str:
    """Return the day of a document, which its title does not tell, for a list of some time."""
    return f"（{day_words(date.fromisoformat(entry.issued_on))}）" if entry.issued_on else ""
