"""Answering: a question as typed is completed, understood, solved, and said with its sources."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from kg.time.edition import edition_in
from qa.abstain import nearby, without
from qa.answer import AbstainReason
from qa.error import QuestionError
from qa.passage.context import with_context
from qa.question.english import is_english, rendered
from qa.question.followup import Continued, continued
from qa.question.intent import understand
from qa.question.lexicon import lexicon
from qa.question.paraphrase import paraphrases
from qa.question.part import joined, parts
from qa.question.rewording import reword
from qa.recall.catalog import Catalog
from qa.solve import Solver
from qa.sources import Sources
from qa.stage import Stage, reached, told_to
from qa.wording.citation import cited
from qa.wording.compose import MOST_NAMED_SOURCES, day_words, said_by
from qa.wording.frame import in_english

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from corpus.document import PolicyDocument
    from kg.storage.archive import Archive
    from kg.storage.store import GraphView
    from nlp.pipeline import Pipeline
    from qa.answer import Answer
    from qa.question.intent import Intent
    from qa.retrieval import Retriever

LONGEST_QUESTION = 2000
_DESCRIBED = re.compile(r"《([^《》]+)》是什么文件？")
_DAY = re.compile(r"^[^年]{0,6}\d{1,2}[月日](?![元本])[^年]{0,12}$")
"""A day or month that does not say of which year."""
_UNTOLD = frozenset({AbstainReason.NO_FACT, AbstainReason.OUT_OF_SCOPE})
"""Why a question is tried in other words: nothing was found, though nothing speaks against it."""
MOST_ALONE = 3
"""Quotes of an answer that rests on one statement; more are a list and need no scene."""
MOST_SUGGESTIONS = 3
MOST_TRIED = 20_000
"""Suggestions of which is remembered whether they have an answer."""


class Asker:
    """Answers questions over one store.

    Args:
        view: The graph, read-only.
        archive: The documents' texts.
        retriever: Passage search over the same documents.
        pipeline: The extraction pipeline; None loads the shipped one on the first question.
    """

    def __init__(
        self,
        view: GraphView,
        archive: Archive,
        retriever: Retriever,
        pipeline: Pipeline | None = None,
    ) -> None:
        self._view = view
        self._archive = archive
        self._retriever = retriever
        self._pipeline = pipeline
        self._catalog = Catalog(archive, view)
        self._tried: dict[tuple[str, date | None], bool] = {}

    @cached_property
    def pipeline(self) -> Pipeline:
        """The extraction pipeline, loaded when first needed; what was ruled one it links so."""
        from kg.link.sameness import merges

        pipeline = self._pipeline
        if pipeline is None:
            from nlp.pipeline import load

            pipeline = load()
        same = {iri: thing.iri for iri, thing in merges(self._archive).items()}
        return pipeline.with_same(same) if same else pipeline

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        document: str | None = None,
        previous: Answer | str | None = None,
        suggest: bool = True,
    ) -> Answer:
        """Answer one question, or say why not.

        Args:
            question: Chinese (or simple English), at most ``LONGEST_QUESTION`` characters.
            as_of: The day from which 今年 and 现在 are seen.
            document: Only this document's facts and passages count.
            previous: The answer before, or its ``resolved`` question, for a follow-up such as
                那江苏呢？; a question that stands alone makes no use of it.
            suggest: Whether an abstention comes with its suggestions; ``suggestions`` finds them
                later.

        Raises:
            QuestionError: The question is empty or too long, or ``document`` is not in the store.
        """
        question = self._checked(question, document)
        if isinstance(previous, str):
            previous = self.ask(previous, as_of=as_of, document=document) if previous else None
        several = () if is_english(question) else parts(question)
        if len(several) > 1:
            return self._each(question, several, as_of, document, previous)
        full = self._completed(question, previous)
        said = reword(full.text, self._view, self.pipeline)
        intent = understand(said.text, self.pipeline, lexicon(), as_of=as_of)
        reached(Stage("understood", words=(*full.steps, *said.steps, *intent.steps)))
        answer = without(self._solver.solve(intent, full.document or document), full.given)
        if answer.reason in _UNTOLD and not is_english(question):
            answer = self._in_its_words(intent, full.document or document) or answer
        if answer.answered:
            answer = self._with_context(answer, intent)
        answer = cited(answer, self._catalog.entries, self._archive)
        if answer.answered:
            answer = self._dated(answer)
        elif suggest:
            answer = replace(answer, suggestions=self._suggestions(intent))
        if is_english(question):
            answer = in_english(answer, full.text)
        steps = (*full.steps, *said.steps, *answer.steps)
        return replace(answer, question=question, resolved=full.text, steps=steps)

    def _in_its_words(self, intent: Intent, document: str | None) -> Answer | None:
        """Answer a question in the words of the only document, None where that does not help."""
        held = self._catalog.entries
        sole = document or (next(iter(held)) if len(held) == 1 else None)
        if sole is None:
            return None
        for said in paraphrases(intent, self._archive.document(sole).text):
            meant = understand(said.text, self.pipeline, lexicon(), as_of=intent.as_of)
            answer = self._solver.solve(meant, document)
            if any(c.start < said.end and said.start < c.end for c in answer.evidence):
                return replace(answer, steps=(said.step, *answer.steps))
        return None

    def _each(
        self,
        question: str,
        several: Sequence[str],
        as_of: date | None,
        document: str | None,
        previous: Answer | None,
    ) -> Answer:
        """Answer each question in a question; a later one leans on the one before."""
        answers: list[Answer] = []
        for part in several:
            last = answers[-1] if answers else previous
            answers.append(self.ask(part, as_of=as_of, document=document, previous=last))
        return joined(question, several, answers)

    def suggestions(self, answer: Answer, *, as_of: date | None = None) -> tuple[str, ...]:
        """Return the suggestions of an abstention that was asked for without them.

        Args:
            answer: What ``ask`` returned; an answered question has no suggestions.
            as_of: As it was given to ``ask``.
        """
        if answer.answered:
            return ()
        said = reword(answer.resolved, self._view, self.pipeline)
        return self._suggestions(understand(said.text, self.pipeline, lexicon(), as_of=as_of))

    @cached_property
    def _solver(self) -> Solver:
        return Solver(
            Sources(self._view, self._archive, self._retriever, self._catalog, self.pipeline)
        )

    def _with_context(self, answer: Answer, intent: Intent) -> Answer:
        """Quote what sets the scene of an answer that rests on one document."""
        named = {c.document for c in answer.evidence}
        if len(named) != 1 or len(answer.evidence) > MOST_ALONE:
            return answer
        return with_context(answer, intent, self._archive.document(named.pop()))

    def _dated(self, answer: Answer) -> Answer:
        """Say which documents a computed answer rests on, and of which day they are.

        The words of a text are told by themselves, but for a day without its year.
        """
        if answer.source != "graph" and not any(_DAY.search(v.value) for v in answer.values):
            return answer
        named = {c.document for c in answer.evidence}
        if len(named) > MOST_NAMED_SOURCES:
            return answer
        days = {name: _day_of(self._archive.document(name)) for name in named}
        text = re.sub(r"[；，]$", "。", answer.text)
        return replace(answer, text=f"{text}{said_by(answer, days)}")

    def _completed(self, question: str, previous: Answer | None) -> Continued:
        """Return a question in Chinese and complete: translated, or continued from the last."""
        if is_english(question):
            found = rendered(question, self._catalog.english_indicators)
            return Continued(found.text, found.steps) if found else Continued(question)
        if previous is not None:
            return continued(question, previous, self.pipeline)
        return Continued(question)

    def _suggestions(self, intent: Intent) -> tuple[str, ...]:
        """Return questions near this one that were tried and have an answer."""
        found = []
        with told_to(None):  # trying a suggestion is no stage of the answer
            for question in nearby(intent, self._view, self._catalog, self._retriever):
                if self._has_answer(question, intent.as_of):
                    found.append(question)
                if len(found) == MOST_SUGGESTIONS:
                    break
        return tuple(found)

    def _has_answer(self, question: str, as_of: date | None) -> bool:
        """Whether a question is answered; tried once, many abstentions suggest the same."""
        title = _DESCRIBED.fullmatch(question)
        if title is not None and self._catalog.find(title[1]):
            return True  # what a held document is can be told
        known = self._tried.get((question, as_of))
        if known is None:
            other = understand(question, self.pipeline, lexicon(), as_of=as_of)
            known = self._solver.solve(other, None).answered
            if len(self._tried) >= MOST_TRIED:
                self._tried.clear()
            self._tried[question, as_of] = known
        return known

    def _checked(self, question: str, document: str | None) -> str:
        question = question.strip()
        if not question:
            raise QuestionError("问题是空的：请输入一个问题。The question is empty.")
        if len(question) > LONGEST_QUESTION:
            raise QuestionError(
                f"问题有{len(question)}个字，最多{LONGEST_QUESTION}个字：请缩短后再问。"
                "The question is too long."
            )
        if document is not None and document not in self._catalog.entries:
            raise QuestionError(
                f"没有编号为{document}的文件：用 zhengtu documents 查看已收录的文件。",
                document=document,
            )
        return question


def _day_of(document: PolicyDocument) -> str:
    """Return the day of a document in words; of a text that was changed, up to which change."""
    edition, about = edition_in(document), document.metadata
    if edition is not None and edition[0] != about.issued_on:
        return f"{day_words(edition[0])}的文本"
    day = about.issued_on or about.published_on
    return day_words(day) if day is not None else ""
