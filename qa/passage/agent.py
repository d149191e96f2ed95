"""Who does what a sentence says, where it marks the agent with 由: 登记工作由省档案局统筹."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_AGENT = 30
_CLAUSE = re.compile(r"[^，。；：\n]+")
_BETWEEN = r"(?:会同[^，。；]{2,30}?|按职责|依法|具体|统一|共同|负责|牵头|组织|统筹)*"
"""What may stand between the agent and the deed."""
_LIGHT = frozenset({"负责", "牵头", "工作", "组织", "承担"})
"""Deeds that say little: they name an agent only where the clause has another word asked about."""


def agent_in(sentence: str, words: Sequence[str]) -> str | None:
    """Return the agent that a clause names by 由 for a deed among these words, None if none does.

    Args:
        sentence: One sentence or more.
        words: The content words of a question.

    >>> agent_in("登记工作由省档案局统筹协调；抽查归财政厅。", ("统筹", "协调", "登记"))
    '省档案局'
    >>> agent_in("登记工作由省档案局承担。", ("抽查",)) is None
    True
    """
    for clause in _CLAUSE.findall(sentence):
        for word in sorted(words, key=len, reverse=True):
            found = re.search(
                rf"由(?P<agent>[^由的]{{2,{LONGEST_AGENT}}}?){_BETWEEN}{re.escape(word)}", clause
            )
            others = [each for each in words if each != word and each in clause]
            if found and len(word) > 1 and (others if word in _LIGHT else True):
                return found["agent"]
    return None
