"""The words of the ontology and of the indicators, as a question may use them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from nlp.gazetteer.indicator import Indicator, indicator_lexicon
from nlp.segment import words
from ontology.lexicon import Term, terms

NOT_ASKED = frozenset(
    {
        "start", "end", "quote", "method", "confidence", "document", "textSha256", "documentId",
        "low", "high", "unit", "valueText", "periodText", "indicator", "comparator", "mentions",
        "code", "polarity", "baseIndicator", "hasObservation", "area", "agent", "validFrom",
        "validUntil", "ofPlace", "subject", "predicate", "object",
    }
)  # fmt: skip
"""Properties that hold the graph together; nobody asks for them by name."""


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

    def indicators(self, text: str, *, prefer_growth: bool) -> tuple[Match, ...]:
        """Return the indicators that a text names, in the order of the text."""
        found = indicator_lexicon().find(text)
        matches = []
        for start, end, indicator in found:
            chosen = _variant(indicator, text) if prefer_growth else indicator
            matches.append(Match(text[start:end], chosen.iri, chosen.slug, chosen.label, 1.0))
        return tuple(dict.fromkeys(matches))

    def content(self, text: str) -> tuple[str, ...]:
        """Return the content words of a text, each once, in order."""
        return tuple(dict.fromkeys(w for w in words(text) if w.strip() and len(w) > 0))


def _variant(indicator: Indicator, text: str) -> Indicator:
    raise NotImplementedError


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon of the shipped ontology."""
    return Lexicon(terms())
