"""How sure a choice is: a logistic regression over its signs, learned from the tuned questions."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SIGNS = (
    "cover", "said", "missing", "subject", "mark", "narrow", "extra", "near", "head", "titled",
    "local", "rank", "lead", "apart", "terms", "text", "body",
)  # fmt: skip
"""The signs that are looked at, in the order of the weights."""


@lru_cache(maxsize=1)
def _learned() -> dict[str, float]:
    text = resources.files("qa.provision").joinpath("certainty.json").read_text("utf-8")
    learned: dict[str, float] = json.loads(text)
    return learned


def probability(signs: Mapping[str, float]) -> float:
    """Return the probability that a choice with these signs is right."""
    learned = _learned()
    total = learned["bias"] + sum(learned[name] * signs[name] for name in SIGNS)
    return 1 / (1 + math.exp(-total))
