"""How many quads one extracted fact takes, on real documents, and what other layouts would take.

Decision 58 says why the layout stays as it is; this is where its figures come from.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from typing import TYPE_CHECKING, Any

from corpus import RawDocument, parse
from kg.build import document_graph
from nlp.pipeline import load
from ontology.namespace import ZT
from qa.training.source import POLICY

if TYPE_CHECKING:
    from pathlib import Path

    from kg.statement import DocumentGraph, Statement

SEED = 58
DRAWN = {
    "provincial-reports-2026.jsonl": 10,
    "state-council-documents.jsonl": 20,
    POLICY: 40,
    "statutes.jsonl.gz": 30,
}
"""How many documents of each collection are drawn by chance."""

_EVIDENCE = 9
"""Quads of a statement but for its object, which a shared one would have once."""


def quads_per_fact(data: Path) -> dict[str, Any]:
    """Return the quads of a fact (statement or declaration) by collection, kind and layout.

    Args:
        data: The folder of real documents.
    """
    counts: dict[str, Counter[str]] = {}
    for name, number in DRAWN.items():
        counts[name] = Counter()
        for graph in _drawn(data / name, number):
            counts[name] += _counted(graph)
    counts["all"] = sum(counts.values(), Counter())
    return {name: _shown(each) for name, each in counts.items()}


def _drawn(file: Path, number: int) -> list[DocumentGraph]:
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        rows = random.Random(SEED).sample([json.loads(line) for line in lines], number)
    found = []
    for at, row in enumerate(rows):
        given = {name: value for name, value in row.items() if name != "text"}
        document = parse(RawDocument(f"{file.name}:{at}", row["text"], given=given))
        found.append(document_graph(document, load().extract(document)))
    return found


def _counted(graph: DocumentGraph) -> Counter[str]:
    figures = [each for each in graph.statements if each.predicate == ZT.hasObservation]
    others = [each for each in graph.statements if each.predicate != ZT.hasObservation]
    own = [triple for triple in graph.description if triple[0] == graph.iri]
    observed = len(graph.description) - len(own)
    exact = sum(low == high for low, high in _bounds(graph))
    said = Counter(triple[1] for triple in graph.description)
    plain = sum(
        triple[1] == ZT.comparator and str(triple[2]) == "=" for triple in graph.description
    )
    shared = len(graph.statements) - len({_sharing(each) for each in graph.statements})
    return Counter(
        facts=len(graph.statements) + len(graph.declarations),
        quads=len(graph.facts()) + len(graph.provenance()),
        figures=len(figures),
        figure_quads=observed + sum(map(_size, figures)),
        others=len(others),
        other_quads=sum(map(_size, others)),
        shared=_EVIDENCE * shared,
        classes=len(graph.statements) + len(figures),
        derived=exact + plain + said[ZT.area],
    )


def _size(statement: Statement) -> int:
    return 1 + sum(1 for _ in statement.provenance())


def _bounds(graph: DocumentGraph) -> list[tuple[object, object]]:
    low = {subject: value for subject, name, value in graph.description if name == ZT.low}
    high = {subject: value for subject, name, value in graph.description if name == ZT.high}
    return [(low[each], high[each]) for each in low]


def _sharing(statement: Statement) -> tuple[object, ...]:
    """Return all of a statement but its object: what several could have in common."""
    place = statement.evidence
    return (
        statement.subject, statement.predicate, place.start, place.end, statement.method,
        statement.confidence, statement.qualifiers,
    )  # fmt: skip


def _shown(counts: Counter[str]) -> dict[str, float]:
    quads, facts = counts["quads"], counts["facts"]
    return {
        "facts": facts,
        "as stored": round(quads / facts, 2),
        "a relation or mention": round(counts["other_quads"] / max(counts["others"], 1), 2),
        "a figure": round(counts["figure_quads"] / max(counts["figures"], 1), 2),
        "if statements of the same words were one": round((quads - counts["shared"]) / facts, 2),
        "if classes were derived": round((quads - counts["classes"]) / facts, 2),
        "if bounds, = and area were derived too": round(
            (quads - counts["classes"] - counts["derived"]) / facts, 2
        ),
        "if all of these": round(
            (quads - counts["shared"] - counts["classes"] - counts["derived"]) / facts, 2
        ),
    }
