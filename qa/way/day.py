"""Questions for the days of documents: several of one, the first of several, the last change."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from nlp.numeral import read_number
from qa.answer import AbstainReason, Answer, Citation, Outcome, Value
from qa.question.focus import Asked
from qa.way.said import said_answer, shown, values_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.archive import Archive
    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry

DATES = ("issuedOn", "publishedOn", "effectiveFrom", "effectiveUntil")
TITLE = re.compile(r"《[^》]*》")
_DAYS = {
    "publishedOn": re.compile("发布|公布|颁布|印发"),
    "issuedOn": re.compile("成文|通过|制定"),
    "effectiveFrom": re.compile("施行|实施|生效"),
    "effectiveUntil": re.compile("失效|废止|到期"),
}
_DATED = re.compile("日期|时间|哪一?[天年日]|什么时候|何时")
_LATER = re.compile(r"后|晚")


def several_days(
    intent: Intent, view: GraphView, catalog: Catalog, entries: Sequence[Entry]
) -> Answer | None:
    """Answer for each of several days that a question names: 发布日期和施行日期分别是哪天."""
    question = TITLE.sub("", intent.question)
    named = [
        (match.start(), name) for name, said in _DAYS.items() for match in [said.search(question)]
        if match is not None
    ]  # fmt: skip
    if len(named) < 2 or not _DATED.search(question):
        return None
    told = []
    for _, name in sorted(named):
        said = values_of(view, entries, name)
        said = said or (values_of(view, entries, "issuedOn") if name == "publishedOn" else said)
        if not said:
            return None
        told.append(said_answer(intent, view, catalog, said[0].name or name, said))
    return replace(
        told[0],
        text="".join(answer.text for answer in told),
        values=tuple(value for answer in told for value in answer.values),
        evidence=tuple(quote for answer in told for quote in answer.evidence),
    )


_NTH = re.compile(r"第(?P<number>[一二三四五六七八九十\d]+)次(?:修正|修订|修改)")
_DAY = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
HEAD = 4000
"""Characters of a text in which notes under the title tell its changes one by one."""


def nth_change(intent: Intent, archive: Archive, held: Sequence[Entry]) -> Answer | None:
    """Answer when a text was changed for the n-th time, from the note under its title.

    None if no ordinal is asked for; an abstention where no note has it.
    """
    nth = _NTH.search(intent.question)
    if nth is None or not held or intent.focus.asked is not Asked.DATE:
        return None
    number = read_number(nth["number"])
    for entry in sorted(held, key=lambda e: e.id):
        text, _ = archive.text(entry.id)
        for line in re.finditer(r"[^\n]+", text[:HEAD]):
            told, day = _NTH.search(line[0]), _DAY.search(line[0])
            if told is None or day is None or read_number(told["number"]) != number:
                continue
            quote = line[0].strip()
            start = line.start() + line[0].index(quote)
            citation = Citation(
                entry.id, entry.title, start, start + len(quote), quote, entry.source_url
            )
            return Answer(
                question=intent.question,
                outcome=Outcome.ANSWERED,
                text=f"《{entry.title}》{told[0]}是{day[0]}。题下注明：{quote}",
                values=(Value(day[0], iri=entry.iri),),
                evidence=(citation,),
                source="passage",
                steps=(*intent.steps, f"题下的修改记录 → {told[0]}"),
                confidence=0.9,
            )
    return Answer(
        question=intent.question,
        outcome=Outcome.ABSTAINED,
        text=f"《{held[0].title}》题下没有写明{nth[0]}的日期。",
        reason=AbstainReason.NO_FACT,
        steps=intent.steps,
    )


def last_change(
    intent: Intent, view: GraphView, catalog: Catalog, entries: Sequence[Entry]
) -> Answer | None:
    """Say up to which change the held texts go; None where none was changed since its making."""
    made = {(s.entry.id, s.value) for s in values_of(view, entries, "issuedOn")}
    said = [s for s in values_of(view, entries, "versionDate") if (s.entry.id, s.value) not in made]
    newest = max((s.value for s in said), default="")
    last = [s for s in said if s.value == newest]
    return said_answer(intent, view, catalog, "versionDate", last) if last else None


def first_of(
    intent: Intent,
    view: GraphView,
    catalog: Catalog,
    entries: Sequence[Entry],
    wanted: Sequence[str],
) -> Answer | None:
    """Say which of the documents named came first or last, with the day of each."""
    for name in wanted or ("issuedOn", "publishedOn"):
        said = values_of(view, entries, name)
        days = {s.entry.id: s for s in said}
        if len(days) < len({entry.id for entry in entries}):
            continue
        order = sorted(days.values(), key=lambda s: s.value)
        chosen = order[-1] if _LATER.search(intent.question) else order[0]
        told = said_answer(intent, view, catalog, name, order)
        each = "；".join(f"《{s.entry.title}》{shown(s)}" for s in order)
        word = "最晚" if chosen is order[-1] else "最早"
        return replace(
            told,
            text=f"{word}的是《{chosen.entry.title}》：{each}。",
            values=(Value(f"《{chosen.entry.title}》", iri=chosen.entry.iri),),
        )
    return None
