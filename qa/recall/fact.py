"""Candidate facts read from the graph: a statement with its labels, evidence and figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rdflib import RDF, URIRef

from ontology.namespace import ZT
from qa.recall.figure import KINDS, Figure, load_figures
from qa.recall.node import PREFIXES, day, iris, local_name, names, term_list, text, values_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from kg.storage.store import GraphView

__all__ = [
    "KINDS",
    "PREFIXES",
    "Fact",
    "Figure",
    "facts",
    "facts_of",
    "load_figures",
    "local_name",
    "term_list",
]


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement: subject, predicate, object with labels, and where it is said.

    ``predicate`` is the property's local name; ``figure`` is set when the object is an observation.
    ``modality`` (``required``, ``planned``, ``permitted``) is set for what is not yet a fact;
    ``modality_text`` and ``bearer`` are the word of a norm and whom it binds.
    ``document``, ``start``, ``end``, ``quote`` are the evidence.
    """

    subject: str
    subject_label: str
    predicate: str
    object: str
    object_label: str
    document: str
    start: int
    end: int
    quote: str
    confidence: float
    agent: str | None = None
    agent_label: str | None = None
    mode: str | None = None
    modality: str | None = None
    modality_text: str | None = None
    bearer: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    period_text: str = ""
    subject_classes: frozenset[str] = frozenset()
    object_classes: frozenset[str] = frozenset()
    figure: Figure | None = None


_STATEMENTS = "SELECT DISTINCT ?statement WHERE {\n%s\n} LIMIT %d"

_OF_STATEMENT = iris(
    s=RDF.subject, p=RDF.predicate, o=RDF.object, doc=ZT.document, start=ZT.start, end=ZT.end,
    quote=ZT.quote, confidence=ZT.confidence,
)  # fmt: skip
_MAY_BE = iris(
    agent=ZT.agent, mode=ZT.cooperationMode, modality=ZT.modality, word=ZT.modalityText,
    bearer=ZT.bearer, first=ZT.periodStart, last=ZT.periodEnd, when=ZT.periodText,
)  # fmt: skip
_OBSERVED = str(ZT.hasObservation)


def facts(view: GraphView, pattern: str, *, limit: int = 2000) -> list[Fact]:
    """Return the facts whose statement node ``?statement`` matches a graph pattern.

    Args:
        view: The graph to read.
        pattern: SPARQL triple patterns over ``?statement ?s ?p ?o ?doc ?start ?end``; made by this
            package from IRIs and typed literals, never from a user's words.
        limit: The most statements read; ranking happens on what is read.
    """
    rows = view.select(PREFIXES + _STATEMENTS % (pattern, limit))
    return facts_of(view, [str(row["statement"]) for row in rows])


def facts_of(view: GraphView, statements: Sequence[str]) -> list[Fact]:
    """Return the facts of statement nodes, in their order; what is not complete is left out."""
    told = view.nodes(statements)
    rows = [
        each
        for name in statements
        if (each := values_of(told.get(name, {}), _OF_STATEMENT, _MAY_BE)) is not None
    ]
    documents = view.values({str(row["doc"]) for row in rows}, str(ZT.documentId))
    ids = {iri: str(own[-1]) for iri, own in documents.items()}
    rows = [row for row in rows if str(row["doc"]) in ids]
    observed = {str(r["o"]) for r in rows if str(r["p"]) == _OBSERVED}
    figures = load_figures(view, observed)
    terms = {str(r[k]) for r in rows for k in ("s", "o") if isinstance(r[k], URIRef)}
    labels = names(view, terms - observed, english=False)
    classes = {
        iri: frozenset(local_name(str(kind)) for kind in own)
        for iri, own in view.values(terms - observed, str(RDF.type)).items()
    }
    agents = {str(r["agent"]) for r in rows if isinstance(r["agent"], URIRef)}
    called = names(view, agents)
    return [_fact(row, ids, figures, labels, classes, called) for row in rows]


def _fact(
    row: Mapping[str, Any],
    ids: Mapping[str, str],
    figures: Mapping[str, Figure],
    labels: Mapping[str, str],
    classes: Mapping[str, frozenset[str]],
    called: Mapping[str, str],
) -> Fact:
    subject, obj = str(row["s"]), str(row["o"])
    return Fact(
        subject=subject,
        subject_label=labels.get(subject, local_name(subject)),
        predicate=local_name(str(row["p"])),
        object=obj,
        object_label=labels.get(obj, obj),
        document=ids[str(row["doc"])],
        start=int(row["start"]),
        end=int(row["end"]),
        quote=str(row["quote"]),
        confidence=float(row["confidence"]),
        agent=text(row["agent"]),
        agent_label=called.get(str(row["agent"])),
        mode=text(row["mode"]),
        modality=text(row["modality"]),
        modality_text=text(row["word"]),
        bearer=text(row["bearer"]),
        period_start=day(row["first"]),
        period_end=day(row["last"]),
        period_text=text(row["when"]) or "",
        subject_classes=classes.get(subject, frozenset()),
        object_classes=classes.get(obj, frozenset()),
        figure=figures.get(obj),
    )
