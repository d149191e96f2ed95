"""``zhengtu bench qa``: how many questions are answered rightly, with a quote that holds.

Question sets, each over a store of its own documents: one article that was tuned on, eight sets of
other single documents (a store each), statutes, broad questions over documents of all kinds, State
Council documents, provincial reports, the reports' cells and questions over many cells. Questions
on documents whose sha256 begins with 0–3 are held out, and those on policies of half b in the set
of drawn documents.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import time
from contextlib import contextmanager
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from zhengtu.bench.judge import Expected, Verdict, judge, questions
from zhengtu.bench.overview import sources as overview_sources
from zhengtu.bench.source import articles, statutes
from zhengtu.bench.support import supported, verdicts
from zhengtu.bench.tabular import problems
from zhengtu.bench.tally import Judged, judged, summary
from zhengtu.bench.targets import GOLD, REPORTS, read_gold
from zhengtu.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from qa.answer import Answer
    from zhengtu.service import Services

ARTICLE = "smart-city-2014.txt"
STATE = "state-council-documents.jsonl"
YEAR = 2026
SIGNS = {"eq": {"="}, "approx": {"≈"}, "ge": {"≥", ">"}, "le": {"≤", "<"}, "range": {"range"}}
UNITS = {"万人": ("人", 10**4), "万吨": ("吨", 10**4), "亿斤": ("斤", 10**8)}


def run(data: Path) -> dict[str, Any]:
    """Evaluate answering on the shared documents; needs no store and leaves none.

    Args:
        data: The folder with the documents and the hand-read targets.

    Returns:
        A section per question set; see ``zhengtu.bench.tally.summary``. ``latency_ms`` is of warm
        questions.
    """
    gold = data / GOLD
    broad = questions("overview")
    sets = {
        "article": _set([data / ARTICLE], lambda s: _asked(s, questions("smart-city-2014"))),
        "articles": _articles(data, "articles"),
        "more_articles": _articles(data, "more-articles"),
        "chance_documents": _articles(data, "chance-documents"),
        "untrained_documents": _articles(data, "untrained-documents"),
        "fresh_documents": _articles(data, "fresh-documents"),
        "later_documents": _articles(data, "later-documents"),
        "unseen_documents": _articles(data, "unseen-documents"),
        "drawn_documents": _articles(data, "drawn-documents"),
        "statutes": _statutes(data),
        "overview": _rows(overview_sources(data, broad), lambda s: _asked(s, broad)),
        "state": _set([data / STATE], lambda s: _asked(s, questions("state"))),
        "reports": _set([data / REPORTS], lambda s: _asked(s, questions("reports"))),
        "targets": _set([data / REPORTS], lambda s: _targets(s, gold)),
        "tables": _set([data / REPORTS], lambda s: _tables(s, gold)),
    }
    said = {(name, key): known for name, part in sets.items() for key, known in part["said"]}
    return {**sets, "support": supported(said, verdicts())}


Outcome = tuple[Expected, "Answer", Verdict]


def _set(
    sources: Sequence[Path], outcomes: Callable[[Services], Iterable[Outcome]]
) -> dict[str, Any]:
    with _store(sources) as services:
        found = _checked(services, list(outcomes(services)))
        times = _times(services, found)
    return {**summary(found), "latency_ms": _latency(times)}


@contextmanager
def _store(sources: Sequence[Path]) -> Iterator[Services]:
    """Build a store for a while and open it."""
    from zhengtu.service import build, open_services

    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(store=Path(folder) / "store", workers=1)
        build([str(source) for source in sources], settings)
        with open_services(settings) as services:
            yield services


def _articles(data: Path, name: str) -> dict[str, Any]:
    """Ask about each article in a store of its own, as a person does who has just that one."""
    asked = questions(name)
    held = articles(data, asked)
    found: list[Judged] = []
    times: list[float] = []
    for key, group in groupby(asked, key=lambda e: e.document):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "article.jsonl"
            source.write_text(json.dumps(held[str(key)], ensure_ascii=False), encoding="utf-8")
            with _store([source]) as services:
                own = _checked(services, list(_asked(services, list(group))))
                times += _times(services, own)
        found += own
    return {**summary(found), "latency_ms": _latency(times)}


def _statutes(data: Path) -> dict[str, Any]:
    """Ask about statutes that are held out, among others like them."""
    asked = questions("statutes")
    return _rows(statutes(data, asked), lambda services: _asked(services, asked))


def _rows(
    rows: Iterable[dict[str, Any]], outcomes: Callable[[Services], Iterable[Outcome]]
) -> dict[str, Any]:
    """Ask in one store of documents that are given as lines."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "documents.jsonl"
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        source.write_text("\n".join(lines), encoding="utf-8")
        return _set([source], outcomes)


def _asked(services: Services, asked: Iterable[Expected]) -> Iterator[Outcome]:
    for expected in asked:
        answer = services.ask(expected.question)
        yield expected, answer, judge(expected, answer)


def _checked(services: Services, outcomes: Sequence[Outcome]) -> list[Judged]:
    cited = {c.document for _, answer, _ in outcomes for c in answer.evidence}
    texts = {name: services.document(name).text for name in cited}
    return [judged(expected, answer, verdict, texts) for expected, answer, verdict in outcomes]


def _targets(services: Services, gold: Path) -> Iterator[Outcome]:
    with gold.open(encoding="utf-8") as lines:
        for n, row in enumerate(csv.DictReader(lines)):
            question = f"{row['province']}{YEAR}年{row['indicator']}目标是多少？"
            answer = services.ask(question)
            expected = Expected(str(n), row["province"], question)
            yield expected, answer, _target_verdict(services, answer, row)


def _target_verdict(services: Services, answer: Answer, row: dict[str, str]) -> Verdict:
    if not answer.answered:
        return Verdict.ABSTAINED
    figure = services.figure(answer.values[0].iri) if answer.values[0].iri else None
    unit, factor = UNITS.get(row["unit"], (row["unit"], 1))
    low, high = Decimal(row["low"]) * factor, Decimal(row["high"]) * factor
    right = (
        figure is not None
        and figure.comparator in SIGNS[row["op"]]
        and (figure.low, figure.high, figure.unit) == (low, high, unit)
    )
    return Verdict.RIGHT if right else Verdict.WRONG


def _tables(services: Services, gold: Path) -> Iterator[Outcome]:
    for problem in problems(read_gold(gold), YEAR):
        answer = services.ask(problem.expected.question)
        yield problem.expected, answer, problem.verdict(answer)


def _times(services: Services, found: Sequence[Judged]) -> list[float]:
    return timings(services, [j.expected.question for j in found])


def timings(services: Services, asked: Iterable[str]) -> list[float]:
    """Return how long warm questions take when asked once more, in milliseconds."""
    times = []
    for question in asked:
        start = time.perf_counter()
        services.ask(question)
        times.append((time.perf_counter() - start) * 1000)
    return times


def latency(services: Services, asked: Sequence[str]) -> dict[str, float]:
    """Return median and 95th percentile of answering warm questions once more, in milliseconds."""
    return _latency(timings(services, asked))


def most_memory() -> int | None:
    """Return the most memory that this process has had, in MB; None where that is not told."""
    if sys.platform == "win32":
        return None
    from resource import RUSAGE_SELF, getrusage

    most = getrusage(RUSAGE_SELF).ru_maxrss
    return most // (1024 if sys.platform == "linux" else 1024 * 1024)


def _latency(times: Sequence[float]) -> dict[str, float]:
    return {"p50": round(median(times), 1), "p95": round(quantiles(times, n=20)[-1], 1)}
