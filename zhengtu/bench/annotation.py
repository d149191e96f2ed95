"""The hand-made gold of extraction: stand-off, so that it holds no text of the documents.

``zhengtu/bench/gold/README.md`` says how it was made, by which rules, and what its fields mean.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, Literal

from corpus import RawDocument, parse, scan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from corpus import PolicyDocument
    from nlp.extraction import Label

Split = Literal["tuned", "held out", "held out later"]

SPLITS: Final[Mapping[Split, str]] = {
    "tuned": "tuned.jsonl",
    "held out": "held.jsonl",
    "held out later": "figure.jsonl",
}
"""What may be looked at while rules are changed, and what only measures; the file of each.

The last one has figures alone, marked before the latest round of changes to their grammar.
"""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A name in a text; ``iri`` is None where the link was not judged."""

    start: int
    end: int
    label: Label
    iri: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A figure with all its fields; those that were not judged are absent from ``fields``.

    ``fields`` may hold ``low``, ``high``, ``comparator``, ``unit``, ``indicator``, ``kind`` (a list
    of what is acceptable), ``area`` (an IRI, or None for no area) and ``period`` (a list of
    acceptable pairs of ISO days).
    """

    start: int
    end: int
    fields: Mapping[str, Any]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldNode:
    """One end of a relation: an entity, a stretch of text, or the document itself."""

    text: str
    iri: str | None = None
    document: bool = False


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """Who does what; ``predicate`` is a property's local name, the span its sentence."""

    subject: GoldNode
    predicate: str
    object: GoldNode
    start: int
    end: int
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """What was annotated in one document; only inside ``stretches`` is the annotation complete.

    In some documents only the figures were marked (``figures_only``).
    """

    document: PolicyDocument
    kind: str
    stretches: tuple[tuple[int, int], ...]
    mentions: tuple[GoldMention, ...]
    figures: tuple[GoldFigure, ...]
    relations: tuple[GoldRelation, ...]
    figures_only: bool = False

    def covers(self, start: int, end: int) -> bool:
        """Tell whether something lies in an annotated stretch."""
        return any(a <= start and end <= b for a, b in self.stretches)


@dataclass(frozen=True, slots=True)
class GoldNorm:
    """What is demanded, forbidden, encouraged or allowed; the span is that of the modal word.

    ``bearer`` and ``subject`` are None where nobody is named and where the document itself is the
    one who demands.
    """

    start: int
    end: int
    predicate: str
    action: str
    bearer: str | None = None
    subject: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldReference:
    """A word that stands for something named elsewhere; all of its targets None: nothing certain.

    ``name`` is how the antecedent is written, ``iri`` the division it is, ``part`` an offset in the
    part of the document that is meant, ``document`` tells that it is this document.
    """

    start: int
    end: int
    name: str | None = None
    iri: str | None = None
    part: int | None = None
    document: bool = False


def rows_of(split: Split) -> list[dict[str, Any]]:
    """Return the annotation of a split as stored, one mapping for each document."""
    return _lines(SPLITS[split])


def _lines(name: str) -> list[dict[str, Any]]:
    path = resources.files("zhengtu.bench").joinpath("gold", name)
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def gold(data: Path, split: Split) -> Iterator[GoldDocument]:
    """Yield the annotated documents of a split with their texts from ``data``.

    Raises:
        ValueError: A document is absent or its text is not the one that was annotated.
    """
    rows = rows_of(split)
    for file in dict.fromkeys(row["file"] for row in rows):
        ours = {row["id"]: row for row in rows if row["file"] == file}
        yield from (
            _document(ours[document.id], document) for document in _among(data / file, ours)
        )


def gold_norms(data: Path) -> Iterator[tuple[GoldDocument, tuple[GoldNorm, ...]]]:
    """Yield the documents of ``norm.jsonl`` with their norms; all are held out."""
    for row, document in _marked(data, "norm.jsonl"):
        yield _document(row, document), tuple(_norm(n, document.text) for n in row["norms"])


def gold_references(data: Path) -> Iterator[tuple[GoldDocument, tuple[GoldReference, ...]]]:
    """Yield the documents of ``reference.jsonl`` with their references; all are held out."""
    for row, document in _marked(data, "reference.jsonl"):
        found = tuple(_reference(each, document.text) for each in row["references"])
        yield _document(row, document), found


def gold_relations(data: Path) -> Iterator[GoldDocument]:
    """Yield the documents of ``relation.jsonl``, of which only relations are marked."""
    for row, document in _marked(data, "relation.jsonl"):
        yield _document(row, document)


def _marked(data: Path, name: str) -> Iterator[tuple[dict[str, Any], PolicyDocument]]:
    rows = _lines(name)
    for file in dict.fromkeys(row["file"] for row in rows):
        ours = {row["id"]: row for row in rows if row["file"] == file}
        yield from ((ours[found.id], found) for found in _among(data / file, ours))


def _norm(row: Mapping[str, Any], text: str) -> GoldNorm:
    fields = dict(row)
    for name in {"action", "bearer", "subject"} & fields.keys():
        fields[name] = text[slice(*row[name])]
    return GoldNorm(**fields)


def _reference(row: Mapping[str, Any], text: str) -> GoldReference:
    fields = dict(row)
    target = fields.pop("target", None)
    return GoldReference(**fields, name=text[slice(*target)] if target else None)


def _among(path: Path, wanted: Mapping[str, object]) -> Iterator[PolicyDocument]:
    left = set(wanted)
    for raw in scan([path]):
        if isinstance(raw, RawDocument) and raw.id in left:
            left.remove(raw.id)
            yield parse(raw)
        if not left:
            return
    raise ValueError(f"{path}: no document {', '.join(sorted(left))}")


def _document(row: Mapping[str, Any], document: PolicyDocument) -> GoldDocument:
    if document.sha256 != row["sha256"]:
        raise ValueError(f"{document.id}: the text is not the one that was annotated")
    return GoldDocument(
        document,
        row["kind"],
        tuple((a, b) for a, b in row.get("stretches", ())),
        tuple(GoldMention(**each) for each in row.get("mentions", ())),
        tuple(_figure(each) for each in row.get("measurements", ())),
        tuple(_relation(each, document.text) for each in row.get("relations", ())),
        figures_only=row.get("complete") == ["measurements"],
    )


def _figure(row: Mapping[str, Any]) -> GoldFigure:
    fields = dict(row)
    place = fields.pop("start"), fields.pop("end")
    return GoldFigure(*place, optional=fields.pop("optional", False), fields=fields)


def _relation(row: Mapping[str, Any], text: str) -> GoldRelation:
    ends = (_node(row["subject"], text), row["predicate"], _node(row["object"], text))
    return GoldRelation(*ends, row["start"], row["end"], row.get("optional", False))


def _node(row: Mapping[str, Any], text: str) -> GoldNode:
    words = text[row["start"] : row["end"]] if "start" in row else ""
    return GoldNode(words, row.get("iri"), row.get("document", False))
