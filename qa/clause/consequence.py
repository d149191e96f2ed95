"""What follows from a condition: 数额不满十万元的，*给予警告处分*; several under conditions each.

Statutes word conditions before 的， and the consequence behind it; a line may go on with further
cases between semicolons, which share what the first says before its own bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.normalize import fold
from qa.answer import Value
from qa.clause.sentence import LOOK_BACK, Wanted
from qa.passage.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.document import PolicyDocument
    from qa.question.intent import Intent
    from qa.retrieval import Hit

_ASKED = re.compile(
    r"(?:应当?|要|会|该|可以|将)?(?:被|受到?|给予?|予以|得到)?(?:(?:怎么|怎样|如何|啥)(?:处理|处罚|处分|办|追责|处置|惩处|罚)?"
    r"|什么(?:样的)?(?:处分|处罚|后果|惩罚|法律责任|责任|纪律处分))(?:呢)?[？?]?$"
)
"""A question that ends by asking what happens: 怎么处理, 给什么处分, 应当怎样."""
_CASE = re.compile(r"[^；。\n]+[；。]?")
_CONDITION = re.compile(r"的，|，(?=应当|可以|不得|必须)")
_BOUND = re.compile(
    r"(?:不满|不足|低于|少于|超过|未满)\d[\d.]*[万亿]?|\d[\d.]*[万亿]?[\u4e00-\u9fff]{0,4}?以[上下内]"
)
_FIGURE = re.compile(r"\d[\d.]*[万亿]?")
_HEAD = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百零\d]+条[之一二三]*|[（(][一二三四五六七八九十\d]+[）)])?\s*"
)
LEAST_ALONE, LEAST = 0.7, 0.8
"""How much of the question a condition must have, in one document and among several."""
LEAST_LEAD = 0.03
OF_EXACT = 0.4
"""What speaks for a condition that says nothing but what the question says."""
OF_SUBJECT = 0.05
"""What speaks for a condition that begins as the question does."""
LONGEST = 400
"""Characters of the longest line that is told with all its cases."""


@dataclass(frozen=True, slots=True)
class _Case:
    document: PolicyDocument
    line: tuple[int, int]
    start: int
    condition: str
    follows: str
    lead: str


def consequence(intent: Intent, hits: Sequence[tuple[Hit, PolicyDocument]]) -> Reading | None:
    """Return what a text says happens under the condition that a question names, None if unclear.

    Cases that the question does not tell apart are all given, each with its condition.
    """
    asked = _ASKED.search(fold(intent.question))
    if asked is None or asked.start() < 2:
        return None
    wanted = Wanted(intent)
    condition = wanted.question[: asked.start()]
    words = [w for w in wanted.words if w in condition]
    if not words:
        return None
    scored = sorted(
        ((_score(wanted, words, condition, case), case) for case in _cases(hits)),
        key=lambda s: -s[0],
    )
    alone = len({hit.document_id for hit, _ in hits}) == 1
    if not scored or scored[0][0] < (LEAST_ALONE if alone else LEAST):
        return None
    score, best = scored[0]
    if _share(wanted, words, best) < (LEAST_ALONE if alone else LEAST):
        return None
    same = [case for _, case in scored if case.line == best.line and case.document is best.document]
    rival = next((s for s, c in scored if c.line != best.line and c.follows != best.follows), 0.0)
    if score - rival < LEAST_LEAD:
        return None
    values = _told(condition, best, sorted(same, key=lambda c: c.start))
    start, end = best.line
    if end - start > LONGEST:
        start, end = best.start, best.start + len(best.condition) + len(best.follows)
    return Reading(
        best.document, start, end, values, min(0.95, score), {"all_titled": score}, alone
    )


def _told(condition: str, best: _Case, cases: Sequence[_Case]) -> tuple[Value, ...]:
    """Return the consequence, or all cases with their conditions where the question names none."""
    later = [case for case in cases if case.start > best.start]
    bounds = any(_BOUND.search(case.condition) for case in cases)
    if _FIGURE.search(condition) or not later or (best is not cases[0]):
        return (Value(best.follows.rstrip("；。")),)
    if not bounds:
        return (Value(best.follows.rstrip("；。")), *(Value(_whole(case)) for case in later))
    return tuple(Value(_whole(case)) for case in cases)


def _whole(case: _Case) -> str:
    """Return a case with its own bound: 数额不满十万元的，给予警告处分."""
    last = re.split(r"，", case.condition.rstrip("，"))[-1]
    return f"{last}，{case.follows}".rstrip("；。")


def _score(wanted: Wanted, words: Sequence[str], condition: str, case: _Case) -> float:
    asked, said = _bounds(condition), _bounds(case.condition)
    if not all(figure in case.condition for figure in _FIGURE.findall(condition)):
        return 0.0
    if not asked <= said:
        return 0.0
    text = _HEAD.sub(
        "",
        case.condition if case.condition.startswith(case.lead) else f"{case.lead}{case.condition}",
    )
    held = sum(len(w) for w in words if w in text)
    exact = OF_EXACT * min(1.0, held / max(1, len(text)))
    begins = OF_SUBJECT * text.startswith(condition[:2])
    return _share(wanted, words, case) + exact + begins - 0.05 * len(said - asked)


def _share(wanted: Wanted, words: Sequence[str], case: _Case) -> float:
    text = f"{case.lead}{case.condition}"
    return sum(wanted.weight(w) * (w in text) for w in words) / sum(map(wanted.weight, words))


def _bounds(text: str) -> set[str]:
    found = set()
    for match in _BOUND.finditer(text):
        figure = _FIGURE.search(match.group())
        side = re.search(r"以[上下内]|不满|不足|低于|少于|超过|未满", match.group())
        if figure is not None and side is not None:
            found.add(f"{side.group()}{figure.group()}")
    return found


def _cases(hits: Sequence[tuple[Hit, PolicyDocument]]) -> Iterator[_Case]:
    """Yield the cases of all lines that passages have a part of."""
    seen: set[tuple[str, int]] = set()
    for hit, document in hits:
        text = document.text
        first = text.rfind("\n", 0, hit.start) + 1
        stop = text.find("\n", hit.end)
        for line in re.finditer(
            r"[^\n]+", text[max(first, hit.start - LOOK_BACK) : stop if stop >= 0 else None]
        ):
            start = max(first, hit.start - LOOK_BACK) + line.start()
            if (document.id, start) in seen:
                continue
            seen.add((document.id, start))
            yield from _of_line(document, start, fold(line.group()))


def _of_line(document: PolicyDocument, at: int, line: str) -> Iterator[_Case]:
    lead = ""
    for n, match in enumerate(_CASE.finditer(line)):
        cut = [m.end() for m in _CONDITION.finditer(match.group())]
        if not cut:
            continue
        condition, follows = match.group()[: cut[-1]], match.group()[cut[-1] :]
        if n == 0:
            own = condition.rstrip("，").rfind("，")
            lead = condition[: own + 1] if own >= 0 else ""
        yield _Case(document, (at, at + len(line)), at + match.start(), condition, follows, lead)
