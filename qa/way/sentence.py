"""What one sentence of the passages tells, and what speaks against it.

Clauses that tell a value in the question's own words come before what the learned reader finds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.clause.cause import beside_cause, cause
from qa.clause.consequence import consequence
from qa.clause.kind import other_kind
from qa.clause.label import labelled
from qa.clause.stated import necessary, stated
from qa.passage.boundary import bounded
from qa.passage.items import itemised
from qa.passage.lead import whole_mark, whole_run, without_lead
from qa.passage.objection import objection
from qa.passage.pick import of_head, picked
from qa.passage.reading import Reading, read
from qa.passage.soundness import at_words, closed, unsound
from qa.passage.told import words_narrowing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.document import PolicyDocument
    from nlp.pipeline import Pipeline
    from qa.question.intent import Intent
    from qa.retrieval import Hit

    Texts = Sequence[tuple[Hit, PolicyDocument]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The reading of a sentence, None if there is none, and why it is no answer, None if it is."""

    reading: Reading | None
    against: str | None = None


def from_sentence(
    intent: Intent, texts: Texts, judged: Callable[[], Texts], pipeline: Pipeline, *, sole: bool
) -> Sentence:
    """Return what a sentence tells.

    Args:
        intent: The question.
        texts: Passages with their documents.
        judged: Returns the same with the relevance of their documents, for the reader.
        pipeline: The extraction pipeline.
        sole: Whether there is only one document.
    """
    told = (
        labelled(intent, texts)
        or consequence(intent, texts)
        or cause(intent, texts)
        or stated(intent, texts, pipeline)
    )
    reading = told or read(intent, judged(), pipeline, sole=sole)
    if reading is None or not words_narrowing(intent, reading):
        return Sentence(None)
    if told:
        reading = closed(of_head(intent, reading))
    else:
        reading = at_words(picked(intent, reading, pipeline))
    reading = itemised(intent, reading)
    meant = necessary(intent) if told else intent
    against = (
        other_kind(intent, reading)
        or beside_cause(intent, reading)
        or unsound(intent, reading)
        or objection(meant, reading, pipeline)
    )
    named = without_lead(intent, whole_run(intent, whole_mark(reading)))
    return Sentence(bounded(named), against)
