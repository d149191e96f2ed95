"""Whether another figure of the same sentence answers a question rather than the one found.

300万元以上 for 多少万元以内, a part for the sum that is asked for, the figure of a case that the
question does not name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.normalize import fold
from nlp.quantity import Quantity, find_quantities
from qa.recall.coverage import GENERIC

if TYPE_CHECKING:
    from collections.abc import Sequence

_BOUND = re.compile(r"(?:多少|几)[^，。？?\d]{0,5}?(以上|以下|以内|之内)")
_AT_MOST = "以内|之内|以下|不超过|不满|不高于"
_SAME_BOUND = {
    "以内": _AT_MOST,
    "之内": _AT_MOST,
    "以下": _AT_MOST,
    "以上": "以上|不低于|不少于|超过",
}
_SUM_ASKED = re.compile(r"一共|总共|合计|共计|总计|加起来")
_SUM = re.compile(r"(?:一共|总共|合计|共计|总计|共)(?:有|为|是|达|获得?)?$")
_CASE = re.compile(r"[^；;。！？\n]+")


def rival(question: str, content: Sequence[str], quote: str, value: str) -> str | None:
    """Return why the figure of a sentence is not the one asked for, None if it may be.

    Args:
        question: The question.
        content: Its words that carry meaning.
        quote: The sentence.
        value: The figure as the sentence writes it.
    """
    quote, value, question = fold(quote), fold(value), fold(question)
    places = [m.start() for m in re.finditer(re.escape(value), quote)] if value else []
    # Two things may have one figure (增长5.5%；失业率5.5%): one of them will do.
    against = [_against(question, content, quote, at, at + len(value)) for at in places]
    return against[0] if against and all(against) else None


def _against(question: str, content: Sequence[str], quote: str, start: int, end: int) -> str | None:
    """Return why the figure that stands at one place is not the one asked for."""
    if against := _other_bound(question, quote, start, end):
        return against
    quantities = find_quantities(quote)
    own = next((q for q in quantities if q.start < end and start < q.end), None)
    if own is None:
        return None
    alike = [q for q in quantities if q.unit == own.unit]
    sums = [q for q in alike if _SUM.search(quote[: q.start])]
    if sums and own not in sums and _SUM_ASKED.search(question):
        return "引文另有合计的数值"
    return _of_other_case(content, quote, own, alike)


def _other_bound(question: str, quote: str, start: int, end: int) -> str | None:
    asked = _BOUND.search(question)
    if asked is None:
        return None
    near = quote[max(0, start - 3) : end + 2]
    return None if re.search(_SAME_BOUND[asked[1]], near) else f"引文中的不是{asked[1]}的界限"


def _of_other_case(
    content: Sequence[str], quote: str, own: Quantity, alike: Sequence[Quantity]
) -> str | None:
    """Object where more of the question follows from another case: 2万元以上的，给予*开除*处分.

    Cases stand beside one another between semicolons; what stands before their figures is shared.
    """
    words = [w for w in content if len(w) > 1 and w not in GENERIC]
    said: dict[tuple[int, int], set[str]] = {}
    for case in _CASE.finditer(quote):
        first = next((q for q in alike if case.start() <= q.start < case.end()), None)
        if first is not None:
            said[case.span()] = {w for w in words if w in quote[first.end : case.end()]}
    place = next((c for c in said if c[0] <= own.start < c[1]), None)
    if place is None:
        return None
    # What leads to the own figure (*城镇*调查失业率5.5%) is not the other's (5%，*城镇*就业…).
    mine = said[place] | {w for w in words if w in quote[place[0] : own.start]}
    if any(said[place] < other and not other <= mine for other in said.values()):
        return "引文另一种情形的数值更合所问"
    return None
