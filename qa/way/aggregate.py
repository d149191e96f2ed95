"""Questions over all matching observations: tables, extremes, filters, counts, comparisons, shares.

Everything is computed in Python over rows that one SPARQL query fetched, with exact decimals; each
row keeps its observation, so that every cell can show its quote.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from nlp.pipe.measurement.setting import CHINA
from nlp.unit_code import convert
from qa.question.focus import Operation
from qa.recall.fact import PREFIXES, Fact, Figure, facts, load_figures, term_list
from qa.recall.rank import reached_at_end
from qa.wording.compose import KIND_WORDS, period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.store import GraphView
    from qa.question.intent import Intent


@dataclass(frozen=True, slots=True)
class Table:
    """Observations of one indicator, a row per area and period, and the query for them."""

    indicator: str
    figures: tuple[Figure, ...]
    query: str


def named(table: Table, figures: Sequence[Figure]) -> str:
    """Return what figures are of, in words: 2026年地区生产总值增长目标, the period if it is one.

    Spans that end with a year beside figures of that year are told as the year.
    """
    ends = {f.end for f in figures}
    latest = max((f.start or date.min for f in figures), default=date.min)
    told = [f for f in figures if (f.start or date.min) == latest] if len(ends) == 1 else figures
    periods = {period_words(f.start, f.end, f.period_text) for f in told}
    kinds = {KIND_WORDS.get(f.kind, "") for f in figures}
    when = periods.pop() if len(periods) == 1 else ""
    names = {f.indicator for f in figures}
    indicator = names.pop() if len(names) == 1 else table.indicator
    return f"{when}{indicator}{kinds.pop() if len(kinds) == 1 else ''}"


def observation_query(
    indicators: Sequence[str],
    *,
    kind: str | None = None,
    start: date | None = None,
    end: date | None = None,
    areas: Sequence[str] = (),
    area_class: str | None = None,
    actors: Sequence[str] = (),
) -> str:
    """Return the query for the observations of indicators, narrowed by kind, period and areas.

    Args:
        indicators: IRIs of the indicators.
        kind: ``target``, ``actual``, ``baseline``, ``limit`` or None for any.
        start: First day of the period, or None for any.
        end: Last day of the period, or None for any.
        areas: IRIs of places; empty for all.
        area_class: Local name of the class of places (``Province``), or None for any.
        actors: IRIs of the bodies that are the agents or whose documents state them; empty for any.
    """
    lines = [f"  VALUES ?indicator {{ {term_list(indicators)} }}"]
    if areas:
        lines.append(f"  VALUES ?area {{ {term_list(areas)} }}")
    lines.append(
        "  ?o a zt:" + (kind.capitalize() if kind else "Observation") + " ;\n"
        "     zt:indicator ?indicator ; zt:area ?area ; zt:valueText ?value ; zt:low ?low ; "
        "zt:high ?high ;\n     zt:comparator ?comparator ; zt:unit ?unit .\n"
        '  ?area rdfs:label ?areaName . FILTER (lang(?areaName) != "en")'
    )
    if area_class:
        lines.append(f"  ?area a zt:{area_class} .")
    if actors:
        lines.append(
            f"  VALUES ?actor {{ {term_list(actors)} }}\n"
            "  { ?o zt:agent ?actor } UNION\n"
            "  { ?statement rdf:object ?o ; zt:document/zt:issuedBy ?actor }"
        )
    if start is not None:
        lines.append(f'  ?o zt:periodStart "{start}"^^xsd:date .')
    if end is not None:
        lines.append(f'  ?o zt:periodEnd "{end}"^^xsd:date .')
    body = "\n".join(lines)
    return (
        PREFIXES + "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
        "SELECT DISTINCT ?o ?areaName ?value ?low ?high ?comparator ?unit WHERE {\n"
        f"{body}\n}} ORDER BY ?areaName ?o"
    )


def operand_query(iris: Sequence[str]) -> str:
    """Return the query for the very observations of a calculation, with their quotes."""
    return (
        f"{PREFIXES}SELECT ?o ?value ?low ?high ?unit ?quote WHERE {{\n"
        f"  VALUES ?o {{ {term_list(iris)} }}\n"
        "  ?o zt:valueText ?value ; zt:low ?low ; zt:high ?high ; zt:unit ?unit .\n"
        "  ?statement rdf:object ?o ; zt:quote ?quote .\n}"
    )


def evidence_of(view: GraphView, figures: Sequence[Figure]) -> dict[str, Fact]:
    """Return the statements of figures by the observations' IRIs."""
    if not figures:
        return {}
    pattern = f"  VALUES ?o {{ {term_list(f.iri for f in figures)} }} ?statement rdf:object ?o ."
    return {fact.object: fact for fact in facts(view, pattern)}


def areas_of(intent: Intent) -> list[str]:
    """Return the places that a question's figures must be of, the country included; all if none."""
    named = [x.iri for x in intent.places if x.iri]
    return [CHINA[1]] if intent.nation else named


def fetch(view: GraphView, intent: Intent, *, areas: Sequence[str] = ()) -> Table | None:
    """Return the table that a question ranges over, or None if it names no indicator."""
    if not intent.indicators:
        return None
    period = intent.periods[0] if intent.periods else None
    timeline = intent.focus.operation is Operation.TIMELINE
    query = observation_query(
        [m.iri for m in intent.indicators],
        kind=intent.kind,
        start=period.start if period and not timeline else None,
        end=period.end if period and not timeline else None,
        areas=areas,
        area_class=area_class(intent),
        actors=[x.iri for x in intent.actors if x.iri],
    )
    rows = view.select(query)
    figures = load_figures(view, {str(row["o"]) for row in rows})
    kept = [f for f in figures.values() if f.kind != "baseline" or intent.kind == "baseline"]
    if period is not None and not timeline:
        have = {f.area_iri for f in kept}
        kept += [f for f in _reached(view, intent, areas) if f.area_iri not in have]
    return Table(intent.indicators[0].label, tuple(_one_per_cell(kept, timeline=timeline)), query)


def _reached(view: GraphView, intent: Intent, areas: Sequence[str]) -> list[Figure]:
    """Return the levels that are dated by a span of years whose last is asked about."""
    last = intent.periods[0].end
    if last is None or intent.kind == "target":
        return []
    query = observation_query(
        [m.iri for m in intent.indicators if m.score == 1.0],
        kind="actual",
        end=last,
        areas=areas,
        area_class=area_class(intent),
        actors=[x.iri for x in intent.actors if x.iri],
    )
    figures = load_figures(view, {str(row["o"]) for row in view.select(query)})
    spans = [f for f in figures.values() if f.start is not None and f.start.year < last.year]
    evidence = evidence_of(view, spans)
    return [f for f in spans if reached_at_end(intent, evidence[f.iri], f)]


def area_class(intent: Intent) -> str | None:
    """Return the class of places that a question ranges over, None for any."""
    if intent.asked_class is not None and intent.asked_class.name in {"Province", "City", "County"}:
        return intent.asked_class.name
    return (
        "Province"
        if any(w in intent.question for w in ("各省", "分省", "哪个省", "哪些省"))
        else None
    )


def _one_per_cell(figures: Sequence[Figure], *, timeline: bool) -> list[Figure]:
    """Keep one observation per area and period.

    Where the question leaves period or nature open, an area's figure is of those that most areas
    have one of (a year, not the plan of five years that two of them give beside it), else its
    latest.
    """
    usual = None if timeline else _usual(figures)
    order = sorted(
        figures,
        key=lambda f: (
            (f.start, f.end, f.kind) == usual,
            f.end or date.min,
            f.start or date.min,
            f.iri,
        ),
    )
    cells = {(f.area_iri, f.end if timeline else None): f for f in order}
    if timeline:
        return sorted(cells.values(), key=lambda f: (f.end or date.min, f.area_iri or ""))
    return sorted(cells.values(), key=lambda f: f.area_iri or "")


def _usual(figures: Sequence[Figure]) -> tuple[date | None, date | None, str] | None:
    """Return the period and nature that most areas have a figure of, else the shortest, latest."""
    areas: dict[tuple[date | None, date | None, str], set[str | None]] = {}
    for figure in figures:
        areas.setdefault((figure.start, figure.end, figure.kind), set()).add(figure.area_iri)

    def weight(key: tuple[date | None, date | None, str]) -> tuple[int, int, date, str]:
        start, end, kind = key
        days = (end - start).days if start and end else date.max.toordinal()
        return len(areas[key]), -days, end or date.min, kind

    return max(areas, key=weight, default=None)


def extremes(figures: Sequence[Figure], *, highest: bool, most: int = 1) -> list[Figure]:
    """Return the observations with the highest or lowest values; all that tie with the last.

    Args:
        figures: Observations; those whose unit cannot be brought to the first one's are left out.
        highest: Whether the highest or the lowest are wanted.
        most: How many places of the order are wanted.
    """
    if not figures:
        return []
    unit = figures[0].unit
    keyed: list[tuple[tuple[Decimal, Decimal], Figure]] = []
    for figure in figures:
        low, high = (convert(n, figure.unit, unit) for n in (figure.low, figure.high))
        if low is not None and high is not None:
            keyed.append(((-high, -low) if highest else (low, high), figure))
    keyed.sort(key=lambda k: k[0])
    last = keyed[min(most, len(keyed)) - 1][0]
    return [figure for key, figure in keyed if key <= last]


def share(part: Figure, whole: Figure) -> Decimal | None:
    """Return part of whole in percent to one decimal, or None where that means nothing."""
    if (
        part.unit != whole.unit
        or whole.low == 0
        or part.low != part.high
        or whole.low != whole.high
    ):
        return None
    return (part.low / whole.low * 100).quantize(Decimal("0.1"))
