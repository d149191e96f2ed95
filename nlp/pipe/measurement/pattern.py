"""The patterns between an indicator and its value, as data.

A pattern looks at the words between the indicator and the value (``cue``, at the end of what stands
left of the value) and at the value's unit, and says what the value is: a level, a growth, a change,
a share, a baseline, or no figure of the indicator at all (``skip``: 高于全国0.4个百分点).
The first that fits decides. ``example`` must be read by the pattern, ``counter`` must not be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from nlp.quantity_word import DOUBLING, LEVELLING, RANK, SCOPE, STANDS

Role = Literal["level", "growth", "decline", "rise", "fall", "share", "baseline", "skip"]

_TIMES_BEFORE = (
    r"(?:当前|目前|现有|上一?(?:个|财)?(?:年度|财年|季度|月份?|周期)|[去前上]年年[底末初中]|上年|去年|前年|上期|上月|上季度|上半年|年初|前一[年日天周]|昨[天日]|此前|之前|疫情前|改革前|本世纪初|同期|往年"
    r"|上一?[届轮次批周]|上一年度?|[一二三四]季度|\d{1,2}(?:-\d{1,2})?月份?|常年|过去|[一二两三四五六七八九十\d]{1,2}年前|20\d\d年|“?十[一二三四五六]五”?)"
)
# 连续13年: how long something has been so, no figure of it.
_RUNNING = r"连续[一二两三四五六七八九十\d]{1,3}(?:年|个月|个?季度|天)"
_HOW = (
    rf"(?:同比|环比|(?:[比较同]|相比){_TIMES_BEFORE}[同期底末]{{0,2}}(?:水平)?(?:相比)?|同口径|(?:按)?可比口径|按可比价格计算|按不变价格计算"
    r"|扣除价格因素|年均|平均|累计|实际|名义|合计|总体|大幅|快速|首次|历史性|进一步|分别|均|都|双双"
    rf"|的?基础上|{_RUNNING}"
    r"|猛|骤|急剧?|各|也|已|再|又|共|就|仅|只|只有|年|逐年|平均每年|每年|连续|整体|普遍|力争|争取|确保|努力|预计"
    r"|将|计划|全年|当年|当期|五年|5年|三年|3年|近\d年|同步|逆势|稳步|持续|约|可)"
)
_UP = (
    r"(?:增长|增加|上升|上涨|提高|提升|扩大|攀升|跃升|递增|增幅|增速|涨幅|上浮|上调|(?<![新净])增|升|涨"
    r"|扩增|增大|提速|拓展|加快|回升|反弹)"
)
_DOWN = (
    r"(?:减征|减收|下降|降低|减少|回落|压减|缩减|下调|缩短|收窄|萎缩|减|降|降幅|跌|下跌|缩小|压缩|精简|削减|下滑"
    r"|下浮|降幅|消减|放缓|减缓)"
)
_TAIL = (
    r"(?:了|幅度|比例|速度|率|达到?|为|约|近|超过?|超|突破|不低于|保持在|控制在|稳定在|至少|目标|预期"
    r"|在|首次|已|分别)*"
)
_AT = r"(?:到|至|为|成|到了|至了)"
_REACH = (
    r"(?:达到了?|达|(?<!行)(?<!作)为|是|约为?|(?<!公)共有?|(?<![国私公民所含])有|合计|总计|累计|稳步|逐步"
    r"|跌破|跌至|收于|报收|收报|涨至|突破了?|超过?|跨越|连跨|连上|跃上|迈上|接近|跨上|登上|站上|保持在?|稳定在?|控制在?|维持在?|实现|完成|仅有?|只有?|占"
    r"|仅占|至|不低于|首次|历史性|总体|也|已经?|(?<![人户平年月日亩])均|(?<![首成])都|(?<!即)将|预计"
    r"|力争|争取|确保|努力|全年|近|大约|分别|(?<!个)各|双双|全部|总数|共计|，|、|了|：|基本|常年|长期"
    r"|连续|持续|继续|集中|拥有|建有|设有|最[长高低多少短大小]|一般|原则上|不得|[高多长]达|应当?为?"
    r"|必须|可达?|仍为?|(?<=比重)要|(?<![主重需首纪概摘提必只])要(?![求素点闻客案领件道])"
    rf"|可能|或将|有望|预计可|按[^，。；、\d]{{1,6}}(?:计算|统计|测算)|争取|每人每[月年天]|每[人户月年天日亩吨]|{_RUNNING}|[日月]均|尽量|尚有?|正在|现在的?"
    r"|如今的?|首[笔期]|第[一二三四五六七八九十]{1,2}[批期笔]|严格|牢牢|合理)"
)
_PERIOD = (
    r"(?:(?:上|本)?世纪?\d0年代[初末]?的?|[0-9一二三四五六七八九十〇“”]{1,6}年?[底末初时]?的?|(?:去年|上年)(?:同期|末)?的?|过去的?"
    r"|原有?的?|原来的?|原先的?|以前的?|最初的?|最高的?|此前的?|年初的?|目前的?|现行的?|之前的?|当前的?"
    r"|现在的?|规定的?|平均|每人|每月|每人每月)*"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a value relates to the words left of it.

    ``cue`` is searched at the end of the left words and cut off before the indicator is read;
    ``units`` limits the pattern to values in these units (empty for all).
    """

    name: str
    version: int
    role: Role
    cue: re.Pattern[str]
    units: frozenset[str]
    confidence: float
    example: str
    counter: str

    @property
    def method(self) -> str:
        """The name under which statements cite the pattern."""
        return f"pattern:{self.name}@{self.version}"


def _pattern(
    name: str,
    role: Role,
    cue: str,
    example: str,
    counter: str,
    *,
    units: str = "",
    version: int = 1,
    confidence: float = 0.9,
) -> Pattern:
    return Pattern(
        name,
        version,
        role,
        re.compile(f"(?:{cue})$"),
        frozenset(units.split()),
        confidence,
        example,
        counter,
    )


PATTERNS: tuple[Pattern, ...] = (
    _pattern(
        "rank-before", "baseline",
        rf"(?:由|从)(?:{SCOPE}的?)*(?:排名?)?",
        "用水效率由全国第30位上升到第20位", "用水效率上升到全国第20位",
        units=RANK,
    ),
    _pattern(
        "rank", "level",
        rf"(?:分别|均|都|双双|各|也|已|{_RUNNING}|连续|稳定|首次|继续|一直|长期|再次|\d+年|[，、]|{STANDS}|{SCOPE}的?)*(?:排名?)?",
        "用水效率居全国第3位", "用水效率达到85%",
        units=RANK,
    ),
    _pattern(
        "doubling", "growth",
        rf"(?:{_HOW}|实现|完成|比[^，。；]{{2,8}}|较[^，。；]{{2,8}}|[一二两三四五六七八九十\d]+年)*",
        "机器人产量3年翻一番", "机器人产量增长1倍",
        units=DOUBLING,
    ),
    _pattern(
        "levelling", "growth",
        rf"(?:{_HOW}|实现|保持)*",
        "居民消费价格与上年持平", "居民消费价格上涨1%",
        units=LEVELLING,
    ),
    _pattern(
        "bounded-share", "level",
        r"(?P<bound>不超过|不低于|不高于|不少于|不得超过|不得低于|超过)(?![^，。；：、]{0,14}"
        r"(?:平均|水平|上年|去年|同期|增速|计划|目标|预期|全国|全省|全市|规定|标准))"
        r"(?P<whole>[^，。；：、\d的]{2,14}|[^，。；：、\d的]{0,8}20\d\d年[^，。；：、\d的]{2,12})",
        "参展企业数量不超过企业总数20%", "税收收入增长6%，超过全国平均水平1.2%",
        units="%",
    ),
    _pattern(
        "comparison", "skip",
        r"(?:高于|低于|快于|慢于|好于|优于|高出|低出|领先|落后|多于|少于|超过|超出|超额|超|不及)[^，。；：、]{1,16}",
        "税收收入增长6%，高于全国1.2个百分点", "税收收入占比提高1.2个百分点",
        units="百分点 % 位 倍 天 年",
    ),
    _pattern(
        "difference", "skip",
        r"(?<!占)(?:较|(?<![同环])比(?![重例率])|与)[^，。；：]{1,16}?(?:(?<!提)高|(?<!降)低|(?<!加)快|慢|(?<!增)多|(?<!减)少|(?<!扩)大|(?<!缩)小"
        r"|好|(?<!增)长|(?<!缩)短|相差|提前|推迟)(?:了|出)?",
        "人均收入比全国平均水平高1200元", "人均收入比上年增加1200元",
    ),
    _pattern(
        "against", "skip",
        rf"(?<!占)(?:较|比(?![重例率])(?<![相同环]比))(?!{_TIMES_BEFORE})[^，。；：\d]{{2,12}}?{_UP}了?",
        "新机型速度比传统产品提升30%，成本下降5%", "速度比上年提升30%",
    ),
    _pattern(
        "share", "share",
        r"(?<![侵抢])占(?:到了?)?(?![地用]|比)(?P<whole>[^，。；：由从]{0,30}?)(?:的)?(?:比重|比例|份额|比率|比)?(?:的)?(?:约为|约|为|达到?|达|将|超过?|首次|已|均|近|稳定在|保持在|(?:提高|提升|上升|增加|扩大|下降|降低|增|升|降)[到至]|不低于|分别)*",
        "数字产业产值占全市工业总产值的41%", "数字产业产值占比41%",
        units="%",
    ),
    _pattern(
        "baseline", "baseline",
        rf"(?:从|由)(?:“?十[一二三四五六七八]五”?)?{_PERIOD}(?:[^，。；：、\d]{{2,12}}的)?",
        "贫困发生率由4.2%降至1.1%", "贫困发生率降至1.1%",
    ),
    _pattern(
        "changed-to", "level",
        rf"(?:{_HOW}){{0,4}}(?:{_UP}|{_DOWN}|扩充|扩展|发展|调整|下沉|回升|恢复|延长|放宽|变|改|延|整合|壮大|优化|加密|扩|拉长|拓宽){{1,2}}了?{_AT}{_REACH}{{0,3}}",
        "最低工资标准提高到2100元", "最低工资标准提高100元",
    ),
    _pattern(
        "multiple", "level",
        r"(?:(?:分别|均|都)?(?:提高|提升|增加|扩大)[至到]|达到?|是|为|相当于|约为)(?:了|约)*(?:[^，。；：、\d的]{1,12}|\d{1,2}月\d{1,2}日)的",
        "鱼类资源量达到禁捕前的1.95倍", "鱼类资源量增长1.95倍",
        units="倍",
    ),
    _pattern(
        "share-of", "share",
        r"(?:仅|只|约)?(?:为|是|达到?|相当于|[升降增]至|(?:提高|上升|增加|下降|降低)[到至])了?(?P<whole>[^，。；：、\d的]{2,12}(?<!目标)(?<!计划)(?<!任务))的",
        "高原含氧量仅为平原地区的70%", "含氧量为70%",
        units="%",
    ),
    _pattern(
        "growth", "growth",
        rf"(?:{_HOW}){{0,5}}{_UP}{_TAIL}",
        "民间投资增长6.5%", "民间投资下降6.5%",
        units="% 倍 ‰",
    ),
    _pattern(
        "decline", "decline",
        rf"(?:{_HOW}){{0,5}}{_DOWN}{_TAIL}",
        "单位产值能耗下降3%", "单位产值能耗增长3%",
        units="% 倍 ‰",
    ),
    _pattern(
        "rise", "rise",
        rf"(?:{_HOW}){{0,5}}{_UP}{_TAIL}",
        "森林覆盖率提高1.5个百分点", "森林覆盖率达到45%",
    ),
    _pattern(
        "fall", "fall",
        rf"(?:{_HOW}){{0,5}}{_DOWN}{_TAIL}",
        "办理时间压缩12天", "办理时间为12天",
    ),
    _pattern(
        "level", "level",
        rf"{_REACH}{{0,6}}",
        "政府投资为200万元", "",
        confidence=0.85,
    ),
)  # fmt: skip

LEVEL = PATTERNS[-1]
"""What says no more than that a value is of an indicator."""
