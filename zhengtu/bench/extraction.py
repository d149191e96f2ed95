"""``zhengtu bench extraction``: names, links, figures and relations against a hand-made gold.

Only inside the annotated stretches is anything counted. A name is right if its label is and its
span is exact (``exact``) or shares at least half of the longer span (``half``); under ``linked`` it
must also be the right entity. What overlaps an optional annotation counts neither for nor against.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ontology.iri import mint
from ontology.lexicon import norms
from zhengtu.bench.annotation import (
    SPLITS,
    gold,
    gold_norms,
    gold_references,
    gold_relations,
)
from zhengtu.bench.count import Count, causes
from zhengtu.bench.likeness import FIELDS, is_half, is_relation, overlap, wrong_fields
from zhengtu.bench.naming import compare_names
from zhengtu.bench.norm import compare_norms
from zhengtu.bench.reference import compare_references
from zhengtu.bench.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from nlp.extraction import Extraction, Measurement, Relation
    from nlp.pipeline import Pipeline
    from zhengtu.bench.annotation import GoldDocument, GoldFigure, GoldNode


def run(data: Path) -> dict[str, Any]:
    """Extract the annotated documents under ``data`` and compare.

    Returns:
        For each split ``rows`` (by row of the table; see ``Tally.report``), ``causes`` (how often
        what went wrong) and ``misses`` (each case: document, place, row, cause, words).
    """
    from nlp.pipeline import load

    pipeline = load()
    result: dict[str, Any] = {}
    for split in SPLITS:
        sheet = Sheet()
        for document in gold(data, split):
            compare(document, pipeline.extract(document.document), sheet)
        if split == "held out":
            _compare_further(data, pipeline, sheet)
        result[split] = {
            "rows": sheet.tally.report(),
            "causes": causes(sheet.misses),
            "misses": sheet.misses,
        }
    return result


def _compare_further(data: Path, pipeline: Pipeline, sheet: Sheet) -> None:
    """Compare with the golds that are held out as a whole: norms, references, relations."""
    for document, wanted in gold_norms(data):
        compare_norms(document, wanted, pipeline.extract(document.document).relations, sheet)
    for document, references in gold_references(data):
        compare_references(
            document, references, pipeline.extract(document.document).references, sheet
        )
    for document in gold_relations(data):
        found = pipeline.extract(document.document).relations
        _compare_relations(document, found, sheet, "further relations")


def compare(document: GoldDocument, found: Extraction, sheet: Sheet) -> None:
    """Count what an extraction has right and wrong, and note every miss."""
    _compare_figures(document, found.measurements, sheet)
    if not document.figures_only:
        compare_names(document, found, sheet)
        _compare_relations(document, found.relations, sheet)


def _compare_figures(document: GoldDocument, found: Sequence[Measurement], sheet: Sheet) -> None:
    wanted = [each for each in document.figures if not each.optional]
    theirs = [m for m in found if document.covers(m.start, m.end) and not _is_optional(document, m)]
    rights = Counter(dict.fromkeys(("found", "all fields", *FIELDS), 0))
    for each in wanted:
        same = [m for m in theirs if is_half(m, each)]
        if not same:
            sheet.note(document, "figure", "missed", each)
            continue
        wrong = min((wrong_fields(m, each.fields) for m in same), key=len)
        rights.update(["found", *(name for name in FIELDS if name not in wrong)])
        rights["all fields"] += not wrong
        for name in wrong:
            sheet.note(document, "figure", f"wrong {name}", each)
    for m in theirs:
        if not any(is_half(m, each) for each in wanted):
            sheet.note(document, "figure", "spurious", m)
    for name, right in rights.items():
        sheet.tally.add(f"figures / {name}", Count(right, len(theirs), len(wanted), right))
    whole = rights["all fields"]
    row = f"figures in {document.kind} / all fields"
    sheet.tally.add(row, Count(whole, len(theirs), len(wanted), whole))


def _is_optional(document: GoldDocument, found: Measurement) -> bool:
    near: list[GoldFigure] = [each for each in document.figures if overlap(found, each) > 0]
    return any(each.optional for each in near) and all(
        each.optional or not is_half(found, each) for each in near
    )


def _compare_relations(
    document: GoldDocument, found: Sequence[Relation], sheet: Sheet, row: str = "relations"
) -> None:
    this = mint("document", document.document.id), document.document.metadata.title or ""
    theirs = {
        (r.subject, r.predicate, r.object): r
        for r in found
        if r.predicate not in norms()
        and any(max(a, r.start) < min(b, r.end) for a, b in document.stretches)
    }
    counts: dict[str, Count] = {}
    for r in theirs.values():
        same = [each for each in document.relations if is_relation(r, each, this)]
        if same and all(each.optional for each in same):
            continue
        counts[r.predicate] = counts.get(r.predicate, Count()) + Count(bool(same), 1)
        if not same:
            words = f"{r.subject} {r.predicate} {r.object}"
            sheet.note(document, "relation", f"spurious {r.predicate}", r, words)
    for each in document.relations:
        if each.optional:
            continue
        hit = any(is_relation(r, each, this) for r in theirs.values())
        counts[each.predicate] = counts.get(each.predicate, Count()) + Count(0, 0, 1, hit)
        if not hit:
            words = f"{_words(each.subject)} {each.predicate} {_words(each.object)}"
            sheet.note(document, "relation", f"missed {each.predicate}", each, words)
    for predicate, count in counts.items():
        sheet.tally.add(f"{row} / {predicate}", count)
        sheet.tally.add(f"{row} in {document.kind} / all", count)
    sheet.tally.add(f"{row} / all", sum(counts.values(), start=Count()))


def _words(node: GoldNode) -> str:
    return "this document" if node.document else node.text or str(node.iri)
