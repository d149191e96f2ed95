"""Questions to begin with: made from what a store holds, kept if it answers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.recall.fact import PREFIXES, load_figures, local_name
from qa.wording.compose import period_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.storage.store import GraphView
    from qa.answer import Answer
    from qa.recall.fact import Figure
    from zhengtu.service.report import Listed

MOST = 6
_TARGETS = PREFIXES + (
    "SELECT ?o (COUNT(DISTINCT ?other) AS ?n) WHERE { ?o a zt:Target ; zt:indicator ?i ; "
    "zt:area ?a ; zt:periodEnd ?e . FILTER (STRSTARTS(STR(?i), STR(ind:))) "
    "?other a zt:Target ; zt:indicator ?i ; zt:periodEnd ?e ; zt:area ?b } "
    "GROUP BY ?o ORDER BY DESC(?n) ?o LIMIT 40"
)
_RELATIONS = PREFIXES + (
    "SELECT DISTINCT ?p ?class ?name WHERE { VALUES ?p { zt:proposes zt:leads zt:builds } "
    "VALUES ?class { zt:Province zt:City } "
    "?statement rdf:predicate ?p ; rdf:subject ?x ; rdf:object ?y . "
    "FILTER NOT EXISTS { ?statement zt:modality ?m } "
    "?x a ?class . ?y a zt:Programme ; rdfs:label ?name . FILTER (STRLEN(?name) > 5) } "
    "ORDER BY ?p ?name LIMIT 20"
)
_ASKED = {"proposes": "提出", "builds": "建设", "leads": "牵头"}
_WHO = {"Province": "哪个省", "City": "哪个市"}


def examples(
    view: GraphView, documents: Sequence[Listed], ask: Callable[[str], Answer]
) -> tuple[str, ...]:
    """Return up to ``MOST`` questions of different kinds that the store answers."""
    kept: list[str] = []
    kinds = (_of_targets(view), _of_documents(documents), _of_relations(view))
    for questions in kinds:
        kept += _answered(questions, ask, most=MOST // len(kinds))
    return tuple(kept[:MOST])


def _answered(questions: Iterator[str], ask: Callable[[str], Answer], most: int) -> list[str]:
    """Return the first few questions that have an answer; a few are tried for each."""
    kept: list[str] = []
    for tried, question in enumerate(dict.fromkeys(questions)):
        if len(kept) == most or tried == 3 * most:
            break
        if ask(question).answered:
            kept.append(question)
    return kept


def _of_targets(view: GraphView) -> Iterator[str]:
    rows = view.select(_TARGETS)
    figures = load_figures(view, [str(row["o"]) for row in rows])
    shared = [figures[str(row["o"])] for row in rows if str(row["o"]) in figures]
    seen: set[str] = set()
    for figure in shared:
        if figure.indicator not in seen:
            seen.add(figure.indicator)
            yield from _of_figure(figure)


def _of_figure(figure: Figure) -> Iterator[str]:
    when = period_words(figure.start, figure.end, figure.period_text)
    yield f"{when}{figure.indicator}目标最高的是哪个省？"
    yield f"{figure.area}{when}{figure.indicator}目标是多少？"
    yield f"列出各省{when}{figure.indicator}目标"


def _of_documents(documents: Sequence[Listed]) -> Iterator[str]:
    for document in documents:
        if document.document_number and "〔" in document.document_number:
            yield f"{document.document_number}是什么文件？"


def _of_relations(view: GraphView) -> Iterator[str]:
    for row in view.select(_RELATIONS):
        who, verb = _WHO[local_name(str(row["class"]))], _ASKED[local_name(str(row["p"]))]
        yield f"{who}{verb}{row['name']}？"
