"""Where candidate facts come from: the question's slots, and the passages it recalls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rdflib import URIRef

from ontology.iri import mint, provenance_graph
from ontology.lexicon import norms
from qa.question.focus import Asked, Operation
from qa.recall.fact import PREFIXES, Fact, facts, facts_of, term_list
from qa.recall.node import names
from qa.recall.rank import NOT_RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.storage.store import GraphView, Row
    from qa.question.intent import Intent
    from qa.retrieval import Hit

MOST_BY_SLOT = 3000
_LABELS = "SELECT ?x ?label WHERE { VALUES ?x { %s } ?x rdfs:label ?label }"
MOST_TOLD = 120
"""Facts of a thing of which there are many that are read whole: those with most of the words."""

_NORMS = tuple(sorted(norms()))
"""Norms are many and answer only who asks for them (``qa.way.norm``)."""


def by_slots(view: GraphView, intent: Intent, documents: Sequence[str]) -> list[Fact]:
    """Return the facts about the things that the question names.

    Of a thing with many facts only those that the focus can use are read, and of these the ones
    whose quotes and labels have most of the question's words.

    Args:
        view: The graph to read.
        intent: The question.
        documents: IRIs of the stored documents that the question names by title or number.
    """
    found: dict[tuple[str, str, str, str], Fact] = {}
    for pattern in _patterns(intent, documents):
        chosen = _nearest(view, intent, f"{pattern}\n{_usable(intent)}")
        for fact in facts_of(view, chosen):
            found.setdefault(_key(fact), fact)
    return list(found.values())


def _usable(intent: Intent) -> str:
    """Return the pattern of the predicates that can answer: figures, relations, or both."""
    focus = intent.focus
    both = bool(intent.indicators or intent.thresholds) or focus.operation in {
        Operation.COUNT,
        Operation.RATIO,
    }
    if focus.asked is Asked.NUMBER and focus.operation is not Operation.COUNT:
        return "  ?statement rdf:predicate zt:hasObservation ."
    left = (*_NORMS, *sorted(NOT_RELATIONS - ({"hasObservation"} if both else set())))
    unread = ", ".join(f"zt:{name}" for name in left)
    return f"  ?statement rdf:predicate ?predicate . FILTER (?predicate NOT IN ({unread}))"


def _nearest(view: GraphView, intent: Intent, pattern: str) -> list[str]:
    """Return at most ``MOST_TOLD`` statements of a pattern, those with most of the words."""
    subject = " ?s" if re.search(r"\?s\b", pattern) else ""
    query = f"{PREFIXES}SELECT DISTINCT ?statement{subject} WHERE {{\n{pattern}\n}}"
    # Sorted here: an engine that sorts takes thrice the time of one that does not.
    rows = sorted(view.select(query), key=lambda row: str(row["statement"]))[:MOST_BY_SLOT]
    found = {str(row["statement"]): row for row in rows}
    if len(found) <= MOST_TOLD:
        return list(found)
    said = _said(view, found, "so" if "?predicate" in pattern else "s")
    weights = {word: min(len(word), 4) for word in intent.content if len(word) > 1}

    def shared(statement: str) -> int:
        text = said.get(statement, "")
        return sum(weight for word, weight in weights.items() if word in text)

    return sorted(found, key=lambda each: (-shared(each), each))[:MOST_TOLD]


def _said(view: GraphView, statements: Mapping[str, Row], named: str) -> dict[str, str]:
    """Return the quotes of statements, with the labels of what they are about.

    Args:
        view: The graph to read.
        statements: What is known of each: ``s`` and ``o``, its ends, where the pattern has them.
        named: The ends that may have labels; an observation has none.
    """
    known = next(iter(statements.values()))
    paths = {"s": "rdf:subject", "o": "rdf:object"}
    more = "".join(f" ; {paths[end]} ?{end}" for end in named if end not in known)
    query = (
        f"{PREFIXES}SELECT * WHERE {{\n  VALUES ?statement {{ {term_list(statements)} }}\n"
        f"  ?statement zt:quote ?quote{more} }}"
    )
    told = {str(row["statement"]): row for row in view.select(query)}
    told = {statement: {**statements[statement], **row} for statement, row in told.items()}
    ends = {row[end] for row in told.values() for end in named}
    called = names(view, _LABELS, {str(end) for end in ends if isinstance(end, URIRef)})
    return {
        statement: "".join((str(row["quote"]), *(called.get(str(row[end]), "") for end in named)))
        for statement, row in told.items()
    }


def _patterns(intent: Intent, documents: Sequence[str]) -> list[str]:
    patterns = []
    places = [link.iri for link in intent.places if link.iri]
    others = [x.iri for x in (*intent.actors, *intent.named, *intent.documents) if x.iri]
    about = f"VALUES ?s {{ {term_list(places)} }} ?statement rdf:subject ?s ." if places else ""
    if intent.indicators:
        indicators = term_list(m.iri for m in intent.indicators)
        patterns.append(
            f"  VALUES ?indicator {{ {indicators} }} {about}\n"
            "  ?o zt:indicator ?indicator . ?statement rdf:object ?o ."
        )
    elif places:
        patterns.append(f"  {about}")
    entities = [*others, *documents]
    if entities:
        values = term_list(entities)
        patterns.append(f"  VALUES ?s {{ {values} }} ?statement rdf:subject ?s .")
        # One by one: Virtuoso takes objects in VALUES for days where it is not asked to sort.
        each = " UNION ".join(f"{{ ?statement rdf:object {term_list([x])} }}" for x in entities)
        patterns.append(f"  {each}")
    return patterns


_NOT_SOUGHT = ", ".join(f"zt:{n}" for n in (*_NORMS, *sorted(NOT_RELATIONS - {"hasObservation"})))
_SOUGHT = f"?statement rdf:predicate ?predicate . FILTER (?predicate NOT IN ({_NOT_SOUGHT}))"
"""What can answer: most of what a passage states is that it mentions something."""


def by_passages(view: GraphView, hits: Iterable[Hit], intent: Intent | None = None) -> list[Fact]:
    """Return the facts that can answer whose evidence overlaps the given passages.

    Args:
        view: The graph to read.
        hits: The passages.
        intent: The question, whose focus tells what can answer it; without it, any question.
    """
    sought = _SOUGHT if intent is None else _usable(intent)
    # Within its graph an engine finds a document's statements by where they begin; over all graphs
    # it would look up the place of each of them, once for each passage.
    places = [
        f"  {{ GRAPH <{provenance_graph(document)}> {{ ?statement zt:start ?start .\n"
        f"    FILTER (?start < {high}) ?statement zt:end ?end . FILTER (?end > {low})\n"
        f"    {sought} }} }}"
        for document, low, high in _stretches(hits)
    ]
    if not places:
        return []
    found: dict[tuple[str, str, str, str], Fact] = {}
    for fact in facts(view, "\n  UNION\n".join(places)):
        found.setdefault(_key(fact), fact)
    return list(found.values())


def _stretches(hits: Iterable[Hit]) -> Iterator[tuple[str, int, int]]:
    """Yield the parts of documents (IRIs) that passages cover, those that touch as one."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for hit in hits:
        spans.setdefault(mint("document", hit.document_id), []).append((hit.start, hit.end))
    for document, own in spans.items():
        low, high = min(own)
        for start, end in sorted(own):
            if start > high:
                yield document, low, high
                low, high = start, end
            high = max(high, end)
        yield document, low, high


def _key(fact: Fact) -> tuple[str, str, str, str]:
    return fact.document, fact.subject, fact.predicate, fact.object
