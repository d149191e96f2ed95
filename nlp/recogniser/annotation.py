"""What people marked in texts for the recogniser to learn from: stand-off, without the texts.

A line of ``annotation.jsonl`` is a document: the sha256 of its text, its kind, the stretches
(sentences) that were read, and all names in them; ``labels`` where only some labels were marked, so
that a document may have two lines. The texts are where ``texts`` looks for them.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from corpus import RawDocument, parse, scan
from nlp.recogniser.tag import Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from corpus import PolicyDocument
    from nlp.extraction import Label


@dataclass(frozen=True, slots=True)
class Annotated:
    """The names in some stretches of one document; ``split`` is empty for what is trained on.

    ``labels`` are those that were marked, all if there are none.
    """

    sha256: str
    kind: str
    stretches: tuple[tuple[int, int], ...]
    spans: tuple[Span, ...]
    split: str = ""
    labels: tuple[Label, ...] = ()

    def inside(self, start: int, end: int) -> list[Span]:
        """Return the names in a stretch, counted from its beginning."""
        return [
            Span(s.start - start, s.end - start, s.label)
            for s in self.spans
            if start <= s.start and s.end <= end
        ]


def read_annotation(file: Traversable) -> list[Annotated]:
    """Return the documents of an annotation file in their order."""
    rows = (json.loads(line) for line in file.read_text("utf-8").splitlines())
    return [
        Annotated(
            row["sha256"],
            row["kind"],
            tuple((a, b) for a, b in row["stretches"]),
            tuple(Span(a, b, label) for a, b, label in row["spans"]),
            row.get("split", ""),
            tuple(row.get("labels", ())),
        )
        for row in rows
    ]


def training() -> list[Annotated]:
    """Return the annotation that the shipped model was trained on."""
    return read_annotation(files("nlp.recogniser").joinpath("annotation.jsonl"))


def is_held_out(text: str) -> bool:
    """Tell whether a text may only measure: its sha256 begins with 0, 1, 2 or 3."""
    return digest(text)[0] in "0123"


def digest(text: str) -> str:
    """Return the sha256 of a text as it lies in its source."""
    return hashlib.sha256(text.encode()).hexdigest()


def texts(sources: Iterable[Path], wanted: Container[str]) -> Iterator[tuple[str, PolicyDocument]]:
    """Yield the wanted documents among the sources, each with its sha256, once."""
    seen: set[str] = set()
    for raw in scan(sorted(sources)):
        if not isinstance(raw, RawDocument):
            continue
        sha256 = digest(raw.text)
        if sha256 in wanted and sha256 not in seen:
            seen.add(sha256)
            yield sha256, parse(raw)
