"""What share one figure is of another: 政府投入占总资金多大比例."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answer import Answer, Outcome, Value
from qa.recall.candidate import by_passages, by_slots
from qa.recall.rank import rank_figures
from qa.way.aggregate import share
from qa.way.ends import cite
from qa.wording.compose import figure_sentence, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.store import GraphView
    from qa.question.intent import Intent
    from qa.retrieval import Hit

LEAST_PART = 0.4
"""A part and its whole may be named briefly: that one can be divided by the other confirms them."""
_MEASURED = re.compile(r"多大的?比[例重]|多少比例|百分之几|几成|的?比[例重]是?多少")


def ratio(intent: Intent, view: GraphView, hits: Sequence[Hit]) -> Answer | None:
    """Divide the figure named before 占 by the one named after it."""
    left, _, right = intent.question.partition("占")
    if not right:
        return None
    candidates = [*by_slots(view, intent, ()), *by_passages(view, hits)]
    figures = []
    for words in (left, _MEASURED.sub("", right)):
        content = tuple(w for w in intent.content if w in words)
        part = replace(intent, question=words, content=content, kind=None, indicators=())
        ranked = rank_figures(part, candidates)
        if not ranked or ranked[0].score < LEAST_PART:
            return None
        figures.append(ranked[0].fact)
    part_figure, whole_figure = figures[0].figure, figures[1].figure
    assert part_figure is not None
    assert whole_figure is not None
    percent = share(part_figure, whole_figure)
    if percent is None or part_figure.iri == whole_figure.iri:
        return None
    shown = f"{plain(percent)}%"
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"{figure_sentence(part_figure)}{figure_sentence(whole_figure)}前者约占后者的{shown}。",
        values=(Value(shown, percent, "%"),),
        evidence=cite(figures),
        source="graph",
        sparql=None,
        steps=(
            *intent.steps,
            f"{plain(part_figure.low)} ÷ {plain(whole_figure.low)} × 100 = {plain(percent)}",
        ),
        confidence=0.85,
    )
