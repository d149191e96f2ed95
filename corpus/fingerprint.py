"""Fingerprints of texts: how much of one stands in another, whatever stands around it.

A text is taken as the set of all runs of ``RUN`` of its letters, digits and characters; punctuation
and layout play no part. A sketch is a fixed sample of that set, the runs whose hash falls below a
bound (modulo sampling, Broder 1997): the same runs are sampled in every text, so that sketches
alone tell how much of one text stands in another, also where one is much longer.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from corpus.normalize import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]
    Hashes = NDArray[np.uint32]

RUN = 8
"""Characters of a run: long enough that stock phrases (各省、自治区、直辖市) make few of them."""
SAMPLED = 16
"""One run in so many is in a sketch."""
BOUND = 2**32 // SAMPLED
"""Hashes below this are in a sketch."""
MOST = 400
"""Runs in a sketch; of a longer text those with the smallest hashes are kept."""
_PRIME = 0x9E3779B97F4A7C15
"""2^64 divided by the golden ratio, odd: the multiplier of Fibonacci hashing (Knuth 6.4)."""


@lru_cache(maxsize=1)
def _kept() -> Codes:
    """What each character of the basic plane is compared as, 0 for what is left out."""
    import numpy as np

    surrogates = range(0xD800, 0xE000)
    plain = ("" if code in surrogates else fold(chr(code)).lower() for code in range(0x10000))
    return np.array([ord(c) if len(c) == 1 and c.isalnum() else 0 for c in plain], dtype=np.uint32)


def bare(text: str) -> Codes:
    """Return the letters, digits and characters of a text in the one form that is matched.

    >>> bare("（一）加快 建设，推进５Ｇ。").tobytes().decode("utf-32-le")
    '一加快建设推进5g'
    """
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype="<u4").astype(np.uint32)
    kept = _kept()[np.minimum(codes, 0xFFFF)]
    found: Codes = kept[kept != 0]
    return found


def digest(codes: Codes) -> str:
    """Return what texts that differ only in punctuation and layout share."""
    return sha256(codes.tobytes()).hexdigest()


def runs(codes: Codes) -> Hashes:
    """Return the hashes of the runs of a bare text, each once, ascending."""
    import numpy as np

    count = max(0, len(codes) - RUN + 1)
    wide = codes.astype(np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    for at in range(RUN):
        mixed = (mixed ^ wide[at : at + count]) * np.uint64(_PRIME)
        mixed ^= mixed >> np.uint64(29)
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


def sketch(hashes: Hashes) -> Hashes:
    """Return the sample of a text's runs, ascending."""
    import numpy as np

    return hashes[: min(int(np.searchsorted(hashes, np.uint32(BOUND))), MOST)]


def shares(one: Hashes, other: Hashes) -> tuple[float, float]:
    """Return how much of each of two sets of runs stands in the other, from 0 to 1."""
    import numpy as np

    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / max(len(one), 1), common / max(len(other), 1)
