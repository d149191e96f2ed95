"""The words of a text as numbers, and the phrase that each stands in.

A linear model sees a few words to either side. What a name is often shows only at its end, or at
the end of the list it stands in (甲、乙、丙等重大项目), so each word is also told the tail of its
phrase, the tail of its list, and which figure comes next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nlp.pipe.word import Words
    from nlp.recogniser.feature import Lexicon

    Ids = NDArray[np.uint64]

_BREAK = frozenset("，。；：！？、（）《》“”\n \t,;:!?()—|…·")
_LINK = frozenset("、和与及")
_WITHIN = frozenset("、“”（）")
"""Marks that end a phrase and not the clause."""
_HEAD = re.compile(
    r"(?:[部委局厅署办院所会社馆站台行校厂店团队组军党网报园]|公司|集团|中心|大学|政府|人大|政协|银行|法院|学校|企业"
    r"|工程|行动|计划|平台|系统|项目|战略|方案|改革|机制|试点|专项|铁路|高铁|高速|机场|水库|电站|基金|服务|热线|一期|二期|三期"
    r"|[率额值量数比]|收入|支出|投资|产值|规模|指数|就业|面积|余额|增加值|进出口|比重|占比|价格|成本|能耗|浓度|标准)$"
)
"""Words that a name of any of the four kinds may end with."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text, one entry each; ``phrase`` holds columns of the phrase around."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    word: Ids
    tag: Ids
    fine: Ids
    coarse: Ids
    phrase: tuple[Ids, ...]


@lru_cache(maxsize=200_000)
def number(word: str) -> int:
    """Return a number of 64 bits for a word, the same in every process."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


@lru_cache(maxsize=200_000)
def _may_end(word: str) -> bool:
    """Tell whether a name may end with a word."""
    return _HEAD.search(word) is not None


def read_tokens(text: str, words: Words, lexicon: Lexicon) -> Tokens:
    """Return the words of a text (``words``) as numbers."""
    surfaces = [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)]
    shown = ["0" if w[0].isdigit() else w for w in surfaces]
    numbers = [number(word) for word in shown]
    classes = [lexicon.cluster.get(word, (0, 0)) for word in shown]
    return Tokens(
        start=np.array(words.starts, np.int64),
        end=np.array(words.ends, np.int64),
        word=np.array(numbers, np.uint64),
        tag=np.array([number(lexicon.tag.get(word, "?")) for word in shown], np.uint64),
        fine=np.array([fine for fine, _ in classes], np.uint64),
        coarse=np.array([coarse for _, coarse in classes], np.uint64),
        phrase=_phrases(shown, numbers),
    )


def _phrases(shown: list[str], numbers: list[int]) -> tuple[Ids, ...]:
    """Return what each word is told of its phrase, as columns.

    These are: the next word that may end a name, the tail of the phrase, the tail of the list, the
    first word of the phrase, how far the next such word is, and the word before the next figure.
    """
    head, far = _heads(shown, numbers)
    tail, last = _tails(shown, numbers)
    columns = (head, tail, last, _firsts(shown, numbers), far, _before_figures(shown, numbers))
    return tuple(np.array(column, np.uint64) for column in columns)


def _heads(shown: list[str], numbers: list[int]) -> tuple[list[int], list[int]]:
    """Return, for each word, the next word that may end a name, and the distance to it."""
    head, far = [0] * len(shown), [0] * len(shown)
    following = distance = 0
    for i in range(len(shown) - 1, -1, -1):
        if shown[i] in _BREAK:
            following = distance = 0
            continue
        if _may_end(shown[i]):
            following, distance = numbers[i], 0
        else:
            distance += 1
        head[i] = following
        far[i] = min(distance, 6) * 2 + bool(following)
    return head, far


def _tails(shown: list[str], numbers: list[int]) -> tuple[list[int], list[int]]:
    """Return, for each word, the last word of its phrase, and that of the list it is in."""
    tail, last = [0] * len(shown), [0] * len(shown)
    phrase_tail = list_tail = 0
    at_break = True
    for i in range(len(shown) - 1, -1, -1):
        if shown[i] in _BREAK:
            list_tail = list_tail if shown[i] in _LINK else 0
            last[i] = list_tail
            at_break = True
            continue
        if at_break:
            phrase_tail, at_break = numbers[i], False
            list_tail = list_tail or phrase_tail
        tail[i], last[i] = phrase_tail, list_tail
    return tail, last


def _firsts(shown: list[str], numbers: list[int]) -> list[int]:
    """Return, for each word, the first word of its phrase."""
    first = [0] * len(shown)
    begun = 0
    for i, word in enumerate(shown):
        begun = 0 if word in _BREAK else begun or numbers[i]
        first[i] = begun
    return first


def _before_figures(shown: list[str], numbers: list[int]) -> list[int]:
    """Return, for each word, the word before the next figure of the clause (增长, 达到)."""
    before = [0] * len(shown)
    known = 0
    for i in range(len(shown) - 1, -1, -1):
        if shown[i] in _BREAK:
            known = known if shown[i] in _WITHIN else 0
            continue
        if shown[i] == "0" and i:
            known = numbers[i - 1] | 1
        before[i] = known
    return before
