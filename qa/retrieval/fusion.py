"""Fusion: one ranking from several, by places rather than by scores, which do not compare."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Key = TypeVar("Key", bound=Hashable)

DAMPING = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""


def fuse(
    rankings: Mapping[str, Sequence[Key]], weights: Mapping[str, float], *, damping: int = DAMPING
) -> list[tuple[Key, float, dict[str, int]]]:
    """Return what the rankings hold, best first, each with its score and its rank in each.

    The score is the weighted sum of ``1 / (damping + rank)``, divided by what the first place in
    all rankings would give: 1 is agreement on the first place. Ties go to what was met first.

    Args:
        rankings: By the name of an index, what it found, best first, without repetitions.
        weights: By the name of an index, how much it counts; 1 where it is not named.
        damping: How little first places stand out.

    >>> [key for key, _, _ in fuse({"text": "ab", "vector": "bc"}, {})]
    ['b', 'a', 'c']
    """
    scores: dict[Key, float] = {}
    ranks: dict[Key, dict[str, int]] = {}
    best = sum(weights.get(name, 1.0) for name in rankings) / (damping + 1)
    for name, ranking in rankings.items():
        for rank, key in enumerate(ranking, start=1):
            gain = weights.get(name, 1.0) / (damping + rank)
            scores[key] = scores.get(key, 0.0) + gain / best
            ranks.setdefault(key, {})[name] = rank
    ordered = sorted(scores, key=lambda key: -scores[key])
    return [(key, scores[key], ranks[key]) for key in ordered]
