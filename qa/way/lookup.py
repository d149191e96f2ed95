"""Questions that one fact, or all facts of one shape, answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.question.focus import Asked, Operation
from qa.question.intent import PLACE_LABELS
from qa.recall.candidate import by_passages, by_slots
from qa.recall.rank import Scored, rank_figures, rank_relations
from qa.way.ends import relation_answer
from qa.way.observation import LEAST_FIGURE, confirmed, figure_answer
from qa.wording.compose import figure_sentence, relation_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.store import GraphView
    from qa.answer import Answer
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog
    from qa.recall.fact import Fact
    from qa.retrieval import Hit

RANGING = frozenset({Operation.TABLE, Operation.TIMELINE, Operation.MAXIMUM, Operation.MINIMUM})
MANY = frozenset({Operation.LIST, Operation.COUNT})
STATED_COUNT = 0.7
"""A count that a document states so clearly is preferred to counting what is listed."""
SURE = 0.8
"""A fact about the slots that scores so is not looked for in passages as well."""
MOST_PASSAGES = 8
MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Looked:
    """What looking up gave; ``rejected`` names the nearest facts where it gave no answer."""

    answer: Answer | None
    rejected: tuple[str, ...] = ()


def looked_up(
    intent: Intent,
    view: GraphView,
    catalog: Catalog,
    hits: Sequence[Hit],
    document: str | None,
) -> Looked:
    """Answer from single facts: a figure, or a relation's other end, date, or all its ends."""
    if intent.indicators and intent.actors and intent.focus.operation in RANGING:
        return Looked(None)  # one figure is no table, and 国务院 is no province
    asked = intent.asked_class
    places = asked is not None and asked.name in PLACE_LABELS and not intent.places
    if intent.indicators and places and intent.focus.operation in MANY:
        return Looked(None)  # which places is not told by the figure of one
    told = intent.focus.explains or (intent.focus.asked is Asked.TEXT and not intent.indicators)
    if told and intent.focus.operation is not Operation.COUNT:
        return Looked(None)  # no fact says how or why: none is fetched, of thousands about a place
    named = [
        e.iri for link in intent.documents for e in catalog.find(link.name or link.mention.text)
    ]
    intent = replace(intent, homes=catalog.titled(x.name or x.mention.text for x in intent.places))
    of_slots = _spoken_of(by_slots(view, intent, named), intent, catalog)
    if intent.focus.operation is not Operation.COUNT:
        answer = _best(intent, view, catalog, _inside(of_slots, document), sure=SURE)
        if answer is not None:
            return Looked(answer)
    recalled = _spoken_of(by_passages(view, hits[:MOST_PASSAGES], intent), intent, catalog)
    candidates = _inside(_unique([*of_slots, *recalled]), document)
    answer = _best(intent, view, catalog, candidates)
    return Looked(answer) if answer is not None else Looked(None, _rejected(intent, candidates))


def _rejected(intent: Intent, candidates: Sequence[Fact]) -> tuple[str, ...]:
    """Say which facts came nearest and how they were judged."""
    ranked = sorted(
        (*rank_figures(intent, candidates)[:MOST_SHOWN],
         *rank_relations(intent, candidates)[:MOST_SHOWN]),
        key=lambda scored: -scored.score,
    )  # fmt: skip
    return tuple(
        f"未采用：{_said(scored.fact)}（匹配度{scored.score:.2f}：{scored.reason}）"
        for scored in ranked[:MOST_SHOWN]
    )


def _said(fact: Fact) -> str:
    sentence = relation_sentence(fact) if fact.figure is None else figure_sentence(fact.figure)
    return sentence.rstrip("。")


def _spoken_of(candidates: Sequence[Fact], intent: Intent, catalog: Catalog) -> list[Fact]:
    """Return the facts that the held documents named in a question state, or that are of them.

    What another document says of a fine is no answer to 食品安全法的罚款是多少.
    """
    held = {catalog.ids[iri] for iri in intent.entries if iri in catalog.ids}
    if not held:
        return list(candidates)
    return [
        fact
        for fact in candidates
        if fact.document in held or {fact.subject, fact.object} & set(intent.entries)
    ]


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

    def titles(document: str) -> str:
        entry = catalog.entries.get(document)
        return entry.title if entry is not None else ""

    figures = rank_figures(intent, candidates)
    relations = rank_relations(intent, candidates)
    if max((s.score for s in (*figures[:1], *relations[:1])), default=0.0) < sure:
        return None
    if intent.focus.operation is Operation.COUNT and _is_stated(figures, relations):
        return figure_answer(intent, figures, titles)
    if intent.focus.explains:
        return None
    if intent.focus.asked is Asked.BOOLEAN and (intent.thresholds or intent.indicators):
        return confirmed(intent, figures, titles) or relation_answer(
            intent, view, catalog, relations
        )
    if intent.focus.asked is Asked.NUMBER or (intent.indicators and not intent.properties):
        return figure_answer(intent, figures, titles)
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
