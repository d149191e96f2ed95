"""Laws and regulations: when adopted, approved, promulgated, amended, and by whom.

The notes below a title tell it: 立法法 第六十二条.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.metadata.calendar import DAY, day_of

if TYPE_CHECKING:
    from datetime import date

    from corpus.metadata.page import Page

_EVENT = re.compile(
    rf"(?P<day>{DAY})(?P<what>(?:(?!{DAY})[^\n]){{0,160}}?(?P<how>通过|批准|公布|发布|公告|施行|实施|修正|修订))"
)
_CONGRESS = re.compile(
    r"(?P<nation>第[^届]{1,5}届全国人民代表大会(?:常务委员会)?)"
    r"|(?P<local>[\u4e00-\u9fff]{2,20}?)第[^届]{1,5}届(?P<organ>人民代表大会(?:常务委员会)?)"
)
_BODY = re.compile(
    r"(?:中华人民共和国)?(?P<body>国务院|最高人民法院|最高人民检察院|[\u4e00-\u9fff]{2,20}?(?:部|委员会|局|署|总局|人民政府|人民银行))"
)
NOTE_LINES = 12
"""Lines below the title that may tell what happened to the text."""


@dataclass(frozen=True, slots=True)
class History:
    """When a text was adopted, promulgated, put into force and amended, and by whom."""

    adopted_on: date | None = None
    promulgated_on: date | None = None
    in_force_on: date | None = None
    amended_on: tuple[date, ...] = ()
    adopted_by: str | None = None


def history_of(page: Page) -> History:
    """Return what the notes below the title tell; all None where there are none."""
    adopted = promulgated = in_force = body = None
    amended: list[date] = []
    for note in _notes(page):
        for event in _EVENT.finditer(note):
            day, how = day_of(event["day"]), event["how"]
            if day is None:
                continue
            if how in ("修正", "修订") or "修改" in event["what"] or "修订通过" in event["what"]:
                amended.append(day)
            elif how in ("施行", "实施"):
                in_force = in_force or day
            elif how in ("公布", "发布", "公告"):
                promulgated = promulgated or day
            elif how == "通过" and adopted is None:
                adopted = day
            body = body or _adopter(event["what"], how)
    return History(adopted, promulgated, in_force, tuple(sorted(set(amended))), body)


def _notes(page: Page) -> list[str]:
    """The dated lines of the head, or below a title inside (an order, then its text)."""
    found = []
    for at in range(min(len(page), page.body + NOTE_LINES)):
        if page.size(at) > 2000:
            continue
        line = page.line(at)
        if re.match(rf"[（(]?(?:根据)?{DAY}", line) and _EVENT.search(line):
            found.append(line)
    return found


def _adopter(what: str, how: str) -> str | None:
    if how == "施行":
        return None
    congress = _CONGRESS.search(what)
    if congress:
        if congress["nation"]:
            return re.sub(r"^第[^届]+届", "", congress["nation"])
        return f"{congress['local']}{congress['organ']}"
    body = _BODY.match(what.strip())
    return body["body"] if body else None
