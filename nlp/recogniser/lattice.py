"""A linear-chain conditional random field over batches of sentences (Lafferty et al. 2001).

Scores are arrays of shape (sentences, characters, tags), padded at the end; ``lengths`` says how
much of each is real. A sentence may be annotated in part: then every path that agrees with what is
known counts as right (Tsuboi et al. 2008).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]
    Integers = NDArray[np.int64]

NEVER = np.float32(-1e4)


def _log_sum(values: Scores, axis: int) -> Scores:
    top = values.max(axis=axis, keepdims=True)
    total = np.log(np.exp(values - top).sum(axis=axis, keepdims=True)) + top
    return np.asarray(np.squeeze(total, axis), np.float32)


def marginals(scores: Scores, step: Scores, lengths: Integers) -> tuple[Scores, Scores, Scores]:
    """Return log-likelihood of all paths by sentence, tag marginals, and expected transitions."""
    count, longest, tags = scores.shape
    real = np.arange(longest)[None, :] < lengths[:, None]
    forward = np.zeros_like(scores)
    forward[:, 0] = scores[:, 0]
    for t in range(1, longest):
        on = _log_sum(forward[:, t - 1, :, None] + step[None], 1) + scores[:, t]
        forward[:, t] = np.where(real[:, t, None], on, forward[:, t - 1])
    total = _log_sum(forward[:, -1], 1)
    backward = np.zeros((count, tags), np.float32)
    share = np.zeros_like(scores)
    moves = np.zeros((tags, tags), np.float64)
    share[:, -1] = np.exp(forward[:, -1] + backward - total[:, None]) * real[:, -1, None]
    for t in range(longest - 2, -1, -1):
        ahead = scores[:, t + 1] + backward
        joint = forward[:, t, :, None] + step[None] + ahead[:, None, :] - total[:, None, None]
        moves += (np.exp(np.minimum(joint, 0)) * real[:, t + 1, None, None]).sum(0)
        on = _log_sum(step[None] + ahead[:, None, :], 2)
        backward = np.where(real[:, t + 1, None], on, backward)
        share[:, t] = np.exp(forward[:, t] + backward - total[:, None]) * real[:, t, None]
    return total, share, moves.astype(np.float32)


def best(scores: Scores, step: Scores, lengths: Integers) -> Integers:
    """Return the best tag of each character (Viterbi 1967), shape (sentences, characters)."""
    count, longest, _ = scores.shape
    kept = np.zeros(scores.shape, np.int8)
    at = scores[:, 0].copy()
    for t in range(1, longest):
        paths = at[:, :, None] + step[None]
        kept[:, t] = paths.argmax(1)
        on = paths.max(1) + scores[:, t]
        at = np.where((t < lengths)[:, None], on, at)
    found = np.zeros((count, longest), np.int64)
    tag = at.argmax(1)
    everyone = np.arange(count)
    for t in range(longest - 1, -1, -1):
        found[:, t] = tag
        if t:
            tag = np.where(t < lengths, kept[everyone, t, tag], tag)
    return found
