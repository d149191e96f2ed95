"""Whether a figure is measured in what a question asks for: 多少*亩*, 几个*方面*, 占比."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.unit import Unit, read_unit
from nlp.unit_code import convert

if TYPE_CHECKING:
    from qa.recall.fact import Figure

_UNIT_HINTS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"比例|比重|占比|百分之几|几成|份额|率(?!先)"), frozenset({"%", "‰"})),
    (
        re.compile(r"多长时间|多久|几天|多少[天日]|多少(?:个)?(?:小时|分钟|工作日)"),
        frozenset({"天", "日", "小时", "分钟", "秒", "个月", "年", "工作日", "周"}),
    ),
    (
        re.compile(r"多少钱|投资|资金|投入|经费|金额|补贴|收入|贷款|融资"),
        frozenset({"元", "美元", "%"}),
    ),
    (
        re.compile(r"增速|增幅|涨幅|增长(?:目标|预期|是?多少|了多少)|增长率"),
        frozenset({"%", "百分点"}),
    ),
)
_MEASURED_BY: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"面积"), frozenset({"平方公里", "平方米", "平方千米", "公顷", "亩"})),
    (re.compile(r"人口|人数"), frozenset({"人", "人次", "户", "名"})),
    (re.compile(r"里程|长度"), frozenset({"公里", "千米", "米"})),
    (re.compile(r"多[长宽高深厚](?!时间|期)"), frozenset({"公里", "千米", "米", "厘米", "毫米"})),
    (re.compile(r"多重"), frozenset({"千克", "公斤", "斤", "吨", "克"})),
    (re.compile(r"价格|单价|费用|租金|工资|罚款|薪酬|租赁费"), frozenset({"元", "美元", "欧元"})),
)
"""What a quantity itself is measured in, where its change or share is not asked for."""
_RELATIVE = re.compile(r"倍|指数|涨|增长|下降|增速|增幅|降幅|占|率|比[重例]")
_SHARE = re.compile(
    r"多大的?比[例重]|多少比例|百分之几|几成|占比(?:是|为)?多少|比[例重](?:是|为)多少"
)
_COUNTED = re.compile(
    r"(?:多少|几)([个家项件张座所条名户类种份套只辆人次吨公里亩台本部篇])(?P<noun>[\u4e00-\u9fff]*)"
)
_HOW_MANY = re.compile(r"(?:多少|几)[百千万亿]*")


def unit_fit(question: str, figure: Figure, near: str) -> float:
    """1 if the unit is one the question's words call for, 0 if it cannot be, else in between.

    Args:
        question: The question.
        figure: The figure.
        near: What its quote says of it, which must name the thing that is counted.
    """
    if _SHARE.search(question) and figure.unit not in {"%", "‰"}:
        return 0.0
    unit = asked_unit(question)
    if unit is not None and not unit.counted:
        return 1.0 if convert(figure.low, figure.unit, unit.name) is not None else 0.0
    counted = _COUNTED.search(question)
    if counted is not None:
        fit = _count_fit(counted.group(1), counted.group("noun"), figure, near)
        if fit is not None:
            return fit
    measured = measured_in(question)
    if measured:
        return 1.0 if figure.unit.split("/")[0] in measured else 0.0
    for pattern, units in _UNIT_HINTS:
        if pattern.search(question):
            return 1.0 if figure.unit in units else 0.0
    return 0.7


def measured_in(question: str) -> frozenset[str]:
    """Return the units of the quantity that a question asks for (面积, 价格), empty if any may be.

    >>> sorted(measured_in("该路全线里程是多少"))
    ['公里', '千米', '米']
    """
    if _RELATIVE.search(question):
        return frozenset()
    return next((units for said, units in _MEASURED_BY if said.search(question)), frozenset())


def asked_unit(question: str) -> Unit | None:
    """Return the unit that a question asks in (多少*万元*), None where it leaves that open."""
    match = _HOW_MANY.search(question)
    return None if match is None else read_unit(question, match.end())


def _count_fit(classifier: str, noun: str, figure: Figure, near: str) -> float | None:
    """How well a figure counts what is asked for (几个*方面*); None where its unit says nothing."""
    if classifier not in {"个", "项", "种"}:
        return 1.0 if figure.unit.startswith(classifier) else 0.3
    if figure.unit in {"%", "百分点", "元", "‰"}:
        return 0.0
    if _counts_another(classifier, noun[:2], figure, near):
        return 0.0
    named = noun[:2] in f"{near}{figure.indicator}" or not noun
    if figure.unit.startswith(classifier):
        return 1.0 if named else 0.7
    return None if named else 0.0


def _counts_another(classifier: str, noun: str, figure: Figure, near: str) -> bool:
    """Whether what is asked for follows another figure of the clause (12个省市的*30多个项目*)."""
    behind = re.split(r"\d", near.partition(figure.value_text)[2])[0]
    if len(noun) < 2 or noun in behind or noun in figure.indicator:
        return False
    return re.search(rf"\d[\d.,]*[万亿多余]*{classifier}?{re.escape(noun)}", near) is not None
