"""Which documents others cite most: 被引用最多的法律是哪部."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.entity import title_key
from ontology.lexicon import document_kind
from qa.answer import Answer, Outcome, Value
from qa.recall.fact import PREFIXES, facts, term_list
from qa.recall.selection import ANY, select
from qa.way.ends import cite
from qa.way.said import LINEAGE
from qa.way.set_kind import kind_named
from qa.way.tally import counted_kind, leading
from qa.wording.compose import listed

if TYPE_CHECKING:
    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog

MOST_BESIDE = 4
"""Documents that are told behind the most cited."""
_BY = re.compile(r"被(?P<who>[\u4e00-\u9fff]{2,8}?)(?:引用|援引|提及|依据)")
_CITED = re.compile(
    r"(?:被)?(?:引用|援引|提及|依据)(?:的?次数|得|的)?最[多少]|最常被?(?:引用|援引)"
)


def _of_rank(intent: Intent, view: GraphView, catalog: Catalog, who: str) -> set[str] | None:
    """Return the documents of the rank or kind whose citations count, None for all."""
    kind = kind_named(who)
    if kind is None:
        return None
    chosen = select(replace(intent, question=who), kind, topical=False)
    return {entry.iri for entry in chosen.entries(view, catalog)}


def most_cited(intent: Intent, view: GraphView, catalog: Catalog) -> Answer | None:
    """Return the documents that most others cite, None if that is not asked.

    Editions of one title count together.
    """
    if _CITED.search(intent.question) is None:
        return None
    query = (
        f"{PREFIXES}SELECT DISTINCT ?s ?o ?label WHERE {{\n"
        f"  VALUES ?p {{ {' '.join('zt:' + name for name in LINEAGE)} }}\n"
        "  ?s ?p ?o ; zt:documentId ?id . ?o a zt:PolicyDocument ; rdfs:label ?label .\n}"
    )
    kind = counted_kind(intent)
    by = _BY.search(intent.question)
    among = None if by is None else _of_rank(intent, view, catalog, by["who"])
    citing: defaultdict[str, set[str]] = defaultdict(set)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    iris: dict[str, str] = {}
    for row in view.select(query):
        label = str(row["label"])
        if among is not None and str(row["s"]) not in among:
            continue
        if kind not in {None, ANY, document_kind(label)}:
            continue
        key = title_key(label)
        citing[key].add(catalog.first(str(row["s"])))
        names[key][label] += 1
        iris.setdefault(key, str(row["o"]))
    if not citing:
        return None
    order = sorted(citing, key=lambda key: (-len(citing[key]), key))
    top = leading(order, intent.focus.most, lambda key: len(citing[key]))
    shown = order[: len(top) + MOST_BESIDE]
    usual = {key: f"《{names[key].most_common(1)[0][0]}》" for key in shown}
    told = [f"{usual[key]}（{len(citing[key])}份文件）" for key in top]
    rest = [f"{usual[k]}（{len(citing[k])}份）" for k in shown[len(top) :]]
    found = facts(view, f"  VALUES ?o {{ {term_list([iris[top[0]]])} }} ?statement rdf:object ?o .")
    others = f"其次：{listed(rest)}。" if rest else ""
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=(
            f"在已收录的{catalog.held}中，引用它的文件最多的是{listed(told)}。{others}"
            "同一标题的各个文本合并计算，重复件只计一次。"
        ),
        values=tuple(
            value
            for key in top
            for value in (
                Value(usual[key], iri=iris[key]),
                Value(f"{len(citing[key])}份", Decimal(len(citing[key])), "份"),
            )
        ),
        evidence=cite(found),
        source="graph",
        sparql=query,
        steps=(*intent.steps, f"按被引用的标题计数 → {len(order)}个标题"),
        confidence=0.9,
    )
