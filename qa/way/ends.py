"""Questions about relations: the other end, the date, all ends, or whether one is stated."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from qa.answer import Answer, Citation, Outcome, Value
from qa.passage.span import phrase_before
from qa.question.focus import Asked, Operation
from qa.recall.fact import PREFIXES, Fact, facts, term_list
from qa.recall.rank import Scored, period_fit
from qa.recall.selection import is_document
from qa.way.end import LEAST_NAMED, End, anchored, asked_end, fits, subject_of
from qa.way.marked import leaders
from qa.wording.compose import listed, period_words, quoted, relation_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog

LEAST_RELATION = 0.50
LEAST_WORDS = 0.5
LEAST_UNNAMED = 0.75
"""What must be covered where no word of the question names a property."""
MOST_CITED = 20
MANNER_NOUNS = ("方式", "模式", "形式")


def relation_answer(
    intent: Intent, view: GraphView, catalog: Catalog, ranked: Sequence[Scored]
) -> Answer | None:
    """Answer from the best of the ranked relations that has what is asked for."""
    for best in ranked[:5]:
        if best.score < LEAST_RELATION or not _supported(intent, best):
            continue
        if intent.focus.asked is Asked.BOOLEAN:
            return _yes(intent, best) if _states(intent, best) else None
        if intent.focus.asked is Asked.DATE:
            answer = _date_answer(intent, best)
        else:
            answer = _end_answer(intent, view, catalog, best)
        if answer is not None:
            return answer
    return None


def _supported(intent: Intent, best: Scored) -> bool:
    """Whether the relation is the one asked for and covers the question's words."""
    features = dict(best.features)
    unnamed = LEAST_UNNAMED if not intent.properties else 1.1
    return features["words"] >= (LEAST_WORDS if features["property"] >= 1.0 else unnamed)


def _states(intent: Intent, best: Scored) -> bool:
    """Whether a fact says what a yes/no question asks, about the very things it names."""
    fact, features = best.fact, dict(best.features)
    if fact.modality is not None:
        return False
    if features["property"] < 1.0 or features["words"] < LEAST_NAMED:
        return False
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
    if not when or not anchored(intent, fact, "date"):
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
    end = asked_end(intent, fact)
    if end is None or not anchored(intent, fact, end.role) or _unasked(intent, end):
        return None
    if intent.focus.operation in {Operation.LIST, Operation.COUNT}:
        return _all_ends(intent, view, catalog, best, end)
    if end.role == "subject":
        return _together(intent, view, best)
    values = (Value(quoted(end.label, end.classes), iri=end.iri),)
    return _answer(intent, best, relation_sentence(fact), values, [fact], _statement_sparql(fact))


def _unasked(intent: Intent, end: End) -> bool:
    """Whether a document is the open end and nothing in the question asks for one (哪些*税*)."""
    named = intent.properties or intent.asked_class is not None
    thing = intent.focus.cue == "问哪一个" and bool(intent.focus.noun)
    return thing and not named and any(is_document(name) for name in end.classes)


def _together(intent: Intent, view: GraphView, best: Scored) -> Answer | None:
    """Return all that a sentence names as doing the same: （甲部、乙部负责）; None if none."""
    fact = best.fact
    pattern = (
        f"  ?statement rdf:predicate zt:{fact.predicate} ; rdf:object {term_list([fact.object])} ."
    )
    same = [f for f in facts(view, pattern) if (f.document, f.quote) == (fact.document, fact.quote)]
    found = sorted(same, key=lambda f: f.subject != fact.subject) or [fact]
    ends = {f.subject: f for f in found if fits(intent, subject_of(f)) and _in_time(intent, f)}
    if not ends:
        return None
    values = tuple(
        Value(quoted(f.subject_label, f.subject_classes), iri=i) for i, f in ends.items()
    )
    text = "".join(relation_sentence(f) for f in ends.values())
    marked = leaders(fact.quote) if fact.predicate == "leads" else ()
    if len(marked) > len(values):  # some are no bodies that extraction knows
        values, text = tuple(map(Value, marked)), f"牵头单位：{listed(marked)}。"
    return _answer(intent, best, text, values, list(ends.values()), _statement_sparql(fact))


def _manner(intent: Intent, fact: Fact) -> tuple[Value, ...]:
    """Return the manner as the sentence words it, or the mode where that says no more."""
    phrase = phrase_before(intent, fact.quote)
    mode = fact.mode or ""
    return phrase if phrase and mode not in phrase[0].value else (Value(mode),)


def _all_ends(
    intent: Intent, view: GraphView, catalog: Catalog, best: Scored, end: End
) -> Answer | None:
    """Return every entity that stands where ``end`` stands, over the whole graph; None if none."""
    pattern = _others_bound(intent, best.fact, end.role)
    by_label: dict[str, Fact] = {}
    seen: set[str] = set()
    for fact in sorted(facts(view, pattern), key=lambda f: (f.document, f.start, f.object)):
        other = _end(fact, end.role)
        if other is not None and fits(intent, other) and _in_time(intent, fact):
            iri = catalog.first(_iri(fact, end.role) or "")
            if not iri or iri not in seen:
                by_label.setdefault(quoted(other.label, other.classes), fact)
            seen.add(iri)
    found = list(by_label.values())
    if not found:
        return None  # none is of the class or time asked for
    values = tuple(Value(name, iri=_iri(fact, end.role)) for name, fact in by_label.items())
    documents = len({catalog.first(fact.document) for fact in found})
    lead = f"在已收录的{catalog.held}中有{documents}份提到，找到{len(values)}个"
    text = f"{lead}：{listed(list(by_label))}。" if found else f"{lead}。"
    if intent.focus.operation is Operation.COUNT:
        values = (Value(str(len(values)), Decimal(len(values)), "个"), *values)
    return _answer(
        intent, best, text, values, found or [best.fact],
        f"{PREFIXES}SELECT DISTINCT ?s ?o ?document ?quote WHERE {{\n{pattern}\n"
        "  ?statement rdf:subject ?s ; rdf:object ?o ; zt:quote ?quote ;\n"
        "             zt:document/zt:documentId ?document .\n}",
    )  # fmt: skip


def _in_time(intent: Intent, fact: Fact) -> bool:
    """Whether a fact is of the time asked for; the query itself sees to issued documents."""
    if not intent.periods or fact.predicate == "issuedBy":
        return True
    return period_fit(intent, fact.period_start, fact.period_end, fact.quote) > 0


def _end(fact: Fact, role: str) -> End | None:
    if role == "subject":
        return End(role, fact.subject, fact.subject_label, fact.subject_classes)
    if role == "object":
        return End(role, fact.object, fact.object_label, fact.object_classes)
    return End(role, fact.agent, fact.agent_label, frozenset()) if fact.agent_label else None


def _iri(fact: Fact, role: str) -> str | None:
    end = _end(fact, role)
    return None if end is None else end.iri


def _others_bound(intent: Intent, fact: Fact, role: str) -> str:
    lines = [f"  ?statement rdf:predicate zt:{fact.predicate} ."]
    if role != "subject":
        lines.append(f"  ?statement rdf:subject {term_list([fact.subject])} .")
    if role != "object":
        lines.append(f"  ?statement rdf:object {term_list([fact.object])} .")
    if fact.predicate == "issuedBy" and role == "subject":
        # A document that is also cited by its title must not be counted twice.
        lines.append("  ?statement rdf:subject ?issued .")
        lines.append("  FILTER NOT EXISTS { ?issued zt:sameDocument ?held }")
        lines += _issued_in(intent)
    return "\n".join(lines)


def _issued_in(intent: Intent) -> list[str]:
    day = '"{}"^^<http://www.w3.org/2001/XMLSchema#date>'
    lines = ["  ?issued zt:issuedOn ?day ."] if intent.periods else []
    for period in intent.periods[:1]:
        if period.start is not None:
            lines.append(f"  FILTER (?day >= {day.format(period.start)})")
        if period.end is not None:
            lines.append(f"  FILTER (?day <= {day.format(period.end)})")
    return lines


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
