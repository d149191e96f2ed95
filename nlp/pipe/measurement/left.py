"""What stands left of a value: the words that may name its indicator, and the pattern between."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.gazetteer.indicator import lexicon
from nlp.pipe.measurement.coordination import metric_of
from nlp.pipe.measurement.pattern import PATTERNS, Pattern

if TYPE_CHECKING:
    from nlp.pipe.measurement.setting import Setting
    from nlp.quantity import Quantity

REACH = 70
"""Characters left of a value in which its indicator is looked for."""

STOPS = "，；：。！？!?;\n（"
LONGEST_LABEL = 24
"""Characters of a label before a colon at most."""
ASIDE = re.compile(
    r"（(?:[^（）\d]{1,8}|[A-Za-z]\d?|(?:不?包?[含括]|剔除|扣除|不计)[^（）\d]{1,24})）"
)
"""A bracket inside a name: 污水治理（管控）率, 业务量（不包含包裹业务）."""

_ENUMERATES = re.compile(r"、(?![^（）]{0,8}）)")
"""What parts the items of a list, not inside a bracket (31个省（区、市）)."""

_CHANGED = re.compile(r"(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少|缩短|压缩|升|降|增)$")
_HANZI = re.compile(r"[一-鿿]{2}")

_EMPTY = re.compile(
    r"[，、\s]|其中|首次|均|都|也|已|又|再|分别|同比|环比|累计|总|当中|并|且|还|而|的|则|全年|总体"
    r"|[日月]均|连续|同时|实际|名义|历史性地?"
)


@dataclass(frozen=True, slots=True)
class Left:
    """The words from ``start`` to ``end``; the pattern's cue begins at ``cue``."""

    start: int
    cue: int
    end: int
    pattern: Pattern
    verb: str

    def names_something(self, text: str) -> bool:
        """Whether the words before the cue hold more than adverbs and marks."""
        return names_something(text[self.start : self.cue])

    def ends_a_list(self, text: str) -> bool:
        """Whether a list ends before the value: 甲、乙等10个省."""
        return text[self.start : self.end].endswith("等")


def names_something(words: str) -> bool:
    """Whether words hold more than adverbs and marks, so that a subject is not merely dropped."""
    return bool(_EMPTY.sub("", words))


def read_left(setting: Setting, first: int, value: Quantity, *, follows: bool) -> Left | None:
    """Return what stands left of a value, None if no pattern fits.

    Args:
        setting: The text and its surroundings.
        first: Where the sentence begins or the value before this one ends.
        value: The value.
        follows: Whether another value ends at ``first``.
    """
    text = setting.text
    start = _clause_start(text, max(first, value.start - REACH), value.start)
    if follows and start == first:
        # After 5条线路、…: what abuts a value is counted by it.
        mark = _ENUMERATES.search(text, start, value.start)
        start = mark.end() if mark else start
    start, end = _without_period(setting, start, value.start)
    words = text[start:end]
    for pattern in PATTERNS:
        if pattern.units and value.unit not in pattern.units:
            continue
        match = pattern.cue.search(words)
        if match is not None:
            return Left(start, start + match.start(), end, pattern, match[0])
    return None


def _clause_start(text: str, lowest: int, at: int) -> int:
    while at > lowest:
        if text[at - 1] == "）":
            opened = text.rfind("（", max(lowest, at - 30), at)
            if opened < 0 or not ASIDE.fullmatch(text, opened, at):
                return at
            at = opened
        elif text[at - 1] in "：:" and _is_label(text, lowest, at - 1):
            at -= 1
        elif text[at - 1] in STOPS or _parts(text, at - 1):
            return at
        else:
            at -= 1
    return at


def _parts(text: str, space: int) -> bool:
    """Whether a space parts two clauses of a headline; letter-spaced words have more of them."""
    if text[space] != " ":
        return False
    around = text[max(0, space - 2) : space], text[space + 1 : space + 3]
    return all(len(side) == 2 and _HANZI.fullmatch(side) for side in around)


def _is_label(text: str, lowest: int, colon: int) -> bool:
    """Whether a colon parts an indicator from its figure: 地区生产总值：增长5%左右."""
    low = max(lowest, colon - LONGEST_LABEL)
    start = max(text.rfind(mark, low, colon) for mark in STOPS + "、") + 1
    label = re.sub(r"^(?:[-—*•·\s]|\d{1,2}[.、．])*", "", text[max(start, low) : colon])
    return bool(label) and (lexicon().link(label) is not None or bool(metric_of(label)))


def _without_period(setting: Setting, start: int, end: int) -> tuple[int, int]:
    """Pass over a stretch of time among the words: 到2030年城镇化率, 城镇化率2030年达到."""
    text = setting.text
    for found in reversed(setting.periods_in(start, end)):
        before, after = text[start : found.start], text[found.end : end]
        if found.end <= end and before.endswith(("从", "由")) and after in ("", "的"):
            # 从上半年5.5%降到: the time of the base, not of the figure.
            return _without_period(setting, start, found.start)
        if found.end > end or before.endswith(("从", "由", "较", "比", "同")):
            continue
        if text[found.start] in "至到" and _CHANGED.search(before):
            return start, found.start + 1  # 提高至今年的94元
        if names_something(after) or not names_something(before):
            return found.end, end
        return start, found.start
    return start, end
