"""What sets the scene of a quote, quoted beside it.

A sentence often leaves to its heading or to the sentence before it of which place, year, session
or body it speaks. Where a question names one of these and neither the quotes nor the title of their
document do, the nearest place that does is shown as further evidence.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.normalize import fold
from qa.answer import Citation
from qa.recall.coverage import overlap
from qa.recall.rank import short_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.document import PolicyDocument
    from qa.answer import Answer
    from qa.question.intent import Intent

LOOK_BACK = 1500
"""Characters before a quote in which its scene is sought; before that only headings set one."""
MOST_ADDED = 2
LONGEST = 160
"""Characters of the longest sentence that is quoted for the scene alone."""
SHORTEST_NAME = 3
"""Letters of a word that names a thing; shorter ones stand everywhere."""
SHORTEST_STRETCH = 4
LEAST_TOLD = 0.5
"""Share of the letters of a stretch, two by two, above which the quotes are taken to tell it."""
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_PLAN = re.compile(r"(20\d\d)[—-](20\d\d)年")
ELEVENTH_PLAN = 2006
"""The year in which the eleventh five-year plan began; each next one follows it."""
_PLANS = "一二三四五六七八九"
_ORDINAL = re.compile(r"第[零〇一二三四五六七八九十百\d]+[次届批期号轮版季]")
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")


def with_context(answer: Answer, intent: Intent, document: PolicyDocument) -> Answer:
    """Return an answer with the passages that say what its quotes leave to their surroundings.

    Args:
        answer: An answer whose quotes are all of one document.
        intent: The question.
        document: That document.
    """
    first = min(answer.evidence, key=lambda c: c.start)
    said = fold(" ".join([document.metadata.title, *(c.quote for c in answer.evidence)]))
    text = fold(document.text)
    added: list[Citation] = []
    about = document.metadata
    own = {f"{day.year}年" for day in (about.issued_on, about.published_on) if day is not None}
    said += said.translate(_DIGITS)  # 二〇二五年
    window = text[max(0, first.start - LOOK_BACK) : first.start]
    asking = intent.focus.spans[0][0] if intent.focus.spans else len(intent.question)
    subject = _stretch(fold(intent.question)[:asking], window, said)
    for claim in dict.fromkeys([*_claims(intent, answer), *subject]):
        if claim in said or claim in own or len(added) == MOST_ADDED:
            continue
        found = _nearest(text, claim, first.start, document)
        if found is None:
            continue
        start, end = found
        quote = document.text[start:end]
        said = f"{said} {fold(quote)}"
        added.append(Citation(document.id, first.title, start, end, quote, first.source_url))
    return replace(answer, evidence=(*answer.evidence, *added)) if added else answer


def _claims(intent: Intent, answer: Answer) -> Iterator[str]:
    """Yield what a question names, and the years of the answer, as texts write them."""
    question = fold(intent.question)
    yield from _ORDINAL.findall(question)
    yield from (short_name(fold(link.mention.text)) for link in intent.places)
    yield from (
        fold(link.mention.text) for link in (*intent.actors, *intent.named, *intent.documents)
    )
    yield from filter(None, map(_plan, _PLAN.finditer(fold(answer.text))))
    years = _YEAR.findall(f"{question} {_PLAN.sub('', fold(answer.text))}")
    yield from (f"{year}年" for year in years)
    yield from (word for word in intent.content if len(word) >= SHORTEST_NAME)


def _stretch(question: str, window: str, said: str) -> list[str]:
    """Return the longest stretch of a question that a window has and the quotes do not tell."""
    best = ""
    for start in range(len(question)):
        end = start + max(SHORTEST_STRETCH, len(best) + 1)
        while end <= len(question) and question[start:end] in window:
            stretch = question[start:end]
            if overlap(stretch, said) <= LEAST_TOLD:
                best = stretch
            end += 1
    return [best] if best else []


def _plan(span: re.Match[str]) -> str | None:
    """Return the name of the five-year plan that a span of years is: 2021—2025 is 十四五."""
    first, last = int(span[1]), int(span[2])
    later, rest = divmod(first - ELEVENTH_PLAN, 5)
    if rest or last - first != 4 or not 0 <= later < len(_PLANS):
        return None
    return f"十{_PLANS[later]}五"


def _nearest(
    text: str, claim: str, before: int, document: PolicyDocument
) -> tuple[int, int] | None:
    """Return the heading over an offset, else the last sentence before it, that has the words."""
    heads = [s for s in document.sections if s.start < before and claim in fold(s.heading)]
    over = [s for s in heads if before < s.end] or heads[-1:]
    near = text.rfind(claim, max(0, before - LOOK_BACK), before)
    at = text.find(claim, over[-1].start) if over and (before < over[-1].end or near < 0) else near
    if not 0 <= at < before:
        return None
    low = max(text.rfind(mark, 0, at) for mark in "。；！？\n") + 1
    sentence = _SENTENCE.match(text, low)
    if sentence is None or sentence.end() <= at:
        return None
    start, end = low, sentence.end()
    if end - start > LONGEST:
        start, end = _clause(text, at, start, end)
    lead = len(text[start:end]) - len(text[start:end].lstrip())
    return start + lead, start + lead + len(text[start:end].strip())


def _clause(text: str, at: int, low: int, high: int) -> tuple[int, int]:
    start = max(text.rfind(mark, low, at) for mark in "，,") + 1
    ends = [n for mark in "，," if (n := text.find(mark, at, high)) >= 0]
    return max(start, low), min(ends, default=high)
