"""The outline: every part of a document with an address that stays, 第三章/第十二条/第二款.

编 章 节 条 款 项 目 are those of 立法法 第六十五条: a 款 is a paragraph of an article, a 项 begins
with （一）, a 目 with 1. Outside articles parts are called by their number (二/（三）/1), heads
without one by their words, paragraphs 第2段; 附件1, 表2/第3行, 落款 and 抄送 are parts too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from corpus.numeral import value_of
from corpus.outline_tree import Node, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.document import PolicyDocument
    from corpus.outline_tree import Kind

_N = "〇零一二三四五六七八九十百千两"
_PIECE = re.compile(
    rf"第\s*(?P<number>[{_N}\d]{{1,7}})\s*(?P<unit>分编|[编篇章节条款项目段行])(?:之(?P<sub>[{_N}\d]{{1,3}}))?"
    rf"|附\s*(?P<annex>[件录表])\s*(?P<annex_number>[{_N}\d]{{0,3}})"
    r"|表\s*(?P<table>\d{1,4})"
    rf"|[（(]\s*(?P<bracketed>[{_N}\d]{{1,3}})\s*[)）]"
    rf"|(?P<list>[{_N}]{{1,3}}|\d{{1,3}})(?=$|[、.．/])[、.．]?"
)
_SPACE = re.compile(r"\s")

Key = tuple[str, int, str]
"""What a component of an address is compared by: its unit, its number, its words."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document: a chapter, an article, a paragraph of it, an annex, a signature.

    ``text[start:end]`` is the whole part without white space at its ends, with what lies inside;
    ``address`` leads to it from the document, its components parted by ``/``. ``heading`` holds
    the words of its heading, if it has one.
    """

    start: int
    end: int
    kind: Kind
    address: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of one document, each before what lies inside it, in the order of the text."""

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, document: PolicyDocument) -> Outline:
        """Return the outline of a document; linear in its length."""
        root = tree_of(document.text, document.sections, document.places)
        return cls(tuple(_parts(root, "")))

    def at(self, start: int, end: int | None = None) -> Part | None:
        """Return the narrowest part that holds ``text[start:end]``, None where none does.

        Without ``end`` it is the narrowest part that holds the character at ``start``.
        """
        end = start + 1 if end is None else end
        last = bisect_right(self.parts, start, key=lambda part: part.start)
        around = (part for part in reversed(self.parts[:last]) if part.end >= end)
        return next(around, None)

    def find(self, address: str) -> Part | None:
        r"""Return the part of an address, None if there is none.

        What is not needed may be left out, and numerals may be of either kind: 第12条第二款 finds
        第三章/第十二条/第二款. Of several the one in the main text, then the first, is taken.

        >>> from corpus import RawDocument, parse
        >>> document = parse(RawDocument("x", "第一条 甲方。\n乙方。\n第二条 丙方。"))
        >>> Outline.of(document).find("第1条第2款")
        Part(start=8, end=11, kind='paragraph', address='第一条/第二款', heading='')
        """
        exact = next((part for part in self.parts if part.address == address), None)
        wanted = _keys(address)
        if exact is not None or not wanted:
            return exact
        return next((part for part in self.parts if _leads(wanted, part)), None)


def _parts(node: Node, above: str) -> Iterator[Part]:
    """Yield the parts below a node; a lone 款 and a lone 段 share the address of what they fill."""
    seen: dict[str, int] = {}
    for child in node.children:
        count = seen[child.label] = seen.get(child.label, 0) + 1
        label = child.label if count == 1 else f"{child.label}#{count}"
        lone = child.kind in ("paragraph", "block") and _is_lone(node, child)
        address = above if lone else f"{above}/{label}".lstrip("/")
        if not lone:
            yield Part(child.start, child.end, child.kind, address, child.heading)
        yield from _parts(child, address)


def _is_lone(node: Node, child: Node) -> bool:
    return bool(node.label) and sum(each.kind == child.kind for each in node.children) == 1


def _keys(address: str) -> list[Key]:
    """Return what the components of an address are compared by, also where no / parts them."""
    found: list[Key] = []
    for component in address.split("/"):
        words = _SPACE.sub("", component)
        at = 0
        keys = []
        while at < len(words) and (match := _PIECE.match(words, at)):
            keys.append(_key(match))
            at = match.end()
        found += keys if at == len(words) else [("", 0, words)]
    return found


def _key(match: re.Match[str]) -> Key:
    if match["unit"]:
        return match["unit"], value_of(match["number"]), match["sub"] or ""
    if match["annex"]:
        return "附件", value_of(match["annex_number"] or "〇"), match["annex"]
    if match["table"]:
        return "表", int(match["table"]), ""
    if match["bracketed"]:
        return "项", value_of(match["bracketed"]), ""
    return "数", value_of(match["list"]), ""


_FIRST: Literal[1] = 1


def _leads(wanted: list[Key], part: Part) -> bool:
    """Tell whether an address leads to a part: its last component is the part's own.

    The first 款 of an article that has no second is the article itself.
    """
    held = _keys(part.address)
    if part.kind == "article" and wanted[-1] == ("款", _FIRST, "") and len(wanted) > 1:
        wanted = wanted[:-1]
    if held[-1] != wanted[-1]:
        return False
    above = iter(held)
    return all(each in above for each in wanted)
