"""Answers from passages: an article, a provision, a fact beside its clause, a sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ontology.namespace import ZT
from qa.answer import AbstainReason
from qa.clause.stated import stated
from qa.left_open import left_open
from qa.passage.soundness import with_list
from qa.passage.told import told_by
from qa.question.focus import Asked, Operation
from qa.question.intent import PLACE_LABELS
from qa.recall.selection import is_document
from qa.retrieval.rerank import Relevance, shipped_relevance
from qa.stage import Stage, reached
from qa.way.arithmetic import is_half
from qa.way.article import asks_which, which_article
from qa.way.grades import with_grades
from qa.way.lookup import MANY, looked_up
from qa.way.provision import provided, provided_by, unaccounted
from qa.way.ratio import ratio
from qa.way.sentence import from_sentence

if TYPE_CHECKING:
    from corpus.document import PolicyDocument
    from qa.answer import Answer
    from qa.passage.reading import Reading
    from qa.question.intent import Intent
    from qa.recall.catalog import Entry
    from qa.retrieval import Hit
    from qa.sources import Sources

PASSAGES = 12
"""Passages that are read for one question."""
SURE_ALONE = 0.65
"""Score below which a figure of the graph needs a clause that tells the same."""
_AMOUNT = re.compile(
    r"(?:产量|产值|总量|总额|总值|增加值|收入|支出|面积|规模|人数|数量|金额|价格|里程|增速|增长率|强度|比[重例]|占比)[？?。]*$"
)
_TARGET = re.compile(r"(?:目标|指标|预期)[？?。]*$")


class PassageReader:
    """Reads the passages found for a question."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._relevance = Relevance(sources.archive.titled, shipped_relevance())

    def answer(
        self, intent: Intent, named: list[Entry], document: str | None, ranked: list[Hit]
    ) -> Answer:
        """Answer with an article, a provision or a sentence of the passages, or leave it open."""
        hits = ranked[:PASSAGES]
        if asks_which(intent) and named:
            held = [entry for entry in named if entry.held]
            which = which_article(intent, held, self._sources.texts(hits))
            return which or left_open(intent, self._sources, hits)
        if is_half(intent):
            return left_open(intent, self._sources, hits)
        if named or document is not None or len(self._sources.catalog) == 1:
            found = self._graded(self._from_sentence(intent, ranked, document))
            told = None if found.answered else provided_by(intent, self._sources.texts(hits))
            return told or found
        answer, unsure = provided(intent, self._sources.texts(hits))
        if answer is not None:
            return answer
        answer = self._graded(self._from_sentence(intent, ranked, document))
        exempt = unsure is None or _lists_held(intent, answer)
        against = None if exempt else unaccounted(answer)
        if against is not None:
            answer = left_open(intent, self._sources, hits)
        steps = (step for step in (unsure, against) if step is not None)
        return replace(answer, steps=(*answer.steps, *steps))

    def _graded(self, answer: Answer) -> Answer:
        """Return an answer of one amount with the other grades that its statute has of it."""
        if not answer.answered or len(answer.values) != 1 or not answer.evidence:
            return answer
        return with_grades(answer, self._sources.archive.document(answer.evidence[0].document))

    def _from_sentence(self, intent: Intent, ranked: list[Hit], document: str | None) -> Answer:
        """Answer with what one sentence says: as a fact of the graph, else as it is read."""
        hits = ranked[:PASSAGES]
        found = looked_up(intent, self._sources.view, self._sources.catalog, hits, document)
        answer = found.answer
        if answer is None and intent.focus.operation is Operation.RATIO:
            answer = ratio(intent, self._sources.view, hits)
        if answer is not None and (
            self._doubtful(intent, answer, hits) or _counts_for_names(intent, answer)
        ):
            answer = None
        if answer is not None and (answer.answered or len(self._sources.catalog) > 1):
            return answer
        said = self.read(intent, ranked)
        if answer is not None and not said.answered:
            return answer  # several figures that differ are told with their clauses
        return replace(said, steps=(*said.steps, *found.rejected))

    def read(self, intent: Intent, ranked: list[Hit]) -> Answer:
        """Answer with a sentence of the passages, where nothing speaks against it."""
        hits = ranked[:PASSAGES]
        reached(Stage("reading"))
        sole = len(self._sources.catalog) == 1
        counted = _counts_places(intent)
        if counted and not sole:
            return left_open(intent, self._sources, why=AbstainReason.NO_FACT)
        if counted or (not sole and _names_amount(intent)):
            focus = replace(intent.focus, asked=Asked.NUMBER, operation=Operation.VALUE)
            intent = replace(intent, focus=focus, asked_class=None)
        texts = self._sources.texts(hits)
        found = from_sentence(
            intent,
            texts,
            lambda: self._judged(intent, ranked, texts),
            self._sources.pipeline,
            sole=sole,
        )
        against = found.against
        if found.reading is not None and against is None:
            against = self._corrected(intent, found.reading)
        if found.reading is not None and against is None:
            exact = intent.focus.asked in {Asked.NUMBER, Asked.DATE}
            own = exact or intent.focus.cue == "问机构"
            return told_by(intent, with_list(found.reading, own=own))
        answer = left_open(intent, self._sources, hits)
        if found.reading is None:
            return answer
        rejected = f"未采用：“{found.reading.quote.strip()[:60]}”（{against}）"
        return replace(answer, steps=(*answer.steps, rejected))

    def _doubtful(self, intent: Intent, answer: Answer, hits: list[Hit]) -> bool:
        """Whether a figure fits a question so loosely that its own clause should tell it too."""
        if intent.focus.asked is not Asked.NUMBER or answer.confidence >= SURE_ALONE:
            return False
        if not answer.answered:
            return False  # several figures that differ are told with their clauses
        if intent.indicators and intent.places:
            return False
        told = stated(intent, self._sources.texts(hits), self._sources.pipeline)
        given = [v.value for v in answer.values]
        said = [v.value for v in told.values] if told is not None else []
        return not any(a in b or b in a for a in said for b in given)

    def _corrected(self, intent: Intent, reading: Reading) -> str | None:
        """Object to a figure from a text whose figures people corrected: the graph has them."""
        if intent.focus.asked is not Asked.NUMBER or not intent.indicators:
            return None
        made = self._sources.archive.corrections(reading.document.id)
        figures = any(each.predicate.strip("<>") == str(ZT.hasObservation) for each in made)
        return "这份文件的数值有更正，不从原文另取" if figures else None

    def _judged(
        self, intent: Intent, ranked: list[Hit], texts: list[tuple[Hit, PolicyDocument]]
    ) -> list[tuple[Hit, PolicyDocument]]:
        """Return the passages with the relevance of their documents, where there are several."""
        if len({hit.document_id for hit, _ in texts}) < 2:
            return texts
        told = self._relevance.told(intent.question, ranked)
        return [(hit, document) for hit, (_, document) in zip(told, texts, strict=False)]


def _lists_held(intent: Intent, answer: Answer) -> bool:
    """Whether an answer lists places or documents of the whole graph: no provision tells those."""
    asked = intent.asked_class
    kinds = asked is not None and (asked.name in PLACE_LABELS or is_document(asked.name))
    return answer.source == "graph" and kinds and intent.focus.operation in MANY


def _counts_for_names(intent: Intent, answer: Answer) -> bool:
    """Whether figures answer where a body is asked for: 哪家机构下调了…."""
    asked = intent.asked_class
    body = asked is not None and asked.name in {"GovernmentBody", "Organization", "Person"}
    figures = answer.values and all(v.number is not None and v.unit for v in answer.values)
    plain = intent.focus.operation in {Operation.VALUE, Operation.LIST}
    return body and plain and intent.focus.asked is Asked.ENTITY and bool(figures)


def _names_amount(intent: Intent) -> bool:
    """Whether a question is no more than the name of an amount: 某省2025年煤炭产量."""
    bare = intent.focus.asked is Asked.TEXT and not intent.focus.spans
    target = bool(intent.indicators) and _TARGET.search(intent.question) is not None
    return bare and (target or _AMOUNT.search(intent.question) is not None)


def _counts_places(intent: Intent) -> bool:
    """Whether places are to be counted: over all documents, which no passage has seen."""
    asked = intent.asked_class
    count = intent.focus.operation is Operation.COUNT
    return count and asked is not None and asked.name in PLACE_LABELS
