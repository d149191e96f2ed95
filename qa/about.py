"""Questions about documents themselves: who issued one, when, what it cites, what is not held."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import Literal

from ontology.lexicon import terms_by_name
from qa.answer import Answer, Citation, Outcome, Value
from qa.compose import VERBS, listed, quoted
from qa.ends import cite
from qa.fact import PREFIXES, Fact, facts, term_list
from qa.focus import Asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.store import GraphView
    from ontology.lexicon import Term
    from qa.catalog import Catalog, Entry
    from qa.intent import Intent

LINEAGE = ("cites", "basedOn", "implements", "forwards", "amends", "repeals", "supersedes")
DATES = ("issuedOn", "publishedOn", "effectiveFrom", "effectiveUntil")
OTHERS = ("issuedBy", "documentNumber", "addressedTo")
ACTORS = frozenset({"GovernmentBody", "Organization", "Place", "Province", "City"})
_WHAT = re.compile(r"是(?:一[份部个])?(?:什么|哪[份部个]|怎样的)(?:文件|政策|通知|意见|办法)")
_MISSING = re.compile(r"未收录|没有收录|尚未收录|缺失|缺少")
_ASKING = re.compile(r"日期|时间|何时|什么时候|机关|单位|机构|谁|由|了$|哪些|的文件$|文件$")


@dataclass(frozen=True, slots=True)
class _Said:
    """One value of a document's property; ``fact`` is None where only the metadata says so."""

    entry: Entry
    name: str
    value: str
    iri: str | None
    fact: Fact | None


def about_documents(
    intent: Intent, view: GraphView, catalog: Catalog, document: str | None
) -> Answer | None:
    """Answer a question that asks for a property of documents it names, or None if it is none."""
    if _MISSING.search(intent.question) and "文件" in intent.question:
        return _missing(intent, view, catalog)
    entries = named_documents(intent, catalog, document)
    if not entries:
        return None
    if _WHAT.search(intent.question):
        return _description(intent, catalog, entries[0])
    wanted = _properties(intent)
    if not wanted:
        return None
    if wanted[0] in LINEAGE and _asks_for_subject(intent, wanted[0]):
        return _citing(intent, view, catalog, entries, wanted[0])
    for name in wanted:
        said = _values(view, entries, name)
        if said:
            return _answer(intent, catalog, name, said)
    return None


def named_documents(intent: Intent, catalog: Catalog, document: str | None) -> list[Entry]:
    """Return the stored documents that a question names, within one where that is given."""
    found = {
        entry.id: entry
        for link in intent.documents
        for entry in catalog.find(link.name or link.mention.text)
    }
    if not found:
        found = {entry.id: entry for entry in catalog.named_in(intent.question)}
    if document is not None:
        found = {i: entry for i, entry in found.items() if i == document}
    return list(found.values())


def _properties(intent: Intent) -> list[str]:
    """Return the properties asked for, best first: their words occur, their range can answer."""
    asked = intent.focus.asked
    names = DATES if asked is Asked.DATE else (*LINEAGE, *OTHERS, *DATES)
    if asked is Asked.NUMBER and "有效期" not in intent.question:
        return []
    scored = [(_named_by(intent.question, terms_by_name()[name]), name) for name in names]
    if asked is Asked.ENTITY and intent.asked_class is not None:
        scored = [(n, name) for n, name in scored if _can_be(name, intent.asked_class.name)]
    order = {name: n for n, name in enumerate(names)}
    return [name for n, name in sorted(scored, key=lambda s: (-s[0], order[s[1]])) if n]


def _named_by(question: str, term: Term) -> int:
    """Return the length of a property's longest word in a question, words of asking aside."""
    cores = {_ASKING.sub("", word) for word in term.words_zh}
    return max((len(core) for core in cores if len(core) > 1 and core in question), default=0)


def _can_be(name: str, asked_class: str) -> bool:
    """Whether a property's values are of the class asked for: only an issuer is an actor."""
    return (asked_class in ACTORS) == (name == "issuedBy")


def _asks_for_subject(intent: Intent, name: str) -> bool:
    """Whether the document named stands behind the verb: 哪些文件引用了*它*."""
    question = intent.question
    asked = re.search(r"哪|什么", question)
    verb = min(
        (question.find(w) for w in terms_by_name()[name].words_zh if w in question), default=-1
    )
    return (
        asked is not None
        and 0 <= asked.start() < verb
        and question.endswith(("？", "?", "》", "号"))
    )


def _values(view: GraphView, entries: Sequence[Entry], name: str) -> list[_Said]:
    by_iri = {entry.iri: entry for entry in entries}
    pattern = (
        f"  VALUES ?s {{ {term_list(by_iri)} }}\n"
        f"  ?statement rdf:subject ?s ; rdf:predicate zt:{name} ."
    )
    said = [
        _Said(by_iri[f.subject], name, f.object_label, f.object, f) for f in facts(view, pattern)
    ]
    if said:
        return said
    query = (
        f"{PREFIXES}SELECT ?s ?value ?label WHERE {{\n  VALUES ?s {{ {term_list(by_iri)} }}\n"
        f"  ?s zt:{name} ?value . OPTIONAL {{ ?value rdfs:label ?label }}\n}}"
    )
    return [
        _Said(
            by_iri[str(row["s"])],
            name,
            str(row.get("label", row["value"])),
            None if isinstance(row["value"], Literal) else str(row["value"]),
            None,
        )
        for row in view.select(query)
    ]


def _answer(intent: Intent, catalog: Catalog, name: str, said: Sequence[_Said]) -> Answer:
    unique = list({(s.entry.id, s.value): s for s in said}.values())
    first = unique[0]
    values = listed([_shown(s) for s in unique if s.entry.id == first.entry.id])
    verb = VERBS.get(name, "{s} " + name + " {o}")
    text = verb.format(s=f"《{first.entry.title}》", o=values)
    given = [s for s in unique if s.fact is None]
    note = "（据文件所附信息，正文未载明）" if given else ""
    citations = cite([s.fact for s in unique if s.fact is not None])
    if given:
        citations = (*citations, *(catalog.title_citation(s.entry) for s in given[:1]))
    return _built(
        intent,
        f"{text}{note}。",
        tuple(Value(_shown(s), iri=s.iri) for s in unique),
        citations,
        _property_query([s.entry.iri for s in unique], name),
        f"zt:{name}",
    )


def _shown(said: _Said) -> str:
    if said.name in LINEAGE and said.fact is not None:
        return quoted(said.value, said.fact.object_classes)
    day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", said.value)
    return f"{day[1]}年{int(day[2])}月{int(day[3])}日" if day else said.value


def _property_query(iris: Iterable[str], name: str) -> str:
    return (
        f"{PREFIXES}SELECT ?document ?value ?label WHERE {{\n  VALUES ?d {{ {term_list(iris)} }}\n"
        f"  ?d zt:documentId ?document ; zt:{name} ?value .\n"
        "  OPTIONAL { ?value rdfs:label ?label }\n}"
    )


def _description(intent: Intent, catalog: Catalog, entry: Entry) -> Answer:
    about = catalog.metadata(entry)
    parts = [f"《{entry.title}》"]
    if entry.document_number:
        parts.append(entry.document_number)
    if about.issuers:
        parts.append(f"发布机关：{listed(about.issuers)}")
    if about.issued_on:
        parts.append(f"成文日期：{about.issued_on}")
    return _built(
        intent,
        "，".join(parts) + "。",
        (Value(f"《{entry.title}》", iri=entry.iri),),
        (catalog.title_citation(entry),),
        f"{PREFIXES}SELECT ?p ?value WHERE {{ {term_list([entry.iri])} ?p ?value }}",
        "文件的说明",
    )


def _citing(
    intent: Intent, view: GraphView, catalog: Catalog, entries: Sequence[Entry], name: str
) -> Answer | None:
    """Return the documents that cite, implement, amend or repeal the ones named."""
    # Whatever rests on a document, carries it out or changes it, cites it as well.
    names = LINEAGE if name == "cites" else (name,)
    targets = term_list(entry.iri for entry in entries)
    pattern = (
        f"  {{ VALUES ?o {{ {targets} }} }} UNION"
        f" {{ VALUES ?held {{ {targets} }} ?o zt:sameDocument ?held }}\n"
        f"  VALUES ?p {{ {' '.join('zt:' + n for n in names)} }}\n"
        "  ?statement rdf:object ?o ; rdf:predicate ?p ."
    )
    own = {entry.iri for entry in entries}
    found = [f for f in facts(view, pattern) if f.subject not in own]
    if not found:
        return None
    by_subject = {f.subject: f for f in sorted(found, key=lambda f: (f.subject_label, f.start))}
    names_of = [f"《{f.subject_label}》" for f in by_subject.values()]
    return _built(
        intent,
        f"在已收录的{len(catalog)}份文件中有{len(names_of)}份：{listed(names_of)}。",
        tuple(Value(f"《{f.subject_label}》", iri=f.subject) for f in by_subject.values()),
        cite(list(by_subject.values())),
        f"{PREFIXES}SELECT DISTINCT ?document ?p ?quote WHERE {{\n{pattern}\n"
        "  ?statement zt:quote ?quote ; zt:document/zt:documentId ?document .\n}",
        f"zt:{name}（反向）",
    )


def _missing(intent: Intent, view: GraphView, catalog: Catalog) -> Answer | None:
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
    return _built(
        intent,
        f"已收录的{len(catalog)}份文件引用了{len(names)}份未收录的文件：{listed(names)}。",
        tuple(
            Value(quoted(f.object_label, f.object_classes), iri=f.object)
            for f in by_object.values()
        ),
        cite(list(by_object.values())),
        f"{PREFIXES}SELECT DISTINCT ?o ?label WHERE {{\n{pattern}\n  ?o rdfs:label ?label .\n}}",
        "引用而未收录",
    )


def _built(
    intent: Intent,
    text: str,
    values: tuple[Value, ...],
    evidence: tuple[Citation, ...],
    sparql: str,
    step: str,
) -> Answer:
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=text,
        values=values,
        evidence=evidence,
        source="graph",
        sparql=sparql,
        steps=(*intent.steps, step),
        confidence=0.9,
    )
