"""From the values of a sentence to facts: which indicator each value is the figure of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.extraction import Comparator
from nlp.pipe.measurement.coordination import (
    expand,
    is_bare_metric,
    last_of_list,
    metric_of,
    split_items,
)
from nlp.pipe.measurement.pattern import PATTERNS, Pattern, Role
from nlp.pipe.measurement.phrase import (
    Phrase,
    clean,
    governing_verb,
    phrase_after,
    phrase_before,
)
from nlp.pipe.measurement.setting import Setting
from nlp.quantity import Quantity

_REACH = 70  # characters left of a value in which its indicator is looked for
_STOPS = "，；：。！？!?;\n（"
_LIST = re.compile(r"[、，]|和|及|与|以及|或|、和")
_RESPECTIVELY = re.compile(r"分别|双双|依次")
_EACH = re.compile(r"(?:(?<![年人平户日月亩])均|都|双双|各)(?!衡|匀|值|线|地|级|类|项)")
# Units that count how often something is done rather than things: only 开行2700列 is a figure.
_OFTEN = frozenset("次 轮 届 回 遍 步 期 道 段 批 处 场 趟 站 层 分 条次 方".split())
_TIME_UNITS = frozenset("年 个月 天 日 周 小时 分钟 秒 工作日 自然日 季度".split())
_RATIOS = frozenset("占比 比重 比例 增速 增幅 涨幅 降幅".split())
_MASSES = frozenset("元 美元 吨 亩 公顷 公里 平方米 平方公里 立方米 千瓦 千瓦时 斤 公斤 度".split())
_TRAILING = re.compile(r"(?:左右|上下|以上|以内|以下|之内)$")
_INSIDE = re.compile(r"（[^（）\d]{1,8}）")
_OF = re.compile(r"的?")
_IS = re.compile(r"^(?:都|均|全部)?(?:是|为|属于?)")


@dataclass(frozen=True, slots=True)
class Fact:
    """A value and what it is the figure of.

    ``words`` name the level (地区生产总值), ``role`` and ``verb`` say what is told of it (增长).
    ``start`` is where its words begin in the text, for the place among them.
    """

    quantity: Quantity
    words: str
    role: Role
    verb: str
    pattern: Pattern
    start: int
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class _Left:
    """What stands left of a value: its words begin at ``start``, the pattern's cue at ``cue``."""

    start: int
    cue: int
    end: int
    pattern: Pattern
    match: re.Match[str]

    @property
    def verb(self) -> str:
        return self.match[0]


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
        at = 0
        while at < len(self.values):
            left = self._left(at)
            if left is None:
                at += 1
                continue
            run = self._run(at) if self._is_respective(left) else 1
            if run > 1:
                self._read_respective(left, self.values[at : at + run])
            else:
                self._read_one(left, at)
            at += run
        return self.facts

    # -- what stands left of a value

    def _left(self, at: int) -> _Left | None:
        value = self.values[at]
        first = self.values[at - 1].end if at else self.start
        start = self._clause_start(max(first, value.start - _REACH), value.start)
        if at and start == first:
            # After 5条线路、…: what abuts a value is counted by it.
            start = max(self.text.find("、", start, value.start) + 1, start)
        start, end = self._without_period(start, value.start)
        words = self.text[start:end]
        for pattern in PATTERNS:
            if pattern.units and value.unit not in pattern.units:
                continue
            match = pattern.cue.search(words)
            if match is not None:
                return _Left(start, start + match.start(), end, pattern, match)
        return None

    def _clause_start(self, lowest: int, at: int) -> int:
        while at > lowest:
            character = self.text[at - 1]
            if character == "）":
                opened = self.text.rfind("（", max(lowest, at - 10), at)
                if opened < 0 or not _INSIDE.fullmatch(self.text, opened, at):
                    return at
                at = opened
                continue
            if character in _STOPS:
                return at
            at -= 1
        return at

    def _without_period(self, start: int, end: int) -> tuple[int, int]:
        """Pass over a stretch of time among the words: 到2030年城镇化率, 城镇化率2030年达到."""
        for found in reversed(self.setting.periods_in(start, end)):
            if found.end > end:
                continue
            before, after = self.text[start : found.start], self.text[found.end : end]
            if _names_something(after) or not _names_something(before):
                return found.end, end
            if not re.match("[从由较比]", before[-1:]):
                return start, found.start
        return start, end

    # -- lists with 分别

    def _is_respective(self, left: _Left) -> bool:
        near = self.text[max(left.start, left.cue - 6) : left.end]
        return bool(_RESPECTIVELY.search(near))

    def _run(self, at: int) -> int:
        last = at
        while last + 1 < len(self.values):
            between = self.text[self.values[last].end : self.values[last + 1].start]
            if not _LIST.fullmatch(between.strip()):
                break
            last += 1
        return last - at + 1

    def _read_respective(self, left: _Left, values: Sequence[Quantity]) -> None:
        respectively = _RESPECTIVELY.search(self.text, left.start, left.end)
        stop = min(left.cue, respectively.start()) if respectively else left.cue
        words = self.text[left.start : stop]
        names = self._item_names(words, left.start, len(values))
        if names is None or left.pattern.role == "skip":
            return
        for name, value in zip(names, _share_hedge(values, self.text), strict=True):
            self._add(Fact(value, name, left.pattern.role, left.verb, left.pattern, left.start))

    def _item_names(self, words: str, start: int, count: int) -> list[str] | None:
        items = expand(words.strip("，、"), count)
        if items is None:
            phrase = phrase_before(self.text, start, start + len(words))
            items = expand(phrase.name, count) if phrase else None
        if items is None:
            return None
        names = [_item_name(item) for item in items]
        return names if all(names) else None

    # -- one value

    def _read_one(self, left: _Left, at: int) -> None:
        value, pattern = self.values[at], left.pattern
        if pattern.role == "skip" or not _is_figure(value) or self._is_condition(left, value):
            return
        if pattern.role == "level" and self._read_counted(left, at):
            return
        phrase = phrase_before(self.text, left.start, left.cue)
        if phrase is not None and phrase.items and self._read_each(left, value, phrase):
            return
        if phrase is not None and not left.verb and self._describes(left, at):
            return
        fact = self._own(left, value, phrase) or self._inherited(left, value, phrase)
        if fact is None and pattern.role == "level":
            fact = self._measured_after(left, at)
        if fact is not None:
            self._add(fact)

    def _is_condition(self, left: _Left, value: Quantity) -> bool:
        """Whether a level only describes (总投资1亿元以上的项目) or takes a part (按保费的50%返还)."""
        if left.pattern.role != "level":
            return False
        if value.unit == "%":
            return self.text[value.start - 1 : value.start] == "的"
        return self.text.startswith("的", value.end) and not left.pattern.name.startswith("changed")

    def _describes(self, left: _Left, at: int) -> bool:
        """Whether the value only describes the noun behind it: 年产60万吨油料项目."""
        value = self.values[at]
        return left.pattern.role == "level" and not value.counted and self._right(at) is not None

    def _read_each(self, left: _Left, value: Quantity, phrase: Phrase) -> bool:
        """参保率、登记率均超97%: each item of the list has the value."""
        each = _EACH.search(self.text, max(left.start, left.cue - 1), left.end)
        if not each and not self._is_respective(left):
            return False
        parts = split_items(phrase.name)
        names = expand(phrase.name, len(parts)) or []
        for name in names:
            self._add(Fact(value, name, left.pattern.role, left.verb, left.pattern, phrase.start))
        return bool(names)

    def _own(self, left: _Left, value: Quantity, phrase: Phrase | None) -> Fact | None:
        if phrase is None:
            return None
        name = last_of_list(phrase.name) if phrase.items else phrase.name
        if phrase.verb == "通过" and phrase.actor:
            # 数据的处理通过全流程由2天缩短: the way it is done is not what is measured.
            name = phrase.actor
        if name.endswith(("贡献率", "贡献度", "贡献")) and self.text.startswith(
            "对", phrase.start - 1
        ):
            giver = phrase_before(self.text, left.start, phrase.start - 1)
            words = giver.name if giver else self.subject.words if self.subject else ""
            name = f"{words}对{name}" if words else ""
        elif is_bare_metric(name):
            name = self._complete(phrase) or ""
        if not name or (value.unit in _TIME_UNITS and not _is_time(name, left.pattern.role)):
            return None
        return Fact(value, name, left.pattern.role, left.verb, left.pattern, phrase.start)

    def _complete(self, phrase: Phrase) -> str | None:
        """Give a bare metric (产值, 支出) its subject: the actor of its verb or the last subject."""
        if phrase.actor and not is_bare_metric(phrase.actor):
            return phrase.actor + phrase.name
        if phrase.verb:
            return phrase.verb + phrase.name if len(phrase.verb) > 1 else phrase.name
        if self.subject is None:
            return None if len(phrase.name) < 4 else phrase.name
        if phrase.name in _RATIOS:
            return self.subject.words + phrase.name
        subject = self.subject.words
        if phrase.name in ("总量", "总数", "总额", "总规模"):
            subject = re.sub("^(?:新增|净增|新建)", "", subject)
        metric = metric_of(subject)
        head = subject[: len(subject) - len(metric)]
        return (head or subject) + phrase.name

    def _inherited(self, left: _Left, value: Quantity, phrase: Phrase | None) -> Fact | None:
        """增长5.4% after 地区生产总值5.2万亿元: the nearest indicator noun to the left."""
        verb = left.verb.strip("，、")
        if phrase is not None or self.subject is None or not verb:
            return None
        if _names_something(self.text[left.start : left.cue]):
            return None
        if not self._agrees(left, value):
            return None
        return Fact(
            value, self.subject.words, left.pattern.role, left.verb, left.pattern,
            self.subject.start, inherited=True,
        )  # fmt: skip

    def _agrees(self, left: _Left, value: Quantity) -> bool:
        """Whether a value can be another figure of the last subject, by its unit."""
        last = self.subject.quantity.unit if self.subject else ""
        if value.unit in _TIME_UNITS:
            return left.pattern.name == "changed-to" and last in _TIME_UNITS
        return left.pattern.role != "level" or value.unit == last

    # -- the thing counted follows: 318个服务窗口

    def _right(self, at: int, skip: int = 0) -> tuple[Phrase, str] | None:
        value = self.values[at]
        end = self.values[at + 1].start if at + 1 < len(self.values) else self.end
        end = min(end, value.end + 40)
        start = value.end + skip
        if self.text.startswith("（", start):
            return None
        for position in range(start, end):
            if self.text[position] == "（" and _INSIDE.match(self.text, position):
                continue
            if self.text[position] in "，；：。、！？!?;\n（":
                end = position
                break
        return phrase_after(self.text, start, end) if start < end else None

    def _read_counted(self, left: _Left, at: int) -> bool:
        value = self.values[at]
        if value.unit == "%":
            return self._read_part(left, at)
        named = _names_something(self.text[left.start : left.cue])
        if not value.counted or (named and left.verb.endswith(("达", "达到", "为", "是"))):
            return False
        right = self._right(at)
        listed = self.text[left.start : left.end].endswith("等")
        if right is None and listed:
            return True
        if right is None or value.unit == "次":
            # 3次亲临: a verb right behind the count makes it an adverb of that verb.
            return value.unit in _OFTEN and not _ends_here(self.text, value.end)
        fact = self._counted(left, value, *right)
        before = (
            phrase_before(self.text, left.start, left.end) if not left.verb and not listed else None
        )
        if before and not before.verb and before.end == value.start and len(right[0].name) < 5:
            follows = "等" in before.name or at and left.start == self.values[at - 1].end
            fact = (
                fact
                if follows or fact.words != right[0].name
                else replace(fact, words=before.name + fact.words, start=before.start)
            )
        self._add(fact)
        return True

    def _counted(self, left: _Left, value: Quantity, phrase: Phrase, rest: str) -> Fact:
        verb = governing_verb(self.text, left.start, left.end)
        metric = metric_of(phrase.name)
        # 14个重点产业产值: the industries are counted, not their output.
        name = phrase.name[: len(phrase.name) - len(metric)] or phrase.name
        listed = self.text[left.start : left.end].endswith("等")
        if verb:
            name = clean(verb + name) or name
        elif listed or not _names_something(self.text[left.start : left.cue]):
            name = _described(rest, name)
        return Fact(value, name, "level", "", left.pattern, phrase.start)

    def _read_part(self, left: _Left, at: int) -> bool:
        """近70%的项目是民生项目: the share of a part among a whole."""
        value = self.values[at]
        if (
            not self.text.startswith("的", value.end)
            or left.verb
            or _names_something(self.text[left.start : left.cue])
        ):
            return False
        right = self._right(at, skip=1)
        if right is None:
            return False
        phrase, rest = right
        if not rest:
            rest = self._next_predicate(at)
        predicate = _IS.match(rest)
        part = clean(rest[predicate.end() :]) if predicate else ""
        name = f"{phrase.name}中{part}占比" if part else _described(rest, phrase.name)
        if name == phrase.name:
            return False
        if not part:
            name += "占比"
        self._add(Fact(value, name, "level", "", left.pattern, phrase.start))
        return True

    def _next_predicate(self, at: int) -> str:
        """60%的城市，超过200个城市开展了试点: two subjects share the predicate of the second."""
        if at + 1 >= len(self.values):
            return ""
        following = self.values[at + 1]
        between = self.text[self.values[at].end : following.start]
        right = self._right(at + 1) if following.counted and between.endswith("，") else None
        return right[1] if right else ""

    def _measured_after(self, left: _Left, at: int) -> Fact | None:
        """发放28亿元贷款: a unit of measure before the thing measured."""
        value = self.values[at]
        if value.unit not in _MASSES:
            return None
        right = self._right(at)
        if right is None:
            return None
        return self._counted(left, value, *right)

    def _add(self, fact: Fact) -> None:
        self.facts.append(fact)
        if fact.role not in ("rank",):
            self.subject = fact


def _is_figure(value: Quantity) -> bool:
    """Whether a value is a count at all: 一批, 二十届, 八项规定 are words; 数十家 and 三千户 are not."""
    if value.digits or value.unit in ("%", "倍") or not value.counted:
        return True
    return value.low >= 20 and value.unit not in _OFTEN


def _ends_here(text: str, at: int) -> bool:
    return at >= len(text) or text[at] in "，；：。、！？!?;\n（） ）”"


def _names_something(words: str) -> bool:
    """Whether words hold more than adverbs and marks, so that a subject is not merely dropped."""
    rest = re.sub(
        r"[，、\s]|其中|首次|均|都|也|已|又|再|分别|同比|环比|累计|总|当中|并|且|还|而|的|则|全年|总体|连续|同时|实际|名义|历史性地?",
        "",
        words,
    )
    return bool(rest)


def _item_name(item: str) -> str:
    phrase = phrase_before(item, 0, len(item))
    return phrase.name if phrase else ""


def _share_hedge(values: Sequence[Quantity], text: str) -> list[Quantity]:
    """A hedge before the first value of a 分别 list or behind the last belongs to all of them."""
    first, last = values[0], values[-1]
    if first.comparator != "=" and first.start < first.number_start:
        return [
            replace(v, comparator=first.comparator) if v.comparator == "=" else v for v in values
        ]
    hedge: Comparator = last.comparator
    if not _TRAILING.search(text[last.start : last.end]):
        return list(values)
    return [replace(v, comparator=hedge) if v.comparator == "=" else v for v in values]


def _is_time(name: str, role: Role) -> bool:
    """Whether a duration can be the figure of what is named (有效期, 办理时限, 人均预期寿命)."""
    if role in ("baseline",):
        return True
    return bool(
        re.search(
            r"期|期限|时间|时长|时限|寿命|年限|周期|天数|年龄|工龄|学制|任期|工作日|耗时|用时|历时|速度|处理|办理|审批",
            name,
        )
    )


def _described(rest: str, name: str) -> str:
    """超过200个城市开展了智慧城市建设 counts 开展智慧城市建设的城市."""
    predicate = re.sub(r"了(?=[^解])", "", rest.strip())
    if not re.match(r"(?:已经|已|均|都|全部|还|也)?[一-鿿]{4,20}$", predicate):
        return name
    predicate = re.sub(r"^(?:已经|已|均|都|全部|还|也)", "", predicate)
    if not governing_verb(predicate, 0, min(len(predicate), 2), dropped=True):
        return name
    return clean(f"{predicate}的{name}") or name
