"""What whole documents hold of a question: signs of whether the right one is among them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from corpus.normalize import fold
from nlp.segment import words
from qa.embedding import shipped
from qa.reader.question import ASKS
from qa.reader.rarity import rarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.document import PolicyDocument
    from qa.reader.question import Question
    from qa.reader.tree import Matrix
    from qa.retrieval import Hit

NAMES = (
    "cover", "lacks_word", "lacks_rarest", "numbers", "names", "score", "like_head", "relevance",
)  # fmt: skip
"""What is told of each document, in this order."""
HEAD = 200
"""Characters at the beginning of a document that say what it is about."""
_NAMED = re.compile(r"[“《\"]([^“”《》\"]{2,40})[”》\"]")
_CONTENT = re.compile(r"[\u4e00-\u9fff]{2,}|[a-z0-9.%]{2,}")


def wholes(
    question: Question, hits: Sequence[tuple[Hit, PolicyDocument]]
) -> tuple[tuple[PolicyDocument, ...], Matrix]:
    """Return the documents of hits in order of their first, and a row of ``NAMES`` for each."""
    scores: dict[str, float] = {}
    documents: dict[str, PolicyDocument] = {}
    relevance: dict[str, float] = {}
    for hit, document in hits:
        relevance[document.id] = hit.relevance
        scores[document.id] = max(hit.score, scores.get(document.id, 0.0))
        documents.setdefault(document.id, document)
    best = max(scores.values(), default=0.0) or 1.0
    asked = ASKS.sub(" ", question.text)
    heads = [f"{d.metadata.title} {d.text[:HEAD]}" for d in documents.values()]
    vectors = shipped().vectors([asked, *heads])
    likeness = (vectors[1:] @ vectors[0]).tolist()
    content = _content(asked)
    rows = []
    for document, like in zip(documents.values(), likeness, strict=True):
        text = _folded(document.metadata.title, document.text)
        told = (_held(question, text), *_lacked(content, text), *_said(question, text))
        rows.append((*told, scores[document.id] / best, like, relevance[document.id]))
    return tuple(documents.values()), np.array(rows, dtype=np.float32).reshape(-1, len(NAMES))


@lru_cache(maxsize=32)
def _folded(title: str, text: str) -> str:
    """Return a whole document as it is matched; the next question is often on the same."""
    return fold(f"{title}\n{text}").lower()


def _content(asked: str) -> dict[str, float]:
    """Return the words of a question with how rare each is."""
    found = (word for word in words(asked, search=False) if _CONTENT.fullmatch(word))
    return {word: rarity(word) for word in found}


def _held(question: Question, text: str) -> float:
    """Return the weighted share of the terms that a text holds."""
    held = np.array([term in text for term in question.terms])
    return float((question.weights * held).sum() / (float(question.weights.sum()) or 1.0))


def _lacked(content: dict[str, float], text: str) -> tuple[float, float]:
    """Return the share of the words of which a text has no two letters, and how rare one is."""
    if not content:
        return 0.0, 0.0
    lacked = [
        worth
        for word, worth in content.items()
        if word not in text and not any(word[at : at + 2] in text for at in range(len(word) - 1))
    ]
    return sum(lacked) / sum(content.values()), max(lacked, default=0.0) / max(content.values())


def _said(question: Question, text: str) -> tuple[float, float]:
    """Return the shares of the question's numbers and of its quoted names that a text has."""
    numbers = re.findall(r"\d[\d.]*", question.text)
    named = _NAMED.findall(question.text)
    return _share(numbers, text), _share(named, text)


def _share(parts: Sequence[str], text: str) -> float:
    return sum(part in text for part in parts) / len(parts) if parts else 1.0
