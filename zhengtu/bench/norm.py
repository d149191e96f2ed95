"""The norms of ``zhengtu bench extraction``: who must, must not, may or is encouraged to do what.

A norm is right if its concept is and its action says the same as the gold's; the word as written,
whom it binds and who lays it down are counted apart, among those that are right.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ontology.iri import mint
from ontology.lexicon import norms
from zhengtu.bench.count import Count
from zhengtu.bench.likeness import are_alike, bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.extraction import Relation
    from zhengtu.bench.annotation import GoldDocument, GoldNorm
    from zhengtu.bench.sheet import Sheet


def compare_norms(
    document: GoldDocument, gold: Sequence[GoldNorm], found: Sequence[Relation], sheet: Sheet
) -> None:
    """Count what was found among the norms of a document, and note every miss."""
    theirs = [r for r in found if r.predicate in norms() and document.covers(r.start, r.end)]
    counts = _found(document, gold, theirs, sheet)
    rights: Counter[str] = Counter()
    for each in gold:
        if each.optional:
            continue
        hits = [r for r in theirs if _is_norm(r, each)]
        count = Count(0, 0, 1, bool(hits))
        counts[each.predicate] = counts.get(each.predicate, Count()) + count
        if not hits:
            sheet.note(document, "norm", f"missed {each.predicate}", each, each.action)
            continue
        for name, holds in _fields(hits[0], each, document).items():
            rights[name] += holds
            if not holds:
                sheet.note(document, "norm", f"wrong {name}", each, str(hits[0].bearer))
    for predicate, count in counts.items():
        sheet.tally.add(f"norms / {predicate}", count)
    whole = sum(counts.values(), start=Count())
    sheet.tally.add("norms / all", whole)
    for name in ("bearer", "word", "giver"):
        right = rights[name]
        sheet.tally.add(f"norms / {name} of those found", Count(right, whole.hit, whole.hit, right))


def _found(
    document: GoldDocument, gold: Sequence[GoldNorm], theirs: Sequence[Relation], sheet: Sheet
) -> dict[str, Count]:
    """Count by concept what was found and whether it is right; what is optional counts neither."""
    counts: dict[str, Count] = {}
    for r in theirs:
        same = [each for each in gold if _is_norm(r, each)]
        if same and all(each.optional for each in same):
            continue
        counts[r.predicate] = counts.get(r.predicate, Count()) + Count(bool(same), 1)
        if not same:
            sheet.note(document, "norm", f"spurious {r.predicate}", r, r.object)
    return counts


def _is_norm(found: Relation, gold: GoldNorm) -> bool:
    near = found.start <= gold.start < found.end
    return near and found.predicate == gold.predicate and are_alike(found.object, gold.action)


def _fields(found: Relation, gold: GoldNorm, document: GoldDocument) -> dict[str, bool]:
    iri = mint("document", document.document.id)
    own = found.subject_iri == iri if gold.subject is None else False
    cited = gold.subject is not None and bare(found.subject) == bare(gold.subject)
    text = document.document.text[gold.start : gold.end]
    return {
        "bearer": _same_bearer(found.bearer, gold.bearer),
        "word": text in (found.modality_text or ""),
        "giver": own or cited,
    }


def _same_bearer(found: str | None, gold: str | None) -> bool:
    return found is gold or bool(found and gold and are_alike(found, gold))
