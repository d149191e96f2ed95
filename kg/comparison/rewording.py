"""How two sentences that correspond differ: modality, quantities, deadlines, other wording."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from corpus.metadata.calendar import DAY
from corpus.normalize import fold
from nlp.quantity import find_quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator
    from decimal import Decimal

Kind = Literal["modality", "quantity", "deadline", "date", "wording"]

_MODAL = re.compile(
    r"不得|禁止|严禁|不准|应当|必须|可以|(?<!所)有权|鼓励"
    r"|(?:(?<=^)|(?<=[，。；、：和]))(?:支持|引导|提倡|倡导)"
)
"""Words that say how binding a sentence is (立法技术规范（试行）（一）, 12—16); 支持 and the like
only where they begin a clause, for elsewhere they are nouns."""

_SELF = re.compile(r"本(?:法|条例|办法|规定|细则|实施办法|规则|决定|意见|方案|通知)")
_SPACE = re.compile(r"\s+")
_CLAUSE = re.compile(r"[^，。；：]+")
_DATE = re.compile(DAY)
_SAME_CLAUSE = 0.5
"""Share of bigrams that two clauses have in common if the one takes up the other."""

_TIMES = frozenset({"日", "天", "工作日", "个工作日", "个月", "月", "年", "小时", "周", "分钟"})
_BOUND = re.compile(r"(以上|以下)(?=[\d一二三四五六七八九十百千])")
"""Where one bound ends and the next begins: 五万元以上|十万元以下."""

_CASE = re.compile(r"的[；：，]$")
"""How the case of a penalty ends: 擅自改变用途的；"""

_HALVES = [(False, True), (True, False)]
_GAP = 2
"""Characters between two differences that do not part them: 县人民政府 / 市人民政府."""

Token = TypeVar("Token", bound="Hashable")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; ``before`` is the superior's wording, ``after`` the local one, "" if none."""

    kind: Kind
    before: str
    after: str

    def to_json(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {"kind": self.kind, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class _Amount:
    """A quantity; 三十日 and 30日以内 are the same one."""

    low: Decimal
    high: Decimal
    unit: str
    text: str = field(compare=False)


def plain(sentence: str) -> str:
    """Return a sentence as it is compared: folded, without spaces, 本法 and 本条例 alike.

    >>> plain("本法 所称") == plain("本条例所称")
    True
    """
    return _SELF.sub("本文件", _SPACE.sub("", fold(sentence)))


def changes(before: str, after: str) -> tuple[Change, ...]:
    """Return how a local sentence differs from the superior's, what binds and counts first.

    Modality, days and quantities are compared clause by clause, and what is on one side only counts
    if the whole other sentence lacks it: a clause more, or a word in another clause, is no change.
    Empty if both say the same in the same words, but for white space and the name they give
    themselves.
    """
    one, other = plain(before), plain(after)
    if one == other:
        return ()
    clauses = list(_clauses(one, other))
    told = (
        *_bound(one, other, clauses),
        *(Change("date", _listed(gone), _listed(come))
          for gone, come in _differences(_days, one, other, clauses)),
        *(_amount(*pair) for pair in _differences(_amounts, one, other, clauses)),
    )  # fmt: skip
    return (*told, *(each for each in _wording(one, other) if not _is_told(each, told)))


def _is_told(change: Change, told: tuple[Change, ...]) -> bool:
    """Whether a stretch that differs is part of a change that was told: 三 in 三十日."""
    return any(change.before in each.before and change.after in each.after for each in told)


def _bound(one: str, other: str, clauses: list[tuple[str, str]]) -> list[Change]:
    """Return what changed in how binding the sentences are; the case of a penalty binds nobody."""
    if _CASE.search(one) or _CASE.search(other):
        return []
    return _joined([_modality(*pair) for pair in _differences(_modals, one, other, clauses)])


def _clauses(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Yield the clauses that correspond, the superior's first."""
    theirs = [(clause, _bigrams(clause)) for clause in _CLAUSE.findall(one)]
    for clause in _CLAUSE.findall(other):
        ours = _bigrams(clause)
        near = max(theirs, key=lambda each: _dice(each[1], ours), default=None)
        if near is not None and _dice(near[1], ours) >= _SAME_CLAUSE:
            yield near[0], clause


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / ((len(one) + len(other)) or 1)


def _differences(
    read: Callable[[str], list[Token]], one: str, other: str, clauses: Iterable[tuple[str, str]]
) -> Iterator[tuple[list[Token], list[Token]]]:
    """Yield what clauses that correspond hold differently, the superior's first, each once."""
    here, there = read(one), read(other)
    for left, right in dict.fromkeys(clauses):
        for gone, come in _replaced(read(left), read(right)):
            if gone and come:
                yield gone, come
            elif lost := [each for each in gone if each not in there]:
                yield lost, []
            elif new := [each for each in come if each not in here]:
                yield [], new


def _replaced(one: list[Token], other: list[Token]) -> Iterator[tuple[list[Token], list[Token]]]:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield one[a:b], other[c:d]


def _modals(text: str) -> list[str]:
    return _MODAL.findall(text)


def _modality(gone: list[str], come: list[str]) -> Change:
    return Change("modality", _listed(gone), _listed(come))


def _joined(found: list[Change]) -> list[Change]:
    """Return one change where a word went from one clause and another came in the next."""
    if len(found) == 2 and sorted((bool(c.before), bool(c.after)) for c in found) == _HALVES:
        return [
            Change("modality", *("".join(side) for side in zip(*map(_sides, found), strict=True)))
        ]
    return list(dict.fromkeys(found))


def _sides(change: Change) -> tuple[str, str]:
    return change.before, change.after


def _days(text: str) -> list[str]:
    return _DATE.findall(text)


def _amounts(text: str) -> list[_Amount]:
    apart = _BOUND.sub(r"\1，", text)
    taken = [match.span() for match in _DATE.finditer(apart)]
    return [
        _Amount(each.low, each.high, each.unit, apart[each.start : each.end])
        for each in find_quantities(apart, taken)
    ]


def _amount(gone: list[_Amount], come: list[_Amount]) -> Change:
    kind: Kind = "deadline" if any(each.unit in _TIMES for each in (*gone, *come)) else "quantity"
    return Change(kind, *(_listed([each.text for each in side]) for side in (gone, come)))


def _listed(words: list[str]) -> str:
    return "、".join(words)


def _wording(one: str, other: str) -> Iterator[Change]:
    """Yield stretches that differ; agreement of a character or two between them counts as none."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    last = (0, 0)
    for block in matcher.get_matching_blocks():
        here = (block.a, block.b)
        if block.size <= _GAP and here != (len(one), len(other)):
            continue
        if here != last:
            yield Change("wording", one[last[0] : here[0]], other[last[1] : here[1]])
        last = (block.a + block.size, block.b + block.size)
