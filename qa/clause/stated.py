"""What one sentence tells in the question's own words, where nothing else in it tells the same."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from qa.clause.actor import WHICH_HOLDER, WHO_IS, actors
from qa.clause.aligned import aligned
from qa.clause.complement import listed, objects, related
from qa.clause.distribution import owner_of
from qa.clause.kind import anybody
from qa.clause.manner import kinds
from qa.clause.moment import times
from qa.clause.named import copula, phrases, titles
from qa.clause.office import posts
from qa.clause.place import DIVISION, places
from qa.clause.quantity import figures
from qa.clause.sentence import BEHIND, Wanted, nearness, sentences, share
from qa.clause.setting import contradicts_time, same_ordinal, same_place, same_side, same_year
from qa.passage.reading import Reading
from qa.question.focus import Asked, Operation
from qa.question.intent import PLACE_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.document import PolicyDocument
    from nlp.pipeline import Pipeline
    from qa.clause.sentence import Candidate, Sentence
    from qa.question.intent import Intent
    from qa.retrieval import Hit

LEAST_ALONE = 0.66
LEAST = 0.8
"""How much of the question a candidate's clause must have, in one document and among several."""
OF_SETTING = 0.9
"""What a word counts in a clause behind a time or place, which holds for the clauses after it."""
OF_OWNER = 0.3
"""What speaks for a value that the order of a list gives to the thing asked about."""
LEAST_LEAD = 0.03
LEAST_SHARED = 0.4
MOST_PARSED = 8
_SAME = (same_year, same_place, same_ordinal, same_side)
_PLAIN = frozenset({Operation.VALUE, Operation.LIST, Operation.CHANGE, Operation.RATIO})
_HOW = re.compile(r"为何|怎么|怎样|如何|什么是|含义|区别|不同")


def stated(
    intent: Intent, hits: Sequence[tuple[Hit, PolicyDocument]], pipeline: Pipeline
) -> Reading | None:
    """Return the value that a sentence tells in the question's words, None where none is clear.

    Args:
        intent: The question.
        hits: Passages with their documents.
        pipeline: Finds actors and places in the few sentences that have the question's words.
    """
    alone = len({hit.document_id for hit, _ in hits}) == 1
    if alone and intent.focus.operation is Operation.COUNT:  # 几个部门发布了… is told in a number
        focus = replace(intent.focus, asked=Asked.NUMBER, operation=Operation.VALUE)
        intent = replace(intent, focus=focus, asked_class=None)
    if not _is_plain(intent):
        return None
    wanted = Wanted(intent)
    if not wanted.words:
        return None
    scored = _scored(wanted, hits, pipeline)
    scored.sort(key=lambda s: -s[0])
    if not scored:
        return None
    score, sentence, best = scored[0]
    said = {v.value for v in best.values}
    rival = next(
        (
            s
            for s, _, c in scored[1:]
            if {v.value for v in c.values} != said and not _inside(c, best)
        ),
        0.0,
    )
    if score < (LEAST_ALONE if alone else LEAST) or score - rival < LEAST_LEAD:
        return None
    return Reading(
        sentence.document,
        sentence.start,
        sentence.end,
        best.values,
        min(0.95, score),
        {"all_titled": share(wanted, sentence.text)},
        alone,
    )


def _scored(
    wanted: Wanted, hits: Sequence[tuple[Hit, PolicyDocument]], pipeline: Pipeline
) -> list[tuple[float, Sentence, Candidate]]:
    """Return the candidates of the sentences that have most of a question, with their scores."""
    behind = OF_SETTING if wanted.asks_setting else BEHIND
    near = sorted(sentences(hits), key=lambda s: -share(wanted, s.text))
    scored: list[tuple[float, Sentence, Candidate]] = []
    for sentence in islice(near, MOST_PARSED):
        if share(wanted, sentence.text) < LEAST_SHARED:
            break
        if not all(same(wanted, sentence) for same in _SAME):
            continue
        found = list(_candidates(wanted, sentence, pipeline))
        for c in found:
            owned = _owned(wanted, sentence, c)
            if owned is False or contradicts_time(wanted, sentence, c.start):
                continue
            score = nearness(wanted, sentence, c, found, behind) + c.bonus
            scored.append((score + OF_OWNER * (owned is True), sentence, c))
    return scored


def _owned(wanted: Wanted, sentence: Sentence, chosen: Candidate) -> bool | None:
    """Whether a value that 分别 gives out is of what is asked about; None if it is none."""
    if wanted.intent.focus.asked is not Asked.NUMBER or "分别" not in sentence.text:
        return None
    return owner_of(wanted.question, sentence.around, sentence.text, chosen.start, chosen.end)


def _is_plain(intent: Intent) -> bool:
    """Whether one value, or one list, is asked for that a sentence can tell.

    最长多久 asks for one too, 最高的是哪个省 for a comparison.
    """
    focus = intent.focus
    plain = focus.operation in _PLAIN or (
        focus.asked is Asked.NUMBER and focus.operation in {Operation.MAXIMUM, Operation.MINIMUM}
    )
    return plain and focus.asked is not Asked.BOOLEAN and not _HOW.search(intent.question)


def necessary(intent: Intent) -> Intent:
    """Return a question without the words that a sentence may leave out."""
    wanted = Wanted(intent)
    return replace(intent, content=tuple(w for w in intent.content if not wanted.is_light(w)))


def _inside(one: Candidate, other: Candidate) -> bool:
    a, b = (one.values[0].value, other.values[0].value)
    return a in b or b in a


def _candidates(wanted: Wanted, sentence: Sentence, pipeline: Pipeline) -> Iterator[Candidate]:
    intent, text = wanted.intent, sentence.text
    asked = intent.focus.asked
    if asked is Asked.NUMBER:
        yield from figures(wanted, text)
    elif asked is Asked.DATE:
        yield from times(wanted, text)
    elif asked is Asked.ENTITY or intent.focus.explains:
        found = pipeline.parse(text)
        own = [
            *posts(wanted, text),
            *kinds(wanted, text),
            *copula(wanted, text, found),
            *related(wanted, text),
        ]
        name = intent.asked_class.name if intent.asked_class is not None else ""
        if own:
            yield from own
        elif (
            WHO_IS.search(intent.question)
            or WHICH_HOLDER.search(intent.question)
            or intent.focus.cue == "问机构"
            or name in {"Person", "GovernmentBody", "Organization"}
        ):
            told = [*actors(wanted, text, found)] or [*aligned(wanted, text)]
            yield from (c for c in told if not all(anybody(v.value) for v in c.values))
        elif name in PLACE_LABELS or name == "Place" or DIVISION.search(intent.question):
            yield from [*places(wanted, text, found)] or aligned(wanted, text)
        elif asked is Asked.ENTITY:
            yield from _things(wanted, text)


def _things(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield what may be the thing asked for; objects of the deed where no phrase has the noun."""
    told = [*titles(wanted, text), *phrases(wanted, text), *listed(wanted, text)]
    yield from told or [*aligned(wanted, text), *objects(wanted, text)]
