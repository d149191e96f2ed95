"""Figures of a sentence in the unit that a question asks for."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from nlp.numeral import find_numerals
from nlp.segment import words
from nlp.unit import Unit, read_unit
from qa.answer import Value
from qa.clause.sentence import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.clause.sentence import Wanted

_LOOSE = frozenset(
    {"个", "项", "种", "家", "名", "位", "所", "座", "款", "件", "条", "户", "台", "处", "套"}
)
_OWN = frozenset({"所", "座", "条", "户", "台", "款", "处", "套"})
"""Classifiers that go with things of one sort."""
_PEOPLE = frozenset({"人", "名", "位", "人次", "户"})
_PERSONS = re.compile(
    r"(?:[多余]|名|城乡|贫困|农村|各族|用户)*(?:居民|群众|人口|职工|员工|学生|用户|农民|游客|旅客|观众|干部|工人|老人|儿童|市民|村民|劳动者)"
)
"""People that a bare figure counts: 400万*城乡居民*."""
_RELATIVE = frozenset({"%", "‰", "百分点", "倍", "成"})
SHARES = frozenset({"%", "‰", "成"})
_TIME = frozenset({"天", "日", "小时", "分钟", "秒", "月", "个月", "年", "工作日", "周", "岁"})
_DAYS = frozenset({"天", "日"})
_MONEY = re.compile(
    r"投资|资金|投入|经费|金额|收入|贷款|融资|销售额?|总额|产值|增加值|票房|债|补贴"
)
_SHARE_ASKED = re.compile(r"(?:多大|多高|多少|什么)的?(?:比[例重]|份额)|百分之几|几成")
_SHARE_OF = re.compile(
    r"按(?:照)?[^，]{0,16}(?:的)?多少(?:的?比例)?(?:给予|予以|进行)?(?:补|奖|返|赔|收|罚|缴)"
)
"""A question for the share that is paid of something: 按投入的多少补助."""
_MONEY_BEHIND = re.compile(r"金额|资金|经费|钱|贷款|补贴")
_GROWS = re.compile(
    r"(?:增长|下降|提高|降低|上升|下浮|上浮|增加|减少|增幅|增速|涨幅|降幅)(?:了|是|为|约|超过?)*$"
)
_RATE = re.compile(
    r"(?:率|比[例重]|占比|份额|进度|进展)(?:是|为|已|达到?|超过?|目标|提高|提升|增加|降|到|了|不低于|不超过|约)*$|占[^，]{0,14}$"
)
_LONG = re.compile(r"多久|多长时间|期限|时长|周期|几[年天月]|多少[天年]")
_REACHES = re.compile(r"(?:到|达|至)$")
_BASE = re.compile(
    r"(?:从|由)(?:\d{4}年|原来|原先|先前|此前|之前|过去)?(?:的|约|近|超过?)?$|(?:从|由)原(?:来的?)?价?$"
)
_BASE_ASKED = re.compile(r"(?:从|由)(?:多少|几)|原来|此前|基数")
_BOTH_ASKED = re.compile(r"(?:从|由)(?:多少|几)[^，]*?[到至](?:多少|几)")
_IS_OF = re.compile(r"^(?:以[上下内]|左右|的)+")
_MORE = re.compile(r"(?:增加|再加|另加|延长|缩短|减少|顺延|推迟)(?:了|其)?[\u4e00-\u9fff]{0,4}$")
"""What is added to a figure is not the figure: 增加产假*15天*."""
_MORE_ASKED = re.compile(r"增|加|延|缩|减|推迟|顺延|变化|调整|提前")
_PASSED = re.compile("[前后内]")
"""What a question has that asks for a time before or after: 三年*前* does not tell how long."""
_LEADS = re.compile(r"(?:超过?|近|约|逾|达|不低于|不超过|最高|至少|突破)$")
_TAIL = re.compile(r"(?:以[上下内]|左右|余|多)")
_ORDINAL = re.compile(r"(?:[第数\d〔（(—\-~～.]|\d[万亿%]?至)$")
_CLASSIFIERS = "个家项种名位所座件条处户"
_INDEFINITE = re.compile(r"一[家个名位项种座条所款台处批系些]")
"""An article, not a count: *一家*企业."""
_ONLY = re.compile(r"[第仅只共唯有]$")
_SIZES = (
    (
        re.compile(r"多[长宽高深厚远](?!时间|期)"),
        frozenset({"米", "公里", "千米", "厘米", "毫米", "里", "海里"}),
    ),
    (re.compile(r"多重|重多少"), frozenset({"千克", "公斤", "斤", "吨", "克"})),
)  # fmt: skip
"""What the size is measured in that a question asks for by an adjective."""
_HEADING = re.compile(r"^[、.．）)]")


def figures(wanted: Wanted, text: str) -> Iterator[Candidate]:
    """Yield the figures of a sentence in the unit asked for, those of the question left out."""
    if _BOTH_ASKED.search(wanted.question):
        yield from _rises(text)
        return
    unit = read_unit(wanted.question, _number_end(wanted))
    asked = None if unit is None else unit.name
    ordinal = wanted.before.endswith("第")
    for found in find_numerals(text):
        if _ORDINAL.search(text[: found.start]) and not ordinal:
            continue
        if (ordinal and text[: found.start][-1:] != "第") or _HEADING.match(text[found.end :]):
            continue
        own = read_unit(text, found.end) or _days_before(text, found.end)
        if _inside_brackets(text, found.start) or (
            found.script != "arabic" and own is None and not _counts(wanted, text[found.end :])
        ):
            continue
        if _INDEFINITE.match(text, found.start) and not _ONLY.search(text[: found.start]):
            continue
        name = "%" if found.percent else "" if own is None else own.name
        end = found.end if own is None else own.end
        said = text[found.start : end]
        if said in wanted.question or not _fits(wanted, asked, name, text[end:]):
            continue
        if (
            name in _TIME
            and text[end : end + 1] in {"前", "后"}
            and not _PASSED.search(wanted.question)
        ):
            continue
        if _BASE.search(text[: found.start]) and not _BASE_ASKED.search(wanted.question):
            continue
        tail = _TAIL.match(text, end)
        last = tail.end() if tail else end
        number = found.low if found.low == found.high else None
        shown = Value(text[found.start : last], number, name or None)
        exact = 0.06 if asked is not None and asked != "个" and name == asked else 0.0
        yield Candidate(found.start, last, (shown,), exact + _bonus(wanted, text, found.start, end))


def _days_before(text: str, at: int) -> Unit | None:
    """Return the unit of 二十*日*前, which by itself may be 日前 (lately)."""
    return Unit(at, at + 1, "日", counted=False) if text.startswith("日前", at) else None


def _rises(text: str) -> Iterator[Candidate]:
    """Yield from what to what something rose or fell: 从*434万人*增长到*526万人*."""
    told = []
    for found in find_numerals(text):
        unit = read_unit(text, found.end)
        told.append((found, found.end if unit is None else unit.end, unit))
    for (low, low_end, _), (high, high_end, unit) in pairwise(told):
        leads = _BASE.search(text[: low.start]) and _REACHES.search(text[: high.start])
        if leads and not re.search("[，。；]", text[low_end : high.start]):
            number = high.low if high.low == high.high else None
            last = Value(text[high.start : high_end], number, None if unit is None else unit.name)
            yield Candidate(low.start, high_end, (Value(text[low.start : low_end]), last), 0.2)


def _counts(wanted: Wanted, behind: str) -> bool:
    """Whether the noun that is counted follows a numeral without a unit: 九*部门*."""
    noun = next(iter(words(wanted.behind.lstrip(_CLASSIFIERS), search=False)), "")
    return len(noun) > 1 and behind.startswith(noun)


def _inside_brackets(text: str, at: int) -> bool:
    return text.rfind("（", 0, at) > text.rfind("）", 0, at)


def _number_end(wanted: Wanted) -> int:
    match = re.search(r"(?:多少|几)[百千万亿]*", wanted.question)
    return len(wanted.question) if match is None else match.end()


def _fits(wanted: Wanted, asked: str | None, own: str, behind: str) -> bool:
    """Whether a figure's unit can be what is asked for."""
    before = wanted.before.rstrip("的")
    if asked is not None:
        if asked in _LOOSE:
            if {asked, own} <= _OWN and own != asked:
                own = "?"  # 多少*所* is not told in 条
            bare = not own and (behind[:1] == "大" or _counts(wanted, behind))
            return bare or own in _LOOSE or own in _PEOPLE
        if asked in _PEOPLE:
            return own in _PEOPLE or (not own and _PERSONS.match(behind) is not None)
        return own == asked or own.endswith(asked) or {own, asked} <= _DAYS
    shares = SHARES if _asks_share(wanted, before) else None
    if _SHARE_OF.search(wanted.question):
        shares = SHARES
    fixed = _measured_in(wanted.question) or shares
    if _GROWS.search(before):
        fixed = _RELATIVE | {_last_unit(before) or "%"}
    if fixed is not None:
        return own in fixed
    if own in _RELATIVE or own in _TIME - {"岁"}:
        return False
    money = _MONEY.search(before) or _MONEY_BEHIND.match(wanted.behind)
    return own.endswith("元") if money else True


def _asks_share(wanted: Wanted, before: str) -> bool:
    return bool(_RATE.search(before) or _SHARE_ASKED.search(wanted.question))


def _measured_in(question: str) -> frozenset[str] | None:
    """Return the units that an adjective of a question calls for: 多长, 多久."""
    if _LONG.search(question):
        return _TIME
    return next((units for adjective, units in _SIZES if adjective.search(question)), None)


def _last_unit(text: str) -> str:
    """Return the unit of the last figure that a question writes (从*11万亿元*增长到多少)."""
    units = [u.name for n in find_numerals(text) if (u := read_unit(text, n.end)) is not None]
    return units[-1] if units else ""


def _bonus(wanted: Wanted, text: str, start: int, end: int) -> float:
    """Return what speaks for a figure: what is counted follows it, or it is what was reached."""
    counted = re.sub(r"^[个家项种大名位所座款件条户台处套]+", "", wanted.behind)[:2]
    bonus = 0.0
    if len(counted) == 2 and text[end : end + 8].lstrip("多余以上左右 ").startswith(counted):
        bonus += 0.15
    lead = _LEADS.sub("", text[:start])
    if len(counted) == 2 and lead.endswith(wanted.behind[-2:]):
        bonus += 0.12  # 穿堤建筑物*72座*
    if re.search(r"(?:到|达|至|是|为)$", wanted.before) and _REACHES.search(text[:start]):
        bonus += 0.05
    tail = re.findall(
        r"[\u4e00-\u9fff]{2}$",
        re.sub(r"(?:是|为|有|达到?|了|共|约|到|超过?|的)+$", "", wanted.before),
    )
    if tail and _IS_OF.sub("", text[end:]).startswith(tail[0]):
        bonus += 0.12  # 享受98天*产假*
    elif tail and tail[0] in lead[-10:]:
        bonus += 0.08
    if _MORE.search(text[:start]) and not _MORE_ASKED.search(wanted.question):
        bonus -= 0.1
    return bonus
