"""Questions for what is not stated: 哪些省没有提出…目标.

What a document does not say is not thereby false. For figures the question can be answered for the
places that have figures of that nature at all; for anything else it is left open, with its reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rdflib import Literal

from qa.answer import AbstainReason, Answer, Outcome, Value
from qa.recall.fact import PREFIXES, facts
from qa.way.aggregate import area_class, evidence_of, fetch
from qa.way.ends import cite
from qa.wording.compose import listed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog

MOST_QUOTED = 5
_MEASURE = r"个?月|个?工作日|个?小时|[日天年元倍钱]|周?岁"
"""What is measured and not listed: 多少*日*内没有收到."""
_NEGATED = re.compile(
    rf"(?:哪[个些一几]*|多少(?!{_MEASURE})个?|几个(?!月|工作日|小时))"
    r"[^，。？?]{0,12}?(?:没有|没|未(?!来)|尚未|并未|不曾)(?!收录|被?废止)"
    r"|(?<!有)(?:没有|未(?!来)|尚未)(?!收录|被?废止)[^，。？?]{2,30}的(?:省份?|市|县|地区|部门)"
)


def unstated(intent: Intent, view: GraphView, catalog: Catalog) -> Answer | None:
    """Answer which places have no such figure, or say that this cannot be told; None otherwise."""
    if intent.thresholds or not _NEGATED.search(intent.question):
        return None  # 没有达到5% is a bound
    table = fetch(view, intent) if intent.indicators else None
    if table is None or not table.figures:
        return Answer(
            question=intent.question,
            outcome=Outcome.ABSTAINED,
            text="文件没有写到的，不等于没有：从已收录的文件不能得出“没有”的名单。",
            reason=AbstainReason.NOT_MODELLED,
            steps=intent.steps,
        )
    having = {figure.area_iri for figure in table.figures}
    starts = {figure.start for figure in table.figures if figure.start is not None}
    others = {iri: name for iri, name in _places(intent, view, starts).items() if iri not in having}
    shown = list(evidence_of(view, table.figures).values())[:MOST_QUOTED]
    names = [others[iri] for iri in sorted(others)]
    scope = f"在已收录的{catalog.held}中，{len(having)}个地区有{table.indicator}的数据"
    lacking = f"有同一时期其他数据而没有找到这一数据的有{len(names)}个：{listed(names)}"
    said = lacking if names else "有同类数据的地区都有这一数据"
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"{scope}；{said}。没有找到不等于没有提出。",
        values=tuple(Value(others[iri], iri=iri) for iri in sorted(others)) or (Value("0个"),),
        evidence=cite(shown) or cite(facts(view, "  ?statement rdf:predicate zt:title .")[:1]),
        source="graph",
        sparql=table.query,
        steps=(*intent.steps, f"有同类数据的地区减去有{table.indicator}的地区"),
        confidence=0.75,
    )


def _places(intent: Intent, view: GraphView, starts: Iterable[date]) -> dict[str, str]:
    """Return the places of the class asked for that have figures of the same nature and time.

    A place that only has figures of other years has no document that could state this one.
    """
    kind = intent.kind.capitalize() if intent.kind else "Observation"
    days = " ".join(Literal(day).n3() for day in sorted(starts))
    then = f"  VALUES ?day {{ {days} }} ?o zt:periodStart ?day .\n" if days else ""
    rows = view.select(
        f"{PREFIXES}SELECT DISTINCT ?area ?name WHERE {{\n{then}"
        f"  ?o a zt:{kind} ; zt:area ?area . ?area a zt:{area_class(intent) or 'Province'} ;\n"
        '    rdfs:label ?name . FILTER (lang(?name) != "en") }'
    )
    return {str(row["area"]): str(row["name"]) for row in rows}
