"""All targets or results of one place in a time: 湖北省2026年的主要目标有哪些."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ontology.iri import indicator_iri
from qa.answer import Answer, Outcome, Value
from qa.recall.fact import PREFIXES, Figure, load_figures, term_list
from qa.way.aggregate import evidence_of
from qa.way.derive import figure_row
from qa.way.ends import cite
from qa.wording.compose import KIND_WORDS, period_words

if TYPE_CHECKING:
    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog

MOST_TOLD = 40
"""Figures that the sentence names; the table has all."""
SCHEME = indicator_iri("")
_ASKED = re.compile(
    r"(?:目标|指标|完成情况)(?:任务)?(?:都|分别|各)?(?:有哪些|是什么|是哪些|有什么|分别是|如何|怎么样|一览)"
    r"|(?:有哪些|列出|哪些).{0,12}(?:目标|指标)"
)
_PLAIN = re.compile(
    r"主要|预期|发展|经济|社会|经济社会|各项|所有|全部|年度|工作|目标|指标|任务|分别|情况|完成|实际|列出|一览|重要|政府"
)
"""Words that do not narrow which targets are asked for."""


def profiled(
    intent: Intent, view: GraphView, catalog: Catalog, document: str | None
) -> Answer | None:
    """Answer with every figure of a nature that one place has in a time; None for other questions.

    Indicators of the scheme come first; of 主要 targets they are all that is told.
    """
    places = [x for x in intent.places if x.iri]
    kind = intent.kind or "target"
    narrow = [word for word in intent.content if not _PLAIN.fullmatch(word)]
    if len(places) != 1 or intent.indicators or narrow or not _ASKED.search(intent.question):
        return None
    query = _query(str(places[0].iri), kind, intent)
    figures = load_figures(view, [str(row["o"]) for row in view.select(query)])
    evidence = evidence_of(view, list(figures.values()))
    kept = _main(
        [f for f in figures.values() if document in (None, evidence[f.iri].document)], intent
    )
    if len(kept) < 2:
        return None
    when = {period_words(f.start, f.end, f.period_text) for f in kept}
    lead = f"{places[0].name or places[0].mention.text}{when.pop() if len(when) == 1 else ''}"
    cells = "；".join(f"{f.indicator} {f.value_text}" for f in kept[:MOST_TOLD])
    cells += "等" if len(kept) > MOST_TOLD else ""
    word = KIND_WORDS.get(kind) or "实际数"
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"在已收录的{catalog.held}中，{lead}有{len(kept)}项{word}：{cells}。",
        values=tuple(Value(f.value_text, f.low, f.unit, f.iri) for f in kept),
        evidence=cite([evidence[f.iri] for f in kept]),
        source="graph",
        sparql=query,
        steps=(*intent.steps, f"这一地区的全部{word} → {len(kept)}项"),
        confidence=min(evidence[f.iri].confidence for f in kept),
        rows=tuple(figure_row(f) for f in kept),
    )


def _query(place: str, kind: str, intent: Intent) -> str:
    period = intent.periods[0] if intent.periods else None
    days = (("periodStart", period.start), ("periodEnd", period.end)) if period else ()
    lines = [f'  ?o zt:{name} "{day}"^^xsd:date .' for name, day in days if day is not None]
    body = "\n".join(
        [
            f"  ?o a zt:{kind.capitalize()} ; zt:area {term_list([place])} ; zt:indicator ?i .",
            *lines,
        ]
    )
    return (
        f"{PREFIXES}PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
        f"SELECT DISTINCT ?o WHERE {{\n{body}\n}} ORDER BY ?o"
    )


def _main(figures: list[Figure], intent: Intent) -> list[Figure]:
    """Return one figure of each indicator and time, those of the scheme first, the latest time."""
    latest = max((f.end for f in figures if f.end), default=None)
    if not intent.periods:
        figures = [f for f in figures if f.end == latest]
    unique = {(f.indicator_iri, f.start, f.end): f for f in figures}
    ordered = sorted(
        unique.values(), key=lambda f: (not f.indicator_iri.startswith(SCHEME), f.indicator)
    )
    listed = [f for f in ordered if f.indicator_iri.startswith(SCHEME)]
    return listed if "主要" in intent.question and len(listed) > 1 else ordered
