"""What a document is: from the keys given beside it and from the text itself.

What is given is shown; what the text says otherwise is kept beside it as a conflict, since either
may be wrong (a page's record, or a text that was cut).
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from corpus.document import Metadata
from corpus.metadata.calendar import ANY_DAY, STAMP, day_of
from corpus.metadata.given import fields_given
from corpus.metadata.issuer import (
    fuller,
    issuers_of_title,
    letterhead,
    of_work_report,
)
from corpus.metadata.kind import kind_of
from corpus.metadata.page import HEAD, Page, is_addressee
from corpus.metadata.signature import Signature, signature_of
from corpus.metadata.statute import History, history_of
from corpus.metadata.title import Head, read_head
from corpus.metadata.validity import validity_of
from corpus.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["metadata_of"]

_PUBLISHED = re.compile(
    rf"(?:(?:发布|更新)?(?:时间|日期)|来源)[：:].*?(?P<labelled>{ANY_DAY})"
    rf"|(?P<bare>{STAMP})(?: ?\d\d:\d\d.*)?"
)
_MEETING = re.compile(rf"[（—-]*(?P<day>{ANY_DAY})，?在.*?会议")
_MARKS = re.compile(r"[\s《》〈〉“”（）]")
_CLAUSE = re.compile("[，；]")
_OPENING = 400


def metadata_of(page: Page, given: Mapping[str, Any]) -> Metadata:
    """Return the metadata of a page; what is given wins over what the text says."""
    fields, extra = fields_given(given)
    found = _found(page, fields, given)
    history, subject = found.pop("history"), found.pop("subject")
    if subject:
        extra.setdefault("subject", subject)
    if history.amended_on:
        extra.setdefault("amended_on", [day.isoformat() for day in history.amended_on])
    if history.events:
        events = [{"on": day.isoformat(), "event": how} for day, how in history.events]
        extra.setdefault("history", events)
    sources = {field: "text" for field, value in found.items() if value}
    sources |= dict.fromkeys(fields, "given")
    if fields.get("issued_on") in history.amended_on:
        found["issued_on"] = None  # the record is that of the amended text
    conflicts = tuple(
        (field, _shown(value), _shown(found[field]))
        for field, value in fields.items()
        if found.get(field) and _differs(field, value, found[field])
    )
    values = {field: value for field, value in found.items() if value} | fields
    return Metadata(**values, sources=sources, conflicts=conflicts, extra=extra)


def _found(page: Page, fields: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return every field that the text itself shows."""
    head = read_head(page)
    labelled, beside = fields_given(page.labels.values)
    opening = " ".join(page.line(at) for at in range(min(len(page), 24)))[:_OPENING]
    title = head.title or fields.get("title", "")
    kind = kind_of(title, opening)
    signed = None if kind in ("news", "work_report") else signature_of(page)
    history = history_of(page)
    issued_on = _issued_on(page, kind, signed, history, head)
    validity = validity_of(page.text, title, _promulgated_on(issued_on, history, fields))
    found = {
        "title": head.title,
        "document_number": head.number,
        "issuers": _issuers(page, kind, title, opening, signed, history, given),
        "issued_on": issued_on,
        "published_on": labelled.get("published_on") or _published_on(page),
        "effective_from": history.in_force_on or validity.start,
        "effective_until": validity.end,
        "kind": kind,
        "addressees": _addressees(page, kind),
        "history": history,
        "subject": beside.get("subject"),
    }
    return found | {field: value for field, value in labelled.items() if not found[field]}


def _issued_on(
    page: Page, kind: str, signed: Signature | None, history: History, head: Head
) -> date | None:
    if kind == "work_report":
        for at in range(min(len(page), 20)):
            if match := _MEETING.match(page.line(at)):
                return day_of(match["day"])
        return None
    if head.number and "令" in head.number and signed:
        return signed.day
    return history.promulgated_on or history.adopted_on or (signed.day if signed else None)


def _promulgated_on(
    issued_on: date | None, history: History, fields: Mapping[str, Any]
) -> date | None:
    """The day meant by 自公布之日起: a text of which only the adoption is told does not tell it."""
    only_adopted = history.adopted_on is not None and history.promulgated_on is None
    return fields.get("issued_on") if only_adopted else issued_on or fields.get("issued_on")


def _issuers(
    page: Page,
    kind: str,
    title: str,
    opening: str,
    signed: Signature | None,
    history: History,
    given: Mapping[str, Any],
) -> tuple[str, ...]:
    if kind == "work_report":
        return of_work_report(title, opening, given.get("province"))
    lines = [page.line(at) for at in page.head]
    named = issuers_of_title(title) if kind not in ("news", "other") else ()
    below = signed.issuers if signed else ()
    issuers = fuller(named, (*below, *letterhead(lines)))
    if not issuers and lines and (order := re.match(r"(.{2,40}?)令", lines[0].replace(" ", ""))):
        issuers = (order[1].removeprefix("中华人民共和国"),)
    return issuers or ((history.adopted_by,) if history.adopted_by else ())


def _published_on(page: Page) -> date | None:
    """A labelled or bare time stamp in the head, as web pages put one."""
    for at in range(min(page.body, len(page), HEAD)):
        match = _PUBLISHED.fullmatch(page.line(at)) or _PUBLISHED.match(page.line(at))
        if match and (match["labelled"] or match.end() == len(page.line(at))):
            return day_of(match["labelled"] or match["bare"])
    return None


def _addressees(page: Page, kind: str) -> tuple[str, ...]:
    if kind in ("news", "other", "work_report") or page.body >= len(page):
        return ()
    line = page.line(page.body)
    if not is_addressee(line):
        return ()
    return tuple(name for clause in _CLAUSE.split(line[:-1]) for name in _names(clause.strip()))


def _names(clause: str) -> list[str]:
    """民政部、财政部 are two; 各省、自治区、直辖市人民政府 is one phrase."""
    parts = clause.split("、")
    if clause.startswith("各") or any(len(part) < 3 for part in parts):
        return [clause]
    return parts


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _differs(field: str, given: object, found: object) -> bool:
    """Tell whether a text contradicts what is given; more or fewer words of a title do not."""
    if field in ("kind", "source_url", "addressees"):
        return False
    if isinstance(given, tuple) and isinstance(found, tuple):
        return not set(given) & set(found)
    one, other = (_MARKS.sub("", fold(_shown(value))) for value in (given, found))
    return one not in other and other not in one
