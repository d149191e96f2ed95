"""Reading: the sentence of a passage that answers, and the span in it of the kind asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.sentence import sentences
from qa.answer import Value
from qa.focus import Asked
from qa.rank import GENERIC, overlap, short_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.document import PolicyDocument
    from nlp.extraction import Extraction
    from nlp.pipeline import Pipeline
    from qa.intent import Intent
    from qa.retrieval import Hit

LEAST_COVERAGE = 0.5
LONGEST_ANSWER = 400
_DIGIT = re.compile(r"[\d一二三四五六七八九十百千万亿两零]")
_DEFINES = re.compile(r"是指|指的是|，指|简称|包括|即")


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence run that answers: offsets into the document, the value found, how sure."""

    document: PolicyDocument
    start: int
    end: int
    value: Value
    score: float

    @property
    def quote(self) -> str:
        """The sentence run, verbatim."""
        return self.document.quote(self.start, self.end)


def read(
    intent: Intent,
    hits: Sequence[tuple[Hit, PolicyDocument]],
    pipeline: Pipeline,
) -> Reading | None:
    """Return the best reading of the passages, or None where no sentence covers the question."""
    best: tuple[float, PolicyDocument, int, int] | None = None
    for rank, (hit, document) in enumerate(hits):
        prior = 0.25 / (1 + rank)
        for start, end in sentences(document.text, hit.start, hit.end):
            score = sentence_score(intent, document, start, end)
            if score > 0 and (best is None or score + prior > best[0]):
                best = (score + prior, document, start, end)
    if best is None or best[0] < LEAST_COVERAGE:
        return None
    score, document, start, end = best
    value, start, end = _answer_span(intent, document, start, end, pipeline)
    return Reading(document, start, end, value, min(score, 1.0))


def sentence_score(intent: Intent, document: PolicyDocument, start: int, end: int) -> float:
    """How well a sentence answers: the share of the question's words, the kind of value."""
    sentence = document.text[start:end]
    if len(sentence.strip()) < 4:
        return 0.0
    title = document.metadata.title
    covered = total = 0.0
    for word in intent.content:
        weight = (0.35 if word in GENERIC else 1.0) * min(len(word), 4)
        total += weight
        inside = 1.0 if word in sentence else overlap(word, sentence) * 0.7
        covered += weight * max(inside, 0.55 if word in title else 0.0)
    score = covered / total if total else 0.0
    return score * _places_named(intent, sentence, title) + _kind_bonus(intent, sentence)


def _places_named(intent: Intent, sentence: str, title: str) -> float:
    """1 if the sentence or the title names a place asked for, less if neither does."""
    names = [short_name(link.mention.text) for link in intent.places]
    if not names:
        return 1.0
    if any(name in sentence for name in names):
        return 1.0
    return 0.95 if any(name in title for name in names) else 0.75


def _kind_bonus(intent: Intent, sentence: str) -> float:
    asked = intent.focus.asked
    if asked in {Asked.NUMBER, Asked.DATE}:
        return 0.1 if _DIGIT.search(sentence) else -0.3
    if asked is Asked.TEXT and _DEFINES.search(sentence):
        return 0.05
    return 0.0


def _answer_span(
    intent: Intent, document: PolicyDocument, start: int, end: int, pipeline: Pipeline
) -> tuple[Value, int, int]:
    """Return the value of the kind asked for and the offsets of the sentence run that holds it."""
    sentence = document.text[start:end]
    found = pipeline.parse(
        sentence, on=document.metadata.issued_on or document.metadata.published_on
    )
    value = _typed_value(intent, sentence, found)
    if value is not None:
        return value, start, end
    end = _run(document, start, end)
    return Value(document.text[start:end].strip()), start, end


def _run(document: PolicyDocument, start: int, end: int) -> int:
    """Let an answer that announces a list (…：, 一是…) run on to the list's end."""
    text = document.text
    if not re.search(r"[：:]\s*$|一是|如下|以下|包括$", text[start:end]):
        return end
    for low, high in sentences(text, end, min(len(text), start + LONGEST_ANSWER)):
        if re.match(
            r"\s*(?:[二三四五六七八九]是|[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]|其[一二三四])",
            text[low:high],
        ):
            end = high
        else:
            break
    return end


def _typed_value(intent: Intent, sentence: str, found: Extraction) -> Value | None:
    asked = intent.focus.asked
    if asked is Asked.NUMBER:
        return _number(intent, sentence, found)
    if asked is Asked.DATE:
        return _nearest(intent, sentence, [(m.start, m.end) for m, _ in found.periods])
    if asked is Asked.ENTITY and intent.asked_class is not None:
        wanted = _labels(intent.asked_class.name)
        links = [x for x in found.links if x.mention.label in wanted]
        spans = [(x.mention.start, x.mention.end) for x in links]
        return _nearest(intent, sentence, spans)
    return None


def _labels(class_name: str) -> frozenset[str]:
    if class_name == "Place":
        return frozenset({"Province", "City", "County", "Region"})
    if class_name in {"GovernmentBody", "Organization"}:
        return frozenset({"GovernmentBody", "Organization"})
    return frozenset({class_name})


def _number(intent: Intent, sentence: str, found: Extraction) -> Value | None:
    spans = [(m.start, m.end) for m in found.measurements]
    spans = spans or [(m.start, m.end) for m in found.mentions if m.label == "Quantity"]
    nearest = _nearest(intent, sentence, spans)
    if nearest is None:
        return None
    for m in found.measurements:
        if sentence[m.start : m.end] == nearest.value:
            return Value(nearest.value, m.low if m.low == m.high else None, m.unit)
    return nearest


def _nearest(intent: Intent, sentence: str, spans: Iterable[tuple[int, int]]) -> Value | None:
    """Return the span, not itself in the question, that is nearest the question's words."""
    anchors = [sentence.find(word) + len(word) / 2 for word in intent.content if word in sentence]
    best: tuple[float, int, int] | None = None
    for start, end in spans:
        if sentence[start:end] in intent.question:
            continue
        distances = sorted(abs((start + end) / 2 - anchor) for anchor in anchors)[:3]
        distance = sum(distances) / len(distances) if distances else float(start)
        if best is None or distance < best[0]:
            best = (distance, start, end)
    return None if best is None else Value(sentence[best[1] : best[2]])
