"""From facts to measurements: indicator, area, period, kind, agent and the quote that proves it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.extraction import Kind, Measurement, Period
from nlp.gazetteer.indicator import Indicator, lexicon
from nlp.period import FoundPeriod
from nlp.pipe.measurement.clause import Fact
from nlp.pipe.measurement.coordination import metric_of
from nlp.pipe.measurement.phrase import clean
from nlp.pipe.measurement.scope import Scope
from nlp.pipe.measurement.setting import CHINA, Named, Setting
from ontology.iri import mint

_PLACES = frozenset({"Province", "City", "County", "Region"})
_BODIES = frozenset({"GovernmentBody", "Organization"})
LONGEST_QUOTE = 200

_SELF = re.compile(
    r"^(?:全省|全市|全区|全县|全州|全盟|全疆|全自治区|我省|我市|我区|我县|我州|本省|本市|本区|本县|自治区|省内|市内|区内|省级|市级)(?!政府|以上)"
)
_SELF_NAME = re.compile(
    r"^(?:全省|全市|全区|全县|全州|全盟|全疆|我省|我市|我区|我县|本省|本市|本区|本县|全自治区)的?"
)
_NATION = re.compile(r"^(?:全国|我国|中国|全国范围内?)的?")
_NATIONAL_NAME = re.compile(
    r"(?:全国|中国)(?:重点|人大|政协|文明|双拥|示范|先进|优秀|红色|百强|劳动|统一|性|首|唯一|最|青年|科技|专利|运动会|共产党|工会|妇联|企业500强)"
)
_NO_AREA_BEFORE = re.compile(
    r"(?:对|向|与|同|和|从|由|往|赴|自|经|于|较|比|至|到|入|出口|进口|来自|帮扶|援助|支援|输往)$"
)
_FAMILIES = (
    frozenset("吨 斤 公斤 克 毫克".split()),
    frozenset("人 人次 名 位".split()),
    frozenset("户 家 个 项 件 处 所 座 条 种 类 台 部 套 本 张 间 栋 起 例 笔 宗 只 株 组 对 支 门 批 片 块 辆 艘".split()),
    frozenset("元 美元 欧元 港元".split()),
    frozenset("亩 公顷 平方公里 平方米".split()),
    frozenset("公里 米".split()),
    frozenset("千瓦 兆瓦 吉瓦".split()),
    frozenset("千瓦时 度".split()),
    frozenset("P EFLOPS PFLOPS".split()),
)  # fmt: skip
_PEOPLE = re.compile(
    r"(?:人数|人口|人次|人员|人才|职工|游客|学生|毕业生|党员|用户|就业|群众|劳动力|居民|人)$"
)
_WRITTEN_CHANGE = re.compile(
    r"增长|增加|上升|上涨|提高|提升|扩大|攀升|跃升|递增|增幅|增速|涨幅|下降|降低|减少|回落|压减|缩减|下调|缩短|收窄|萎缩|降幅|缩小|压缩|精简|削减|下滑|上浮|上调|下浮|减|降|增|涨|升|跌"
)
_NOUN_OF_CHANGE = {
    "增幅": "增长",
    "增速": "增长",
    "增": "增长",
    "涨": "上涨",
    "升": "上升",
    "降幅": "下降",
    "减": "减少",
    "降": "下降",
    "跌": "下跌",
}

_NO_INDICATOR = re.compile(r"^(?:超|目前|全年|同期|以上|方面|其中|大关|关口)")
# 完成年度计划的118%: how far a plan was met is no figure of the plan.
_PLAN = re.compile(r"(?:计划|目标|任务|预算|进度)$")
# 新华社杭州2月13日电（记者甲）: the place is where the news was filed.
_DATELINE = re.compile(
    r"[^。，]{0,24}?(?:新华社|中新社|新华网|人民网|中新网|央视网|本报)[^。，]{0,16}?\d{1,2}日(?:电|讯)(?: ?（[^）]{0,40}）)?"
)
_PLANNED = re.compile(
    r"预期目标|目标(?:是|为|：)|力争|争取|确保|计划|拟|(?<![即中上大小])将(?!近|军|士|领)|(?<![主重需首纪概摘提])要(?!求|素|点|闻|客|案|领)|规划(?:到|建设)|预计到|到20\d\d年.{0,20}(?:达到|实现|建成)|力求|有望"
)
_DONE = re.compile(
    r"已|(?<!力争)(?<!确保)累计(?!达)|去年|上年|完成了|实现了|截至|目前|达到了|同比|环比|共(?=[查检发处累出])|了(?=\d)"
)
_NORM = re.compile(
    r"补助|补贴|奖励|资助|贴息|奖补|罚款|处以|给予|减免|减按|按照?|标准|限额|额度|期限|不得|应当|必须|每人|每户|免征|费率|利率|税率|返还|支付|比例"
)


_SEVERAL = Named(-1, -1, "Region", "", None)
"""Stands for a list of places: the figure belongs to none of them alone."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a sentence hands on to one that begins with 其中."""

    area: Named | None = None
    period: Period | None = None
    start: int = 0


class Assembler:
    """Turns the facts of sentence after sentence into measurements."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.text = setting, setting.text
        self.carried = Carried()
        self.opening = 0

    def sentence(
        self, start: int, end: int, facts: Sequence[Fact], scope: Scope
    ) -> list[Measurement]:
        """Return the measurements of one sentence's facts."""
        partial = self.text.startswith(("其中", "——其中"), start)
        carried = self.carried if partial else Carried(start=start)
        dateline = _DATELINE.match(self.text, start, end)
        self.opening = dateline.end() if dateline else start
        found = []
        area, period = carried.area, carried.period
        for fact in facts:
            area = self._area(fact, self.opening)
            period = self._period(fact, start, scope)
            measurement = self._measure(fact, start, end, scope, carried, area, period)
            if measurement is not None:
                found.append(measurement)
        if not partial:
            self.carried = Carried(area or None, period, start)
        return found

    def _measure(
        self,
        fact: Fact,
        start: int,
        end: int,
        scope: Scope,
        carried: Carried,
        area: Named | None,
        period: Period | None,
    ) -> Measurement | None:
        name, place = self._strip_place(fact)
        named = indicator_of(fact, name)
        if named is None:
            return None
        label, iri, unit = named
        value = fact.quantity
        where, where_iri = self._where(place or area or carried.area, fact, start)
        body = self._agent(fact, self.opening)
        quote_start, quote_end = self._quote(carried.start, start, end, fact)
        return Measurement(
            start=value.start, end=value.end, value_text=self.setting.raw[value.start : value.end],
            low=value.low, high=value.high, comparator=value.comparator, unit=unit,
            indicator=label, indicator_iri=iri, period=period or carried.period or scope.period,
            area=where, area_iri=where_iri, agent=body.name if body else None,
            agent_iri=body.iri if body else None, kind=self._kind(fact, start, scope, period),
            quote_start=quote_start, quote_end=quote_end, method=fact.pattern.method,
            confidence=_confidence(fact, iri),
        )  # fmt: skip

    # -- area

    def _strip_place(self, fact: Fact) -> tuple[str, Named | None]:
        """Take the place off the front of the indicator's words: 武汉市政府投资."""
        for named in self.setting.named_in(fact.start, fact.start + len(fact.words)):
            if named.label not in _PLACES:
                continue
            written = self.text[named.start : named.end]
            rest = fact.words[len(written) :].removeprefix("的")
            if fact.words.startswith(written) and len(clean(rest)) > 1:
                return clean(rest), named
        return fact.words, None

    def _area(self, fact: Fact, start: int) -> Named | None:
        """The last place in subject position before the value, within its sentence."""
        stop = max(self.text.rfind("；", start, fact.quantity.start) + 1, start)
        found: Named | None = None
        for named in self.setting.named_in(stop, fact.quantity.start):
            if named.label in _PLACES and self._is_subject(named, stop):
                found = named
        clause = max(self.text.rfind("，", stop, fact.quantity.start) + 1, stop)
        if found and self._in_list(found):
            return _SEVERAL
        if found and found.start < clause and _SELF.match(self.text, clause):
            return None
        return found

    def _is_subject(self, named: Named, stop: int) -> bool:
        before = self.text[max(stop, named.start - 4) : named.start]
        if _NO_AREA_BEFORE.search(before):
            return False
        clause = max(self.text.rfind(mark, stop, named.start) for mark in "，：。；（") + 1
        lead = self.text[max(clause, stop) : named.start]
        for found in self.setting.periods_in(max(clause, stop), named.start):
            lead = lead.replace(self.text[found.start : found.end], "")
        lead = re.sub(
            r"[\s—“]|在|其中|如|例如|目前|即|仅|是|据|近|\d+(?:\.\d+)?%的|、|和|约|据了解|此外|同时",
            "",
            lead,
        )
        return not lead or self._is_list(lead, max(clause, stop), named.start)

    def _in_list(self, named: Named) -> bool:
        """Whether a place is one of several (北京、上海等10个省): the figure is no single one's."""
        after = self.text[named.end : named.end + 1]
        return self.text[named.start - 1 : named.start] in ("、", "和") or after in ("、", "和")

    def _is_list(self, lead: str, start: int, end: int) -> bool:
        """Whether the words before a place are other places of the same list."""
        return any(lead == self.text[n.start : n.end] for n in self.setting.named_in(start, end))

    def _where(self, area: Named | None, fact: Fact, start: int) -> tuple[str | None, str | None]:
        words = self._clause_opening(fact, start)
        national = _without_nation(fact.words) != fact.words
        if national or (area is None and _NATION.match(words) and _without_nation(words) != words):
            return CHINA
        if area is _SEVERAL:
            return None, None
        if _SELF.match(fact.words) or area is None:
            return self.setting.area, self.setting.area_iri
        return area.name, area.iri

    def _clause_opening(self, fact: Fact, start: int) -> str:
        clause = max(self.text.rfind(mark, start, fact.quantity.start) for mark in "，；：") + 1
        return self.text[max(clause, start) : fact.quantity.start]

    def _agent(self, fact: Fact, start: int) -> Named | None:
        clause = max(self.text.rfind(mark, start, fact.quantity.start) for mark in "，；：") + 1
        for opening in (max(clause, start), start):
            for named in self.setting.named_in(opening, min(opening + 12, fact.quantity.start)):
                lead = self.text[opening : named.start]
                if named.label in _BODIES and re.fullmatch(r"[\s—“]*(?:其中|目前)?", lead):
                    return named
        return None

    # -- period

    def _period(self, fact: Fact, start: int, scope: Scope) -> Period | None:
        value = fact.quantity
        if fact.role == "baseline":
            return self._baseline_period(fact)
        usable = [
            p
            for p in self.setting.periods_in(start, value.start)
            if self._tells_when(p, value.start)
        ]
        yearly = "年均" in fact.verb
        clause = max(self.text.rfind(mark, start, value.start) for mark in "，；：。") + 1
        for found in reversed(usable):
            if yearly and found.period.precision == "year":
                continue
            if found.start >= clause or self._governs(found, start):
                return found.period
        return None

    def _tells_when(self, found: FoundPeriod, before: int) -> bool:
        """A base of comparison (较“十三五”末) or an attribute (2025年度计划) is not the time."""
        if found.end > before:
            return False
        lead = self.text[max(0, found.start - 3) : found.start]
        tail = self.text[found.end : found.end + 3]
        if re.search(r"[较比从由与同]$|相比$|超$|低于$|高于$", lead):
            return False
        return not re.match(
            r"[的]?(?:同期|计划|水平|增加|增长|下降|提高|减少|提升)", tail
        ) or not re.match(r"上|去", found.period.text)

    def _governs(self, found: FoundPeriod, start: int) -> bool:
        """Whether a period holds beyond its clause: it opens the sentence or stands alone (到2030年，)."""
        lead = self.text[max(start, found.start - 3) : found.start]
        opens = bool(re.fullmatch(r"|.*[，；：。、\s—“]", lead))
        alone = self.text[found.end : found.end + 1] == "，"
        first = found.start - start < 3 or bool(re.search(r"[；：]$", lead))
        return opens and (alone or first)

    def _baseline_period(self, fact: Fact) -> Period | None:
        value = fact.quantity
        near = [
            p
            for p in self.setting.periods_in(value.start - 14, value.start)
            if p.end <= value.start
        ]
        return near[-1].period if near and value.start - near[-1].end <= 3 else None

    # -- kind

    def _kind(self, fact: Fact, start: int, scope: Scope, period: Period | None) -> Kind:
        if fact.role == "baseline":
            return "baseline"
        value = fact.quantity
        clause = max(self.text.rfind(mark, start, value.start) for mark in "。；") + 1
        lead = self.text[max(clause, start) : value.start]
        on = self.setting.anchor.on()
        if period is not None and period.end is not None and on is not None:
            if period.end > on and (scope.kind != "actual" or period.end.year > on.year):
                if not (
                    scope.kind is None
                    and period.precision in ("year", "span")
                    and period.end.year == on.year
                ):
                    return "target"
            elif period.end < on and period.end.year < on.year:
                return "actual"
        if scope.kind is not None:
            if scope.kind == "target" and re.search(
                r"(?:已|已经|去年|上年)(?!有|建|成|出)", lead[-16:]
            ):
                return "actual"
            return scope.kind
        return self._kind_of_genre(lead, value.end)

    def _kind_of_genre(self, lead: str, end: int) -> Kind:
        tail = self.text[end : end + 16]
        near = lead[-40:]
        if _PLANNED.search(near) and not _DONE.search(near):
            return "target"
        if self.setting.genre == "directive" and not _DONE.search(near):
            return "limit" if _NORM.search(near + tail) else "target"
        return "actual"

    # -- quote

    def _quote(self, carried: int, start: int, end: int, fact: Fact) -> tuple[int, int]:
        if carried < start and end - carried <= LONGEST_QUOTE:
            return carried, end
        if end - start <= LONGEST_QUOTE:
            return start, end
        value = fact.quantity
        left, right = max(start, value.end - LONGEST_QUOTE), min(end, value.end + 40)
        first = re.search(r"[；。，：]", self.text[left : fact.start]) if left > start else None
        quote_start = (
            left + first.end()
            if first
            else (min(fact.start, value.start) if left > start else start)
        )
        last = re.search(r"[；。，]", self.text[value.end : end])
        quote_end = (
            value.end + last.end()
            if last and value.end + last.end() <= quote_start + 240
            else min(right, end)
        )
        return min(quote_start, value.start), max(quote_end, value.end)


def indicator_of(fact: Fact, name: str) -> tuple[str, str, str] | None:
    """Return the name, IRI and unit of the indicator that a fact's words mean, None if they mean none."""
    unit = fact.quantity.unit
    words = _SELF_NAME.sub("", name) or name
    words = _without_nation(words)
    words = clean(words)
    if not words or _NO_INDICATOR.search(words) or (unit == "%" and _PLAN.search(words)):
        return None
    if fact.role in ("growth", "decline", "rise", "fall"):
        return _changed(fact, words, unit)
    if fact.role == "share":
        words = _share_name(fact, words)
    if fact.role == "rank":
        words = _rank_name(fact, words)
    found = lexicon().link(words)
    if found is not None:
        fitted = _fit(found, unit)
        # 跨越3个台阶 after 地区生产总值 is no figure of it.
        return (fitted.name, fitted.iri, unit or fitted.unit) if fitted else None
    if not unit:
        if not _PEOPLE.search(words):
            return None
        unit = "人"
    return words, mint("indicator", words), unit


def _without_nation(words: str) -> str:
    """Take 全国 off an indicator of the nation; 全国重点实验室 is a name."""
    rest = _NATION.sub("", words)
    return words if _NATIONAL_NAME.match(words) or len(rest) < 3 else rest


def _fit(indicator: Indicator, unit: str) -> Indicator | None:
    """Return the indicator that a value in this unit can be of: 居民消费价格2% is its rise."""
    if (
        indicator.unit == "%"
        and unit == "%"
        and indicator.slug in ("consumer-price", "producer-price")
    ):
        return lexicon().change(indicator, "growth")
    if (
        not unit
        or indicator.unit == unit
        or indicator.unit.partition("/")[0] == unit.partition("/")[0]
    ):
        return indicator
    return indicator if any(indicator.unit in f and unit in f for f in _FAMILIES) else None


def _changed(fact: Fact, words: str, unit: str) -> tuple[str, str, str] | None:
    written = _WRITTEN_CHANGE.search(fact.verb)
    verb = written[0] if written else ("增长" if fact.role in ("growth", "rise") else "下降")
    verb = _NOUN_OF_CHANGE.get(verb, verb)
    level = lexicon().link(words)
    if unit == "%":
        direction = "growth" if fact.role == "growth" else "decline"
        found = (
            lexicon().change(level, direction)
            if level is not None
            else lexicon().link(words + verb)
        )
        if level is not None and level.base is not None and direction == "growth":
            found = level
        if found is not None and found.unit == "%":
            return found.name, found.iri, unit
    base = level.name if level is not None else words
    if not unit:
        unit = "人" if _PEOPLE.search(base) else ""
    name = base if base.endswith(verb) else base + verb
    return (name, mint("indicator", name), unit) if unit else None


def _share_name(fact: Fact, words: str) -> str:
    match = fact.pattern.cue.search(fact.verb)
    whole = clean((match["whole"] if match else "") or "")
    whole = re.sub(r"(?:比重|比例|份额|的)+$", "", whole)
    if not whole:
        return words if words.endswith(("比", "比重", "比例")) else words + "占比"
    head = re.sub(r"^(?:全国|全省|全市|全区|全部|全球|我国|世界)", "", whole)
    head = re.sub(r"(?:总数|总量|总额|总)$", "", head)
    if head and head in words:
        return words + "占比"
    return f"{words}占{whole}比重"


def _rank_name(fact: Fact, words: str) -> str:
    match = fact.pattern.cue.search(fact.verb)
    whole = clean((match["whole"] if match else "") or "")
    return f"{words}{whole}位次"


def _confidence(fact: Fact, iri: str) -> float:
    score = fact.pattern.confidence
    if not iri.startswith("https://w3id.org/zhengtu/indicator#"):
        score -= 0.1
    if fact.inherited:
        score -= 0.1
    return round(max(score, 0.3), 2)


__all__ = ["Assembler", "Carried", "indicator_of", "replace"]
