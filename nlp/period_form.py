"""The grammar of time: the forms in which documents write dates, periods and plan periods."""

from __future__ import annotations

import re
from functools import lru_cache

_CD = "零〇○一二三四五六七八九"
# 二三五年: the zero of 二〇三五 was lost in an older encoding.
_LOST_ZERO = rf"(?<![{_CD}十百千第])二[一二三四][{_CD}](?=年)"
_YEAR = rf"(?:(?:19|20)\d\d|[一二][{_CD}]{{3}}|{_LOST_ZERO}) ?年"
_SPAN_YEAR = rf"(?:(?:19|20)\d\d|[一二][{_CD}]{{3}})(?= ?[年\-—~至到])"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_MONTH = _M + "月"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日"
_TO = r" ?(?:[-—~]{1,2}|至|到) ?"
_N = r"(?:[一二两三四五六七八九十]{1,3}|\d{1,2})"
_PLAN = r"(?:[一二三四五六七八九]|十[一二三四五六七八九]?|二十[一二三四五]?)五"
_PART = rf"(?:上半年|下半年|第?[一二三四1-4]季度|前[二三两23]个?季度|前{_N}个月)"
_THIRD = "上旬|中旬|下旬|初|底|末"
_RELATIVE = "今年|去年|上年|明年|本年"
_RECENT = r"(?:过去的?|近|最近|近来|此前|(?<![学产期])前|这|刚刚过去的)的?"
_COMING = r"(?:未来|今后|接下来|下一步|后|下)"
_MILESTONES = "党的十八大|党的十九大|党的二十大|改革开放|新中国成立"
_TAIL = (
    "时期末|时期|期间|期末|末期?|[前后头][一二两三四]年|初期?|以来|规划期|收官之年|开局之年|五年"
)
_ISSUED = "(?:印发|发布|公布|施行|实施|颁布|下发)(?:之日|后)?起?"
_NOT_FROM = "[草步点伏诉降飞义初床航跑用]"  # 5日起草, 2020年起步
# 拘留10日, 为期5日, 30日内, 5日游: how long, not which day.
_LASTING = "留期共续满达过业离察时每近约第逾假长足休历隔为剩仅"
_NOT_DAY = "内后间起前游均常程元历本喀照用光志托"

FORMS: tuple[tuple[str, str], ...] = (
    (
        "day_span",
        rf"(?P<dsy>{_YEAR})?(?P<dsm>{_MONTH})(?P<dsd>{_DAY})起?{_TO}"
        rf"(?P<dey>{_YEAR})?(?P<dem>{_MONTH})?(?P<ded>{_DAY})止?",
    ),
    ("day", rf"(?P<dy>{_YEAR}) ?(?P<dm>{_MONTH}) ?(?P<dd>{_DAY})"),
    (
        "iso",
        r"(?<![\d.\-])(?P<iy>(?:19|20)\d\d)(?P<isep>[-./])(?P<im>1[0-2]|0?[1-9])(?P=isep)"
        r"(?P<id>3[01]|[12]\d|0?[1-9])(?![\d.%])",
    ),
    (
        "month_span",
        rf"(?:(?P<msy>{_YEAR})|(?P<msr>{_RELATIVE}))?(?P<msm>{_M})月?份?{_TO}"
        rf"(?P<mey>{_YEAR})?(?P<mem>{_MONTH})份?(?!\d)",
    ),
    (
        "school_year",
        r"(?P<scy>20\d\d)(?:年?[-—~]20\d\d)?学年(?:度)?(?:第?(?P<sct>[一二上下])学期)?",
    ),
    ("year_span", rf"(?P<ysy>{_SPAN_YEAR}) ?年?{_TO}(?P<yey>{_YEAR})度?(?:{_N}年(?:间|中|来)?)?"),
    (
        "since_issue",
        rf"(?:自|从)?(?:本\w{{1,4}})?{_ISSUED}(?P<sin>\d{{1,3}}|{_N})个?"
        r"(?P<siu>工作日|日|天|月|年)之?内",
    ),
    (
        "since_event",
        rf"(?:自|从)[^，。；：、\d\n]{{1,14}}?(?:之日|之时|次日)起(?:\d{{1,3}}|{_N})个?"
        r"(?:工作日|小时|日|天|月|年)(?:之?内|以内)?",
    ),
    ("yearly", rf"每年的?{_MONTH}(?:{_DAY})?份?(?:{_THIRD})?"),
    ("since_month", rf"(?:自|从)?(?P<smy>{_YEAR})(?P<smm>{_MONTH})份?以来"),
    ("milestone", rf"(?:自|从)?(?P<ml>{_MILESTONES})以来"),
    ("century", r"本世纪中叶"),
    ("part", rf"(?:(?P<py>{_YEAR})|(?P<prel>{_RELATIVE}))?(?P<pp>{_PART})"),
    ("month", rf"(?P<my>{_YEAR})(?P<mm>{_MONTH})份?(?P<mt>{_THIRD})?"),
    (
        "relative_month",
        rf"(?P<rmy>{_RELATIVE}|次年)(?P<rmm>{_MONTH})份?(?P<rmd>{_DAY})?(?P<rmt>{_THIRD})?",
    ),
    ("this_month", rf"(?P<tm>上个?月|本月|下个?月)(?P<tmt>{_THIRD})?(?![度均老])"),
    ("monthday", rf"(?P<mdm>{_MONTH})(?P<mdd>{_DAY})"),
    ("bare_month", rf"(?<![个\d.])(?P<bm>{_MONTH})份?(?P<bmt>{_THIRD})?(?![均度嫂球色光刊])"),
    (
        "plan",
        rf"“(?P<plan1>{_PLAN})”(?:规划)?(?P<plant1>{_TAIL})?"
        r"|(?<![“\w])?第(?P<plan2>十?[一二三四五六七八九十]{1,2})个五年(?:规划|计划)(?:纲要)?"
        r"(?P<plant2>时期|期间|末|以来)?"
        r"|(?P<plan3>(?:十[一二三四五六七八]|[七八九])五)(?:规划)?"
        r"(?P<plant3>时期|期间|末期?|以来|规划期)",
    ),
    ("since", rf"(?P<sy>{_YEAR})(?:以来|起(?!{_NOT_FROM}))"),
    ("end_of_year", rf"(?P<ey>{_YEAR})(?:年?[底末]|年终)"),
    ("start_of_year", rf"(?P<by>{_YEAR})年?初"),
    ("years", rf"(?P<yl>(?:(?:19|20)\d\d[、和])+){_YEAR}"),
    ("year", rf"(?P<y>{_YEAR})(?:全年|度)?(?![代级])"),
    ("relative_end", rf"(?P<re>{_RELATIVE}|前年)(?:年?[底末]|年终)"),
    (
        "relative",
        r"(?P<r>今年以来|今年|本年度|本年(?!级)|去年|上一?年度?(?!前)|前年|明年|后年)(?:全年)?",
    ),
    ("scoped", r"(?P<s>年初以来|全年度?|年内|年底|年末|本季度)"),
    ("past_year", r"(?:刚刚|即将)?过去的?(?:一年|(?=20\d\d年))|一年来"),
    (
        "last_years",
        rf"自?{_RECENT}(?P<ln>{_N})年(?:来|间|中|里|多来)?|(?P<ln2>{_N})年(?:来|多来)(?!自)",
    ),
    ("last_months", rf"{_RECENT}(?P<lmn>{_N})个月"),
    ("next_years", rf"{_COMING}(?P<nn>{_N})年(?:内|里|间)?|(?P<nn2>{_N})年(?:之内|内)"),
    ("now", r"(?:截至|截止到?)?(?:目前|当前|现在)为?止?|迄今(?:为止)?"),
    (
        "weekday",
        rf"(?<![\d月.\-~—至到{_LASTING}])(?P<wd>3[01]|[12]?\d)日(?![{_NOT_DAY}]|以|之|左右|为限)",
    ),
)
"""Forms by name, the first that fits at a place is taken."""

BEGINNINGS = (
    r"\d“一二三四五六七八九十两上下今从党全公刚到前印即去发后实年"
    "当截接改新施明最未本次此每现目第自至迄过近这颁"
)
"""Every character that a form, or the word before it, may begin with; a test works it out anew.

Looking there alone is nine times as fast as trying forty forms at each character.
"""

_UNTIL = r"(?:(?<![高升降达增减得加大少低短回推涨跌长展])到|截至|截止到?|截止至|至)"
_BEFORE = r"(?:之前|以前|前)(?![三两几沿景往所提十])"


@lru_cache(maxsize=1)
def grammar() -> re.Pattern[str]:
    """Return one expression with a group for every form, for 到… and for …前."""
    forms = "|".join(f"(?P<{name}>{form})" for name, form in FORMS)
    start = rf"(?=[{BEGINNINGS}])"
    return re.compile(
        rf"{start}(?P<until>{_UNTIL} ?)?(?:{forms})(?P<before>{_BEFORE})?(?:起(?!{_NOT_FROM}))?"
    )
