"""How rare a pair of characters is in policy documents, statutes and news."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

STEP = 20.0
"""The table holds inverse document frequencies times this, as whole numbers."""


@lru_cache(maxsize=1)
def _table() -> tuple[Mapping[str, float], float]:
    """The table, and what is rarest in it."""
    source = resources.files("qa.reader") / "weights" / "rarity.npz"
    with source.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        codes, values = stored["codes"], stored["idf"]
    pairs = (chr(code >> 16) + chr(code & 0xFFFF) for code in codes.tolist())
    return dict(zip(pairs, (values / STEP).tolist(), strict=True)), float(values.max()) / STEP


def rarity(term: str) -> float:
    """Return the inverse document frequency of a term: the mean of that of its pairs.

    A pair that is not among the 60,000 most frequent ones is as rare as the rarest; a term of one
    character counts a fifth of that, since it is found nearly everywhere.

    >>> rarity("肺炎") > rarity("工作")
    True
    """
    table, rarest = _table()
    pairs = [term[at : at + 2] for at in range(len(term) - 1)]
    if not pairs:
        return rarest / 5
    return sum(table.get(pair, rarest) for pair in pairs) / len(pairs)
