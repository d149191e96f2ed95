"""Questions about sets of documents: which ones a body issued in a time, how many, the newest.

The query is put together from the slots: each becomes the property of documents whose range it is
in, the one that the question words if it words one, else the usual one (issued by, issued on).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from kg.time.validity import statuses
from qa.answer import AbstainReason, Answer, Outcome
from qa.question.focus import Asked, Operation
from qa.recall.selection import ANY, Selection, select
from qa.way.document_list import document_list
from qa.way.ends import cite
from qa.way.existence import existing, makers
from qa.way.said import shown, values_of
from qa.way.set_kind import FIRST, LAST, asked_kind
from qa.wording.compose import listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kg.storage.store import GraphView
    from nlp.extraction import Period
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry

MOST_NAMED = 5
"""Documents that are named where they are no answer."""
MOST_JUDGED = 5_000
"""Documents whose validity is judged for one question: a millisecond each."""
_IN_FORCE = re.compile(r"有效(?!期)的?|现行的?|仍在施行|在施行")
_ENDED = re.compile(
    r"(?:被|已经?|已被|宣布|明令)废止(?!了?(?:哪|什么|多少|几))|废止(?:了|的|过)?(?:[？?吗的]|$)"
    r"|失效|不再有效|停止(?:执行|施行)|作废"
)
"""Documents that have ended; 废止了哪些 asks for what another one ended."""
_PUBLISHED = re.compile("发布|公布|刊登|公开")
_MADE_THEN = re.compile(
    r"(?:年|月|日|前|后|来)(?:之?间)?(?:通过|发布|制定|颁布|公布|出台|印发)[^，。]{0,4}?[、，,而且并的]"
)
"""The time said is that of making: 1990年以前*通过*、现在仍有效."""
_DONE_TO = r"(?:规定|明确|废止|修改|修订|修正|引用|援引|依据|根据|取代|替代)了?"
_OF_PARTS = re.compile(r"(?:多少|几)[条项款点]")
"""What is counted is in a document: 出台了多少*条*政策措施 asks for no documents."""
_PLACE_CLASSES = frozenset({"Province", "City", "County", "Place"})


def collected(intent: Intent, view: GraphView, catalog: Catalog, today: date) -> Answer | None:
    """List or count the documents that meet the question's slots; None if it asks for no set.

    Args:
        intent: The question.
        view: The graph.
        catalog: The documents.
        today: The day on which 现行 is judged where the question names none.
    """
    if intent.asked_class is not None and intent.asked_class.name in _PLACE_CLASSES:
        return makers(intent, view, catalog)
    if _OF_PARTS.search(intent.question):
        return None
    kind = asked_kind(intent)
    if kind is None:
        return existing(intent, view, catalog)
    chosen = select(intent, kind)
    if LAST.search(intent.question) or FIRST.search(intent.question):
        return _outermost(intent, view, catalog, chosen)
    for pattern, status in ((_IN_FORCE, "in_force"), (_ENDED, "not_in_force")):
        if pattern.search(intent.question):
            return _judged(intent, view, catalog, chosen, status, today)
    if not _narrowed(intent, chosen):
        return None
    found = chosen.entries(view, catalog)
    if found:
        answer = document_list(intent, catalog, found, chosen.query)
        changed = chosen.counted_day == "versionDate" and bool(intent.periods)
        return _with_changes(answer, view, found) if changed else answer
    return _published(intent, view, catalog, chosen) or _none(intent, view, catalog, chosen)


def _with_changes(answer: Answer, view: GraphView, found: Sequence[Entry]) -> Answer:
    """Return a list of documents changed in a time with the days of change, and where they stand.

    The day of a document is that of its first text, which says nothing of the change.
    """
    said = values_of(view, found, "versionDate")
    days = {s.entry.title: shown(s) for s in said}
    quotes = {s.entry.title: s.fact for s in said if s.fact is not None}
    if not quotes:
        return answer
    names = [v.value for v in answer.values if v.value.startswith("《")]
    told = [f"{name}（{days[name[1:-1]]}）" if name[1:-1] in days else name for name in names]
    lead = answer.text.partition("：")[0]
    cited = {c.document: c for c in cite(list(quotes.values()))}
    evidence = tuple(cited.get(c.document, c) for c in answer.evidence)
    return replace(answer, text=f"{lead}：{listed(told)}。", evidence=evidence)


def _published(
    intent: Intent, view: GraphView, catalog: Catalog, chosen: Selection
) -> Answer | None:
    """List the documents published in a time where none is dated in it.

    A report is published days after the day that it bears.
    """
    if not intent.periods or not _PUBLISHED.search(intent.question):
        return None
    chosen = replace(chosen, day="publishedOn")
    found = chosen.entries(view, catalog)
    if not found:
        return None
    answer = document_list(intent, catalog, found, chosen.query)
    return replace(answer, text=f"按发布日期，{answer.text}")


def _narrowed(intent: Intent, chosen: Selection) -> bool:
    """Whether a question says which documents it means by more than their class."""
    if any(re.search(f"{_DONE_TO}{re.escape(word)}", intent.question) for word in chosen.topic):
        return False  # 废止合同法的是哪部法律 asks for no law that is called so
    slots = intent.actors or intent.periods or intent.places or chosen.topic
    counted = intent.focus.counts and chosen.kind != ANY  # 有多少份政府工作报告
    return bool(slots) or chosen.ranked or counted


def _outermost(
    intent: Intent, view: GraphView, catalog: Catalog, chosen: Selection
) -> Answer | None:
    """Return the newest or the oldest of the documents; all of one day."""
    days = chosen.days(view, catalog)
    dated = [entry for entry in chosen.entries(view, catalog) if entry.id in days]
    if not dated:
        return None
    pick = max if LAST.search(intent.question) else min
    day = pick(str(days[entry.id]) for entry in dated)
    found = [entry for entry in dated if str(days[entry.id]) == day]
    answer = document_list(intent, catalog, found, chosen.query)
    word = "最新" if pick is max else "最早"
    names = listed([f"《{entry.title}》" for entry in found])
    text = (
        f"在已收录的{catalog.held}中，有日期而符合条件的{len(dated)}份里{word}的是{day}的{names}。"
    )
    return replace(answer, text=text)


def _some(entries: Sequence[Entry]) -> str:
    names = listed([f"《{entry.title}》" for entry in entries[:MOST_NAMED]])
    return f"{names}等" if len(entries) > MOST_NAMED else names


def _judged(
    intent: Intent,
    view: GraphView,
    catalog: Catalog,
    chosen: Selection,
    status: str,
    today: date,
) -> Answer | None:
    """List the documents of a status on a day; those that cannot be told are counted apart."""
    made = _MADE_THEN.search(intent.question) is not None
    chosen = chosen if made else chosen.at_any_time()
    held = chosen.entries(view, catalog)
    period = None if made else next(iter(intent.periods), None)
    ended_in = period if status != "in_force" else None
    named = None if period is None or ended_in else period.end or period.start
    day = named or intent.as_of or today
    if not 0 < len(held) <= MOST_JUDGED:
        return None
    said = statuses(view, (entry.iri for entry in held), day, quoted=False)
    # What is not yet in force has not been ended.
    found = [
        entry
        for entry, validity in zip(held, said, strict=True)
        if validity.status == status and not (validity.since and validity.since > day)
        # Of a law that is amended an earlier text may be held: the law has not ended.
        if validity.reason != "newer_version"
        if ended_in is None or _lies_in(_end(intent, validity.until), ended_in)
    ]
    if not found:
        return None
    open_ = sum(validity.status == "undetermined" for validity in said)
    answer = document_list(intent, catalog, found, chosen.query)
    note = f"另有{open_}份不能判断。" if open_ else ""
    word = "有效" if status == "in_force" else "已经不再有效"
    return replace(answer, text=f"{day}{word}的：{answer.text}{note}", confidence=0.8)


def _end(intent: Intent, until: date | None) -> date | None:
    """Return the day on which a document ended: repealed, the one after the last that it held."""
    repeal = until is not None and "废止" in intent.question
    return until + timedelta(days=1) if until is not None and repeal else until


def _lies_in(day: date | None, period: Period) -> bool:
    """Whether a day lies in a period that may be open on one side."""
    if day is None:
        return False
    return (period.start is None or period.start <= day) and (
        period.end is None or day <= period.end
    )


def _none(intent: Intent, view: GraphView, catalog: Catalog, chosen: Selection) -> Answer | None:
    """Say that no document meets the period where some meet all the rest; None otherwise.

    发布了什么文件 may be told of in a text.
    """
    if chosen.jointly:
        names = listed([x.name or x.mention.text for x in intent.actors if x.iri])
        return Answer(
            question=intent.question,
            outcome=Outcome.ABSTAINED,
            text=f"已收录的{catalog.held}中没有{names}联合发布的文件。",
            reason=AbstainReason.NO_FACT,
            steps=intent.steps,
        )
    one = intent.focus.operation is Operation.VALUE and intent.focus.asked is Asked.ENTITY
    if one or not intent.periods:
        return None
    others = chosen.at_any_time().entries(view, catalog)
    if not others or (chosen.topic and not intent.actors):
        return None
    return Answer(
        question=intent.question,
        outcome=Outcome.ABSTAINED,
        text=f"已收录的{catalog.held}中没有所问时间的，其他时间的有{len(others)}份：{_some(others)}。",
        reason=AbstainReason.OUT_OF_PERIOD,
        steps=intent.steps,
    )
