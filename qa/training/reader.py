"""Trains the reader: trees for ranking spans, and the certainty of whether the best one answers.

The trees learn the overlap that a span has with the answer. The certainty learns from questions of
which the trees know nothing (each fold by the trees of the others), with their documents there and
with them held back: whether the best span is from the right document, or, in a store of one
document, whether it is the answer.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.reader.certainty import SIGNS, Certainty, signs
from qa.reader.model import Ranker, ReaderModel, wants_value
from qa.reader.reader import score
from qa.reader.tree import Trees
from qa.training.example import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qa.training.example import Example

    Array = np.ndarray[Any, Any]

FOLDS = 3
ANSWERS = 0.3
"""Overlap with the answer from which a span of the only document is one."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """The sizes of the models.

    ``most`` and ``none`` are spans that a question gives to learn from, ``held`` those of one whose
    document was held back. Trees of several ``seeds`` are averaged: with so few questions one set
    of trees is much a matter of chance.
    """

    coarse: int = 40
    fine: int = 250
    leaves: int = 24
    depth: int = 8
    least: int = 60
    rate: float = 0.06
    most: int = 250
    none: int = 100
    held: int = 40
    seeds: tuple[int, ...] = (1, 2, 3)


@dataclass(slots=True)
class _Told:
    """Signs of questions and whether the best span is right, to learn certainty from."""

    signs: list[Array] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)

    def learned(self) -> Certainty:
        return calibrate(np.array(self.signs), np.array(self.right))


@dataclass(slots=True)
class _Reached:
    """The overlap of best spans with the answers, by where the questions are from."""

    overlaps: dict[str, list[float]] = field(default_factory=dict)

    def add(self, each: Example, overlap: float) -> None:
        value = "value" if wants_value(each.names, each.found.rows) else "clause"
        self.overlaps.setdefault(f"{each.origin.value} {value}", []).append(overlap)

    def __str__(self) -> str:
        parts = (f"{name} {np.mean(o):.3f} of {len(o)}" for name, o in self.overlaps.items())
        return f"overlap on unseen folds: {', '.join(parts)}"


def train(
    examples: Sequence[Example], recipe: Recipe, report: Callable[[str], None]
) -> ReaderModel:
    """Return a model trained on answerable examples and on those whose document was held back.

    Args:
        examples: Of one store or several; questions that were made teach the trees of values, not
            the certainty, those that see one document only teach the certainty alone, and those of
            ``judged`` questions teach the trees of values and the certainty of one document.
        recipe: The sizes and the seeds.
        report: Is told how good the trees are on folds that they have not seen.
    """
    many, alone, reached = _Told(), _Told(), _Reached()
    for fold in range(FOLDS):
        model = _ranking([e for e in examples if fold_of(e.asked.document_id) != fold], recipe)
        for each in examples:
            unseen = fold_of(each.asked.document_id) == fold and each.origin is not Origin.MADE
            if not unseen or not len(each.found.rows):
                continue
            scores = score(model, each.found.rows)
            best = int(scores.argmax())
            if each.alone or each.origin is Origin.ASKED:
                told = alone if each.alone else many
                told.signs.append(signs(each.found, scores, model.names))
                told.right.append(_is_right(each, best))
            if each.answerable and not each.alone:
                reached.add(each, float(each.targets[best]))
    report(str(reached))
    return replace(_ranking(examples, recipe), many=many.learned(), alone=alone.learned())


def _is_right(each: Example, best: int) -> bool:
    """Whether a span is from the right document; where there is no other, whether it answers."""
    if each.alone:
        return float(each.targets[best]) >= ANSWERS
    owner = int(each.found.owner[best])
    return each.found.documents[owner].id == each.asked.document_id


def fold_of(document_id: str) -> int:
    """Return the fold of a document; questions on one document never are in two folds."""
    return int(hashlib.sha1(document_id.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def calibrate(told: Array, right: Array) -> Certainty:
    """Return the logistic regression of being right on signs."""
    from sklearn.linear_model import LogisticRegression

    means, scales = told.mean(axis=0), np.maximum(told.std(axis=0), 1e-6)
    model = LogisticRegression(C=0.03, max_iter=3000).fit((told - means) / scales, right)
    return Certainty(np.append(model.coef_[0], model.intercept_[0]), means, scales)


def _ranking(examples: Sequence[Example], recipe: Recipe) -> ReaderModel:
    """Return a model that ranks and knows nothing of certainty.

    What a value looks like is learned from all questions for one, made and judged ones too; what
    clause answers only from questions that people asked of policies, whatever they ask for.
    """
    shared = [each for each in examples if not each.alone]
    value = [e for e in shared if wants_value(e.names, e.found.rows)]
    clause = [e for e in shared if e.origin is Origin.ASKED]
    unknown = Certainty(np.zeros(len(SIGNS) + 1), np.zeros(len(SIGNS)), np.ones(len(SIGNS)))
    rankers = (_ranker(value, recipe), _ranker(clause, recipe))
    return ReaderModel(examples[0].names, *rankers, unknown, unknown)


def _ranker(examples: Sequence[Example], recipe: Recipe) -> Ranker:
    coarse: list[Trees] = []
    fine: list[Trees] = []
    for seed in recipe.seeds:
        rows, targets = _sample(examples, recipe, seed)
        fine.append(fit(rows, targets, recipe, recipe.fine, recipe.rate, seed))
        if not coarse:
            coarse.append(fit(rows, targets, recipe, recipe.coarse, 0.2, seed))
    return Ranker(coarse[0], mean(fine))


def _sample(examples: Sequence[Example], recipe: Recipe, seed: int) -> tuple[Array, Array]:
    """Return some spans of each question: the best ones, some that overlap, some that do not."""
    chance = np.random.default_rng(seed)
    rows, targets = [], []
    for each in examples:
        order = np.argsort(-each.targets, kind="stable")
        hit = order[each.targets[order] > 0]
        best, rest = hit[: recipe.most // 4], hit[recipe.most // 4 :]
        some = chance.permutation(rest)[: recipe.most - len(best)]
        most = recipe.none if each.answerable else recipe.held
        none = chance.permutation(order[len(hit) :])[:most]
        chosen = np.sort(np.concatenate([best, some, none]))
        rows.append(each.found.rows[chosen])
        targets.append(each.targets[chosen])
    return np.concatenate(rows), np.concatenate(targets)


def mean(models: Sequence[Trees]) -> Trees:
    """Return trees whose score is the mean of those of several models."""
    width = max(model.feature.shape[1] for model in models)

    def joined(name: str) -> Array:
        parts = [getattr(model, name) for model in models]
        return np.concatenate([np.pad(p, ((0, 0), (0, width - p.shape[1]))) for p in parts])

    return Trees(
        joined("feature"), joined("threshold"), joined("left"), joined("right"),
        np.asarray(joined("value") / len(models), dtype=np.float32),
        max(model.depth for model in models),
    )  # fmt: skip


def fit(
    rows: Array, targets: Array, recipe: Recipe, count: int, rate: float, seed: int = 7
) -> Trees:
    """Return ``count`` boosted trees that predict targets from rows."""
    import lightgbm

    settings = {
        "objective": "regression", "learning_rate": rate, "num_leaves": recipe.leaves,
        "max_depth": recipe.depth, "min_data_in_leaf": recipe.least, "lambda_l2": 1.0,
        "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "max_bin": 127,
        "seed": seed, "num_threads": 1, "deterministic": True, "verbose": -1,
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
