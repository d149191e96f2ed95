"""Amounts in provisions: 五千元以上五万元以下, 百分之一以上百分之十以下, 三十日内, 年满二十周岁."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.provision.asking import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_N = r"(?:[〇零一二三四五六七八九十百千万两半]+|\d[\d,]*(?:\.\d+)?)"
_NEW = r"(?<![第〔\[(（月年\d〇零一二三四五六七八九十百千万两])"
"""Where a number begins that is no number of an article, year or month."""
_MONEY = rf"(?:人民币)?{_N}(?:[万亿])?元"
_TIMES = rf"{_N}倍"
_PART = rf"(?:百分之{_N}[至到]{_N}|百分之{_N}(?:点{_N})?|{_N}[%‰]|千分之{_N}|{_N}分之{_N})"
_AGE = rf"{_N}周?岁"
_SPAN = (
    rf"{_NEW}(?!(?:19|20)\d\d年){_N}个?"
    r"(?:工作日|日|天|月(?!\d|[底初份])|年(?![度月级])|小时|周(?!岁)|星期|分钟|学时)(?!以前的|终了)"
)
"""A length of time; 2015年 and the 12月 of 12月31日 are points of it."""
_COUNTED = (
    r"(?:[人名个家件次户项条处级辆台亩米吨票份所册届张座间床]|平方米|公里|公斤|毫升"
    r"|[度克](?![\u4e00-\u9fff]*量)|公顷|千克|千伏|毫米|厘米|分贝)"
)
_COUNT = rf"{_NEW}{_N}{_COUNTED}"


def _range(quantity: str) -> re.Pattern[str]:
    """Return a pattern of a quantity with its bounds: 一倍*以上*五倍*以下*."""
    tail = r"(?:以[上下内](?!的?(?:人民政府|地方))|内|左右)?"
    return re.compile(
        rf"(?P<low>{quantity})(?:以上|至|到|—|-|~|－)(?P<high>{quantity}){tail}|{quantity}{tail}"
    )


_FORMS: dict[Kind, re.Pattern[str]] = {
    Kind.FINE: _range(f"(?:{_MONEY}|{_TIMES}|{_PART})"),
    Kind.MONEY: _range(_MONEY),
    Kind.TIMES: _range(f"(?:{_TIMES}|{_PART})"),
    Kind.SHARE: re.compile(
        rf"(?:全体)?过半数|半数以上|{_N}[比与]{_N}之比|{_range(f'(?:{_PART}|{_TIMES})').pattern}"
    ),
    Kind.AGE: _range(_AGE),
    Kind.SPAN: _range(_SPAN),
    Kind.COUNT: re.compile(
        f"{_range(f'(?:{_PART}|{_COUNT}|{_MONEY}|{_AGE}|{_SPAN})').pattern}|过半数"
    ),
    Kind.MOMENT: re.compile(
        rf"(?:(?:\d{{4}}|每)年)?(?:{_N}月(?:底|{_N}日|[上中下]旬)(?:以?前)?|第[一二三四]季度|年底前?)"
        rf"|(?:[\u4e00-\u9fff]{{2,12}}的)?(?:签发|签订|生效|公布|登记|成立|注册|批准|发布|送达|届满)(?:之?日期?)"
    ),
}
_UNITS = {"天": "日", "日": "日天", "月": "月", "个月": "月", "年": "年", "周": "周星期"}


def amounts(kind: Kind, unit: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where the amounts of a kind stand in a sentence.

    Args:
        kind: What is asked for.
        unit: The unit that the question names, empty if it names none; months for years are taken.
        text: The sentence, folded.
    """
    form = _FORMS.get(kind)
    if form is None:
        return
    for found in form.finditer(text):
        said = found.group()
        if kind in {Kind.SPAN, Kind.COUNT} and not _unit_fits(unit, said):
            continue
        yield found.span()


def _unit_fits(unit: str, said: str) -> bool:
    """Whether an amount is told in a unit that answers: 几年 not in hours, 多少张 in 张 only."""
    if unit == "工作日":
        return "工作日" in said or "日" in said
    if unit in {"日", "天"}:
        return re.search(r"日|天|小时|月", said) is not None
    if unit in {"年", "月", "个月"}:
        return re.search(r"年|月", said) is not None
    if unit in {"小时", "分钟", "周", "星期", "学时"}:
        return unit in said or (unit in {"周", "星期"} and "日" in said)
    return unit in said
