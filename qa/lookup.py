"""Questions that one fact, or all facts of one shape, answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answer import AbstainReason, Answer, Outcome, Value
from qa.candidate import by_passages, by_slots
from qa.compose import figure_sentence, listed
from qa.ends import cite, relation_answer
from qa.fact import PREFIXES, Fact, term_list
from qa.focus import Asked, Operation
from qa.rank import Scored, rank_figures, rank_relations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.store import GraphView
    from qa.catalog import Catalog
    from qa.intent import Intent
    from qa.retrieval import Hit

LEAST_FIGURE = 0.56
LEAST_WORDS = 0.5
"""Tuned on one half of the policy questions, with those of the other half as unanswerable."""
STATED_COUNT = 0.7
"""A count that a document states so clearly is preferred to counting what is listed."""
SURE = 0.8
"""A fact about the slots that scores so is not looked for in passages as well."""
MOST_PASSAGES = 8
CLEAR_LEAD = 0.03
SAME_SCORE = 0.01


def looked_up(
    intent: Intent,
    view: GraphView,
    catalog: Catalog,
    hits: Sequence[Hit],
    document: str | None,
) -> Answer | None:
    """Answer from single facts: a figure, or a relation's other end, date, or all its ends."""
    named = [
        e.iri for link in intent.documents for e in catalog.find(link.name or link.mention.text)
    ]
    of_slots = by_slots(view, intent, named)
    if intent.focus.operation is not Operation.COUNT:
        answer = _best(intent, view, catalog, _inside(of_slots, document), sure=SURE)
        if answer is not None:
            return answer
    recalled = by_passages(view, hits[:MOST_PASSAGES])
    candidates = _inside(_unique([*of_slots, *recalled]), document)
    return _best(intent, view, catalog, candidates)


def _inside(candidates: Sequence[Fact], document: str | None) -> list[Fact]:
    return [fact for fact in candidates if document in (None, fact.document)]


def _best(
    intent: Intent,
    view: GraphView,
    catalog: Catalog,
    candidates: Sequence[Fact],
    *,
    sure: float = 0.0,
) -> Answer | None:
    """Answer from these candidates; nothing where the best scores less than ``sure``."""
    figures = rank_figures(intent, candidates)
    relations = rank_relations(intent, candidates)
    if max((s.score for s in (*figures[:1], *relations[:1])), default=0.0) < sure:
        return None
    if intent.focus.operation is Operation.COUNT and _is_stated(figures, relations):
        return _figure_answer(intent, figures)
    if intent.focus.asked is Asked.NUMBER or (intent.indicators and not intent.properties):
        return _figure_answer(intent, figures)
    if intent.focus.asked is Asked.TEXT:
        return None
    return relation_answer(intent, view, catalog, relations)


def _unique(candidates: Sequence[Fact]) -> list[Fact]:
    return list({(f.document, f.subject, f.predicate, f.object): f for f in candidates}.values())


def _is_stated(figures: Sequence[Scored], relations: Sequence[Scored]) -> bool:
    """Whether a document states the count itself; what it lists beside it may end in 等."""
    if not figures:
        return False
    same = bool(relations) and figures[0].fact.quote == relations[0].fact.quote
    return figures[0].score >= (LEAST_FIGURE if same else STATED_COUNT)


def _figure_answer(intent: Intent, ranked: Sequence[Scored]) -> Answer | None:
    ranked = [s for s in ranked if s.score >= LEAST_FIGURE and _covers(intent, s)]
    if not ranked:
        return None
    best = ranked[0]
    figure = best.fact.figure
    assert figure is not None
    against = _contradictions(ranked)
    if against:
        return _conflict(intent, [best.fact, *against])
    same = [s for s in ranked if s.score >= best.score - CLEAR_LEAD and _agrees(s.fact, best.fact)]
    point = figure.low == figure.high
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=figure_sentence(figure),
        values=(Value(figure.value_text, figure.low if point else None, figure.unit, figure.iri),),
        evidence=cite([s.fact for s in same]),
        source="graph",
        sparql=_observation_sparql(figure.indicator_iri, best.fact),
        steps=(
            *intent.steps,
            f"{figure.indicator}（{best.reason}）",
            *_rejected(ranked[1:4], best),
        ),
        confidence=min(0.99, best.score * best.fact.confidence + 0.1),
    )


def _covers(intent: Intent, candidate: Scored) -> bool:
    """Whether the fact covers the question's words, or has the very indicator of the scheme.

    A noun before the indicator narrows it (锂电池出口增长): a fact that does not word it is of
    something else.
    """
    fact, figure = candidate.fact, candidate.fact.figure
    named = figure is not None and any(m.iri == figure.indicator_iri for m in intent.indicators)
    if named and figure is not None:
        said = f"{figure.indicator}{fact.quote}"
        return all(word in said for word in intent.narrowing)
    return dict(candidate.features)["words"] >= LEAST_WORDS


def _contradictions(ranked: Sequence[Scored]) -> list[Fact]:
    """Return the facts as good as the best that give the very same observation another value."""
    best = ranked[0]
    return [
        s.fact
        for s in ranked[1:]
        if s.score >= best.score - SAME_SCORE
        and _observes(s.fact) == _observes(best.fact)
        and not _agrees(s.fact, best.fact)
    ]


def _observes(fact: Fact) -> tuple[object, ...]:
    f = fact.figure
    assert f is not None
    return (f.indicator_iri, f.area_iri, f.agent, f.start, f.end, f.kind, f.unit)


def _conflict(intent: Intent, found: Sequence[Fact]) -> Answer:
    said = listed([f"{f.figure.value_text}（{f.document}）" for f in found if f.figure is not None])
    return Answer(
        question=intent.question,
        outcome=Outcome.ABSTAINED,
        text=f"已收录的文件对此说法不一，无法确定其一：{said}。",
        evidence=cite(found),
        steps=intent.steps,
        reason=AbstainReason.CONFLICT,
    )


def _agrees(fact: Fact, other: Fact) -> bool:
    a, b = fact.figure, other.figure
    assert a is not None
    assert b is not None
    return (a.indicator_iri, a.low, a.high, a.unit) == (b.indicator_iri, b.low, b.high, b.unit)


def _rejected(ranked: Sequence[Scored], best: Scored) -> list[str]:
    return [
        f"未采用：{s.fact.figure.indicator} {s.fact.figure.value_text}（{s.reason}）"
        for s in ranked
        if s.fact.figure is not None and not _agrees(s.fact, best.fact)
    ]


def _observation_sparql(indicator: str, fact: Fact) -> str:
    figure = fact.figure
    assert figure is not None
    lines = [f"  ?o a zt:{figure.kind.capitalize()} ; zt:indicator {term_list([indicator])} ;"]
    lines.append("     zt:valueText ?value ; zt:low ?low ; zt:high ?high ; zt:unit ?unit .")
    if figure.area_iri:
        lines.append(f"  ?o zt:area {term_list([figure.area_iri])} .")
    for name, day in (("periodStart", figure.start), ("periodEnd", figure.end)):
        if day is not None:
            lines.append(f'  ?o zt:{name} "{day}"^^<http://www.w3.org/2001/XMLSchema#date> .')
    lines.append(
        "  ?statement rdf:object ?o ; zt:document/zt:documentId ?document ; zt:quote ?quote ."
    )
    head = "SELECT ?value ?low ?high ?unit ?document ?quote WHERE {\n"
    return PREFIXES + head + "\n".join(lines) + "\n}"
