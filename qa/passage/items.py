"""Lists among the values of a reading: told item by item, to their end."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from nlp.segment import cuts
from qa.answer import Value
from qa.question.focus import Operation

if TYPE_CHECKING:
    from qa.passage.reading import Reading
    from qa.question.intent import Intent

_END = re.compile(r"[，。；：！？\n]|等(?!级|候|待|额|同|离)|$")
_CLOSES = re.compile(r"等[\u4e00-\u9fff]{0,6}$")
LONGEST_ITEM = 30
"""Characters of the longest item; what is longer is no thing but a clause."""


def itemised(intent: Intent, reading: Reading) -> Reading:
    """Return a reading whose one value, a list of things, is told item by item and to its end."""
    if intent.focus.operation is not Operation.LIST or len(reading.values) != 1:
        return reading
    said = reading.values[0].value
    at = reading.quote.find(said)
    if at < 0 or "、" not in f"{said}{reading.quote[at + len(said) :][:1]}":
        return reading
    goes_on = ("、", "和", "与", "及", "以及") if "、" in said else ("、",)
    if reading.quote[at + len(said) :].startswith(goes_on):
        last = _END.search(reading.quote, at + len(said))
        said = reading.quote[at : last.start()] if last else said
    parts = items(said)
    if len(parts) < 2 or max(map(len, parts)) > LONGEST_ITEM:
        return reading
    return replace(reading, values=tuple(Value(part) for part in parts))


def items(said: str) -> list[str]:
    """Return the things that a list names; a whole with clauses in it is one.

    >>> items("大米、面粉和食盐等")
    ['大米', '面粉', '食盐']
    """
    bare = _CLOSES.sub("", said.strip("。；，、 "))
    if re.search(r"[，。；：《》（）]", bare):
        return [said]
    edges = cuts(bare)
    joins = [m for m in re.finditer("[、和与及]", bare) if {m.start(), m.end()} <= edges]
    if not any(m.group() == "、" for m in joins):
        return [said]
    ends = [*(m.start() for m in joins), len(bare)]
    starts = [0, *(m.end() for m in joins)]
    return [bare[a:b] for a, b in zip(starts, ends, strict=True) if a < b]
