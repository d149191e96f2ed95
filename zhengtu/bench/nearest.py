"""Approximate search by vectors against the exact one: ``python -m zhengtu.bench.nearest FILE``.

Vectors are made of real passages, by latent semantic analysis of their character pairs, so that no
model has to be at hand; more are made of these by noise. Times are of the processor, one thread.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from corpus import scan
from corpus.document import Failure
from qa.retrieval import approximate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Matrix = np.ndarray[tuple[int, int], np.dtype[np.float32]]
    Search = Callable[[np.ndarray[tuple[int], np.dtype[np.float32]]], Sequence[int]]

WANTED = 10
QUERIES = 300
PASSAGE = 250
DIMENSION = 128
NOISE = 0.6
"""Length of the noise that makes one vector of another, of length 1."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one way to search cost and found; ``recall`` is of the exact search's first ten."""

    name: str
    vectors: int
    build_seconds: float
    megabytes: float
    query_milliseconds: float
    recall: float


def passages(path: str, most: int) -> list[str]:
    """Return passages of documents, cut to equal length, at most so many."""
    found: list[str] = []
    for raw in scan([path]):
        if not isinstance(raw, Failure):
            found += [raw.text[at : at + PASSAGE] for at in range(0, len(raw.text), PASSAGE)]
        if len(found) >= most:
            break
    return found[:most]


def vectors(texts: Sequence[str]) -> Matrix:
    """Return a vector of length 1 for each text."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

    counts = HashingVectorizer(
        analyzer="char", ngram_range=(2, 2), n_features=2**14, alternate_sign=False
    ).transform(texts)
    weighted = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    reduced = TruncatedSVD(DIMENSION, n_iter=1, random_state=0).fit_transform(weighted)
    return _of_length_one(reduced)


def more(matrix: Matrix, count: int) -> Matrix:
    """Return so many vectors that lie about those given."""
    rng = np.random.default_rng(0)
    noise = rng.normal(0, NOISE / np.sqrt(matrix.shape[1]), (count, matrix.shape[1]))
    return _of_length_one(matrix[rng.integers(0, len(matrix), count)] + noise)


def measure(matrix: Matrix, queries: Matrix) -> list[Result]:
    """Return what the exact and the approximate search cost and find."""
    exact = [set(np.argpartition(-(matrix @ query), WANTED)[:WANTED]) for query in queries]
    started = time.process_time()
    for query in queries:
        np.argpartition(-(matrix @ query), WANTED)
    each = (time.process_time() - started) / len(queries) * 1000
    whole = Result("exact, float32", len(matrix), 0.0, matrix.nbytes / 1e6, each, 1.0)
    with TemporaryDirectory() as folder:
        path, half = Path(folder) / "0.ivf", matrix.astype(np.float16)
        started = time.process_time()
        approximate.build(path, half)
        seconds = time.process_time() - started
        index = approximate.Approximate(path)
        right, started = 0, time.process_time()
        for row, query in enumerate(queries):
            found = np.array(index.candidates(query, WANTED))
            best = found[np.argsort(-(half[found].astype(np.float32) @ query))[:WANTED]]
            right += len(set(best) & exact[row])
        each = (time.process_time() - started) / len(queries) * 1000
        size = path.stat().st_size / 1e6
    recall = right / (WANTED * len(queries))
    return [whole, Result("clusters", len(matrix), seconds, size, each, recall)]


def _of_length_one(matrix: np.ndarray[tuple[int, int], np.dtype[np.floating]]) -> Matrix:
    lengths = np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    return np.asarray(matrix / lengths, dtype=np.float32)


def main(path: str, real: int, generated: Sequence[int]) -> None:
    """Print a JSON line for each way to search, on real vectors and on generated ones."""
    found = vectors(passages(path, real + QUERIES))
    asked = np.random.default_rng(1).permutation(len(found))
    queries, base = found[asked[:QUERIES]], found[asked[QUERIES:]]
    for matrix in (base, *(more(base, count) for count in generated)):
        for result in measure(matrix, queries):
            sys.stdout.write(json.dumps(asdict(result)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], 20_000, [int(each) for each in sys.argv[2:]])
