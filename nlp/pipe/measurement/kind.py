"""Whether a figure is hoped for, reached, a base or a limit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.pipe.measurement.word import words

if TYPE_CHECKING:
    from datetime import date

    from nlp.extraction import Kind, Period
    from nlp.pipe.measurement.fact import Fact
    from nlp.pipe.measurement.scope import Scope
    from nlp.pipe.measurement.setting import Setting
    from nlp.quantity import Quantity

_PLANNED = re.compile(
    r"预期目标|目标(?:是|为|：)|力争|争取|确保|计划|拟(?!上市|定|合|真|态)|力求|有望|规划(?:到|建设)|预计到"
    r"|(?P<will>(?<![即中上大小])将)(?!近|军|士|领)|(?<![主重需首纪概摘提政])要(?!求|素|点|闻|客|案|领)"
    r"|到20\d\d年.{0,20}(?:达到|实现|建成)"
)
_DONE = re.compile(
    r"已|(?<!力争)(?<!确保)累计(?!达)|去年|上年|完成了|实现了|截至|目前|达到了|同比|环比"
    r"|共(?=[查检发处累出])|共(?:计|涉及|包括|有)?$|(?<![为除到罢])了(?![解如若然])|现有|共有|原有|近年来|(?:出台|推出|印发|发布)(?=\d)"
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
_BESIDE = re.compile(r"[去上]年|目前|[同环]比")
"""What tells that its own clause is of what was, and nothing of the clauses behind it."""
_CONDITION = re.compile(r"的$|^(?:如|若|凡|对|为)[^，]*$")
"""A clause that says in which case or what for: 双方均已复工的; 为确保进度."""
_BOUND = re.compile(r"不(?!到|足|满)")
_SETS_BOUND = re.compile(r"上限为?|最长(?!达)|原则上$")
_PAST = re.compile(r"(?:已|已经|去年|上年)(?!有|建|成|出)")


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
    own = lead.rpartition("，")[2]
    # 返还其上年度缴费的50%: what is set by a year is no result of it.
    told = _BESIDE.sub("", own) if fact.rule else own.replace("同比", "")
    if scope.kind is None and not _DONE.search(told):
        bound = setting.text[value.start : value.number_start]
        given = value.per and _NORM.search(own)
        if fact.rule or given or _BOUND.search(bound) or _SETS_BOUND.search(lead[-6:]):
            return "limit"
    return scope.kind or _kind_of_words(setting, lead, value)


def _kind_of_time(period: Period | None, on: date | None, scope: Scope) -> Kind | None:
    if period is None or period.end is None or on is None:
        return None
    if period.end.year < on.year:
        return "actual"
    if period.end <= on or (scope.kind == "actual" and period.end.year == on.year):
        return None
    # Of 今年 and “十四五”期间 while they last, as much is past as to come: the words decide.
    running = period.start is not None and period.start <= on
    return None if scope.kind is None and running else "target"


def _kind_of_words(setting: Setting, lead: str, value: Quantity) -> Kind:
    end = value.end
    after = re.split("[，；。]", setting.text[end : end + 16], maxsplit=1)[0]
    if not value.counted and _AIM.match(after):
        return "target"
    own = lead.rpartition("，")[2]
    said, here = _said(lead)
    ruled = _RULING.search(own + after)
    if said is not None and not here and ruled and setting.genre != "rule":
        return "limit"
    if said == "target":
        return said
    done = said == "actual"
    if setting.genre == "rule":
        return "actual" if done else "limit"
    if setting.genre == "directive" and not done:
        return "limit" if _NORM.search(lead[-40:] + after) else "target"
    return "limit" if ruled and not done else "actual"


def _said(lead: str) -> tuple[Kind | None, bool]:
    """Return what the nearest clause that tells says, done or planned, and whether it is the last.

    A plan holds for the clauses that follow it (国家将推动开放，确定100个项目) until one is done.
    """
    clauses = lead.split("，")
    for at, clause in enumerate(reversed(clauses)):
        told = _ASIDE.sub("", clause) if at == 0 else clause
        if at and _CONDITION.search(clause):
            continue
        if _DONE.search(told if at == 0 else _BESIDE.sub("", told)):
            return "actual", at == 0
        if at and _BESIDE.search(clause):
            continue
        if any(_is_plan(match, clause) for match in _PLANNED.finditer(clause)):
            return "target", at == 0
    return None, False


def _is_plan(match: re.Match[str], clause: str) -> bool:
    """Whether 将 tells of what is to come: before a verb, not before what is dealt with."""
    if match["will"] is None:
        return True
    following = words(clause, match.end(), min(len(clause), match.end() + 8))
    return not following or following[0].is_verb or following[0].tag[0] in "dpta"
