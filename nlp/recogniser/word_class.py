"""Classes of words by the company they keep, from unlabelled text: ``python -m … DATA``.

Neighbours within two words are counted over documents that are not held out, weighted by positive
pointwise mutual information, reduced by singular value decomposition and clustered. A name made of
words never seen in training then still looks like one made of words of the same classes. The table
``model/word_class.tsv`` holds words and two numbers each, nothing of the texts.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from corpus import RawDocument, scan
from corpus.normalize import fold
from nlp.recogniser.annotation import is_held_out
from nlp.recogniser.model import CLASSES
from nlp.segment import tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

SOURCES: Final = {
    "provincial-reports-2026.jsonl": 10**9,
    "state-council-documents.jsonl": 10**9,
    "policy-qa-documents.jsonl": 10**9,
    "statutes.jsonl.gz": 3_000_000,
    "news-title-body.jsonl.gz": 4_000_000,
}
"""Files read, and the characters taken of each."""
FINE, COARSE = 300, 64
_SEED = 0
_OFTEN = 12
_NEIGHBOURS = 1500
_OFFSETS = (-2, -1, 1, 2)
_DIMENSIONS = 64


def lines(data: Path) -> Iterator[list[str]]:
    """Yield the lines of the documents as words, a part of the larger files drawn at random."""
    own = tokenizer()
    for name, limit in SOURCES.items():
        raws = [r for r in scan([data / name]) if isinstance(r, RawDocument)]
        usable = [raw.text for raw in raws if not is_held_out(raw.text)]
        random.Random(5).shuffle(usable)
        taken = 0
        for text in usable:
            if taken > limit:
                break
            taken += len(text)
            for line in fold(text).split("\n"):
                yield own.lcut(line)


def cooccurrence(texts: Iterable[list[str]], vocabulary: list[str]) -> csr_matrix:
    """Return positive pointwise mutual information of words (rows) and placed neighbours."""
    from scipy.sparse import coo_matrix, csr_matrix

    number = {word: at for at, word in enumerate(vocabulary)}
    row: list[int] = []
    column: list[int] = []
    for line in texts:
        ids = [number.get(word, -1) for word in line]
        for at, own in enumerate(ids):
            for block, offset in enumerate(_OFFSETS):
                other = ids[at + offset] if 0 <= at + offset < len(ids) else -1
                if own >= 0 and 0 <= other < _NEIGHBOURS:
                    row.append(own)
                    column.append(block * _NEIGHBOURS + other)
    shape = (len(vocabulary), len(_OFFSETS) * _NEIGHBOURS)
    counts = coo_matrix((np.ones(len(row), np.float32), (row, column)), shape=shape).tocsr().tocoo()
    words, around = np.asarray(counts.sum(1)).ravel(), np.asarray(counts.sum(0)).ravel() ** 0.75
    told = np.log(counts.data / (words[counts.row] * around[counts.col] / around.sum()))
    kept = told > 0
    return csr_matrix((told[kept], (counts.row[kept], counts.col[kept])), shape=shape)


def classes(matrix: csr_matrix, count: int) -> NDArray[np.int64]:
    """Return a class from 1 to ``count`` for each row."""
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.decomposition import TruncatedSVD

    reduced = TruncatedSVD(_DIMENSIONS, random_state=_SEED, n_iter=3).fit_transform(matrix)
    reduced /= np.linalg.norm(reduced, axis=1, keepdims=True) + 1e-9
    means = MiniBatchKMeans(count, random_state=_SEED, n_init=3, batch_size=4096, max_iter=60)
    return np.asarray(means.fit_predict(reduced) + 1, np.int64)


def main(arguments: list[str]) -> int:
    """Write the table into the package."""
    read = list(lines(Path(arguments[0])))
    counted = Counter(word for line in read for word in line)
    vocabulary = [
        word for word, count in counted.most_common() if count >= _OFTEN and not word.isspace()
    ]
    matrix = cooccurrence(read, vocabulary)
    fine, coarse = classes(matrix, FINE), classes(matrix, COARSE)
    table = "".join(
        f"{word}\t{a}\t{b}\n" for word, a, b in zip(vocabulary, fine, coarse, strict=True)
    )
    target = Path(str(files("nlp.recogniser").joinpath("model", CLASSES)))
    target.write_text(table, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
