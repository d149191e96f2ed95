"""Words of Chinese text, by jieba alone: cheap to import where spaCy is not needed.

The tokenizer is our own instance: jieba's global one stays as it is, nothing is logged, and no
cache is read from or written to the shared temporary folder, where anybody could put another.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import ModuleType

    import jieba


def _import_jieba() -> ModuleType:
    with warnings.catch_warnings():
        # jieba 0.42 asks for pkg_resources and writes "\." in plain strings.
        warnings.simplefilter("ignore")
        return import_module("jieba")


_PIECE = 1000
_ABSENT = 1.0
"""In place of the logarithm of a share, for what begins no word of the dictionary."""
_KEPT = 30_000
"""Stretches between marks whose words are kept: some documents' worth, about 15 MB."""
_STOPS = "，。；：！？、（）《》“”\n"


def pieces(text: str, size: int = _PIECE) -> Iterator[str]:
    """Yield a text in pieces of at most ``size``, cut behind punctuation where there is any.

    jieba's model copies its whole path for each character, so that a run of thousands without
    punctuation would cost the square of its length.

    >>> list(pieces("甲乙，丙丁戊己", 4))
    ['甲乙，', '丙丁戊己']
    """
    start = 0
    while len(text) - start > size:
        stop = max(text.rfind(mark, start, start + size) for mark in _STOPS)
        end = stop + 1 if stop >= start else start + size
        yield text[start:end]
        start = end
    yield text[start:]


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """jieba's own dictionary: counts with 0 for mere beginnings of words, their sum, the tags."""

    counts: dict[str, int]
    total: int
    tags: dict[str, str]


@lru_cache(maxsize=1)
def _dictionary() -> _Dictionary:
    counts: dict[str, int] = {}
    tags: dict[str, str] = {}
    with _import_jieba().Tokenizer().get_dict_file() as lines:
        for line in lines:
            word, count, tag = line.decode("utf-8").split()
            counts[word] = int(count)
            tags[word] = tag
            for end in range(1, len(word)):
                counts.setdefault(word[:end], 0)
    return _Dictionary(counts, sum(counts.values()), tags)


@lru_cache(maxsize=1)
def tokenizer() -> jieba.Tokenizer:
    """Return the tokenizer that knows the names of places and bodies; built once, in about 1 s."""
    own = _import_jieba().Tokenizer()
    dictionary = _dictionary()
    own.FREQ, own.total, own.initialized = dict(dictionary.counts), dictionary.total, True
    for name in _names():
        if not own.FREQ.get(name):
            own.add_word(name)
    _quicken(own)
    return own


def _quicken(own: jieba.Tokenizer) -> None:
    """Give a tokenizer whose dictionary is complete a quicker way to the very same words.

    Its cost is linear in the text, see ``pieces``, and what stands between marks is cut once if it
    comes again soon, as when a document is read and then indexed.
    """
    whole, between = own.cut, _import_jieba().re_han_default

    @lru_cache(maxsize=_KEPT)
    def block(text: str, guess: bool) -> tuple[str, ...]:
        return tuple(whole(text, HMM=guess))

    def cut(sentence: str, cut_all: bool = False, HMM: bool = True) -> Iterator[str]:  # noqa: N803 - jieba's name
        assert not cut_all, "only jieba's accurate mode is used"
        for piece in pieces(sentence):
            for part in between.split(piece):
                yield from block(part, HMM)

    own.get_DAG, own.calc, own.cut = (lambda text: text), _best_path(own), cut


def _best_path(own: jieba.Tokenizer) -> Callable[[str, object, dict[int, tuple[float, int]]], None]:
    """Return what finds the most probable words while it looks them up (``Tokenizer.calc``)."""
    rest = log(own.total)
    weights = {word: log(count) - rest if count else None for word, count in own.FREQ.items()}

    def calc(text: str, _: object, route: dict[int, tuple[float, int]]) -> None:
        size = len(text)
        route[size] = (0, 0)
        for start in range(size - 1, -1, -1):
            best, last = None, start
            for end in range(start + 1, size + 1):
                weight = weights.get(text[start:end], _ABSENT)
                if weight is _ABSENT:
                    break
                if weight is not None:
                    reached = weight + route[end][0]
                    if best is None or reached >= best:
                        best, last = reached, end - 1
            route[start] = (route[start + 1][0] - rest if best is None else best, last)

    return calc


def tags() -> dict[str, str]:
    """Return the part of speech that jieba's dictionary gives each of its words (``v``, ``ns``)."""
    return _dictionary().tags


def _names() -> Iterable[str]:
    from nlp.gazetteer.body import bodies
    from nlp.gazetteer.place import places
    from nlp.gazetteer.region import regions

    for place in places():
        yield from (place.name, *(name for name in place.short_names if len(name) > 1))
    for body in bodies():
        yield from (body.name, *body.short_names)
    for region in regions():
        yield from (region.name, *region.short_names)


def words(text: str, *, search: bool = True) -> list[str]:
    """Return the words of a text, those without a letter or digit left out.

    With ``search`` a long word is preceded by the shorter ones inside it, as an index wants it
    (国家数据局 → 国家, 数据, 数据局, 国家数据局).
    """
    own = tokenizer()
    found = own.cut_for_search(text) if search else own.cut(text)
    return [word for word in found if any(character.isalnum() for character in word)]


def is_listed(word: str) -> bool:
    """Return whether a word stands in the dictionary, and was not put together by guessing."""
    return bool(tokenizer().FREQ.get(word))


@lru_cache(maxsize=4096)
def cuts(text: str) -> frozenset[int]:
    """Return the offsets at which a word of a text begins or ends."""
    found = {0}
    at = 0
    for word in tokenizer().cut(text):
        at += len(word)
        found.add(at)
    return frozenset(found)
