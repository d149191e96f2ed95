"""What the outline of a document tells: 浙江省2026年有哪些重点任务, 《…》的主要内容是什么.

Who writes a policy document names its parts (GB/T 9704-2012, 7.3.3: 一、（一）1.（1）), so the
parts below 重点任务 are the tasks. They are quoted as they stand; nothing is summed up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.overview.asking import Broad, Sort
from qa.overview.heading import bare, first_of, heading_of, key, numbered, span_of
from qa.overview.prose import prose_of, stated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.document import PolicyDocument, Section
    from qa.answer import Citation

LEAST_PARTS = 2
"""Parts of a list; one alone is none."""
_HEADS = {
    "任务": "任务|重点工作|主要工作|工作重点",
    "工作": "(?:重点|主要|工作)(?:工作|任务|安排)|工作(?:安排|重点|任务)",
    "安排": "安排|重点工作|主要工作|任务",
    "部署": "部署|安排|重点工作|主要工作|任务",
    "打算": "安排|重点工作|主要工作|任务",
    "措施": "措施|举措",
    "举措": "措施|举措",
    "做法": "做法|经验",
    "保障措施": "保障|组织实施|组织领导",
    "原则": "原则",
    "基本原则": "原则",
    "总体思路": "总体(?:思路|要求|考虑)",
    "总体要求": "总体(?:要求|思路|考虑)",
    "总体目标": "目标",
    "主要目标": "目标",
    "发展目标": "目标",
    "工作目标": "目标",
    "目标任务": "目标",
    "法律责任": "法律责任|罚则",
}
"""How headings word what is asked for, where not by the word itself."""
DONE = r"回顾|成就|成绩|成效|成果|进展|历程|完成情况|过去[五一]?年"
_FRAME = re.compile(
    r"总体(?:要求|思路|目标|考虑)|指导思想|基本原则|主要目标|工作目标|组织(?:实施|领导|保障)|总\s*则|附\s*则|附件"
    r"|(?:工作|政策|要素|措施|服务)保障|保障(?:措施|机制|实施)|工作要求|监督|思想认识|高度重视|[明提]高?认识"
)
_YEAR = re.compile(r"(?:19|20)\d\d年|“?十[一二三四五六]五”?")
MOST_BESIDE = 5
"""Characters beside the noun of a heading that only sorts: 扎实推进各项任务."""
_FIVE = re.compile("五年|十[一二三四五六]五")
"""过去五年 is a five-year plan's time."""
_KIND = "主要|重点|工作|具体|政策|有关|相关|核心|总体|发展|基本"
_MARKS = re.compile("[“”]")
LONGEST_LABEL = 12
"""Characters of headings that only sort what stands below them (医疗卫生方面)."""
WRAPPER = 0.7
"""Share of a text from which a lone outermost part is but its title."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A part of a document with what stands below it: parts by their names, or its own words.

    ``prose`` says that it has no parts below it, and that ``parts`` are sentences of it; ``span``
    is where it stands.
    """

    heading: str
    parts: tuple[Citation, ...]
    prose: bool = False
    span: tuple[int, int] = (0, 0)


def named_parts(document: PolicyDocument, broad: Broad, periods: Sequence[str]) -> list[Listed]:
    """Return the parts of a document that bear the name of what is asked for, with their parts.

    Args:
        document: The document.
        broad: The question; it has no matter.
        periods: The times of the question as written; a heading with one of them is meant.
    """
    heads = [s for s in _top(document) if bare(s)]
    pattern = DONE if broad.sort is Sort.DONE else _HEADS.get(broad.noun, broad.noun)
    meant = [s for s in heads if pattern and re.search(pattern, bare(s))]
    named = [_MARKS.sub("", period) for period in periods]
    of_time = [s for s in meant if any(name in _MARKS.sub("", s.heading) for name in named)]
    if any(_FIVE.search(name) for name in named):
        of_time += [s for s in meant if _FIVE.search(s.heading) and s not in of_time]
    if named and not of_time:
        of_time = [s for s in meant if not _YEAR.search(s.heading)]
    meant = of_time if named else meant
    found: list[Listed] = []
    within: tuple[int, int] = (0, 0)
    for section in meant:
        if within[0] <= section.start < within[1]:
            continue
        within = section.start, section.end
        parts = below(document, section)
        told = parts or prose_of(document, section, "" if broad.sort is Sort.DONE else broad.noun)
        if told and (broad.sort is not Sort.MEASURE or _generic(section, pattern)):
            found.append(Listed(section.heading, told, prose=not parts))
    said = stated(document, broad.noun, named) if broad.sort is Sort.FRAME and not found else None
    if said is not None:
        return [Listed("", (said,), prose=True)]
    return found or _announced(document, broad)


def _generic(section: Section, pattern: str) -> bool:
    """Whether a heading says little but the noun: 工作措施, not 积极调整税收管理措施."""
    first = re.split(r"[，,。；]", _MARKS.sub("", bare(section)))[0]
    rest = re.sub(rf"{pattern}|{_KIND}|{_YEAR.pattern}|[时期年的和与]", "", first)
    return len(rest) <= MOST_BESIDE


def parts_called(document: PolicyDocument, names: Sequence[str]) -> list[Listed]:
    """Return the parts of a document whose heading is the first name that one has.

    Each comes with what stands below it.
    """
    found: list[Listed] = []
    sections = [(key(bare(section)), section) for section in _top(document)]
    held = {name for name, _ in sections}
    sought = next((key(name) for name in names if len(name) > 1 and key(name) in held), None)
    for name, section in sections:
        if name == sought:
            parts = below(document, section)
            told = parts or prose_of(document, section, "")
            span = section.start, section.end
            found += [Listed(section.heading, told, not parts, span)] if told else []
    return found


def parts_about(document: PolicyDocument, words: Sequence[str]) -> list[Listed]:
    """Return the only part whose heading begins with a clause that has all words, and its parts."""
    found = [
        s
        for s in _top(document)
        if all(word in re.split(r"[，,。；]", bare(s))[0] for word in words)
    ]
    parts = below(document, found[0]) if len(found) == 1 else ()
    span = (found[0].start, found[0].end) if found else (0, 0)
    return [Listed(found[0].heading, parts, span=span)] if parts else []


def whole(document: PolicyDocument, broad: Broad) -> list[Listed]:
    """Return the outermost parts of a document; of measures without those that frame them.

    Where these are the acts that a notice issues, the parts of each.
    """
    outermost = _outermost(document)
    acts = [s for s in outermost if bare(s)]
    if acts and not any(numbered(s) for s in acts):
        listed = [Listed(act.heading, below(document, act)) for act in acts]
        if all(each.parts for each in listed):
            return listed
    if broad.sort is Sort.MEASURE:
        outermost = [s for s in outermost if not _FRAME.search(bare(s))]
    if not any(bare(s) for s in outermost):
        return []
    heads = (heading_of(document, s) or first_of(document, s) for s in outermost)
    parts = [head for head in heads if head is not None]
    return [Listed("", tuple(parts))] if len(parts) >= LEAST_PARTS else []


def below(document: PolicyDocument, section: Section) -> tuple[Citation, ...]:
    """Return the parts right below a part, by their headings or their first sentences."""
    inside = [s for s in document.sections if section.start < s.start and s.end <= section.end]
    level = min((s.level for s in inside), default=0)
    children = [s for s in inside if s.level == level]
    if len(children) < LEAST_PARTS:
        return ()
    named = [c for s in children if (c := heading_of(document, s)) is not None]
    if len(named) == len(children) and max(len(c.quote) for c in named) > LONGEST_LABEL:
        return tuple(named)
    inner = [any(s.start < i.start < s.end for i in inside) for s in children]
    found = (
        (heading_of(document, s) if parts else None) or first_of(document, s)
        for s, parts in zip(children, inner, strict=True)
    )
    return tuple(citation for citation in found if citation is not None)


def _top(document: PolicyDocument) -> list[Section]:
    """Return the parts that may bear a name: all above the level of articles."""
    return [s for s in document.sections if not s.heading.startswith("第") or "条" not in s.heading]


def _outermost(document: PolicyDocument) -> list[Section]:
    """Return the outermost parts, those of what a notice issues where it has no others."""
    sections = list(document.sections)
    while sections:
        level = min(s.level for s in sections)
        own = [s for s in sections if s.level == level]
        longest = max(own, key=lambda s: s.end - s.start)
        inside = [s for s in sections if longest.start < s.start and s.end <= longest.end]
        wraps = longest.end - longest.start >= WRAPPER * len(document.text)
        if not inside or not wraps or len([s for s in own if numbered(s)]) > 1:
            return own
        sections = inside
    return []


def _announced(document: PolicyDocument, broad: Broad) -> list[Listed]:
    """Return the list that a sentence with the noun announces, as no heading bears it."""
    if broad.sort not in {Sort.FRAME, Sort.MEASURE} or len(broad.noun) < 2:
        return []
    if broad.noun == "指导思想":
        return []  # a sentence, no list
    for section in sorted(document.sections, key=lambda s: s.end - s.start):
        inside = [s for s in document.sections if section.start < s.start < section.end]
        if len(inside) <= LEAST_PARTS:
            continue
        lead = document.text[span_of(document, section)[1] : inside[0].start]
        if broad.noun in lead:
            parts = below(document, section)
            if len(parts) > LEAST_PARTS:
                return [Listed(section.heading, parts)]
    return []
