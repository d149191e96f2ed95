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
    Doubles = NDArray[np.float64]

NEVER = np.float32(-1e4)
_TINY = 1e-300
_ROUNDING = 1e-2
"""What sums of single precision may be off by; a sentence that is so near is looked at."""


def _log_sum(weights: Doubles, values: Doubles) -> Doubles:
    """Return the logarithm of weights times the exponentials of values, a column each."""
    top = values.max(0)
    return np.asarray(np.log(np.maximum(weights @ np.exp(values - top), _TINY)) + top)


def marginals(scores: Scores, step: Scores, lengths: Integers) -> tuple[Scores, Scores, Scores]:
    """Return log-likelihood of all paths by sentence, tag marginals, and expected transitions."""
    ahead = _last(scores)
    forward, backward = _forward(ahead, step, lengths), _backward(ahead, step, lengths)
    total = _total(forward)
    moves = np.zeros(step.shape, np.float64)
    for t in range(1, len(ahead)):
        joint = forward[t - 1][:, None] + step[:, :, None] + (ahead[t] + backward[t] - total)[None]
        moves += (np.exp(np.minimum(joint, 0)) * (t < lengths)).sum(2)
    share = _shares(forward, backward, lengths)
    return total.astype(np.float32), share, moves.astype(np.float32)


def shares(scores: Scores, step: Scores, lengths: Integers) -> Scores:
    """Return the tag marginals alone: how sure each tag of each character is."""
    ahead = _last(scores)
    return _shares(_forward(ahead, step, lengths), _backward(ahead, step, lengths), lengths)


def _last(scores: Scores) -> Scores:
    """Return scores with the sentences last, where numpy works on all of them at once."""
    return np.ascontiguousarray(scores.transpose(1, 2, 0))


def _total(forward: Doubles) -> Doubles:
    return np.asarray(_log_sum(np.ones((1, forward.shape[1])), forward[-1])[0])


def _shares(forward: Doubles, backward: Doubles, lengths: Integers) -> Scores:
    real = np.arange(len(forward))[:, None, None] < lengths
    share = np.exp(forward + backward - _total(forward)) * real
    return np.asarray(share.transpose(2, 0, 1), np.float32)


def _forward(ahead: Scores, step: Scores, lengths: Integers) -> Doubles:
    """Return the log sum of all beginnings that end in a tag; behind the end, that of the end."""
    weights = np.exp(step.T.astype(np.float64))
    forward = np.empty(ahead.shape, np.float64)
    forward[0] = ahead[0]
    for t in range(1, len(ahead)):
        on = _log_sum(weights, forward[t - 1]) + ahead[t]
        forward[t] = np.where(t < lengths, on, forward[t - 1])
    return forward


def _backward(ahead: Scores, step: Scores, lengths: Integers) -> Doubles:
    """Return the log sum of all that may follow a tag."""
    weights = np.exp(step.astype(np.float64))
    backward = np.zeros(ahead.shape, np.float64)
    for t in range(len(ahead) - 1, 0, -1):
        on = _log_sum(weights, ahead[t] + backward[t])
        backward[t - 1] = np.where(t < lengths, on, backward[t])
    return backward


def may_leave(scores: Scores, step: Scores, lengths: Integers) -> NDArray[np.bool_]:
    """Tell for each sentence whether its best path can have another tag than the first.

    A stretch of other tags gains what their scores have over the first tag's and pays for being
    entered, for each step inside and for being left. Where no stretch can gain more than it pays,
    the best path is the first tag throughout, and need not be looked for.
    """
    stay = step[0, 0]
    enter, leave = stay - step[0, 1:].max(), stay - step[1:, 0].max()
    inside = stay - step[1:, 1:].max()
    gain = scores[:, :, 1:].max(2) - scores[:, :, 0] - inside
    gain[:, 0] += enter
    rows = np.arange(len(scores))
    gain[rows, lengths - 1] += leave
    gain[np.arange(scores.shape[1])[None, :] >= lengths[:, None]] = NEVER
    reached = np.cumsum(gain, 1, dtype=np.float64)
    before = np.minimum.accumulate(np.pad(reached, ((0, 0), (1, 0)))[:, :-1], 1)
    most = (reached - before).max(1)
    return np.asarray(most > enter + leave - inside - _ROUNDING)


def best(scores: Scores, step: Scores, lengths: Integers) -> Integers:
    """Return the best tag of each character (Viterbi 1967), shape (sentences, characters).

    Which tag a path came from is worked out on the way back, for the one path that is kept.
    """
    count, longest, _ = scores.shape
    ahead = _last(scores)
    reached = np.empty_like(ahead)
    reached[0] = ahead[0]
    for t in range(1, longest):
        on = (reached[t - 1][:, None, :] + step[:, :, None]).max(0) + ahead[t]
        reached[t] = np.where(t < lengths, on, reached[t - 1])
    found = np.zeros((count, longest), np.int64)
    tag = reached[-1].argmax(0)
    for t in range(longest - 1, -1, -1):
        found[:, t] = tag
        if t:
            before = (reached[t - 1] + step[:, tag]).argmax(0)
            tag = np.where(t < lengths, before, tag)
    return found
