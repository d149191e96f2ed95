"""Definitions: where a document itself says what a term means, that sentence is the answer."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.normalize import fold
from corpus.sentence import sentences
from nlp.segment import cuts, tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.document import PolicyDocument
    from qa.retrieval import Hit

_ASKED = (
    re.compile(r"^(?:请问)?什么(?:是|叫做?)(?P<term>.{2,20}?)[？?]?$"),
    re.compile(
        r"^(?P<term>(?:(?!什么).){2,20}?)的?(?:定义|含义|概念|意思)(?:是什么|为何|呢)?[？?]?$"
    ),
    re.compile(r"^(?:如何|怎么|怎样)(?:定义|界定)(?P<term>.{2,20}?)[？?]?$"),
    re.compile(r"^(?P<term>.{2,20}?)(?:是)?(?:如何|怎么|怎样)(?:定义|界定)的?[？?]?$"),
    re.compile(
        r"^(?P<term>.{2,20}?)(?:是指|指的?是|是|指)(?:什么(?:意思|行为|活动|人)?|哪些(?:[病人]|机关|机构|单位|部门)?)[？?]?$"
    ),
)
"""什么是政务云, 政务云是什么, 政务云指什么, 政务云的定义是什么, 如何定义政务云."""
_OF_TEXT = re.compile(
    r"^.{2,40}?(?:法|条例|办法|规定|决定|意见|方案|规划|纲要|通知|解释|细则|章程)》?"
    r"(?:[中里]?对于?|[中里]的?|所称的?|[中里]所称的?|的(?!定义|含义|概念|意思))"
)
"""The document that a definition is sought in: 某市数据条例*对*公共数据的定义."""
_SAID_OF = re.compile(r"^[^，]{0,12}?(?:里|中|所|上)?(?:说|讲|称)的(?=.{2})")
"""Whose word it is: *循环经济里说的*减量化."""
_RELATION = re.compile(
    r"的(?:主题|目标|宗旨|原则|任务|关键|重点|主线|核心|口号|目的|原因|名称|标准|对象|范围|主攻方向|总要求)$"
)
"""What a thing has and no text defines: 论坛的主题."""
_ARTICLE = re.compile(r"\s*第[一二三四五六七八九十百零]+条[之一二三]*\s*")
_SAYS = r"[”》]?(?:[（(][^）)]{1,40}[）)])?[，,]?\s*(?:是指|指的是|系指|是一[种个类]|，指|即指)"
"""How documents define: 本条例所称政务云，是指…."""


def term_of(question: str) -> str | None:
    """Return the term whose meaning a question asks for, None if it asks for none.

    >>> term_of("政务云的定义是什么？"), term_of("谁建设政务云？")
    ('政务云', None)
    >>> term_of("《某市数据条例》对公共数据的定义")
    '公共数据'
    """
    bare = _OF_TEXT.sub("", fold(question))
    asked = next((m for m in (form.match(bare) for form in _ASKED) if m), None)
    if asked is None or _RELATION.search(asked["term"]):
        return None
    return _SAID_OF.sub("", asked["term"]).strip("“”《》")


def defined(
    question: str, hits: Sequence[tuple[Hit, PolicyDocument]]
) -> tuple[PolicyDocument, int, int, int, int] | None:
    """Return the document, the sentence's offsets and those of the definition in it.

    None if the question asks for no definition, or no passage says what the term means.
    """
    term = term_of(question)
    if term is None:
        return None
    says = re.compile(re.escape(term) + _SAYS)
    short = re.compile(
        rf"(?P<meant>[^，。；：\n]{{2,60}})（以下(?:简称|统称|称)：?“?{re.escape(term)}”?）"
    )
    for hit, document in hits:
        for start, end in sentences(document.text, hit.start, hit.end):
            found = says.search(fold(document.text[start:end]))
            if found is not None:
                return document, start, end, start + found.end(), end
    for hit, document in hits:
        for start, end in sentences(document.text, hit.start, hit.end):
            found = short.search(fold(document.text[start:end]))
            if found is not None:
                begin = found.start("meant") + _leads_to(found["meant"])
                return document, start, end, start + begin, start + found.end("meant")
    return None


def _leads_to(meant: str) -> int:
    """Return where a thing begins that is given a short name: behind 听取, not at it."""
    number = _ARTICLE.match(meant)
    last = number.end() if number else 0
    first, several, _ = meant.partition("、")
    for start, end in pairwise(sorted({0, len(first), *cuts(first)})) if several else ():
        if last <= start and end < len(first) and tags().get(first[start:end], "")[:1] == "v":
            last = end
    return last
