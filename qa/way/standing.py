"""Whether a document was in force on a day, as a question; what decides is ``kg.time.validity``."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from kg.link.naming import find_documents
from kg.time.validity import Validity, statuses
from ontology.iri import mint
from qa.answer import AbstainReason, Answer, Citation, Outcome, Value
from qa.recall.fact import PREFIXES, term_list

if TYPE_CHECKING:
    from datetime import date

    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry

_ASKED = re.compile(
    r"(?:还|仍然?|是否|依然|现行|目前|现在)(?:[在是否然]|继续)*?有效(?!期|性|地|的?(?:措施|办法|方法|途径))|"
    r"有效(?:吗|么|没有|不|与否)|有没有效|失效(?:了|吗|没|$|[?？])|(?:生效|施行|实施)(?:了?吗|了没|了没有)|"
    r"是否(?:已经?|已|还)?(?:被)?(?:生效|失效|废止|作废|施行|适用)|(?:被|已经?)废止了?(?:吗|没)|"
    r"作废了?(?:吗|没)|还(?:能|可以)?(?:适用|执行|管用|算数)吗|in force|still valid",
    re.IGNORECASE,
)
_ENDED_WHEN = re.compile(
    r"(?:什么时候|何时|哪一?年|哪一?天|几时|什么时间)(?:起|开始|就|才)?(?:被|正式|已经?)*"
    r"(?:失效|废止|作废|不再有效|停止(?:执行|施行|适用))"
    r"|(?:失效|废止|作废)(?:的)?(?:时间|日期)|(?:失效|废止|作废)(?:于|是在)(?:什么时候|何时|哪一?年)"
)
_WHILE = re.compile(r"^[在于到]|^的?(?:时候|时|那时|当时|当年|那年|底|末|初)|[，,、\s]")
_CERTAINTY = ("in_force", "not_in_force", "undetermined")
"""Which verdict counts of several texts and names of one document."""
SHORTEST_TITLE = 3
"""Characters of the shortest title of a law: 合同法."""
_NEGATIVE = re.compile(r"失效|废止|作废|无效")


def standing(
    intent: Intent, view: GraphView, catalog: Catalog, entries: list[Entry], today: date
) -> Answer | None:
    """Answer whether the named document was in force on the day asked for; None if not asked.

    Args:
        intent: The question.
        view: The graph.
        catalog: The stored documents.
        entries: Those that the question names.
        today: The day where the question names none.
    """
    question = intent.question
    when = _ENDED_WHEN.search(question)
    if not (when or _ASKED.search(question)) or "哪些" in question:
        return None
    named = [mint("document", entry.id) for entry in entries] or _cited(intent, view)
    if not named:
        return None
    titles = "".join(entry.title for entry in entries)
    day = today if when else _day(intent, titles) or today
    best = min(statuses(view, named, day), key=lambda each: _CERTAINTY.index(each.status))
    return _ended(intent, catalog, best) if when else _answer(intent, catalog, best)


def _cited(intent: Intent, view: GraphView) -> list[str]:
    """Return the documents that the question names and others only cite."""
    titles = re.findall(r"《([^《》]+)》", intent.question)
    titles += [link.name or link.mention.text for link in intent.documents]
    asking = _ENDED_WHEN if _ENDED_WHEN.search(intent.question) else _ASKED
    plain = asking.split(intent.question)[0]
    for period in intent.periods:
        plain = plain.replace(period.text, "", 1)
    plain = _WHILE.sub("", plain).removesuffix("是")
    titles.append(re.sub(r"(?:现在|目前|如今|今天|到现在|截至.*)$", "", plain).strip("《》，, "))
    for title in titles:
        found = find_documents(view, title) if len(title) >= SHORTEST_TITLE else []
        if found:
            return [str(each) for each in found]
    return []


def _day(intent: Intent, titles: str) -> date | None:
    """Return the day asked about; a month or year is taken at its end.

    A year that is part of the document's title (《…办法（2020年）》) is not asked about.
    """
    asked = (period for period in intent.periods if period.text not in titles)
    days = [day for period in asked if (day := period.end or period.start) is not None]
    return days[0] if days else intent.as_of


def _ended(intent: Intent, catalog: Catalog, found: Validity) -> Answer | None:
    """Answer from which day a document no longer held; None where it holds or that is not known."""
    days = [each.since for each in found.endings if each.since]
    last = found.until + timedelta(days=1) if found.until else None
    since = min([*days, *([last] if last else [])], default=None)
    answer = _answer(intent, catalog, found)
    if found.status == "in_force":
        return replace(
            answer,
            outcome=Outcome.ABSTAINED,
            values=(),
            reason=AbstainReason.NO_FACT,
            text=f"没有找到它失效的依据。{found.message_zh}",
            confidence=0.0,
        )
    if found.status != "not_in_force" or since is None:
        return replace(answer, outcome=Outcome.ABSTAINED, values=(), reason=AbstainReason.NO_FACT)
    said = f"{since.year}年{since.month}月{since.day}日"
    return replace(
        answer,
        text=f"自{said}起失效。{found.message_zh}",
        values=(Value(said, iri=found.document),),
    )


def _answer(intent: Intent, catalog: Catalog, found: Validity) -> Answer:
    steps = (*intent.steps, f"有效性 → {found.on}", f"判断 → {found.status}（{found.reason}）")
    places = tuple(
        Citation(each.document_id, "", each.start, each.end, each.quote) for each in found.evidence
    )
    entry = next((e for e in catalog.entries.values() if e.iri == found.document), None)
    if not places and entry is not None:
        places = (catalog.title_citation(entry),)
    if found.status == "undetermined" or not places:
        return Answer(
            question=intent.question,
            outcome=Outcome.ABSTAINED,
            text=found.message_zh,
            evidence=places,
            reason=AbstainReason.NO_FACT,
            steps=steps,
        )
    holds = found.status == "in_force"
    yes = "是" if holds != bool(_NEGATIVE.search(intent.question)) else "否"
    said = "有效" if holds else "无效"
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"{yes}。{found.message_zh}",
        values=(Value(yes), Value(said, iri=found.document)),
        evidence=places,
        source="graph",
        sparql=_query(found.document),
        steps=steps,
        confidence=0.9 if not holds else 0.6 if found.assumed_start else 0.8,
    )


def _query(iri: str) -> str:
    return (
        f"{PREFIXES}SELECT ?from ?until ?by ?change WHERE {{\n"
        f"  VALUES ?d {{ {term_list([iri])} }}\n"
        "  OPTIONAL { ?d zt:effectiveFrom ?from } OPTIONAL { ?d zt:effectiveUntil ?until }\n"
        "  OPTIONAL { VALUES ?change { zt:repeals zt:supersedes zt:amends }\n"
        "    { ?by ?change ?d } UNION { ?cited zt:sameDocument ?d . ?by ?change ?cited } }\n}"
    )
