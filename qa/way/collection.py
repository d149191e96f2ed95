"""Questions about sets of documents: which ones a body issued in a time, and how many.

The query is put together from the slots: each becomes the property of documents whose range it is
in, the one that the question words if it words one, else the usual one (issued by, issued on).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.time.validity import statuses
from ontology.lexicon import Term, terms_by_name
from qa.answer import AbstainReason, Answer, Outcome, Value
from qa.question.focus import STOP, Asked, Operation
from qa.recall.fact import PREFIXES, term_list
from qa.wording.compose import listed

if TYPE_CHECKING:
    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry

MOST_CITED = 20
MOST_JUDGED = 500
"""Documents whose validity is judged for one question: some milliseconds each."""
_IN_FORCE = re.compile(r"有效(?!期)的?|现行的?|仍在施行|在施行")
_HOW_MANY = re.compile(
    r"(?:多少|几)(?:[份部个篇项])?[\u4e00-\u9fff]{0,6}?"
    r"(?:文件|通知|意见|办法|条例|规定|方案|规划|决定|批复|公告|法律|法规|细则|报告)"
    r"|有(?:多少|几)[份部篇](?=是)"
)
_DEEDS = re.compile(
    r"发布|印发|制定|出台|颁布|公布|下发|通过|收录|已|文件|哪些|所有|全部|列出|名单|一共|共|份|部|发|"
    r"关于|有关|涉及|主题|方面|内容|施行|实施|生效|成文|成|日期|之间|期间|中|现行|有|还|又|什么|哪"
)


def collected(intent: Intent, view: GraphView, catalog: Catalog) -> Answer | None:
    """List or count the documents that meet the question's slots; None if it asks for no set."""
    kind = _asked_kind(intent)
    if kind is None:
        return None
    topic = _topic(intent, kind)
    lines = [*_constraints(intent, kind)]
    valid = _IN_FORCE.search(intent.question) is not None
    if not intent.actors and not intent.periods and not valid:
        return None
    if _IN_FORCE.search(intent.question):
        return _in_force(intent, view, catalog, kind, topic)
    found = _found(view, catalog, lines, topic)
    one = intent.focus.operation is Operation.VALUE and intent.focus.asked is Asked.ENTITY
    if not found and one:
        return None  # 发布了什么文件 may be told of in a text
    if not found:
        return _none(intent, view, catalog, kind, topic)
    return _answer(intent, catalog, found, _query(lines))


def _asked_kind(intent: Intent) -> str | None:
    """Return the class of documents whose set is asked for, None if another thing is."""
    many = {Operation.LIST, Operation.COUNT, Operation.VALUE}
    if _HOW_MANY.search(intent.question):
        noun = intent.asked_class
        return noun.name if noun is not None and _is_document(noun.name) else "PolicyDocument"
    asked = intent.asked_class
    if intent.focus.asked is not Asked.ENTITY or intent.focus.operation not in many:
        return None
    return asked.name if asked is not None and _is_document(asked.name) else None


def _is_document(name: str) -> bool:
    whole = terms_by_name()["PolicyDocument"]
    return name == whole.name or whole.iri in terms_by_name()[name].parents


def _topic(intent: Intent, kind: str) -> tuple[str, ...]:
    """Return the words that a title must have: what is neither slot nor deed nor kind."""
    rest = intent.question
    links = (*intent.actors, *intent.places)
    for text in (*(x.mention.text for x in links), *(p.text for p in intent.periods)):
        rest = rest.replace(text, " ")
    for word in terms_by_name()[kind].words_zh:
        rest = rest.replace(word, " ")
    cleaned = STOP.sub(" ", _DEEDS.sub(" ", rest))
    words = [word for word in intent.content if word in cleaned and len(word) > 1]
    return tuple(words)


def _constraints(intent: Intent, kind: str) -> list[str]:
    lines = ["  ?d zt:documentId ?id ; zt:title ?title ."]
    if kind != "PolicyDocument":
        lines.append(f"  ?d a zt:{kind} .")
    actors = [x.iri for x in intent.actors if x.iri]
    if actors:
        name = _worded(intent, "issuedBy", "addressedTo")
        lines.append(f"  VALUES ?actor {{ {term_list(actors)} }} ?d zt:{name} ?actor .")
    if intent.periods:
        name = _worded(intent, "issuedOn", "effectiveFrom", "effectiveUntil")
        lines.append(f"  ?d zt:{name} ?day .")
        for sign, day in ((">=", intent.periods[0].start), ("<=", intent.periods[0].end)):
            if day is not None:
                written = f'"{day}"^^<http://www.w3.org/2001/XMLSchema#date>'
                lines.append(f"  FILTER (?day {sign} {written})")
    return lines


def _worded(intent: Intent, usual: str, *others: str) -> str:
    """Return the property of these that the question words, the usual one if none of the others."""

    def worded(term: Term) -> bool:
        return any(word in intent.question for word in term.words_zh if len(word) > 1)

    return next((name for name in others if worded(terms_by_name()[name])), usual)


def _query(lines: list[str]) -> str:
    body = "\n".join(lines)
    return f"{PREFIXES}SELECT DISTINCT ?id ?title ?day WHERE {{\n{body}\n}} ORDER BY ?id"


def _found(
    view: GraphView, catalog: Catalog, lines: list[str], topic: tuple[str, ...]
) -> list[Entry]:
    ids = dict.fromkeys(str(row["id"]) for row in view.select(_query(lines)))
    held = [catalog.entries[i] for i in ids if i in catalog.entries]
    return catalog.once(entry for entry in held if all(word in entry.title for word in topic))


def _answer(intent: Intent, catalog: Catalog, found: list[Entry], query: str) -> Answer:
    names = [f"《{entry.title}》" for entry in found]
    values = tuple(Value(name, iri=entry.iri) for name, entry in zip(names, found, strict=True))
    if intent.focus.asked is Asked.NUMBER or intent.focus.operation is Operation.COUNT:
        values = (Value(f"{len(found)}份", Decimal(len(found)), "份"), *values)
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"在已收录的{catalog.held}中有{len(found)}份：{listed(names)}。",
        values=values,
        evidence=tuple(catalog.title_citation(entry) for entry in found[:MOST_CITED]),
        source="graph",
        sparql=query,
        steps=(*intent.steps, f"按条件查找文件 → {len(found)}份"),
        confidence=0.9,
    )


def _in_force(
    intent: Intent, view: GraphView, catalog: Catalog, kind: str, topic: tuple[str, ...]
) -> Answer | None:
    """List the documents in force on a day; those that cannot be told are counted apart."""
    lines = _constraints(replace(intent, periods=()), kind)
    held = _found(view, catalog, lines, tuple(w for w in topic if not _IN_FORCE.search(w)))
    day = next((p.end or p.start for p in intent.periods), None) or intent.as_of
    if day is None or not 0 < len(held) <= MOST_JUDGED:
        return None
    said = statuses(view, (entry.iri for entry in held), day)
    judged = [(entry, validity.status) for entry, validity in zip(held, said, strict=True)]
    found = [entry for entry, said in judged if said == "in_force"]
    if not found:
        return None
    open_ = sum(said == "undetermined" for _, said in judged)
    answer = _answer(intent, catalog, found, _query(lines))
    note = f"另有{open_}份不能判断。" if open_ else ""
    return replace(answer, text=f"{day}有效的：{answer.text}{note}", confidence=0.8)


def _none(
    intent: Intent, view: GraphView, catalog: Catalog, kind: str, topic: tuple[str, ...]
) -> Answer | None:
    """Say that no document meets the period where some meet all the rest; None otherwise."""
    if not intent.periods:
        return None
    wider = _constraints(replace(intent, periods=()), kind)
    others = _found(view, catalog, wider, topic)
    if not others or (topic and not intent.actors):
        return None
    return Answer(
        question=intent.question,
        outcome=Outcome.ABSTAINED,
        text=f"已收录的{catalog.held}中没有所问时间的，其他时间的有{len(others)}份。",
        reason=AbstainReason.OUT_OF_PERIOD,
        steps=intent.steps,
    )
