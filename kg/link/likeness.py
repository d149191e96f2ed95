"""Whether two documents with much text in common are one act, or one carries the other.

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
from corpus.metadata.calendar import DAY
from corpus.metadata.issuer import bodies_in
from corpus.metadata.page import Page
from corpus.metadata.signature import signed_blocks
from corpus.normalize import fold
from corpus.sentence import paragraphs
from kg.entity import number_key
from kg.time.edition import edition_in

if TYPE_CHECKING:
    from corpus.document import PolicyDocument
    from corpus.fingerprint import Hashes

Relation = Literal["same", "contains"]

SAME_NUMBER = 0.6
"""Share of the shorter text from which one number means one act: an annex may be missing."""
SAME_TITLE = 0.97
"""Share of the shorter body where the titles agree and nothing else disagrees: words may be
misprinted or left out, not an article amended."""
SAME_BODY = 0.985
"""Share of both bodies from which dates or titles may disagree: they were written wrongly, or
another site gave the page a name of its own."""
SAME_NEWS = 0.8
"""Share of the longer text for news, which every site heads and cuts as it likes."""
MOSTLY = 0.5
"""Share of the longer text that the shorter must make up where it stands there whole: the rest is
what a site puts round it, not a collection."""
LEAST_WHOLE = 100
"""Characters from which a body that stands whole in another text says something."""
LONG = 600
"""Runs from which news may be cut: in a short item one other word may make it another (俄文版)."""
MISPRINTED = 0.02
"""Share of the figures of the shorter body that may be missing in the longer text."""
CARRIED = 0.9
"""Share of a text that must stand in another for that to carry it."""

_FORWARDS = re.compile(r"转发|印发|批转|发布|公布")
_DIGIT = re.compile(r"[\d一二三四五六七八九十〇]+")
_SIGNED = re.compile(rf"{DAY}[）]?[ ]*$", re.MULTILINE)
_FIGURE = re.compile(r"\d[\d.]*|[一二三四五六七八九十百千〇零]+")
_SPACE = re.compile(r"[\W_]+")
_UNOFFICIAL = frozenset({"news", "other", None})


@dataclass(frozen=True, slots=True)
class Traits:
    """What two documents are compared by: what they say they are, and their words.

    ``text`` and ``body`` are sets of runs, ``words`` and ``core`` the same as bare strings; a body
    lies between head and signature. ``figures`` are those of the body, days that end a line aside.
    """

    title: str
    number: str
    issued_on: str
    amended: tuple[str, ...]
    edition: str
    official: bool
    text: Hashes
    body: Hashes
    words: str
    core: str
    figures: frozenset[str]
    all_figures: frozenset[str]

    @classmethod
    def of(cls, document: PolicyDocument) -> Traits:
        """Return the traits of a document; a title that is only a body's name is none."""
        about = document.metadata
        title = fold(about.title)
        core = _body(document.text)
        words_codes, core_codes = bare(document.text), bare(core)
        official = about.kind not in _UNOFFICIAL
        noted = edition_in(document) if official else None
        return cls(
            title="" if bodies_in(title) else _SPACE.sub("", title),
            number=number_key(about.document_number or ""),
            issued_on="" if about.issued_on is None else about.issued_on.isoformat(),
            amended=tuple(map(str, about.extra.get("amended_on", ()))),
            edition="" if noted is None else noted[0].isoformat(),
            official=official,
            text=runs(words_codes),
            body=runs(core_codes),
            words=words_codes.tobytes().decode("utf-32-le"),
            core=core_codes.tobytes().decode("utf-32-le"),
            figures=frozenset(_FIGURE.findall(_SIGNED.sub("", fold(core)))),
            all_figures=frozenset(_FIGURE.findall(fold(document.text))),
        )


def judge(one: Traits, other: Traits) -> tuple[Relation, float] | None:
    """Return what the longer of two documents is to the shorter, and the share that says so.

    ``same``: one act in two copies. ``contains``: another act that carries the text of the shorter.
    None where they are neither.
    """
    short, long = sorted((one, other), key=lambda each: len(each.text))
    in_long, in_short = shares(short.text, long.text)
    if in_long < SAME_NUMBER:
        return None
    whole = len(short.core) >= LEAST_WHOLE and short.core in long.words
    if _is_same(short, long, in_long, in_short, whole=whole):
        return "same", in_long
    carried = whole or (in_long >= CARRIED and _carries(long, short))
    return ("contains", in_long) if carried else None


def _is_same(short: Traits, long: Traits, in_long: float, in_short: float, *, whole: bool) -> bool:
    if in_long == in_short == 1.0:
        return True
    if any(_differ(*both) for both in _identities(short, long)) or short.amended != long.amended:
        return False
    alike = _alike(short.title, long.title)
    if short.number and long.number and alike:
        return True
    if short.official and long.official and (not alike or _forwards_only_one(short, long)):
        return False
    dated = not _differ(short.issued_on, long.issued_on)
    if whole and (in_short >= MOSTLY or (alike and dated and short.title and long.title)):
        return alike or short.official == long.official
    return _figures_agree(short, long) and _is_like(short, long, in_long, in_short, alike=alike)


def _is_like(short: Traits, long: Traits, in_long: float, in_short: float, *, alike: bool) -> bool:
    """Tell whether two texts that differ inside are one, misprints and cuts allowed."""
    dated = not _differ(short.issued_on, long.issued_on)
    if not (short.official or long.official) and dated and len(short.text) >= LONG:
        return in_long >= CARRIED and in_short >= SAME_NEWS
    if alike and dated and short.title and long.title and short.official:
        return shares(short.body, long.text)[0] >= SAME_TITLE
    if _forwards_only_one(short, long):
        return False
    agree = _counts_agree(short.title, long.title)
    return agree and min(shares(short.body, long.body)) >= SAME_BODY


def _identities(one: Traits, other: Traits) -> tuple[tuple[str, str], ...]:
    return (one.number, other.number), (one.edition, other.edition)


def _forwards_only_one(one: Traits, other: Traits) -> bool:
    return _is_forward(one.title) != _is_forward(other.title)


def _figures_agree(short: Traits, long: Traits) -> bool:
    """Tell whether the longer text has the figures of the shorter body: 二次会议 is not 三次会议.

    What is written from a template for each year or session differs in little else.
    """
    missing = len(short.figures - long.all_figures)
    return missing <= MISPRINTED * len(short.figures)


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _alike(one: str, other: str) -> bool:
    """Tell whether two titles are one: equal, or one with the issuer or a site's mark added."""
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
    forwards = long.official and _FORWARDS.search(long.title) is not None
    return forwards and not _alike(short.title, long.title)


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
