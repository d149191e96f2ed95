"""What text is indexed and searched by: words, and the characters and pairs of characters in it.

Words find names and technical terms; pairs of characters find what segmentation cuts differently
in a question and in a document. Numbers and Latin words stay whole in both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.normalize import fold
from nlp.segment import words as segment

LONGEST_QUERY = 1000
"""Characters of a query that are read; what comes after them adds nothing to find."""

_HAN = "\u3400-\u9fff\uf900-\ufaff〇\U00020000-\U0003134f"
_RUN = re.compile(rf"[{_HAN}]+|[^\W{_HAN}_]+(?:[.%][^\W{_HAN}_]+)*")
_IS_HAN = re.compile(f"[{_HAN}]")
_INTERROGATIVE = re.compile(
    "请问|是否|有无|能否|可否|为什么|为何|如何|怎么样|怎样|怎么|什么样|什么时候|什么"
    "|哪[些个里儿家几一]?|是?多少|多久|谁|吗|呢"
)
"""What makes a sentence a question, and stands in documents for other reasons if at all."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a text, in order and with repetitions: jieba's words, and its characters."""

    words: tuple[str, ...]
    grams: tuple[str, ...]


def terms(text: str) -> Terms:
    """Return the terms by which a text is indexed."""
    text = _plain(text)
    return Terms(tuple(segment(text)), tuple(_grams(text)))


def query_terms(text: str) -> Terms:
    """Return the terms of a query, each once, without interrogatives if anything else is left."""
    text = text[:LONGEST_QUERY]
    asked = _INTERROGATIVE.sub(" ", text)
    found = terms(asked if _RUN.search(asked) else text)
    return Terms(tuple(dict.fromkeys(found.words)), tuple(dict.fromkeys(found.grams)))


def has_terms(text: str) -> bool:
    """Tell whether there is anything to look for: a letter, a digit, a Chinese character."""
    return _RUN.search(_plain(text[:LONGEST_QUERY])) is not None


def is_character(term: str) -> bool:
    """Tell whether a term is a single Chinese character, which says little alone."""
    return len(term) == 1 and not term.isascii()


def _plain(text: str) -> str:
    return fold(text).lower()


def _grams(text: str) -> list[str]:
    r"""Return characters, then pairs of characters, of each run of Chinese; other runs whole.

    >>> _grams("政务云2.0版")
    ['政', '务', '云', '政务', '务云', '2.0', '版']
    """
    found: list[str] = []
    for run in _RUN.findall(text):
        if _IS_HAN.match(run):
            found += run
            found += (run[at : at + 2] for at in range(len(run) - 1))
        else:
            found.append(run)
    return found
