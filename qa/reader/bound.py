"""How sure the best span can be at most: told before any span is looked at.

Most of what certainty rests on is known of documents and regions. Where it is too little even for a
span that repeats the answer word for word, none has to be looked for.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from qa.reader.certainty import OF_RANKING, of_document
from qa.reader.match import share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qa.reader.certainty import Certainty
    from qa.reader.scene import Scene, Seen
    from qa.reader.tree import Matrix

ROUNDED = 1e-4
"""What features lose by being kept as numbers of 32 bits, and more."""
BEST_RANKING = (1.0,) * len(OF_RANKING)
"""The signs of a ranking whose best spans are the answer, and all of one document."""


def at_most(
    certainty: Certainty,
    scene: Scene,
    regions: Iterable[Seen],
    numbers: Mapping[str, int],
    wholes: Matrix,
) -> float:
    """Return a probability that the best span of a scene cannot exceed.

    Args:
        certainty: What the probability is told by.
        scene: What is read.
        regions: Those of its regions in which spans are looked for.
        numbers: The row of ``wholes`` of each document by its id.
        wholes: What each document holds of the question; see ``qa.reader.whole``.
    """
    return max((_of_region(certainty, scene, s, numbers, wholes) for s in regions), default=0.0)


def _of_region(
    certainty: Certainty, scene: Scene, seen: Seen, numbers: Mapping[str, int], wholes: Matrix
) -> float:
    weights = scene.question.weights
    size = np.array([len(seen.region.text)], dtype=np.intp)
    anywhere = seen.matched.held(np.zeros(1, dtype=np.intp), size) | seen.titled
    anywhere |= np.any(seen.headed, axis=1, keepdims=True)
    owned = np.any(seen.own, axis=1, keepdims=True) | seen.titled
    known = (*seen.places, float(len(scene.question.places)), float(share(owned, weights)[0]))
    most = tuple(float(share(anywhere, each)[0]) for each in (weights, scene.local))
    about = of_document(wholes, numbers[seen.region.document.id])
    none = (-math.inf,) * (len(most) + len(BEST_RANKING))
    return ROUNDED + certainty.most(
        np.array([*known, *none, *about], dtype=np.float64),
        np.array([*known, *most, *BEST_RANKING, *about], dtype=np.float64),
    )
