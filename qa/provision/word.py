"""How far a text has a word of the question: as it stands, worded alike, shortened, turned."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.numeral import find_numerals
from nlp.segment import is_listed
from qa.provision.asking import BOUND, DENIED
from qa.provision.body import deed_said
from qa.recall.coverage import bigrams

if TYPE_CHECKING:
    from qa.provision.asking import Asking

ALIKE, OF_LONG = 0.8, 0.85
"""What a deed worded alike counts, and the letters of a longer word."""
TURNED = 0.9
"""What the halves of a word of four letters count, the other way round: 注册商标 for 商标注册."""
SHORTENED = 0.6
"""What a longer name counts that a word of two letters may be short for: 高等学校 for 高校."""
REMEMBERED = 16_384
"""Words with their texts of which is remembered whether they fit."""
_DENIAL = re.compile(r"(?:未|不|没有|没|无法|不能|尚未)[曾经被予]?$")
_NUMBERED = re.compile(r"[一二两三四五六七八九十百\d]+[年月日天岁个倍名人周元]")
_NUMERAL = re.compile(r"[一二两三四五六七八九十百〇零]+(?=[年月日天岁个倍名人周元])")
_LETTERS = re.compile("[\u4e00-\u9fff]+")


def accounted(asked: Asking, text: str) -> float:
    """Return which share of a question's words a text accounts for, weighted by what they tell."""
    total = sum(asked.terms.values())
    got = sum(weight * has(word, text) for word, weight in asked.terms.items())
    return got / total if total else 0.0


@lru_cache(maxsize=REMEMBERED)
def has(word: str, text: str) -> float:
    """Return how far a text has a word, 0–1.

    >>> has("商标注册", "注册商标的有效期"), has("二十年", "满20年的"), has("高校", "高等学校")
    (0.9, 1.0, 0.6)
    """
    if BOUND.fullmatch(word) or (_NUMBERED.search(word) and word not in text):
        return _has_number(word, text)
    if word in text:
        return 1.0
    if (denied := DENIED.fullmatch(word)) is not None:
        return float(re.search(f"(?:没有|未|无|不){denied['what']}", text) is not None)
    if len(word) == 4 and word[2:] + word[:2] in text:
        return TURNED
    if len(word) > 2:
        wanted = bigrams(word)
        return OF_LONG * len(wanted & bigrams(text)) / len(wanted)
    if deed_said(word, text):
        return ALIKE
    short = is_listed(word) and _shortens(word, text)
    return SHORTENED if short else 0.0


def _has_number(word: str, text: str) -> float:
    """Whether a text has a number or bound, however written; 超过一亩 is not 不超过一亩."""
    said = re.escape(_arabic(word))
    positive = BOUND.fullmatch(word) is not None and word[0] not in "不未"
    pattern = f"(?<![不未]){said}" if positive else said
    return float(re.search(pattern, _arabic(text)) is not None)


def _arabic(text: str) -> str:
    """Return a text with its small Chinese numerals as digits: 二十年 is 20年."""
    return _NUMERAL.sub(lambda m: _digits(m.group()), text)


@lru_cache(maxsize=1024)
def _digits(numeral: str) -> str:
    found = next(iter(find_numerals(numeral)), None)
    return numeral if found is None or found.low != found.high else str(int(found.low))


@lru_cache(maxsize=REMEMBERED)
def only_denied(word: str, text: str) -> bool:
    """Whether a sentence has a word, and nothing but denied: *无法*用于公益.

    >>> only_denied("用于", "无法用于公益"), only_denied("用于", "可以用于公益")
    (True, False)
    """
    found = [m.start() for m in re.finditer(re.escape(word), text)]
    return bool(found) and all(_DENIAL.search(text[:at]) for at in found)


def _shortens(word: str, text: str) -> bool:
    """Whether a text has a name of four letters that a word of two is short for: 高校, 环保.

    Its first letter begins the name, its second is the last or the third. No pattern is made of
    it: a question has many words, and each would cost more than looking through the text.
    """
    if len(word) != 2 or word[1] not in text:
        return False
    first, last = word[0], word[1]
    at = text.find(first)
    while at >= 0:
        name = text[at : at + 4]
        if len(name) == 4:
            fourth = name[3] == last and _LETTERS.fullmatch(name[1:3])
            if fourth or (name[2] == last and _LETTERS.fullmatch(name[1] + name[3])):
                return True
        at = text.find(first, at + 1)
    return False
