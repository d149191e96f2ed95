"""What an indicator is called, and which one of the scheme it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.gazetteer.indicator import Indicator, lexicon
from nlp.pipe.measurement.noun import unit_of_noun
from nlp.pipe.measurement.phrase import clean
from ontology.iri import INDICATOR, mint

if TYPE_CHECKING:
    from nlp.pipe.measurement.fact import Fact

_SELF = re.compile(
    r"^(?:全省|全市|全区|全县|全州|全盟|全疆|我省|我市|我区|我县|本省|本市|本区|本县|全自治区)的?(?!性)"
)
_NATION = re.compile(r"^(?:全国|我国|中国)的?")
_NATIONAL_NAME = re.compile(
    r"(?:全国|中国)(?:重点(?!监)|人大|政协|文明|双拥|示范|先进|优秀|红色|百强|劳动|统一|性|首|唯一|最|青年"
    r"|科技|专利|运动会|共产党|工会|妇联|馆|队|制造|船舶|石油|石化|铁路|电信|联通|移动|银行|人寿|企业)"
)
_NO_NAME = re.compile(
    r"^(?:(?:全国|全省|全市|我国|中国|国际|当地时间|当[日天年月]|首批|首期|[日月年]均|约合|折合|平日|轮流"
    r"|初期|零下|预期|今年|去年|每天|每年|第一批|本市|本省)$|超|目前|全年|同期|以上|方面|其中|大关|关口|年满|每[^\d]{1,2}$|每平方米$|每个[^\d]{1,2}$|第\d|.*(?:台阶|大关)$|(?:[今昨明]天（.*）|截至|区域内?|基础|有关|预计|辖区内?|相关|其他|部分|较低|上述)$)"
)
# 完成年度计划的118%: how far a plan was met is no figure of the plan.
_PLAN = re.compile(r"(?:计划|目标|任务|预算|(?:时间|序时|计划)进度)$")
_CHANGE = re.compile(
    r"回升|反弹|增长|增加|上升|上涨|提高|提升|扩大|攀升|跃升|递增|增幅|增速|涨幅|下降|降低|减少|回落|压减|缩减"
    r"|下调|缩短|收窄|萎缩|降幅|缩小|压缩|精简|削减|下滑|上浮|上调|下浮|减|降|增|涨|升|跌"
)
_IN_FULL = {
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
_ALIKE = (
    "吨 斤 公斤 千克 克 毫克",
    "人 人次 名 位",
    "户 家 个 项 件 处 所 座 条 种 类 台 部 套 本 张 间 栋 起 例 笔 宗 只 株 组 对 支 批",
    "元 美元 欧元 港元",
    "亩 公顷 平方公里 平方米",
    "公里 千米 米",
    "千瓦 兆瓦 吉瓦",
    "千瓦时 度",
    "P EFLOPS PFLOPS",
)
_FAMILIES = tuple(frozenset(units.split()) for units in _ALIKE)
_PRICES = frozenset({"consumer-price", "producer-price"})


@dataclass(frozen=True, slots=True)
class Named:
    """The indicator a fact is about, and the unit of its figure."""

    name: str
    iri: str
    unit: str

    @property
    def is_published(self) -> bool:
        """Whether it is one of the scheme."""
        return self.iri.startswith(INDICATOR)


def indicator_of(fact: Fact, words: str) -> Named | None:
    """Return the indicator that a fact's words mean, None if they mean none.

    Args:
        fact: The fact.
        words: Its words without the place before them.
    """
    unit = fact.quantity.unit
    words = clean(without_nation(_SELF.sub("", words) or words))
    if not words or _NO_NAME.search(words) or (unit == "%" and _PLAN.search(words)):
        return None
    if fact.role in ("growth", "decline", "rise", "fall"):
        return _changed(fact, words)
    if fact.role == "share":
        words = _share_of(words, _whole(fact))
    known = lexicon().link(words)
    if known is not None:
        fitted = _fit(known, unit)
        # 跨越3个台阶 after 地区生产总值 is no figure of it.
        return Named(fitted.name, fitted.iri, unit or fitted.unit) if fitted else None
    return _own(words, unit or unit_of_noun(words))


def without_nation(words: str) -> str:
    """Take 全国 off an indicator of the nation; 全国重点实验室 is a name."""
    rest = _NATION.sub("", words)
    return words if _NATIONAL_NAME.match(words) or len(rest) < 3 else rest


def _own(words: str, unit: str) -> Named | None:
    return Named(words, mint("indicator", words), unit) if unit else None


def _fit(indicator: Indicator, unit: str) -> Indicator | None:
    """Return the indicator that a value in this unit can be of: 居民消费价格2% is its rise."""
    if unit == "%" and indicator.slug in _PRICES:
        return lexicon().change(indicator, "growth")
    same = indicator.unit.partition("/")[0] == unit.partition("/")[0]
    alike = any(indicator.unit in family and unit in family for family in _FAMILIES)
    return indicator if not unit or same or alike else None


def _changed(fact: Fact, words: str) -> Named | None:
    """Return the growth of what the words name, or the change as it is written (X提高)."""
    unit = fact.quantity.unit
    written = _CHANGE.search(fact.verb)
    verb = written[0] if written else "增长" if fact.role in ("growth", "rise") else "下降"
    verb = _IN_FULL.get(verb, verb)
    level = lexicon().link(words)
    known = _known_change(fact, level, words + verb) if unit == "%" else None
    if known is not None:
        return Named(known.name, known.iri, unit)
    base = level.name if level is not None else words
    name = base if base.endswith(verb) else base + verb
    return _own(name, unit or unit_of_noun(base))


def _known_change(fact: Fact, level: Indicator | None, written: str) -> Indicator | None:
    if level is None:
        known = lexicon().link(written)
        return known if known and known.unit == "%" else None
    if level.base is not None:
        return level if fact.role == "growth" else None
    return lexicon().change(level, "growth" if fact.role == "growth" else "decline")


def _whole(fact: Fact) -> str:
    """Return the whole of a share (占…)."""
    match = fact.pattern.cue.search(fact.verb)
    return clean((match["whole"] if match else "") or "")


def _share_of(words: str, whole: str) -> str:
    whole = re.sub(r"(?:比重|比例|份额|的)+$", "", whole)
    if not whole:
        return words if words.endswith(("比", "比重", "比例")) else words + "占比"
    head = re.sub(r"^(?:全国|全省|全市|全区|全部|全球|我国|世界)", "", whole)
    head = re.sub(r"(?:总数|总量|总额|总)$", "", head)
    # 在建城市数量占全国在建城市总数: the share among its own kind.
    return words + "占比" if head and head in words else f"{words}占{whole}比重"
