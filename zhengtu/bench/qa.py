"""``zhengtu bench qa``: how many questions are answered rightly, with a quote that holds."""

from __future__ import annotations

import csv
import tempfile
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from qa.answer import Answer
from zhengtu.bench.judge import Expected, Verdict, judge, questions, quotes_hold
from zhengtu.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from zhengtu.service import Services

ARTICLE = "smart-city-2014.txt"
REPORTS = "provincial-reports-2026.jsonl"
TARGETS = "provincial-targets-2026.csv"
SIGNS = {"eq": {"="}, "approx": {"≈"}, "ge": {"≥", ">"}, "le": {"≤", "<"}, "range": {"range"}}
UNITS = {"万人": ("人", 10**4), "万吨": ("吨", 10**4), "亿斤": ("斤", 10**8)}


def run(data: Path) -> dict[str, Any]:
    """Evaluate answering on the shared documents; needs no store and leaves none.

    Args:
        data: The folder with the article, the provincial reports and the hand-read targets.

    Returns:
        A section per question set: counts by verdict and kind, the misses with what was said, the
        share of answers whose quotes are verbatim, and the latency of warm questions.
    """
    with tempfile.TemporaryDirectory() as folder:
        article = _evaluate([data / ARTICLE], Path(folder) / "article", _article_verdicts)
        reports = _evaluate(
            [data / REPORTS],
            Path(folder) / "reports",
            lambda s: _target_verdicts(s, data / TARGETS),
        )
    return {"article": article, "targets": reports}


Outcome = tuple[Expected, Answer, Verdict]


def _evaluate(
    sources: Sequence[Path], store: Path, verdicts: Callable[[Services], Iterable[Outcome]]
) -> dict[str, Any]:
    from zhengtu.service import build, open_services

    settings = load_settings(store=store)
    report = build([str(source) for source in sources], settings)
    services = open_services(settings)
    outcomes = list(verdicts(services))
    texts = {
        c.document: services.document(c.document).text for _, a, _ in outcomes for c in a.evidence
    }
    result = _summary(outcomes, texts)
    result["build_seconds"] = round(report.seconds, 2)
    result["latency_ms"] = latency(services, [e.question for e, _, _ in outcomes])
    return result


def _article_verdicts(services: Services) -> Iterable[Outcome]:
    for expected in questions("smart-city-2014"):
        answer = services.ask(expected.question)
        yield expected, answer, judge(expected, answer)


def _target_verdicts(services: Services, gold: Path) -> Iterable[Outcome]:
    with gold.open(encoding="utf-8") as lines:
        for n, row in enumerate(csv.DictReader(lines)):
            question = f"{row['province']}2026年{row['indicator']}目标是多少？"
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


def _summary(outcomes: Sequence[Outcome], texts: dict[str, str]) -> dict[str, Any]:
    counts = Counter(verdict for _, _, verdict in outcomes)
    kinds: dict[str, Counter[str]] = {}
    for expected, _, verdict in outcomes:
        kinds.setdefault(expected.kind, Counter())[verdict] += 1
    answered = [answer for _, answer, _ in outcomes if answer.answered]
    return {
        "questions": len(outcomes),
        **{str(verdict): counts[verdict] for verdict in Verdict},
        "right_share": round(counts[Verdict.RIGHT] / len(outcomes), 3) if outcomes else 0.0,
        "quotes_verbatim": sum(quotes_hold(answer, texts) for answer in answered),
        "answered": len(answered),
        "kinds": {kind: dict(counter) for kind, counter in kinds.items()},
        "misses": [
            {"question": e.question, "verdict": str(v), "said": a.text, "reason": str(a.reason)}
            for e, a, v in outcomes
            if v is not Verdict.RIGHT
        ],
    }


def latency(services: Services, asked: Sequence[str]) -> dict[str, float]:
    """Return median and 95th percentile of answering warm questions once more, in milliseconds."""
    times = []
    for question in asked:
        start = time.perf_counter()
        services.ask(question)
        times.append((time.perf_counter() - start) * 1000)
    return {"p50": round(median(times), 1), "p95": round(quantiles(times, n=20)[-1], 1)}
