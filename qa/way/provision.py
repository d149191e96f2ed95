"""A single provision, asked for without naming its document: found in articles, told with it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from corpus.normalize import fold
from qa.answer import Answer, Citation, Outcome, Value
from qa.passage.reading import Reading
from qa.passage.soundness import with_list
from qa.provision.asking import Kind, asking, of_law
from qa.provision.choice import choose
from qa.provision.together import told_together
from qa.provision.word import accounted
from qa.reader.place import home_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.document import PolicyDocument
    from qa.provision.asking import Asking
    from qa.provision.candidate import Candidate
    from qa.provision.case import Cases
    from qa.provision.choice import Choice
    from qa.question.intent import Intent
    from qa.retrieval import Hit

_OF_DOCUMENT = re.compile(
    r"(?:法|条例|办法|规定|解释|规章|细则|文件|通知|意见)(?:》)?(?:是|在)?(?:什么时候|何时|哪一?[年天日])"
    r"(?:开始|正式)?(?:修改|修订|修正|发布|公布|颁布|通过|废止|施行|实施|印发|生效|失效)"
)
"""The days of documents are no provisions of theirs."""
LEAST_SURE = 0.75
"""Least probability of being right with which a provision is told."""
LEAST_COVER = 0.6
"""How much of the question a provision has to account for, however much speaks for it."""
LEAST_NEAR = 0.3
"""The share of them where a law is named: of its question few words remain to tell."""
LEAST_ACCOUNTED = 0.8
"""The same for what the graph or the reader finds where no provision is sure."""
MOST_CITED = 3
SUREST = 0.95


def provided(
    intent: Intent, hits: Sequence[tuple[Hit, PolicyDocument]], *, near: float = 0.0
) -> tuple[Answer | None, str | None]:
    """Return the provision that answers, or a step that says which one was not taken and why.

    Args:
        intent: The question; it names no document.
        hits: Passages with their documents; only articles count.
        near: How much of the words beside the interrogative must stand beside the value, 0–1.
    """
    asked = None if _OF_DOCUMENT.search(intent.question) else asking(intent.question)
    choice = None if asked is None else choose(asked, hits)
    if asked is None or choice is None:
        return None, None
    cover = choice.best.features["cover"]
    beside = choice.best.features["near"] >= near
    if choice.confidence < LEAST_SURE or cover < LEAST_COVER or not beside:
        title = choice.best.document.metadata.title
        unsure = f"把握{choice.confidence:.2f}，用词覆盖{cover:.2f}"
        return None, f"未采用：《{title}》“{choice.best.said.strip()[:40]}”（{unsure}）"
    return _answer(intent, asked, choice), None


def provided_by(intent: Intent, hits: Sequence[tuple[Hit, PolicyDocument]]) -> Answer | None:
    """Return the provision of a named document that tells a value; None where none is sure.

    What is worded is left to the other ways: in one document much has a question's words.
    """
    bare = replace(intent, question=of_law(intent.question))
    asked = asking(bare.question)
    if asked is None or asked.kind is Kind.TEXT:
        return None
    answer, _ = provided(bare, hits, near=LEAST_NEAR)
    return None if answer is None else replace(answer, question=intent.question)


def unaccounted(answer: Answer) -> str | None:
    """Return a step that says why an answer from elsewhere does not stand; None where it does.

    Where articles were found and none was sure, what else is found has to have the question's
    words in its quote or title: a permit of another trade has its own term of validity. When is
    left out: the day of a document is no provision, and its deed is often not worded.
    """
    asked = asking(answer.question)
    if asked is None or asked.kind is Kind.MOMENT or not answer.answered:
        return None
    said = (fold(f"{c.title} {c.quote}") for c in answer.evidence)
    share = max((accounted(asked, text) for text in said), default=0.0)
    if share >= LEAST_ACCOUNTED:
        return None
    return f"未采用：{answer.text.strip()[:60]}（用词覆盖{share:.2f}）"


def _answer(intent: Intent, asked: Asking, choice: Choice) -> Answer:
    told = [choice.best, *([choice.other] if choice.other is not None else [])]
    several = told_together(asked, choice.best) if choice.other is None else None
    if several is not None:
        return _of_cases(intent, asked, choice, several)
    values = tuple(Value(said) for each in told for said in _all_values(asked, each))
    best = choice.best
    cited = [_citation(asked, each) for each in told]
    also = (each for each in choice.same if each.document.id not in {c.document for c in cited})
    if choice.other is None:
        unique = {each.document.id: each for each in also}
        cited += [_citation(asked, each) for each in islice(unique.values(), MOST_CITED - 1)]
        text = _one(asked, best, cited[0])
    else:
        text = _both(asked, told, cited)
    step = f"逐条比对条文（把握{choice.confidence:.2f}，用词覆盖{best.features['cover']:.2f}）"
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=text,
        values=values,
        evidence=tuple(cited),
        source="passage",
        steps=(*intent.steps, step),
        confidence=min(SUREST, choice.confidence),
    )


def _of_cases(intent: Intent, asked: Asking, choice: Choice, told: Cases) -> Answer:
    """Tell all cases of a provision where the question names none of them."""
    document = choice.best.document
    citation = _citation(asked, choice.best)
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"据《{citation.title}》，按情形不同：{citation.quote}",
        values=tuple(Value(document.text[a:b]) for a, b in told.spans),
        evidence=(citation,),
        source="passage",
        steps=(
            *intent.steps,
            f"逐条比对条文（把握{choice.confidence:.2f}），一款分{len(told.spans)}种情形",
        ),
        confidence=min(SUREST, choice.confidence),
    )


def _all_values(asked: Asking, one: Candidate) -> list[str]:
    """Return the values of a candidate, with those that have to be told together with it."""
    several = told_together(asked, one)
    text = one.document.text
    return _values(one) if several is None else [text[a:b] for a, b in several.spans]


def _values(one: Candidate) -> list[str]:
    text = one.document.text
    return [text[a:b].strip().strip("。；;，,") for a, b in one.spans]


def _one(asked: Asking, best: Candidate, citation: Citation) -> str:
    """Word one provision; that it is of one place is said where the question names none."""
    home = home_of(best.document)
    local = f"（{home}的规定，没有找到更合适的全国性规定）" if home and not asked.places else ""
    said = "、".join(_values(best))
    quote = citation.quote
    if asked.kind.is_wording and (said in quote or len(best.spans) > 1):
        return f"据《{citation.title}》{local}：{quote}"
    return f"{said}{local}。据《{citation.title}》：{quote}"


def _both(asked: Asking, told: Sequence[Candidate], cited: Sequence[Citation]) -> str:
    parts = [
        f"《{c.title}》：{'、'.join(_all_values(asked, one))}（“{c.quote}”）"
        for one, c in zip(told, cited, strict=True)
    ]
    return f"有{len(parts)}部文件的规定与问题相符，内容不同。{'；'.join(parts)}。"


def _citation(asked: Asking, one: Candidate) -> Citation:
    """Return the sentence that a candidate stands in, with the list that it announces."""
    unit, document = one.unit, one.document
    low, high = min(unit.start, one.spans[0][0]), max(unit.end, one.spans[-1][1])
    if (several := told_together(asked, one)) is not None:
        low, high = several.start, several.end
    reading = Reading(document, low, high, (), 1.0, {})
    if asked.kind is Kind.TEXT and len(one.spans) == 1:
        reading = with_list(reading)
    quote = reading.quote.strip()
    lead = reading.start + len(reading.quote) - len(reading.quote.lstrip())
    about = document.metadata
    return Citation(document.id, about.title, lead, lead + len(quote), quote, about.source_url)
