"""One amount of a statute that a fact or a reader gave, told with its other grades."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.normalize import fold
from qa.answer import Value
from qa.provision.amount import amounts
from qa.provision.asking import asking, of_law
from qa.provision.grade import graded
from qa.provision.unit import unit_at

if TYPE_CHECKING:
    from corpus.document import PolicyDocument
    from qa.answer import Answer

_ARTICLE = re.compile(r"^第[一二三四五六七八九十百千零〇\d]+条", re.MULTILINE)
LOOK_BACK = 3000
"""Characters before a quote in which its article begins."""


def with_grades(answer: Answer, document: PolicyDocument) -> Answer:
    """Return an answer of one amount with the other grades of it, itself where it has none.

    Args:
        answer: An answer of one value that is quoted first.
        document: The document of that quote.
    """
    asked, cited = asking(of_law(answer.question)), answer.evidence[0]
    if asked is None or asked.kind.is_wording or len(answer.values) != 1:
        return answer
    behind = document.text[max(0, cited.start - LOOK_BACK) : cited.end]
    said = fold(answer.values[0].value)
    at = fold(cited.quote).find(said)
    amount = next(amounts(asked.kind, asked.unit, said), None)
    if at < 0 or amount is None or _ARTICLE.search(behind) is None:
        return answer
    low = cited.start + at + amount[0]
    several = graded(asked, unit_at(document, low), low)
    if several is None:
        return answer
    quote = document.text[several.start : several.end]
    start = several.start + len(quote) - len(quote.lstrip())
    quote = quote.strip()
    citation = replace(cited, start=start, end=start + len(quote), quote=quote)
    return replace(
        answer,
        text=f"据《{citation.title}》，按情形不同：{quote}" if citation.title else quote,
        values=tuple(Value(document.text[a:b]) for a, b in several.spans),
        evidence=(citation, *answer.evidence[1:]),
        source="passage",
        sparql=None,
        steps=(*answer.steps, f"一款分{len(several.spans)}种情形，一并给出"),
    )
