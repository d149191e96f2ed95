"""Values that stand in a row: lists with 分别, as many items as values, one value for each item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.gazetteer.indicator import lexicon
from nlp.pipe.measurement.coordination import all_items, expand, is_collapsed, metric_of
from nlp.pipe.measurement.fact import TIME_UNITS, Fact, item_names, share_hedge, told
from nlp.pipe.measurement.left import Left, names_something
from nlp.pipe.measurement.phrase import Phrase, phrase_before
from nlp.pipe.measurement.subject import grown_before, metric_before
from nlp.pipe.measurement.thing import Things

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.pipe.measurement.setting import Setting
    from nlp.quantity import Quantity

_LIST = re.compile(r"[、，]|和|及|与|以及|或|、和")
_RESPECTIVELY = re.compile(r"分别|双双|依次")
_EACH = re.compile(r"(?:(?<![年人平户日月亩])均|都|双双|各)(?!衡|匀|值|线|地|级|类|项)")


class Series:
    """What has been read of a sentence, and how values in a row are added to it.

    ``subject`` is the fact last told, ``group`` those that the last 分别 told.
    """

    def __init__(self, setting: Setting, start: int, end: int, values: Sequence[Quantity]) -> None:
        self.setting, self.text = setting, setting.text
        self.start, self.end, self.values = start, end, values
        self.things = Things(self.text, end, values)
        self.facts: list[Fact] = []
        self.subject: Fact | None = None
        self.group: list[Fact] = []

    def _add(self, fact: Fact) -> None:
        self.facts.append(fact)
        self.subject = fact

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
        if left.pattern.role in ("growth", "decline") and left.start > self.start:
            # 文化服务、金融服务增长最快，增速分别为26%和16%: the clause before names them.
            named = expand(grown_before(self.text, left.start), len(values))
            if named:
                return [(name, left.start) for name in named]
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

    def _read_each(self, left: Left, at: int, phrase: Phrase) -> bool:
        """参保率、登记率均超97%: each item of the list has the value."""
        each = _EACH.search(self.text, max(left.start, left.cue - 1), left.end)
        if not each and not self._is_respective(left, at):
            return False
        names = all_items(phrase.name)
        for name in names:
            self._add(told(left, self.values[at], name, phrase.start))
        return bool(names)

    def _with_shared(self, left: Left, value: Quantity, name: str) -> str:
        """Add the metric before 其中 to what is no metric: 学习总时长，其中小学2小时."""
        among = self.text.rfind("其中", self.start, left.cue)
        level = left.pattern.role == "level" and bool(name)
        bare = level and value.unit in ("%", *TIME_UNITS) and not metric_of(name)
        if among < 0 or not bare or re.search("[，；]", self.text[among : left.cue]):
            return name
        return name + metric_before(self.text, among) if lexicon().link(name) is None else name
