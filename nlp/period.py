"""Stretches of time as policy documents write them, resolved against the document, never the clock.

Our own grammar covers the forms of the field, plan periods (“十四五”) and spans of a review (五年来
is whole calendar years before the report's year) among them, which JioNLP does not read or reads
from today's date backwards; so JioNLP is not imported here, and the tests compare with it on the
forms that both know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nlp.extraction import Period
from nlp.numeral import read_number

_CD = "零〇○一二三四五六七八九"
_YEAR = rf"(?:(?:19|20)\d\d|[一二][{_CD}]{{3}})(?= ?[年\-—–―－~～至到])"
_PLAIN_YEAR = rf"(?:(?:19|20)\d\d|[一二][{_CD}]{{3}}) ?年"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日"
_TO = r" ?(?:[-—–―－~～∼]{1,2}|至|到) ?"
_SMALL = r"(?:[一二两三四五六七八九十]{1,3}|\d{1,2})"
_PLAN = r"(?:[一二三四五六七八九]|十[一二三四五六七八九]?|二十[一二三四五]?)五"
_PART = r"(?:上半年|下半年|第?[一二三四1-4]季度|前[二三两23]个?季度|前" + _SMALL + r"个月)"
_UNTIL = r"(?:(?<![高升降达增减得加大少低短回推涨跌])到|截至|截止到?|截止至|至)"
_RECENT = r"(?:过去的?|近|最近|近来|此前|前|这|刚刚过去的)"
_COMING = r"(?:未来|今后|接下来|下一步|后|下)"

_FORMS: tuple[tuple[str, str], ...] = (
    ("day_span", rf"(?:(?P<dsy>{_PLAIN_YEAR}))?(?P<dsm>{_MONTH})(?P<dsd>{_DAY}){_TO}(?:(?P<dey>{_PLAIN_YEAR}))?(?P<dem>{_MONTH})?(?P<ded>{_DAY})"),
    ("day", rf"(?P<dy>{_PLAIN_YEAR}) ?(?P<dm>{_MONTH}) ?(?P<dd>{_DAY})"),
    ("iso", r"(?<![\d.\-])(?P<iy>(?:19|20)\d\d)(?P<isep>[-./])(?P<im>1[0-2]|0?[1-9])(?P=isep)(?P<id>3[01]|[12]\d|0?[1-9])(?![\d.%])"),
    ("month_span", rf"(?:(?P<msy>{_PLAIN_YEAR}))?(?P<msm>{_MONTH[:-1]})月?(?:份)?{_TO}(?:(?P<mey>{_PLAIN_YEAR}))?(?P<mem>{_MONTH})(?:份)?(?!\d)"),
    ("year_span", rf"(?P<ysy>{_YEAR}) ?年?{_TO}(?P<yey>{_PLAIN_YEAR})(?:度)?(?:(?P<ysn>{_SMALL})年(?:间|中|来)?)?"),
    ("since_issue", rf"(?:自|从)?(?:本\w{{1,4}})?(?:印发|发布|公布|施行|实施|颁布|下发)(?:之日|后)?起?(?P<sin>\d{{1,3}}|{_SMALL})(?:个)?(?P<siu>工作日|日|天|月|年)(?:之?内)"),
    ("part", rf"(?:(?P<py>{_PLAIN_YEAR})|(?P<prel>今年|去年|上年|明年|本年))?(?P<pp>{_PART})"),
    ("month", rf"(?P<my>{_PLAIN_YEAR})(?P<mm>{_MONTH})(?:份)?(?P<mt>上旬|中旬|下旬|初|底|末)?"),
    ("relative_month", rf"(?P<rmy>今年|去年|上年|明年|次年)(?P<rmm>{_MONTH})(?:份)?(?P<rmd>{_DAY})?(?P<rmt>上旬|中旬|下旬|初|底|末)?"),
    ("monthday", rf"(?P<mdm>{_MONTH})(?P<mdd>{_DAY})"),
    ("bare_month", rf"(?<![个\d.])(?P<bm>{_MONTH})(?:份)?(?P<bmt>上旬|中旬|下旬|初|底|末)?(?![均度嫂球色光刊])"),
    ("plan", rf"“(?P<plan1>{_PLAN})”(?:规划)?(?P<plant1>时期|期间|期末|末期?|初期?|以来|规划期|收官之年|开局之年|五年)?|(?<![“\w])?第(?P<plan2>十?[一二三四五六七八九十]{{1,2}})个五年(?:规划|计划)(?:纲要)?(?P<plant2>时期|期间|末|以来)?|(?P<plan3>(?:十[一二三四五六七八]|[七八九])五)(?:规划)?(?P<plant3>时期|期间|末期?|以来|规划期)"),
    ("since", rf"(?:自|从)?(?P<sy>{_PLAIN_YEAR})(?:以来|起)"),
    ("end_of_year", rf"(?P<ey>{_PLAIN_YEAR})(?:年?[底末]|年终)"),
    ("start_of_year", rf"(?P<by>{_PLAIN_YEAR})年?初"),
    ("years", rf"(?P<yl>(?:(?:19|20)\d\d[、和])+){_PLAIN_YEAR}"),
    ("year", rf"(?P<y>{_PLAIN_YEAR})(?:全年|度)?(?![代级])"),
    ("relative_end", r"(?P<re>今年|去年|上年|明年|前年|本年)(?:年?[底末]|年终)"),
    ("relative", r"(?P<r>今年以来|今年|本年度|本年(?!级)|去年|上一?年度?(?![前])|前年|明年|后年)(?:全年)?"),
    ("scoped", r"(?P<s>年初以来|全年度?|年内|年底|年末|本季度)"),
    ("past_year", r"(?P<py1>(?:刚刚|即将)?过去的?(?:一年|(?=20\d\d年)))|(?P<py2>一年来)"),
    ("last_years", rf"(?:自)?{_RECENT}(?:的)?(?P<ln>{_SMALL})年(?:来|间|中|里|多来)?|(?P<ln2>{_SMALL})年(?:来|多来)(?![自])"),
    ("last_months", rf"{_RECENT}(?P<lmn>{_SMALL})个月"),
    ("next_years", rf"{_COMING}(?P<nn>{_SMALL})年(?:内|里|间)?|(?P<nn2>{_SMALL})年(?:之内|内)"),
    ("now", r"(?:截至|截止到?)?(?:目前|当前|现在)为?止?|迄今(?:为止)?"),
    ("weekday", rf"(?<![\d月.\-])(?P<wd>3[01]|[12]?\d)日(?=[晚上下凌中从在电讯称说召举印发公向对宣透介获，])"),
)  # fmt: skip
_BEFORE = re.compile(r"(?:年?底|年?末)?(?:之前|以前|前)(?![三两几沿景后往所提])")
_GRAMMAR = re.compile(
    rf"(?P<until>{_UNTIL} ?)?(?:" + "|".join(f"(?P<{name}>{form})" for name, form in _FORMS) + ")"
    r"(?P<before>(?:之前|以前|前)(?![三两几沿景往所提十]))?"
)
_YEARLESS = {"scoped", "part", "monthday", "bare_month", "month_span", "day_span"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative forms are resolved against: the document's date and the year it is about."""

    date: date | None = None
    year: int | None = None

    def on(self) -> date | None:
        """Return the document's day, or the last day of its year where only that is known."""
        return self.date or (date(self.year, 12, 31) if self.year else None)

    def about(self) -> int | None:
        """Return the year the document is about."""
        return self.year or (self.date.year if self.date else None)


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A form found at ``start:end``; ``form`` names the rule of the grammar that read it."""

    start: int
    end: int
    period: Period
    form: str

    @property
    def label(self) -> str:
        """``Date`` for a day or a month, else ``Period``."""
        return "Date" if self.period.precision in ("day", "month") else "Period"


YearAt = Callable[[int], int | None]


def find_periods(text: str, anchor: Anchor, year_at: YearAt | None = None) -> list[FoundPeriod]:
    """Find all stretches of time in a folded text, in order.

    Args:
        text: Folded text.
        anchor: The document's date and year; without them relative forms have no bounds.
        year_at: The year that a part of the document is about, by offset (the review of last
            year speaks of last year's 全年 and 上半年); the anchor's year where it returns None.
    """
    return list(_find(text, anchor, year_at or (lambda _: None)))


def _find(text: str, anchor: Anchor, year_at: YearAt) -> Iterator[FoundPeriod]:
    for match in _GRAMMAR.finditer(text):
        form = _form_of(match)
        year = year_at(match.start()) or anchor.about()
        period = _RESOLVERS[form](match, anchor, year)
        if period is None:
            continue
        if match["until"] or match["before"]:
            period = replace(period, start=None)
        if match["before"] and form == "year":
            # 2020年前 includes 2020 in plans (2030年前实现碳达峰).
            period = replace(period, precision="year")
        yield FoundPeriod(match.start(), match.end(), replace(period, text=match[0]), form)


def _form_of(match: re.Match[str]) -> str:
    return next(name for name, _ in _FORMS if match[name] is not None)


def _number(written: str | None) -> int | None:
    if not written:
        return None
    value = read_number(written.strip().rstrip("年月日 "))
    return None if value is None else int(value)


def _day(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date:
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return following - timedelta(days=1)


def _whole_year(first: int | None, last: int | None = None) -> Period:
    if first is None:
        return Period(None, None, "year")
    last = first if last is None else last
    precision = "year" if first == last else "span"
    return Period(date(first, 1, 1), date(last, 12, 31), precision)  # type: ignore[arg-type]


def _month_period(year: int | None, month: int | None, part: str | None = None) -> Period | None:
    if month is None or not 1 <= month <= 12:
        return None
    if year is None:
        return Period(None, None, "month")
    first, last = date(year, month, 1), _last_day(year, month)
    if part == "上旬":
        last = date(year, month, 10)
    elif part == "中旬":
        first, last = date(year, month, 11), date(year, month, 20)
    elif part == "下旬":
        first = date(year, month, 21)
    elif part in ("底", "末"):
        first = None  # type: ignore[assignment]
    return Period(first, last, "month")


def _near(year: int | None, month: int | None, day: int | None, anchor: Anchor) -> date | None:
    """Resolve a day without a year: the year meant, but no date far ahead of the document's."""
    found = _day(year, month, day)
    on = anchor.date
    if found and on and found > on + timedelta(days=200) and year == on.year:
        return _day(on.year - 1, month, day)
    return found


def _single_day(day: date | None) -> Period | None:
    return Period(day, day, "day") if day else None


def _read_day(match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    return _single_day(_day(_number(match["dy"]), _number(match["dm"]), _number(match["dd"])))


def _read_iso(match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    return _single_day(_day(int(match["iy"]), int(match["im"]), int(match["id"])))


def _read_day_span(match: re.Match[str], anchor: Anchor, year: int | None) -> Period | None:
    year = _number(match["dsy"]) or year
    month = _number(match["dsm"])
    first = _near(year, month, _number(match["dsd"]), anchor)
    if first is None:
        return Period(None, None, "span") if year is None else None
    until = _day(_number(match["dey"]) or first.year, _number(match["dem"]) or month,
                 _number(match["ded"]))  # fmt: skip
    if until and until < first:
        until = _day(first.year + 1, until.month, until.day)
    return Period(first, until, "span") if until else None


def _read_month_span(match: re.Match[str], _anchor: Anchor, year: int | None) -> Period | None:
    first_year = _number(match["msy"]) or year
    first, last = _number(match["msm"]), _number(match["mem"])
    if first is None or last is None:
        return None
    if first_year is None:
        return Period(None, None, "span")
    last_year = _number(match["mey"]) or (first_year if last >= first else first_year + 1)
    return Period(date(first_year, first, 1), _last_day(last_year, last), "span")


def _read_month(match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    return _month_period(_number(match["my"]), _number(match["mm"]), match["mt"])


def _read_relative_month(match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    year = _relative_year(match["rmy"], anchor, _year)
    if match["rmd"]:
        day = _day(year, _number(match["rmm"]), _number(match["rmd"]))
        return _single_day(day) or Period(None, None, "day")
    return _month_period(year, _number(match["rmm"]), match["rmt"])


def _read_monthday(match: re.Match[str], anchor: Anchor, year: int | None) -> Period | None:
    if year is None:
        return Period(None, None, "day")
    return _single_day(_near(year, _number(match["mdm"]), _number(match["mdd"]), anchor))


def _read_bare_month(match: re.Match[str], _anchor: Anchor, year: int | None) -> Period | None:
    return _month_period(year, _number(match["bm"]), match["bmt"])


def _read_part(match: re.Match[str], anchor: Anchor, year: int | None) -> Period | None:
    if match["prel"]:
        year = _relative_year(match["prel"], anchor, year)
    year = _number(match["py"]) or year
    first, last = _months_of(match["pp"])
    precision = "quarter" if last - first == 2 else "span"
    if year is None:
        return Period(None, None, precision)  # type: ignore[arg-type]
    return Period(date(year, first, 1), _last_day(year, last), precision)  # type: ignore[arg-type]


def _months_of(part: str) -> tuple[int, int]:
    if part.endswith("半年"):
        return (1, 6) if part[0] == "上" else (7, 12)
    count = _number(re.sub(r"[前第个季度月]", "", part)) or 1
    if part.endswith("月"):
        return 1, min(count, 12)
    if part[0] == "前":
        return 1, 3 * count
    return 3 * count - 2, 3 * count


def _read_year_span(match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    first, last = _number(match["ysy"]), _number(match["yey"])
    if first is None or last is None or first > last:
        return None
    return _whole_year(first, last)


def _read_years(match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    years = [int(found) for found in re.findall(r"\d{4}", match[0])]
    return _whole_year(min(years), max(years))


def _read_year(match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    return _whole_year(_number(match["y"]))


def _read_since(match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    year = _number(match["sy"])
    return Period(date(year, 1, 1), anchor.on(), "span") if year else None


def _end_of(year: int | None) -> Period:
    return Period(None, date(year, 12, 31) if year else None, "year")


def _read_end_of_year(match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    return _end_of(_number(match["ey"]))


def _read_start_of_year(match: re.Match[str], _anchor: Anchor, _year: int | None) -> Period | None:
    return _month_period(_number(match["by"]), 1)


def _relative_year(word: str, anchor: Anchor, scope: int | None) -> int | None:
    """今年 is the document's year; 上年 is the year before the one a part is about."""
    if word.startswith(("上", "次")):
        return None if scope is None else scope + (1 if word[0] == "次" else -1)
    about = anchor.about()
    step = {"去": -1, "前": -2, "明": 1, "后": 2}.get(word[0], 0)
    return None if about is None else about + step


def _read_relative(match: re.Match[str], anchor: Anchor, year: int | None) -> Period | None:
    return _whole_year(_relative_year(match["r"], anchor, year))


def _read_relative_end(match: re.Match[str], anchor: Anchor, year: int | None) -> Period | None:
    return _end_of(_relative_year(match["re"], anchor, year))


def _read_scoped(match: re.Match[str], anchor: Anchor, year: int | None) -> Period | None:
    word = match["s"]
    if word in ("年底", "年末"):
        return _end_of(year)
    if word == "本季度":
        on = anchor.date
        if on is None:
            return Period(None, None, "quarter")
        last = (on.month + 2) // 3 * 3
        return Period(date(on.year, last - 2, 1), _last_day(on.year, last), "quarter")
    return _whole_year(year)


def _read_past_year(_match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    about = anchor.about()
    return _whole_year(about - 1 if about else None)


def _read_last_years(match: re.Match[str], anchor: Anchor, year: int | None) -> Period | None:
    count = _number(match["ln"] or match["ln2"])
    last = _last_whole_year(anchor)
    if not count or count > 100:
        return None
    if last is None:
        return Period(None, None, "span")
    if year is not None and year < last:
        last = year
    return _whole_year(last - count + 1, last)


def _last_whole_year(anchor: Anchor) -> int | None:
    """The years of a review end with the last whole one: a report of early 2026 reviews to 2025."""
    about = anchor.about()
    return None if about is None else about - 1


def _read_last_months(match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    count, on = _number(match["lmn"]), anchor.date
    if not count or on is None:
        return Period(None, on, "span")
    months = on.year * 12 + on.month - 1 - count
    first = date(months // 12, months % 12 + 1, min(on.day, 28))
    return Period(first, on, "span")


def _read_next_years(match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    count, about = _number(match["nn"] or match["nn2"]), anchor.about()
    if not count or count > 50:
        return None
    if about is None:
        return Period(None, None, "span")
    # A plan of the first quarter counts its own year, a text of later months the next one.
    first = about if anchor.date is None or anchor.date.month <= 3 else about + 1
    return _whole_year(first, first + count - 1)


def _read_now(_match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    return Period(None, anchor.on(), "day")


def _read_weekday(match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    on, day = anchor.date, _number(match["wd"])
    if on is None or day is None:
        return None
    found = _day(on.year, on.month, day)
    if found is None or found > on + timedelta(days=7):
        before = date(on.year, on.month, 1) - timedelta(days=1)
        found = _day(before.year, before.month, day)
    return _single_day(found)


def _read_since_issue(match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    count, unit, on = _number(match["sin"]), match["siu"], anchor.date
    if count is None:
        return None
    if on is None or unit == "工作日":
        return Period(on, None, "span")
    days = {"日": 1, "天": 1, "月": 30, "年": 365}[unit] * count
    if unit == "月":
        months = on.year * 12 + on.month - 1 + count
        last = _last_day(months // 12, months % 12 + 1)
        until = date(last.year, last.month, min(on.day, last.day))
        return Period(on, until, "span")
    return Period(on, on + timedelta(days=days), "span")


def plan_years(ordinal: int) -> tuple[int, int]:
    """Return the first and last year of the n-th five-year plan (the third began in 1966)."""
    first = 1966 + 5 * (ordinal - 3) if ordinal >= 3 else 1953 + 5 * (ordinal - 1)
    return first, first + 4


def _read_plan(match: re.Match[str], anchor: Anchor, _year: int | None) -> Period | None:
    short = match["plan1"] or match["plan3"]
    ordinal = _number(short[:-1] if short else match["plan2"])
    if not ordinal:
        return None
    first, last = plan_years(ordinal)
    tail = match["plant1"] or match["plant2"] or match["plant3"] or ""
    if tail in ("末", "期末", "末期", "收官之年"):
        return _whole_year(last)
    if tail == "开局之年":
        return _whole_year(first)
    if tail == "以来":
        on = anchor.on()
        # A review written after the plan ended covers all of it.
        if on and on.year <= last:
            return Period(date(first, 1, 1), on, "plan")
    return Period(date(first, 1, 1), date(last, 12, 31), "plan")


_RESOLVERS: dict[str, Callable[[re.Match[str], Anchor, int | None], Period | None]] = {
    "day": _read_day, "iso": _read_iso, "day_span": _read_day_span, "month_span": _read_month_span,
    "month": _read_month, "relative_month": _read_relative_month, "monthday": _read_monthday,
    "bare_month": _read_bare_month, "part": _read_part, "year_span": _read_year_span,
    "years": _read_years, "year": _read_year, "since": _read_since,
    "end_of_year": _read_end_of_year, "start_of_year": _read_start_of_year,
    "relative": _read_relative, "relative_end": _read_relative_end, "scoped": _read_scoped,
    "past_year": _read_past_year, "last_years": _read_last_years, "last_months": _read_last_months,
    "next_years": _read_next_years, "now": _read_now, "weekday": _read_weekday,
    "since_issue": _read_since_issue, "plan": _read_plan,
}  # fmt: skip
