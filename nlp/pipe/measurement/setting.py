"""What the grammar of measurements has to know about a text, as plain values."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from nlp.period import Anchor, FoundPeriod

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.extraction import Label

Genre = Literal["report", "directive", "rule", "other"]

CHINA = ("全国", "https://w3id.org/zhengtu/id/place/100000")
"""The area of 全国: GB/T 2260 names provinces down; 100000 is the custom for the country."""


CENTRAL = re.compile(
    r"国务院|中共中央|中央军委|国家|中华人民共和国|全国|最高人民|海关总署|中国人民银行"
    r"|[一-鿿]{2,9}(?<!指挥)(?<!事业)(?<!总)部(?:办公厅)?$"
)
"""Names of bodies that speak for the country."""


@dataclass(frozen=True, slots=True)
class Named:
    """A place or a body in the text; ``name`` is its full name, ``iri`` None where it is NIL."""

    start: int
    end: int
    label: Label
    name: str
    iri: str | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading or a lone head line at ``start:end``; ``level`` counts from 1."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Setting:
    """A text and its surroundings.

    ``text`` is folded, ``raw`` as written; both have the same length. ``area`` is the issuer's
    area, for figures whose clause names no place; not ``area_certain`` where it is only the place
    that the text names most. ``named`` and ``periods`` are sorted.
    """

    text: str
    raw: str
    anchor: Anchor = field(default_factory=Anchor)
    genre: Genre = "other"
    area: str | None = None
    area_iri: str | None = None
    area_certain: bool = True
    sentences: Sequence[tuple[int, int]] = ()
    headings: Sequence[Heading] = ()
    named: Sequence[Named] = ()
    periods: Sequence[FoundPeriod] = ()
    taken: Sequence[tuple[int, int]] = field(default=())

    def named_in(self, start: int, end: int) -> list[Named]:
        """Return the places and bodies that begin in a stretch of the text."""
        at = bisect_left(self.named, start, key=lambda n: n.start)
        found = []
        while at < len(self.named) and self.named[at].start < end:
            found.append(self.named[at])
            at += 1
        return found

    def periods_in(self, start: int, end: int) -> list[FoundPeriod]:
        """Return the periods that begin in a stretch of the text."""
        at = bisect_left(self.periods, start, key=lambda p: p.start)
        found = []
        while at < len(self.periods) and self.periods[at].start < end:
            found.append(self.periods[at])
            at += 1
        return found
