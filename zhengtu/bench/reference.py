"""The references of ``zhengtu bench extraction``: what 该平台, 其, 前款, 本市 stand for.

``linked`` counts those that stand for something named: precision is the share of what was linked
that is right. ``accuracy`` counts all; what names nothing certain is right if it is left open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ontology.iri import mint
from zhengtu.bench.count import Count
from zhengtu.bench.likeness import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.extraction import Reference
    from zhengtu.bench.annotation import GoldDocument, GoldReference
    from zhengtu.bench.sheet import Sheet


def compare_references(
    document: GoldDocument,
    gold: Sequence[GoldReference],
    found: Sequence[Reference],
    sheet: Sheet,
) -> None:
    """Count which references of a document were resolved rightly, and note every miss."""
    own = mint("document", document.document.id)
    linked, accuracy = Count(), Count()
    for each in gold:
        theirs = next((r for r in found if r.start == each.start), None)
        answer = theirs if theirs is not None and theirs.iri is not None else None
        named = not _is_open(each)
        right = _is_right(answer, each, own) if answer is not None else not named
        linked += Count(bool(answer and right), bool(answer), named, bool(answer and right))
        accuracy += Count(right, 1, 1, right)
        if not right:
            cause = "linked wrongly" if answer is not None else "left open"
            text = f"{answer.name if answer else None}, not {each.name or each.iri or each.part}"
            sheet.note(document, "reference", cause, each, text)
    sheet.tally.add("references / linked", linked)
    sheet.tally.add("references / accuracy", accuracy)


def _is_open(gold: GoldReference) -> bool:
    return not (gold.name or gold.iri or gold.document) and gold.part is None


def _is_right(found: Reference, gold: GoldReference, own: str) -> bool:
    if gold.document:
        return found.iri == own
    if gold.part is not None:
        return found.target is not None and found.target[0] <= gold.part < found.target[1]
    if gold.iri is not None:
        return found.iri == gold.iri
    names = {bare(found.name or ""), bare(found.text)}
    return gold.name is not None and any(_same(name, bare(gold.name)) for name in names if name)


def _same(one: str, other: str) -> bool:
    """Tell whether one name is the other or its short form (黑龙江, 黑龙江省)."""
    return one == other or (len(other) > 1 and one.startswith(other)) or other.endswith(one)
