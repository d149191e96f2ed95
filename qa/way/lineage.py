"""Questions about how documents hang together: what one cites, and what cites it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from ontology.lexicon import document_kind
from qa.answer import AbstainReason, Answer, Outcome, Value
from qa.recall.catalog import STATE, Entry
from qa.recall.fact import PREFIXES, facts, term_list
from qa.recall.selection import ANY, of_rank
from qa.way.ends import cite
from qa.way.said import LINEAGE, Said, built, said_answer, values_of
from qa.wording.compose import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog


def of_kind(
    intent: Intent,
    view: GraphView,
    catalog: Catalog,
    entries: Sequence[Entry],
    wanted: Sequence[str],
    kind: str,
) -> Answer | None:
    """Return the documents of a kind that the named ones cite, rest on, pass on or change."""
    lineage = [name for name in wanted if name in LINEAGE]
    sources = [*entries, *passed_on(view, entries)]
    # What a document rests on or carries out, it cites as well.
    for name in dict.fromkeys((*lineage, *(LINEAGE if lineage[:1] in ([], ["cites"]) else ()))):
        said = [
            each
            for each in values_of(view, sources, name)
            if _is_of(each, kind, intent) and _of_years(each, intent)
        ]
        if said:
            return said_answer(intent, view, catalog, name, said)
    return None


def _is_of(said: Said, kind: str, intent: Intent) -> bool:
    """Whether a document is of the kind asked for: by class, or by the very word asked with."""
    if kind == "PolicyDocument":
        return True
    title = said.value.strip("《》")
    if kind == "Law" and document_kind(title) is None and title.startswith(STATE):
        return True  # 中华人民共和国民法通则 is called by no kind
    family = {"Law", "Regulation"} if "法规" in intent.focus.noun else {kind}
    return document_kind(title) in family or title.endswith(intent.focus.noun[-2:])


def _of_years(said: Said, intent: Intent) -> bool:
    """Whether a cited document is of the year asked for, as far as its number tells."""
    years = {str(p.end.year) for p in intent.periods if p.end is not None}
    named = set(re.findall(r"[〔\[(（](\d{4})[〕\])）]", f"{said.value} {said.number or ''}"))
    return not years or not named or bool(years & named)


def passed_on(view: GraphView, entries: Sequence[Entry]) -> list[Entry]:
    """Return the documents that the named ones issue or forward: 关于印发《…办法》的通知."""
    said = values_of(view, [entry for entry in entries if entry.held], "forwards")
    return [
        Entry(each.iri, each.iri, each.value, None, None, held=False)
        for each in said
        if each.iri is not None
    ]


def citing(
    intent: Intent,
    view: GraphView,
    catalog: Catalog,
    entries: Sequence[Entry],
    name: str,
    kind: str = ANY,
) -> Answer | None:
    """Return the documents of a kind that cite, implement, amend or repeal the ones named."""
    # Whatever rests on a document, carries it out or changes it, cites it as well.
    names = LINEAGE if name == "cites" else (name,)
    targets = term_list(entry.iri for entry in entries)
    pattern = (
        f"  {{ VALUES ?o {{ {targets} }} ?statement rdf:object ?o }} UNION"
        f" {{ VALUES ?held {{ {targets} }} ?o zt:sameDocument ?held . ?statement rdf:object ?o }}\n"
        f"  VALUES ?p {{ {' '.join('zt:' + n for n in names)} }}\n"
        "  ?statement rdf:predicate ?p ."
    )
    own = {entry.iri for entry in entries}
    found = [f for f in facts(view, pattern) if f.subject not in own]
    wanted = of_rank(view, intent, kind, {f.subject for f in found})
    found = [f for f in found if f.subject in wanted]
    if not found:
        return None
    by_first = {
        catalog.first(f.subject): f
        for f in sorted(found, key=lambda f: (f.subject_label, f.start), reverse=True)
    }
    by_subject = {f.subject: f for f in reversed(by_first.values())}
    names_of = [f"《{f.subject_label}》" for f in by_subject.values()]
    number = Value(f"{len(names_of)}份", Decimal(len(names_of)), "份")
    count = (number,) if intent.focus.counts else ()
    return built(
        intent,
        f"在已收录的{catalog.held}中有{len(names_of)}份：{listed(names_of)}。",
        (*count, *(Value(f"《{f.subject_label}》", iri=f.subject) for f in by_subject.values())),
        cite(list(by_subject.values())),
        f"{PREFIXES}SELECT DISTINCT ?document ?p ?quote WHERE {{\n{pattern}\n"
        "  ?statement zt:quote ?quote ; zt:document/zt:documentId ?document .\n}",
        f"zt:{name}（反向）",
    )


def _nobody(intent: Intent, catalog: Catalog, entries: Sequence[Entry]) -> Answer:
    """Say that no held document does so; a passage that names both does not say it either."""
    return Answer(
        question=intent.question,
        outcome=Outcome.ABSTAINED,
        text=f"已收录的{catalog.held}中没有找到这样对待《{entries[0].title}》的文件。",
        reason=AbstainReason.NO_FACT,
        steps=intent.steps,
    )


def missing(intent: Intent, view: GraphView, catalog: Catalog) -> Answer | None:
    """Return the documents that are cited but not held."""
    predicates = " ".join("zt:" + n for n in LINEAGE)
    pattern = (
        f"  VALUES ?p {{ {predicates} }}\n"
        "  ?statement rdf:object ?o ; rdf:predicate ?p . ?o a zt:PolicyDocument .\n"
        "  FILTER NOT EXISTS { ?o zt:documentId ?held }\n"
        "  FILTER NOT EXISTS { ?o zt:sameDocument ?same }"
    )
    found = facts(view, pattern)
    if not found:
        return None
    by_object = {f.object: f for f in sorted(found, key=lambda f: (f.object_label, f.document))}
    names = [quoted(f.object_label, f.object_classes) for f in by_object.values()]
    return built(
        intent,
        f"已收录的{catalog.held}引用了{len(names)}份未收录的文件：{listed(names)}。",
        tuple(
            Value(quoted(f.object_label, f.object_classes), iri=f.object)
            for f in by_object.values()
        ),
        cite(list(by_object.values())),
        f"{PREFIXES}SELECT DISTINCT ?o ?label WHERE {{\n{pattern}\n  ?o rdfs:label ?label .\n}}",
        "引用而未收录",
    )
