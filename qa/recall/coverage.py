"""How far the words of a question are found in labels and quotes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

GENERIC = frozenset(
    {
        "项目", "建设", "工作", "情况", "方面", "发展", "国家", "我国", "全国", "地区", "单位",
        "有关", "相关", "进行", "开展", "总共",
    }
)  # fmt: skip
"""Words that stand in most policy sentences; they count for less than others."""

NEAR = 40
"""Characters within which the words of a matter stand; a long sentence lists many matters."""
_FIGURE = re.compile(r"\d|[一二三四五六七八九十两百千]+[个家项件条名户类种份套]")
_CLAUSE = re.compile(r"(?:[^，,；;。、]|、(?!\d))+")


@lru_cache(maxsize=16384)
def bigrams(text: str) -> frozenset[str]:
    """Return a text's character bigrams, spaces left out; a lone character is its own."""
    text = re.sub(r"\s+", "", text)
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset({text} - {""})


def overlap(words: str, text: str) -> float:
    """Return the share of the bigrams of ``words`` that ``text`` has.

    >>> overlap("政府投资", "其中政府投入10亿元")
    0.6666666666666666
    """
    wanted = bigrams(words)
    return len(wanted & bigrams(text)) / len(wanted) if wanted else 0.0


def coverage(content: Sequence[str], strong: str, weak: str, far: str = "") -> float:
    """Return the weighted share of content words found in some texts.

    Words in the labels (``strong``) count full, in the quote (``weak``) 0.6, and in ``far``, the
    parts of the quote that speak of something else, 0.3.
    """
    total = matched = 0.0
    for word in content:
        weight = (0.35 if word in GENERIC else 1.0) * min(len(word), 4)
        total += weight
        inside = 1.0 if word in strong else overlap(word, strong) * 0.8
        outside = 0.6 if word in weak else overlap(word, weak) * 0.4
        matched += weight * max(inside, outside, 0.3 if word in far else 0.0)
    return matched / total if total else 0.0


def clause_of(quote: str, value: str) -> str:
    """Return the clause of a quote that a value stands in, with its case; else the quote.

    >>> clause_of("单户500万元以下的，费率不超过1%，以上的不超过1.5%。", "不超过1.5%")
    '以上的不超过1.5%'
    >>> clause_of("满一年的，不超过二个月；满三年的，不超过六个月。", "不超过六个月")
    '满三年的，不超过六个月'
    """
    at = quote.find(value)
    if at < 0:
        return quote
    clauses = list(_CLAUSE.finditer(quote))
    own = [n for n, c in enumerate(clauses) if c.start() < at + len(value) and at < c.end()]
    if own and own[0] > 0 and clauses[own[0] - 1].group().endswith("的"):
        own.insert(0, own[0] - 1)  # the case that it holds for
    return "，".join(clauses[n].group().strip() for n in own)


def context_of(quote: str, value: str) -> str:
    """Return the part of a quote that speaks of a value: its clause, and clauses without figures.

    >>> context_of("全市提速，累计投资超1万亿元，开发面积215平方公里。", "215平方公里")
    '全市提速 开发面积215平方公里'
    """
    at = quote.find(value)
    if at < 0:
        return quote
    clauses = list(_CLAUSE.finditer(quote))
    own = [c for c in clauses if c.start() < at + len(value) and at < c.end()]
    before = [c for c in clauses if c.end() <= at and not _FIGURE.search(c.group())]
    return " ".join(c.group() for c in (*before, *own))


def near(said: str, words: Sequence[str]) -> bool:
    """Whether a sentence has all words within ``NEAR`` characters, in any order.

    >>> wanted = ("房租", "减免")
    >>> near("对小微企业减免房租", wanted), near("房租" + "。" * 60 + "减免", wanted)
    (True, False)
    """
    places = [[at.start() for at in re.finditer(re.escape(word), said)] for word in words]
    if not all(places):
        return False
    for anchor in places[0]:
        nearest = [min(own, key=lambda at: abs(at - anchor)) for own in places]
        ends = [at + len(word) for at, word in zip(nearest, words, strict=True)]
        if max(ends) - min(nearest) <= NEAR:
            return True
    return False
