"""The recogniser as it is used: weights from a file, names with a confidence from a text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from nlp.extraction import ExtractionError
from nlp.pipe.word import Words
from nlp.recogniser.feature import Lexicon, Marks, rows
from nlp.recogniser.lattice import NEVER, best, may_leave, shares
from nlp.recogniser.tag import FORBIDDEN, TAGS, Span, decode
from nlp.segment import tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

FILE = "weights.safetensors"
CLASSES = "word_class.tsv"
BITS = 20
"""Rows of the table of weights, as a power of two."""

_AT_ONCE = 20_000
"""Characters whose rows are held in memory together."""
_LONGEST = 300
"""Characters of one lattice; a longer sentence is cut."""
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Model:
    """A table of weights by row and tag, and the score of each tag after another."""

    weights: Scores
    step: Scores
    lexicon: Lexicon

    def find(
        self, text: str, words: Words, marks: Marks, sentences: Sequence[tuple[int, int]]
    ) -> list[tuple[Span, float]]:
        """Return the names in the sentences of a text, each with a confidence (0 to 1)."""
        found: list[tuple[Span, float]] = []
        for group in _groups(sentences):
            low, high = group[0][0], group[-1][1]
            part, inner = _part(words, low, high), _shifted(marks, low, high)
            table = rows(text[low:high], part, self.lexicon, inner, BITS)
            for at, span, confidence in self._read(table, [(a - low, b - low) for a, b in group]):
                placed = Span(low + at + span.start, low + at + span.end, span.label)
                found.append((placed, confidence))
        return sorted(found)

    def score(self, table: NDArray[np.uint32]) -> Scores:
        """Return the score of each tag for each character, by its rows."""
        total = np.zeros((len(table), len(TAGS)), np.float32)
        row = np.empty_like(total)
        for column in table.T:
            # "clip" spares a copy of the result; every row is in range.
            total += self.weights.take(column, axis=0, out=row, mode="clip")
        return total

    def _read(
        self, table: NDArray[np.uint32], spans: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[int, Span, float]]:
        scores = self.score(table)
        step = np.where(FORBIDDEN, NEVER, self.step)
        tagged = dict(each for batch in _batches(spans) for each in _named(scores, step, batch))
        for batch in _batches(list(tagged)):
            padded, lengths = _begun(scores, batch)
            share = shares(padded, step, lengths)
            for row, span in enumerate(batch):
                own = tagged[span]
                sure = share[row, np.arange(len(own)), own]
                for name in decode(own.tolist()):
                    yield span[0], name, float(sure[name.start : name.end].min())


def _batches(spans: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield sentences of like length together."""
    ordered = sorted(spans, key=lambda span: span[1] - span[0])
    for first in range(0, len(ordered), _BATCH):
        yield ordered[first : first + _BATCH]


def _named(
    scores: Scores, step: Scores, batch: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], NDArray[np.int64]]]:
    """Yield the sentences in which there is a name, with their tags."""
    padded, lengths = _begun(scores, batch)
    likely = np.flatnonzero(may_leave(padded, step, lengths))
    if not len(likely):
        return
    tagged = best(padded[likely], step, lengths[likely])
    for row, i in zip(tagged, likely.tolist(), strict=True):
        own = row[: lengths[i]]
        if own.any():
            yield batch[i], own


def _begun(scores: Scores, batch: Sequence[tuple[int, int]]) -> tuple[Scores, NDArray[np.int64]]:
    """Return the scores of sentences as one array, and their lengths; none begins inside a name."""
    padded, lengths = pad([scores[a:b] for a, b in batch])
    padded[:, 0, 2::2] = NEVER
    return padded, lengths


def pad(scores: Sequence[Scores]) -> tuple[Scores, NDArray[np.int64]]:
    """Return sentences of different lengths as one array, and the lengths."""
    lengths = np.array([len(each) for each in scores], np.int64)
    padded = np.zeros((len(scores), int(lengths.max()), len(TAGS)), np.float32)
    for row, each in zip(padded, scores, strict=True):
        row[: len(each)] = each
    return padded, lengths


def _groups(sentences: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield runs of sentences that are worked on together, long ones cut."""
    group: list[tuple[int, int]] = []
    for start, end in sentences:
        for low in range(start, end, _LONGEST):
            group.append((low, min(end, low + _LONGEST)))
            if group[-1][1] - group[0][0] > _AT_ONCE:
                yield group
                group = []
    if group:
        yield group


def _part(words: Words, low: int, high: int) -> Words:
    """Return the words that lie in a stretch, counted from its beginning."""
    first, last = bisect_left(words.starts, low), bisect_left(words.starts, high)
    while last > first and words.ends[last - 1] > high:
        last -= 1
    starts = tuple(start - low for start in words.starts[first:last])
    ends = tuple(end - low for end in words.ends[first:last])
    return Words(words.text[low:high], starts, ends, frozenset(), frozenset())


def _shifted(marks: Marks, low: int, high: int) -> Marks:
    return Marks(
        tuple(
            [(a - low, b - low, n) for a, b, n in layer if low <= a and b <= high]
            for layer in marks.layers
        )
    )


def save(folder: Path, weights: Scores, step: Scores) -> None:
    """Write weights to a folder: only the rows in use, as half floats."""
    from safetensors.numpy import save_file

    used = np.flatnonzero(np.abs(weights).max(axis=1) > 0).astype(np.uint32)
    tensors: dict[str, NDArray[Any]] = {
        "row": used,
        "value": weights[used].astype(np.float16),
        "step": np.where(FORBIDDEN, 0, step).astype(np.float32),
    }
    save_file(tensors, folder / FILE, {"tags": " ".join(TAGS), "bits": str(BITS)})


def read(folder: Path) -> Model:
    """Read a model from a folder.

    Raises:
        ExtractionError: The file is absent or was made for other labels.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(folder / FILE, framework="numpy") as file:
            made_for = file.metadata() or {}
            row, value, step = (file.get_tensor(name) for name in ("row", "value", "step"))
    except (OSError, SafetensorError) as error:
        raise ExtractionError(
            f"{folder / FILE}: {error}; make it anew with make train-ner"
        ) from error
    if made_for.get("tags") != " ".join(TAGS) or made_for.get("bits") != str(BITS):
        raise ExtractionError(f"{folder / FILE} is of another version: make it with make train-ner")
    weights = np.zeros((2**BITS, len(TAGS)), np.float32)
    weights[row] = value
    return Model(weights, step, lexicon(folder))


def lexicon(folder: Path) -> Lexicon:
    """Return what is known of words: parts of speech, and the classes in a folder."""
    lines = (folder / CLASSES).read_text("utf-8").splitlines()
    cells = (line.split("\t") for line in lines)
    return Lexicon(tags(), {word: (int(fine), int(coarse)) for word, fine, coarse in cells})


@lru_cache(maxsize=1)
def shipped() -> Model:
    """Return the model in the package; the first call reads it (a fraction of a second)."""
    from pathlib import Path

    return read(Path(str(files("nlp.recogniser").joinpath("model"))))
