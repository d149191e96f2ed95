"""Values to the bounds that their sentence gives them: *超过*138亿元, *第*6批, 60周*年*, *每年*1月.

A value that lost one of these says something else than its quote. It is widened at its own place: a
value that stands in the sentence several times is widened only where all of these places agree.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.normalize import fold
from nlp.quantity import Quantity, find_quantities
from nlp.segment import cuts, is_listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answer import Value
    from qa.passage.reading import Reading

LONGEST = 24
"""Characters of the longest value that is a figure, day or name and no clause."""
_NUMERAL = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两]")
_STARTS_WITH_NUMERAL = re.compile(r"[\d〇零一二三四五六七八九十百两]")
_CLASSIFIER = re.compile(r"[号批届次期条款项轮版]")
_DAY = re.compile(r"^\d{1,2}[月日]")
_BEFORE_DAY = re.compile(
    r"(?:每[年月季]度?|[次翌当上今去明]年|[次当上]月|(?:19|20)\d\d年(?:\d{1,2}月)?|\d{1,2}月)$"
)
_BEHIND_DAY = re.compile(
    r"[至—-](?:\d{1,2}月)?\d{1,2}日(?!均)|\d{1,2}(?:时|点)(?:\d{1,2}分)?|[底初末](?:[之以]?前)?|[之以]?前(?![往后])"
)
_HOUR = re.compile(r"\d(?:时|点|分)$")
_BEHIND_HOUR = re.compile(r"(?:\d{1,2}分)?(?:左右|许|整|[之以]?前(?![往后])|[之以]后|起)?")
_SPAN_OF_TIME = re.compile(r"(?:年|个月|月|日|天|小时|分钟|周|星期|工作日)$")
_WITHIN = re.compile(r"[之以]?内(?![容部地外需])")
_PERSONS = re.compile("(?:负责同志|负责人|领导|人员|部门|单位|机关)$")
_WHICH = re.compile("(?:主要|有关|直接|分管|上级|同级|各级|本级|所属|其他)$")
_LOOSE_END = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:的|分别|共同|联合|均|实行|进行)$")
"""Words behind a name that belong to the verb or noun after it."""


def bounded(reading: Reading) -> Reading:
    """Return a reading whose values go as far as its sentence says them."""
    quote = fold(reading.quote)
    values = tuple(_bounded(value, quote, reading.quote) for value in reading.values)
    return reading if values == reading.values else replace(reading, values=values)


def _bounded(value: Value, quote: str, verbatim: str) -> Value:
    said = fold(value.value)
    if not said or len(said) > LONGEST:
        return value
    places = [m.start() for m in re.finditer(re.escape(said), quote)]
    if not places:
        return value
    if not _NUMERAL.search(said):
        if (lead := _own_lead(said, quote, places)) is not None:
            return replace(value, value=f"{lead}{value.value}")
        bare = _LOOSE_END.sub("", value.value)
        follows = all(quote[at + len(said) :][:1].isalpha() for at in places)
        return replace(value, value=bare) if follows else value
    quantities, edges = find_quantities(quote), cuts(quote)
    reached = {_reach(quote, at, at + len(said), quantities, edges) for at in places}
    texts = {quote[start:end] for start, end in reached}
    if len(texts) != 1 or said in texts:
        return value
    start, end = reached.pop()
    return replace(value, value=verbatim[start:end])


def _own_lead(said: str, quote: str, places: Sequence[int]) -> str | None:
    """Return the word before a name that says which ones are meant: *主要*负责同志."""
    leads = {_WHICH.search(quote[:at]) for at in places} if _PERSONS.search(said) else {None}
    found = {lead.group() for lead in leads if lead is not None}
    return found.pop() if len(found) == 1 and None not in leads else None


def _reach(
    quote: str, start: int, end: int, quantities: Sequence[Quantity], edges: frozenset[int]
) -> tuple[int, int]:
    """Return the bounds of the figure or day that stands at a place."""
    for quantity in quantities:
        if quantity.start <= start and end <= quantity.end and end > quantity.number_start:
            start, end = quantity.start, quantity.end
    if quote[start - 1 : start] == "第" and _STARTS_WITH_NUMERAL.match(quote, start):
        start -= 1
        if quote[end - 1].isdigit() and _CLASSIFIER.match(quote, end):
            end += 1
    if _DAY.match(quote[start:end]) and (before := _BEFORE_DAY.search(quote[:start])):
        start = before.start()
    end = _end_of_word(quote, start, end, edges)
    day = re.search(r"\d[日月]$", quote[start:end])
    behind = _BEHIND_DAY.match(quote, end) if day else None
    end = behind.end() if behind is not None else end
    if _HOUR.search(quote[start:end]) and (bound := _BEHIND_HOUR.match(quote, end)):
        return start, bound.end()
    if behind is not None:
        return start, end
    within = _WITHIN.match(quote, end) if _SPAN_OF_TIME.search(quote[start:end]) else None
    return start, within.end() if within else end


def _end_of_word(quote: str, start: int, end: int, edges: frozenset[int]) -> int:
    """Return where the word ends that a figure's unit begins: 60周*年*."""
    if end in edges or re.search(r"\d[月日]$", quote[start:end]):
        return end  # 1月*入职*
    first = max((edge for edge in edges if edge < end), default=end)
    last = min((edge for edge in edges if edge > end), default=end)
    return last if start < first and is_listed(quote[first:last]) else end
