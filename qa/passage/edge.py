"""Where an answer may begin so that it can be read: not in the middle of a phrase."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.document import PolicyDocument

SHORTEST = 12
"""Characters from which an answer is a clause and not a name or figure in one."""
FARTHEST = 15
"""Characters that are added at most: what is farther from the beginning of its clause stays."""
_INTRODUCES = re.compile(
    r"(?:[，、。；：:！？!?\s\u3000“（(《—0-9.)）]|[要将过至达到对用以由供予为是向按给的了在与和及或]"
    r"|要求|如下|包括|通过|指出|提出|强调|规定|措施|明确|原则|表示|方式|分别|主要|涵盖|可以?|应当?"
    r"|不得|予以|给予|实行|采取|开展)[“（(]?$"
)
_SCRAP = re.compile(r"(?:的|了|等)?[，、；。：]\s*")
"""The end of another clause, by which no answer begins."""
_CLAUSE = re.compile(r"[^，。；：:！？!?\s\u3000、（(]*$")


def clause_start(document: PolicyDocument, start: int, end: int, low: int) -> int:
    """Return where an answer should begin: where it does, or its clause, if that is near.

    Args:
        document: Its document.
        start: Where it begins.
        end: Where it ends.
        low: Where the sentence begins.
    """
    scrap = _SCRAP.match(document.text[start:end])
    if scrap is not None and end - start - scrap.end() >= SHORTEST:
        return start + scrap.end()
    before = document.text[low:start]
    if end - start < SHORTEST or not before or _INTRODUCES.search(before):
        return start
    clause = _CLAUSE.search(before)
    added = len(clause[0]) if clause is not None else 0
    return start - added if 0 < added <= FARTHEST else start
