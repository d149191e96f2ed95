"""The words of the ontology and of the indicators, as a question may use them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.gazetteer.indicator import Indicator
from nlp.gazetteer.indicator import lexicon as indicator_lexicon
from nlp.segment import words
from ontology.lexicon import Term, terms

if TYPE_CHECKING:
    from collections.abc import Iterable

NOT_ASKED = frozenset(
    {
        "start", "end", "quote", "method", "confidence", "document", "textSha256", "documentId",
        "low", "high", "unit", "valueText", "periodText", "indicator", "comparator", "mentions",
        "code", "polarity", "baseIndicator", "hasObservation", "area", "agent", "validFrom",
        "validUntil", "ofPlace", "subject", "predicate", "object",
    }
)  # fmt: skip
"""Properties that hold the graph together; nobody asks for them by name."""


SHORT_FORMS = {
    "失业率": "urban-unemployment-rate",
    "物价涨幅": "consumer-price-growth",
    "通胀": "consumer-price-growth",
}
"""What a question may call an indicator where it names none; in documents these may be others."""
LONGEST_CLASS = 8
_RATE = re.compile(r"(?:的|实际|名义|同比|年均)*(?:增速|增长率|增幅|涨幅)")


@dataclass(frozen=True, slots=True)
class Match:
    """Words of a question and the term they name; ``score`` is the share of the label matched."""

    words: str
    iri: str
    name: str
    label: str
    score: float


class Lexicon:
    """Finds classes, properties and indicators by their labels."""

    def __init__(self, ontology: Iterable[Term]) -> None:
        self._classes: dict[str, Term] = {}
        self._properties: dict[str, list[Term]] = {}
        for term in ontology:
            for label in (*term.labels_zh, *term.alt_labels_zh):
                if term.kind == "class":
                    self._classes.setdefault(label, term)
                elif term.name not in NOT_ASKED:
                    self._properties.setdefault(label, []).append(term)
        self._longest = max(map(len, self._properties), default=0)

    def properties(self, text: str) -> tuple[Match, ...]:
        """Return the properties that a text names, longest words first, each once."""
        found: dict[str, Match] = {}
        for start in range(len(text)):
            for size in range(min(self._longest, len(text) - start), 0, -1):
                label = text[start : start + size]
                for term in self._properties.get(label, ()):
                    old = found.get(term.name)
                    if old is None or len(old.words) < size:
                        found[term.name] = Match(label, term.iri, term.name, term.labels_zh[0], 1.0)
        ranked = sorted(found.values(), key=lambda m: (-len(m.words), m.name))
        return tuple(m for m in ranked if len(m.words) > 1)

    def asked_class(self, noun: str) -> Match | None:
        """Return the class that a noun names, by the longest label it ends with."""
        for size in range(len(noun), 0, -1):
            for label in (noun[-size:], noun[:size]):
                term = self._classes.get(label)
                if term is not None:
                    return Match(label, term.iri, term.name, term.labels_zh[0], size / len(noun))
        return None

    def class_at_start(self, text: str) -> str:
        """Return the longest label of a class that a text begins with, empty if none."""
        sizes = range(min(len(text), LONGEST_CLASS), 0, -1)
        return next((text[:size] for size in sizes if text[:size] in self._classes), "")

    def indicators(self, text: str) -> tuple[Match, ...]:
        """Return the indicators that a text names, then the rates of change it may mean by them.

        A level without 增长 beside it may stand for its growth rate (GDP目标): the rate follows
        with a lower score, to be tried where the level has no observation.
        """
        told = list(indicator_lexicon().find(text))
        found = [_rate_of(text, *each) for each in told or _short(text)]
        named = [_match(text[start:end], indicator, 1.0) for start, end, indicator in found]
        meant = [
            _match(text[start:end], rate, 0.8)
            for start, end, level in found
            for direction in ("growth", "decline")
            if (rate := indicator_lexicon().change(level, direction)) is not None
        ]
        return tuple({m.iri: m for m in reversed([*named, *meant])}.values())[::-1]

    def unit(self, named: Iterable[Match]) -> str:
        """Return the unit of the first of the indicators that a question names, empty if none."""
        first = next(iter(named), None)
        known = indicator_lexicon().indicators.get(first.name) if first is not None else None
        return "" if known is None else known.unit

    def content(self, text: str) -> tuple[str, ...]:
        """Return the content words of a text, each once, in order."""
        return tuple(dict.fromkeys(words(text, search=False)))


def _short(text: str) -> list[tuple[int, int, Indicator]]:
    """Return the indicators that people ask for by less than documents write."""
    known = indicator_lexicon()
    return [
        (at, at + len(said), known.indicators[slug])
        for said, slug in SHORT_FORMS.items()
        if (at := text.find(said)) >= 0
    ][:1]


def _rate_of(text: str, start: int, end: int, level: Indicator) -> tuple[int, int, Indicator]:
    """Return the growth rate in place of a level whose rate is named behind: GDP*实际增速*."""
    behind = _RATE.match(text, end)
    rate = indicator_lexicon().change(level, "growth") if behind is not None else None
    return (start, end, level) if behind is None or rate is None else (start, behind.end(), rate)


def _match(said: str, indicator: Indicator, score: float) -> Match:
    return Match(said, indicator.iri, indicator.slug, indicator.name, score)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon of the shipped ontology."""
    return Lexicon(terms())
