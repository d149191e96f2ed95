"""The measurement table: the figures of an indicator, a row for each area or body, with quotes."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from qa.answer import plain_number
from qa.error import QuestionError
from qa.recall.fact import PREFIXES, facts, load_figures, term_list
from qa.wording.compose import period_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.storage.archive import Summary
    from kg.storage.store import GraphView
    from nlp.extraction import Period
    from qa.recall.fact import Fact, Figure

COLUMNS = (
    "area", "agent", "indicator", "period_start", "period_end", "period", "kind", "value_text",
    "comparator", "low", "high", "unit", "document", "title", "source_url", "start", "end", "quote",
)  # fmt: skip
"""The columns of CSV and Excel, and the keys of a row in JSON."""

_SHOWN = {
    "area": "地区或主体", "indicator": "指标", "period": "时间", "kind": "性质",
    "value_text": "数值", "quote": "原文", "document": "文件",
}  # fmt: skip
_KINDS = {"target": "目标", "actual": "实际", "baseline": "基数", "limit": "限额"}
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one indicator, by area or body and then by period."""

    rows: tuple[dict[str, Any], ...]

    @property
    def shown_columns(self) -> tuple[str, ...]:
        """The headings of the table for people."""
        return tuple(_SHOWN.values())

    def shown(self) -> list[tuple[object, ...]]:
        """Return the rows of the table for people."""
        rows = (
            {**row, "area": row["area"] or row["agent"], "kind": _KINDS[row["kind"]]}
            for row in self.rows
        )
        return [tuple(row[name] or "" for name in _SHOWN) for row in rows]

    def rendered(self, form: str) -> str | bytes:
        """Return the table as ``json``, ``csv`` or ``xlsx``."""
        written: dict[str, Callable[[], str | bytes]]
        written = {"json": self._json, "csv": self._csv, "xlsx": self._xlsx}
        return written[form]()

    def _json(self) -> str:
        return json.dumps(self.rows, ensure_ascii=False) + "\n"

    def _csv(self) -> str:
        written = io.StringIO()
        writer = csv.DictWriter(written, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        return written.getvalue()

    def _xlsx(self) -> bytes:
        from zhengtu.service.spreadsheet import xlsx

        return xlsx(COLUMNS, ([row[name] for name in COLUMNS] for row in self.rows))


def table(
    view: GraphView,
    documents: Mapping[str, Summary],
    indicator: str,
    *,
    period: str | None = None,
    kind: str | None = None,
) -> Table:
    """Return the figures of an indicator, the best sourced one of each area, period and kind.

    Args:
        view: The graph.
        documents: What is stored, by id.
        indicator: A name or another name; a level without figures stands for its growth.
        period: A year, a span of years, or a stretch of time as documents write it; None for any.
        kind: ``target``, ``actual``, ``baseline``, ``limit`` or None for any.

    Raises:
        QuestionError: The period cannot be read.
    """
    span = None if period is None else read_period(period)
    for names in indicator_iris(indicator):
        figures = [f for f in _figures(view, names, kind) if span is None or fits(f, span)]
        if figures:
            return Table(tuple(_rows(view, documents, figures)))
    return Table(())


def read_period(text: str) -> Period:
    """Return the stretch of time that a user names: 2026, 2021-2025, “十五五”, 2025年上半年.

    Raises:
        QuestionError: It is none.
    """
    from nlp.period import Anchor, find_periods

    bare = re.fullmatch(r"\s*(\d{4})(?:\s*[-–—~至]\s*(\d{4}))?\s*", text)
    words = text
    if bare is not None:
        words = f"{bare[1]}—{bare[2]}年" if bare[2] else f"{bare[1]}年"
    found = find_periods(words, Anchor())
    if not found or found[0].period.end is None:
        raise QuestionError(f"看不懂时间“{text}”：请写成 2026、2021-2025 或“十五五”。")
    return found[0].period


def fits(figure: Figure, span: Period) -> bool:
    """Whether a figure is of just this stretch of time; one without a beginning fits by its end."""
    return figure.end == span.end and figure.start in {None, span.start}


def indicator_iris(name: str) -> Iterator[list[str]]:
    """Yield what a name may stand for, in the order to try: its own figures, then its growth."""
    from nlp.gazetteer.indicator import lexicon
    from ontology.iri import mint

    known = lexicon().link(name)
    yield [*([known.iri] if known else []), mint("indicator", name)]
    growth = lexicon().change(known, "growth") if known else None
    if growth is not None:
        yield [growth.iri]


def _figures(view: GraphView, indicators: Iterable[str], kind: str | None) -> list[Figure]:
    of_kind = kind.capitalize() if kind else "Observation"
    pattern = f"VALUES ?i {{ {term_list(indicators)} }} ?o zt:indicator ?i ; a zt:{of_kind} ."
    found = view.select(f"{PREFIXES}SELECT DISTINCT ?o WHERE {{ {pattern} }}")
    names = sorted(str(row["o"]) for row in found)
    return [f for some in _batches(names) for f in load_figures(view, some).values()]


def _batches(names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    rest = iter(names)
    while batch := tuple(islice(rest, _BATCH)):
        yield batch


def _rows(
    view: GraphView, documents: Mapping[str, Summary], figures: Iterable[Figure]
) -> Iterator[dict[str, Any]]:
    by_iri = {figure.iri: figure for figure in figures}
    best: dict[tuple[object, ...], Fact] = {}
    for fact in sorted(_evidence(view, by_iri), key=lambda f: (-f.confidence, f.document, f.start)):
        figure = by_iri[fact.object]
        best.setdefault((_who(figure, fact), figure.start, figure.end, figure.kind), fact)
    for fact in sorted(best.values(), key=lambda f: _order(by_iri[f.object], f)):
        yield _row(by_iri[fact.object], fact, documents[fact.document])


def _evidence(view: GraphView, observations: Iterable[str]) -> Iterator[Fact]:
    for some in _batches(sorted(observations)):
        pattern = f"  VALUES ?o {{ {term_list(some)} }} ?statement rdf:object ?o ."
        yield from facts(view, pattern, limit=_BATCH * 20)


def _who(figure: Figure, fact: Fact) -> str:
    return figure.area_iri or figure.agent or fact.subject


def _order(figure: Figure, fact: Fact) -> tuple[str, str, str]:
    return (_who(figure, fact), str(figure.end or ""), figure.kind)


def _row(figure: Figure, fact: Fact, document: Summary) -> dict[str, Any]:
    return {
        "area": figure.area,
        "agent": figure.agent,
        "indicator": figure.indicator,
        "period_start": figure.start.isoformat() if figure.start else None,
        "period_end": figure.end.isoformat() if figure.end else None,
        "period": period_words(figure.start, figure.end, figure.period_text) or None,
        "kind": figure.kind,
        "value_text": figure.value_text,
        "comparator": figure.comparator,
        "low": plain_number(figure.low),
        "high": plain_number(figure.high),
        "unit": figure.unit,
        "document": fact.document,
        "title": document.title,
        "source_url": document.source_url,
        "start": fact.start,
        "end": fact.end,
        "quote": fact.quote,
    }
