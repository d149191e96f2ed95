"""What stands right of a value: the thing counted (318个服务窗口), the whole of a share."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from nlp.pipe.measurement.behind import CLAUSE, MASSES, Behind
from nlp.pipe.measurement.coordination import metric_of
from nlp.pipe.measurement.fact import Fact, counted, is_adverb
from nlp.pipe.measurement.noun import unit_of_noun
from nlp.pipe.measurement.phrase import Phrase, clean, phrase_before, verb_before
from nlp.pipe.measurement.phrase_right import begins_with_verb
from nlp.pipe.measurement.told import is_suffering, noun_further, shared_rate, suffered, undertaken
from nlp.pipe.measurement.word import words

if TYPE_CHECKING:
    from nlp.pipe.measurement.left import Left
    from nlp.quantity import Quantity

_IS = re.compile(r"^(?:都|均|全部)?(?:是|为|属于?)")
_THERE_IS = re.compile(r"[，、]|(?:目前|现|已|约|共|还|只|仅|就)*有(?:约|近)?|仅|约")
_PREDICATES = re.compile(r"[把将被让由在从向对给使随成]")
_ALREADY = re.compile(
    r"^(?:已经|已|均|都|全部|还|也|正在|正|将|不幸|陆续|先后|相继|基本|成功|顺利|正式|最终)+"
)
_COPULAS = ("为", "是", "达", "达到", "占", "有", "超过", "以")
_CAUSES = ("导致", "造成", "致使", "致")


class Things(Behind):
    """Reads what the values of a sentence count."""

    def read(self, left: Left, at: int) -> tuple[Fact | None, bool]:
        """Return the count that a value is, and whether there is nothing else to read in it."""
        fact = self._part(left, at)
        return (fact, True) if fact else self._count(left, at)

    def _count(self, left: Left, at: int) -> tuple[Fact | None, bool]:
        value = self.values[at]
        reached = left.verb.endswith(("达", "达到", "为", "是"))
        if value.unit and not value.counted:
            return None, False
        if reached and left.names_something(self.text) and not self._is_served(left, at):
            return None, False
        right = noun_further(self.text, value.end, self._reach(at))
        skip = int(value.counted and self.text.startswith("的", value.end))
        right = right or self.right(at, skip) or self._relative(at) or self._whole(at)
        if not value.unit:
            return self._without_unit(left, value, right)
        done = suffered(self.text, value, self.end) or undertaken(
            self.text, left.start, value, self.end
        )
        if done is not None:
            return counted(left, value, *done), True
        if right is None and value.unit in ("人", "名") and self._opens(left):
            fact = self._of_people(left, value)
            return fact, fact is not None
        if right is None or value.unit == "次":
            # A verb right behind the count makes it an adverb of that verb.
            return None, left.ends_a_list(self.text) or is_adverb(value, self.text)
        return self._of_owner(left, at, self.counted(left, value, *right)), True

    def _is_served(self, left: Left, at: int) -> bool:
        """为19家企业发放贷款: what is counted is whom something is done for."""
        right = self.right(at) if left.verb == "为" and self.values[at].counted else None
        return right is not None and begins_with_verb(_ALREADY.sub("", right[1]))

    def _of_people(self, left: Left, value: Quantity) -> Fact | None:
        """47人入选人才计划: what the people did names them."""
        match = CLAUSE.match(self.text, value.end, self.end)
        if match is None or not begins_with_verb(match[0]):
            return None
        name = clean(match[0] + "人数")
        return counted(left, value, name, match.start()) if name else None

    def _without_unit(
        self, left: Left, value: Quantity, right: tuple[Phrase, str] | None
    ) -> tuple[Fact | None, bool]:
        """43万儿童: the noun says in what it is counted."""
        if right is None:
            return None, False
        # 80万农民增收: the noun that tells the unit may end before the phrase does.
        name = right[0].name
        ends = range(len(name), 1, -1)
        end = next((end for end in ends if unit_of_noun(name[:end])), 0)
        if not end:
            return None, False
        counted_in = replace(value, unit=unit_of_noun(name[:end]))
        return self.counted(left, counted_in, replace(right[0], name=name[:end]), right[1]), True

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

    def counted(self, left: Left, value: Quantity, phrase: Phrase, rest: str) -> Fact:
        """Return the fact that so many things are counted, with the verb that tells which."""
        # 14个重点产业产值: the industries are counted, not their output.
        metric = metric_of(phrase.name) if value.counted else ""
        name = phrase.name.removesuffix(metric) or phrase.name
        name = _without_amount(name) if value.counted else name
        verb = verb_before(self.text, left.start, left.end)
        if verb:
            name = clean(verb + name) or name
        elif left.ends_a_list(self.text) or self._opens(left) or self._is_caused(left):
            name = _described(rest, name)
        return counted(left, value, name, phrase.start)

    def _is_caused(self, left: Left) -> bool:
        """冲突导致数十名平民受伤: what they suffered is told behind them."""
        return self.text.endswith(_CAUSES, left.start, left.end)

    def _opens(self, left: Left) -> bool:
        """Whether nothing stands before the value, so that what it counts is the subject."""
        return not _THERE_IS.sub("", left.verb) and not left.names_something(self.text)

    def _part(self, left: Left, at: int) -> Fact | None:
        """近70%的项目是民生项目: the share of a part among a whole."""
        value = self.values[at]
        rate = shared_rate(self.text, value) if value.unit == "%" else None
        if rate is not None:
            return counted(left, value, *rate)
        if value.unit != "%" or not self.text.startswith("的", value.end):
            return None
        right = self.right(at, skip=1)
        name = ""
        if right and self._opens(left):
            name = self._part_name(at, *right)
        elif right:
            name = self._share_of_object(left, *right)
        return counted(left, value, name, right[0].start) if right and name else None

    def _share_of_object(self, left: Left, whole: Phrase, rest: str) -> str:
        """小微企业承载本市七成以上的就业: what share of its object a verb tells of."""
        found = words(self.text, left.start, left.end)
        done = bool(found) and found[-1].text == "了"
        while found and (found[-1].text in ("了", "着") or found[-1].tag[0] in "dns"):
            found.pop()
        if not found or not (done or found[-1].is_verb) or left.verb.endswith(_COPULAS):
            return ""
        described = _described(rest, whole.name)
        if described != whole.name:
            return f"{described}占比"
        if found[-1].text.endswith("覆盖"):
            return f"{whole.name}覆盖率"
        owner = phrase_before(self.text, left.start, found[-1].start)
        return f"{owner.name if owner else ''}{whole.name}占比"

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
        right = self.right(at + 1) if following.counted and between.endswith("，") else None
        return right[1] if right else ""

    def measured(self, left: Left, at: int) -> Fact | None:
        """发放28亿元贷款: a unit of measure before the thing measured."""
        value = self.values[at]
        skip = int(self.text.startswith("的", value.end))
        right = self.right(at, skip) if value.unit in MASSES else None
        told_of = right is not None and right[1] and not _PREDICATES.match(right[1])
        if right is None or (told_of and not begins_with_verb(_ALREADY.sub("", right[1]))):
            return None
        return self.counted(left, value, *right)


def _without_amount(name: str) -> str:
    """9座水库蓄水量: no classifier counts an amount, so the reservoirs are counted."""
    found = words(name, 0, len(name))
    while len(found) > 1 and found[-1].text[-1] in "率量额":
        found.pop()
    return name[: found[-1].end] if found and found[-1].end > 1 else name


def _described(rest: str, name: str) -> str:
    """超过200个城市开展了智慧城市建设 counts 开展智慧城市建设的城市."""
    predicate = _ALREADY.sub("", re.sub(r"了(?=[^解])", "", rest.strip()))
    told = re.fullmatch(r"[一-鿿]{4,20}", predicate) or is_suffering(predicate)
    if not told or not (begins_with_verb(predicate) or predicate.startswith("被")):
        return name
    return clean(f"{predicate}的{name}") or name
