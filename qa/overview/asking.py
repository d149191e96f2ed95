"""Questions that no single fact or sentence answers: 有哪些措施, 主要内容是什么, 怎么规定.

They ask what a document, or the documents of a place and a time, say: all of it, or on a matter.
The nouns are the closed class of words by which texts are spoken of, not a list of questions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.normalize import fold
from nlp.segment import words
from qa.reader.place import leading_place
from qa.recall.rank import short_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nlp.extraction import Link
    from qa.question.intent import Intent


class Sort(StrEnum):
    """What kind of words is asked for."""

    MEASURE = "measure"
    RULE = "rule"
    DONE = "done"
    FRAME = "frame"
    PART = "part"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Broad:
    """A question for what documents say.

    ``noun`` is what is asked for (措施, 指导思想), ``matter`` the words that a sentence has to
    have, in the question's order; empty where all of a document is meant. ``phrases`` are these
    words joined as the question joins them (小微企业, 税收优惠), ``manner`` the one that says how
    (*扶持*措施), empty if none does. ``called`` are names that a part of a text may have in the
    question's own words: 社会参与, 企业复工必备条件.
    """

    sort: Sort
    noun: str
    matter: tuple[str, ...]
    phrases: tuple[str, ...]
    manner: str = ""
    called: tuple[str, ...] = ()


_SORTS: tuple[tuple[Sort, str], ...] = (
    (
        Sort.FRAME,
        "指导思想|基本原则|原则|总体要求|总体思路|总体目标|主要目标|发展目标|工作目标|目标任务|目标"
        "|保障措施|法律责任|民生实事|实事",
    ),
    (Sort.DONE, "成就|成绩|成效|进展|成果|亮点"),
    (Sort.MEASURE, "措施|举措|做法|任务|工作|安排|部署|打算|行动|对策|动作|抓手|支持|补助"),
    (Sort.PART, "流程|程序|条件|材料|手续"),
    (Sort.RULE, "规定|要求|条款|义务|职责|权利|禁令|限制"),
    (Sort.WHOLE, "内容|要点|部分|方面|章节"),
)
_AIDS = "优惠政策|优惠|政策|补贴|扶持|奖励|帮扶"
"""What is asked for and what a sentence has to have at once: 税收*优惠*."""
_NOUNS = "|".join(nouns for _, nouns in _SORTS) + f"|{_AIDS}"
_PLAIN = (
    r"(?:主要|重点|具体|核心|基本|相关|有关|总体|政策|工作|一些|这些|新"
    r"|(?P<manner>支持|鼓励|扶持|帮扶|优惠|补贴|奖励|激励))*"
)
_WHAT = r"(?:哪些|哪几[个项条点方]*|什么(?!时[候间]|地方|人|样|意思|原因)|啥)"
_DEEDS = frozenset({"支持", "补助"})
_THERE_IS = re.compile(f"有{_WHAT}")
"""有什么支持 asks for all of it, 要求加大什么支持 for one word."""
_DID = (
    r"(?:(?:都|还|又|分别|主要|具体|准备|打算|计划|将|要|应当?|须|需要?)*"
    r"(?:有|包括|包含|提出|采取|作出|做出|规定|明确|部署|实施|出台|推出|开展|安排|列出|取得|履行|承担|完成|具备|符合|遵守|遵循|提交|提供|做|干|提|交)?(?:了|过)?)"
)
_DO = (
    "推进|推动|促进|支持|发展|加强|落实|稳|扩大|保障|治理|整治|改善|提高|提升|优化|深化|防范|化解|应对"
    "|提振|培育|壮大|打造|完善|鼓励|扶持|保护|抓好?"
)
"""What an authority does: 如何*治理*大气污染."""
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"^(?P<matter>.*?){_DID}{_WHAT}(?P<more>[\u4e00-\u9fff]{{0,8}}?){_PLAIN}(?P<noun>{_NOUNS})$",
        rf"^(?P<matter>.*?){_PLAIN}(?P<noun>{_NOUNS})(?:主要|都|分别|具体|中|里)*"
        rf"(?:有|是|包括|包含|含|分为){_WHAT}(?:内容|方面|部分)?$",
        r"^(?P<matter>.*?)(?:是|都)*(?:怎么|如何|怎样)(?P<noun>说|讲|提|写|规定|要求|部署|安排|表述|谋划|打算)(?:的|了)*$",
        r"^(?P<matter>.*?)(?:是|都)*(?:怎么|如何|怎样)(?P<noun>说|讲|提|看待|表述|部署|规定|谋划)(?P<more>[^的]{2,16})(?:的)?$",
        rf"^(?P<matter>.*?)(?:主要|都|具体|大致)*(?P<noun>规定|讲|说|写|做|干|完成)(?:的|了)*(?:是)?{_WHAT}(?:内容|方面|工作|事情?)?$",
        r"^(?P<matter>.*?)(?:打算|计划|准备|将|要)*(?:怎么|如何|怎样)(?P<noun>)"
        rf"(?P<more>(?:{_DO})[^的]{{2,14}})$",
        r"^(?P<matter>.*?)的?(?:主要|核心|重点|基本)(?P<noun>内容|要点|任务|措施|举措|规定|要求|目标|原则)$",
    )
)
_REPORT = re.compile(r"的?(?:各[省地市区]+)?(?:政府)?(?:工作)?报告(?=[里中对在怎如的有]|$)[里中]?")
_SPEAKER = re.compile(r"^(?:国家|法律法规|法律|法规|地方性法规|政策|文件)(?=对|在|关于|规定|里|中)")
"""Who lays down or says anything at all; no word of the matter."""
_ISSUED = re.compile(r"发布|印发|制定|出台|颁布|公布|下发|现行|有效|[几多][部份项]|多少")
_DONE_VERB = re.compile(r"(?:做|干|完成)(?:了|过)|取得")
_SAID = {"说": Sort.RULE, "讲": Sort.RULE, "写": Sort.RULE, "提": Sort.RULE, "表述": Sort.RULE}
_LIGHT = frozenset(
    word
    for line in (
        "支持 促进 推动 推进 加强 加快 发展 建设 开展 落实 提升 提高 完善 保障 扩大 培育 做好",
        "稳 稳定 鼓励 实施 优化 深化 增强 健全 抓好 抓 履行 承担 提出 明确 采取 规定 要求 打算",
        "计划 准备 应当 应该 需要 必须 可以 进一步 大力 积极 深入 全面 方面 领域 关于 对于 针对",
        "围绕 对 就 在 的 里 中 上 下 为 和 与 及 以及 还 都 又 是 有 了 过 被 把 将 要 从 由 给",
        "过去 五年 近年 近年来 五年来",
        "向 各省 各地 各市 报告 工作 政府工作报告 工作报告 文件 今年 明年 去年 全年 期间 时期 时候",
        "进行 参与 发布 印发 出台 制定 颁布 各项 目前 现在 中国 我国 问题 情况 有关 相关 主要 重点",
        "法律 法规 具体 什么 哪些 什 么 请",
        "请问 如何 怎么 怎样 本 该 这 那 其 此 各 每 哪 个 项 条 份 部",
    )
    for word in line.split()
)
"""Words that say that something is done, not what; any sentence on the matter may lack them."""
_EDGE = re.compile(r"[？?。！!\s]+$")
_PART_OF = re.compile(r"(?:(?:这|那|一)*[个]?(?:部分|方面|章节?))?(?:里|中|都)*$")
LONGEST_NAME = 12
"""Characters of a value that may be no more than a name of what was asked for."""
REWORDED = 3
"""Of so many words that call a document one may be another than its title has."""
_TOWARDS = re.compile(r"(?:^|(?<=\s))(?:对于?|针对|关于|围绕|就|在)(?=[\u4e00-\u9fff]{2})")
"""What opens a matter; segmentation may take it for part of a word (对小微 for 对, 小微)."""


def broad(intent: Intent, names: Iterable[str] = ()) -> Broad | None:
    """Return what a question asks documents to say; None where it asks for something else.

    Args:
        intent: The question.
        names: How it calls the documents that it means.
    """
    text = _EDGE.sub("", _without_slots(intent, names))
    for form in _FORMS:
        match = form.search(text)
        if match is None:
            continue
        noun = match["noun"]
        if noun in _DEEDS and not _THERE_IS.search(text):
            continue
        said = f"{match['matter']} {match.groupdict().get('more') or ''}"
        if noun in _AIDS.split("|"):
            said += noun.removesuffix("政策")
        return _broad(_sort(noun, text), noun, said, match.groupdict().get("manner") or "")
    return None


def _broad(sort: Sort, noun: str, said: str, manner: str) -> Broad:
    """Return a question of a sort with the words of its matter."""
    pieces = [_PART_OF.sub("", piece) for piece in _TOWARDS.sub("", said).split()]
    pieces = [piece.lstrip("里中的") for piece in pieces]
    names = [name for piece in pieces if piece for name in (piece + noun, piece)]
    found: list[str] = []
    stretches: list[str] = []
    for part in _TOWARDS.sub("", said).split():
        row = ""
        for word in words(part, search=False):
            if word in _LIGHT or (len(word) == 1 and not word.isascii()):
                stretches.append(row)
                row = ""
                continue
            found.append(word)
            row += word
        stretches.append(row)
    if manner and found:
        found.append(manner)
        stretches.append(manner)
    phrases = tuple(dict.fromkeys(row for row in stretches if row))
    matter = tuple(dict.fromkeys(found))
    return Broad(sort, noun, matter, phrases, manner, tuple(dict.fromkeys(names)))


def _sort(noun: str, text: str) -> Sort:
    if _DONE_VERB.search(text):
        return Sort.DONE
    if noun in _SAID or not noun:
        return _SAID.get(noun, Sort.MEASURE)
    if noun in _AIDS.split("|"):
        return Sort.MEASURE
    return next((sort for sort, nouns in _SORTS if noun in nouns.split("|")), Sort.RULE)


def _without_slots(intent: Intent, names: Iterable[str]) -> str:
    """Return a question without its documents, places, bodies and times."""
    text = fold(intent.question)
    slots = [*names, *(link.mention.text for link in intent.documents)]
    slots += [_outer(link) for link in scope(intent)]
    slots += [period.text for period in intent.periods]
    for name in sorted(slots, key=len, reverse=True):
        text = text.replace(fold(name), " ")
    text = re.sub(r"[《》“”\"'‘’、]", "", _REPORT.sub(" ", text))
    return _SPEAKER.sub("", re.sub(r"\s+", " ", text).strip())


def _outer(link: Link) -> str:
    """Return what a place is called by, of a zone only its place: *海南*自贸港 is of Hainan."""
    home = short_name(leading_place(link.mention.text) or "")
    return home if link.mention.label == "Region" and home else link.mention.text


def scope(intent: Intent) -> tuple[Link, ...]:
    """Return the places whose documents are asked about: the first named, and those beside it.

    A later one is part of the matter: 天津如何推进*京津冀*协同发展.
    """
    question = fold(intent.question)
    found: list[Link] = []
    for link in sorted(intent.places, key=lambda each: each.mention.start):
        last = found[-1].mention if found else link.mention
        between = question[last.end : link.mention.start]
        if link.mention.start <= last.end or re.fullmatch(r"[、和与跟及，]|以及", between):
            found.append(link)
    return tuple(found)


def without(asked: Broad, title: str) -> Broad:
    """Return a question without the words of its matter that are of a document's title."""
    bare = re.sub(r"\W", "", title)
    left = tuple(word for word in asked.matter if word not in bare)
    if asked.sort is Sort.WHOLE and len(left) * REWORDED <= len(asked.matter):
        left = ()  # the title in other words: 院内感染 for 医疗机构内感染
    return replace(asked, matter=left, phrases=left)


def lays_down(intent: Intent) -> bool:
    """Whether it is asked what is laid down on a matter, and not which 规定 there are."""
    asked = broad(intent)
    named = asked is not None and bool(asked.matter) and asked.noun == "规定"
    return named and not intent.periods and not _ISSUED.search(intent.question)


def hollow(asked: Broad, values: Iterable[str]) -> bool:
    """Whether values but name what is asked for: 要采取有效措施, 普惠性税收.

    Measures are told by clauses; a few letters with a word of the question tell none.
    """
    said = [value.strip() for value in values]
    own = [word for word in (asked.noun, *asked.matter) if len(word) > 1]
    short = all(len(value) <= LONGEST_NAME for value in said)
    return bool(said) and short and all(any(word in value for word in own) for value in said)
