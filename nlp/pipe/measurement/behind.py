"""The nouns behind the values of a sentence: 318个服务窗口, 60万所的学校, 100项有影响的赛事."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.pipe.measurement.fact import TIME_UNITS
from nlp.pipe.measurement.left import ASIDE
from nlp.pipe.measurement.noun import unit_of_noun
from nlp.pipe.measurement.phrase import Phrase, clean
from nlp.pipe.measurement.phrase_right import begins_with_verb, phrase_after
from nlp.pipe.measurement.spending import MONEY
from nlp.pipe.measurement.vocabulary import vocabulary
from nlp.pipe.measurement.word import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.quantity import Quantity

_MASS_UNITS = "元 美元 吨 亩 公顷 米 公里 平方米 平方公里 立方米 千瓦 千瓦时 斤 公斤 度"
MASSES = frozenset(_MASS_UNITS.split())
"""Units of measure that may stand before what is measured (28亿元贷款)."""
_RELATIVE = re.compile(
    r"(?P<clause>[^，。；：！？\d\n]{2,24}?)的(?P<noun>[^，。；：！？、\d\n的]{2,16})"
)
CLAUSE = re.compile(r"[一-鿿“”]{4,20}(?=[，。；])")
"""The short rest of a clause."""
# 区域适应性的品种: such a noun only describes.
_QUALITIES = ("性", "型", "式", "级", "制")
_DOERS = ("企业", "公司", "机构", "单位", "人员", "人", "学校", "医院", "国家", "地区", "城市")
"""What does what stands before it with 的."""
_SIZED = frozenset({"人", "人次", "次"})
"""Units that before 的 tell how large a thing is: 50人的队伍."""


class Behind:
    """Looks behind the values of a sentence; ``end`` is where the sentence ends."""

    def __init__(self, text: str, end: int, values: Sequence[Quantity]) -> None:
        self.text, self.end, self.values = text, end, values

    def right(self, at: int, skip: int = 0) -> tuple[Phrase, str] | None:
        """Return the noun phrase ``skip`` characters behind a value, and the words after it."""
        value = self.values[at]
        start = value.end + skip
        end = min(self._reach(at), value.end + 40)
        if self.text.startswith("（", start):
            return None
        position = start
        while position < end:
            aside = ASIDE.match(self.text, position) if self.text[position] == "（" else None
            if aside is None and self.text[position] in "，；：。、！？!?;\n（":
                end = position
            position = aside.end() if aside else position + 1
        found = phrase_after(self.text, start, end) if start < end else None
        if found and self.text.startswith("的", found[0].end):
            found = self._with_attribute(found[0], end) or found
        if found and value.counted:
            found = _without_object(self.text, *found)
        if found and self._is_value(at + 1, end):
            # What runs into the next value is no predicate of this one.
            return found[0], ""
        return found

    def is_of_noun(self, at: int) -> bool:
        """Whether 的 only joins a value to what it is of: 60万所的学校, 3亿元的贷款."""
        value = self.values[at]
        right = self.right(at, skip=1)
        if not value.unit or value.unit in _SIZED or value.unit in TIME_UNITS or right is None:
            return False
        of_noun = unit_of_noun(right[0].name)
        alike = of_noun == value.unit or (of_noun == "元" and value.unit in MONEY)
        # 3家的主导产业 are owned by what is counted, 5000家左右的工厂 are counted.
        owners = value.unit in ("家", "户") and value.end == value.unit_end
        return alike or (value.counted and not owners)

    def _with_attribute(self, attribute: Phrase, end: int) -> tuple[Phrase, str] | None:
        """98场形式多样的活动: the activities are counted."""
        found = words(self.text, attribute.start, attribute.end)
        last = found[-1]
        noun = phrase_after(self.text, attribute.end + 1, end)
        doing = len(found) > 1 and (found[0].tag == "vn" or found[0].is_verb)
        if doing and noun and noun[0].name.endswith(_DOERS):
            # 10家生产口罩的企业: what they do stands before them.
            name = clean(f"{attribute.name}的{noun[0].name}")
            return (Phrase(attribute.start, noun[0].end, name), noun[1]) if name else None
        if last.tag[0] in "nvjsg" and not last.text.endswith(_QUALITIES):
            return None  # 10个交易团的采购商: the delegations are counted
        if noun is None:
            return None
        name = clean(f"{attribute.name}的{noun[0].name}")
        return (Phrase(attribute.start, noun[0].end, name), noun[1]) if name else None

    def _reach(self, at: int) -> int:
        """Return where the words behind a value end at the latest: at the next value."""
        following = self.values[at + 1].start if at + 1 < len(self.values) else self.end
        return min(following, self.end)

    def _is_value(self, at: int, start: int) -> bool:
        return at < len(self.values) and self.values[at].start == start

    def _relative(self, at: int) -> tuple[Phrase, str] | None:
        """100项具有较大影响的赛事: a clause describes the thing counted."""
        value = self.values[at]
        if value.unit in ("人", "次", "") or value.end - value.unit_end > 2:
            return None
        match = _RELATIVE.match(self.text, value.end, self.end)
        if match is None or not _tells(match["clause"]):
            return None
        found = phrase_after(self.text, match.start("noun"), match.end())
        name = clean(match["noun"])
        if found is None and name:
            return Phrase(match.start("noun"), match.end(), name), ""
        return (found[0], "") if found else None

    def _whole(self, at: int) -> tuple[Phrase, str] | None:
        """24个拔尖创新人才培养项目: a name that begins with a verb and fills its clause."""
        value = self.values[at]
        match = CLAUSE.match(self.text, value.end, self.end) if value.counted else None
        found = words(self.text, match.start(), match.end()) if match else []
        if not found or value.unit in ("人", "次") or found[-1].tag[0] != "n":
            return None
        known = vocabulary()
        if len(found) < 2 or found[0].text in known.dropped or found[0].tag[0] == "d":
            return None
        if any(w.text in known.predicates or w.tag[0] in "dpruce" for w in found):
            return None
        name = clean(self.text[found[0].start : found[-1].end])
        return (Phrase(found[0].start, found[-1].end, name), "") if name else None

    def precedes_noun(self, at: int) -> bool:
        """Whether a classifier runs on into a noun, so that nothing before it is counted."""
        value = self.values[at]
        behind = words(self.text, value.end, min(value.end + 4, len(self.text)))
        if not value.counted or not behind or not "一" <= behind[0].text[0] <= "鿿":
            return False
        if behind[0].text in vocabulary().predicates:
            return False
        return behind[0].text not in "和与及或的" and behind[0].tag[0] not in "dpcu"


def _tells(clause: str) -> bool:
    """Tell whether a clause before 的 begins with a verb, an adverb or a time: 当前最为先进的."""
    first = words(clause, 0, min(len(clause), 4))[0]
    return first.tag[0] in "dt" or begins_with_verb(clause)


def _without_object(text: str, phrase: Phrase, rest: str) -> tuple[Phrase, str]:
    """19家企业发放贷款: no classifier counts money or land, so the verb is told of the rest."""
    if unit_of_noun(phrase.name) not in MASSES:
        return phrase, rest
    found = words(text, phrase.start, phrase.end)
    verb = next((w for w in found[1:] if w.text in vocabulary().predicates), None)
    name = clean(text[phrase.start : verb.start]) if verb else ""
    if not verb or not name:
        return phrase, rest
    return Phrase(phrase.start, verb.start, name), text[verb.start : phrase.end] + rest
