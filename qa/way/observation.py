"""Questions that one figure answers, or confirms."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.normalize import fold
from nlp.gazetteer.place import place_by_surface
from nlp.unit_code import convert
from qa.answer import AbstainReason, Answer, Outcome, Value
from qa.passage.demand import unmet
from qa.question.intent import unmeant
from qa.reader.place import leading_place
from qa.recall.coverage import clause_of
from qa.recall.fact import PREFIXES, Fact, term_list
from qa.recall.rank import reached_at_end
from qa.recall.rival import rival
from qa.way.bound import bounds_of, meets, rounded
from qa.way.ends import cite
from qa.wording.compose import figure_sentence, period_words
from qa.wording.figure import told_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qa.question.intent import Intent
    from qa.recall.fact import Figure
    from qa.recall.rank import Scored

    Titles = Callable[[str], str]

LEAST_FIGURE = 0.56
LEAST_WORDS = 0.5
"""Tuned on one half of the policy questions, with those of the other half as unanswerable."""
CLEAR_LEAD = 0.03
SAME_SCORE = 0.01


def _untitled(_: str) -> str:
    return ""


def confirmed(
    intent: Intent, ranked: Sequence[Scored], titles: Titles = _untitled
) -> Answer | None:
    """Answer whether a figure meets the bound that a question names; None where it names none.

    What the wording of the figure leaves open is said to be open.
    """
    answer = figure_answer(intent, ranked, titles) if intent.thresholds else None
    if answer is None or not answer.answered:
        return answer
    figure = next(s.fact.figure for s in ranked if s.score >= LEAST_FIGURE and covers(intent, s))
    assert figure is not None
    if any(convert(figure.low, figure.unit, b.unit) is None for b in intent.thresholds):
        return None
    found = [meets(figure, bound) for bound in intent.thresholds]
    said = "是" if all(found) else "否" if False in found else "不能确定"
    if said == "不能确定":
        return replace(
            answer,
            outcome=Outcome.ABSTAINED,
            values=(),
            reason=AbstainReason.NO_FACT,
            text=f"{figure_sentence(figure)}这一写法不能确定是否符合所问。",
        )
    note = "（原文为约数，按所写的数值判断）" if rounded(figure, intent.thresholds) else ""
    values = (Value(said), *answer.values)
    return replace(answer, values=values, text=f"{said}。{answer.text}{note}")


def figure_answer(
    intent: Intent, ranked: Sequence[Scored], titles: Titles = _untitled
) -> Answer | None:
    """Answer from the best of the ranked figures; a conflict where others contradict it.

    Args:
        intent: The question.
        ranked: The figures, best first.
        titles: Returns the title of a document.
    """
    ranked = [s for s in ranked if s.score >= LEAST_FIGURE and covers(intent, s)]
    if not ranked:
        return None
    best = _exact(ranked)
    figure = best.fact.figure
    assert figure is not None
    against = _contradictions(best, ranked)
    if against:
        return _conflict(intent, [best.fact, *against])
    same = [s for s in ranked if s.score >= best.score - CLEAR_LEAD and _agrees(s.fact, best.fact)]
    point = figure.low == figure.high
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=told_figure(intent, best.fact, figure, titles(best.fact.document))
        + _as_of_end(intent, best.fact),
        values=(Value(figure.value_text, figure.low if point else None, figure.unit, figure.iri),),
        evidence=cite([s.fact for s in same]),
        source="graph",
        sparql=_observation_sparql(figure.indicator_iri, best.fact),
        steps=(
            *intent.steps,
            f"{figure.indicator}（{best.reason}）",
            *_rejected(ranked[1:4], best),
        ),
        confidence=min(0.99, best.score * best.fact.confidence + 0.1),
    )


def _as_of_end(intent: Intent, fact: Fact) -> str:
    """Say so where a level that is dated by a span is told for the span's last year."""
    figure = fact.figure
    if figure is None or figure.end is None or not intent.periods:
        return ""
    if not reached_at_end(intent, fact, figure):
        return ""
    when = period_words(figure.start, figure.end)
    return f"原文说的是{when}，这里按期末（{figure.end.year}年）的水平理解。"


LONGEST_PLAIN = 2
"""Letters of the longest word that is not looked at for a place that it begins with."""
_GRADE = re.compile(r"[一二三四五六七八九十\dA]+[级类线](?!以)|[甲乙丙]等")
"""A grade that what is counted must have: *三级*医院 are not 二级以上医院."""


def covers(intent: Intent, candidate: Scored) -> bool:
    """Whether the fact covers the question's words, or has the very indicator of the scheme.

    A noun before the indicator narrows it (锂电池出口增长): a fact that does not word it is of
    something else.
    """
    fact, figure = candidate.fact, candidate.fact.figure
    if figure is not None and rival(intent.question, intent.content, fact.quote, figure.value_text):
        return False
    if dict(candidate.features).get("unit") == 0.0:
        return False  # of something else than a price, an area, a share
    if any(grade not in fact.quote for grade in _GRADE.findall(intent.question)):
        return False
    if figure is not None and _of_other(intent, fact, figure):
        return False
    named = figure is not None and any(m.iri == figure.indicator_iri for m in intent.indicators)
    if named and figure is not None:
        said = f"{figure.indicator}{fact.quote}"
        return all(word in said for word in intent.narrowing)
    if figure is not None:
        said = f"{figure.indicator}{fact.quote}"
        if any(w not in said for w in intent.narrowing_of(figure.indicator)):
            return False
        if intent.head and not unmeant(intent.head) and intent.head not in said:
            return False  # 个人所得税起征点 is no 个人所得税
    return dict(candidate.features)["words"] >= LEAST_WORDS


def _of_other(intent: Intent, fact: Fact, figure: Figure) -> bool:
    """Whether a figure does not meet what the question demands, or is of another place."""
    question = fold(intent.question).rstrip("？?。 ")
    lacking = unmet(question, fold(fact.quote), fold(figure.value_text))
    return lacking is not None or _elsewhere(intent, f"{figure.area or ''}{fact.quote}")


def _elsewhere(intent: Intent, said: str) -> bool:
    """Whether a word of the question begins with a place that is not spoken of: *天津*港."""
    begun = {leading_place(word) for word in intent.content if len(word) > LONGEST_PLAIN}
    return any(place not in said for place in begun if place and _is_wide(place))


def _is_wide(place: str) -> bool:
    """Whether a name is that of a province or a city; many counties are called as things are."""
    return any(each.level in {"province", "city"} for each in place_by_surface().get(place, ()))


def _exact(ranked: Sequence[Scored]) -> Scored:
    """Return the best figure; the exact one where the best is a bound of the same thing."""
    best = ranked[0]
    figure = best.fact.figure
    if figure is None or figure.comparator == "=":
        return best
    near = (s for s in ranked[1:] if s.score >= best.score - SAME_SCORE)
    same = (s for s in near if _observes(s.fact) == _observes(best.fact))
    return next(
        (
            s
            for s in same
            if s.fact.figure is not None
            and s.fact.figure.comparator == "="
            and _allows(best.fact, s.fact)
        ),
        best,
    )


def _contradictions(best: Scored, ranked: Sequence[Scored]) -> list[Fact]:
    """Return the facts as good as the best that give the very same observation another value."""
    return [
        s.fact
        for s in ranked
        if s is not best
        and s.score >= best.score - SAME_SCORE
        and _observes(s.fact) == _observes(best.fact)
        and not _agrees(s.fact, best.fact)
        and not _allows(s.fact, best.fact)
    ]


def _allows(fact: Fact, other: Fact) -> bool:
    """Whether one of two figures is a bound that the other keeps: 迈上6万亿元, 62661亿元."""
    a, b = fact.figure, other.figure
    assert a is not None
    assert b is not None
    bound, exact = (b, a) if a.comparator == "=" else (a, b)
    if exact.comparator != "=":
        return False
    wide, narrow = bounds_of(bound, bound.unit), bounds_of(exact, bound.unit)
    if wide is None or narrow is None:
        return False
    return wide[0] <= narrow[0] and narrow[1] <= wide[1]


def _observes(fact: Fact) -> tuple[object, ...]:
    f = fact.figure
    assert f is not None
    return (f.indicator_iri, f.area_iri, f.agent, f.start, f.end, f.kind, f.unit)


def _conflict(intent: Intent, found: Sequence[Fact]) -> Answer:
    said = "；".join(
        f"{f.figure.value_text}（“{clause_of(f.quote, f.figure.value_text)}”）"
        for f in found
        if f.figure is not None
    )
    # Two figures of one document are of two things; the question does not tell which it means.
    apart = len({f.document for f in found}) > 1
    text = (
        "已收录的文件对此说法不一，无法确定其一" if apart else "同一文件中有几个数值都可能是所问的"
    )
    return Answer(
        question=intent.question,
        outcome=Outcome.ABSTAINED,
        text=f"{text}：{said}。",
        evidence=cite(found),
        steps=intent.steps,
        reason=AbstainReason.CONFLICT if apart else AbstainReason.NO_FACT,
    )


def _agrees(fact: Fact, other: Fact) -> bool:
    a, b = fact.figure, other.figure
    assert a is not None
    assert b is not None
    return (a.indicator_iri, a.low, a.high, a.unit) == (b.indicator_iri, b.low, b.high, b.unit)


def _rejected(ranked: Sequence[Scored], best: Scored) -> list[str]:
    return [
        f"未采用：{s.fact.figure.indicator} {s.fact.figure.value_text}（{s.reason}）"
        for s in ranked
        if s.fact.figure is not None and not _agrees(s.fact, best.fact)
    ]


def _observation_sparql(indicator: str, fact: Fact) -> str:
    figure = fact.figure
    assert figure is not None
    lines = [f"  ?o a zt:{figure.kind.capitalize()} ; zt:indicator {term_list([indicator])} ;"]
    lines.append("     zt:valueText ?value ; zt:low ?low ; zt:high ?high ; zt:unit ?unit .")
    if figure.area_iri:
        lines.append(f"  ?o zt:area {term_list([figure.area_iri])} .")
    for name, day in (("periodStart", figure.start), ("periodEnd", figure.end)):
        if day is not None:
            lines.append(f'  ?o zt:{name} "{day}"^^<http://www.w3.org/2001/XMLSchema#date> .')
    lines.append(
        "  ?statement rdf:object ?o ; zt:document/zt:documentId ?document ; zt:quote ?quote ."
    )
    head = "SELECT ?value ?low ?high ?unit ?document ?quote WHERE {\n"
    return PREFIXES + head + "\n".join(lines) + "\n}"
