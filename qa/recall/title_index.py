"""The titles that are most like a phrase, found by the pairs of letters that they share."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from corpus.normalize import fold
from ontology.lexicon import document_kind, terms
from qa.recall.coverage import bigrams

if TYPE_CHECKING:
    from collections.abc import Iterable

PUNCTUATION = re.compile(r"[《》〈〉“”‘’\s、，,。：:；;·（）()—\-]|关于|的")
"""What titles and phrases are compared without."""


class Titled(Protocol):
    """What has a title."""

    @property
    def title(self) -> str:
        """The title, empty if there is none."""


T = TypeVar("T", bound=Titled)


class TitleIndex(Generic[T]):
    """The documents by the pairs of letters of their titles; made once per store version."""

    def __init__(self, entries: Iterable[T]) -> None:
        """Index these documents; those without a title are left out."""
        self._entries = [entry for entry in entries if entry.title]
        self._postings: dict[str, list[int]] = {}
        for number, entry in enumerate(self._entries):
            for pair in bigrams(PUNCTUATION.sub("", fold(entry.title))):
                self._postings.setdefault(pair, []).append(number)

    def containing(self, name: str) -> list[T]:
        """Return the documents whose title has a name of two letters or more as it is written."""
        postings = [self._postings.get(pair, []) for pair in bigrams(fold(name))]
        rarest = min(postings, key=len, default=[])
        return [self._entries[n] for n in rarest if name in self._entries[n].title]

    def likest(self, phrase: str, least: float) -> list[tuple[float, T]]:
        """Return the two titles that cover a bare phrase best, best first, from ``least`` on.

        How well is the mean of the shares of its letters and of its pairs of letters that a title
        has, of titles of the phrase's own kind; so much of the pairs must be shared at least.
        """
        wanted, kind = bigrams(phrase), document_kind(phrase)
        shared = Counter(number for pair in wanted for number in self._postings.get(pair, ()))
        enough = (2 * least - 1) * len(wanted)
        scored = [
            (score, number)
            for number, pairs in shared.items()
            if pairs >= enough
            and (score := _covered(phrase, self._entries[number].title, kind)) >= least
        ]
        scored.sort(key=lambda each: (-each[0], each[1]))
        return [(score, self._entries[number]) for score, number in scored[:2]]


@lru_cache(maxsize=1)
def kind_words() -> re.Pattern[str]:
    """Return the expression for the words that name a kind of document (通知, 条例, 函)."""
    documents = {t.iri for t in terms() if any(p.endswith("#PolicyDocument") for p in t.parents)}
    words = {word for t in terms() if t.iri in documents for word in t.words_zh if len(word) > 1}
    return re.compile("|".join(sorted(words | {"函"}, key=len, reverse=True)))


def _covered(phrase: str, title: str, kind: str | None) -> float:
    """Return which share of a phrase's characters and pairs a title has, 0 for another kind."""
    letters, pairs, kinds = _profile(title)
    if kind not in kinds:
        return 0.0
    wanted, wanted_letters = bigrams(phrase), set(phrase)
    return (
        len(wanted & pairs) / len(wanted) + len(wanted_letters & letters) / len(wanted_letters)
    ) / 2


@lru_cache(maxsize=20_000)
def _profile(title: str) -> tuple[frozenset[str], frozenset[str], frozenset[str | None]]:
    """Return a title's characters, pairs, and the kinds that it and what it passes on are of."""
    bare = PUNCTUATION.sub("", fold(title))
    inner = [bare[: match.end()] for match in kind_words().finditer(bare)]
    kinds = frozenset(document_kind(part) for part in (*inner, bare))
    return frozenset(bare), bigrams(bare), kinds
