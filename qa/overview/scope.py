"""Which documents a broad question is about: named, told by place and time, or by their titles."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from corpus.normalize import fold
from ontology.lexicon import document_kind
from qa.overview.asking import Broad, Sort, broad, scope, without
from qa.reader.place import leading_place
from qa.recall.catalog import called, year_of
from qa.way.article import last_edition

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.storage.archive import Archive
    from nlp.extraction import Link
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry

GENERAL = frozenset(
    {"规定", "要求", "内容", "讲", "说", "写", "部分", "方面", "章节", "要点", "条款"}
)
"""Nouns by which all of a text is asked for."""
MOST_TITLED = 3
"""Documents with a matter in their title whose parts are told."""
_PLAN = re.compile(r"工作报告|规划|纲要|要点|计划|方案")
REPORT = re.compile(r"政府工作报告")
_REPORTS = re.compile(r"报告")
_LETTERS = re.compile(r"\W")


_ISSUES = (
    re.compile(r"(?:印发|发布|公布|转发|批转)(.{4,}?)的(?:通知|函|公告|决定|令)$"),
    re.compile(r"关于(.{4,})$"),
)


def short_titles(title: str) -> tuple[str, ...]:
    """Return what a title calls the document by: what is issued, 关于印发…的通知; what it is on."""
    found = (form.search(title) for form in _ISSUES)
    return tuple(match[1].strip("《》") for match in found if match)


def asked_of(intent: Intent, named: Sequence[Entry]) -> Broad | None:
    """Return what is asked, without the words by which the question calls its documents."""
    names = [*chain.from_iterable(called(entry) for entry in named), *sorted(intent.entry_names)]
    names += [name for entry in named for name in short_titles(entry.title)]
    asked = broad(intent, names)
    question = fold(intent.question)
    literal = any(fold(name) in question for name in names) or bool(intent.documents)
    if asked is None or not named or literal:
        return asked
    return without(asked, named[0].title)


def editions(archive: Archive, entries: Sequence[Entry]) -> list[Entry]:
    """Return the documents, of several editions of a title the last."""
    by_title: dict[str, list[Entry]] = {}
    for entry in entries:
        by_title.setdefault(entry.title, []).append(entry)
    return [
        entry
        for own in by_title.values()
        for entry in ([e for e, _ in last_edition(archive, own)] if len(own) > 1 else own)
    ]


def of_slots(intent: Intent, asked: Broad, catalog: Catalog) -> list[Entry]:
    """Return the documents of the places and the time of a question, of copies one.

    What was done in a year is told a year later; what a plan of several years says, before it.
    """
    entries: Iterable[Entry] = catalog.entries.values()
    places = scope(intent)
    if places:
        own = {e.id for link in places for e in _of_place(link, catalog)}
        entries = [e for e in entries if e.id in own]
    years: set[int] = set()
    for period in intent.periods:
        first, last = (d.year if d is not None else None for d in (period.start, period.end))
        if first is not None and last is not None:
            after = 1 if asked.sort is Sort.DONE else 0
            years |= set(range(first - (last > first), last + after + 1))
    if years:
        entries = [e for e in entries if year_of(e) in years]
    if _REPORTS.search(intent.question):
        entries = [e for e in entries if REPORT.search(e.title)]
    return catalog.once(entries)


def with_parts(
    intent: Intent, asked: Broad, catalog: Catalog, named: Sequence[Entry]
) -> Sequence[Entry]:
    """Return the documents whose parts are asked for: few, or none."""
    if named:
        return named[:MOST_TITLED]
    if asked.matter:
        return titled(intent, asked, catalog)
    if not scope(intent):
        return ()
    plans = [e for e in of_slots(intent, asked, catalog) if _PLAN.search(e.title)]
    reports = [e for e in plans if REPORT.search(e.title)]
    return reports if len(reports) == 1 else plans if len(plans) == 1 else ()


def titled(
    intent: Intent, asked: Broad, catalog: Catalog, *, national: bool = False
) -> Sequence[Entry]:
    """Return the documents whose title has the matter, none where many have it.

    ``national`` leaves those of a place aside. Who issued them need not stand in the title.
    """
    called = document_kind(asked.phrases[-1]) is not None  # …条例 is called so, or not meant
    bodies = " ".join(link.mention.text for link in intent.actors)
    needed = [w for w in (asked.phrases if called else asked.matter) if w not in bodies]
    if not needed:
        return ()
    found = [e for e in catalog.entries.values() if all(_in_title(word, e) for word in needed)]
    places = scope(intent)
    own = {e.id for link in places for e in _of_place(link, catalog)}
    found = [e for e in found if not (national and leading_place(e.title))]
    held = catalog.once(e for e in found if not places or e.id in own)
    return held if len({e.title for e in held}) <= MOST_TITLED else ()


def _in_title(word: str, entry: Entry) -> bool:
    """Whether a title has a word, or the name that it shortens: 自贸试验区, 自由贸易试验区."""
    if word in entry.title or word in (bare := _LETTERS.sub("", entry.title)):
        return True
    spread = ".{0,2}".join(map(re.escape, word))
    found = re.search(spread, bare) if len(word) > 1 else None
    return found is not None and len(found.group()) <= 2 * len(word)


def _of_place(link: Link, catalog: Catalog) -> list[Entry]:
    """Return the documents of a place, of a zone (海南自贸港) those of its place as well."""
    name = link.name or link.mention.text
    zone = link.mention.label == "Region"
    return catalog.of_place((leading_place(name) if zone else None) or name)
