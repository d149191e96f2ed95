"""Why a question is left open: what nothing stored mentions, what passages are not about."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.abstain import abstain, not_held
from qa.answer import AbstainReason
from qa.question.member import has_members
from qa.question.title import unheld
from qa.reader.place import leading_place
from qa.recall.rank import short_name
from qa.way.lacking import lacking, other_times
from qa.way.lookup import looked_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answer import Answer
    from qa.question.intent import Intent
    from qa.retrieval import Hit
    from qa.sources import Sources

LEAST_SHARED = 0.4
"""Which share of a question's words the passages must have for it to be on their subject."""


def unknown(intent: Intent, sources: Sources) -> list[str]:
    """Return the places, bodies and documents asked about that no stored document mentions.

    A document may name a place short, and a body of a place by what it is (区政府).
    """
    named = [x for x in (*intent.places, *intent.actors) if x.iri is not None]
    known = sources.catalog.mentioned(str(x.iri) for x in named)
    missing = [
        x.mention.text
        for x in named
        if x.iri not in known
        and not (intent.indicators and has_members(x.iri))
        and not any(_written(name, sources) for name in _written_names(x.mention.text))
    ]
    return [*missing, *unheld(intent, sources.catalog)]


def left_open(
    intent: Intent, sources: Sources, hits: Sequence[Hit] = (), *, why: AbstainReason | None = None
) -> Answer:
    """Return an abstention with its reason in words.

    Args:
        intent: The question.
        sources: The store.
        hits: The passages that did not answer.
        why: The reason where it is known; it is found from the passages else.
    """
    reason = why or _reason(intent, sources, hits)
    answer = abstain(intent, reason, sources.catalog)
    said = None
    if reason in {AbstainReason.NO_FACT, AbstainReason.OUT_OF_PERIOD}:
        said = lacking(intent, sources.view, sources.catalog)
    if reason is AbstainReason.OUT_OF_PERIOD and said is None:
        said = other_times(intent, sources.view, sources.catalog)
    if said is None:
        return answer
    return replace(answer, text=f"{said}{not_held(intent, sources.catalog)}")


def _reason(intent: Intent, sources: Sources, hits: Sequence[Hit]) -> AbstainReason:
    if intent.indicators and intent.periods:
        without = replace(intent, periods=())
        if looked_up(without, sources.view, sources.catalog, list(hits), None).answer is not None:
            return AbstainReason.OUT_OF_PERIOD
    about = intent.slot_iris or intent.indicators or intent.entries
    if not about and not _on_topic(intent, sources, hits):
        return AbstainReason.OUT_OF_SCOPE
    return AbstainReason.NO_FACT


def _on_topic(intent: Intent, sources: Sources, hits: Sequence[Hit]) -> bool:
    """Whether the passages share enough of the question's words to be about the same thing."""
    words = [w for w in intent.content if len(w) > 1 and not re.fullmatch(r"[\d.%]+", w)]
    text = " ".join(d.text[h.start : h.end] for h, d in sources.texts(hits))
    return bool(words) and sum(w in text for w in words) >= LEAST_SHARED * len(words)


def _written(name: str, sources: Sources) -> bool:
    """Whether the words occur in a passage all the same (a name that linking missed)."""
    hits = sources.retriever.search(name, limit=3)
    return any(name in document.text[hit.start : hit.end] for hit, document in sources.texts(hits))


def _written_names(name: str) -> tuple[str, ...]:
    """Return a name as documents may write it: as asked, short, or by the places in it."""
    return tuple(dict.fromkeys((name, short_name(name), leading_place(name) or name)))
