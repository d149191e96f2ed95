"""Questions that one fact, or all facts of one shape, answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answer import Answer, Citation, Outcome, Value
from qa.candidate import by_passages, by_slots
from qa.compose import figure_sentence, listed, period_words, quoted, relation_sentence
from qa.fact import PREFIXES, Fact, facts, term_list
from qa.focus import Asked, Operation
from qa.rank import Scored, overlap, rank_figures, rank_relations
from qa.span import phrase_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.store import GraphView
    from qa.catalog import Catalog
    from qa.intent import Intent
    from qa.retrieval import Hit

LEAST_FIGURE = 0.56
LEAST_RELATION = 0.50
SURE = 0.8
"""A fact about the slots that scores so is not looked for in passages as well."""
MOST_PASSAGES = 8
CLEAR_LEAD = 0.03
LEAST_NAMED = 0.6
MOST_CITED = 20
MANNER_NOUNS = ("方式", "模式", "形式")


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
    if intent.focus.asked is Asked.NUMBER or (intent.indicators and not intent.properties):
        return _figure_answer(intent, figures)
    if intent.focus.asked is Asked.TEXT:
        return None
    return _relation_answer(intent, view, catalog, relations)


def _unique(candidates: Sequence[Fact]) -> list[Fact]:
    return list({(f.document, f.subject, f.predicate, f.object): f for f in candidates}.values())


def _figure_answer(intent: Intent, ranked: Sequence[Scored]) -> Answer | None:
    if not ranked or ranked[0].score < LEAST_FIGURE:
        return None
    best = ranked[0]
    figure = best.fact.figure
    assert figure is not None
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


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a relation as a possible answer."""

    role: str
    iri: str | None
    label: str
    classes: frozenset[str]


def _relation_answer(
    intent: Intent, view: GraphView, catalog: Catalog, ranked: Sequence[Scored]
) -> Answer | None:
    for best in ranked[:5]:
        if best.score < LEAST_RELATION:
            return None
        if intent.focus.asked is Asked.BOOLEAN:
            return _yes(intent, best) if _states(intent, best.fact) else None
        if intent.focus.asked is Asked.DATE:
            answer = _date_answer(intent, best)
        else:
            answer = _end_answer(intent, view, catalog, best)
        if answer is not None:
            return answer
    return None


def _states(intent: Intent, fact: Fact) -> bool:
    """Whether a fact says what a yes/no question asks, about the very things it names."""
    about = {fact.subject, fact.object, fact.agent}
    return all(link.iri in about for link in intent.places if link.iri)


def _yes(intent: Intent, best: Scored) -> Answer:
    return _answer(
        intent, best, f"是。{relation_sentence(best.fact)}", (Value("是"),), [best.fact],
        _statement_sparql(best.fact),
    )  # fmt: skip


def _date_answer(intent: Intent, best: Scored) -> Answer | None:
    fact = best.fact
    if fact.predicate in {"issuedOn", "publishedOn", "effectiveFrom", "effectiveUntil"}:
        when = fact.object_label
    else:
        when = period_words(fact.period_start, fact.period_end, fact.period_text)
    if not when or not _anchored(intent, fact, "date"):
        return None
    values = (Value(fact.period_text or when),) if fact.period_text else (Value(when),)
    return _answer(intent, best, relation_sentence(fact), values, [fact], _statement_sparql(fact))


def _end_answer(intent: Intent, view: GraphView, catalog: Catalog, best: Scored) -> Answer | None:
    fact = best.fact
    if fact.mode and intent.focus.noun.endswith(MANNER_NOUNS):
        return _answer(
            intent, best, relation_sentence(fact),
            _manner(intent, fact), [fact],
            _statement_sparql(fact),
        )  # fmt: skip
    end = _asked_end(intent, fact)
    if end is None or not _anchored(intent, fact, end.role):
        return None
    if intent.focus.operation in {Operation.LIST, Operation.COUNT}:
        return _all_ends(intent, view, catalog, best, end)
    values = (Value(quoted(end.label, end.classes), iri=end.iri),)
    return _answer(intent, best, relation_sentence(fact), values, [fact], _statement_sparql(fact))


def _manner(intent: Intent, fact: Fact) -> tuple[Value, ...]:
    """Return the manner as the sentence words it, or the mode where that says no more."""
    phrase = phrase_before(intent, fact.quote)
    mode = fact.mode or ""
    return phrase if phrase and mode not in phrase[0].value else (Value(mode),)


def _anchored(intent: Intent, fact: Fact, asked: str) -> bool:
    """Whether the question names what the fact is about, besides the end it asks for.

    A date needs the object named; an open end needs one of the others.
    """
    ends = {
        "subject": (fact.subject, fact.subject_label),
        "object": (fact.object, fact.object_label),
    }
    known = ["object"] if asked == "date" else [role for role in ends if role != asked]
    return any(
        ends[role][0] in intent.slot_iris or overlap(ends[role][1], intent.question) >= LEAST_NAMED
        for role in known
    )


def _asked_end(intent: Intent, fact: Fact) -> _End | None:
    """Return the end of a relation that the question leaves open and whose class it asks for."""
    ends = [
        _End("subject", fact.subject, fact.subject_label, fact.subject_classes),
        _End("object", fact.object, fact.object_label, fact.object_classes),
    ]
    if fact.agent and fact.agent_label:
        ends.append(_End("agent", fact.agent, fact.agent_label, frozenset({"Agent"})))
    open_ends = [end for end in ends if not _given(intent, end)]
    fitting = [end for end in open_ends if _fits(intent, end)]
    return fitting[0] if fitting else None


def _given(intent: Intent, end: _End) -> bool:
    return end.iri in intent.slot_iris or end.label.strip("《》“”") in intent.question


def _fits(intent: Intent, end: _End) -> bool:
    asked, noun = intent.asked_class, intent.focus.noun
    if asked is None:
        named = any(noun.endswith(end.label[-n:]) for n in (2, 3) if len(end.label) >= n)
        return not noun or named or noun in end.label
    if end.role == "agent":
        return asked.name in {
            "Place",
            "Province",
            "City",
            "County",
            "GovernmentBody",
            "Organization",
        }
    families = {
        "Place": {"Province", "City", "County", "Region"},
        "GovernmentBody": {"GovernmentBody", "Organization"},
        "Organization": {"Organization", "GovernmentBody"},
    }
    return bool(end.classes & families.get(asked.name, {asked.name}))


def _all_ends(intent: Intent, view: GraphView, catalog: Catalog, best: Scored, end: _End) -> Answer:
    """Return every entity that stands where ``end`` stands, over the whole graph."""
    pattern = _others_bound(best.fact, end.role)
    found = [f for f in facts(view, pattern) if (e := _end(f, end.role)) and _fits(intent, e)]
    by_label: dict[str, Fact] = {}
    for fact in sorted(found or [best.fact], key=lambda f: (f.document, f.start)):
        other = _end(fact, end.role)
        if other is not None:
            by_label.setdefault(other.label, fact)
    names = list(by_label)
    values: tuple[Value, ...] = tuple(
        Value(name, iri=_iri(by_label[name], end.role)) for name in names
    )
    documents = len({fact.document for fact in by_label.values()})
    lead = f"在已收录的{len(catalog)}份文件中有{documents}份提到，共{len(names)}个："
    if intent.focus.operation is Operation.COUNT:
        from decimal import Decimal

        values = (Value(str(len(names)), Decimal(len(names)), "个"), *values)
    return _answer(
        intent, best, f"{lead}{listed(names)}。", values, list(by_label.values()),
        f"{PREFIXES}SELECT DISTINCT ?s ?o ?document ?quote WHERE {{\n{pattern}\n"
        "  ?statement rdf:subject ?s ; rdf:object ?o ; zt:quote ?quote ;\n"
        "             zt:document/zt:documentId ?document .\n}",
    )  # fmt: skip


def _end(fact: Fact, role: str) -> _End | None:
    if role == "subject":
        return _End(role, fact.subject, fact.subject_label, fact.subject_classes)
    if role == "object":
        return _End(role, fact.object, fact.object_label, fact.object_classes)
    return _End(role, fact.agent, fact.agent_label, frozenset()) if fact.agent_label else None


def _iri(fact: Fact, role: str) -> str | None:
    end = _end(fact, role)
    return None if end is None else end.iri


def _others_bound(fact: Fact, role: str) -> str:
    lines = [f"  ?statement rdf:predicate zt:{fact.predicate} ."]
    if role != "subject":
        lines.append(f"  ?statement rdf:subject {term_list([fact.subject])} .")
    if role != "object":
        lines.append(f"  ?statement rdf:object {term_list([fact.object])} .")
    return "\n".join(lines)


def _statement_sparql(fact: Fact) -> str:
    lines = [f"  ?statement rdf:subject {term_list([fact.subject])} ;"]
    lines.append(
        f"             rdf:predicate zt:{fact.predicate} ; rdf:object ?o ; zt:quote ?quote ;"
    )
    lines.append("             zt:document/zt:documentId ?document .")
    lines.append("  OPTIONAL { ?o rdfs:label ?name }")
    lines.append("  OPTIONAL { ?statement zt:periodText ?when }")
    lines.append("  OPTIONAL { ?statement zt:agent/rdfs:label ?agent }")
    head = "SELECT ?o ?name ?when ?agent ?document ?quote WHERE {\n"
    return PREFIXES + head + "\n".join(lines) + "\n}"


def cite(found: Sequence[Fact]) -> tuple[Citation, ...]:
    """Return the evidence of facts, each stretch once, at most ``MOST_CITED``."""
    unique = {(f.document, f.start, f.end): f for f in found}
    return tuple(
        Citation(f.document, "", f.start, f.end, f.quote)
        for f in list(unique.values())[:MOST_CITED]
    )


def _answer(
    intent: Intent,
    best: Scored,
    text: str,
    values: tuple[Value, ...],
    found: Sequence[Fact],
    sparql: str,
) -> Answer:
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=text,
        values=values,
        evidence=cite(found),
        source="graph",
        sparql=sparql,
        steps=(*intent.steps, f"zt:{best.fact.predicate}（{best.reason}）"),
        confidence=min(0.99, best.score * best.fact.confidence + 0.1),
    )
