"""Trains the reranker: the order of the documents found for a question, and their relevance.

The order is a conditional logistic regression: the document that a question was asked of against
the others found for it, among news. The relevance are boosted trees that tell of one document
whether it is the one; they learn from a store of policies alone, every question also with its
document held back, so that the best of those found is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from corpus import PolicyDocument, read
from qa.retrieval.rerank.candidate import candidates
from qa.retrieval.rerank.feature import COMPARED, features, with_leads
from qa.retrieval.rerank.order import FARTHEST, Order
from qa.training.question import documents
from qa.training.reader import fold_of, mean, trees

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from qa.reader.tree import Trees
    from qa.retrieval import Retriever
    from qa.retrieval.rerank.candidate import Read
    from qa.training.question import Asked, Half

    Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
    Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]

NEWS = "news-title-body.jsonl.gz"
SKIPPED = 6000
"""News items that retrieval is measured among; those behind them are learned among."""
TAKEN = 6000
PASSAGES = 100
"""Passages by which documents are found."""
PENALTY = 0.03
"""Weight of the squares of the weights, but for that of the score, which is free."""
BEGINNING = 25
"""Characters by which an answer is known again in another document."""
SHORTEST = 6
"""Characters of the shortest answer that is known again: 8年 stands anywhere."""
RELEVANT = 8
"""Documents of a question from which relevance is learned."""
SEEDS = (1, 2, 3)
TREES = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """The documents found for a question: their features, which is right, which answers too."""

    asked: Asked
    rows: Matrix
    right: tuple[bool, ...]
    answers: tuple[bool, ...]


def among_news(folder: Path, half: Half) -> dict[str, PolicyDocument]:
    """Return a half's policies and the news that they are ranked among, by id."""
    found = (each for each in read([folder / NEWS]) if isinstance(each, PolicyDocument))
    news = {each.id: each for each in islice(found, SKIPPED, SKIPPED + TAKEN)}
    return documents(folder, half) | news


def choices(
    asked: Iterable[Asked],
    retriever: Retriever,
    known: Mapping[str, PolicyDocument],
    *,
    hold_back: bool = False,
) -> list[Choice]:
    """Return what is found for questions.

    Args:
        asked: The questions.
        retriever: Over the documents, without a reranker.
        known: All that it can find, by id.
        hold_back: Whether the document with the answer is left out.
    """
    found = (_choice(each, retriever, known, hold_back=hold_back) for each in asked)
    return [choice for choice in found if len(choice.rows)]


def _choice(
    asked: Asked,
    retriever: Retriever,
    known: Mapping[str, PolicyDocument],
    *,
    hold_back: bool,
) -> Choice:
    hits = retriever.search(asked.text, PASSAGES)
    kept = [hit for hit in hits if not (hold_back and hit.document_id == asked.document_id)]
    found = candidates(kept, reading(known))
    told = len(asked.answer) >= SHORTEST
    return Choice(
        asked,
        features(asked.text, found) if found else np.zeros((0, 0)),
        tuple(each.id == asked.document_id for each in found),
        tuple(told and asked.answer[:BEGINNING] in each.text for each in found),
    )


def reading(known: Mapping[str, PolicyDocument]) -> Read:
    """Return what gives the title and text of known documents."""
    return lambda name: (known[name].metadata.title, known[name].text)


def fit_order(found: Sequence[Choice]) -> Order:
    """Return the weights by which the right document is most probably the best.

    What holds the same answer is no counterexample and is left out.
    """
    from scipy.optimize import minimize

    parts = [part for each in found if (part := _right_first(each)) is not None]
    rows = np.concatenate(parts)
    means, scales = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    scaled = [np.clip((each - means) / scales, -FARTHEST, FARTHEST) for each in parts]
    penalty = np.array([0.0 if name == "score" else PENALTY for name in COMPARED])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        total, slope = 0.0, np.zeros_like(weights)
        for each in scaled:
            scores = each @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            total -= float(np.log(chances[0]))
            slope += each.T @ chances - each[0]
        squares = float(penalty @ weights**2)
        return total / len(scaled) + squares, slope / len(scaled) + 2 * penalty * weights

    best = minimize(loss, np.zeros(len(COMPARED)), jac=True, method="L-BFGS-B")
    return Order(*(tuple(map(float, each)) for each in (best.x, means, scales)))


def _right_first(each: Choice) -> Matrix | None:
    """Return features with those of the right document first; None where there is no choice."""
    right = np.array(each.right)
    wrong = ~right & ~np.array(each.answers)
    if not right.any() or not wrong.any():
        return None
    rows = each.rows[:, : len(COMPARED)]
    return np.concatenate([rows[right], rows[wrong]])


def fit_relevance(found: Sequence[Choice]) -> Trees:
    """Return trees that say, in log-odds, whether a document is the one that was asked about."""
    import lightgbm

    rows = np.concatenate([with_leads(each.rows)[:RELEVANT] for each in found]).astype(np.float32)
    right = np.concatenate([each.right[:RELEVANT] for each in found]).astype(np.float32)
    settings = {
        "objective": "binary", "learning_rate": 0.04, "num_leaves": 8, "min_data_in_leaf": 20,
        "lambda_l2": 1.0, "feature_fraction": 0.5, "bagging_fraction": 0.7, "bagging_freq": 1,
        "num_threads": 1, "deterministic": True, "verbose": -1, "boost_from_average": False,
    }  # fmt: skip
    models = []
    for seed in SEEDS:
        booster = lightgbm.train(
            settings | {"seed": seed}, lightgbm.Dataset(rows, right), num_boost_round=TREES
        )
        models.append(trees([t["tree_structure"] for t in booster.dump_model()["tree_info"]]))
    return mean(models)


def unseen(found: Sequence[Choice], document_id: str) -> list[Choice]:
    """Return the choices of questions on documents of other folds than that of a document."""
    fold = fold_of(document_id)
    return [each for each in found if fold_of(each.asked.document_id) != fold]
