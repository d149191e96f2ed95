"""``python -m zhengtu.bench.certainty STORE``: learn how sure a chosen provision is.

Writes ``qa/provision/certainty.json`` from the tuned questions of ``provisions.jsonl`` and
``everyday.jsonl`` and those of ``statutes.jsonl`` (which are no longer held out), asked of a store
that holds the statutes.
Newton's method on a logistic regression over standardised signs with an L2 penalty: the same store
gives the same file.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import qa.provision
from qa.passage_answer import PASSAGES
from qa.provision.asking import asking, sought
from qa.provision.certainty import SIGNS
from qa.provision.choice import Choice, choose
from zhengtu.bench.judge import FREE, LONGEST_VALUE, Expected, questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhengtu.service import Services

PENALTY = 10.0
"""Weight of the L2 penalty; 3 to 30 gave the same within a question or two in five folds."""
STEPS = 30


def learned(services: Services) -> dict[str, float]:
    """Return the weight of each sign and the bias, learned from the tuned questions of a store."""
    rows = list(_rows(services))
    signs = np.array([[row[name] for name in SIGNS] for row, _ in rows])
    right = np.array([good for _, good in rows], dtype=float)
    mean, spread = signs.mean(axis=0), signs.std(axis=0)
    spread[spread == 0] = 1.0
    scaled = np.column_stack([(signs - mean) / spread, np.ones(len(rows))])
    weights = np.zeros(scaled.shape[1])
    penalty = np.diag([PENALTY] * len(SIGNS) + [0.0])
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (right - sure) - penalty @ weights
        curve = (scaled * (sure * (1 - sure))[:, None]).T @ scaled + penalty
        weights += np.linalg.solve(curve, slope)
    own = weights[:-1] / spread
    bias = float(weights[-1] - own @ mean)
    return {
        "bias": round(bias, 4),
        **{n: round(float(w), 4) for n, w in zip(SIGNS, own, strict=True)},
    }


def _rows(services: Services) -> Iterator[tuple[dict[str, float], bool]]:
    sets = (*questions("provisions"), *questions("everyday"))
    tuned = (each for each in sets if each.split == "tuned")
    for expected in (*tuned, *questions("statutes")):
        asked = asking(expected.question)
        if asked is not None:
            choice = choose(asked, services.passages(sought(expected.question), limit=PASSAGES))
            if choice is not None:
                yield choice.signs, _right(expected, choice)


def _right(expected: Expected, choice: Choice) -> bool:
    """Whether a choice, or the one beside it, is the provision that is asked for."""
    if expected.abstain:
        return False
    for one in filter(None, (choice.best, choice.other)):
        short = expected.kind in FREE or len(one.said) <= LONGEST_VALUE
        said = all(any(part in one.said for part in need.split("|")) for need in expected.contains)
        named = expected.sha256 is None or one.document.sha256 in {expected.sha256, *expected.also}
        if short and said and named:
            return True
    return False


if __name__ == "__main__":
    from zhengtu.service import open_services
    from zhengtu.settings import load_settings

    with open_services(load_settings(store=Path(sys.argv[1]))) as opened:
        told = learned(opened)
    target = Path(str(qa.provision.__file__)).with_name("certainty.json")
    target.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
