"""Where candidate facts come from: the question's slots, and the passages it recalls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ontology.iri import mint
from ontology.lexicon import norms
from qa.recall.fact import Fact, facts, term_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.retrieval import Hit

MOST_BY_SLOT = 3000

_NO_NORMS = (
    "  ?statement rdf:predicate ?predicate .\n"
    f"  FILTER (?predicate NOT IN ({', '.join(f'zt:{name}' for name in sorted(norms()))}))"
)
"""Norms are many and answer only who asks for them (``qa.way.norm``)."""


def by_slots(view: GraphView, intent: Intent, documents: Sequence[str]) -> list[Fact]:
    """Return the facts about the things that the question names.

    Args:
        view: The graph to read.
        intent: The question.
        documents: IRIs of the stored documents that the question names by title or number.
    """
    found: dict[tuple[str, str, str, str], Fact] = {}
    for pattern in _patterns(intent, documents):
        for fact in facts(view, f"{pattern}\n{_NO_NORMS}", limit=MOST_BY_SLOT):
            found.setdefault(_key(fact), fact)
    return list(found.values())


def _patterns(intent: Intent, documents: Sequence[str]) -> list[str]:
    patterns = []
    places = [link.iri for link in intent.places if link.iri]
    others = [x.iri for x in (*intent.actors, *intent.named, *intent.documents) if x.iri]
    about = f"VALUES ?s {{ {term_list(places)} }} ?statement rdf:subject ?s ." if places else ""
    if intent.indicators:
        indicators = term_list(m.iri for m in intent.indicators)
        patterns.append(
            f"  VALUES ?indicator {{ {indicators} }} {about}\n"
            "  ?o zt:indicator ?indicator . ?statement rdf:object ?o ."
        )
    elif places:
        patterns.append(f"  {about}")
    entities = [*others, *documents]
    if entities:
        values = term_list(entities)
        patterns.append(f"  VALUES ?s {{ {values} }} ?statement rdf:subject ?s .")
        patterns.append(f"  VALUES ?o {{ {values} }} ?statement rdf:object ?o .")
    return patterns


def by_passages(view: GraphView, hits: Iterable[Hit]) -> list[Fact]:
    """Return the facts whose evidence overlaps the given passages."""
    found: dict[tuple[str, str, str, str], Fact] = {}
    rows = " ".join(
        f"({_document_iri(hit.document_id)} {int(hit.start)} {int(hit.end)})" for hit in hits
    )
    if not rows:
        return []
    pattern = (
        f"  VALUES (?doc ?low ?high) {{ {rows} }}\n"
        "  ?statement zt:document ?doc ; zt:start ?start ; zt:end ?end .\n"
        "  FILTER (?start < ?high && ?end > ?low)"
    )
    for fact in facts(view, f"{pattern}\n{_NO_NORMS}"):
        found.setdefault(_key(fact), fact)
    return list(found.values())


def _document_iri(document_id: str) -> str:
    return f"<{mint('document', document_id)}>"


def _key(fact: Fact) -> tuple[str, str, str, str]:
    return fact.document, fact.subject, fact.predicate, fact.object
