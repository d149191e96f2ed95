"""Counting right, spurious and missed, and how sure the figures are."""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

Z = 1.96
ROUNDS = 500


@dataclass(frozen=True, slots=True)
class Count:
    """What one document adds to a row of the table."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    hit: int = 0

    def __add__(self, other: Count) -> Count:
        """Return both counts together."""
        return Count(
            self.right + other.right,
            self.found + other.found,
            self.wanted + other.wanted,
            self.hit + other.hit,
        )

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found right."""
        return self.hit / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Tally:
    """Counts by row of the table and by document, for intervals over documents."""

    rows: dict[str, list[Count]] = field(default_factory=dict)

    def add(self, row: str, count: Count) -> None:
        """Add what one document adds to a row; empty counts leave no trace."""
        if count != Count():
            self.rows.setdefault(row, []).append(count)

    def report(self) -> dict[str, Any]:
        """Return precision, recall and F1 of every row, each with its interval, and a summary."""
        return {row: _report(counts) for row, counts in sorted(self.rows.items())}


def wilson(right: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share after Wilson (1927); (0, 1) if nothing was counted."""
    if not total:
        return (0.0, 1.0)
    share, square = right / total, Z * Z / total
    middle = (share + square / 2) / (1 + square)
    half = Z * math.sqrt(share * (1 - share) / total + square / (4 * total)) / (1 + square)
    return (round(max(0.0, middle - half), 3), round(min(1.0, middle + half), 3))


def bootstrap(counts: list[Count], rounds: int = ROUNDS) -> tuple[float, float]:
    """Return the 95 % interval of F1 when the documents are drawn again, with a fixed seed."""
    draw = random.Random(len(counts))
    scores = sorted(
        sum(draw.choices(counts, k=len(counts)), start=Count()).f1 for _ in range(rounds)
    )
    return (round(scores[rounds // 40], 3), round(scores[-1 - rounds // 40], 3))


def _report(counts: list[Count]) -> dict[str, Any]:
    total = sum(counts, start=Count())
    low, high = bootstrap(counts)
    precision, recall = (
        wilson(total.right, total.found),
        wilson(total.hit, total.wanted),
    )
    return {
        "gold": total.wanted,
        "found": total.found,
        "precision": round(total.precision, 4),
        "recall": round(total.recall, 4),
        "f1": round(total.f1, 4),
        "precision_interval": precision,
        "recall_interval": recall,
        "f1_interval": (low, high),
        "summary": (
            f"P {total.precision:.3f} [{precision[0]:.2f}–{precision[1]:.2f}]  "
            f"R {total.recall:.3f} [{recall[0]:.2f}–{recall[1]:.2f}]  "
            f"F1 {total.f1:.3f} [{low:.2f}–{high:.2f}]  ({total.wanted})"
        ),
    }


def causes(misses: list[dict[str, Any]]) -> dict[str, int]:
    """Return how often each cause stands in a list of misses, the most frequent first."""
    return dict(Counter(f"{miss['row']}: {miss['cause']}" for miss in misses).most_common())
