"""Sentences of articles with what stands around them: lead, paragraph, article, headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.document import PolicyDocument
    from qa.retrieval import Hit

_ARTICLE = re.compile(r"^第[一二三四五六七八九十百千零〇\d]+条")
_SENTENCE = re.compile(r"[^。;；\n]+[。;；]?")
_ITEM = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、.．](?!\d))"
)
_LEAD = re.compile(r"[：:]\s*$")


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence of an article, ``text`` folded, from ``start`` of its document on.

    ``before`` is what its paragraph says before it, with the words that announce it where it is an
    item of a list; ``behind`` the rest of the paragraph; ``items`` the list that it announces.
    """

    document: PolicyDocument
    start: int
    text: str
    before: str
    behind: str
    article: str
    heads: str
    rank: int
    items: tuple[tuple[int, int], ...] = ()
    lead: tuple[int, int] | None = None

    @property
    def end(self) -> int:
        """The offset behind the sentence."""
        return self.start + len(self.text)


def units(hits: Iterable[tuple[Hit, PolicyDocument]]) -> Iterator[Unit]:
    """Yield the sentences of the articles among passages, each once, best passages first."""
    seen: set[tuple[str, int]] = set()
    for rank, (hit, document) in enumerate(hits):
        if not any(_ARTICLE.match(head) for head in hit.section_path[-2:]):
            continue
        article = fold(document.text[hit.start : hit.end])
        heads = " ".join((document.metadata.title, *hit.section_path[:-1]))
        for unit in _of_article(document, hit.start, article, fold(heads), rank):
            if (document.id, unit.start) not in seen:
                seen.add((document.id, unit.start))
                yield unit


def _of_article(
    document: PolicyDocument, start: int, article: str, heads: str, rank: int
) -> Iterator[Unit]:
    lead = ""
    place: tuple[int, int] | None = None
    lines = [m for m in re.finditer(r"[^\n]+", article) if not m.group().startswith("#")]
    for number, line in enumerate(lines):
        is_item = _ITEM.match(line.group()) is not None
        if not is_item:
            lead, place = "", None
        for found in _SENTENCE.finditer(line.group()):
            said = found.group()
            at = line.start() + found.start()
            skip = len(said) - len(said.lstrip())
            items = _items(lines[number + 1 :], start) if _LEAD.search(said) else ()
            yield Unit(
                document,
                start + at + skip,
                said[skip:],
                f"{lead}{line.group()[: found.start()]}",
                line.group()[found.end() :],
                article,
                heads,
                rank,
                items,
                place,
            )
        if _LEAD.search(line.group()):
            lead = line.group()
            place = start + line.start(), start + line.end()


def _items(lines: list[re.Match[str]], start: int) -> tuple[tuple[int, int], ...]:
    """Return where the items of a list stand, up to the first line that is none."""
    found = []
    for line in lines:
        mark = _ITEM.match(line.group())
        if mark is None:
            break
        found.append((start + line.start() + mark.end(), start + line.end()))
    return tuple(found)


def unit_at(document: PolicyDocument, offset: int) -> Unit:
    """Return the sentence that an offset of a document lies in, its line as the article."""
    text = document.text
    begin = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = fold(text[begin : end if end >= 0 else len(text)])
    at = offset - begin
    found = next(m for m in _SENTENCE.finditer(line) if m.start() <= at < m.end())
    return Unit(
        document,
        begin + found.start(),
        found.group(),
        line[: found.start()],
        line[found.end() :],
        line,
        "",
        0,
    )
