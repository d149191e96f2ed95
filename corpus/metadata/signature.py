"""The signature: who and when, below the text it belongs to (GB/T 9704—2012, 7.3.5)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.metadata.calendar import DAY, day_of
from corpus.metadata.issuer import bodies_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from corpus.metadata.page import Page

LONGEST = 60
"""Characters a line of a signature may have."""
MOST_BODIES = 20

MOST_TORN = 30
"""Characters of a name whose beginning is looked for in the lines above."""

_STOP = re.compile(r"[。；：！？，\d]")
_ENDED = re.compile(r"[。！]$|^附[件录表]|^\d[.．、]")
_DATED = re.compile(rf"(?P<who>.*?)[ ，]*(?P<day>{DAY})(?:[ ]*[（].*|[印发]+)?")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, if the lines above the day are bodies, and the day, if there is one."""

    issuers: tuple[str, ...]
    day: date | None


def signature_of(page: Page) -> Signature | None:
    """Return the first signature below the head: in notices that forward something, theirs.

    Without any dated one, it is the bodies that stand alone near the end.
    """
    for at in range(page.body + 1, len(page)):
        if page.size(at) > LONGEST * 3 or "日" not in page.tail(at, 24):
            continue
        line = page.line(at)
        match = _DATED.fullmatch(line) if len(line) <= LONGEST else None
        if match is None or (day := day_of(match["day"])) is None:
            continue
        signed = bodies_in(match["who"]) if match["who"] else _above(page, at)
        if signed or not match["who"]:
            return Signature(signed, day)
    return _undated(page)


def signed_blocks(page: Page) -> Iterator[tuple[int, int]]:
    """Yield the lines (first, behind the last) of every dated signature, in order.

    A day alone counts where a text ends above it: below a stop or a list of what is attached.
    """
    for at in range(page.body + 1, len(page)):
        if page.size(at) > LONGEST or "日" not in page.tail(at, 24):
            continue
        match = _DATED.fullmatch(page.line(at))
        if match is None or day_of(match["day"]) is None:
            continue
        first = at
        while first > page.body + 1 and bodies_in(page.line(first - 1)):
            first -= 1
        if match["who"] and not bodies_in(match["who"]):
            continue
        if first < at or match["who"] or _ENDED.search(page.line(at - 1)):
            yield first, at + 1


def _undated(page: Page) -> Signature | None:
    for at in range(len(page) - 1, max(page.body, len(page) - 4), -1):
        if page.size(at) <= LONGEST and (signed := bodies_in(page.line(at))):
            return Signature(signed, None)
    return None


def _above(page: Page, at: int) -> tuple[str, ...]:
    """The bodies of the lines right above a day; a name broken over lines is joined."""
    found: tuple[str, ...] = ()
    torn = ""
    for above in range(at - 1, max(page.body, at - MOST_BODIES), -1):
        line = page.line(above)
        if len(line) > LONGEST or _STOP.search(line):
            break
        named = bodies_in(line)
        joined = bodies_in(line + (torn or "".join(found[:1])))
        if len(joined) == 1 and (torn or (found and not named)):
            found = (*joined, *found[0 if torn else 1 :])
            torn = ""
        elif named:
            found = (*named, *found)
        elif found or len(torn) > MOST_TORN:
            break
        else:
            torn = line + torn
    return found
