"""Amounts of one thing that a paragraph grades: 处一万元以下罚款；*情节严重的*，处五万元以下罚款.

One grade told as if it were the only one says something else than the provision. Grades follow each
other: a fine with a harder case or for somebody else (拒不改正的, 对个人), another amount behind
like words (绝密级*不超过*三十年，机密级*不超过*二十年).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.normalize import fold
from nlp.segment import words
from qa.provision.amount import amounts
from qa.provision.asking import Kind
from qa.provision.case import Cases

if TYPE_CHECKING:
    from qa.provision.asking import Asking
    from qa.provision.unit import Unit

    Span = tuple[int, int]

FARTHEST = 60
"""Characters between two amounts beyond which the second is of something else."""
FARTHEST_FINE = 90
"""The same of fines, between which further punishments may stand."""
LONG_TAIL = 5
"""Characters before an amount that are the same before the others of an article."""
TAIL = 8
"""Characters before an amount in which its bound stands."""
_GRADE = re.compile(
    r"情节(?:特别|较)?(?:严重|恶劣|轻微|较?[轻重])|拒[不绝][\u4e00-\u9fff]{2}|逾期[\u4e00-\u9fff]{2}|后果|造成[^，,；;]{2,16}的"
    r"|(?:违法所得|金额|数额|价值|货值)[^，,；;]{2,16}的"
    r"|对[^，,；;。]{0,6}(?P<whom>单位|个人|企业|法人|组织者?|经营者)"
)
"""What makes a fine another grade of the one before it."""
_OTHER_DEED = re.compile(r"违反|有下列|第[一二三四五六七八九十百零]+[条项]")
_PERSON = re.compile(r"主管人员|责任人员|负责人|责任人")
_FINED = re.compile(r"^(?:以)?的?(?:标准)?(?:处以?)?(?:罚款|罚金)")
_PUNISHED = re.compile(r"处(?:以|罚)?[^，,；;。]{0,12}$")
_MORE = re.compile(r"(?:延长|顺延|延期|缩短|增加|减少)(?![至到为])|提前|[期届]满|罚款")
_BOUND = re.compile(
    r"(?P<most>最[长高多大迟]|不得?(?:超过|高于|多于|长于|大于)|延长至|至多)"
    r"|(?P<least>最[低短少小]|不得?(?:低于|少于|小于)|至少)"
)
_OF_CASE = re.compile(r"(?:[岁年月日元人级上下满]|情形)的$")
"""A case right before its amount: 未满十六周岁的*五年*."""
_STOP = re.compile(r"[。；;]")
_WITHIN = re.compile(r"内$|前$")
_CASE = re.compile(
    r"的[，,]|情况|情形|特殊|困难|[一二三甲乙丙]类|[一二三四五六七八九十密]级|[大中小微]型"
)
_LAST_CLAUSE = re.compile(r"(?:[^，,。；;：:]*的[，,])?[^，,。；;：:]*$")


def graded(asked: Asking, unit: Unit, low: int) -> Cases | None:
    """Return the grades that one amount is of, None where it is the only one or is meant alone.

    Args:
        asked: The question; a grade that it names is meant alone.
        unit: The sentence that holds the amount.
        low: Where in the document the amount begins.
    """
    return _in_paragraph(asked, unit, low) or _in_article(asked, unit, low)


def _in_article(asked: Asking, unit: Unit, low: int) -> Cases | None:
    """Return the amounts that an article tells behind the very same words, a paragraph each."""
    text, at = unit.article, unit.article.find(unit.text)
    begin = unit.start - at
    if asked.kind is Kind.FINE or fold(unit.document.text[begin : begin + len(text)]) != text:
        return None
    found = list(amounts(asked.kind, asked.unit, text))
    own = next((a for a, b in found if a <= low - begin < b), 0)
    tail = text[max(0, own - LONG_TAIL) : own]
    run = [(a, b) for a, b in found if text[:a].endswith(tail)]
    paragraphs = {text.count("\n", 0, a) for a, _ in run}
    if len(tail) < LONG_TAIL or len(paragraphs) < len(run) or len(run) < 2:
        return None
    if len({text[slice(*span)] for span in run}) < 2 or any(
        _WITHIN.search(text[slice(*span)]) for span in run
    ):
        return None
    clauses = [_words(text[text.rfind("\n", 0, a) + 1 : a]) for a, _ in run]
    shared = set.intersection(*clauses)
    mine = clauses[next(n for n, (a, _) in enumerate(run) if a == own)] - shared
    if any(word in asked.text for word in mine):
        return None
    end = min((m.end() for m in re.finditer("[。；;]", text[run[-1][1] :])), default=0)
    start = text.rfind("\n", 0, run[0][0]) + 1
    return Cases(
        begin + start, begin + run[-1][1] + end, tuple((begin + a, begin + b) for a, b in run)
    )


def _in_paragraph(asked: Asking, unit: Unit, low: int) -> Cases | None:
    text, begin = _paragraph(unit)
    found = [s for s in amounts(asked.kind, asked.unit, text) if _is_one(asked, text, s)]
    own = next((n for n, (a, b) in enumerate(found) if a <= low - begin < b), None)
    if own is None:
        return None
    goes_on = [_goes_on(asked, text, a, b) for a, b in pairwise(found)]
    first = last = own
    while first > 0 and goes_on[first - 1]:
        first -= 1
    while last < len(goes_on) and goes_on[last]:
        last += 1
    run = found[first : last + 1]
    if len(run) < 2 or _named(asked, text, run, own - first):
        return None
    kept = [span for n, span in enumerate(run) if n == own - first or _of_same(asked, text, run, n)]
    if len({text[slice(*span)] for span in kept}) < 2:
        return None
    start = max((m.end() for m in _STOP.finditer(text, 0, kept[0][0])), default=0)
    if asked.kind is Kind.FINE:
        start = max((m.end() for m in re.finditer("。", text[: kept[0][0]])), default=0)
    end = min((m.end() for m in re.finditer("[。；;：:]", text[kept[-1][1] :])), default=0)
    end = kept[-1][1] + end if end else len(text)
    return Cases(begin + start, begin + end, tuple((begin + a, begin + b) for a, b in kept))


def _paragraph(unit: Unit) -> tuple[str, int]:
    """Return the paragraph of a sentence and where it begins; of an item, the item alone."""
    begin = unit.start - len(unit.before)
    paragraph = f"{unit.before}{unit.text}{unit.behind}"
    if begin >= 0 and fold(unit.document.text[begin : begin + len(paragraph)]) == paragraph:
        return paragraph, begin
    line = unit.document.text.rfind("\n", 0, unit.start) + 1
    return fold(unit.document.text[line : unit.end + len(unit.behind)]), line


def _is_one(asked: Asking, text: str, span: Span) -> bool:
    """Whether an amount is one that is fined; of other kinds each is one."""
    if asked.kind is not Kind.FINE:
        return True
    return bool(_FINED.match(text[span[1] :]) and _PUNISHED.search(text[: span[0]]))


def _goes_on(asked: Asking, text: str, left: Span, right: Span) -> bool:
    """Whether the second of two amounts is another grade of the first."""
    between = text[left[1] : right[0]]
    if _OTHER_DEED.search(between):
        return False
    if asked.kind is Kind.FINE:
        return len(between) <= FARTHEST_FINE and _GRADE.search(between) is not None
    if len(between) > FARTHEST or _MORE.search(between):
        return False
    if _WITHIN.search(text[slice(*left)]) or _WITHIN.search(text[slice(*right)]):
        return False  # what is to be done within a time is told by another deed
    return _alike(text, left, right)


def _alike(text: str, left: Span, right: Span) -> bool:
    """Whether like words stand before two amounts, or both are a bound of one side."""
    tails = [text[max(0, a - TAIL) : a] for a, _ in (left, right)]
    bounds = [_BOUND.search(tail) for tail in tails]
    if bounds[0] and bounds[1]:
        return bounds[0].lastgroup == bounds[1].lastgroup
    if _OF_CASE.search(tails[0]) and _OF_CASE.search(tails[1]):
        return True
    return len(tails[1]) > 1 and tails[0][-2:] == tails[1][-2:]


def _of_same(asked: Asking, text: str, run: list[Span], number: int) -> bool:
    """Whether a grade is not of the persons in charge, whom the question does not mean."""
    before = text[run[number - 1][1] if number else 0 : run[number][0]]
    clause = re.split("[，,；;。]", before)[-1]
    return bool(_PERSON.search(asked.text)) or not _PERSON.search(clause)


def _named(asked: Asking, text: str, run: list[Span], own: int) -> bool:
    """Whether the question names a grade: by a fine's harder case, else by the amount's own case.

    What is said before all grades tells none apart.
    """
    if asked.kind is Kind.FINE:
        between = text[run[0][1] : run[-1][0]]
        said = (m["whom"] or m.group() for m in _GRADE.finditer(between))
        if any(word[:4] in asked.text for word in said):
            return True
        clause = re.split("[，,；;。]", text[: run[own][0]])[-1]
        return _PERSON.search(asked.text) is not None and _PERSON.search(clause) is not None
    clause = _last_clause(text, run[own][0])
    rests = [text[a[1] : b[0]] for a, b in pairwise(run)]
    if own == 0 and not _CASE.search(clause) and all(_CASE.search(rest) for rest in rests):
        return False  # the rule, with its exceptions behind it
    others = [rests[n - 1] if n else _last_clause(text, run[0][0]) for n in range(len(run))]
    told = {word for n, rest in enumerate(others) if n != own for word in _words(rest)}
    lead = text[: run[0][0] - len(_last_clause(text, run[0][0]))]
    return any(word in asked.text and word not in lead for word in _words(clause) - told)


def _last_clause(text: str, end: int) -> str:
    """Return the clause before an offset, with a condition before it: *满三年的，*不超过."""
    found = _LAST_CLAUSE.search(text[:end])
    return found.group() if found is not None else ""


def _words(text: str) -> set[str]:
    return {word for word in words(text, search=False) if len(word) > 1}
