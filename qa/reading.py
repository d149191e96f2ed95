"""Reading: the sentence of a passage that answers, and the value in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.sentence import sentences
from qa.answer import Value
from qa.coverage import GENERIC, overlap
from qa.focus import Asked
from qa.rank import short_name
from qa.span import affirms, values_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.document import PolicyDocument
    from nlp.pipeline import Pipeline
    from qa.intent import Intent
    from qa.retrieval import Hit

LEAST_COVERAGE = 0.6
"""Tuned on one half of the policy questions, with those of the other half as unanswerable."""
LEAST_AFFIRMED = 0.8
LONGEST_ANSWER = 400
_DIGIT = re.compile(r"[\d一二三四五六七八九十百千万亿两零]")
_DEFINES = re.compile(r"是指|指的是|，指|简称|包括|即")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_ANNOUNCES = re.compile(r"[：:]\s*$|一是|如下|以下|包括$")
_LISTED = re.compile(
    r"\s*(?:[二三四五六七八九]是|[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]|其[一二三四])"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence run that answers: offsets into the document, the values found, how sure.

    ``values`` holds the whole run where the question asks for an explanation; it is empty for a
    yes/no question that the run affirms.
    """

    document: PolicyDocument
    start: int
    end: int
    values: tuple[Value, ...]
    score: float

    @property
    def quote(self) -> str:
        """The sentence run, verbatim."""
        return self.document.quote(self.start, self.end)


def read(
    intent: Intent, hits: Sequence[tuple[Hit, PolicyDocument]], pipeline: Pipeline
) -> Reading | None:
    """Return the best reading of the passages, or None where no sentence covers the question."""
    ranked: list[tuple[float, float, int, int, PolicyDocument]] = []
    for rank, (hit, document) in enumerate(hits):
        passage = document.text[hit.start : hit.end]
        for start, end in sentences(document.text, hit.start, hit.end):
            before = document.text[hit.start : start]
            score = _score(intent, document, passage, before, document.text[start:end])
            if score > 0:
                ranked.append((score + 0.25 / (1 + rank), score, start, end, document))
    ranked.sort(key=lambda r: (-r[0], r[4].id, r[2]))
    for _, score, start, end, document in ranked[:3]:
        if score < LEAST_COVERAGE:
            continue
        reading = _reading(intent, document, start, end, score, pipeline)
        if reading is not None:
            return reading
    return None


def _reading(
    intent: Intent,
    document: PolicyDocument,
    start: int,
    end: int,
    score: float,
    pipeline: Pipeline,
) -> Reading | None:
    sentence = document.text[start:end]
    if intent.focus.asked is Asked.BOOLEAN:
        holds = score >= LEAST_AFFIRMED and affirms(intent, sentence)
        return Reading(document, start, end, (), score) if holds else None
    if intent.focus.asked is not Asked.TEXT:
        day = document.metadata.issued_on or document.metadata.published_on
        values = values_in(intent, sentence, pipeline.parse(sentence, on=day))
        if values:
            return Reading(document, start, end, values, min(score, 1.0))
        if intent.focus.asked is not Asked.ENTITY or intent.asked_class is not None:
            return None
    end = _run(document, start, end)
    value = Value(document.text[start:end].strip())
    return Reading(document, start, end, (value,), min(score, 1.0))


def _score(
    intent: Intent, document: PolicyDocument, passage: str, before: str, sentence: str
) -> float:
    """How well a sentence answers; 0 if it speaks of another place, year or indicator."""
    if len(sentence.strip()) < 4:
        return 0.0
    heading = f"{document.metadata.title} {' '.join(document.metadata.issuers)}"
    place = _place_factor(intent, sentence, heading, passage)
    if not place or not _same_year(intent, document, sentence, before):
        return 0.0
    if not _same_indicator(intent, sentence):
        return 0.0
    return place * _covered(intent, sentence, heading) + _kind_bonus(intent, sentence)


def _covered(intent: Intent, sentence: str, heading: str) -> float:
    covered = total = 0.0
    for word in intent.content:
        weight = (0.35 if word in GENERIC else 1.0) * min(len(word), 4)
        total += weight
        inside = 1.0 if word in sentence else overlap(word, sentence) * 0.7
        covered += weight * max(inside, 0.55 if word in heading else 0.0)
    return covered / total if total else 0.0


def _place_factor(intent: Intent, sentence: str, heading: str, passage: str) -> float:
    """1 if the sentence names a place asked for, less if only its surroundings do, else 0."""
    names = [short_name(link.mention.text) for link in intent.places]
    if not names:
        return 1.0
    # A yes/no question needs the place where the fact is said, not somewhere near.
    near = 0.0 if intent.focus.asked is Asked.BOOLEAN else 0.9
    for text, factor in ((sentence, 1.0), (heading, 0.95), (passage, near)):
        if any(name in text for name in names):
            return factor
    return 0.0


def _same_year(intent: Intent, document: PolicyDocument, sentence: str, before: str) -> bool:
    """Whether a year asked for is the sentence's, else the last one before it, else the title's."""
    asked = {str(day.year) for p in intent.periods for day in (p.start, p.end) if day is not None}
    if not asked:
        return True
    said = set(_YEAR.findall(sentence))
    if said:
        return bool(said & asked)
    earlier = _YEAR.findall(before)
    if earlier:
        return earlier[-1] in asked
    issued = document.metadata.issued_on or document.metadata.published_on
    titled = set(_YEAR.findall(document.metadata.title))
    return bool(titled & asked) or (issued is not None and str(issued.year) in asked)


def _same_indicator(intent: Intent, sentence: str) -> bool:
    if intent.focus.asked is not Asked.NUMBER or not intent.indicators:
        return True
    return any(overlap(match.words, sentence) >= 0.5 for match in intent.indicators)


def _kind_bonus(intent: Intent, sentence: str) -> float:
    asked = intent.focus.asked
    if asked in {Asked.NUMBER, Asked.DATE}:
        return 0.1 if _DIGIT.search(sentence) else -0.3
    if asked is Asked.TEXT and _DEFINES.search(sentence):
        return 0.05
    return 0.0


def _run(document: PolicyDocument, start: int, end: int) -> int:
    """Let an answer that announces a list (…：, 一是…) run on to the list's end."""
    text = document.text
    if not _ANNOUNCES.search(text[start:end]):
        return end
    for low, high in sentences(text, end, min(len(text), start + LONGEST_ANSWER)):
        if not _LISTED.match(text[low:high]):
            break
        end = high
    return end
