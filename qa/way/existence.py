"""Whether there is a document, and which places made one: 广东省有关于养犬的条例吗."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ontology.lexicon import document_kind
from qa.answer import AbstainReason, Answer, Outcome, Value
from qa.question.focus import Asked
from qa.recall.home import homes, of_class
from qa.recall.selection import ANY, select
from qa.way.document_list import document_list
from qa.way.set_kind import COUNTED, kind_named
from qa.wording.compose import listed

if TYPE_CHECKING:
    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog

_THERE_IS = re.compile(
    rf"(?:有没有|是否有|有无|是否|有)[^，。]*?(?P<kind>{COUNTED})(?:吗|么|没有|了吗)?[？?]?$"
    rf"|(?P<whole>{COUNTED})(?:里|中|当中)?(?:有没有|是否有|有无)"
    r"(?!提|写|谈|讲|说|涉及|出现|包含|规定|要求|明确)"
)
_EXISTS = re.compile(
    r"(?:有没有|是否|有无)(?:出台|制定|发布|颁布|印发)?过?|(?:有|出台|制定|发布|颁布)了?(?=关于|专门)"
    r"|(?:里|中|当中)(?=有)|(?:了吗|吗|么)[？?]?$|[？?]|专门"
)
_ISSUED = re.compile(r"(?:有|出台|制定|发布|颁布|印发|公布|出)了?(?:自己的|本[省市]的)?(?!吗)")
_KIND_BEFORE = re.compile(rf"(?P<kind>{COUNTED})(?:都|分别|是|被)*(?:有)?(?:哪|几|多少)")


def existing(intent: Intent, view: GraphView, catalog: Catalog) -> Answer | None:
    """Answer whether there is a document: 广东省有关于养犬的条例吗; None if that is not asked."""
    match = _THERE_IS.search(intent.question)
    if intent.focus.asked is not Asked.BOOLEAN or match is None:
        return None
    kind = kind_named(match["kind"] or match["whole"])
    bare = _EXISTS.sub(" ", intent.question)
    chosen = select(replace(intent, question=bare), kind or ANY)
    if not chosen.topic:
        return None
    found = chosen.entries(view, catalog)
    if found:
        answer = document_list(intent, catalog, found, chosen.query)
        return replace(answer, text=f"有。{answer.text}", values=(Value("是"), *answer.values))
    return Answer(
        question=intent.question,
        outcome=Outcome.ABSTAINED,
        text=f"已收录的{catalog.held}中没有这样的文件。没有收录不等于没有。",
        reason=AbstainReason.NO_FACT,
        steps=(*intent.steps, "按条件查找文件 → 0份"),
    )


def makers(intent: Intent, view: GraphView, catalog: Catalog) -> Answer | None:
    """Answer 哪些省有数据条例: the places whose bodies issued a document of that kind and topic."""
    match = _ISSUED.search(intent.question)
    before = _KIND_BEFORE.search(intent.question)
    words = before["kind"] if before else intent.question.rstrip("？?。 的")
    kind = None if match is None else document_kind(words)
    asked = intent.asked_class
    if match is None or kind is None or asked is None or intent.indicators:
        return None
    noun = intent.focus.noun
    bare = re.sub(
        rf"(?:哪[些几个]*|多少个?|几个?){re.escape(noun)}(?:都|还)?有?", " ", intent.question
    )
    chosen = select(replace(intent, question=bare), kind)
    home = homes(view)
    found = [e for e in chosen.entries(view, catalog) if e.iri in home] if chosen.topic else []
    level = "Province" if intent.focus.noun in {"省市", "省区市"} else asked.name
    places = of_class((home[entry.iri] for entry in found), level)
    if not places:
        return None
    theirs = {iri: [e for e in found if home[e.iri][0] == iri] for iri, _ in places}
    named = [f"{name}（{listed([f'《{e.title}》' for e in theirs[iri]])}）" for iri, name in places]
    kept = [entry for iri, _ in places for entry in theirs[iri]]
    answer = document_list(intent, catalog, kept, chosen.query)
    count = Value(f"{len(places)}个", Decimal(len(places)), "个")
    values = [Value(name, iri=iri) for iri, name in places]
    if intent.focus.counts:
        values.insert(0, count)
    text = f"在已收录的{catalog.held}中，有{len(places)}个：{listed(named)}。未收录的文件不在其内。"
    return replace(answer, text=text, values=tuple(values))
