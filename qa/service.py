"""Answering: facts first, then a quoted passage, then a typed abstention."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from qa.about import about_documents
from qa.abstain import abstain, without
from qa.answer import AbstainReason, Answer, Citation, Outcome, Value
from qa.arithmetic import calculated
from qa.article import article
from qa.catalog import Catalog
from qa.citation import cited
from qa.collection import collected
from qa.derive import derived, ratio
from qa.error import QuestionError
from qa.focus import Asked, Operation
from qa.followup import Continued, continued
from qa.intent import understand
from qa.lexicon import lexicon
from qa.lookup import looked_up
from qa.negation import unstated
from qa.objection import objection
from qa.reading import Reading, read
from qa.rewording import reword
from qa.standing import standing
from qa.title import resolve, unheld

if TYPE_CHECKING:
    from datetime import date

    from corpus.document import PolicyDocument
    from kg.archive import Archive
    from kg.store import GraphView
    from nlp.pipeline import Pipeline
    from qa.intent import Intent
    from qa.retrieval import Hit, Retriever

LONGEST_QUESTION = 2000
PASSAGES = 12
LEAST_SHARED = 0.4
"""Which share of a question's words the passages must have for it to be on their subject."""


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

    @property
    def pipeline(self) -> Pipeline:
        """The extraction pipeline, loaded when first needed."""
        if self._pipeline is None:
            from nlp.pipeline import load

            self._pipeline = load()
        return self._pipeline

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        document: str | None = None,
        previous: Answer | str | None = None,
    ) -> Answer:
        """Answer one question, or say why not.

        Args:
            question: Chinese (or simple English), at most ``LONGEST_QUESTION`` characters.
            as_of: The day from which 今年 and 现在 are seen.
            document: Only this document's facts and passages count.
            previous: The answer before, or its ``resolved`` question, for a follow-up such as
                那江苏呢？; a question that stands alone makes no use of it.

        Raises:
            QuestionError: The question is empty or too long, or ``document`` is not in the store.
        """
        question = self._checked(question, document)
        if isinstance(previous, str):
            previous = self.ask(previous, as_of=as_of, document=document) if previous else None
        full = Continued(question)
        if previous is not None:
            full = continued(question, previous, self.pipeline)
        said = reword(full.text, self._view, self.pipeline)
        intent = understand(said.text, self.pipeline, lexicon(), as_of=as_of)
        answer = without(self._answer(intent, full.document or document), full.given)
        answer = cited(answer, self._catalog.entries, self._archive)
        steps = (*full.steps, *said.steps, *answer.steps)
        return replace(answer, question=question, resolved=full.text, steps=steps)

    def _answer(self, intent: Intent, document: str | None) -> Answer:
        unknown = [*self._unknown(intent), *unheld(intent, self._catalog)]
        if unknown:
            return self._abstain(intent, AbstainReason.UNKNOWN_ENTITY, names="、".join(unknown))
        named = resolve(intent, self._catalog, document)
        intent = replace(intent, entries=tuple(entry.iri for entry in named))
        held = [entry for entry in named if entry.held]
        today = datetime.now(UTC).date()
        answer = (
            None
            if intent.focus.cue == "问原因"
            else (
                standing(intent, self._view, self._catalog, held, today)
                or article(intent, self._archive, held)
                or about_documents(intent, self._view, self._catalog, named)
                or (collected(intent, self._view, self._catalog) if not named else None)
                or unstated(intent, self._view, self._catalog)
                or calculated(intent, self._view, self._catalog, document)
                or derived(intent, self._view, self._catalog, document)
            )
        )
        if answer is not None:
            return answer
        hits = self._retriever.search(intent.question, limit=PASSAGES, document_id=document)
        if intent.focus.cue == "问原因":
            return self._read(intent, hits)
        answer = looked_up(intent, self._view, self._catalog, hits, document)
        if answer is None and intent.focus.operation is Operation.RATIO:
            answer = ratio(intent, self._view, hits)
        if answer is not None:
            return answer
        return self._read(intent, hits)

    def _read(self, intent: Intent, hits: list[Hit]) -> Answer:
        """Answer with a sentence of the passages, where nothing speaks against it."""
        reading = read(intent, self._texts(hits), self.pipeline)
        if reading is None or not _answers(intent, reading):
            return self._abstain(intent, self._reason(intent, hits))
        against = objection(intent, reading, self.pipeline)
        if against is None:
            return self._from_reading(intent, reading)
        answer = self._abstain(intent, self._reason(intent, hits))
        rejected = f"未采用：“{reading.quote.strip()[:60]}”（{against}）"
        return replace(answer, steps=(*answer.steps, rejected))

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

    def _unknown(self, intent: Intent) -> list[str]:
        """Return the places and bodies asked about that no stored document mentions."""
        named = [x for x in (*intent.places, *intent.actors) if x.iri is not None]
        known = self._catalog.mentioned(str(x.iri) for x in named)
        return [
            x.mention.text
            for x in named
            if x.iri not in known and not self._written(x.mention.text)
        ]

    def _written(self, name: str) -> bool:
        """Whether the words occur in a passage all the same (a name that linking missed)."""
        hits = self._retriever.search(name, limit=3)
        return any(
            name in document.text[hit.start : hit.end] for hit, document in self._texts(hits)
        )

    def _texts(self, hits: list[Hit]) -> list[tuple[Hit, PolicyDocument]]:
        documents = {i: self._archive.document(i) for i in {hit.document_id for hit in hits}}
        return [(hit, documents[hit.document_id]) for hit in hits]

    def _from_reading(self, intent: Intent, reading: Reading) -> Answer:
        document = reading.document
        quote = reading.quote.strip()
        lead = reading.start + (len(reading.quote) - len(reading.quote.lstrip()))
        citation = Citation(
            document.id,
            document.metadata.title,
            lead,
            lead + len(quote),
            quote,
            document.metadata.source_url,
        )
        values = tuple(replace(v, value=v.value.strip()) for v in reading.values)
        said = "、".join(v.value for v in values)
        if intent.focus.asked is Asked.BOOLEAN:
            values, said = (Value("是"),), "是"
        text = quote if said == quote else f"{said}。原文：{quote}"
        return Answer(
            question=intent.question,
            outcome=Outcome.ANSWERED,
            text=text,
            values=values,
            evidence=(citation,),
            source="passage",
            steps=(*intent.steps, f"图中没有相应事实，引用原文段落（匹配度{reading.score:.2f}）"),
            confidence=min(0.9, reading.score * 0.8),
        )

    def _reason(self, intent: Intent, hits: list[Hit]) -> AbstainReason:
        if intent.indicators and intent.periods:
            without = replace(intent, periods=())
            if looked_up(without, self._view, self._catalog, hits, None) is not None:
                return AbstainReason.OUT_OF_PERIOD
        about = intent.slot_iris or intent.indicators or intent.entries
        if not about and not self._on_topic(intent, hits):
            return AbstainReason.OUT_OF_SCOPE
        return AbstainReason.NO_FACT

    def _on_topic(self, intent: Intent, hits: list[Hit]) -> bool:
        """Whether the passages share enough of the question's words to be about the same thing."""
        words = [w for w in intent.content if len(w) > 1 and not re.fullmatch(r"[\d.%]+", w)]
        text = " ".join(d.text[h.start : h.end] for h, d in self._texts(hits))
        return bool(words) and sum(w in text for w in words) >= LEAST_SHARED * len(words)

    def _abstain(self, intent: Intent, reason: AbstainReason, *, names: str = "") -> Answer:
        return abstain(intent, reason, self._catalog, self._view, names=names)


def _answers(intent: Intent, reading: Reading) -> bool:
    """Whether a quote can be an answer: it words what narrows the question.

    Who or which is not answered by a bare heading; what and how may be (第六条　各级人民政府应当…).
    """
    if not all(word in reading.quote for word in intent.narrowing):
        return False
    document = reading.document
    heads = (document.metadata.title, *(section.heading for section in document.sections))
    bare = reading.quote.strip().strip("#。 ") in {head.strip("#。 ") for head in heads}
    return not (bare and intent.focus.asked is Asked.ENTITY)
