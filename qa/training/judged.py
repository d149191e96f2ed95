"""Questions that people wrote on single documents, as facts that stand off the texts.

They ask for who, when, where and how much, which people ask of policy documents too rarely for a
reader to learn it from them; and some have no answer. Only their tuned half is learned from.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus import PolicyDocument, read
from nlp.quantity import find_quantities
from qa.training.question import Asked, half_of
from qa.training.source import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from nlp.quantity import Quantity

TUNED = "tuned"
FREE = frozenset({"definition", "why", "clause"})
"""Kinds of question that a clause answers and no name or figure in it."""
_KEY = re.compile(r"news:|policy:|statute:")
_STOP = re.compile(r"[。；\n]")
AROUND = 6
"""Characters on either side of a marked place in which its figure may begin or end."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question on one document; ``asked.answer`` is empty where the document has no answer."""

    asked: Asked
    answerable: bool


def judged(
    folder: Path, scratch: Path, sets: Iterable[Path]
) -> tuple[list[Judged], dict[str, PolicyDocument]]:
    """Return the questions on documents that may be learned from, and these documents by id.

    Args:
        folder: The shared documents.
        scratch: Where the documents may be written to be read.
        sets: Files of questions: ``split``, ``question``, ``document``, ``sha256``, ``start`` and
            ``end`` with ``numbers`` or ``contains``, or ``abstain``, a line.
    """
    lines = (line for path in sets for line in path.read_text("utf-8").splitlines())
    asked = [json.loads(line) for line in lines if line.strip()]
    asked = [q for q in asked if q["split"] == TUNED and _is_free(q.get("document") or "")]
    digests = {q["document"]: q["sha256"] for q in asked}
    found = dict(rows(folder, digests.keys()))
    found = {key: row for key, row in found.items() if _digest(row["text"]) == digests[key]}
    source = scratch / "judged.jsonl"
    written = (json.dumps(row, ensure_ascii=False) for row in found.values())
    source.write_text("\n".join(written), encoding="utf-8")
    documents = {each.id: each for each in read([source]) if isinstance(each, PolicyDocument)}
    return [_judged(q, found[q["document"]]) for q in asked if q["document"] in found], documents


def _is_free(key: str) -> bool:
    """Whether a document may be learned from: no policy document of the half that is held out."""
    policy = key.removeprefix("policy:")
    return bool(_KEY.match(key)) and (policy == key or half_of(policy) == "a")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _judged(question: dict[str, Any], row: dict[str, Any]) -> Judged:
    said = "" if "abstain" in question else _answer(question, row["text"])
    return Judged(Asked(question["question"], row["id"], said), bool(said))


def _answer(question: dict[str, Any], text: str) -> str:
    """Return the words of a text that answer: the parts asked for, the figure, else the place."""
    start, end = question["start"], question["end"]
    if question["kind"] in FREE:
        stop = _STOP.search(text, end - 1)
        return text[start : stop.start() if stop else len(text)]
    near = text[start:end]
    parts = [need.split("|") for need in question.get("contains", ())]
    spans = [_first(near, alternatives) for alternatives in parts]
    met = [span for span in spans if span is not None]
    if met:
        return near[min(low for low, _ in met) : max(high for _, high in met)]
    low = max(0, start - AROUND)
    figures = [
        q for q in find_quantities(text[low : end + AROUND]) if _meets(q, start - low, end - low)
    ]
    return text[low + figures[0].start : low + figures[0].end] if figures else near


def _first(text: str, alternatives: Sequence[str]) -> tuple[int, int] | None:
    at = ((text.find(each), len(each)) for each in alternatives)
    return next(((low, low + size) for low, size in at if low >= 0), None)


def _meets(figure: Quantity, start: int, end: int) -> bool:
    return figure.start < end and start < figure.end
