"""When there is no answer: why, and which questions near this one have one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answer import AbstainReason, Answer, Outcome
from qa.compose import period_words
from qa.fact import PREFIXES, load_figures, term_list

if TYPE_CHECKING:
    from kg.store import GraphView
    from qa.catalog import Catalog
    from qa.fact import Figure
    from qa.intent import Intent

MOST_SUGGESTIONS = 3

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
    view: GraphView,
    *,
    names: str = "",
) -> Answer:
    """Return an abstention with its reason in words and answerable questions near by."""
    return Answer(
        question=intent.question,
        outcome=Outcome.ABSTAINED,
        text=_WORDS[reason].format(n=len(catalog), names=names),
        reason=reason,
        steps=intent.steps,
        suggestions=suggestions(intent, view),
    )


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


def suggestions(intent: Intent, view: GraphView) -> tuple[str, ...]:
    """Return questions about the same indicator, else the same place, that the graph answers."""
    patterns = []
    indicators = [m.iri for m in intent.indicators]
    places = [link.iri for link in intent.places if link.iri]
    if indicators:
        patterns.append(
            f"VALUES ?i {{ {term_list(indicators)} }} ?o zt:indicator ?i ; zt:area ?a ."
        )
    if places:
        patterns.append(f"VALUES ?a {{ {term_list(places)} }} ?o zt:area ?a ; zt:indicator ?i .")
    patterns.append("?o zt:indicator ?i ; zt:area ?a . FILTER (STRSTARTS(STR(?i), STR(ind:)))")
    for pattern in patterns:
        query = f"{PREFIXES}SELECT ?o WHERE {{ {pattern} ?o zt:periodEnd ?e }} LIMIT 12"
        found = load_figures(view, [str(row["o"]) for row in view.select(query)])
        questions = dict.fromkeys(map(_question, sorted(found.values(), key=lambda f: f.iri)))
        if questions:
            return tuple(questions)[:MOST_SUGGESTIONS]
    return ()


def _question(figure: Figure) -> str:
    when = period_words(figure.start, figure.end, figure.period_text)
    kind = "目标" if figure.kind == "target" else ""
    return f"{figure.area}{when}{figure.indicator}{kind}是多少？"
