"""The order of the answers: computed ones, then a quoted passage, then a typed abstention."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from qa.abstain import abstain
from qa.answer import AbstainReason, Answer
from qa.computed import computed
from qa.left_open import left_open, unknown
from qa.overview.asking import lays_down
from qa.overview.survey import partial, strays, surveyed
from qa.passage.nearest import nearest
from qa.passage_answer import PASSAGES, SURE_ALONE, PassageReader
from qa.provision.asking import sought
from qa.question.member import by_member
from qa.question.title import resolve
from qa.retrieval.retriever import DEPTH
from qa.stage import Stage, reached
from qa.way.definition import term_of
from qa.way.purpose import purpose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.question.intent import Intent
    from qa.recall.catalog import Entry
    from qa.retrieval import Hit
    from qa.sources import Sources

MOST_NAMED = 8
"""Documents that a question names which are searched one by one."""


class Solver:
    """Finds the answer to an understood question in one store."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._reader = PassageReader(sources)

    def solve(self, intent: Intent, document: str | None) -> Answer:
        """Return the answer, or an abstention with its reason.

        Args:
            intent: The question.
            document: The id of the only document that counts, None for all.
        """
        sources = self._sources
        missing = unknown(intent, sources)
        if missing:
            reason = AbstainReason.UNKNOWN_ENTITY
            return abstain(intent, reason, sources.catalog, names="、".join(missing))
        named = resolve(intent, sources.catalog, document)
        names = {n for e in named for n in (e.title, e.document_number) if n}
        intent = replace(
            intent, entries=tuple(entry.iri for entry in named), entry_names=frozenset(names)
        )
        intent = by_member(intent, sources.view)
        held = [entry for entry in named if entry.held]
        meant = held if document is None else [sources.catalog.entries[document]]
        reason_asked = intent.focus.cue == "问原因"  # no fact says why; a sentence may
        answer = (
            purpose(intent, sources.archive, held)
            if reason_asked
            else computed(intent, sources, named, document)
        )
        graph = answer is not None and answer.source == "graph"
        if answer is not None and not (graph and meant and strays(intent, answer, meant)):
            return answer
        ranked = self._hits(intent.question, named, document)
        hits = ranked[:PASSAGES]
        documents = {hit.document_id for hit in hits}
        reached(Stage("searched", passages=len(hits), documents=len(documents)))
        answer = (
            self._reader.read(intent, ranked)
            if reason_asked
            else self._reader.answer(intent, named, document, ranked)
        )
        return self._settled(intent, answer, meant, ranked)

    def _settled(
        self, intent: Intent, answer: Answer, meant: Sequence[Entry], ranked: list[Hit]
    ) -> Answer:
        """Return what a passage told, or all that is told of a broad matter, or what is near it."""
        sources, hits = self._sources, ranked[:PASSAGES]
        stray = answer.answered and strays(intent, answer, meant)
        if answer.answered and not stray and not partial(intent, answer, meant):
            return answer
        order = list(dict.fromkeys(hit.document_id for hit in ranked))
        survey = surveyed(intent, sources.catalog, sources.archive, meant, order)
        if survey is not None:
            return replace(survey, steps=(*survey.steps, *answer.steps[len(intent.steps) :]))
        unsure = lays_down(intent) and answer.confidence < SURE_ALONE
        if answer.answered and not stray and not unsure:
            return answer
        if answer.answered:
            answer = left_open(intent, sources, hits)
        return replace(answer, nearest=nearest(intent, sources.texts(hits)))

    def _hits(self, question: str, named: list[Entry], document: str | None) -> list[Hit]:
        """Return the passages nearest a question: of the documents that it names, else of all.

        A definition is worded in one way: 所称政务云，是指….
        """
        search = self._sources.retriever.search
        held = [entry.id for entry in named if entry.held]
        term = term_of(question)
        words = question if term is None else f"{question} 所称{term}，是指"
        if len(self._sources.catalog) > 1 and not named and document is None:
            words = sought(question)
        if document is not None:
            return search(words, limit=PASSAGES, document_id=document)
        if not 0 < len(held) <= MOST_NAMED:
            return search(words, limit=DEPTH)  # the rest tells of relevance
        found = [search(words, limit=PASSAGES, document_id=name) for name in held]
        # Scores of two searches cannot be compared: the best of each go first.
        in_turn = (hit for hits in zip_longest(*found) for hit in hits if hit is not None)
        return list(islice(in_turn, PASSAGES))
