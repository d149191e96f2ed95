"""Names without the question's own verb, and runs of titles to their end.

协调哪些部门 is answered by 公安 and not by 同时协调公安; 审议了哪些文件 by all of 《甲》《乙》;
在哪里 by 人民大会堂 and not by 人民大会堂同来宾.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.normalize import fold
from nlp.segment import tags, words
from qa.answer import Value
from qa.question.focus import Asked, Operation

if TYPE_CHECKING:
    from qa.passage.reading import Reading
    from qa.question.intent import Intent

LONGEST = 40
"""Characters of the longest value that is a name."""
LONGEST_LEAD = 12
"""Characters within which the question's verb ends in a value."""
LEAST_NAME = 2
_AND_SO_ON = re.compile(r"(?<=[”》])等[\u4e00-\u9fff]{0,6}$")
"""What stands behind an example in marks: “甲”*等餐饮*."""
_WITH = re.compile(
    r"(?<=[\u4e00-\u9fff]{3})(?:同|会见|会晤|举行|召开)(?=[\u4e00-\u9fff]{2}).*$"
    r"|(?<=[\u4e00-\u9fff]{2})(?:出席|参加|主持|考察|调研)(?=[\u4e00-\u9fff第“]{2}).*$"
)
"""What follows a place: who met there, and what for."""
_GROUP = re.compile(
    r"(?:(?!成立|组织|设立|派出|会同|联合|组成|参加)[\u4e00-\u9fff]){0,8}(?:调查|领导|工作|督导|专家)小?组(?=[，。；、）])"
)
"""How the name of a group goes on behind the bodies that make it up."""
_LAST = re.compile(
    r"(?:以及|[和与及或])(?P<name>[\u4e00-\u9fff“”]{2,20}?)"
    r"(?=作为|等|负责|应当|共同|分别|承担|[，。；])"
)
_ADDED = re.compile(
    r"等[\u4e00-\u9fff]{0,6}，(?:以及|及|和)(?P<name>[\u4e00-\u9fff]{2,28})(?=[。；])"
)
"""What is added to a run behind 等: 甲、乙等信息，以及*丙的信息*。"""
_TITLES = re.compile(r"(?:《[^《》]+》[、和及与]?){2,}")
_TITLE = re.compile(r"《[^《》]+》")
_TORN = re.compile("[^《“（]*[》”）]")


def without_lead(intent: Intent, reading: Reading) -> Reading:
    """Return a reading whose values are names and do not begin with what the question says."""
    if intent.focus.asked is not Asked.ENTITY or not intent.focus.spans:
        return reading
    question = fold(intent.question)
    before = question[: intent.focus.spans[0][0]].rstrip("了的过是有")
    first = reading.values[0] if reading.values else None
    if first is None or len(first.value) > LONGEST:
        return reading
    bare = _AND_SO_ON.sub("", first.value)
    if intent.focus.cue == "问机构":
        at = reading.quote.find(bare)
        group = _GROUP.match(reading.quote, at + len(bare)) if at >= 0 else None
        bare += group.group() if group else ""
    if intent.focus.cue == "问地点":
        bare = _WITH.sub("", bare)
    if bare != first.value:
        return replace(reading, values=(replace(first, value=bare), *reading.values[1:]))
    said = fold(first.value)
    if before and (verb := _coordinated(before[-2:], said, fold(reading.quote))):
        name = replace(first, value=first.value[len(verb) :])
        return replace(reading, values=(name, *reading.values[1:]))
    if f"“{said}" in fold(reading.quote):
        return reading  # a name in marks is whole
    for size in range(min(len(before), LONGEST_LEAD), 1, -1):
        at = said.find(before[-size:])
        end = at + size
        inside = _TORN.match(said[end:])  # the words stand in a title: 《*电子签名*法》
        if at >= 0 and end <= LONGEST_LEAD and len(said) - end >= LEAST_NAME and not inside:
            rest = first.value[end:].lstrip("了的过")
            return replace(reading, values=(replace(first, value=rest), *reading.values[1:]))
    return reading


def whole_mark(reading: Reading) -> Reading:
    """Return a reading whose value, the end of a name in marks, is told as that name."""
    first = reading.values[0] if len(reading.values) == 1 else None
    if first is None or not 1 < len(first.value) <= LONGEST:
        return reading
    at = reading.quote.find(first.value)
    for opens, closes in ("《》", "“”"):
        start = reading.quote.rfind(opens, 0, at) + 1 if at > 0 else 0
        name = reading.quote[start : at + len(first.value)]
        ends = reading.quote.startswith(closes, at + len(first.value))
        if 0 < start < at and ends and not set(name) & set(f"{opens}{closes}"):
            return replace(reading, values=(replace(first, value=name),))
    return reading


def _coordinated(verb: str, said: str, quote: str) -> str:
    """Return the verb that a value begins with, behind the question's own: 建立、*完善*."""
    first = next(iter(words(said, search=False)), "")  # a value may be a mark, and is refused
    beside = f"{verb}、{said}" in quote and tags().get(first, "").startswith("v")
    return first if beside and len(said) - len(first) >= LEAST_NAME else ""


def whole_run(intent: Intent, reading: Reading) -> Reading:
    """Return a reading whose value, one of a run of titles, is told with the others.

    A run of names is told with the last one, that 和 or 或 adds.
    """
    if len(reading.values) > 1 and intent.focus.asked is Asked.ENTITY:
        return _with_last(reading)
    if intent.focus.operation is not Operation.LIST or len(reading.values) != 1:
        return reading
    said = reading.values[0].value.strip("《》")
    for run in _TITLES.finditer(reading.quote):
        titles = _TITLE.findall(run.group())
        if any(said == title.strip("《》") for title in titles):
            return replace(reading, values=tuple(Value(title) for title in titles))
    return reading


def _with_last(reading: Reading) -> Reading:
    """Return a reading with the name that ends its run: 甲会、乙会*或丙会*作为受赠人."""
    run = "、".join(value.value for value in reading.values)
    at = reading.quote.find(run)
    last = None
    if at >= 0:
        last = _LAST.match(reading.quote, at + len(run)) or _ADDED.match(
            reading.quote, at + len(run)
        )
    if last is None:
        return reading
    return replace(reading, values=(*reading.values, Value(last["name"])))
