from __future__ import annotations

from decimal import Decimal

import pytest

from qa.answer import Answer, Outcome, Value
from zhengtu.ui.card import answer, lists_values, plain_figure, shown_field, values


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Value("550万元", Decimal(5500000), "元"), "5,500,000 元"),
        (Value("1.2亿人次", Decimal(120000000), "人次"), "120,000,000 人次"),
        (Value("5.5%左右", Decimal("5.5"), "%"), ""),
        (Value("5%—5.5%", Decimal(5), "%"), ""),
        (Value("1,200家", Decimal(1200), "家"), ""),
        (Value("云岭市"), ""),
    ],
)
def test_plain_figure_says_more_or_nothing(value: Value, plain: str) -> None:
    assert plain_figure(value) == plain


def test_numbered_lines_stand_apart_and_values_that_they_list_are_not_shown_again() -> None:
    text = "《甲》分为2个部分：\n1. 星<b>\n2. 月\n《乙》：风"
    found = Answer("q", Outcome.ANSWERED, text, values=(Value("星<b>"), Value("月")))
    shown = answer(found)
    assert shown.count('<span class="zt-item">') == 2
    assert '<span class="zt-item">1. 星&lt;b&gt;</span>' in shown
    assert shown.endswith("《乙》：风</p>")
    assert lists_values(found)
    assert not lists_values(Answer("q", Outcome.ANSWERED, "星、月", values=found.values))


def test_long_lists_of_values_are_cut_and_say_so() -> None:
    shown = values([Value(f"{number}号") for number in range(45)])
    assert shown.count("<li>") == 41
    assert "另有 5 项" in shown


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("kind", "work_report", "政府工作报告"),
        ("kind", "Notice", "通知"),
        ("kind", "函件", "函件"),
        ("issuers", ["甲", "乙"], "甲、乙"),
        ("document_number", None, ""),
    ],
)
def test_fields_read_as_people_write_them(field: str, value: object, shown: str) -> None:
    assert shown_field(field, value) == shown
