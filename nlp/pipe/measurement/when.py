"""Of which time a figure is, and whether it is hoped for, reached, a base or a limit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from nlp.extraction import Kind, Period
    from nlp.period import FoundPeriod
    from nlp.pipe.measurement.fact import Fact
    from nlp.pipe.measurement.scope import Scope
    from nlp.pipe.measurement.setting import Setting

_BASE = re.compile(r"[较比从由与同]$|相比$|超$|低于$|高于$")
_COMPARED = re.compile(r"的?(?:同期|计划|水平|增加|增长|下降|提高|减少|提升)")
_OPENS = re.compile(r"(?:|.*[，；：。、\s—“])(?:仅在?|其中|预计|力争)?")
_PLANNED = re.compile(
    r"预期目标|目标(?:是|为|：)|力争|争取|确保|计划|拟|力求|有望|规划(?:到|建设)|预计到"
    r"|(?<![即中上大小])将(?!近|军|士|领)|(?<![主重需首纪概摘提])要(?!求|素|点|闻|客|案|领)"
    r"|到20\d\d年.{0,20}(?:达到|实现|建成)"
)
_DONE = re.compile(
    r"已|(?<!力争)(?<!确保)累计(?!达)|去年|上年|完成了|实现了|截至|目前|达到了|同比|环比"
    r"|共(?=[查检发处累出])|了(?=\d)|现有|共有|原有|近年来"
)
_NORM = re.compile(
    r"补助|补贴|奖励|资助|贴息|奖补|罚款|处以|给予|减免|减按|按照?|标准|限额|额度|期限|年限|时限|不得|应当|必须|每人"
    r"|每户|免征|费率|利率|税率|返还|支付|比例|原则上|不[得能应宜]|不超过|不[低少]于"
)
# 对已付展位费给予50%的支持: what is said inside such a phrase says nothing of the figure.
_ASIDE = re.compile(
    r"(?:对|由|从|按照?|依照|根据|在)[^，。；：]{1,40}?"
    r"(?=给予|予以|提高|提升|降|下调|上调|上浮|下浮|增加|减少|缩短|延长|放宽|补助|补贴|返还|$)"
)
# What only rules say, in an article on them as well as in a notice.
_RULING = re.compile(
    r"费率|税率|缴费比例|减按|免征|原则上|不得|每人每[月天日年]|按[^，。；]{1,20}(?:标准|比例)"
    r"|给予[^，。；]{0,24}(?:补助|补贴|奖励|资助|贴息|支持)|最高(?:不超过|可)|应纳税|执行[至期]"
)
_AIM = re.compile(r"的?(?:预期|发展|增长|年度|奋斗)*(?:目标|计划)(?!的|任务)")
_SETS_BOUND = re.compile(r"上限为?|最长(?!达)|原则上$")
_LEAD = 12
"""Characters within which a deadline opens a sentence, an ordinal (第一步，) before it included."""
_STANDS = 250
"""Characters after which a time of news is no longer taken to hold."""
_PARAGRAPH = 1000
"""Characters back to which a paragraph is looked through."""
_PAST = re.compile(r"(?:已|已经|去年|上年)(?!有|建|成|出)")


def period_of(setting: Setting, fact: Fact, start: int) -> Period | None:
    """Return the time that the sentence says for a fact, None if it says none."""
    value = fact.quantity.start
    if fact.role == "baseline":
        return _baseline_period(setting, value)
    usable = [p for p in setting.periods_in(start, value) if _tells_when(setting.text, p, value)]
    yearly = "年均" in fact.verb
    clause = max(setting.text.rfind(mark, start, value) for mark in "，；：。") + 1
    for found in reversed(usable):
        # A yearly average belongs to the years it is taken over, not to one of them.
        if yearly and found.period.precision == "year":
            continue
        if found.start >= clause or _governs(setting.text, found, start):
            return found.period
    return None


def deadline_before(setting: Setting, start: int, *, yearly: bool = False) -> Period | None:
    """Return the deadline that opened an earlier sentence of the paragraph: 第一步，到2020年，….

    It holds until a sentence opens with another time. A stretch of years holds too, for the yearly
    averages that follow (``yearly``).
    """
    text = setting.text
    paragraph = max(text.rfind("\n", 0, start) + 1, start - _PARAGRAPH)
    for found in reversed(setting.periods_in(paragraph, start)):
        opened = max(text.rfind(mark, paragraph, found.start) for mark in "。！？\n") + 1
        opened = max(opened, paragraph)
        if found.start - opened <= _LEAD and _governs(text, found, opened):
            span = yearly and found.period.precision in ("span", "plan")
            return found.period if found.period.start is None or span else None
    return None


def time_standing(setting: Setting, start: int) -> Period | None:
    """Return the month, quarter or year that opened an earlier sentence of a paragraph of news.

    今年上半年，产量增长5%。出口额增长3%。 Days, several years and what is open at an end do not.
    """
    if setting.genre != "other":
        return None
    text = setting.text
    paragraph = max(text.rfind("\n", 0, start) + 1, start - _STANDS)
    for found in reversed(setting.periods_in(paragraph, start)):
        within = found.period.precision != "day" and _is_within_a_year(found.period)
        opened = max(text.rfind(mark, paragraph, found.start) for mark in "。！？\n") + 1
        if within and _governs(text, found, max(opened, paragraph)):
            return found.period
    return None


def _is_within_a_year(period: Period) -> bool:
    start, end = period.start, period.end
    return start is not None and end is not None and start.year == end.year


def _tells_when(text: str, found: FoundPeriod, before: int) -> bool:
    """A base of comparison (较“十三五”末) or an attribute (上年同期) is not the time."""
    onward = found.period.text.endswith(("起", "以来"))
    based = not onward and _BASE.search(text[max(0, found.start - 3) : found.start])
    if found.end > before or based:
        return False
    compared = _COMPARED.match(text, found.end, found.end + 3)
    return not (compared and found.period.text.startswith(("上", "去")))


def _governs(text: str, found: FoundPeriod, start: int) -> bool:
    """Whether a period holds beyond its clause: it opens the sentence or stands alone."""
    lead = text[max(start, found.start - 3) : found.start]
    first = found.start - start < 3 or lead.endswith(("；", "："))
    alone = text.startswith("，", found.end)
    return bool(_OPENS.fullmatch(lead)) and (alone or first)


def _baseline_period(setting: Setting, value: int) -> Period | None:
    near = [p for p in setting.periods_in(value - 14, value) if value - 3 <= p.end <= value]
    return near[-1].period if near else None


def kind_of(setting: Setting, fact: Fact, start: int, scope: Scope, period: Period | None) -> Kind:
    """Return what kind of figure a fact is, by its time, its part of the document and its words."""
    if fact.role == "baseline":
        return "baseline"
    value = fact.quantity
    clause = max(setting.text.rfind(mark, start, value.start) for mark in "。；") + 1
    lead = setting.text[max(clause, start) : value.start]
    dated = _kind_of_time(period, setting.anchor.on(), scope)
    if dated is not None:
        return dated
    if scope.kind == "target" and _PAST.search(lead[-16:]):
        return "actual"
    if scope.kind is None and not _DONE.search(lead.rpartition("，")[2].replace("同比", "")):
        bound = setting.text[value.start : value.number_start]
        if fact.rule or bound.startswith("不") or _SETS_BOUND.search(lead[-6:]):
            return "limit"
    return scope.kind or _kind_of_words(setting, lead, value.end)


def _kind_of_time(period: Period | None, on: date | None, scope: Scope) -> Kind | None:
    if period is None or period.end is None or on is None:
        return None
    if period.end.year < on.year:
        return "actual"
    if period.end <= on or (scope.kind == "actual" and period.end.year == on.year):
        return None
    # In news of the year, 今年 and 上半年 are as often past as to come: the words decide.
    this_year = period.end.year == on.year and period.precision in ("year", "span")
    return None if scope.kind is None and this_year else "target"


def _kind_of_words(setting: Setting, lead: str, end: int) -> Kind:
    near, after = lead[-40:], re.split("[，；。]", setting.text[end : end + 16], maxsplit=1)[0]
    own = lead.rpartition("，")[2]
    if _AIM.match(after):
        return "target"
    done = bool(_DONE.search(near.removesuffix(own) + _ASIDE.sub("", own)))
    if _PLANNED.search(near) and not done:
        return "target"
    if setting.genre == "rule":
        return "actual" if done else "limit"
    if setting.genre == "directive" and not done:
        return "limit" if _NORM.search(near + after) else "target"
    ruled = _RULING.search(own + after) and not done
    return "limit" if ruled else "actual"
