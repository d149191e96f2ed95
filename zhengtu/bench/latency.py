"""How long answers take on a store: ``python -m zhengtu.bench.latency STORE [EVERY]``.

The questions are those of the answers' benchmark (articles, State Council documents, reports,
statutes), whatever the store holds: most have an answer only where their document is in it. Times
are told by the clock and of the processor, which others on the machine disturb less; what could be
asked instead is looked for after an abstention is shown, and told apart.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhengtu.bench.judge import questions
from zhengtu.bench.qa import most_memory

if TYPE_CHECKING:
    from collections.abc import Sequence

SETS = ("articles", "more-articles", "state", "reports", "statutes")
SLOWEST = 5


def latency(store: Path, every: int = 1) -> dict[str, Any]:
    """Return milliseconds a question, the memory in MB, and the slowest questions.

    Args:
        store: The store's folder.
        every: Take one in so many questions.
    """
    from zhengtu.service import open_services
    from zhengtu.settings import load_settings

    asked = [row.question for name in SETS for row in questions(name)][::every]
    with open_services(load_settings(store=store)) as services:
        services.ask(asked[0])  # loads the models and the catalogue
        times, later = [], []
        for question in asked:
            began, used = time.perf_counter(), time.process_time()
            answer = services.ask(question, suggest=False)
            clock, processor = time.perf_counter() - began, time.process_time() - used
            times.append((clock * 1000, processor * 1000, question, answer.answered))
            began = time.perf_counter()
            services.suggestions(answer)
            later.append((time.perf_counter() - began) * 1000)
        documents = len(services.documents())
    slowest = sorted(times, reverse=True)[:SLOWEST]
    return {
        "documents": documents,
        "questions": len(times),
        "answered": sum(answered for *_, answered in times),
        "clock_ms": _spread([each[0] for each in times]),
        "processor_ms": _spread([each[1] for each in times]),
        "suggestions_clock_ms": _spread(later),
        "most_memory_mb": most_memory(),
        "slowest": [{"ms": round(clock), "question": asked} for clock, _, asked, _ in slowest],
    }


def _spread(values: Sequence[float]) -> dict[str, float]:
    order = sorted(values)
    return {
        "p50": round(statistics.median(order), 1),
        "p95": round(order[int(len(order) * 0.95)], 1),
        "max": round(order[-1], 1),
    }


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit("python -m zhengtu.bench.latency STORE [EVERY]")
    found = latency(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
