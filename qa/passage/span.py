"""The span of a sentence that is of the kind a question asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ontology.lexicon import document_kind
from qa.answer import Value
from qa.question.focus import Asked, Operation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nlp.extraction import Extraction
    from qa.question.intent import Intent

_PLACES = frozenset({"Province", "City", "County", "Region"})
_FAMILIES: dict[str, frozenset[str]] = {
    "Place": _PLACES,
    "GovernmentBody": frozenset({"GovernmentBody", "Organization"}),
    "Organization": frozenset({"GovernmentBody", "Organization"}),
    "PolicyDocument": frozenset({"PolicyDocument", "DocumentNumber"}),
}
_DOCUMENT_KINDS = frozenset({"Law", "Regulation", "Notice", "Opinion", "Plan", "Measures", "Rules"})
_LONGEST_PHRASE = 20
_BOUNDARY = re.compile(
    r"[，。；：、！？\s]|以|将|把|采取|采用|通过|按照|为|是|的(?=[\u4e00-\u9fff]{4,}$)"
)
_CLAUSE = re.compile(r"[^，；。：]+")
LEAST_SAID = 0.5
"""Share of a yes/no question's words that the sentence that affirms it has."""
_NEGATION = re.compile(r"不|未|没有|无需|禁止|尚无")


def values_in(intent: Intent, sentence: str, found: Extraction) -> tuple[Value, ...]:
    """Return what the question asks for as the sentence words it; empty if it is not there."""
    asked = intent.focus.asked
    if asked is Asked.NUMBER:
        return _numbers(intent, sentence, found)
    if asked is Asked.DATE:
        return _nearest(intent, sentence, [(m.start, m.end) for m, _ in found.periods])
    if asked is not Asked.ENTITY:
        return ()
    phrase = phrase_before(intent, sentence)
    asked_class = intent.asked_class
    named = _FAMILIES.keys() | _DOCUMENT_KINDS
    if asked_class is not None and (not phrase or asked_class.name in named):
        return _entities(intent, sentence, found, asked_class.name)
    return phrase


def _entities(
    intent: Intent, sentence: str, found: Extraction, class_name: str
) -> tuple[Value, ...]:
    name = "PolicyDocument" if class_name in _DOCUMENT_KINDS else class_name
    wanted = _FAMILIES.get(name, frozenset({name}))
    links = [
        x
        for x in found.links
        if x.mention.label in wanted
        and x.mention.text.strip("《》“”") not in intent.question
        and (class_name not in _DOCUMENT_KINDS or document_kind(x.name or "") == class_name)
    ]
    if intent.focus.operation is Operation.LIST or len(links) == 1:
        values = [Value(x.mention.text, iri=x.iri) for x in links]
        return tuple({v.value: v for v in values}.values())
    return _nearest(intent, sentence, [(x.mention.start, x.mention.end) for x in links])


def phrase_before(intent: Intent, sentence: str) -> tuple[Value, ...]:
    """Return the words before the noun asked for: 交通信息卡*系统*, “企业投资”的*模式*."""
    noun = intent.focus.noun
    if len(noun) < 2:
        return ()
    for match in re.finditer(re.escape(noun), sentence):
        left = sentence[max(0, match.start() - _LONGEST_PHRASE) : match.start()]
        quoted = re.search(r"“([^”]{2,30})”的?$", sentence[: match.start()])
        words = quoted.group(0).rstrip("的") if quoted else _BOUNDARY.split(left)[-1]
        phrase = f"{words}{noun}" if not quoted else words
        if len(phrase) > len(noun) + 1 and phrase.strip("“”") not in intent.question:
            return (Value(phrase.lstrip("“") if "”" not in phrase else phrase),)
    return ()


def _numbers(intent: Intent, sentence: str, found: Extraction) -> tuple[Value, ...]:
    if intent.indicators:
        return _observed(intent, found)
    spans = [(m.start, m.end) for m in found.measurements if m.kind != "baseline"]
    spans += [(m.start, m.end) for m in found.mentions if m.label == "Quantity"]
    nearest = _nearest(intent, sentence, _in_best_clause(intent, sentence, spans))
    for m in found.measurements:
        if nearest and sentence[m.start : m.end] == nearest[0].value:
            return (Value(nearest[0].value, m.low if m.low == m.high else None, m.unit),)
    return nearest


def _observed(intent: Intent, found: Extraction) -> tuple[Value, ...]:
    """Return the figures of the very indicator asked for; another one beside it is no answer."""
    wanted = {match.iri for match in intent.indicators}
    fitting = [
        m
        for m in found.measurements
        if m.indicator_iri in wanted and (intent.kind is None or m.kind == intent.kind)
    ]
    values = [Value(m.value_text, m.low if m.low == m.high else None, m.unit) for m in fitting]
    return tuple(values[:1])


def _nearest(intent: Intent, sentence: str, spans: Iterable[tuple[int, int]]) -> tuple[Value, ...]:
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
    return () if best is None else (Value(sentence[best[1] : best[2]]),)


def _in_best_clause(
    intent: Intent, sentence: str, spans: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Keep the spans of the clause that shares most words with the question, if any shares one."""
    spans = list(spans)
    scored: dict[int, list[tuple[int, int]]] = {}
    for clause in _CLAUSE.finditer(sentence):
        inside = [s for s in spans if clause.start() <= s[0] < clause.end()]
        shared = sum(len(w) for w in intent.content if len(w) > 1 and w in clause.group())
        if inside:
            scored.setdefault(shared, []).extend(inside)
    best = max(scored, default=0)
    return scored[best] if best else []


def affirms(intent: Intent, sentence: str) -> bool:
    """Return whether a sentence says what a yes/no question asks, without negation either side.

    It has to say most of it itself: what its neighbours say may be the very denial.
    """
    if _NEGATION.search(sentence) or _NEGATION.search(intent.question):
        return False
    telling = [word for word in intent.content if len(word) > 1]
    said = sum(len(word) for word in telling if word in sentence)
    return said >= LEAST_SAID * sum(map(len, telling))
