"""The golds of norms and references: well formed, held out, and counted as they say."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest

from corpus.document import Metadata, PolicyDocument
from nlp.extraction import Reference, Relation
from nlp.pipe.relation.pattern import patterns
from ontology.iri import mint
from ontology.lexicon import norms, terms_by_name
from qa.wording.compose import VERBS
from zhengtu.bench.annotation import GoldDocument, GoldNorm, GoldReference
from zhengtu.bench.count import Count
from zhengtu.bench.norm import compare_norms
from zhengtu.bench.reference import compare_references
from zhengtu.bench.sheet import Sheet

TEXT = "云票单位应当建立台账。该单位不得销毁台账，依照前款办理。"
DOCUMENT = PolicyDocument("x", TEXT, Metadata(title="云票条例"), (), (), "0")
GOLD = GoldDocument(DOCUMENT, "statute", ((0, len(TEXT)),), (), (), ())
OWN = mint("document", "x")


def _rows(name: str) -> list[dict[str, Any]]:
    path = resources.files("zhengtu.bench").joinpath("gold", name)
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", ["norm.jsonl", "reference.jsonl"])
def test_gold_is_held_out_and_stand_off(name: str) -> None:
    rows = _rows(name)
    assert all(row["sha256"][0] in "0123" for row in rows)
    marked = [each for row in rows for each in row.get("norms") or row["references"]]
    assert len([each for each in marked if not each.get("optional")]) >= 60
    assert len({row["sha256"] for row in rows}) >= 6
    assert len({row["kind"] for row in rows}) >= 4
    strings = {value for each in marked for value in each.values() if isinstance(value, str)}
    assert all(value in norms() or value.startswith("https://") for value in strings)


def test_further_relations_are_held_out_stand_off_and_inside_their_stretches() -> None:
    rows = _rows("relation.jsonl")
    marked = [(row, each) for row in rows for each in row["relations"]]
    assert all(row["sha256"][0] in "0123" for row in rows)
    assert len([each for _, each in marked if not each.get("optional")]) >= 60
    assert {each["predicate"] for _, each in marked} <= {p.predicate for p in patterns()}
    for row, each in marked:
        for node in (each["subject"], each["object"]):
            assert "document" in node or any(
                a <= node["start"] < node["end"] <= b for a, b in row["stretches"]
            )


def test_norms_of_gold_ontology_and_patterns_are_the_same() -> None:
    stated = {p.predicate for p in patterns() if p.family in ("norm", "will")}
    marked = {each["predicate"] for row in _rows("norm.jsonl") for each in row["norms"]}
    assert stated == marked == norms()


def test_every_predicate_of_a_pattern_is_a_property_and_can_be_worded() -> None:
    predicates = {p.predicate for p in patterns()}
    assert all(terms_by_name()[name].kind != "class" for name in predicates)
    assert predicates <= set(VERBS)


def _norm(predicate: str, action: str, bearer: str | None = "云票单位") -> Relation:
    ends = ("云票条例", OWN, "PolicyDocument", predicate, action, None, None)
    return Relation(*ends, 0, 11, "m", 0.9, modality_text="应当", bearer=bearer)  # type: ignore[arg-type]


def test_norms_are_counted_with_their_fields() -> None:
    wanted = GoldNorm(4, 6, "requires", "建立台账", "云票单位")
    sheet = Sheet()
    compare_norms(GOLD, [wanted], [_norm("requires", "建立台账"), _norm("permits", "乙丙")], sheet)
    assert sheet.tally.rows["norms / all"] == [Count(1, 2, 1, 1)]
    assert sheet.tally.rows["norms / bearer of those found"] == [Count(1, 1, 1, 1)]
    assert sheet.tally.rows["norms / giver of those found"] == [Count(1, 1, 1, 1)]
    assert [miss["cause"] for miss in sheet.misses] == ["spurious permits"]


def test_optional_norms_count_neither_way() -> None:
    wanted = GoldNorm(4, 6, "requires", "建立台账", optional=True)
    for found in ([], [_norm("requires", "建立台账")]):
        sheet = Sheet()
        compare_norms(GOLD, [wanted], found, sheet)
        assert sheet.tally.rows == {}
        assert sheet.misses == []


def _reference(start: int, name: str | None, target: tuple[int, int] | None = None) -> Reference:
    iri = f"urn:{name}" if name else None
    return Reference(start, start + 2, "", iri, name, None, target, 0.9, "")


@pytest.mark.parametrize(
    ("wanted", "found", "linked", "right"),
    [
        (
            GoldReference(11, 13, name="云票单位"),
            _reference(11, "云票单位"),
            Count(1, 1, 1, 1),
            True,
        ),
        (GoldReference(11, 13, name="云票单位"), _reference(11, None), Count(0, 0, 1, 0), False),
        (GoldReference(11, 13), _reference(11, None), Count(), True),
        (GoldReference(11, 13), _reference(11, "云票单位"), Count(0, 1, 0, 0), False),
        (GoldReference(23, 25, part=0), _reference(23, "第一款", (0, 11)), Count(1, 1, 1, 1), True),
    ],
    ids=["right", "left open", "rightly left open", "a guess", "part"],
)
def test_references_are_counted(
    wanted: GoldReference, found: Reference, linked: Count, right: bool
) -> None:
    sheet = Sheet()
    compare_references(GOLD, [wanted], [found], sheet)
    assert sheet.tally.rows.get("references / linked", [Count()]) == [linked]
    assert sheet.tally.rows["references / accuracy"] == [Count(right, 1, 1, right)]
