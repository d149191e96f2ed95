"""One figure in a sentence that its quote bears out.

A figure of the graph has a place, a time and a name. Some were found elsewhere in the text (a
heading, the sentence before) and some names are only part of what the sentence says; told beside a
quote that does not have them they make the quote no support. What the quote, the title or the
question does not say is left out, and where the name does not stand right at the value, the
sentence's own words are given.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.normalize import fold
from nlp.pipe.measurement.setting import CHINA
from nlp.segment import cuts
from ontology.iri import INDICATOR
from qa.recall.coverage import clause_of
from qa.recall.rank import short_name
from qa.wording.compose import figure_sentence, normalised

if TYPE_CHECKING:
    from qa.question.intent import Intent
    from qa.recall.fact import Fact, Figure

LONGEST_PART = 80
"""Characters of the longest part of a sentence given whole; of a longer one its clause is."""
_PART = re.compile(r"[^；。！？\n]+")
_NATION = re.compile(r"全国|我国|中国|国内|国家")
_RELATIVE = re.compile(
    r"[今去明本当上前]年|年[底末初]|目前|截[至止]|迄今|[上下]半年|季度|\d月|[一二三四五六七八九十]月|[本上当]月"
    r"|十[一二三四五六]五|前[\d一二三四五六七八九十]+个月|\d+年来|十年"
)
"""Words of time that with the day of the document give a year."""
_VERBS = (
    r"(?:的|已经?|累计|总共?|共|合计|约?为|是|达[到成]?|大约|只有|仅|高达|[升增降减]?至|控制在|首次|保持在?|稳定"
    r"|在|将|要|力争|预计|[:：]|[（(][^（）()]{1,20}[）)])*"
)
"""What may stand between a name and its value."""
HEAD = 2
"""Letters of the last word of a name."""
HALF_YEAR = 200
"""Days; a longer period is a year or more."""
_ALIKE = {
    "增长": ("涨", "增"),
    "总额": ("总值", "进出口"),
    "比重": ("占",),
    "总值": ("总量", "GDP"),
}
"""What else says the last word of a name."""
_AIMED = re.compile("目标|计划|规划|力争|任务|要求|确保|努力|争取|实现|达到|以[上内]|不[低超少高]")
_TO_COME = re.compile("将(?!近)|预计|有望|力争|计划|拟")
_WITHIN_YEAR = re.compile("暑期|寒假|春节|国庆|五一|端午|中秋|黄金周|假期|假日|长假|入[春夏秋冬]")
_CHANGE = re.compile(r"(?:降低|下降|缩短|减少|提高|提升|增加|上升|下浮|上浮)$")
"""Names after which 为 would say what was reached and not by how much it changed."""
_OPENS = re.compile(
    r"(?:^|[，,；;。、：:！？\s“（(]|年|月|日|的|其中|[全本][国省市区县州]|我[国省市区县]|中国|[省市区县])$"
)
"""What may stand before a name that is whole."""


def told_figure(intent: Intent, fact: Fact, figure: Figure, title: str) -> str:
    """Return a figure as a sentence, in the words of its quote where the graph's say more.

    Args:
        intent: The question; what it names may be told, and is looked for in the document.
        fact: The statement, with its quote.
        figure: What is observed.
        title: Of the document.
    """
    quote = fold(fact.quote)
    if not _named(quote, figure):
        part = _part(quote, figure.value_text)
        return f"{figure.value_text}{normalised(figure)}。原文：{part}。"
    if not _placed(intent, figure, quote, fold(title)):
        figure = replace(figure, area=None)
    if figure.agent and fold(figure.agent) not in quote:
        figure = replace(figure, agent=None)
    if not _dated(intent, figure, f"{quote} {fold(title)}"):
        figure = replace(figure, start=None, end=None, period_text="")
    return figure_sentence(figure)


def _named(quote: str, figure: Figure) -> bool:
    """Whether the indicator is one of the scheme, or its name stands right before the value."""
    if figure.indicator_iri.startswith(INDICATOR):
        return _borne_out(quote, figure)
    if _CHANGE.search(figure.indicator):
        return False
    if figure.kind == "target" and _AIMED.search(quote) is None:
        return False  # 将达到 tells what is expected
    name, value = re.escape(fold(figure.indicator)), re.escape(fold(figure.value_text))
    found = re.search(f"{name}{_VERBS}{value}", quote)
    return found is not None and found.start() in cuts(quote) | {0} and (
        _OPENS.search(quote[: found.start()]) is not None
    )  # fmt: skip


def _borne_out(quote: str, figure: Figure) -> bool:
    """Whether a name of the scheme may be told for what a quote says of its value.

    Its last word has to be there (规模 is no 增加值) and not go on behind the value (3000家*企业*
    has done something); what is to come (将提升至) is no result, and part of a year no year.
    """
    name, value = fold(figure.indicator), fold(figure.value_text)
    at = quote.find(value)
    if at < 0:
        return True
    if not any(last in quote for last in (name[-HEAD:], *_ALIKE.get(name[-HEAD:], ()))):
        return False
    clause = re.split("[，。；！？\n]", quote[:at])[-1]
    behind = re.split("[，。；！？、\n]", quote[at + len(value) :])[0]
    if name in behind and len(behind) > len(name) + HEAD and name not in clause:
        return False
    to_come = figure.kind == "actual" and _TO_COME.search(clause) is not None
    sentence = re.split("[。；！？\n]", quote[:at])[-1]
    whole = figure.start is not None and figure.end is not None and (
        (figure.end - figure.start).days > HALF_YEAR
    )  # fmt: skip
    return not (to_come or (whole and _WITHIN_YEAR.search(sentence) is not None))


def _part(quote: str, value: str) -> str:
    """Return the part of a quote that a value stands in."""
    at = quote.find(fold(value))
    whole = next((m for m in _PART.finditer(quote) if m.start() <= at < m.end()), None)
    if whole is not None and len(whole.group().strip()) <= LONGEST_PART:
        return whole.group().strip('“”" ')
    return clause_of(quote, fold(value)).strip("。；， ")


def _placed(intent: Intent, figure: Figure, quote: str, title: str) -> bool:
    """Whether the place is said, or asked about."""
    if figure.area is None or any(x.iri == figure.area_iri for x in intent.places):
        return True
    if figure.area_iri == CHINA[1]:
        return intent.nation or _NATION.search(quote) is not None
    return short_name(fold(figure.area)) in f"{quote} {title}"


def _dated(intent: Intent, figure: Figure, said: str) -> bool:
    """Whether the years are said, follow from the document's day, or are asked about."""
    if intent.periods or _RELATIVE.search(said):
        return True
    years = {str(day.year) for day in (figure.start, figure.end) if day is not None}
    return all(year in said for year in years)
