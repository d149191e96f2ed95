"""The bridge from a spaCy ``Doc`` to the plain values that the grammar works on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.period import Anchor, FoundPeriod
from nlp.pipe.measurement.setting import CENTRAL, CHINA, Genre, Heading, Named, Setting
from nlp.quantity import Quantity, find_quantities

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from corpus.document import Section
    from nlp.context import Context

_NAMED = frozenset({"Province", "City", "County", "Region", "GovernmentBody", "Organization"})
_TAKEN = frozenset({"DocumentNumber", "PolicyDocument", "Date", "Period", "Meeting", "Person"})
# Kinds (corpus.metadata.kind) whose figures are limits, and those whose figures are limits or aims,
# unless they say that they are done.
_RULES = frozenset({"law", "regulation", "measures"})
_DIRECTIVES = frozenset({"reply", "decision", "notice", "opinion", "plan", "letter"})
_NOTICES = re.compile(r"公告|通告|决定")
_FULL_DATE = re.compile(
    r"(?<![至到自起从])((?:19|20)\d\d)年\d{1,2}月\d{1,2}日(?!\d|之?前|以前|起|止|至|到|[-—~]|施行|实施)"
)
_REPORT = re.compile(r"政府工作(?:的)?报告")


def genre_of(context: Context) -> Genre:
    """Return what sort of text it is, as far as figures go: review and targets, rules, or news."""
    if context.kind == "work_report" or _REPORT.search(context.title):
        return "report"
    if context.kind in _RULES:
        return "rule"
    if context.kind == "bulletin" and _NOTICES.search(context.title):
        return "directive"
    return "directive" if context.kind in _DIRECTIVES else "other"


def setting_of(doc: Doc) -> Setting:
    """Return the setting of a ``Doc`` with what earlier components found."""
    context: Context = doc._.context
    named = sorted(
        (
            Named(link.mention.start, link.mention.end, link.mention.label, link.name, link.iri)
            for link in doc._.links
            if link.mention.label in _NAMED and link.name
        ),
        key=lambda n: (n.start, -n.end),
    )
    area, area_iri = area_of(context)
    return Setting(
        text=doc._.folded,
        raw=doc._.raw,
        anchor=Anchor(context.issued_on, context.year or _year_of(doc._.folded)),
        genre=genre_of(context),
        area=area,
        area_iri=area_iri,
        area_certain=not context.area_reason.startswith("named most"),
        sentences=context.sentences,
        headings=[_heading(doc._.raw, section) for section in context.sections],
        named=named,
        periods=_periods(doc),
        taken=sorted((m.start, m.end) for m in doc._.mentions if m.label in _TAKEN),
    )


def _year_of(text: str) -> int | None:
    """Return the one year of the full dates of a text whose own date is not known."""
    years = {match[1] for match in _FULL_DATE.finditer(text)}
    return int(years.pop()) if len(years) == 1 else None


def area_of(context: Context) -> tuple[str | None, str | None]:
    """Return the issuer's area; a central body speaks for the country."""
    if context.area is not None:
        return context.area.name, context.area.iri
    return CHINA if any(CENTRAL.match(issuer) for issuer in context.issuers) else (None, None)


def _heading(raw: str, section: Section) -> Heading:
    at = raw.find(section.heading, section.start, section.end) if section.heading else section.start
    start = section.start if at < 0 else at
    return Heading(section.start, min(start + len(section.heading), section.end), section.level)


def _periods(doc: Doc) -> list[FoundPeriod]:
    return [
        FoundPeriod(named.start, named.end, period, "now" if "目前" in named.text else "given")
        for named, period in doc._.periods
    ]


def quantities_of(doc: Doc) -> list[Quantity]:
    """Return the quantities of a ``Doc`` whose dates and document numbers have been found."""
    taken = sorted((m.start, m.end) for m in doc._.mentions if m.label in _TAKEN)
    return find_quantities(doc._.folded, taken)
