"""Wording: a sentence that repeats what was understood, with figures as the source wrote them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from qa.answer import Answer
    from qa.recall.fact import Fact, Figure

MOST_NAMED_SOURCES = 2
"""More documents than these are named by their quotes only."""
_SCALED = re.compile(r"[万亿]|[零〇一二三四五六七八九十百千两]{2,}")
KIND_WORDS = {"target": "目标", "actual": "", "baseline": "（基数）", "limit": "（限额）"}
VERBS = {
    "issuedBy": "{o}发布了{s}",
    "establishes": "{s}建立{o}",
    "formulates": "{s}制定{o}",
    "proposes": "{s}提出{o}",
    "builds": "{s}建设{o}",
    "launches": "{s}开展{o}",
    "leads": "{s}牵头{o}",
    "participatesIn": "{s}参与{o}",
    "administers": "{s}主管{o}",
    "promotes": "{s}推进{o}",
    "completes": "{s}建成{o}",
    "operates": "{s}运营{o}",
    "cooperatesWith": "{s}与{o}合作",
    "includes": "{s}包括{o}",
    "includedIn": "{s}纳入{o}",
    "cites": "{s}引用了{o}",
    "basedOn": "{s}依据{o}",
    "implements": "{s}落实{o}",
    "forwards": "{s}印发或转发{o}",
    "amends": "{s}修改{o}",
    "repeals": "{s}废止{o}",
    "supersedes": "{s}取代{o}",
    "successor": "{o}接替{s}",
    "requires": "{s}要求{o}",
    "prohibits": "{s}禁止{o}",
    "encourages": "{s}鼓励{o}",
    "permits": "{s}允许{o}",
    "documentNumber": "{s}的发文字号是{o}",
    "issuedOn": "{s}的成文日期是{o}",
    "versionDate": "收录的{s}是{o}修改后的文本",
    "publishedOn": "{s}的发布日期是{o}",
    "effectiveFrom": "{s}自{o}起施行",
    "effectiveUntil": "{s}有效期至{o}",
    "addressedTo": "{s}主送{o}",
    "title": "{s}的标题是{o}",
}
"""How each relation is said; a property that is not here is said with its label."""


MODALITIES = {"required": "（要求）", "planned": "（计划）", "permitted": "（允许）"}
"""What marks a relation that a document asks for, plans or allows, and does not report."""


def period_words(start: date | None, end: date | None, text: str = "") -> str:
    """Return a period as people write it.

    >>> period_words(date(2026, 1, 1), date(2026, 12, 31))
    '2026年'
    >>> period_words(None, date(2020, 12, 31))
    '到2020年'
    """
    if start is None and end is None:
        return text
    if start is None:
        assert end is not None
        return f"到{_day_words(end, last=True)}"
    if end is None:
        return f"自{start.year}年{start.month}月{start.day}日起"
    if start == end:
        return f"{start.year}年{start.month}月{start.day}日"
    if _whole_years(start, end):
        return f"{start.year}年" if start.year == end.year else f"{start.year}—{end.year}年"
    if start.day == 1 and (end + timedelta(days=1)).day == 1:
        first = f"{start.year}年{start.month}月"
        same = (start.year, start.month) == (end.year, end.month)
        return first if same else f"{first}至{end.year}年{end.month}月"
    return f"{start}至{end}"


def _whole_years(start: date, end: date) -> bool:
    return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)


def _day_words(day: date, *, last: bool) -> str:
    if last and (day.month, day.day) == (12, 31):
        return f"{day.year}年"
    return day_words(day)


def figure_sentence(figure: Figure) -> str:
    """Return an observation as a sentence: 浙江省2026年地区生产总值增长目标为5%—5.5%。

    A number that is written with 万 or 亿, or in Chinese, has its plain form beside it.
    """
    when = period_words(figure.start, figure.end, figure.period_text)
    who = figure.area or figure.agent or ""
    kind = KIND_WORDS.get(figure.kind, "")
    name = figure.indicator
    if kind and name.endswith(kind):
        kind = ""
    return f"{who}{when}{name}{kind}为{figure.value_text}{normalised(figure)}。"


def normalised(figure: Figure) -> str:
    """Return the plain form of a figure in brackets, empty where it is written plainly.

    The signs of comparison are ≥ ≤ > < ≈ as in the graph.
    """
    if not _SCALED.search(figure.value_text):
        return ""
    sign = figure.comparator if figure.comparator in {"≥", "≤", ">", "<", "≈"} else ""
    numbers = [f"{figure.low:,f}"] if figure.low == figure.high else [
        f"{figure.low:,f}", f"{figure.high:,f}"]  # fmt: skip
    trimmed = [n.rstrip("0").rstrip(".") if "." in n else n for n in numbers]
    return f"（{sign}{'—'.join(trimmed)}{figure.unit}）"


def day_words(day: date) -> str:
    """Return a day as people write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def said_by(answer: Answer, days: Mapping[str, str]) -> str:
    """Return which documents an answer rests on and their days, for its end; empty for many.

    Args:
        answer: The answer, its citations with titles.
        days: Of which day they are, in words, by document id; empty where that is not known.
    """
    titles = {c.document: c.title for c in answer.evidence if c.title}
    if not 0 < len(titles) <= MOST_NAMED_SOURCES:
        return ""
    named = []
    for document, title in titles.items():
        day = days.get(document)
        when = f"（{day}）" if day else ""
        named.append(f"《{title}》{when}")
    return f"据{listed(list(dict.fromkeys(named)))}。"


def relation_sentence(fact: Fact) -> str:
    """Return a relation as a sentence in active voice with its period and manner."""
    when = period_words(fact.period_start, fact.period_end, fact.period_text)
    subject = quoted(fact.subject_label, fact.subject_classes)
    obj = quoted(fact.object_label, fact.object_classes)
    if fact.predicate == "includedIn" and fact.agent_label:
        said = f"{fact.agent_label}将{subject}纳入{obj}"
    else:
        said = VERBS.get(fact.predicate, "{s} " + fact.predicate + " {o}").format(s=subject, o=obj)
    if fact.predicate in {"completes", "establishes"}:  # 基本建成 says less
        verb = VERBS[fact.predicate][3:5]
        said = (
            said.replace(f"{subject}{verb}", f"{subject}基本{verb}")
            if f"基本{verb}" in fact.quote
            else said
        )
    manner = f"，方式为{fact.mode}" if fact.mode else ""
    manner += MODALITIES.get(fact.modality or "", "")
    lead = f"{when}，" if when else ""
    return f"{lead}{said}{manner}。"


def quoted(label: str, classes: frozenset[str]) -> str:
    """Return a document's title in 《》 and any other name as it is."""
    documentary = bool(classes & {"PolicyDocument", "CitedDocument"}) and "〔" not in label
    return f"《{label.strip('《》')}》" if documentary else label


def listed(names: Sequence[str]) -> str:
    """Return names joined as Chinese joins them."""
    return "、".join(names)


def plain(number: Decimal) -> str:
    """Return a decimal without exponent or trailing zeros.

    >>> from decimal import Decimal
    >>> plain(Decimal("3.30")), plain(Decimal("1E+3"))
    ('3.3', '1000')
    """
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
