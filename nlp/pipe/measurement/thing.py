"""What stands right of a value: the thing counted (318个服务窗口), the whole of a share."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from nlp.pipe.measurement.coordination import metric_of
from nlp.pipe.measurement.fact import TIME_UNITS, Fact, counted, is_adverb
from nlp.pipe.measurement.left import ASIDE, Left
from nlp.pipe.measurement.noun import unit_of_noun
from nlp.pipe.measurement.phrase import Phrase, clean, phrase_before, verb_before
from nlp.pipe.measurement.phrase_right import begins_with_verb, phrase_after
from nlp.pipe.measurement.spending import MONEY
from nlp.pipe.measurement.told import is_suffering, noun_further, shared_rate, suffered, undertaken
from nlp.pipe.measurement.vocabulary import vocabulary
from nlp.pipe.measurement.word import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.quantity import Quantity

REACH = 40
"""Characters right of a value in which what it counts is looked for."""

_MASS_UNITS = "元 美元 吨 亩 公顷 米 公里 平方米 平方公里 立方米 千瓦 千瓦时 斤 公斤 度"
_MASSES = frozenset(_MASS_UNITS.split())
_IS = re.compile(r"^(?:都|均|全部)?(?:是|为|属于?)")
_RELATIVE = re.compile(
    r"(?P<clause>[^，。；：！？\d\n]{2,24}?)的(?P<noun>[^，。；：！？、\d\n的]{2,16})"
)
_CLAUSE = re.compile(r"[一-鿿“”]{4,20}(?=[，。；])")
_THERE_IS = re.compile(r"[，、]|(?:目前|现|已|约|共|还|只|仅|就)*有(?:约|近)?|仅|约")
# 区域适应性的品种: such a noun only describes.
_QUALITIES = ("性", "型", "式", "级", "制")
_PREDICATES = re.compile(r"[把将被让由在从向对给使随成]")
_ALREADY = re.compile(
    r"^(?:已经|已|均|都|全部|还|也|正在|正|将|不幸|陆续|先后|相继|基本|成功|顺利|正式|最终)+"
)
_DOERS = ("企业", "公司", "机构", "单位", "人员", "人", "学校", "医院", "国家", "地区", "城市")
"""What does what stands before it with 的."""
_COPULAS = ("为", "是", "达", "达到", "占", "有", "超过", "以")
_CAUSES = ("导致", "造成", "致使", "致")
_SIZED = frozenset({"人", "人次", "次"})
"""Units that before 的 tell how large a thing is: 50人的队伍."""


class Things:
    """Reads what the values of a sentence count; ``end`` is where the sentence ends."""

    def __init__(self, text: str, end: int, values: Sequence[Quantity]) -> None:
        self.text, self.end, self.values = text, end, values

    def read(self, left: Left, at: int) -> tuple[Fact | None, bool]:
        """Return the count that a value is, and whether there is nothing else to read in it."""
        fact = self._part(left, at)
        return (fact, True) if fact else self._count(left, at)

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
        # 3家的主导产业 are owned by what is counted.
        return alike or (value.counted and value.unit not in ("家", "户"))

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
        match = _CLAUSE.match(self.text, value.end, self.end)
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
        match = _CLAUSE.match(self.text, value.end, self.end) if value.counted else None
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
        right = self.right(at, skip) if value.unit in _MASSES else None
        told_of = right is not None and right[1] and not _PREDICATES.match(right[1])
        if right is None or (told_of and not begins_with_verb(_ALREADY.sub("", right[1]))):
            return None
        return self.counted(left, value, *right)


def _tells(clause: str) -> bool:
    """Tell whether a clause before 的 begins with a verb, an adverb or a time: 当前最为先进的."""
    first = words(clause, 0, min(len(clause), 4))[0]
    return first.tag[0] in "dt" or begins_with_verb(clause)


def _without_object(text: str, phrase: Phrase, rest: str) -> tuple[Phrase, str]:
    """19家企业发放贷款: no classifier counts money or land, so the verb is told of the rest."""
    if unit_of_noun(phrase.name) not in _MASSES:
        return phrase, rest
    found = words(text, phrase.start, phrase.end)
    verb = next((w for w in found[1:] if w.text in vocabulary().predicates), None)
    name = clean(text[phrase.start : verb.start]) if verb else ""
    if not verb or not name:
        return phrase, rest
    return Phrase(phrase.start, verb.start, name), text[verb.start : phrase.end] + rest


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
