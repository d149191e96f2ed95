"""A correction as a regression case: the text, what a person put right, and whether it still holds.

A case needs no store: it holds its document. It tells the makers of the extraction what was wrong,
and replaying it tells whether that is mended by now, still needs the correction, or is lost.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from rdflib import URIRef

from corpus.document import RawDocument
from corpus.parsing import parse
from kg.build import document_graph
from kg.correction import Correction, figure_value, parse_term
from kg.error import StoreError
from kg.overlay import apply
from kg.storage.record import metadata_json, metadata_of
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from corpus.document import PolicyDocument
    from kg.statement import DocumentGraph
    from nlp.extraction import Extraction

Outcome = Literal["mended", "needed", "lost"]
"""The extraction alone is right by now; it is right once corrected; not even then."""


@dataclass(frozen=True, slots=True)
class Case:
    """A document and one correction of it."""

    document: PolicyDocument
    correction: Correction

    def to_json(self) -> dict[str, Any]:
        """Return the case as a JSON object: a line of what ``zhengtu correct export`` writes."""
        return {
            "document": {
                "id": self.document.id,
                "text": self.document.text,
                "metadata": json.loads(metadata_json(self.document.metadata)),
            },
            "correction": self.correction.to_json(),
        }

    @classmethod
    def of_json(cls, value: Mapping[str, Any]) -> Case:
        """Read a case.

        Raises:
            StoreError: It is none.
        """
        try:
            given = value["document"]
            document = parse(RawDocument(given["id"], given["text"]))
            about = metadata_of(json.dumps(given["metadata"]))
            found = Correction.of_json(value["correction"])
        except (KeyError, TypeError, ValueError) as error:
            raise StoreError(
                f"不是回归用例（{error!r}）：请用 `zhengtu correct export --cases` 的输出。"
            ) from error
        return cls(replace(document, metadata=about), found)


def replay(case: Case, extract: Callable[[PolicyDocument], Extraction]) -> Outcome:
    """Extract a case's document and return how its correction fares."""
    graph = document_graph(case.document, extract(case.document))
    if _holds(graph, case.correction):
        return "mended"
    corrected = apply(graph, case.document, [case.correction])
    return "needed" if _holds(corrected, case.correction) else "lost"


def _holds(graph: DocumentGraph, correction: Correction) -> bool:
    """Whether a graph says what a correction wants said, and not what it wants gone."""
    said = {each.triple for each in graph.statements} | {each.triple for each in graph.declarations}
    triple = correction.triple
    if correction.action == "add":
        return triple in said
    if correction.figure:
        return _has_figure(graph, correction)
    if triple in said:
        return False
    new = correction.new_object
    return new is None or (*triple[:2], parse_term(new)) in said


def _has_figure(graph: DocumentGraph, correction: Correction) -> bool:
    """Whether the same words give a figure with the values that it was changed to."""
    wanted = {(URIRef(ZT[name]), figure_value(name, value)) for name, value in correction.figure}
    described: dict[object, set[tuple[object, object]]] = {}
    for subject, predicate, value in graph.description:
        described.setdefault(subject, set()).add((predicate, value))
    return any(
        each.predicate == ZT.hasObservation
        and each.evidence.quote == correction.quote
        and wanted <= described.get(each.object, set())
        for each in graph.statements
    )
