"""Laws and regulations: when adopted, approved, promulgated, amended, and by whom.

The notes below a title tell it: 立法法 第六十二条.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.metadata.calendar import DAY, day_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from corpus.metadata.page import Page

_EVENT = re.compile(rf"(?P<day>{DAY})(?P<what>(?:(?!{DAY})[^\n]){{0,240}})")
_TITLE = re.compile("《[^《》]*》")
_AMENDED = re.compile("修正|修订|修改")
_HOW: Mapping[str, re.Pattern[str]] = {
    "adopted": re.compile("通过"),
    "approved": re.compile("批准"),
    "promulgated": re.compile("公布|发布|公告"),
    "in_force": re.compile("施行|实施"),
}
_CONGRESS = re.compile(
    r"(?P<nation>第[^届]{1,5}届全国人民代表大会(?:常务委员会)?)"
    r"|(?P<local>[\u4e00-\u9fff]{2,20}?)第[^届]{1,5}届(?P<organ>人民代表大会(?:常务委员会)?)"
)
_BODY = re.compile(
    r"(?:中华人民共和国)?(?P<body>国务院|最高人民法院|最高人民检察院|[\u4e00-\u9fff]{2,20}?(?:部|委员会|局|署|总局|人民政府|人民银行))"
)
_NOTED = re.compile(rf"[（(]?(?:根据)?{DAY}")
LONGEST = 2000
"""Characters of a paragraph that may be a note."""
NOTE_LINES = 12
"""Lines below the title that may tell what happened to the text."""


@dataclass(frozen=True, slots=True)
class History:
    """When a text was adopted, promulgated, put into force and amended, and by whom.

    ``events`` are all of them in the order of the notes, each a day and one of ``adopted``,
    ``approved``, ``promulgated``, ``in_force``, ``amended``.
    """

    adopted_on: date | None = None
    promulgated_on: date | None = None
    in_force_on: date | None = None
    amended_on: tuple[date, ...] = ()
    adopted_by: str | None = None
    events: tuple[tuple[date, str], ...] = ()


def history_of(page: Page) -> History:
    """Return what the notes below the title tell; all None where there are none."""
    noted = [
        (day, how, _adopter(match["what"], how))
        for note in _notes(page)
        for match in _EVENT.finditer(note)
        if (day := day_of(match["day"])) is not None and (how := _how(match["what"]))
    ]
    events = _readopted(noted)

    def first(how: str) -> date | None:
        return next((day for day, what in events if what == how), None)

    return History(
        adopted_on=first("adopted"),
        promulgated_on=first("promulgated"),
        in_force_on=first("in_force"),
        amended_on=tuple(sorted({day for day, how in events if how == "amended"})),
        adopted_by=next((body for _, _, body in noted if body), None),
        events=tuple(events),
    )


def _how(what: str) -> str:
    """Return what a note says happened on its day; a title that is named there decides last."""
    outside = _TITLE.sub("", what.replace("〈", "").replace("〉", ""))
    if _AMENDED.search(outside):
        return "amended"
    for how, words in _HOW.items():
        if words.search(outside):
            return how
    return "amended" if "修改" in what else ""


def _readopted(noted: list[tuple[date, str, str | None]]) -> list[tuple[date, str]]:
    """Take what a body adopts a second time as an amendment, of the day it is approved if it is.

    By-laws of cities are approved by the province (立法法 第八十一条), before or behind the words
    that tell of the amendment.
    """
    events: list[tuple[date, str]] = []
    first: dict[str | None, date] = {}
    changing = False  # the last adoption was not the first
    for at, (day, how, body) in enumerate(noted):
        after = noted[at + 1][:2] if at + 1 < len(noted) else (day, "")
        if how == "adopted":
            changing = day > first.setdefault(body, day)
            if not changing or after[1] not in ("approved", "amended"):
                events.append((day, "amended" if changing else how))
        elif how == "approved" and after[1] == "amended" and after[0] < day:
            events.append((day, "amended"))
        elif how == "approved":
            events.append((day, "amended" if changing else how))
            changing = False
        elif how == "amended" and at and noted[at - 1][1] == "approved" and day < noted[at - 1][0]:
            continue  # the amendment that was just told, approved later
        elif how == "amended" and after[1] == "approved":
            changing = True
        else:
            events.append((day, how))
    return events


def _notes(page: Page) -> list[str]:
    """The dated lines of the head, or below a title inside (an order, then its text).

    A long note is several paragraphs, since a day with a space behind it looks like a signature.
    """
    lines: list[str] = []
    done = 0
    for at in range(min(len(page), page.body + NOTE_LINES)):
        start, end = page.spans[at]
        if page.size(at) <= LONGEST:
            same = bool(lines) and "\n" not in page.text[done:start]
            lines.append(f"{lines.pop()} {page.line(at)}" if same else page.line(at))
        done = end
    return [line for line in lines if _NOTED.match(line)]


def _adopter(what: str, how: str) -> str | None:
    if how == "in_force":
        return None
    congress = _CONGRESS.search(what)
    if congress:
        if congress["nation"]:
            return re.sub(r"^第[^届]+届", "", congress["nation"])
        return f"{congress['local']}{congress['organ']}"
    body = _BODY.match(what.strip())
    return body["body"] if body else None
