"""Typed relations between what a text names, by patterns over recognised mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp.pipe.relation.action import read_actions, read_relatives
from nlp.pipe.relation.authorship import read_authorship
from nlp.pipe.relation.clause import clauses, sentences
from nlp.pipe.relation.duty import read_duties
from nlp.pipe.relation.inclusion import read_inclusion
from nlp.pipe.relation.inverted import read_inverted
from nlp.pipe.relation.lineage import read_lineage
from nlp.pipe.relation.mask import Scene, Source, mask
from nlp.pipe.relation.norm import read_norms
from nlp.pipe.relation.role import (
    read_authority,
    read_cooperation,
    read_oversight,
    read_passive,
)
from nlp.pipe.relation.speaker import read_unsaid
from nlp.pipe.relation.succession import read_succession

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Relation

__all__ = ["Source", "extract_relations"]


def extract_relations(source: Source) -> tuple[Relation, ...]:
    """Return the relations that a text states, sorted by position, each once per quote.

    Only what the text asserts in so many words is returned: no relation from a question, a
    condition or a denial; obligations and intentions carry their ``modality``. Linear in the text.
    """
    scene = mask(source)
    found = {
        (r.subject, r.predicate, r.object, r.start, r.end): r
        for r in sorted(_read(scene), key=lambda r: r.confidence)
    }
    return tuple(
        sorted(found.values(), key=lambda r: (r.start, r.end, r.predicate, r.subject, r.object))
    )


def _read(scene: Scene) -> Iterator[Relation]:
    yield from read_lineage(scene)
    yield from read_duties(scene)
    for sentence in sentences(scene):
        yield from read_relatives(scene, sentence)
        yield from read_authorship(scene, sentence)
        yield from read_norms(scene, sentence)
        yield from read_inverted(scene, sentence)
        yield from read_succession(scene, sentence)
        before = None
        for clause in clauses(scene, sentence):
            yield from read_actions(scene, clause)
            yield from read_unsaid(scene, clause)
            yield from read_inclusion(scene, clause)
            yield from read_passive(scene, clause, before)
            yield from read_authority(scene, clause)
            yield from read_oversight(scene, clause)
            yield from read_cooperation(scene, clause)
            before = clause
