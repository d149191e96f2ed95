"""The stretches of a question that name something, of the kinds that a follow-up may change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from corpus.normalize import fold
from nlp.gazetteer.indicator import lexicon as indicator_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.pipeline import Pipeline

SlotKind = Literal["place", "period", "indicator", "actor", "named", "document", "nature"]

_KINDS: dict[str, SlotKind] = {
    "Province": "place", "City": "place", "County": "place", "Region": "place",
    "GovernmentBody": "actor", "Organization": "actor", "Person": "actor",
    "Programme": "named", "Meeting": "named",
    "PolicyDocument": "document", "DocumentNumber": "document",
}  # fmt: skip
_NATURE = re.compile(r"预期目标|目标|实际(?:完成)?(?:值|情况)?|完成情况")
_RELATIVE = re.compile(r"今年|去年|前年|明年|上年")


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A named stretch, half-open offsets into the question; ``text`` is the stretch."""

    start: int
    end: int
    kind: SlotKind
    text: str


def slots(question: str, pipeline: Pipeline) -> tuple[Slot, ...]:
    """Return the slots of a question in order; of two that overlap the longer one stays."""
    text = fold(question)
    kept: list[Slot] = []
    for slot in sorted(_found(text, pipeline), key=lambda s: (s.start - s.end, s.start)):
        if all(slot.end <= other.start or slot.start >= other.end for other in kept):
            kept.append(slot)
    return tuple(sorted(kept))


def _found(text: str, pipeline: Pipeline) -> Iterator[Slot]:
    extraction = pipeline.parse(text)
    for link in extraction.links:
        mention, kind = link.mention, _KINDS.get(link.mention.label)
        if kind is not None:
            yield Slot(mention.start, mention.end, kind, mention.text)
    for mention, _ in extraction.periods:
        yield Slot(mention.start, mention.end, "period", mention.text)
    for match in _RELATIVE.finditer(text):
        yield Slot(match.start(), match.end(), "period", match.group())
    for start, end, _ in indicator_lexicon().find(text):
        yield Slot(start, end, "indicator", text[start:end])
    for match in _NATURE.finditer(text):
        yield Slot(match.start(), match.end(), "nature", match.group())
