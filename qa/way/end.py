"""The end of a relation that a question leaves open, and whether it names the other one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.recall.coverage import overlap

if TYPE_CHECKING:
    from qa.question.intent import Intent
    from qa.recall.fact import Fact

LEAST_NAMED = 0.6
LEAST_WORDED = 0.85
LEAST_SHARED_WORDS = 3


@dataclass(frozen=True, slots=True)
class End:
    """One end of a relation as a possible answer."""

    role: str
    iri: str | None
    label: str
    classes: frozenset[str]


def anchored(intent: Intent, fact: Fact, asked: str) -> bool:
    """Whether the question names what the fact is about, besides the end it asks for.

    A date needs the object named; an open end needs one of the others.
    """
    ends = {
        "subject": (fact.subject, fact.subject_label),
        "object": (fact.object, fact.object_label),
    }
    known = ["object"] if asked == "date" else [role for role in ends if role != asked]
    return _worded(intent, fact) or any(
        ends[role][0] in intent.slot_iris or overlap(ends[role][1], intent.question) >= LEAST_NAMED
        for role in known
    )


def _worded(intent: Intent, fact: Fact) -> bool:
    """Whether the quote has nearly all words asked: its task may bear a heading's name."""
    known = {m.words for m in intent.properties} | {intent.focus.noun}
    words = [w for w in intent.content if len(w) > 1 and w not in known]
    shared = sum(word in fact.quote for word in words)
    return len(words) >= LEAST_SHARED_WORDS and shared >= LEAST_WORDED * len(words)


def asked_end(intent: Intent, fact: Fact) -> End | None:
    """Return the end of a relation that the question leaves open and whose class it asks for."""
    ends = [
        End("subject", fact.subject, fact.subject_label, fact.subject_classes),
        End("object", fact.object, fact.object_label, fact.object_classes),
    ]
    if fact.agent and fact.agent_label:
        ends.append(End("agent", fact.agent, fact.agent_label, frozenset({"Agent"})))
    open_ends = [end for end in ends if not _given(intent, end)]
    fitting = [end for end in open_ends if fits(intent, end)]
    return fitting[0] if fitting else None


def _given(intent: Intent, end: End) -> bool:
    return end.iri in intent.slot_iris or end.label.strip("《》“”") in intent.question


def fits(intent: Intent, end: End) -> bool:
    """Return whether an end is of the class that the question asks for."""
    asked, noun = intent.asked_class, intent.focus.noun
    if asked is None:
        named = any(noun.endswith(end.label[-n:]) for n in (2, 3) if len(end.label) >= n)
        return not noun or named or noun in end.label
    if end.role == "agent":
        return asked.name in {
            "Place",
            "Province",
            "City",
            "County",
            "GovernmentBody",
            "Organization",
        }
    families = {
        "Place": {"Province", "City", "County", "Region"},
        "GovernmentBody": {"GovernmentBody", "Organization"},
        "Organization": {"Organization", "GovernmentBody"},
    }
    return bool(end.classes & families.get(asked.name, {asked.name}))


def subject_of(fact: Fact) -> End:
    """Return the subject of a fact as an end."""
    return End("subject", fact.subject, fact.subject_label, fact.subject_classes)
