"""The tree that an outline is made from: sections, and the paragraphs that lie in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from corpus.metadata.kind import ends_like_title
from corpus.metadata.page import Page
from corpus.metadata.signature import signed_blocks
from corpus.normalize import fold
from corpus.numeral import to_chinese, value_of
from corpus.sentence import paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.document import Place, Section

Kind = Literal[
    "book", "subbook", "chapter", "section", "article", "paragraph", "item", "subitem",
    "annex", "numbered", "heading", "block", "table", "row", "signature", "copies",
]  # fmt: skip
"""编 分编 章 节 条 款 项 目; 附件, a part with a number or only words, 段, 表, 行, 落款, 抄送."""

_N = "〇零一二三四五六七八九十百千两"
_UNITS: dict[str, Kind] = {
    "编": "book",
    "篇": "book",
    "分编": "subbook",
    "章": "chapter",
    "节": "section",
    "条": "article",
}
_LEGAL = re.compile(
    rf"第(?P<number>[{_N}\d]{{1,7}})[ \u3000]?(?P<unit>分编|[编篇章节条])(?:之[{_N}]{{1,3}})?"
)
_ANNEX = re.compile(rf"附\s*[件录表]\s*[\d{_N}]{{0,3}}")
_NUMBERED = re.compile(
    rf"(?P<mark>[{_N}]{{1,3}}(?=[.．、])|[(（]\s?(?:[{_N}]{{1,3}}|\d{{1,3}})\s?[)）]"
    r"|\d{1,3}(?:[.．]\d{1,2})*(?=[.．、\s]|[\u4e00-\u9fff“《]|$)|[①-⑳])"
)
_ITEM = re.compile(rf"[(（]\s?(?P<number>[{_N}]{{1,3}})\s?[)）]|(?P<list>[{_N}]{{1,3}})、")
_SUBITEM = re.compile(
    r"[(（]\s?(?P<number>\d{1,3})\s?[)）]|(?P<list>\d{1,3})[.．、](?!\d)|(?P<circled>[①-⑳])"
)
_INLINE = re.compile(rf"(?<=[：；。:;])\s*[(（](?P<number>[{_N}]{{1,3}})[)）]")
_TITLED = re.compile(r"[^。；]{0,30}")
"""What may stand on the line of an article's number without being its first paragraph."""
_COPIES = re.compile(r"(?:抄\s*[送报]|分\s*送|主\s*送|发\s*送)\s*[：:]")
_PRINTED = re.compile(r"[^。；]{2,40}日\s*印\s*发$")
_TABLE = re.compile(r"(?:table (\d+) )?row (\d+)")


@dataclass(slots=True)
class Node:
    """A part in the making; ``label`` is the last component of its address."""

    start: int
    end: int
    kind: Kind
    label: str
    heading: str = ""
    children: list[Node] = field(default_factory=list)

    def add(self, child: Node) -> Node:
        """Put a part inside this one."""
        self.children.append(child)
        return child

    def count(self, kind: Kind) -> int:
        """Return how many parts of a kind lie right inside this one."""
        return sum(child.kind == kind for child in self.children)


def tree_of(text: str, sections: Sequence[Section], places: Sequence[Place]) -> Node:
    """Return the root of the tree of a text with its sections and its places in the original."""
    spans = paragraphs(text)
    return _Walk(text, spans, sections, places).run()


class _Walk:
    """Goes through the paragraphs; knows which parts are open."""

    def __init__(
        self,
        text: str,
        spans: list[tuple[int, int]],
        sections: Sequence[Section],
        places: Sequence[Place],
    ) -> None:
        self._text = text
        page = Page(text, spans)
        self._body_at = page.body
        self._spans = spans
        self._sections = sections
        self._next = 0
        self._open = [Node(0, len(text), "heading", "")]
        self._tails = {
            at: first for first, last in signed_blocks(page) for at in range(first, last)
        }
        self._rows = {place.start: found for place in places if (found := _row(place))}

    def run(self) -> Node:
        for at, (start, end) in enumerate(self._spans):
            headed = self._open_sections(start, end)
            copies = self._open[-1].kind == "copies" and _PRINTED.match(self._text, start, end)
            if copies or _COPIES.match(self._text, start, end):
                self._tail(start, end, "copies", "抄送", opens=not copies)
            elif at in self._tails:
                self._tail(start, end, "signature", "落款", opens=self._tails[at] == at)
            elif at >= self._body_at or len(self._open) > 1 or start in self._rows:
                self._body(start, end, headed=headed)
            for node in self._open[1:]:
                node.end = end
        return self._open[0]

    def _open_sections(self, start: int, end: int) -> bool:
        """Open the sections that begin in a paragraph; tell whether it belongs to a heading."""
        headed = False
        while self._next < len(self._sections) and self._sections[self._next].start < end:
            section = self._sections[self._next]
            self._next += 1
            depth = next((d for d, n in enumerate(self._open) if n.kind == "article"), None)
            if depth is not None and depth < section.level:
                continue  # its paragraphs say what lies inside an article
            del self._open[section.level :]
            kind, label = _named(section.heading)
            node = Node(section.start, end, kind, label, section.heading)
            self._open.append(self._open[-1].add(node))
            headed = True
        heading = self._open[-1].heading
        piece = "".join(self._text[start:end].split())
        return headed or (
            bool(heading) and self._open[-1].kind == "annex" and _within(piece, heading)
        )

    def _tail(self, start: int, end: int, kind: Kind, label: str, *, opens: bool) -> None:
        """A signature or a list of copies closes all but the annex that it belongs to."""
        if opens or self._open[-1].kind != kind:
            depth = next((d for d, n in enumerate(self._open) if n.kind == "annex"), 0)
            del self._open[depth + 1 :]
            self._open.append(self._open[-1].add(Node(start, end, kind, label)))

    def _body(self, start: int, end: int, *, headed: bool) -> None:
        if self._open[-1].kind in ("signature", "copies"):
            self._open.pop()
        row = self._rows.get(start)
        if row is not None:
            self._table(start, end, *row)
            return
        if self._open[-1].kind == "table":
            self._open.pop()
        article = next((node for node in self._open if node.kind == "article"), None)
        if article is not None:
            self._in_article(article, start, end)
        elif not headed or end - start > len(self._open[-1].heading) + 2:
            holder = self._open[-1]
            holder.add(Node(start, end, "block", f"第{holder.count('block') + 1}段"))

    def _table(self, start: int, end: int, table: str, row: str) -> None:
        label = f"表{table}"
        if self._open[-1].kind != "table" or self._open[-1].label != label:
            if self._open[-1].kind == "table":
                self._open.pop()
            self._open.append(self._open[-1].add(Node(start, end, "table", label)))
        self._open[-1].add(Node(start, end, "row", f"第{row}行"))

    def _in_article(self, article: Node, start: int, end: int) -> None:
        """A paragraph of an article is a 款, or an item of the one that is open."""
        open_paragraph = article.children[-1] if article.children else None
        if open_paragraph is None or open_paragraph.kind != "paragraph":
            self._paragraph(article, start, end)
            return
        bare = self._text[article.start : open_paragraph.end].removeprefix(article.heading)
        if (
            len(open_paragraph.children) == 0
            and article.count("paragraph") == 1
            and _is_title(bare)
        ):
            open_paragraph.end = end  # 第一条 or 第一条 【目的】 alone on its line
            return
        item, subitem = (form.match(self._text, start, end) for form in (_ITEM, _SUBITEM))
        if item is not None:
            open_paragraph.add(_counted(start, end, "item", "项", item))
        elif subitem is not None:
            inside = open_paragraph.children[-1] if open_paragraph.children else None
            kind: Kind = "subitem" if inside is not None and inside.kind == "item" else "item"
            holder = inside if inside is not None and kind == "subitem" else open_paragraph
            holder.add(_counted(start, end, kind, "目" if kind == "subitem" else "项", subitem))
            holder.end = end
        else:
            self._paragraph(article, start, end)
        open_paragraph.end = max(
            open_paragraph.end, open_paragraph.children[-1].end if open_paragraph.children else 0
        )

    def _paragraph(self, article: Node, start: int, end: int) -> None:
        number = article.count("paragraph") + 1
        node = article.add(Node(start, end, "paragraph", f"第{to_chinese(number)}款"))
        marks = list(_INLINE.finditer(self._text, start, end))
        counted = [match for at, match in enumerate(marks, 1) if value_of(match["number"]) == at]
        if len(counted) < 2 or len(counted) != len(marks):
            return
        ends = [match.start() for match in counted[1:]] + [end]
        for match, stop in zip(counted, ends, strict=True):
            begin = match.end() - len(match[0].lstrip())
            node.add(Node(begin, stop, "item", f"第{match['number']}项"))


def _named(heading: str) -> tuple[Kind, str]:
    """Return the kind of a section and its label, by its heading."""
    if legal := _LEGAL.match(heading):
        return _UNITS[legal["unit"]], "".join(legal[0].split())
    if annex := _ANNEX.match(heading):
        return "annex", "".join(annex[0].split())
    if numbered := _NUMBERED.match(heading):
        return "numbered", "".join(numbered["mark"].split()).translate(_FULL)
    attached = ends_like_title(fold(heading))
    return "annex" if attached else "heading", "".join(heading.split())


_FULL = str.maketrans("()．", "（）.")


def _counted(start: int, end: int, kind: Kind, unit: str, match: re.Match[str]) -> Node:
    groups = match.groupdict()
    circled = groups.get("circled")
    digits = groups["number"] or groups["list"]
    value = ord(circled) - ord("①") + 1 if circled else value_of(digits)
    return Node(start, end, kind, f"第{to_chinese(value)}{unit}")


def _is_title(bare: str) -> bool:
    return _TITLED.fullmatch(bare.strip()) is not None and not bare.rstrip().endswith(("：", ":"))


def _within(piece: str, heading: str) -> bool:
    return bool(piece) and piece in "".join(heading.split())


def _row(place: Place) -> tuple[str, str] | None:
    match = _TABLE.fullmatch(place.element)
    return None if match is None else (match[1] or "1", match[2])
