"""From the values of a sentence to facts: which indicator each value is the figure of."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from nlp.pipe.measurement.award import award_of
from nlp.pipe.measurement.condition import is_condition
from nlp.pipe.measurement.coordination import is_collapsed
from nlp.pipe.measurement.fact import (
    TIME_UNITS,
    Fact,
    counted,
    is_figure,
    lasts,
    told,
)
from nlp.pipe.measurement.left import Left, read_left
from nlp.pipe.measurement.phrase import (
    Phrase,
    phrase_before,
)
from nlp.pipe.measurement.series import Series
from nlp.pipe.measurement.spending import spent
from nlp.pipe.measurement.subject import (
    agrees,
    done_to,
    grown_before,
    name_of,
    noun_before,
)
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
_NEW = re.compile(r"(?:当[日天月]|[今昨][日天]|本[周月])?(?:新增|净增)")
_DIVISIONS = frozenset("省市县区乡镇村国")
_STEPS = re.compile(
    r"等?(?:[两二三四五六七八]|\d)?(?:个|大)*(?:整数|百亿|千亿|万亿)?(?:台阶|大关|关口)"
)


def read_facts(setting: Setting, start: int, end: int, values: Sequence[Quantity]) -> list[Fact]:
    """Return the facts of one sentence, in the order of their values."""
    return _Sentence(setting, start, end, values).read()


class _Sentence(Series):
    """Reads one sentence from left to right and remembers the indicator last told of."""

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

    def _read_step(self, left: Left, at: int) -> None:
        """跨越4万亿元、5万亿元、6万亿元三个台阶: the last step is what was passed."""
        told_before = len(self.facts)
        self._read_one(left, at)
        for fact in self.facts[told_before:]:
            passed = replace(fact.quantity, comparator=">")
            self.facts[told_before] = self.subject = replace(fact, quantity=passed)

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
            self._read_part(left, at) or self._read_thing(left, at) or self._read_of(left, at)
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
            fact = self.things.measured(left, at) or spent(self.text, left, value)
        if fact is not None:
            self._add(fact)

    def _named_before(self, left: Left) -> Phrase | None:
        phrase = phrase_before(self.text, left.start, left.cue) or done_to(self.text, left)
        if phrase is None and self.text.endswith("排名", left.start, left.cue):
            phrase = phrase_before(self.text, left.start, left.cue - len("排名"))
        if phrase is None and left.pattern.role not in ("skip", "baseline"):
            phrase = self._before_time(left)
        return None if phrase and _WHOSE.fullmatch(phrase.name) else phrase

    def _before_time(self, left: Left) -> Phrase | None:
        """中欧班列今年已开行1.7万列, 成员国目前达19个: a time parts the name from the verb."""
        times = self.setting.periods_in(max(self.start, left.start - 10), left.start)
        if not times or times[-1].end != left.start:
            return None
        time = times[-1].start
        found = done_to(self.text, replace(left, start=self.start), time)
        if found or left.names_something(self.text) or not left.verb.strip("，、"):
            return found
        clause = max(self.text.rfind(mark, self.start, time) for mark in "，。；：") + 1
        return phrase_before(self.text, max(clause, self.start), time)

    def _read_part(self, left: Left, at: int) -> bool:
        """Whether a count is of a part of what was counted before: 31个省中有26个增产."""
        value, whole = self.values[at], self.subject
        if whole is None or not value.counted or whole.quantity.unit != value.unit:
            return False
        place = self.text, left.start, left.cue, whole.words
        name = among(self.text, left.start, value.start, value.end, whole.words)
        if not name and self.text[value.end : value.end + 1] in tuple("，。；、"):
            name = of_whole(*place) or dealt_with(*place)
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
        if value.unit in _DIVISIONS and phrase.items:
            return None  # 甲、乙等2省 count what they list
        if _NEW.fullmatch(phrase.name) and self.subject and value.counted:
            # 确诊病例120例，当日新增6例
            name = f"{self.subject.words.removesuffix('新增')}新增"
            return told(left, value, name, phrase.start, inherited=True)
        name = self._with_shared(left, value, name_of(self.text, left, phrase, self.subject))
        if not name or (value.unit in TIME_UNITS and not lasts(name, left.pattern.role)):
            return None
        return told(left, value, name, phrase.start)

    def _inherited(self, left: Left, value: Quantity) -> Fact | None:
        """增长5.4% after 地区生产总值5.2万亿元: the nearest indicator noun to the left."""
        bounded = value.unit in TIME_UNITS and value.start < value.number_start
        if not left.verb.strip("，、") and not bounded and not self._is_dated(left, value):
            return None
        bare = left.pattern.role in ("growth", "decline") and not left.names_something(self.text)
        grown = grown_before(self.text, left.start) if bare and left.start > self.start else ""
        if grown:
            return told(left, value, grown, left.start, inherited=True)
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
        name = _averaged(left, value, name)
        return told(left, value, name, self.subject.start, inherited=True)

    def _is_dated(self, left: Left, value: Quantity) -> bool:
        """市场规模2023年为5亿元，2024年超过6亿元: only a time and a bound before the value."""
        hedged = value.start < value.number_start
        return hedged and any(
            p.end == left.start for p in self.setting.periods_in(left.start - 12, left.start)
        )

    def _of_clause_before(self, left: Left, value: Quantity) -> Fact | None:
        """养老、医疗等社保费用，每月为170万元; 办理延期缴税，最长不超过3个月."""
        if left.pattern.name != "level" or left.names_something(self.text):
            return None
        if value.unit in TIME_UNITS:
            term = _TERM.search(self.text, max(self.start, left.start - 30), left.start)
            name = f"{term['of']}期限" if term else ""
        else:
            name = _averaged(left, value, noun_before(self.text, left.start))
        return told(left, value, name, left.start, inherited=True) if name else None


def _averaged(left: Left, value: Quantity, words: str) -> str:
    """Put 每月, 日均 and the like before the words whose average a level is."""
    level = left.pattern.role == "level" and words and not value.per
    average = _AVERAGE.search(left.verb) if level else None
    return (average[0] if average else "") + words
