"""Fusion: one ranking from several, by how near each entry's score is to the best of its ranking.

Reciprocal rank fusion, which looks at ranks alone, was measured too: one index that is much better
than another loses a fifth of its right first places to it, since ranks do not say by how much.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Key = TypeVar("Key", bound=Hashable)


def fuse(
    rankings: Mapping[str, Sequence[tuple[Key, float]]],
    weights: Mapping[str, float],
    depth: int,
) -> list[tuple[Key, float, dict[str, int]]]:
    """Return what the rankings hold, best first, each with its score and its rank in each.

    The score is the weighted mean of the scores in the rankings, each divided by the best one of
    its ranking: 1 is agreement on the first place. What a full ranking does not hold counts
    there like its last entry, and 0 where a ranking is not full. Ties go to what was met first.

    Args:
        rankings: By the name of an index, what it found with scores above 0, best first, each
            once.
        weights: By the name of an index, how much it counts; 1 where it is not named.
        depth: How many entries make a ranking full.

    >>> text, vector = [("a", 9.0), ("b", 8.0)], [("b", 0.5), ("c", 0.4)]
    >>> [key for key, _, _ in fuse({"text": text, "vector": vector}, {}, depth=100)]
    ['b', 'a', 'c']
    """
    ranks: dict[Key, dict[str, int]] = {}
    for name, ranking in rankings.items():
        for rank, (key, _) in enumerate(ranking, start=1):
            ranks.setdefault(key, {})[name] = rank
    scores = dict.fromkeys(ranks, 0.0)
    total = sum(weights.get(name, 1.0) for name in rankings)
    for name, ranking in rankings.items():
        if not ranking:
            continue
        best, last = ranking[0][1], ranking[-1][1]
        held = dict(ranking)
        floor = last if len(ranking) >= depth else 0.0
        for key in scores:
            scores[key] += weights.get(name, 1.0) / total * held.get(key, floor) / best
    order = sorted(scores, key=lambda key: -scores[key])
    return [(key, scores[key], ranks[key]) for key in order]
