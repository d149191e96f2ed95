"""Where candidate facts come from: the question's slots, and the passages it recalls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.stated import About, Sought, Stretch
from ontology.iri import mint
from ontology.lexicon import norms
from qa.question.focus import Asked, Operation
from qa.recall.fact import Fact, facts_of
from qa.recall.node import names
from qa.recall.rank import NOT_RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.retrieval import Hit

MOST_BY_SLOT = 3000
MOST_TOLD = 120
"""Facts of a thing of which there are many that are read whole: those with most of the words."""
_FIGURES = Sought(only=frozenset({"hasObservation"}))
_RELATIONS = Sought(leaving=norms() | NOT_RELATIONS)
"""Norms are many and answer only who asks for them (``qa.way.norm``)."""
_BOTH = Sought(leaving=_RELATIONS.leaving - {"hasObservation"})
"""What can answer: most of what a passage states is that it mentions something."""


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
    for about in _slots(intent, documents):
        for fact in facts_of(view, _nearest(view, intent, about)):
            found.setdefault(_key(fact), fact)
    return list(found.values())


def _usable(intent: Intent) -> Sought:
    """Return the predicates that can answer: figures, relations, or both."""
    focus = intent.focus
    both = bool(intent.indicators or intent.thresholds) or focus.operation in {
        Operation.COUNT,
        Operation.RATIO,
    }
    if focus.asked is Asked.NUMBER and focus.operation is not Operation.COUNT:
        return _FIGURES
    return _BOTH if both else _RELATIONS


def _nearest(view: GraphView, intent: Intent, about: About) -> list[str]:
    """Return at most ``MOST_TOLD`` of the statements that can answer, with most of the words."""
    sought = _usable(intent)
    found = view.stated(about, sought)[:MOST_BY_SLOT]
    if len(found) <= MOST_TOLD:
        return found
    said = _said(view, found, objects=sought is not _FIGURES)
    weights = {word: min(len(word), 4) for word in intent.content if len(word) > 1}

    def shared(statement: str) -> int:
        text = said.get(statement, "")
        return sum(weight for word, weight in weights.items() if word in text)

    return sorted(found, key=lambda each: (-shared(each), each))[:MOST_TOLD]


def _said(view: GraphView, statements: Iterable[str], *, objects: bool) -> dict[str, str]:
    """Return the quotes of statements, with the labels of what they are about.

    Args:
        view: The graph to read.
        statements: Their IRIs.
        objects: Whether the objects may have labels too; an observation has none.
    """
    quoted = view.quoted(statements)
    ends = {
        statement: (told.subject, told.object) if objects else (told.subject,)
        for statement, told in quoted.items()
    }
    named = {str(end) for both in ends.values() for end in both if isinstance(end, URIRef)}
    called = names(view, named)
    return {
        statement: "".join((told.quote, *(called.get(str(end), "") for end in ends[statement])))
        for statement, told in quoted.items()
    }


def _slots(intent: Intent, documents: Sequence[str]) -> list[About]:
    """Return what the facts may be about: indicators, of places if any; places; other things."""
    found = []
    places = tuple(link.iri for link in intent.places if link.iri)
    others = (x.iri for x in (*intent.actors, *intent.named, *intent.documents))
    if intent.indicators:
        found.append(About(subjects=places, indicators=tuple(m.iri for m in intent.indicators)))
    elif places:
        found.append(About(subjects=places))
    entities = (*(iri for iri in others if iri), *documents)
    if entities:
        found += [About(subjects=entities), About(objects=entities)]
    return found


def by_passages(view: GraphView, hits: Iterable[Hit], intent: Intent | None = None) -> list[Fact]:
    """Return the facts that can answer whose evidence overlaps the given passages.

    Args:
        view: The graph to read.
        hits: The passages.
        intent: The question, whose focus tells what can answer it; without it, any question.
    """
    sought = _BOTH if intent is None else _usable(intent)
    found: dict[tuple[str, str, str, str], Fact] = {}
    for fact in facts_of(view, view.stated_in(_stretches(hits), sought)):
        found.setdefault(_key(fact), fact)
    return list(found.values())


def _stretches(hits: Iterable[Hit]) -> Iterator[Stretch]:
    """Yield the parts of documents that passages cover, those that touch as one."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for hit in hits:
        spans.setdefault(mint("document", hit.document_id), []).append((hit.start, hit.end))
    for document, own in spans.items():
        low, high = min(own)
        for start, end in sorted(own):
            if start > high:
                yield Stretch(document, low, high)
                low, high = start, end
            high = max(high, end)
        yield Stretch(document, low, high)


def _key(fact: Fact) -> tuple[str, str, str, str]:
    return fact.document, fact.subject, fact.predicate, fact.object
