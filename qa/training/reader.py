"""Trains the reader: trees for ranking spans, and the calibration of whether the best one answers.

The trees learn the overlap that a span has with the answer. The calibration learns from questions
of which the trees know nothing (each fold by the trees of the others), with their documents there
and with them held back: whether the best span is from the right document.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.reader.model import CALIBRATED, ReaderModel
from qa.reader.reader import score, signs
from qa.reader.tree import Trees

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qa.training.example import Example

    Array = np.ndarray[Any, Any]

FOLDS = 3
SIGNS = len(CALIBRATED) + 4


@dataclass(frozen=True, slots=True)
class Recipe:
    """The sizes of the models; ``most`` and ``none`` are spans a question gives to learn from."""

    coarse: int = 40
    fine: int = 400
    leaves: int = 24
    depth: int = 8
    least: int = 60
    rate: float = 0.04
    most: int = 250
    none: int = 100
    seed: int = 7


def train(
    examples: Sequence[Example], recipe: Recipe, report: Callable[[str], None]
) -> ReaderModel:
    """Return a model trained on answerable examples and on those whose document was held back.

    Args:
        examples: Of one store; questions that were made teach the trees, not the calibration.
        recipe: The sizes and the seed.
        report: Is told how good the trees are on folds that they have not seen.
    """
    answerable = [each for each in examples if each.answerable]
    told, right, reached = [], [], []
    for fold in range(FOLDS):
        model = _ranking([e for e in answerable if fold_of(e.asked.document_id) != fold], recipe)
        for each in examples:
            unseen = fold_of(each.asked.document_id) == fold and not each.made
            if unseen and len(each.found.rows):
                scores = score(model, each.found.rows)
                best = each.found.documents[each.found.owner[scores.argmax()]].id
                told.append(signs(each.found, scores, model.names))
                right.append(best == each.asked.document_id)
                if each.answerable:
                    reached.append(float(each.targets[scores.argmax()]))
    report(f"overlap {np.mean(reached):.3f} over {len(reached)} questions, unseen folds")
    weights, means, scales = calibrate(np.array(told), np.array(right))
    model = _ranking(answerable, recipe)
    return ReaderModel(model.names, model.coarse, model.fine, weights, means, scales)


def fold_of(document_id: str) -> int:
    """Return the fold of a document; questions on one document never are in two folds."""
    return int(hashlib.sha1(document_id.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def calibrate(told: Array, right: Array) -> tuple[Array, Array, Array]:
    """Return weights (the last one a constant), means and scales of a logistic regression."""
    from sklearn.linear_model import LogisticRegression

    means, scales = told.mean(axis=0), np.maximum(told.std(axis=0), 1e-6)
    model = LogisticRegression(C=0.1, max_iter=2000).fit((told - means) / scales, right)
    return np.append(model.coef_[0], model.intercept_[0]), means, scales


def _ranking(examples: Sequence[Example], recipe: Recipe) -> ReaderModel:
    """Return a model that ranks and is not calibrated."""
    rows, targets = _sample(examples, recipe)
    zeros = np.zeros(SIGNS + 1), np.zeros(SIGNS), np.ones(SIGNS)
    coarse = fit(rows, targets, recipe, recipe.coarse, 0.2)
    return ReaderModel(
        examples[0].names, coarse, fit(rows, targets, recipe, recipe.fine, recipe.rate), *zeros
    )


def _sample(examples: Sequence[Example], recipe: Recipe) -> tuple[Array, Array]:
    """Return some spans of each question: the best ones, some that overlap, some that do not."""
    chance = np.random.default_rng(recipe.seed)
    rows, targets = [], []
    for each in examples:
        order = np.argsort(-each.targets, kind="stable")
        hit = order[each.targets[order] > 0]
        best, rest = hit[: recipe.most // 4], hit[recipe.most // 4 :]
        some = chance.permutation(rest)[: recipe.most - len(best)]
        none = chance.permutation(order[len(hit) :])[: recipe.none]
        chosen = np.sort(np.concatenate([best, some, none]))
        rows.append(each.found.rows[chosen])
        targets.append(each.targets[chosen])
    return np.concatenate(rows), np.concatenate(targets)


def fit(rows: Array, targets: Array, recipe: Recipe, count: int, rate: float) -> Trees:
    """Return ``count`` boosted trees that predict targets from rows."""
    import lightgbm

    settings = {
        "objective": "regression", "learning_rate": rate, "num_leaves": recipe.leaves,
        "max_depth": recipe.depth, "min_data_in_leaf": recipe.least, "lambda_l2": 1.0,
        "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "max_bin": 127,
        "seed": recipe.seed, "num_threads": 1, "deterministic": True, "verbose": -1,
        # Otherwise the mean of the targets is hidden in the first tree; here it is one of them.
        "boost_from_average": False,
    }  # fmt: skip
    booster = lightgbm.train(settings, lightgbm.Dataset(rows, targets), count)
    return trees([tree["tree_structure"] for tree in booster.dump_model()["tree_info"]])


def trees(roots: Sequence[Mapping[str, Any]]) -> Trees:
    """Return trees as arrays from LightGBM's nested nodes."""
    flat = [_flatten(root) for root in roots]
    width = max(len(nodes) for nodes in flat)
    shape = len(flat), width
    feature, left, right = (np.zeros(shape, dtype=np.int16) for _ in range(3))
    threshold, value = (np.zeros(shape, dtype=np.float32) for _ in range(2))
    for row, nodes in enumerate(flat):
        for at, (f, t, low, high, worth) in enumerate(nodes):
            feature[row, at], left[row, at], right[row, at] = f, low, high
            threshold[row, at], value[row, at] = t, worth
    return Trees(feature, threshold, left, right, value, max(map(_depth, roots)))


Node = tuple[int, float, int, int, float]


def _flatten(root: Mapping[str, Any]) -> list[Node]:
    nodes: list[Node] = []

    def visit(node: Mapping[str, Any]) -> int:
        at = len(nodes)
        nodes.append((0, 0.0, at, at, float(node.get("leaf_value", 0.0))))
        if "split_feature" in node:
            low, high = visit(node["left_child"]), visit(node["right_child"])
            nodes[at] = (node["split_feature"], float(node["threshold"]), low, high, 0.0)
        return at

    visit(root)
    return nodes


def _depth(node: Mapping[str, Any]) -> int:
    if "split_feature" not in node:
        return 0
    return 1 + max(_depth(node["left_child"]), _depth(node["right_child"]))
