"""A question in the words of its document: 落网 is 抓获归案 where the text writes that.

People ask in their own words. What they call otherwise than the text is looked up in a curated list
of words for one another (``synonym.txt``), and only those are exchanged that stand in one sentence
with the rest of the question, so that the sentence and not the list decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.normalize import fold
from nlp.segment import cuts, is_listed, words
from qa.question.focus import STOP
from qa.recall.coverage import GENERIC, overlap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.question.intent import Intent

MOST = 3
"""Sentences whose words a question is put into, nearest first."""
LEAST_SHARED = 0.5
"""Share of a question that a sentence must have, its words for one another included."""
FOR_ANOTHER = 0.8
"""What a word counts that a sentence writes otherwise."""
FROM_BEFORE = 0.4
"""What a word counts that only the sentence before has."""
SHORT = 2
"""Letters of a word of which no part counts."""
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_NAMED = re.compile(r"《[^》]*》|“[^”]*”|\d+")


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """A question in the words of the sentence ``[start:end]``, and which were exchanged."""

    text: str
    step: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    others: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        return (0.35 if self.text in GENERIC else 1.0) * min(len(self.text), 4)

    def written(self, sentence: str) -> str | None:
        """Return the word for it that a sentence has, itself first; None if it has none.

        A single letter must be a word there: 降 is none in 降雨.
        """
        if self.text in sentence:
            return self.text
        found = (w for w in self.others if w in sentence)
        return next((w for w in found if len(w) > 1 or w in words(sentence, search=False)), None)


def paraphrases(intent: Intent, text: str) -> Iterator[Paraphrase]:
    """Yield a question in the words of the sentences of a text that are nearest to it.

    Args:
        intent: The question.
        text: The text of the only document that may answer.
    """
    question = fold(intent.question)
    told = [*_words(intent, question)]
    if not any(word.others for word in told):
        return
    shared: list[tuple[float, re.Match[str]]] = []
    before = ""
    for sentence in _SENTENCE.finditer(fold(text)):
        shared.append((_share(told, sentence.group(), before), sentence))
        before = sentence.group()
    shared.sort(key=lambda each: (-round(each[0], 2), len(each[1].group())))
    for share, sentence in shared[:MOST]:
        said, step = _put(question, told, sentence.group())
        if share >= LEAST_SHARED and said != question:
            yield Paraphrase(said, step, sentence.start(), sentence.end())


def _put(question: str, told: list[_Word], sentence: str) -> tuple[str, str]:
    """Return a question with a sentence's words for its own, and what was exchanged."""
    exchanged: list[str] = []
    for word in reversed(told):
        written = word.written(sentence)
        if written is not None and written != word.text:
            question = question[: word.start] + written + question[word.end :]
            exchanged.insert(0, f"{word.text} → {written}")
    return question, f"{'，'.join(exchanged)}（按文件的说法理解）"


def _share(told: list[_Word], sentence: str, before: str) -> float:
    """Return how much of a question a sentence has, or else the one before it."""
    total = got = 0.0
    for word in told:
        total += word.weight
        written = word.written(sentence)
        if written is not None:
            got += word.weight * (1.0 if written == word.text else FOR_ANOTHER)
            continue
        part = 0.7 * overlap(word.text, sentence) * (len(word.text) > SHORT)
        got += word.weight * max(part, FROM_BEFORE if word.text in before else 0.0)
    return got / total if total else 0.0


def _words(intent: Intent, question: str) -> Iterator[_Word]:
    """Yield what a question says beside its interrogative and names, listed words first."""
    kind = intent.asked_class.words if intent.asked_class is not None else ""
    taken = _taken(intent, question, kind)
    edges = _edges(question) | {at for span in intent.focus.spans for at in span}
    found: list[_Word] = []
    longest = max(map(len, _others()))
    for start in sorted(edges):
        for size in range(min(longest, len(question) - start), 0, -1):
            said = question[start : start + size]
            others = _others().get(said, ())
            free = start + size in edges and not any(taken[start : start + size])
            if others and free and not STOP.fullmatch(said):
                found.append(_Word(start, start + size, said, others))
                taken[start : start + size] = [True] * size
                break
    for name in (*(x.mention.text for x in intent.places), *intent.content):
        at = question.find(name) if name != kind else -1
        apart = not any(w.start < at + len(name) and at < w.end for w in found)
        if len(name) > 1 and at >= 0 and apart:
            found.append(_Word(at, at + len(name), name))
    yield from sorted(found, key=lambda w: w.start)


def _taken(intent: Intent, question: str, kind: str) -> list[bool]:
    """Return for each letter whether it is not exchanged: what is asked for, names, figures."""
    behind = max((end for _, end in intent.focus.spans), default=0)
    named = (*intent.places, *intent.actors, *intent.documents)
    spans = [*intent.focus.spans, *(m.span() for m in _NAMED.finditer(question))]
    for name in (fold(x.mention.text) for x in named if x.iri is not None):
        at = question.find(name)
        spans += [(at, at + len(name))] if at >= 0 else []
    if kind and question.startswith(kind, behind):
        spans.append((behind, behind + len(kind)))
    return [any(a <= at < b for a, b in spans) for at in range(len(question))]


def _edges(question: str) -> set[int]:
    """Return where words begin and end; a word that no dictionary has has an edge anywhere."""
    ends = sorted({0, len(question), *cuts(question)})
    edges = set(ends)
    for start, end in pairwise(ends):
        if not is_listed(question[start:end]):
            edges.update(range(start, end))
    return edges


@lru_cache(maxsize=1)
def _others() -> dict[str, tuple[str, ...]]:
    """Return for each word the words that a text may write for it, likeliest first."""
    table: dict[str, dict[str, None]] = {}
    listed = resources.files("qa.question").joinpath("synonym.txt").read_text("utf-8")
    for line in listed.splitlines():
        if not line or line.startswith("#"):
            continue
        asked, wide, written = line.partition(" > ")
        behind = written.split() if wide else asked.split()
        for word in asked.split():
            table.setdefault(word, {}).update({w: None for w in behind if w != word})
    return {word: tuple(others) for word, others in table.items()}
