"""What documents say of themselves and of each other, as values with their evidence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from kg.link.known import Known
from qa.answer import Answer, Citation, Outcome, Value
from qa.recall.fact import PREFIXES, Fact, facts, term_list
from qa.way.ends import cite
from qa.wording.compose import VERBS, day_words, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry

LINEAGE = ("cites", "basedOn", "implements", "forwards", "amends", "repeals", "supersedes")


@dataclass(frozen=True, slots=True)
class Said:
    """One value of a document's property; ``fact`` is None where only the metadata says so.

    ``number`` is the document number of a value that is a document.
    """

    entry: Entry
    name: str
    value: str
    iri: str | None
    fact: Fact | None
    number: str | None = None


def values_of(view: GraphView, entries: Sequence[Entry], name: str) -> list[Said]:
    """Return the values of a property of documents: as their text says, else as their metadata."""
    by_iri = {entry.iri: entry for entry in entries}
    pattern = (
        f"  VALUES ?s {{ {term_list(by_iri)} }}\n"
        f"  ?statement rdf:subject ?s ; rdf:predicate zt:{name} ."
    )
    said = [
        Said(by_iri[f.subject], name, f.object_label, f.object, f) for f in facts(view, pattern)
    ]
    if said:
        return said
    query = (
        f"{PREFIXES}SELECT ?s ?value ?label WHERE {{\n  VALUES ?s {{ {term_list(by_iri)} }}\n"
        f"  ?s zt:{name} ?value . OPTIONAL {{ ?value rdfs:label ?label }}\n}}"
    )
    return [
        Said(
            by_iri[str(row["s"])],
            name,
            str(row.get("label", row["value"])),
            None if isinstance(row["value"], Literal) else str(row["value"]),
            None,
        )
        for row in view.select(query)
    ]


def said_answer(
    intent: Intent, view: GraphView, catalog: Catalog, name: str, said: Sequence[Said]
) -> Answer:
    """Return the answer that says the values of one property of documents."""
    unique = _newest_first(view, list({(s.entry.id, s.value): s for s in said}.values()))
    text = "；".join(_sentences(view, name, unique))
    given = [s for s in unique if s.fact is None]
    note = "（据文件所附信息，正文未载明）" if any(s.entry.held for s in given) else ""
    note += _of_changes(view, unique) if name == "effectiveFrom" else ""
    citations = cite([s.fact for s in unique if s.fact is not None])
    for each in given[:1]:
        citations = (*citations, *citations_of(view, catalog, each.entry))
    return built(
        intent,
        f"{text}{note}。",
        tuple(Value(shown(s), iri=s.iri) for s in unique),
        citations,
        _property_query([s.entry.iri for s in unique], name),
        f"zt:{name}",
    )


def _of_changes(view: GraphView, said: Sequence[Said]) -> str:
    """Say that a text was changed after its day of force: the changes have days of their own."""
    last = max((_edition(view, s.entry) or date.min for s in said), default=date.min)
    first = max((s.value for s in said), default="")
    if not first or last.isoformat() <= first:
        return ""
    return f"（{day_words(last)}有修改，修改部分的施行日期以修改决定为准）"


def _sentences(view: GraphView, name: str, said: Sequence[Said]) -> list[str]:
    """Return what each document says; of editions that differ each says up to which change.

    What all editions of a title say is told once.
    """
    verb = VERBS.get(name, "{s} " + name + " {o}")
    by_entry: dict[str, list[Said]] = {}
    for each in said:
        by_entry.setdefault(each.entry.id, []).append(each)
    titles = Counter(own[0].entry.title for own in by_entry.values())
    values: dict[str, set[str]] = {}
    for own in by_entry.values():
        values.setdefault(own[0].entry.title, set()).add(listed([shown(s) for s in own]))
    told: dict[str, None] = {}
    for own in by_entry.values():
        entry = own[0].entry
        differ = titles[entry.title] > 1 and len(values[entry.title]) > 1
        edition = _edition(view, entry) if differ else None
        note = f"（{edition.year}年{edition.month}月{edition.day}日的文本）" if edition else ""
        told[verb.format(s=f"《{entry.title}》{note}", o=listed([shown(s) for s in own]))] = None
    return list(told)


def _newest_first(view: GraphView, said: list[Said]) -> list[Said]:
    """Return what documents say, the last edition of a title before those that it replaced."""
    titles = Counter(title for title, _ in {(s.entry.title, s.entry.id) for s in said})
    if max(titles.values()) == 1:
        return said
    days = {
        e.id: _edition(view, e) or date.min for e in {s.entry.id: s.entry for s in said}.values()
    }
    place = {title: n for n, title in enumerate(dict.fromkeys(s.entry.title for s in said))}
    return sorted(said, key=lambda s: (place[s.entry.title], -days[s.entry.id].toordinal()))


def _edition(view: GraphView, entry: Entry) -> date | None:
    return Known(view).edition(URIRef(entry.iri))


def citations_of(view: GraphView, catalog: Catalog, entry: Entry) -> tuple[Citation, ...]:
    """Return where a document bears its title, or where others cite it that is not held."""
    if entry.held:
        return (catalog.title_citation(entry),)
    pattern = f"  VALUES ?o {{ {term_list([entry.iri])} }} ?statement rdf:object ?o ."
    return cite(facts(view, pattern)[:3])


def shown(said: Said) -> str:
    """Return a value as people write it: a title in 《》, a day in words."""
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


def built(
    intent: Intent,
    text: str,
    values: tuple[Value, ...],
    evidence: tuple[Citation, ...],
    sparql: str,
    step: str,
) -> Answer:
    """Return an answer from the graph with its query and the step that led to it."""
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
