"""Several words looked for at once: 提到人工智能但没有提到低空经济, 提到养老和托育."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.storage.archive import Archive

_VERB = r"(?:提到|提及|谈到|讲到|写到|写有|说到|涉及到?|出现|含有|提)?(?:了|过)?"
_BUT_NOT = re.compile(rf"[，,]?(?:但是?|却|而|同时|且)(?:又|都|并)?(?:没有?|未)(?:有)?{_VERB}")
_AND = re.compile(rf"[，,]?(?:和|与|以及|及|并且?|且|也|又|还|同时|、)+{_VERB}")
SHORTEST = 2
"""Characters of the shortest word that is looked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words that a text must have, and those that it must not have."""

    all: tuple[str, ...]
    none: tuple[str, ...] = ()

    @property
    def several(self) -> bool:
        """Whether more than one word is looked for."""
        return len(self.all) + len(self.none) > 1

    @property
    def said(self) -> str:
        """The words as a sentence with quotation marks around it names them."""
        without = "".join(f"”但没有“{word}" for word in self.none)
        return "”和“".join(self.all) + without

    def documents(self, archive: Archive) -> frozenset[str]:
        """Return the ids of the documents that meet it."""
        having = [frozenset(archive.containing(word)) for word in self.all]
        return frozenset.intersection(*having).difference(
            *(archive.containing(word) for word in self.none)
        )


def wanted_in(words: str) -> Wanted:
    """Return what words joined by 和 or 但没有 ask for; joined ones may be one name all the same.

    >>> wanted_in("人工智能但没有提到低空经济")
    Wanted(all=('人工智能',), none=('低空经济',))
    >>> wanted_in("具身智能和脑机接口").said
    '具身智能”和“脑机接口'
    """
    part, *without = _BUT_NOT.split(words)
    having, lacking = (
        tuple(each for text in texts for each in _joined(text)) for texts in ([part], without)
    )
    if any(len(word) < SHORTEST for word in (*having, *lacking)):
        return Wanted((words,))
    return Wanted(having, lacking)


def _joined(text: str) -> list[str]:
    """Return the words that 和 joins; it is a letter of a word where too little is left: 碳中和."""
    parts = _AND.split(text)
    return parts if all(len(part) >= SHORTEST for part in parts) else [text]
