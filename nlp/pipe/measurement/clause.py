"""From the values of a sentence to facts: which indicator each value is the figure of."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from nlp.pipe.measurement.coordination import (
    expand,
    metric_of,
    split_items,
)
from nlp.pipe.measurement.fact import (
    TIME_UNITS,
    Fact,
    counted,
    is_adverb,
    is_figure,
    item_names,
    lasts,
    share_hedge,
    told,
)
from nlp.pipe.measurement.left import ASIDE, Left, read_left
from nlp.pipe.measurement.phrase import (
    Phrase,
    begins_with_verb,
    clean,
    phrase_after,
    phrase_before,
    verb_before,
)
from nlp.pipe.measurement.subject import agrees, name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.pipe.measurement.setting import Setting
    from nlp.quantity import Quantity

_LIST = re.compile(r"[、，]|和|及|与|以及|或|、和")
_RESPECTIVELY = re.compile(r"分别|双双|依次")
_EACH = re.compile(r"(?:(?<![年人平户日月亩])均|都|双双|各)(?!衡|匀|值|线|地|级|类|项)")
_MASS_UNITS = "元 美元 吨 亩 公顷 公里 平方米 平方公里 立方米 千瓦 千瓦时 斤 公斤 度"
_MASSES = frozenset(_MASS_UNITS.split())
_IS = re.compile(r"^(?:都|均|全部)?(?:是|为|属于?)")
_ALREADY = re.compile(r"^(?:已经|已|均|都|全部|还|也)")


def read_facts(setting: Setting, start: int, end: int, values: Sequence[Quantity]) -> list[Fact]:
    """Return the facts of one sentence, in the order of their values."""
    return _Sentence(setting, start, end, values).read()


class _Sentence:
    """Reads one sentence from left to right and remembers the indicator last told of."""

    def __init__(self, setting: Setting, start: int, end: int, values: Sequence[Quantity]) -> None:
        self.setting, self.text = setting, setting.text
        self.start, self.end, self.values = start, end, values
        self.facts: list[Fact] = []
        self.subject: Fact | None = None

    def read(self) -> list[Fact]:
        """Read all values; a list with 分别 is read as one."""
        at = 0
        while at < len(self.values):
            first = self.values[at - 1].end if at else self.start
            left = read_left(self.setting, first, self.values[at], follows=at > 0)
            run = self._run(at) if left else 1
            if left and run > 1 and self._is_respective(left):
                self._read_respective(left, self.values[at : at + run])
            elif left and not (run > 1 and self._read_parallel(left, self.values[at : at + run])):
                self._read_one(left, at)
                run = 1
            at += run
        return self.facts

    def _add(self, fact: Fact) -> None:
        self.facts.append(fact)
        self.subject = fact

    # -- lists with 分别

    def _is_respective(self, left: Left) -> bool:
        return bool(_RESPECTIVELY.search(self.text, max(left.start, left.cue - 6), left.end))

    def _run(self, at: int) -> int:
        """Return how many values stand in one list from a value on."""
        last = at
        while last + 1 < len(self.values):
            between = self.text[self.values[last].end : self.values[last + 1].start]
            if not _LIST.fullmatch(between.strip()):
                break
            last += 1
        return last - at + 1

    def _read_respective(self, left: Left, values: Sequence[Quantity]) -> None:
        if left.pattern.role == "skip":
            return
        word = _RESPECTIVELY.search(self.text, left.start, left.end)
        stop = min(left.cue, word.start()) if word else left.cue
        names = item_names(self.text, left.start, stop, len(values))
        for name, value in zip(names, share_hedge(values, self.text), strict=False):
            self._add(told(left, value, name, left.start))

    def _read_parallel(self, left: Left, values: Sequence[Quantity]) -> bool:
        """改造供热、燃气管网800公里、600公里: as many items as values, without 分别."""
        alike = len({value.unit for value in values}) == 1
        if left.pattern.role == "skip" or not alike or values[0].counted:
            return False
        phrase = phrase_before(self.text, left.start, left.cue)
        names = expand(phrase.name, len(values)) if phrase and phrase.items else None
        for name, value in zip(names or (), values, strict=False):
            self._add(told(left, value, name, phrase.start if phrase else left.start))
        return bool(names)

    # -- one value

    def _read_one(self, left: Left, at: int) -> None:
        value, level = self.values[at], left.pattern.role == "level"
        skipped = left.pattern.role == "skip" or self._is_condition(left, value)
        if skipped or not is_figure(value):
            return
        if level and (self._read_part(left, at) or self._read_counted(left, at)):
            return
        phrase = phrase_before(self.text, left.start, left.cue)
        if phrase and phrase.items and self._read_each(left, value, phrase):
            return
        if phrase and level and not left.verb and self._describes(at):
            return
        fact = self._of_object(left, at)
        if fact is None:
            fact = self._own(left, value, phrase) if phrase else self._inherited(left, value)
        if fact is None and level:
            fact = self._measured_after(left, at)
        if fact is not None:
            self._add(fact)

    def _is_condition(self, left: Left, value: Quantity) -> bool:
        """Whether a level only describes (总投资1亿元以上的项目) or is a part (按保费的50%返还)."""
        if left.pattern.name != "level":
            return False
        if value.unit == "%":
            return self.text[value.start - 1 : value.start] == "的"
        return self.text.startswith("的", value.end)

    def _describes(self, at: int) -> bool:
        """Whether the value only describes the noun behind it: 年产60万吨油料项目."""
        return not self.values[at].counted and self._right(at) is not None

    def _read_each(self, left: Left, value: Quantity, phrase: Phrase) -> bool:
        """参保率、登记率均超97%: each item of the list has the value."""
        each = _EACH.search(self.text, max(left.start, left.cue - 1), left.end)
        if not each and not self._is_respective(left):
            return False
        names = expand(phrase.name, len(split_items(phrase.name))) or []
        for name in names:
            self._add(told(left, value, name, phrase.start))
        return bool(names)

    def _of_object(self, left: Left, at: int) -> Fact | None:
        """提升改造210公里农村公路: the verb's object follows, nothing rises."""
        value = self.values[at]
        if left.pattern.role not in ("rise", "fall") or value.unit in ("百分点", *TIME_UNITS):
            return None
        right = self._right(at)
        return self._counted(left, value, *right) if right else None

    def _own(self, left: Left, value: Quantity, phrase: Phrase) -> Fact | None:
        name = name_of(self.text, left, phrase, self.subject)
        if not name or (value.unit in TIME_UNITS and not lasts(name, left.pattern.role)):
            return None
        return told(left, value, name, phrase.start)

    def _inherited(self, left: Left, value: Quantity) -> Fact | None:
        """增长5.4% after 地区生产总值5.2万亿元: the nearest indicator noun to the left."""
        if self.subject is None or not left.verb.strip("，、"):
            return None
        if left.names_something(self.text) or not agrees(left, value, self.subject):
            return None
        return told(left, value, self.subject.words, self.subject.start, inherited=True)

    # -- the thing counted follows: 318个服务窗口

    def _right(self, at: int, skip: int = 0) -> tuple[Phrase, str] | None:
        value = self.values[at]
        start = value.end + skip
        end = self.values[at + 1].start if at + 1 < len(self.values) else self.end
        end = min(end, value.end + 40)
        if self.text.startswith("（", start):
            return None
        for position in range(start, end):
            if self.text[position] == "（" and ASIDE.match(self.text, position):
                continue
            if self.text[position] in "，；：。、！？!?;\n（":
                end = position
                break
        found = phrase_after(self.text, start, end) if start < end else None
        if found and self._is_value(at + 1, end):
            # What runs into the next value is no predicate of this one.
            return found[0], ""
        return found

    def _is_value(self, at: int, start: int) -> bool:
        return at < len(self.values) and self.values[at].start == start

    def _read_counted(self, left: Left, at: int) -> bool:
        value = self.values[at]
        reached = left.verb.endswith(("达", "达到", "为", "是"))
        if not value.counted or (reached and left.names_something(self.text)):
            return False
        right = self._right(at)
        if right is None or value.unit == "次":
            # A verb right behind the count makes it an adverb of that verb.
            return left.ends_a_list(self.text) or is_adverb(value, self.text)
        self._add(self._of_owner(left, at, self._counted(left, value, *right)))
        return True

    def _of_owner(self, left: Left, at: int, fact: Fact) -> Fact:
        """Add the owner before the count to a short name: 园区300家企业 are 园区企业."""
        follows = at > 0 and left.start == self.values[at - 1].end
        if left.verb or follows or len(fact.words) > 4 or left.ends_a_list(self.text):
            return fact
        before = phrase_before(self.text, left.start, left.end)
        if (
            before is None
            or before.verb
            or before.end != fact.quantity.start
            or "等" in before.name
        ):
            return fact
        return replace(fact, words=before.name + fact.words, start=before.start)

    def _counted(self, left: Left, value: Quantity, phrase: Phrase, rest: str) -> Fact:
        # 14个重点产业产值: the industries are counted, not their output.
        name = phrase.name.removesuffix(metric_of(phrase.name)) or phrase.name
        verb = verb_before(self.text, left.start, left.end)
        if verb:
            name = clean(verb + name) or name
        elif left.ends_a_list(self.text) or self._opens(left):
            name = _described(rest, name)
        return counted(left, value, name, phrase.start)

    def _opens(self, left: Left) -> bool:
        """Whether nothing stands before the value, so that what it counts is the subject."""
        return not left.verb.strip("，、") and not left.names_something(self.text)

    def _read_part(self, left: Left, at: int) -> bool:
        """近70%的项目是民生项目: the share of a part among a whole."""
        value = self.values[at]
        if value.unit != "%" or not self._opens(left):
            return False
        right = self._right(at, skip=1) if self.text.startswith("的", value.end) else None
        name = self._part_name(at, *right) if right else ""
        if right and name:
            self._add(counted(left, value, name, right[0].start))
        return bool(name)

    def _part_name(self, at: int, whole: Phrase, rest: str) -> str:
        rest = rest or self._next_predicate(at)
        predicate = _IS.match(rest)
        part = clean(rest[predicate.end() :]) if predicate else ""
        if part:
            return f"{whole.name}中{part}占比"
        described = _described(rest, whole.name)
        return f"{described}占比" if described != whole.name else ""

    def _next_predicate(self, at: int) -> str:
        """60%的城市，超过200个城市开展了试点: two subjects share the predicate of the second."""
        if at + 1 >= len(self.values):
            return ""
        following = self.values[at + 1]
        between = self.text[self.values[at].end : following.start]
        right = self._right(at + 1) if following.counted and between.endswith("，") else None
        return right[1] if right else ""

    def _measured_after(self, left: Left, at: int) -> Fact | None:
        """发放28亿元贷款: a unit of measure before the thing measured."""
        value = self.values[at]
        right = self._right(at) if value.unit in _MASSES else None
        if right is None or (right[1] and not begins_with_verb(right[1])):
            return None
        return self._counted(left, value, *right)


def _described(rest: str, name: str) -> str:
    """超过200个城市开展了智慧城市建设 counts 开展智慧城市建设的城市."""
    predicate = _ALREADY.sub("", re.sub(r"了(?=[^解])", "", rest.strip()))
    if not re.fullmatch(r"[一-鿿]{4,20}", predicate) or not begins_with_verb(predicate):
        return name
    return clean(f"{predicate}的{name}") or name
