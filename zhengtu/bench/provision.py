"""``zhengtu bench provisions``: single provisions asked over a whole collection, no document named.

The questions (``questions/provisions.jsonl``) were written on articles drawn by chance from
statutes; they are asked of a store that the reader gives, with all that it holds as rivals. A
value is right only if a document that provides it is cited: the one drawn, another edition of it
or one that is listed beside it. What no document provides has to be left open.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zhengtu.bench.judge import Expected, Verdict, judge, questions, quotes_hold
from zhengtu.bench.qa import latency
from zhengtu.bench.source import SourceError
from zhengtu.bench.tally import Judged, calibration, figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qa.answer import Answer
    from zhengtu.service import Services
    from zhengtu.settings import Settings

MOST_SIDE_BY_SIDE = 3
"""Provisions that an answer may show beside one another; more than these are no answer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A judged question; ``cause`` is why it is not right, told from the outside."""

    judged: Judged
    cause: str


def run(settings: Settings) -> dict[str, Any]:
    """Ask the question set of a store.

    Args:
        settings: Name the store, which has to hold the statutes that the questions are about.

    Returns:
        ``tuned`` and ``heldout``, each with the counts by verdict and kind; the misses and their
        causes are of the tuned questions only, so that nobody reads the others by accident.
        ``several`` has the same of questions that a provision answers with several values of one
        thing (``questions/several.jsonl``): all of them are right, one of them is wrong.
        ``everyday`` are questions as people put them who do not know the law
        (``questions/everyday.jsonl``); the value is right whichever document says it.

    Raises:
        SourceError: The store lacks a document that a question is about.
    """
    from zhengtu.service import open_services

    asked, several, everyday = map(questions, ("provisions", "several", "everyday"))
    with open_services(settings) as services:
        digests = _digests(services)
        missing = [
            e.id for e in (*asked, *several) if e.sha256 and e.sha256 not in digests.values()
        ]
        if missing:
            raise SourceError(
                f"{settings.store} lacks the documents of {len(missing)} questions "
                f"({missing[0]}, …): build it from the statutes first"
            )
        return {
            **_halves([_asked(services, each, digests) for each in asked]),
            "several": _halves([_asked(services, each, digests) for each in several]),
            "everyday": _halves([_asked(services, each, digests) for each in everyday]),
            "latency_ms": latency(services, [e.question for e in asked]),
        }


def _halves(found: Sequence[Asked]) -> dict[str, Any]:
    tuned = [a for a in found if a.judged.expected.split == "tuned"]
    others = [a for a in found if a.judged.expected.split != "tuned"]
    return {"tuned": {**_summary(tuned), **_misses(tuned)}, "heldout": _summary(others)}


def _digests(services: Services) -> dict[str, str]:
    """Return the sha256 of each document's text by its id."""
    return {
        row.id: hashlib.sha256(services.document(row.id).text.encode()).hexdigest()
        for row in services.documents()
    }


def _asked(services: Services, expected: Expected, digests: Mapping[str, str]) -> Asked:
    answer = services.ask(expected.question, suggest=False)
    verdict, cause = verdict_of(expected, answer, digests)
    texts = {c.document: services.document(c.document).text for c in answer.evidence}
    return Asked(Judged(expected, answer, verdict, quotes_hold(answer, texts)), cause)


def verdict_of(
    expected: Expected, answer: Answer, digests: Mapping[str, str]
) -> tuple[Verdict, str]:
    """Return how an answer compares with what was expected, and why it is not right.

    Args:
        expected: The question.
        answer: What was said.
        digests: The sha256 of each document's text by its id.
    """
    verdict = judge(expected, answer)
    if not answer.answered:
        return verdict, f"abstained with {answer.reason}"
    if expected.abstain:
        return Verdict.WRONG, f"answered from {answer.source}"
    cited = {digests.get(c.document) for c in answer.evidence}
    named = expected.sha256 is None or bool(cited & {expected.sha256, *expected.also})
    if verdict is not Verdict.RIGHT:
        return verdict, f"wrong value, {'same' if named else 'other'} document"
    if not named:
        return Verdict.WRONG, "same value, other document"
    if len(cited) > MOST_SIDE_BY_SIDE:
        return Verdict.WRONG, "too many documents"
    return verdict, ""


def _summary(found: Sequence[Asked]) -> dict[str, Any]:
    told = figures([a.judged for a in found])
    answered = [a.judged for a in found if a.judged.answer.answered]
    kept = ("answerable", "unanswerable", "kinds", "answered", "quotes_verbatim")
    sources = Counter(f"{j.answer.source} {j.verdict}" for j in answered)
    return {
        **{key: told[key] for key in kept},
        "calibration": calibration(answered),
        "sources": dict(sorted(sources.items())),
        "several_documents": sum(
            len({c.document for c in j.answer.evidence}) > 1 for j in answered
        ),
    }


def _misses(found: Sequence[Asked]) -> dict[str, Any]:
    missed = [a for a in found if a.judged.verdict is not Verdict.RIGHT]
    return {
        "causes": dict(Counter(f"{a.judged.expected.kind}: {a.cause}" for a in missed)),
        "misses": [_miss(a) for a in missed],
    }


def _miss(asked: Asked) -> dict[str, Any]:
    expected, answer = asked.judged.expected, asked.judged.answer
    return {
        "id": expected.id,
        "question": expected.question,
        "verdict": str(asked.judged.verdict),
        "cause": f"{expected.kind}: {asked.cause}",
        "said": answer.text[:200],
        "confidence": round(answer.confidence, 3),
        "wanted": "；".join(expected.contains),
    }
