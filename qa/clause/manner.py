"""Of what kind a thing is: 什么样的体系 asks for what narrows 体系, 是什么机型 for its 机型."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.segment import tags, words
from qa.answer import Value
from qa.clause.sentence import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.clause.sentence import Wanted

_KIND = re.compile(r"(?:什么样的|怎样的|何种)(?P<noun>[\u4e00-\u9fff]{2,10}?)[？?]?$")
_HAS = re.compile(
    r"^(?P<of>[^，？?]{2,30}?)(?:是|为|用的是|属于)(?:什么|哪种)(?P<noun>[\u4e00-\u9fff]{2,4})[？?]?$"
)
LONGEST = 60
"""Characters of the longest run of words that narrow a noun."""
SHORTEST_NOUN = 2


def kinds(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield what narrows the noun of 什么样的, and what the noun of 是什么 is said to be."""
    asked = _KIND.search(wanted.question)
    if asked is not None:
        yield from _narrowed(asked["noun"], wanted, text)
    has = _HAS.match(wanted.question)
    if has is not None:
        for match in re.finditer(rf"{has['noun']}(?:为|是|：)(?P<said>[^，。；]{{2,24}})", text):
            if match["said"] not in wanted.question:
                said = Value(match["said"].strip("“”"))
                yield Candidate(match.start("said"), match.end("said"), (said,), 0.2)


def _narrowed(noun: str, wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield the noun, or as much of its end as is written, with all that stands before 的."""
    for size in range(len(noun), SHORTEST_NOUN - 1, -1):
        found = [*re.finditer(rf"的{noun[-size:]}|的[^，。；、的]{{0,6}}{noun[-size:]}", text)]
        for match in found:
            left = re.split(r"[，。；：\n]", text[max(0, match.start() - LONGEST) : match.start()])[
                -1
            ]
            first = words(left, search=False)[:1]
            verb = first[0] if first and tags().get(first[0], "").startswith("v") else ""
            rest = left[len(verb) :]
            if verb and not rest.startswith(("、", "的")):
                left = rest
            said = f"{left}{match.group()}"
            if len(left) > 1 and left not in wanted.question:
                yield Candidate(match.end() - len(said), match.end(), (Value(said),), 0.2)
        if found:
            return
