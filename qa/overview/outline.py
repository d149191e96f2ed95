"""What the outline of a document tells: 浙江省2026年有哪些重点任务, 《…》的主要内容是什么.

Who writes a policy document names its parts (GB/T 9704-2012, 7.3.3: 一、（一）1.（1）), so the
parts below 重点任务 are the tasks. They are quoted as they stand; nothing is summed up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.sentence import sentences_of
from qa.overview.asking import Broad, Sort
from qa.overview.heading import bare, cite, first_of, heading_of, key, numbered, span_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.document import PolicyDocument, Section
    from qa.answer import Citation

LEAST_PARTS = 2
"""Parts of a list; one alone is none."""
LONGEST_PROSE = 700
"""Characters of a part without parts of its own that are quoted."""
MOST_SENTENCES = 6
"""Sentences with the noun that are quoted of a long part."""
SHORTEST_SENTENCE = 12
"""Characters of a paragraph's first sentence that says something: no 各位代表！."""
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
    r"总体(?:要求|思路|目标|考虑)|指导思想|基本原则|主要目标|工作目标|组织(?:实施|领导|保障)|保障|总\s*则|附\s*则|附件|工作要求|监督"
)
_YEAR = re.compile(r"(?:19|20)\d\d年|“?十[一二三四五六]五”?")
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
    if named and not of_time:
        of_time = [s for s in meant if not _YEAR.search(s.heading)]
    meant = of_time if named else meant
    found: list[Listed] = []
    level = min((s.level for s in _outermost(document)), default=0)
    within: tuple[int, int] = (0, 0)
    for section in meant:
        if within[0] <= section.start < within[1]:
            continue
        within = section.start, section.end
        parts = below(document, section)
        told = parts or _prose(document, section, "" if broad.sort is Sort.DONE else broad.noun)
        if told and (parts or section.level == level or _generic(section, pattern)):
            found.append(Listed(section.heading, told, prose=not parts))
    return found or _stated(document, broad, named) or _announced(document, broad)


def _generic(section: Section, pattern: str) -> bool:
    """Whether a heading is no more than the noun: 工作措施, not 实施差异化监管措施."""
    return re.fullmatch(rf"(?:{_KIND})*(?:{pattern})", bare(section)) is not None


def parts_called(document: PolicyDocument, names: Sequence[str]) -> list[Listed]:
    """Return the parts of a document whose heading is one of some names, with what stands below."""
    found: list[Listed] = []
    keys = {key(name) for name in names if len(name) > 1}
    for section in _top(document):
        if key(bare(section)) in keys:
            parts = below(document, section)
            told = parts or _prose(document, section, "")
            span = section.start, section.end
            found += [Listed(section.heading, told, not parts, span)] if told else []
    return found


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
    parts = [c for s in outermost if bare(s) and (c := heading_of(document, s)) is not None]
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
    found = (first_of(document, s) for s in children)
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


def _stated(document: PolicyDocument, broad: Broad, periods: Sequence[str]) -> list[Listed]:
    """Return the sentence that says what the frame is: “十五五”时期……的指导思想是：坚持…."""
    if broad.sort is not Sort.FRAME:
        return []
    text = document.text
    for mark in re.finditer(rf"{broad.noun}是[^\n]{{{SHORTEST_SENTENCE},}}", text):
        start = max(text.rfind("\n", 0, mark.start()), text.rfind("。", 0, mark.start())) + 1
        start, end = next(iter(sentences_of(text, start, mark.end())))
        said = _MARKS.sub("", text[start:end])
        if end > mark.start() and all(name in said for name in periods):
            return [Listed("", (cite(document, start, end),), prose=True)]
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
        lead = document.text[section.start : inside[0].start]
        if broad.noun in lead:
            parts = below(document, section)
            if len(parts) > LEAST_PARTS:
                return [Listed(section.heading, parts)]
    return []


def _prose(document: PolicyDocument, section: Section, noun: str) -> tuple[Citation, ...]:
    """Return the words of a part that has no parts.

    All of them, or the sentences with the noun, or the first of each paragraph.
    """
    text = document.text
    _, start = span_of(document, section)
    body = text[start : section.end]
    if not re.search(r"\w", body):
        return ()
    if len(body.strip()) <= LONGEST_PROSE:
        start += len(body) - len(body.lstrip("。．.： \n\u3000"))
        return (cite(document, start, start + len(text[start : section.end].rstrip())),)
    spans = list(sentences_of(text, start, section.end))
    having = [span for span in spans if noun in text[slice(*span)]] if noun else []
    if having:
        return tuple(cite(document, *span) for span in having[:MOST_SENTENCES])
    firsts = [
        next(iter(sentences_of(text, start + m.start(), start + m.end())), (0, 0))
        for m in re.finditer(r"[^\n]+", body)
    ]
    told = [(a, b) for a, b in firsts if b - a >= SHORTEST_SENTENCE]
    return tuple(cite(document, *span) for span in told) if len(told) >= LEAST_PARTS else ()
