from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.period import Anchor, FoundPeriod, find_periods, plan_years
from nlp.period_form import BEGINNINGS, grammar

if TYPE_CHECKING:
    from collections.abc import Iterable

REPORT = Anchor(date(2026, 1, 28), 2026)


def only(text: str, anchor: Anchor = REPORT) -> FoundPeriod:
    [found] = find_periods(text, anchor)
    return found


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2018年12月7日", "2018-12-07", "2018-12-07", "day"),
        ("二〇一八年十二月七日", "2018-12-07", "2018-12-07", "day"),
        ("2020-02-27", "2020-02-27", "2020-02-27", "day"),
        ("2014年5月", "2014-05-01", "2014-05-31", "month"),
        ("2014年", "2014-01-01", "2014-12-31", "year"),
        ("2010年~2013年", "2010-01-01", "2013-12-31", "span"),
        ("2021—2025年", "2021-01-01", "2025-12-31", "span"),
        ("1997年4月—1998年2月", "1997-04-01", "1998-02-28", "span"),
        ("2月4日至10日", "2026-02-04", "2026-02-10", "span"),
        ("2025年上半年", "2025-01-01", "2025-06-30", "span"),
        ("一季度", "2026-01-01", "2026-03-31", "quarter"),
        ("前三季度", "2026-01-01", "2026-09-30", "span"),
        ("1至10月", "2026-01-01", "2026-10-31", "span"),
        ("“十四五”时期", "2021-01-01", "2025-12-31", "plan"),
        ("“十二五”规划", "2011-01-01", "2015-12-31", "plan"),
        ("第十五个五年规划", "2026-01-01", "2030-12-31", "plan"),
        ("“十三五”末", "2020-01-01", "2020-12-31", "year"),
        ("今年", "2026-01-01", "2026-12-31", "year"),
        ("去年", "2025-01-01", "2025-12-31", "year"),
        ("明年", "2027-01-01", "2027-12-31", "year"),
        ("过去一年", "2025-01-01", "2025-12-31", "year"),
        ("过去五年", "2021-01-01", "2025-12-31", "span"),
        ("五年来", "2021-01-01", "2025-12-31", "span"),
        ("近三年", "2023-01-01", "2025-12-31", "span"),
        ("未来3年", "2026-01-01", "2028-12-31", "span"),
        ("去年12月", "2025-12-01", "2025-12-31", "month"),
        ("自印发之日起30日内", "2026-01-28", "2026-02-27", "span"),
        ("3月上旬", "2026-03-01", "2026-03-10", "month"),
        ("“十四五”前三年", "2021-01-01", "2023-12-31", "span"),
        ("“十四五”后两年", "2024-01-01", "2025-12-31", "span"),
        ("“十三五”时期末", "2020-01-01", "2020-12-31", "year"),
        ("2024—2025学年", "2024-09-01", "2025-08-31", "span"),
        ("2024—2025学年第二学期", "2025-02-01", "2025-08-31", "span"),
        ("去年1至10月", "2025-01-01", "2025-10-31", "span"),
        ("今年以来", "2026-01-01", "2026-01-28", "span"),
        ("党的十八大以来", "2012-11-08", "2026-01-28", "span"),
        ("2025年11月以来", "2025-11-01", "2026-01-28", "span"),
        ("2020年1月1日起至2022年12月31日止", "2020-01-01", "2022-12-31", "span"),
        ("二○一八年十二月七日", "2018-12-07", "2018-12-07", "day"),
        ("上月", "2025-12-01", "2025-12-31", "month"),
    ],
)
def test_a_stretch_of_time_has_its_bounds(text: str, start: str, end: str, precision: str) -> None:
    found = only(text)
    assert found.period.text == text
    assert (str(found.period.start), str(found.period.end)) == (start, end)
    assert found.period.precision == precision


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("到2020年", "2020-12-31"),
        ("2020年前", "2020-12-31"),
        ("2025年底", "2025-12-31"),
        ("截至2025年底", "2025-12-31"),
        ("6月底前", "2026-06-30"),
        ("年底前", "2026-12-31"),
        ("目前", "2026-01-28"),
        ("到本世纪中叶", "2050-12-31"),
        ("本月底前", "2026-01-31"),
    ],
)
def test_until_has_no_beginning(text: str, end: str) -> None:
    found = only(text)
    assert found.period.start is None
    assert str(found.period.end) == end


@pytest.mark.parametrize(
    "text", ["自收到申请之日起15日内", "自批准之日起六个月内", "每年1月底前", "每年6月30日前"]
)
def test_time_counted_from_an_event_or_every_year_has_no_bounds(text: str) -> None:
    found = only(text)
    assert found.period.text == text
    assert (found.period.start, found.period.end) == (None, None)


def test_only_days_and_months_are_dates() -> None:
    assert only("2014年5月").label == "Date"
    assert only("2014年").label == "Period"


def test_without_a_date_relative_forms_have_no_bounds() -> None:
    found = only("今年", Anchor())
    assert (found.period.start, found.period.end) == (None, None)
    assert only("2014年", Anchor()).period.start == date(2014, 1, 1)


def test_whole_year_and_last_year_are_of_the_year_a_part_is_about() -> None:
    found = find_periods("全年与上年", REPORT, lambda _: 2025)
    assert [f.period.start for f in found] == [date(2025, 1, 1), date(2024, 1, 1)]


def test_a_day_without_month_is_near_the_day_of_the_news() -> None:
    found = only("记者31日从会上获悉", Anchor(date(2026, 2, 2)))
    assert found.period.start == date(2026, 1, 31)


def test_a_date_of_december_in_news_of_january_is_of_last_year() -> None:
    assert only("12月30日", Anchor(date(2026, 1, 5))).period.start == date(2025, 12, 30)


@pytest.mark.parametrize(
    "text", ["提高到", "2020", "三月后的街道3个", "十年", "30日内", "学前一年", "本月度"]
)
def test_what_is_no_time(text: str) -> None:
    assert not [f for f in find_periods(text, REPORT) if f.form not in ("bare_month",)]


def test_impossible_dates_are_no_dates() -> None:
    assert not find_periods("2021年2月30日", REPORT) or all(
        f.period.precision != "day" for f in find_periods("2021年2月30日", REPORT)
    )


def test_plans_are_counted_from_1953() -> None:
    assert plan_years(1) == (1953, 1957)
    assert plan_years(14) == (2021, 2025)


@pytest.mark.slow
def test_jionlp_agrees_on_the_forms_that_it_reads(capfd: pytest.CaptureFixture[str]) -> None:
    import jionlp

    capfd.readouterr()
    base = {"year": 2026, "month": 1, "day": 28}
    for text in ("2014年8月", "2010年~2013年", "今年", "去年", "前三季度", "2025年上半年"):
        first, last = jionlp.parse_time(text, time_base=base)["time"]
        period = only(text).period
        assert (str(period.start), str(period.end)) == (first[:10], last[:10])


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "unit",
    ["2020年", "2020年到", "月", "至", "十", "自本", "1月", "过去", "自甲之日起", "“十四五”前"],
)
def test_endless_repetition_does_not_hang(unit: str) -> None:
    text = unit * 20_000
    assert all(p.end <= len(text) for p in find_periods(text, REPORT))


@given(
    st.text(
        alphabet="今去上明本年月日季度底末初前后起至到—~-、，“”十一二三四五六七八九○〇0123456789规划时期以来自之每学",
        max_size=60,
    ),
    st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)),
)
def test_whatever_the_characters_periods_are_spans_of_the_text(text: str, day: date | None) -> None:
    for found in find_periods(text, Anchor(day)):
        assert found.period.text == text[found.start : found.end]
        start, end = found.period.start, found.period.end
        assert start is None or end is None or start <= end


def beginnings(parsed: Iterable[tuple[object, Any]]) -> tuple[set[str], bool]:
    """Return what a parsed expression may begin with, and whether it may be empty."""
    found: set[str] = set()
    for operation, value in parsed:
        more, empty = first_of(str(operation), value)
        found |= more
        if not empty:
            return found, False
    return found, True


def first_of(operation: str, value: Any) -> tuple[set[str], bool]:  # noqa: ANN401 - as parsed
    match operation:
        case "LITERAL":
            return {chr(value)}, False
        case "RANGE":
            return {chr(code) for code in range(value[0], value[1] + 1)}, False
        case "CATEGORY":
            assert str(value) == "CATEGORY_DIGIT"
            return set("0123456789"), False
        case "IN":
            return set().union(*(first_of(str(op), each)[0] for op, each in value)), False
        case "SUBPATTERN":
            return beginnings(value[-1])
        case "MAX_REPEAT" | "MIN_REPEAT":
            found, empty = beginnings(value[2])
            return found, empty or value[0] == 0
        case "BRANCH":
            parts = [beginnings(branch) for branch in value[1]]
            return set().union(*(part for part, _ in parts)), any(empty for _, empty in parts)
    assert operation in {"ASSERT", "ASSERT_NOT", "AT"}, operation
    return set(), True


def test_no_form_begins_where_the_grammar_does_not_look() -> None:
    found, empty = beginnings(import_module("re._parser").parse(grammar().pattern))
    assert not empty
    assert found == set(BEGINNINGS[2:]) | set("0123456789")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("外长某某3日表示", ["3日"]),
        ("28日仍将保持", ["28日"]),
        ("自2010年10月1日起施行", ["2010年10月1日起"]),
        ("从1996年起，", ["1996年起"]),
        ("2020年起草了文件", ["2020年"]),
        ("拘留10日", []),
        ("应当在30日内答复", []),
    ],
)
def test_a_bare_day_and_where_a_time_sets_in(text: str, expected: list[str]) -> None:
    assert [found.period.text for found in find_periods(text, REPORT)] == expected
