"""Questions about sets of documents: which ones a body issued in a time, how many, the newest.

The query is put together from the slots: each becomes the property of documents whose range it is
in, the one that the question words if it words one, else the usual one (issued by, issued on).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.time.validity import statuses
from ontology.lexicon import document_kind
from qa.answer import AbstainReason, Answer, Outcome, Value
from qa.question.focus import Asked, Operation
from qa.recall.home import homes, of_class
from qa.recall.selection import ANY, Selection, is_document, select
from qa.way.ends import MOST_CITED
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
_MADE_THEN = re.compile(
    r"(?:年|月|日|前|后|来)(?:之?间)?(?:通过|发布|制定|颁布|公布|出台|印发)[^，。]{0,4}?[、，,而且并的]"
)
"""The time said is that of making: 1990年以前*通过*、现在仍有效."""
_LAST = re.compile(
    r"最新|最晚|最近(?:的|一[份部个次]|发布|印发|出台|公布|修改|修订|修正|施行|实施|生效)"
)
_FIRST = re.compile(r"最早|第一[份部]")
_COUNTED = (
    "文件|通知|意见|办法|条例|规定|方案|规划|决定|批复|公告|法律|法规|规章|司法解释|细则|报告"
)
_HOW_MANY = re.compile(
    r"(?:多少|几)(?:[份部个篇项件])?[\u4e00-\u9fff]{0,14}?"
    rf"(?:{_COUNTED})"
    r"|有(?:多少|几)[份部篇](?=是)"
    rf"|(?P<before>{_COUNTED})"
    r"(?:一?共|总共)?有?(?:多少|几)[份部个篇项件]"
)
_KIND_INSIDE = re.compile(
    rf"(?P<kind>{_COUNTED})(?:(?:里|中|当中)(?:关于|有关|涉及)[^，。]{{2,20}}的?(?:有|是)?(?:哪|什么)|叫什么)"
)
"""A kind that something is sought in, or whose name is asked for: 行政法规*叫什么*."""
_THERE_IS = re.compile(
    rf"(?:有没有|是否有|有无|是否|有)[^，。]*?(?P<kind>{_COUNTED})(?:吗|么|没有|了吗)?[？?]?$"
    rf"|(?P<whole>{_COUNTED})(?:里|中|当中)?(?:有没有|是否有|有无)"
)
_EXISTS = re.compile(
    r"(?:有没有|是否|有无)(?:出台|制定|发布|颁布|印发)?过?|(?:有|出台|制定|发布|颁布)了?(?=关于|专门)"
    r"|(?:里|中|当中)(?=有)|(?:了吗|吗|么)[？?]?$|[？?]|专门"
)
_ISSUED = re.compile(r"(?:有|出台|制定|发布|颁布|印发|公布|出)了?(?:自己的|本[省市]的)?(?!吗)")
_DONE_TO = r"(?:规定|明确|废止|修改|修订|修正|引用|援引|依据|根据|取代|替代)了?"
_KIND_BEFORE = re.compile(rf"(?P<kind>{_COUNTED})(?:都|分别|是|被)*(?:有)?(?:哪|几|多少)")
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
        return _of_places(intent, view, catalog)
    kind = _asked_kind(intent)
    if kind is None:
        return _existing(intent, view, catalog)
    chosen = select(intent, kind)
    if _LAST.search(intent.question) or _FIRST.search(intent.question):
        return _outermost(intent, view, catalog, chosen)
    for pattern, status in ((_IN_FORCE, "in_force"), (_ENDED, "not_in_force")):
        if pattern.search(intent.question):
            return _judged(intent, view, catalog, chosen, status, today)
    if not _narrowed(intent, chosen):
        return None
    found = chosen.entries(view, catalog)
    one = intent.focus.operation is Operation.VALUE and intent.focus.asked is Asked.ENTITY
    if not found and (one or not (intent.actors or intent.periods)):
        return None  # 发布了什么文件 may be told of in a text
    if not found:
        return _none(intent, view, catalog, chosen)
    return _answer(intent, catalog, found, chosen.query)


def _narrowed(intent: Intent, chosen: Selection) -> bool:
    """Whether a question says which documents it means by more than their class."""
    if any(re.search(f"{_DONE_TO}{re.escape(word)}", intent.question) for word in chosen.topic):
        return False  # 废止合同法的是哪部法律 asks for no law that is called so
    slots = intent.actors or intent.periods or intent.places or chosen.topic
    return bool(slots) or not chosen.whole


def _existing(intent: Intent, view: GraphView, catalog: Catalog) -> Answer | None:
    """Answer whether there is a document: 广东省有关于养犬的条例吗; None if that is not asked."""
    match = _THERE_IS.search(intent.question)
    if intent.focus.asked is not Asked.BOOLEAN or match is None:
        return None
    words = match["kind"] or match["whole"]
    kind = ANY if words in {"文件", "政策"} else document_kind(words)
    bare = _EXISTS.sub(" ", intent.question)
    chosen = select(replace(intent, question=bare), kind or ANY)
    if not chosen.topic:
        return None
    found = chosen.entries(view, catalog)
    if found:
        answer = _answer(intent, catalog, found, chosen.query)
        return replace(answer, text=f"有。{answer.text}", values=(Value("是"), *answer.values))
    return Answer(
        question=intent.question,
        outcome=Outcome.ABSTAINED,
        text=f"已收录的{catalog.held}中没有这样的文件。没有收录不等于没有。",
        reason=AbstainReason.NO_FACT,
        steps=(*intent.steps, "按条件查找文件 → 0份"),
    )


def _asked_kind(intent: Intent) -> str | None:
    """Return the class of documents whose set is asked for, None if another thing is."""
    many = {Operation.LIST, Operation.COUNT, Operation.VALUE, Operation.TIMELINE}
    asked = intent.asked_class
    named = asked.name if asked is not None and is_document(asked.name) else None
    counted = _HOW_MANY.search(intent.question)
    if counted is not None:
        return named or document_kind(counted["before"] or "") or ANY
    if _LAST.search(intent.question) or _FIRST.search(intent.question):
        return named or _kind_behind(intent)
    phrase = intent.focus.asked is Asked.TEXT and not intent.focus.spans
    if phrase and "的" in intent.question and intent.focus.operation in many:
        return _kind_at_end(intent.question)  # 2015年以后发布的条例
    inner = _KIND_INSIDE.search(intent.question)
    if inner is not None and intent.focus.operation in many:
        return ANY if inner["kind"] in {"文件", "政策"} else document_kind(inner["kind"])
    if intent.focus.asked is not Asked.ENTITY or intent.focus.operation not in many:
        return None
    return named if asked is not None else _kind_at_end(intent.question)


def _kind_behind(intent: Intent) -> str | None:
    """Return the kind of which the newest or oldest is asked for: 最新的*条例*是哪部."""
    head = re.split(r"是(?:哪|什么)|叫什么|有哪", intent.question)[0]
    return _kind_at_end(_LAST.sub("", _FIRST.sub("", head)))


def _kind_at_end(text: str) -> str | None:
    """Return the kind of documents that words end with: 有哪些现行有效的*条例*."""
    bare = text.rstrip("？?。的 ")
    return ANY if bare.endswith(("文件", "政策")) else document_kind(bare)


def _outermost(
    intent: Intent, view: GraphView, catalog: Catalog, chosen: Selection
) -> Answer | None:
    """Return the newest or the oldest of the documents; all of one day."""
    days = {str(row["id"]): row["day"] for row in view.select(chosen.query) if row.get("day")}
    dated = [entry for entry in chosen.entries(view, catalog) if entry.id in days]
    if not dated:
        return None
    pick = max if _LAST.search(intent.question) else min
    day = pick(str(days[entry.id]) for entry in dated)
    found = [entry for entry in dated if str(days[entry.id]) == day]
    answer = _answer(intent, catalog, found, chosen.query)
    word = "最新" if pick is max else "最早"
    names = listed([f"《{entry.title}》" for entry in found])
    text = (
        f"在已收录的{catalog.held}中，有日期而符合条件的{len(dated)}份里{word}的是{day}的{names}。"
    )
    return replace(answer, text=text)


def _of_places(intent: Intent, view: GraphView, catalog: Catalog) -> Answer | None:
    """Answer 哪些省有数据条例: the places whose bodies issued a document of that kind and topic."""
    match = _ISSUED.search(intent.question)
    before = _KIND_BEFORE.search(intent.question)
    words = before["kind"] if before else intent.question.rstrip("？?。 的")
    kind = None if match is None else document_kind(words)
    asked = intent.asked_class
    if match is None or kind is None or asked is None or intent.indicators:
        return None
    chosen = select(intent, kind)
    home = homes(view)
    found = [e for e in chosen.entries(view, catalog) if e.iri in home] if chosen.topic else []
    level = "Province" if intent.focus.noun in {"省市", "省区市"} else asked.name
    places = of_class((home[entry.iri] for entry in found), level)
    if not places:
        return None
    theirs = {iri: [e for e in found if home[e.iri][0] == iri] for iri, _ in places}
    named = [f"{name}（{listed([f'《{e.title}》' for e in theirs[iri]])}）" for iri, name in places]
    kept = [entry for iri, _ in places for entry in theirs[iri]]
    answer = _answer(intent, catalog, kept, chosen.query)
    count = Value(f"{len(places)}个", Decimal(len(places)), "个")
    values = [Value(name, iri=iri) for iri, name in places]
    if intent.focus.counts:
        values.insert(0, count)
    text = f"在已收录的{catalog.held}中，有{len(places)}个：{listed(named)}。未收录的文件不在其内。"
    return replace(answer, text=text, values=tuple(values))


def _some(entries: Sequence[Entry]) -> str:
    names = listed([f"《{entry.title}》" for entry in entries[:MOST_NAMED]])
    return f"{names}等" if len(entries) > MOST_NAMED else names


def _answer(intent: Intent, catalog: Catalog, found: Sequence[Entry], query: str) -> Answer:
    by_name: dict[str, Entry] = {}
    for entry in found:
        by_name.setdefault(f"《{entry.title}》", entry)
    names = list(by_name)
    values = tuple(Value(name, iri=entry.iri) for name, entry in by_name.items())
    if intent.focus.counts:
        values = (Value(f"{len(found)}份", Decimal(len(found)), "份"), *values)
    titles = f"，{len(names)}个标题" if len(names) < len(found) else ""
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"在已收录的{catalog.held}中有{len(found)}份{titles}：{listed(names)}。",
        values=values,
        evidence=tuple(catalog.title_citation(e) for e in list(by_name.values())[:MOST_CITED]),
        source="graph",
        sparql=query,
        steps=(*intent.steps, f"按条件查找文件 → {len(found)}份"),
        confidence=0.9,
    )


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
        if ended_in is None or _lies_in(validity.until, ended_in)
    ]
    if not found:
        return None
    open_ = sum(validity.status == "undetermined" for validity in said)
    answer = _answer(intent, catalog, found, chosen.query)
    note = f"另有{open_}份不能判断。" if open_ else ""
    word = "有效" if status == "in_force" else "已经不再有效"
    return replace(answer, text=f"{day}{word}的：{answer.text}{note}", confidence=0.8)


def _lies_in(day: date | None, period: Period) -> bool:
    """Whether a day lies in a period that may be open on one side."""
    if day is None:
        return False
    return (period.start is None or period.start <= day) and (
        period.end is None or day <= period.end
    )


def _none(intent: Intent, view: GraphView, catalog: Catalog, chosen: Selection) -> Answer | None:
    """Say that no document meets the period where some meet all the rest; None otherwise."""
    if not intent.periods:
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
