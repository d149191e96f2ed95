"""Every sentence of some documents on a matter: 个人信息保护法对敏感个人信息有什么要求.

What is claimed is what was looked for, words in a sentence, so that it is complete and countable;
what a rule means is for who asks to read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.sentence import sentences_of
from qa.answer import Citation
from qa.overview.asking import Broad, Sort
from qa.overview.heading import span_of
from qa.overview.outline import DONE
from qa.recall.coverage import near

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.document import PolicyDocument

LONGEST = 400
"""Characters of a sentence that is quoted whole; of a longer one the clause with the words is."""
_TITLED = re.compile(r"《[^《》\n]*》")
_LIST_ENDS = re.compile(r"[：:]\s*$")
_BLANK = re.compile(r"(?<=[\w）》])\n[^\S\n]*\n")
"""Where a line ends that has no full stop: a title, a number."""
_ITEM = re.compile(
    r"\s*(?:[（(]\s*[一二三四五六七八九十\d]+\s*[)）]|\d+\s*[.．、]|[一二三四五六七八九十]+是)"
)
LONGEST_LIST = 800
"""Characters of a sentence with the items that it announces."""
_SIGNS = {
    "义务": re.compile("义务|应当|必须|不得|禁止"),
    "职责": re.compile("职责|负责|主管"),
    "权利": re.compile("权利|有权|享有"),
    "禁令": re.compile("不得|禁止|严禁"),
}
"""How sentences word what is asked for (立法技术规范（试行）（一）, 12)."""
_FORMAL = re.compile(r"制[定订]本|适用本(?:法|条例|办法|规定)|^\s*附件")
"""Sentences of every text, whatever it is about."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence on the matter; ``weight`` orders sentences by how much they are about it."""

    citation: Citation
    weight: float


def on_matter(document: PolicyDocument, broad: Broad, words: Sequence[str]) -> list[Told]:
    """Return the sentences of a document that have the words of a matter, in the text's order.

    Args:
        document: The document.
        broad: The question.
        words: What a sentence has to have: the matter's phrases, or its words.
    """
    text = document.text
    apart = _apart(document, broad)
    sign = _SIGNS.get(broad.noun)
    found: list[Told] = []
    last = 0
    for whole in sentences_of(text, 0, len(text)):
        if whole[0] < last or not all(word in text[slice(*whole)] for word in words):
            continue
        start, end = _clause(text, *_below_heads(document, *whole, words), words)
        end = _with_body(document, start, end)
        said = _TITLED.sub("", text[start:end])
        if sign is not None and not sign.search(said):
            continue
        if any(a <= start < b for a, b in apart) or said.strip() == document.metadata.title:
            continue
        if _FORMAL.search(said) or not near(said, words):
            continue
        last = _with_items(document, start, end)
        about = document.metadata
        quote = text[start:last]
        citation = Citation(document.id, about.title, start, last, quote, about.source_url)
        found.append(Told(citation, _weight(said, words)))
    return found


def _below_heads(
    document: PolicyDocument, start: int, end: int, words: Sequence[str]
) -> tuple[int, int]:
    """Return a sentence without the headings before it that were read as one with it."""
    heads = [s.start for s in document.sections if start <= s.start < end and not s.is_item]
    first = max((at for at in heads if at > start), default=start)
    for paragraph in _BLANK.finditer(document.text, first, end):
        if first == start and all(word in document.text[paragraph.end() : end] for word in words):
            start = first = paragraph.end()
    lead = re.match(r"[\s#]*", document.text[first:end])
    return first + (lead.end() if lead else 0), end


def _with_body(document: PolicyDocument, start: int, end: int) -> int:
    """Return where the first sentence below a heading ends, where a sentence is but a heading."""
    for section in document.sections:
        if start <= section.start < end or section.start <= start < section.end:
            first, behind = span_of(document, section)
            if first <= start and end <= behind + 1 and section.end - start <= LONGEST_LIST:
                return (
                    section.end
                    - len(document.text[end : section.end])
                    + len(document.text[end : section.end].rstrip())
                )
    return end


def _apart(document: PolicyDocument, broad: Broad) -> list[tuple[int, int]]:
    """Return the parts that tell of the other time: what was done, where measures are asked for."""
    level = min((s.level for s in document.sections), default=0)
    outermost = [s for s in document.sections if s.level == level]
    done = [s for s in outermost if re.search(DONE, s.heading)]
    if not done or broad.sort not in {Sort.MEASURE, Sort.DONE}:
        return []
    if broad.sort is Sort.MEASURE:
        return [(s.start, s.end) for s in done]
    return [(s.start, s.end) for s in outermost if s not in done]


def _clause(text: str, start: int, end: int, words: Sequence[str]) -> tuple[int, int]:
    """Return the part between semicolons that has the words, where a sentence is long."""
    if end - start <= LONGEST:
        return start, end
    at = start
    for mark in (*re.finditer("；", text[start:end]), None):
        stop = end if mark is None else start + mark.end()
        if all(word in text[at:stop] for word in words):
            lead = len(text[at:stop]) - len(text[at:stop].lstrip())
            return at + lead, stop
        at = stop
    return start, end


def _with_items(document: PolicyDocument, start: int, end: int) -> int:
    """Return where the items end that a sentence announces (应当符合下列条件：), else its end."""
    text = document.text
    if not _LIST_ENDS.search(text[start:end]) or not _ITEM.match(text, end):
        return end
    inside = [s.end for s in document.sections if s.start <= start < s.end and s.end > end]
    limit = min([*inside, len(text)])
    last = end
    for line in re.finditer(r"[^\n]*\n?", text[end:limit]):
        if line.group().strip() and not _ITEM.match(line.group()):
            break
        last = end + line.end()
    last -= len(text[end:last]) - len(text[end:last].rstrip())
    return last if last - start <= LONGEST_LIST else end


def _weight(said: str, words: Sequence[str]) -> float:
    """Return how much a sentence is about its words: how often and how early it has them."""
    first = min(said.find(word) for word in words)
    return sum(said.count(word) for word in words) / len(words) + 1.0 / (1 + first / 20)
