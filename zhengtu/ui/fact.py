"""A fact in words: what it is called, what it says, which colour it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhengtu.ui import palette

if TYPE_CHECKING:
    from qa.recall.fact import Fact


def in_words(fact: Fact) -> str:
    """Return a fact as a line of text."""
    if is_mention(fact):
        return f"{palette.name(entity_class(fact))}：{fact.object_label}"
    return " ".join((fact.subject_label, relation(fact), *value_and_time(fact))).strip()


def value_and_time(fact: Fact) -> tuple[str, str]:
    """Return what a fact says of its subject, and of which time, as people write it."""
    figure = fact.figure
    if figure is None:
        return fact.object_label, fact.period_text
    return f"{figure.indicator} {figure.value_text}", figure.period_text


def entity_class(fact: Fact) -> str:
    """Return the class by which a fact's object is coloured; empty where there is none."""
    return next((name for name in palette.COLOURS if name in fact.object_classes), "")


def relation(fact: Fact) -> str:
    """Return what joins a fact's subject and value; for figures, whether they are targets."""
    term = fact.predicate if fact.figure is None else fact.figure.kind.capitalize()
    return palette.name(term)


def is_mention(fact: Fact) -> bool:
    """Return whether a fact only says that a document mentions something."""
    return fact.predicate == "mentions" and bool(entity_class(fact))
