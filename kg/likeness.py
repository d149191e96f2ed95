"""Whether two documents with much text in common are one: the same act, or one that carries the other.

Text alone does not decide. Two versions of a law differ in a few words and are two; cities pass
the same by-law under other names; a notice that forwards another holds all of its text. So what is
much alike must also bear the same name, number, date and history, as far as these are known, or
agree word for word in the body, between the head and the signature.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from corpus.fingerprint import bare, runs, shares
from corpus.metadata.issuer import bodies_in
from corpus.metadata.page import Page
from corpus.metadata.signature import signed_blocks
from corpus.normalize import fold
from corpus.sentence import paragraphs
from kg.entity import number_key

if TYPE_CHECKING:
    from corpus.document import PolicyDocument
    from corpus.fingerprint import Hashes

Relation = Literal["same", "contains"]

SAME_NUMBER = 0.6
"""Share of the shorter text from which one number means one act: an annex may be missing."""
SAME_TITLE = 0.97
"""Share of the shorter body where the titles agree and nothing else disagrees: 100 words of 3000 may
be misprinted or left out, not an article amended."""
SAME_BODY = 0.985
"""Share of both bodies from which dates or titles may disagree: they were written wrongly, or
another site gave the page a name of its own."""
SAME_NEWS = 0.8
"""Share of the longer text for news, which every site heads and cuts as it likes."""
LONG = 600
"""Runs from which news may be cut: in a short item one other word may make it another (俄文版)."""
MISPRINTED = 0.02
"""Share of the figures of the shorter body that may be missing in the longer text."""
CARRIED = 0.9
"""Share of a text that must stand in another for that to carry it."""

_FORWARDS = re.compile(r"转发|印发|批转|发布|公布")
_DIGIT = re.compile(r"[\d一二三四五六七八九十〇]+")
_FIGURE = re.compile(r"\d[\d.]*|[一二三四五六七八九十百千〇零]+")
_SPACE = re.compile(r"[\W_]+")
_UNOFFICIAL = frozenset({"news", "other", None})


@dataclass(frozen=True, slots=True)
class Traits:
    """What two documents are compared by, all but the words of the text."""

    title: str
    number: str
    issued_on: str
    amended: tuple[str, ...]
    official: bool
    text: Hashes
    body: Hashes
    figures: frozenset[str]
    all_figures: frozenset[str]

    @classmethod
    def of(cls, document: PolicyDocument) -> Traits:
        """Return the traits of a document; a title that is only a body's name is none."""
        about = document.metadata
        title = fold(about.title)
        body = _body(document.text)
        return cls(
            title="" if bodies_in(title) else _SPACE.sub("", title),
            number=number_key(about.document_number or ""),
            issued_on="" if about.issued_on is None else about.issued_on.isoformat(),
            amended=tuple(map(str, about.extra.get("amended_on", ()))),
            official=about.kind not in _UNOFFICIAL,
            text=runs(bare(document.text)),
            body=runs(bare(body)),
            figures=frozenset(_FIGURE.findall(fold(body))),
            all_figures=frozenset(_FIGURE.findall(fold(document.text))),
        )


def judge(one: Traits, other: Traits) -> tuple[Relation, float] | None:
    """Return what the longer of two documents is to the shorter, and the share of text that says so.

    ``same``: one act in two copies. ``contains``: another act that carries the text of the shorter.
    None where they are neither.
    """
    short, long = sorted((one, other), key=lambda each: len(each.text))
    in_long, in_short = shares(short.text, long.text)
    if in_long < SAME_NUMBER:
        return None
    if _is_same(short, long, in_long, in_short):
        return "same", in_long
    carried = in_long >= CARRIED and _carries(long, short)
    return ("contains", in_long) if carried else None


def _is_same(short: Traits, long: Traits, in_long: float, in_short: float) -> bool:
    if in_long == in_short == 1.0:
        return True
    if _differ(short.number, long.number) or short.amended != long.amended:
        return False
    alike = _alike(short.title, long.title)
    dated = not _differ(short.issued_on, long.issued_on)
    if short.number and long.number and alike:
        return in_long >= SAME_NUMBER
    if not _figures_agree(short, long):
        return False
    if not (short.official or long.official) and dated and len(short.text) >= LONG:
        return in_long >= CARRIED and in_short >= SAME_NEWS
    if not alike and short.official and long.official:
        return False
    if _is_forward(short.title) != _is_forward(long.title):
        return False
    if alike and dated and short.title and long.title and short.official:
        return shares(short.body, long.text)[0] >= SAME_TITLE
    return min(shares(short.body, long.body)) >= SAME_BODY and _counts_agree(
        short.title, long.title
    )


def _figures_agree(short: Traits, long: Traits) -> bool:
    """Tell whether the longer text has the figures of the shorter body: 二次会议 is not 三次会议.

    What is written from a template for each year or session differs in little else.
    """
    missing = len(short.figures - long.all_figures)
    return missing <= MISPRINTED * len(short.figures)


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _alike(one: str, other: str) -> bool:
    """Tell whether two titles are one: equal, or one with the issuer or a mark of the site added."""
    if not one or not other or one == other:
        return True
    short, long = sorted((one, other), key=len)
    rest = long.replace(short, "", 1)
    return short in long and len(short) >= 6 and _FORWARDS.search(rest) is None


def _is_forward(title: str) -> bool:
    return title.startswith("转发") or _FORWARDS.search(title.split("关于")[0]) is not None


def _counts_agree(one: str, other: str) -> bool:
    """Tell whether two titles name the same years and numbers: 第八批 is not 第九批."""
    return not one or not other or _DIGIT.findall(one) == _DIGIT.findall(other)


def _carries(long: Traits, short: Traits) -> bool:
    """Tell whether the longer document is one that passes on or issues others."""
    return long.official and _FORWARDS.search(long.title) is not None and not _alike(short.title, long.title)


def _body(text: str) -> str:
    """Return the text between the head and the first signature."""
    spans = paragraphs(text)
    page = Page(text, spans)
    if page.body >= len(spans):
        return text
    signed = next(iter(signed_blocks(page)), None)
    end = len(text) if signed is None else spans[signed[0]][0]
    body = text[spans[page.body][0] : end]
    return body if len(body) * 2 >= len(text) else text
