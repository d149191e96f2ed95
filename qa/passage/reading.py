"""Reading: the span of a passage that answers, the value in it, and whether it may be given.

What answers is found by the learned reader (``qa.reader``); what contradicts the question (another
year, another indicator, a place that is named nowhere near) is left out by rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from nlp.quantity import find_quantities
from qa.answer import Value
from qa.passage.agent import agent_in
from qa.passage.edge import clause_start
from qa.passage.span import affirms, values_in
from qa.question.focus import Asked, Operation
from qa.reader import find
from qa.reader.place import place_names
from qa.recall.coverage import GENERIC, overlap
from qa.recall.measure import asked_unit
from qa.recall.rank import short_name
from qa.recall.selection import is_document
from qa.way.definition import defined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.document import PolicyDocument
    from nlp.pipeline import Pipeline
    from qa.question.intent import Intent
    from qa.reader import Found
    from qa.retrieval import Hit

LEAST_SURE = 0.7
"""Least probability of being right: a tenth of the questions without an answer has more."""
LEAST_PICKED = 0.3
"""The same where all passages are of one of several documents: which one is not in doubt."""
LEAST_SOLE = 0.65
"""The same where there is no other document: with less it was wrong as often as right."""
LEAST_AFFIRMED = 0.7
"""The same for a yes: a yes/no question repeats the fact, so that coverage says little."""
DEFINED = 0.9
"""How sure a sentence of the form X是指… is to say what X is."""
TRIED = 3
"""Spans, best first, of which the first that does not contradict the question is taken."""
LEAST_COVERED = 0.5
"""Share of a question's words that a figure's sentences must cover: figures abound."""
SURE_OF_FIGURE = 0.6
"""Least confidence for a figure that extraction has not taken for the indicator asked for."""
SURE_OF_PLACE = 0.8
"""Least confidence for a document that names no place at all where one is asked for."""
SHORT = 40
"""Characters up to which a span is a value by itself, and no typed one is looked for in it."""
LOOK_BACK = 300
"""Characters before a sentence in which a year or place is said for it."""
HEAD = 200
"""Characters at the beginning of a document that name the place it is of."""
UNNAMED = re.compile(
    r"措施|举措|要求|变化|条件|政策|规定|情况|内容|办法|作用|准备|原则|方面|问$"
    r"|处罚|责任|待遇|权利|义务|职责|程序|流程|影响|效果|优惠|支持|补贴|奖励|后果|做法|标准|问题"
)
"""What is asked for by its kind and told in a clause, not by a name."""
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_NAMES_YEAR = re.compile(r"\d{4}|[〇零一二三四五六七八九]{4}|[今去前明后上本当]年|年度")
"""A period that says of which year it is: 2月16日 without one may be of any."""
_ISSUES = re.compile(r"出台|印发|发布|制定|下发|颁布|修[订改]|废止|依据|引用")
"""What is done with documents: 出台了哪些政策 asks for titles, 享受哪些政策 for what they say."""
_TELLS = re.compile(r"\d|[一二三四五六七八九十百千万两几][个项条类种倍成天月年日周次元人家名]")
"""A figure or time somewhere in a clause."""
_CUT = re.compile(r"以$")
"""A figure that lost the 上 or 下 of its bound."""
_FIGURE = re.compile(r"(?!(?:19|20)\d\d年)[^\n。；]*[\d一二三四五六七八九十百千万亿两零][^\n；]*")
"""A figure or date in its words, on one line; no year before something else (2023年工作回顾)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: whole sentences as evidence, the values in them, how sure.

    ``start`` and ``end`` are the sentences' offsets in the document; ``values`` is empty for a
    yes/no question that they affirm. ``reasons`` are named numbers that made the confidence;
    where there is no other document (``alone``) they tell nothing of whether it is the right one.
    """

    document: PolicyDocument
    start: int
    end: int
    values: tuple[Value, ...]
    confidence: float
    reasons: dict[str, float]
    alone: bool = False

    @property
    def quote(self) -> str:
        """The sentences, verbatim."""
        return self.document.quote(self.start, self.end)


def read(
    intent: Intent,
    hits: Sequence[tuple[Hit, PolicyDocument]],
    pipeline: Pipeline,
    *,
    sole: bool = False,
) -> Reading | None:
    """Return the best reading of the passages, or None where none is sure enough or fits.

    Args:
        intent: The question.
        hits: The passages, with their documents.
        pipeline: The extraction pipeline.
        sole: Whether there is no other document that they could have come from.
    """
    if intent.focus.operation is Operation.COUNT:  # 有多少个省 is told in a number, not in names
        focus = replace(intent.focus, asked=Asked.NUMBER)
        intent = replace(intent, focus=focus, asked_class=None)
    said = defined(intent.question, hits)
    if said is not None:
        document, start, end, begin, last = said
        value = Value(document.quote(begin, last).strip().rstrip("。"))
        return Reading(document, start, end, (value,), DEFINED, {})
    alone = len({hit.document_id for hit, _ in hits}) == 1
    usual = LEAST_SOLE if sole else LEAST_PICKED if alone else LEAST_SURE
    least = LEAST_AFFIRMED if intent.focus.asked is Asked.BOOLEAN else usual
    for found in islice(find(intent.question, hits, least=least), TRIED):
        if found.confidence < least:
            return None
        if _fits(intent, found):
            values = _values(intent, found, pipeline, alone=alone)
            if values is not None:
                document, sure = found.document, found.confidence
                return Reading(document, found.low, found.high, values, sure, found.reasons, alone)
    return None


def _values(
    intent: Intent, found: Found, pipeline: Pipeline, *, alone: bool
) -> tuple[Value, ...] | None:
    """Return what the question asks for; None if it is of a kind that is not there.

    Where the document had to be found among others, a clause that tells a figure or time is given
    whole: that it is the right one is in the confidence.
    """
    asked = intent.focus.asked
    sentence = found.document.quote(found.low, found.high)
    if asked is Asked.BOOLEAN:
        return () if affirms(intent, sentence) else None
    start = clause_start(found.document, found.start, found.end, found.low)
    span = Value(found.document.quote(start, found.end).strip())
    if intent.focus.cue == "问机构" and (agent := agent_in(sentence, intent.content)):
        return (Value(agent),)
    if asked is Asked.TEXT:
        return (span,)
    short = len(span.value) <= SHORT
    if asked in {Asked.NUMBER, Asked.DATE}:
        typed = _typed(intent, found, span.value if short else sentence, pipeline)
        bare = short and _bare(intent, found, span.value, pipeline)
        if typed or bare:
            return typed or _whole(intent, found, span, pipeline)
        return (span,) if not alone and _TELLS.search(span.value) else None
    told = UNNAMED.search(intent.focus.noun) and not _ISSUES.search(intent.question)
    if told or (intent.asked_class is None and (short or _told_in_clauses(intent))):
        return (span,)
    typed = _typed(intent, found, sentence, pipeline)
    if not typed and intent.asked_class is not None and is_document(intent.asked_class.name):
        return None  # a document is named, whatever else is told of it
    return typed or (span,)


def _told_in_clauses(intent: Intent) -> bool:
    """Whether what is asked for is told in clauses (哪些服务, 什么规定) and no single name."""
    return intent.focus.operation is Operation.LIST or UNNAMED.search(intent.focus.noun) is not None


def _bare(intent: Intent, found: Found, value: str, pipeline: Pipeline) -> bool:
    """Whether a span is a figure or date by itself, of the unit that the question names.

    Beside the indicator that is asked for stand others: of those the reader must be surer, and a
    figure that is known to be another's is none of it.
    """
    if not _FIGURE.fullmatch(value) or _CUT.search(value) or not _in_unit(intent, found):
        return False
    if not intent.indicators:
        return True
    return found.confidence >= SURE_OF_FIGURE and not _of_others(intent, found, value, pipeline)


def _whole(intent: Intent, found: Found, span: Value, pipeline: Pipeline) -> tuple[Value, ...]:
    """Return the one figure or time that a span cuts or wraps (仍按10 for 10亿元), else it."""
    document = found.document
    sentence = document.quote(found.low, found.high)
    if intent.focus.asked is Asked.DATE:
        day = document.metadata.issued_on or document.metadata.published_on
        periods = pipeline.parse(sentence, on=day).periods
        told = [(m.start, m.end, Value(sentence[m.start : m.end])) for m, _ in periods]
    else:
        told = [
            (
                q.start,
                q.end,
                Value(sentence[q.start : q.end], q.low if q.low == q.high else None, q.unit),
            )
            for q in find_quantities(sentence)
        ]
    start, end = found.start - found.low, found.end - found.low
    met = [value for first, last, value in told if first < end and start < last]
    return (met[0],) if len(met) == 1 else (span,)


def _of_others(intent: Intent, found: Found, value: str, pipeline: Pipeline) -> bool:
    """Whether the sentences state the value of an indicator that is not asked for."""
    wanted = {match.iri for match in intent.indicators}
    stated = pipeline.parse(found.document.quote(found.low, found.high)).measurements
    return any(
        m.indicator_iri not in wanted
        for m in stated
        if m.value_text in value or value in m.value_text
    )


def _in_unit(intent: Intent, found: Found) -> bool:
    """Whether a figure, or what follows it, has the unit that the question names (多少*家*)."""
    unit = asked_unit(intent.question)
    if unit is None or intent.focus.asked is Asked.DATE:
        return True
    return unit.name in found.document.quote(found.start, min(found.end + 3, found.high))


def _typed(intent: Intent, found: Found, within: str, pipeline: Pipeline) -> tuple[Value, ...]:
    """Return the values of the kind asked for that the sentences have and ``within`` holds."""
    document = found.document
    day = document.metadata.issued_on or document.metadata.published_on
    sentence = document.quote(found.low, found.high)
    values = values_in(intent, sentence, pipeline.parse(sentence, on=day))
    return values if all(value.value in within for value in values) else ()


def _fits(intent: Intent, found: Found) -> bool:
    """Whether the sentences speak of the place, year and indicator of the question."""
    document = found.document
    sentence = document.quote(found.low, found.high)
    before = document.text[max(0, found.low - LOOK_BACK) : found.low]
    return (
        _same_place(intent, document, sentence, before, found.confidence)
        and _same_year(intent, document, sentence, before)
        and _same_indicator(intent, sentence)
        and _covered(intent, sentence, f"{document.metadata.title} {before}") >= LEAST_COVERED
    )


def _covered(intent: Intent, sentence: str, around: str) -> float:
    """Return the share of the content words that sentences hold, half where only others do.

    1 where no figure or date is asked for: what is said of a thing may be said in other words.
    """
    if intent.focus.asked not in {Asked.NUMBER, Asked.DATE}:
        return 1.0
    covered = total = 0.0
    for word in intent.content:
        weight = (0.35 if word in GENERIC else 1.0) * min(len(word), 4)
        total += weight
        inside = 1.0 if word in sentence else overlap(word, sentence) * 0.7
        covered += weight * max(inside, 0.55 if word in around else 0.0)
    return covered / total if total else 0.0


def _same_place(
    intent: Intent, document: PolicyDocument, sentence: str, before: str, sure: float
) -> bool:
    """Whether a place asked for is named near enough.

    A yes needs it in the sentence or the title, a figure at least shortly before the sentence or
    where the document begins; else anywhere in the document will do: nearness is part of the
    reader's confidence, and that no other place is named between is for ``qa.passage.objection``.
    """
    names = [short_name(link.mention.text) for link in intent.places]
    opening = f"{before} {document.text[:HEAD]}"
    near = {Asked.BOOLEAN: "", Asked.NUMBER: opening}.get(intent.focus.asked, document.text)
    heading = f"{document.metadata.title} {' '.join(document.metadata.issuers)}"
    if not names or any(name in f"{sentence} {heading} {near}" for name in names):
        return True
    # A local document may leave out where it is from; one that names a place is of that one.
    return sure >= SURE_OF_PLACE and not place_names(f"{heading} {document.text[:HEAD]}")


def _same_year(intent: Intent, document: PolicyDocument, sentence: str, before: str) -> bool:
    """Whether a year asked for is the sentence's, else the last one before it, else its document's.

    A document that names no year at all contradicts none, but holds no figure of a year.
    """
    asked = {
        str(day.year)
        for period in intent.periods
        if _NAMES_YEAR.search(period.text)
        for day in (period.start, period.end)
        if day is not None
    }
    said = set(_YEAR.findall(sentence))
    if not asked or said:
        return not asked or bool(said & asked)
    earlier = _YEAR.findall(before)
    if earlier:
        return earlier[-1] in asked
    issued = document.metadata.issued_on or document.metadata.published_on
    if issued is not None:
        return str(issued.year) in asked
    named = set(_YEAR.findall(document.text))
    return bool(named & asked) or (not named and intent.focus.asked is not Asked.NUMBER)


def _same_indicator(intent: Intent, sentence: str) -> bool:
    if intent.focus.asked is not Asked.NUMBER or not intent.indicators:
        return True
    return any(overlap(match.words, sentence) >= 0.5 for match in intent.indicators)
