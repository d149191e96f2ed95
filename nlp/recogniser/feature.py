"""What the recogniser sees of each character: numbers of rows in its table of weights.

All rows of a text are worked out at once with numpy, since a loop over characters would cost more
than everything else in the pipeline together. A feature is a value (a character, a word, the tail
of its phrase) hashed together with the feature's own number; two may share a row, which a linear
model bears well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nlp.recogniser.token import read_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from nlp.pipe.word import Words
    from nlp.recogniser.token import Tokens

    Ids = NDArray[np.uint64]

_MIX = np.uint64(0x9E3779B97F4A7C15)
_PADDING = 3
"""Characters of context on either side."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of words beforehand: jieba's parts of speech, and classes of use.

    ``cluster`` numbers words by the company they keep in unlabelled text, finely and coarsely.
    """

    tag: Mapping[str, str]
    cluster: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Marks:
    """Spans that other components have settled: ``(start, end, number)``, in order of layers.

    Each layer (places, what the rules found) becomes features of its own.
    """

    layers: tuple[Sequence[tuple[int, int, int]], ...]


def rows(text: str, words: Words, lexicon: Lexicon, marks: Marks, bits: int) -> NDArray[np.uint32]:
    """Return an array of shape (characters, features) of row numbers below ``2**bits``."""
    if not text:
        return np.zeros((0, 1), np.uint32)
    columns = [*_characters(text), *_words(text, read_tokens(text, words, lexicon))]
    for layer in marks.layers:
        columns += _layer(len(text), layer)
    numbers = np.arange(1, len(columns) + 1, dtype=np.uint64)
    table = np.stack(columns, axis=1)
    with np.errstate(over="ignore"):
        mixed = (table ^ (numbers * _MIX)) * _MIX
        mixed ^= mixed >> np.uint64(29)
        mixed *= _MIX
    return np.asarray(mixed >> np.uint64(64 - bits), np.uint32)


def _join(*parts: Ids) -> Ids:
    """Return one number for a row of values; order matters."""
    with np.errstate(over="ignore"):
        joined = parts[0] * _MIX
        for part in parts[1:]:
            joined = (joined ^ part) * _MIX + (joined >> np.uint64(31))
    return joined


def _characters(text: str) -> list[Ids]:
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
    codes[(codes >= ord("0")) & (codes <= ord("9"))] = ord("0")
    padded = np.pad(codes, _PADDING)
    c = {k: padded[_PADDING + k : _PADDING + k + len(codes)] for k in range(-3, 4)}
    grams = (
        (0,), (-1,), (1,), (-1, 0), (0, 1), (-2, -1), (1, 2), (-1, 0, 1), (-2, -1, 0), (0, 1, 2),
        (-3, -2, -1, 0), (0, 1, 2, 3),
    )  # fmt: skip
    return [_join(*(c[k] for k in gram)) for gram in grams]


def _words(text: str, tokens: Tokens) -> list[Ids]:
    """Return the columns made of words: those around, their classes, the phrase they stand in."""
    size = len(text)
    place = np.full(size, -1, np.int64)
    lengths = tokens.end - tokens.start
    inside = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    at = np.repeat(tokens.start, lengths) + inside
    place[at] = np.repeat(np.arange(len(lengths)), lengths)
    # 1 begins, 2 inside, 3 ends, 4 both: where in its word a character stands.
    where = np.zeros(size, np.uint64)
    where[at] = 2
    where[tokens.end - 1] = 3
    where[tokens.start] = 1
    where[tokens.start[lengths == 1]] = 4

    def spread(values: Ids, shift: int = 0) -> Ids:
        """Give each character the value of its word, or of one beside it."""
        padded = np.concatenate([np.zeros(3, np.uint64), values, np.zeros(3, np.uint64)])
        index = np.where(place < 0, -1, place + shift)
        return np.asarray(np.where(place < 0, np.uint64(0), padded[index + 3]))

    word, tag, fine, coarse = tokens.word, tokens.tag, tokens.fine, tokens.coarse
    return [
        _join(spread(word), where),
        _join(spread(word, -1), where),
        _join(spread(word, 1), where),
        _join(spread(word, -1), spread(word), where),
        _join(spread(word), spread(word, 1), where),
        _join(spread(word, -2), spread(word, -1)),
        _join(spread(word, 1), spread(word, 2)),
        _join(spread(tag), where),
        _join(spread(tag, -1), spread(tag), where),
        _join(spread(tag), spread(tag, 1), where),
        _join(spread(tag, -1), spread(tag), spread(tag, 1), where),
        _join(spread(fine), where),
        _join(spread(fine, -1), where),
        _join(spread(fine, 1), where),
        _join(spread(coarse, -1), spread(coarse), where),
        _join(spread(coarse), spread(coarse, 1), where),
        _join(spread(coarse, -2), spread(coarse, -1), spread(coarse), where),
        _join(spread(coarse), spread(coarse, 1), spread(coarse, 2), where),
        *(_join(spread(column), where) for column in tokens.phrase),
        *(_join(spread(column), spread(tag), where) for column in tokens.phrase[:2]),
    ]


def _layer(size: int, spans: Sequence[tuple[int, int, int]]) -> list[Ids]:
    """Return two columns: the span a character lies in and how, and the one that begins next."""
    inside, after = np.zeros(size + 1, np.uint64), np.zeros(size + 1, np.uint64)
    for start, end, number in spans:
        inside[start:end] = number * 4 + 2
        inside[end - 1] = number * 4 + 3
        inside[start] = number * 4 + 1
        after[max(0, start - 1) : start] = number
        after[end : end + 1] = number + 64
    return [inside[:size], _join(inside[:size], after[:size])]
