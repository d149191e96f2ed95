"""Questions with their answers, and the halves that they are split into."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from corpus import PolicyDocument, read

if TYPE_CHECKING:
    from pathlib import Path

STATUTES = "statutes.jsonl.gz"
DOCUMENTS = "policy-qa-documents.jsonl"
QUESTIONS = "policy-qa-questions.jsonl"

Half = Literal["a", "b"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the document it was asked of, and its answer as people gave it; empty if none."""

    text: str
    document_id: str
    answer: str


def half_of(document_id: str) -> Half:
    """Return the half of a document: ``a`` is learned from, ``b`` is held out.

    >>> half_of("x") in ("a", "b")
    True
    """
    digest = hashlib.md5(document_id.encode(), usedforsecurity=False).hexdigest()
    return "b" if int(digest, 16) % 2 else "a"


def questions(folder: Path, half: Half | None = None) -> list[Asked]:
    """Return the questions on the documents of a half, or all of them.

    Args:
        folder: Holds ``policy-qa-questions.jsonl``: ``question``, ``docid``, ``answer`` a line.
        half: ``a`` or ``b``.
    """
    lines = (folder / QUESTIONS).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    asked = [Asked(row["question"], row["docid"], row["answer"].strip()) for row in rows]
    return [each for each in asked if half is None or half_of(each.document_id) == half]


def documents(folder: Path, half: Half | None = None) -> dict[str, PolicyDocument]:
    """Return the policy documents of a half, or all of them, by id."""
    found = (each for each in read([folder / DOCUMENTS]) if isinstance(each, PolicyDocument))
    return {each.id: each for each in found if half is None or half_of(each.id) == half}


def is_free(text: str) -> bool:
    """Return whether a text may be learned from: a quarter, by the sha256, is held out."""
    return sha256(text.encode()).hexdigest()[0] > "3"


LONGEST_STATUTE = 12_000
"""Characters of a statute that questions are made of: a few short ones say as much as a code."""


def statutes(folder: Path, count: int) -> dict[str, PolicyDocument]:
    """Return short statutes, evenly spread, none of those held out, by id."""
    found = (each for each in read([folder / STATUTES]) if isinstance(each, PolicyDocument))
    short = (each for each in found if len(each.text) <= LONGEST_STATUTE)
    free = [each for each in short if is_free(each.text)]
    return {each.id: each for each in free[:: max(1, len(free) // count)][:count]}
