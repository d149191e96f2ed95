"""From the values of a sentence to facts: which indicator each value is the figure of."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from nlp.gazetteer.indicator import lexicon
from nlp.pipe.measurement.award import award_of
from nlp.pipe.measurement.condition import is_condition
from nlp.pipe.measurement.coordination import all_items, expand, is_collapsed, metric_of
from nlp.pipe.measurement.fact import (
    TIME_UNITS,
    Fact,
    counted,
    is_figure,
    item_names,
    lasts,
    share_hedge,
    told,
)
from nlp.pipe.measurement.left import Left, names_something, read_left
from nlp.pipe.measurement.phrase import (
    Phrase,
    phrase_before,
)
from nlp.pipe.measurement.subject import agrees, done_to, metric_before, name_of, noun_before
from nlp.pipe.measurement.thing import Things
from nlp.pipe.measurement.told import among, dealt_with, of_whole
from nlp.pipe.measurement.vocabulary import vocabulary
from nlp.pipe.measurement.where import is_place
from nlp.pipe.measurement.word import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.pipe.measurement.setting import Setting
    from nlp.quantity import Quantity

# 保护了全国240万公顷湿地: says where, not what.
_WHOSE = re.compile(r"全[国省市区县球]|我[国省市区]|本[省市区]|世界|当地")
_AVERAGE = re.compile(r"日均|月均|户均|人均|每[月天日年人户亩]")
# What may last: 办理延期缴纳税款，最长不超过3个月.
_TERM = re.compile(
    r"(?P<of>(?:延期|延长|延缓|缓缴|缓交|减免|免收|免除|展期|顺延|贴息|补贴|保留|隔离|观察|留存)[^，。；：、]{0,10})，$"
)
_CHANGE_OF = re.compile(r"(?<=..)(?:涨幅|增幅|增速|降幅|跌幅)$")
_STEPS = re.compile(
    r"等?(?:[两二三四五六七八]|\d)?(?:个|大)*(?:整数|百亿|千亿|万亿)?(?:台阶|大关|关口)"
)
_LIST = re.compile(r"[、，]|和|及|与|以及|或|、和")
_RESPECTIVELY = re.compile(r"分别|双双|依次")
_EACH = re.compile(r"(?:(?<![年人平户日月亩])均|都|双双|各)(?!衡|匀|值|线|地|级|类|项)")


def read_facts(setting: Setting, start: int, end: int, values: Sequence[Quantity]) -> list[Fact]:
    """Return the facts of one sentence, in the order of their values."""
    return _Sentence(setting, start, end, values).read()


class _Sentence:
    """Reads one sentence from left to right and remembers the indicator last told of."""

    def __init__(self, setting: Setting, start: int, end: int, values: Sequence[Quantity]) -> None:
        self.setting, self.text = setting, setting.text
        self.start, self.end, self.values = start, end, values
        self.things = Things(self.text, end, values)
        self.facts: list[Fact] = []
        self.subject: Fact | None = None
        self.group: list[Fact] = []

    def read(self) -> list[Fact]:
        """Read all values; a list with 分别 is read as one."""
        at = 0
        while at < len(self.values):
            first = self.values[at - 1].end if at else self.start
            left = read_left(self.setting, first, self.values[at], follows=at > 0)
            run = self._run(at) if left else 1
            if left and run > 1 and _STEPS.match(self.text, self.values[at + run - 1].end):
                self._read_step(left, at + run - 1)
            elif left and run > 1 and self._is_respective(left, at, run):
                self._read_respective(left, self.values[at : at + run])
            elif left and not (run > 1 and self._read_parallel(left, self.values[at : at + run])):
                self._read_one(left, at)
                run = 1
            at += run
        return self.facts

    def _add(self, fact: Fact) -> None:
        self.facts.append(fact)
        self.subject = fact

    def _read_step(self, left: Left, at: int) -> None:
        """跨越4万亿元、5万亿元、6万亿元三个台阶: the last step is what was passed."""
        told_before = len(self.facts)
        self._read_one(left, at)
        for fact in self.facts[told_before:]:
            passed = replace(fact.quantity, comparator=">")
            self.facts[told_before] = self.subject = replace(fact, quantity=passed)

    # -- lists with 分别

    def _is_respective(self, left: Left, at: int, run: int = 1) -> bool:
        """Whether 分别 stands before the values, or behind them (从A和B分别提高到C和D)."""
        if _RESPECTIVELY.search(self.text, max(left.start, left.cue - 6), left.end):
            return True
        behind = self.values[at + run - 1].end
        return left.pattern.role == "baseline" and self.text.startswith(("分别", "均"), behind)

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
        named = [
            (name, left.start) for name in item_names(self.text, left.start, stop, len(values))
        ] or self._group_again(left, stop, values)
        told_now = [
            told(left, value, self._with_shared(left, value, name), start)
            for (name, start), value in zip(named, share_hedge(values, self.text), strict=False)
        ]
        for fact in told_now:
            self._add(fact)
        self.group = told_now or self.group

    def _group_again(
        self, left: Left, stop: int, values: Sequence[Quantity]
    ) -> list[tuple[str, int]]:
        """The subjects of 分别增长4%、6% that an earlier 分别 named, or the one of both pairs."""
        if names_something(self.text[left.start : stop]):
            phrase = phrase_before(self.text, left.start, stop)
            one = phrase is not None and left.pattern.role == "baseline"
            return [(phrase.name, phrase.start)] * len(values) if phrase and one else []
        group = self.group if len(self.group) == len(values) else self._last(len(values))
        return [(fact.words, fact.start) for fact in group]

    def _last(self, count: int) -> list[Fact]:
        """Return the last levels told in the sentence, each with a name of its own, if so many."""
        last = self.facts[-count:]
        level = all(fact.role in ("level", "share") and not fact.inherited for fact in last)
        own = len({fact.words for fact in last}) == count
        return last if level and own else []

    def _read_parallel(self, left: Left, values: Sequence[Quantity]) -> bool:
        """改造供热、燃气管网800公里、600公里: as many items as values, without 分别."""
        alike = len({value.unit for value in values}) == 1
        if left.pattern.role == "skip" or not alike:
            return False
        phrase = phrase_before(self.text, left.start, left.cue)
        listed = phrase and phrase.items and not values[0].counted
        several = phrase and (listed or is_collapsed(phrase.name))
        names = expand(phrase.name, len(values)) if phrase and several else None
        for name, value in zip(names or (), values, strict=False):
            self._add(told(left, value, name, phrase.start if phrase else left.start))
        return bool(names)

    # -- one value

    def _read_one(self, left: Left, at: int) -> None:
        value, level = self.values[at], left.pattern.role == "level"
        award = award_of(self.text, left.start, value, self.end) if level else None
        if award is not None:
            self._add(replace(counted(left, value, award.name, award.start), rule=True))
            return
        skipped = left.pattern.role == "skip" or is_condition(
            self.text, left, value, joined=self.things.is_of_noun(at)
        )
        if skipped or not is_figure(value):
            return
        if level and (
            self._read_part(left, value) or self._read_thing(left, at) or self._read_of(left, at)
        ):
            return
        phrase = self._named_before(left)
        several = phrase and (phrase.items or is_collapsed(phrase.name))
        if phrase and several and self._read_each(left, at, phrase):
            return
        if level and not left.verb.strip("了") and self._read_noun_behind(left, at, phrase):
            return
        fact = self._of_object(left, at)
        if fact is None:
            fact = self._own(left, value, phrase) if phrase else self._inherited(left, value)
        if fact is None and level:
            fact = self.things.measured(left, at)
        if fact is not None:
            self._add(fact)

    def _named_before(self, left: Left) -> Phrase | None:
        phrase = phrase_before(self.text, left.start, left.cue) or done_to(self.text, left)
        if phrase is None and self.text.endswith("排名", left.start, left.cue):
            phrase = phrase_before(self.text, left.start, left.cue - len("排名"))
        return None if phrase and _WHOSE.fullmatch(phrase.name) else phrase

    def _read_part(self, left: Left, value: Quantity) -> bool:
        """Whether a count is of a part of what was counted before: 31个省中有26个增产."""
        whole = self.subject
        if whole is None or not value.counted or whole.quantity.unit != value.unit:
            return False
        place = self.text, left.start, left.cue, whole.words
        name = among(self.text, left.start, value.start, value.end, whole.words)
        name = name or of_whole(*place) or dealt_with(*place)
        if name:
            self.facts.append(told(left, value, name, whole.start, inherited=True))
        return bool(name)

    def _read_thing(self, left: Left, at: int) -> bool:
        fact, read = self.things.read(left, at)
        if fact is not None:
            self._add(fact)
        return read

    def _read_of(self, left: Left, at: int) -> bool:
        """Whether 的 joins an amount to what it is an amount of: 共发放1800万元的贷款."""
        amount = self.values[at].unit and not self.values[at].counted
        fact = self.things.measured(left, at) if amount and self.things.is_of_noun(at) else None
        if fact is not None:
            self._add(fact)
        return fact is not None

    def _read_noun_behind(self, left: Left, at: int, phrase: Phrase | None) -> bool:
        """Whether a noun runs on behind the value, so that what stands before is not its name."""
        if phrase and is_place(self.setting, phrase.start, phrase.name):
            phrase = None
        if phrase and self.values[at].digits and self._ends_in_verb(left):
            # 整治240万亩湿地: a verb, its object follows.
            fact = self.things.measured(left, at)
            if fact is not None:
                self._add(fact)
                return True
        return (phrase is not None and self._describes(at)) or self.things.precedes_noun(at)

    def _ends_in_verb(self, left: Left) -> bool:
        """Whether a verb stands right before the value, or a noun that serves as one."""
        before = words(self.text, left.start, left.end)
        while before and before[-1].tag in ("ul", "d"):
            before.pop()
        if not before:
            return False
        return before[-1].is_verb or before[-1].text in vocabulary().nominal

    def _describes(self, at: int) -> bool:
        """Whether the value only describes the noun behind it: 年产60万吨油料项目."""
        return not self.values[at].counted and self.things.right(at) is not None

    def _read_each(self, left: Left, at: int, phrase: Phrase) -> bool:
        """参保率、登记率均超97%: each item of the list has the value."""
        each = _EACH.search(self.text, max(left.start, left.cue - 1), left.end)
        if not each and not self._is_respective(left, at):
            return False
        names = all_items(phrase.name)
        for name in names:
            self._add(told(left, self.values[at], name, phrase.start))
        return bool(names)

    def _of_object(self, left: Left, at: int) -> Fact | None:
        """提升改造210公里农村公路: the verb's object follows, nothing rises."""
        value = self.values[at]
        if left.pattern.role not in ("rise", "fall") or value.unit in ("百分点", *TIME_UNITS):
            return None
        right = self.things.right(at)
        return self.things.counted(left, value, *right) if right else None

    def _own(self, left: Left, value: Quantity, phrase: Phrase) -> Fact | None:
        if is_place(self.setting, phrase.start, phrase.name):
            # 确诊病例3例，其中南州1例、北州2例: of the same kind, elsewhere.
            subject = self.subject
            alike = subject is not None and subject.quantity.unit == value.unit
            return told(left, value, subject.words, phrase.start) if subject and alike else None
        name = self._with_shared(left, value, name_of(self.text, left, phrase, self.subject))
        if not name or (value.unit in TIME_UNITS and not lasts(name, left.pattern.role)):
            return None
        return told(left, value, name, phrase.start)

    def _with_shared(self, left: Left, value: Quantity, name: str) -> str:
        """Add the metric before 其中 to what is no metric: 学习总时长，其中小学2小时."""
        among = self.text.rfind("其中", self.start, left.cue)
        bare = name and value.unit in ("%", *TIME_UNITS) and not metric_of(name)
        if among < 0 or not bare or re.search("[，；]", self.text[among : left.cue]):
            return name
        return name + metric_before(self.text, among) if lexicon().link(name) is None else name

    def _inherited(self, left: Left, value: Quantity) -> Fact | None:
        """增长5.4% after 地区生产总值5.2万亿元: the nearest indicator noun to the left."""
        bounded = value.unit in TIME_UNITS and value.start < value.number_start
        if not left.verb.strip("，、") and not bounded:
            return None
        if self.subject is None or bounded:
            return self._of_clause_before(left, value)
        if value.unit == "%" and left.verb.endswith("完成") and not left.names_something(self.text):
            name = f"{self.subject.words}完成比例"
            return told(left, value, name, self.subject.start, inherited=True)
        if left.names_something(self.text) or not agrees(left, value, self.subject):
            return None
        name = self.subject.words
        if left.pattern.role in ("growth", "decline"):
            # 价格上涨0.3%，涨幅扩大0.2个百分点，环比上涨0.1%: the price rises, not the rise.
            name = _CHANGE_OF.sub("", name) or name
        name = _averaged(left, name)
        return told(left, value, name, self.subject.start, inherited=True)

    def _of_clause_before(self, left: Left, value: Quantity) -> Fact | None:
        """养老、医疗等社保费用，每月为170万元; 办理延期缴税，最长不超过3个月."""
        if left.pattern.name != "level" or left.names_something(self.text):
            return None
        if value.unit in TIME_UNITS:
            term = _TERM.search(self.text, max(self.start, left.start - 30), left.start)
            name = f"{term['of']}期限" if term else ""
        else:
            name = _averaged(left, noun_before(self.text, left.start))
        return told(left, value, name, left.start, inherited=True) if name else None


def _averaged(left: Left, words: str) -> str:
    """Put 每月, 日均 and the like before the words whose average a level is."""
    average = _AVERAGE.search(left.verb) if left.pattern.role == "level" and words else None
    return (average[0] if average else "") + words
