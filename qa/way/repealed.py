"""Which documents of a kind were repealed in a time: 2020年废止了哪些法律.

What repeals them says so, and they end with the day on which it takes effect, held or not.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ontology.lexicon import document_kind
from qa.answer import Answer, Outcome, Value
from qa.recall.catalog import STATE
from qa.recall.fact import PREFIXES, facts
from qa.recall.selection import ANY
from qa.way.ends import cite
from qa.way.set_kind import COUNTED, kind_named
from qa.wording.compose import day_words, listed

if TYPE_CHECKING:
    from kg.storage.store import GraphView
    from nlp.extraction import Period
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog
    from qa.recall.fact import Fact

_ENDED = "(?:废止|失效|作废)"
_ASKED = re.compile(
    rf"{_ENDED}(?:了|过)?(?:的)?(?:有)?(?:哪些|哪几[部件份]|多少[部件份]?|几[部件份])(?P<behind>{COUNTED})"
    rf"|(?:哪些|哪几[部件份]|多少[部件份]?|几[部件份])(?P<before>{COUNTED})[^，。]{{0,12}}?{_ENDED}"
    rf"|{_ENDED}(?:了|过)?的(?P<of>{COUNTED})(?:都|一?共)?(?:有|是)?(?:哪些|多少|几)"
)
_REPEALS = "VALUES ?p { zt:repeals zt:supersedes } ?statement rdf:predicate ?p ."


def repealed(intent: Intent, view: GraphView, catalog: Catalog) -> Answer | None:
    """Return the documents of a kind that ended in the time asked about; None otherwise.

    Args:
        intent: The question; it names no document.
        view: The graph.
        catalog: The documents.
    """
    match = _ASKED.search(intent.question)
    if match is None or not intent.periods or intent.places or intent.actors:
        return None
    kind = kind_named(match["behind"] or match["before"] or match["of"]) or ANY
    days = _days(view)
    found: dict[str, Fact] = {}
    for fact in facts(view, f"  {_REPEALS}"):
        day = days.get(fact.subject)
        if day is not None and _within(day, intent.periods[0]) and _is_of(kind, fact.object_label):
            found.setdefault(fact.object_label.strip("《》"), fact)
    if not found:
        return None
    told = sorted(found.items(), key=lambda each: (days[each[1].subject], each[0]))
    names = [
        f"《{title}》（{_words(days[fact.subject])}，由《{fact.subject_label}》）"
        for title, fact in told
    ]
    values = [Value(f"《{title}》", iri=fact.object) for title, fact in told]
    if intent.focus.counts:
        values.insert(0, Value(f"{len(told)}部", Decimal(len(told)), "部"))
    when = intent.periods[0].text
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=(
            f"已收录的{catalog.held}中，写明在{when}废止或被取代的有{len(told)}部："
            f"{listed(names)}。没有收录的文件所废止的不在其内。"
        ),
        values=tuple(values),
        evidence=cite([fact for _, fact in told]),
        source="graph",
        sparql=(
            f"{PREFIXES}SELECT ?old ?new ?day ?quote WHERE {{\n  {_REPEALS}\n"
            "  ?statement rdf:subject ?new ; rdf:object ?old ; zt:quote ?quote .\n"
            "  ?new zt:effectiveFrom ?day\n} ORDER BY ?day"
        ),
        steps=(*intent.steps, f"zt:repeals，自{when}起施行的文件 → {len(told)}部"),
        confidence=0.85,
    )


def _days(view: GraphView) -> dict[str, str]:
    """Return the first day of force of each document that has one, by its IRI."""
    query = f"{PREFIXES}SELECT ?d ?day WHERE {{ ?d zt:documentId ?id ; zt:effectiveFrom ?day }}"
    return {str(row["d"]): str(row["day"]) for row in view.select(query)}


def _words(day: str) -> str:
    return day_words(date.fromisoformat(day))


def _within(day: str, period: Period) -> bool:
    start, end = str(period.start or "0000"), str(period.end or "9999")
    return start <= day <= end


def _is_of(kind: str, title: str) -> bool:
    """Whether a title is of a class; a law of the state may be called by no kind (民法通则)."""
    bare = title.strip("《》")
    own = document_kind(bare)
    unnamed = own is None and kind == "Law" and bare.startswith(STATE)
    return kind in (ANY, own) or unnamed
