"""Sentences of passages, what a question asks of them, and how near a stretch is to its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.normalize import fold
from nlp.gazetteer.body import body_by_surface
from qa.question.focus import Asked
from qa.question.intent import PLACE_LABELS
from qa.recall.coverage import GENERIC, overlap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.document import PolicyDocument
    from qa.answer import Value
    from qa.question.intent import Intent
    from qa.retrieval import Hit

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_CLAUSE = re.compile(r"[^，：—]+")
LITERAL = re.compile(
    r"\d+(?:\.\d+)?[年月日号季]|[一二三四上下]半年|第[一二三四]季度|前[一二三四五六七八九十\d]+个月"
)
_DEEDS = frozenset(
    {"召开", "举行", "举办", "发生", "印发", "发布", "开始", "截止", "结束", "截至", "位于"}
)
"""Deeds that a time or place beside a name says without a word."""
_LIGHT = re.compile(
    r"超过|突破|达到?|约|大约|全国|我国|具体|分别|目前|截至|累计|一共|总共|预计|计划|最[长高低大]|最终|名字|明确|没有|受到|得到|给予|进行"
)
"""Words of a question that a sentence may leave out."""
WINDOW = 40
"""Characters on either side of a candidate that are its own clause, where that is longer."""
_ALIKE = {"全球": ("世界",), "世界": ("全球",), "我国": ("中国",), "中国": ("我国",)}
"""Words for one another that people ask with."""
LOOK_BACK = 300
"""Characters before a sentence in which its year or place is said."""
BEFORE, ACROSS, BEHIND, AROUND = 0.85, 0.6, 0.6, 0.5
"""What a word counts in an earlier clause, in one with a rival, in a later one, only around it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, ``text[start:end]``, folded; ``around`` is the title and the line before it."""

    document: PolicyDocument
    start: int
    text: str
    around: str

    @property
    def end(self) -> int:
        """The offset behind the sentence."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a sentence of the kind asked for; ``bonus`` is for what speaks for it."""

    start: int
    end: int
    values: tuple[Value, ...]
    bonus: float = 0.0


@dataclass(frozen=True)
class Wanted:
    """What a question says beside its interrogative: its words and the times in it.

    ``before`` and ``behind`` are the question's text on either side of the interrogative.
    """

    intent: Intent

    @cached_property
    def question(self) -> str:
        """The question, folded."""
        return fold(self.intent.question)

    @cached_property
    def _asking(self) -> tuple[int, int]:
        spans = self.intent.focus.spans
        return spans[0] if spans else (len(self.question), len(self.question))

    @property
    def before(self) -> str:
        """The question's text before its interrogative."""
        return self.question[: self._asking[0]]

    @property
    def behind(self) -> str:
        """The question's text behind its interrogative."""
        return self.question[self._asking[1] :].rstrip("？?。 ")

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words that carry meaning, places and bodies included."""
        intent = self.intent
        named = [x.mention.text for x in intent.places]
        return tuple(dict.fromkeys([*named, *(w for w in intent.content if len(w) > 1)]))

    @cached_property
    def other_names(self) -> dict[str, tuple[str, ...]]:
        """The other names of the bodies that a question names: 工信部, 工业和信息化部."""
        named = body_by_surface()
        alike = {word: other for word in self.words if (other := _ALIKE.get(word)) is not None}
        return alike | {
            word: tuple(n for body in named[word] for n in (body.name, *body.short_names))
            for word in self.words
            if word in named
        }

    @cached_property
    def times(self) -> frozenset[str]:
        """The days, months and years that the question writes."""
        return frozenset(LITERAL.findall(self.question))

    @property
    def asks_setting(self) -> bool:
        """Whether a time or place is asked for, which holds for the clauses behind it too."""
        focus, asked = self.intent.focus, self.intent.asked_class
        division = asked is not None and asked.name in PLACE_LABELS
        return focus.asked is Asked.DATE or focus.cue == "问地点" or division

    def weight(self, word: str) -> float:
        """Return how much a word counts."""
        light = word in GENERIC or self.is_light(word)
        return (0.35 if light else 1.0) * min(len(word), 4)

    def is_light(self, word: str) -> bool:
        """Whether a sentence may leave a word out that the question has."""
        return (self.asks_setting and word in _DEEDS) or _LIGHT.fullmatch(word) is not None


def sentences(hits: Iterable[tuple[Hit, PolicyDocument]]) -> Iterator[Sentence]:
    """Yield the sentences of passages, each once."""
    seen: set[tuple[str, int]] = set()
    for hit, document in hits:
        text = fold(document.text[hit.start : hit.end])
        previous = ""
        for match in _SENTENCE.finditer(text):
            start = hit.start + match.start()
            line = text.rfind("\n", 0, match.start()) + 1
            if (document.id, start) not in seen:
                seen.add((document.id, start))
                said = text[max(line, match.start() - LOOK_BACK) : match.start()] or previous
                around = f"{document.metadata.title} {said}"
                yield Sentence(document, start, match.group(), around)
            previous = match.group()


def share(wanted: Wanted, text: str) -> float:
    """Return the weighted share of a question's words that a text has."""
    total = sum(map(wanted.weight, wanted.words))
    got = sum(wanted.weight(w) * _has(wanted, w, text) for w in wanted.words)
    return got / total if total else 0.0


def nearness(
    wanted: Wanted,
    sentence: Sentence,
    chosen: Candidate,
    rivals: Sequence[Candidate],
    behind: float = BEHIND,
) -> float:
    """Return the weighted share of a question's words around a candidate, nearer ones for more.

    ``rivals`` are all candidates of the sentence: a word beyond one of them counts less.
    ``behind`` is what a word of a later clause counts.
    """
    clauses = [(m.start(), m.end()) for m in _CLAUSE.finditer(sentence.text)]
    own = next((i for i, (a, b) in enumerate(clauses) if a <= chosen.start < b), 0)
    total = got = 0.0
    for word in wanted.words:
        weight = wanted.weight(word)
        total += weight
        best = AROUND * _has(wanted, word, sentence.around)
        for i, (a, b) in enumerate(clauses):
            held = _has(wanted, word, sentence.text[a:b])
            if not held:
                continue
            if i == own and not _has(
                wanted, word, sentence.text[max(a, chosen.start - WINDOW) : chosen.end + WINDOW]
            ):
                held *= BEHIND
            elif i == own and _of_later(word, sentence.text[:b], chosen, rivals):
                held *= ACROSS
            elif i < own:
                crossed = any(a <= r.start < clauses[own][0] for r in rivals)
                held *= ACROSS if crossed else BEFORE
            elif i > own:
                crossed = any(clauses[own][1] <= r.start < b for r in rivals)
                held *= ACROSS if crossed else behind
            best = max(best, held)
        got += weight * best
    return got / total if total else 0.0


def _of_later(word: str, text: str, chosen: Candidate, rivals: Sequence[Candidate]) -> bool:
    """Whether a word is said only behind a later rival: 72座已有27座*完工* is not of the 72."""
    later = min((r.start for r in rivals if r.start > chosen.end), default=len(text))
    return word in text and word not in text[:later] and word in text[later:]


def _has(wanted: Wanted, word: str, text: str) -> float:
    if word in text or any(name in text for name in wanted.other_names.get(word, ())):
        return 1.0
    return overlap(word, text) * 0.7 if len(word) > 2 else 0.0
