"""Examples for the reader: candidate spans of questions, and how far each is the answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from qa.reader.reader import candidates
from qa.retrieval.retriever import DEPTH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.document import PolicyDocument
    from qa.reader.candidate import Candidates
    from qa.reader.tree import Scores
    from qa.retrieval import Retriever
    from qa.retrieval.rerank import Relevance
    from qa.training.question import Asked

PASSAGES = 12
"""Passages that are read for a question, as in answering."""


class Origin(Enum):
    """Where a question is from: people asked it of a policy, wrote it to judge, or it was made."""

    ASKED = "asked"
    JUDGED = "judged"
    MADE = "made"


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of a question with their targets: the F1 of the overlap with the answer.

    ``answerable`` is false where there is no answer, or its document was held back; ``alone`` is
    true where one document only could be read.
    """

    asked: Asked
    found: Candidates
    targets: Scores
    names: tuple[str, ...]
    answerable: bool
    origin: Origin = Origin.ASKED
    alone: bool = False


def example(
    asked: Asked,
    retriever: Retriever,
    documents: Mapping[str, PolicyDocument],
    *,
    hold_back: bool = False,
    origin: Origin = Origin.ASKED,
    alone: str | None = None,
    relevance: Relevance | None = None,
) -> Example:
    """Return the example of a question.

    Args:
        asked: The question.
        retriever: Over the documents.
        documents: All that the retriever can find, by id.
        hold_back: Whether the document with the answer is left out, so that there is none.
        origin: Where the question is from.
        alone: The id of the only document that is read.
        relevance: Tells how relevant the documents found are; it has not learned from this one.
    """
    hits = retriever.search(asked.text, limit=DEPTH, document_id=alone)
    kept = [h for h in hits if not (hold_back and h.document_id == asked.document_id)]
    if relevance is not None:
        kept = relevance.told(asked.text, kept)
    read = [(hit, documents[hit.document_id]) for hit in kept[:PASSAGES]]
    found, names = candidates(asked.text, read)
    answerable = bool(asked.answer) and not hold_back and alone in {None, asked.document_id}
    targets = _targets(asked, found)
    return Example(asked, found, targets, names, answerable, origin, alone is not None)


def alone(
    asked: Asked, retriever: Retriever, documents: Mapping[str, PolicyDocument]
) -> list[Example]:
    """Return examples of a question where one document only is read: its own, a wrong one."""
    hits = retriever.search(asked.text, limit=PASSAGES * 5)
    wrong = [hit.document_id for hit in hits if hit.document_id != asked.document_id][:1]
    only = [asked.document_id, *wrong]
    return [example(asked, retriever, documents, alone=each) for each in only]


def _targets(asked: Asked, found: Candidates) -> Scores:
    targets = np.zeros(len(found.rows), dtype=np.float32)
    if not asked.answer:
        return targets
    for number, document in enumerate(found.documents):
        if document.id != asked.document_id:
            continue
        own = found.owner == number
        start, end = found.places[own, 1], found.places[own, 2]
        for at in _occurrences(document.text, asked.answer):
            targets[own] = np.maximum(targets[own], overlap(at, len(asked.answer), start, end))
    return targets


def overlap(
    at: int,
    length: int,
    start: np.ndarray[tuple[int], np.dtype[np.intp]],
    end: np.ndarray[tuple[int], np.dtype[np.intp]],
) -> Scores:
    """Return the F1 of each span's overlap with an answer at ``at``.

    It is ROUGE-L of the two where only the overlap is common to them.
    """
    common = np.clip(np.minimum(end, at + length) - np.maximum(start, at), 0, None)
    return np.asarray(2 * common / (length + end - start), dtype=np.float32)


def _occurrences(text: str, answer: str) -> Sequence[int]:
    found = []
    at = text.find(answer)
    while at >= 0:
        found.append(at)
        at = text.find(answer, at + 1)
    return found
