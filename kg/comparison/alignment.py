"""A local document beside the superior one it carries out, sentence by sentence.

What was taken over, what was changed (鼓励 → 应当, 30日 → 20日), what was added and what was left
out. Sentences correspond by the rare characters they share (bigrams weighted by how seldom they
occur in the two texts) and by the company of their neighbours; no order is forced, because local
rules rearrange. Everything is computed when asked for and nothing of it is stored.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from corpus.metadata.calendar import DAY
from corpus.sentence import sentences
from kg.comparison.rewording import changes, plain
from kg.time.edition import edition_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from corpus.document import PolicyDocument
    from kg.comparison.rewording import Change

Verdict = Literal["copied", "changed"]

THRESHOLD = 0.42
"""The least likeness of sentences that correspond; read on pairs of national and local statutes."""

_SHORTEST = 12
"""Characters below which a sentence is a heading or too general to be recognised."""

_COMPANY = 0.06
"""What a neighbour that corresponds to a neighbour adds to the likeness."""

_NEAR = 2
_LABEL = 20
_ARTICLE = re.compile(r"第[^条]{1,9}条")
_LEAD = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零〇千]+条(?:之[一二三四五六七八九十]+)?"
    r"|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、|\d+[.、．])?[\s\u3000]*"
)
_NO_RULE = re.compile(rf"\s*(?:#|<!--|[（(]?(?:根据)?{DAY})")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a document, its number left out; ``section`` is the article it stands in."""

    start: int
    end: int
    section: str
    text: str

    def to_json(self) -> dict[str, Any]:
        """Return it as a JSON object; ``quote == text[start:end]`` of its document."""
        return {
            "start": self.start, "end": self.end, "section": self.section, "quote": self.text,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences that correspond; ``score`` lies between ``THRESHOLD`` and a little over 1."""

    local: Unit
    superior: Unit
    score: float
    changes: tuple[Change, ...]

    @property
    def verdict(self) -> Verdict:
        """Whether the words are the same."""
        return "changed" if self.changes else "copied"

    def to_json(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {
            "verdict": self.verdict,
            "score": round(self.score, 3),
            "local": self.local.to_json(),
            "superior": self.superior.to_json(),
            "changes": [each.to_json() for each in self.changes],
        }


@dataclass(frozen=True, slots=True)
class Alignment:
    """A local document beside a superior one.

    ``pairs`` and ``added`` are in the order of the local text, ``left_out`` in that of the superior
    one. ``lag`` are the days from the issue of the one to that of the other, None where a date is
    missing; negative where the local one is older than the superior one that is held.
    """

    local: PolicyDocument
    superior: PolicyDocument
    pairs: tuple[Pair, ...]
    added: tuple[Unit, ...]
    left_out: tuple[Unit, ...]

    @property
    def lag(self) -> int | None:
        """The days between the two."""
        first, second = self.superior.metadata.issued_on, self.local.metadata.issued_on
        return None if first is None or second is None else (second - first).days

    @property
    def superior_is_newer(self) -> bool:
        """Whether the superior text that is held was changed after the local one was made."""
        ours, theirs = (edition_in(each) for each in (self.local, self.superior))
        return ours is not None and theirs is not None and theirs[0] > ours[0]

    def summary(self) -> dict[str, int]:
        """Return how many sentences were copied, changed, added and left out."""
        count = Counter(pair.verdict for pair in self.pairs)
        return {
            "copied": count["copied"],
            "changed": count["changed"],
            "added": len(self.added),
            "left_out": len(self.left_out),
        }

    def to_json(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {
            "local": _named(self.local),
            "superior": _named(self.superior),
            "lag_days": self.lag,
            "superior_is_newer": self.superior_is_newer,
            "summary": self.summary(),
            "pairs": [pair.to_json() for pair in self.pairs],
            "added": [unit.to_json() for unit in self.added],
            "left_out": [unit.to_json() for unit in self.left_out],
        }


def _named(document: PolicyDocument) -> dict[str, Any]:
    day: date | None = document.metadata.issued_on
    issued = None if day is None else day.isoformat()
    return {"document": document.id, "title": document.metadata.title, "issued_on": issued}


def align(local: PolicyDocument, superior: PolicyDocument) -> Alignment:
    """Set a local document beside the superior one; each local sentence gets at most one match."""
    ours, theirs = units(local), units(superior)
    likeness = _Likeness(ours, theirs)
    best = _best(likeness)
    pairs = tuple(
        Pair(ours[i], theirs[j], score, changes(theirs[j].text, ours[i].text))
        for i, (j, score) in sorted(best.items())
    )
    used = {j for j, _ in best.values()}
    return Alignment(
        local,
        superior,
        pairs,
        tuple(unit for i, unit in enumerate(ours) if i not in best),
        tuple(unit for j, unit in enumerate(theirs) if j not in used),
    )


def units(document: PolicyDocument) -> list[Unit]:
    """Return the sentences that say something: no headings, no notes of adoption."""
    found = []
    title = plain(document.metadata.title)
    for start, end in sentences(document.text, semicolons=True):
        if _NO_RULE.match(document.text, start, end):
            continue
        lead = _LEAD.match(document.text, start, end)
        begin = lead.end() if lead else start
        text = document.text[begin:end].rstrip()
        if len(text) >= _SHORTEST and plain(text) != title:
            section = _section(document, begin)
            found.append(Unit(begin, begin + len(text), section, text))
    return found


def _section(document: PolicyDocument, at: int) -> str:
    """Return the article a place stands in, else the innermost heading, "" outside of all."""
    around = [each for each in document.sections if each.start <= at < each.end]
    inner = sorted(around, key=lambda each: -each.level)
    article = next((each for each in inner if _ARTICLE.match(each.heading)), None)
    chosen = article or next(iter(inner), None)
    return "" if chosen is None else chosen.heading[:_LABEL]


class _Likeness:
    """How alike the sentences of two documents are, by the bigrams they share."""

    def __init__(self, ours: Sequence[Unit], theirs: Sequence[Unit]) -> None:
        self._grams = [[_bigrams(unit.text) for unit in side] for side in (ours, theirs)]
        often = Counter(gram for side in self._grams for grams in side for gram in grams)
        total = len(ours) + len(theirs) + 1
        self._weight = {gram: math.log(total / n) for gram, n in often.items()}
        self._size = [[self._sum(grams) for grams in side] for side in self._grams]

    def rows(self) -> list[dict[int, float]]:
        """Return for each of our sentences the likeness to theirs, where there is any."""
        where: dict[str, list[int]] = defaultdict(list)
        for j, grams in enumerate(self._grams[1]):
            for gram in grams:
                where[gram].append(j)
        return [self._row(i, grams, where) for i, grams in enumerate(self._grams[0])]

    def _row(self, i: int, grams: frozenset[str], where: dict[str, list[int]]) -> dict[int, float]:
        shared: dict[int, float] = defaultdict(float)
        for gram in grams:
            for j in where.get(gram, ()):
                shared[j] += self._weight[gram]
        return {j: self._score(common, i, j) for j, common in shared.items()}

    def _score(self, common: float, i: int, j: int) -> float:
        """Half of it is how much of both they share, half how much of the shorter one."""
        ours, theirs = self._size[0][i], self._size[1][j]
        if not ours or not theirs:
            return 0.0
        return 0.5 * common / (ours + theirs - common) + 0.5 * common / min(ours, theirs)

    def _sum(self, grams: frozenset[str]) -> float:
        return sum(self._weight[gram] for gram in grams)


def _bigrams(text: str) -> frozenset[str]:
    letters = re.sub(r"[^\w]", "", plain(text))
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


def _best(likeness: _Likeness) -> dict[int, tuple[int, float]]:
    """Return the match of each of our sentences that has one; the neighbours' weigh in."""
    rows = likeness.rows()
    first = [max(row, key=lambda j: (row[j], -j), default=None) for row in rows]
    found = {}
    for i, row in enumerate(rows):
        scored = {j: value + _COMPANY * _company(i, j, first) for j, value in row.items()}
        j = max(scored, key=lambda each: (scored[each], -each), default=None)
        if j is not None and scored[j] >= THRESHOLD:
            found[i] = (j, scored[j])
    return found


def _company(i: int, j: int, first: Sequence[int | None]) -> int:
    """Return how many neighbours of a sentence have their best match beside its own."""
    beside = [first[at] for at in (i - 1, i + 1) if 0 <= at < len(first)]
    return sum(each is not None and 0 < abs(each - j) <= _NEAR for each in beside)
