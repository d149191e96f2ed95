"""When there is no answer: why, and which questions near this one have one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from qa.answer import AbstainReason, Answer, Outcome
from qa.question.title import unmatched
from qa.recall.catalog import year_of
from qa.recall.fact import PREFIXES, load_figures, term_list
from qa.wording.compose import listed, period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog
    from qa.recall.fact import Figure
    from qa.retrieval import Retriever

MOST_NAMED = 4
"""Places that are named of those of which nothing is held."""
MOST_OF_A_KIND = 3
"""Suggestions of one kind that are tried."""

_WORDS = {
    AbstainReason.UNKNOWN_ENTITY: "已收录的{n}份文件没有提到{names}，无法回答。",
    AbstainReason.NO_FACT: "已收录的{n}份文件中没有找到能够回答这个问题的内容。",
    AbstainReason.OUT_OF_PERIOD: "已收录的{n}份文件中有这一指标，但没有所问时间的数据。",
    AbstainReason.OUT_OF_SCOPE: "这个问题不涉及已收录的政策文件。",
}


def abstain(
    intent: Intent,
    reason: AbstainReason,
    catalog: Catalog,
    *,
    names: str = "",
) -> Answer:
    """Return an abstention with its reason in words."""
    missing = not_held(intent, catalog) if reason is AbstainReason.NO_FACT else ""
    found_nothing = reason in {AbstainReason.NO_FACT, AbstainReason.OUT_OF_SCOPE}
    title = unmatched(intent, catalog) if found_nothing else None
    missing += f"没有标题与“{title}”相近的文件。" if title else ""
    return Answer(
        question=intent.question,
        outcome=Outcome.ABSTAINED,
        text=_WORDS[reason].format(n=len(catalog), names=names) + missing,
        reason=reason,
        steps=intent.steps,
    )


def not_held(intent: Intent, catalog: Catalog) -> str:
    """Say of which places asked about no document is held, or none of the year or a later one."""
    if intent.entries:
        return ""
    year = max((p.end.year for p in intent.periods if p.end is not None), default=None)
    without: list[str] = []
    before: list[str] = []
    for link in intent.places:
        place = link.name or link.mention.text
        own = catalog.of_place(place)
        if not own:
            without.append(place)
        elif year is not None and all(year_of(entry) < year for entry in own):
            before.append(place)
    said = [f"没有{_some(without)}的文件"] if without else []
    said += [f"没有{_some(before)}{year}年及以后的文件"] if before else []
    return f"其中{'，'.join(said)}。" if said else ""


def _some(places: Sequence[str]) -> str:
    """Name some places, the first of them where they are many."""
    if len(places) <= MOST_NAMED:
        return listed(places)
    return f"{listed(places[:MOST_NAMED])}等{len(places)}个地区"


def without(answer: Answer, given: frozenset[str]) -> Answer:
    """Return an answer without the values that were given before; an abstention if none is left."""
    if not given or not answer.answered:
        return answer
    left = tuple(value for value in answer.values if value.value not in given)
    if left:
        names = "、".join(value.value for value in left)
        return replace(answer, values=left, text=f"此外还有：{names}。")
    return Answer(
        question=answer.question,
        outcome=Outcome.ABSTAINED,
        text="除上一回答列出的以外，已收录的文件中没有找到别的。",
        reason=AbstainReason.NO_FACT,
        evidence=answer.evidence,
        steps=answer.steps,
    )


def nearby(
    intent: Intent, view: GraphView, catalog: Catalog, retriever: Retriever
) -> tuple[str, ...]:
    """Return questions near one that may have an answer: its indicator, its place, its subject."""
    patterns = []
    indicators = [m.iri for m in intent.indicators]
    places = [link.iri for link in intent.places if link.iri]
    if indicators:
        patterns.append(
            f"VALUES ?i {{ {term_list(indicators)} }} ?o zt:indicator ?i ; zt:area ?a ."
        )
    if places:
        patterns.append(f"VALUES ?a {{ {term_list(places)} }} ?o zt:area ?a ; zt:indicator ?i .")
    questions: dict[str, None] = {}
    for pattern in patterns:
        query = (
            f"{PREFIXES}SELECT ?o WHERE {{ {pattern} ?o zt:periodEnd ?e }} "
            "ORDER BY DESC(?e) ?o LIMIT 12"
        )
        found = load_figures(view, [str(row["o"]) for row in view.select(query)])
        ordered = sorted(found.values(), key=lambda f: (f.end or date.min, f.iri), reverse=True)
        questions |= dict.fromkeys(map(_question, ordered[:MOST_OF_A_KIND]))
    hits = retriever.search(intent.question, limit=MOST_OF_A_KIND)
    titles = (
        catalog.entries[h.document_id].title for h in hits if h.document_id in catalog.entries
    )
    questions |= dict.fromkeys(f"《{title}》是什么文件？" for title in titles if title)
    return tuple(questions)


def _question(figure: Figure) -> str:
    when = period_words(figure.start, figure.end, figure.period_text)
    kind = "目标" if figure.kind == "target" else ""
    return f"{figure.area}{when}{figure.indicator}{kind}是多少？"
