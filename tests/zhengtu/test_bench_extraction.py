"""The evaluation of extraction: its gold, its counting, and the list of labels that all share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from corpus.document import Metadata, PolicyDocument
from nlp.extraction import (
    VALUES,
    Comparator,
    Extraction,
    Kind,
    Label,
    Link,
    Measurement,
    Mention,
    Period,
)
from nlp.extraction import Relation as Found
from ontology import namespace
from zhengtu.bench.annotation import (
    SPLITS,
    GoldDocument,
    GoldFigure,
    GoldMention,
    GoldNode,
    GoldRelation,
    Split,
    rows_of,
)
from zhengtu.bench.count import Count, bootstrap, wilson
from zhengtu.bench.extraction import compare
from zhengtu.bench.likeness import are_alike, is_half, likeness
from zhengtu.bench.naming import ANNOTATED, LABELS
from zhengtu.bench.sheet import Sheet
from zhengtu.cli.bench import flat, missed

TEXT = "武汉市财政局印发《云上办法》，武汉市投资5亿元。"
WUHAN = "https://w3id.org/zhengtu/id/place/420100"
FIGURE = Measurement(
    start=19,
    end=22,
    value_text="5亿元",
    low=Decimal(500_000_000),
    high=Decimal(500_000_000),
    comparator="=",
    unit="元",
    indicator="投资",
    indicator_iri=None,
    period=Period(date(2030, 1, 1), date(2030, 12, 31), "year"),
    area="武汉市",
    area_iri=WUHAN,
    agent=None,
    agent_iri=None,
    kind="actual",
    quote_start=0,
    quote_end=23,
    method="pattern:x@1",
    confidence=0.9,
)
ISSUED = Found("云上办法", None, "PolicyDocument", "issuedBy", "武汉市财政局", None,
               "GovernmentBody", 0, 14, "pattern:x@1", 0.9)  # fmt: skip
FIELDS = {
    "low": "500000000",
    "high": "500000000",
    "comparator": "=",
    "unit": "元",
    "indicator": "投资",
    "kind": ["actual"],
    "area": WUHAN,
    "period": [["2030-01-01", "2030-12-31"]],
}


def link(start: int, end: int, label: Label, iri: str | None = None) -> Link:
    return Link(Mention(start, end, label, TEXT[start:end]), iri, None, 0.9, "")


def gold(
    *mentions: GoldMention,
    figures: tuple[GoldFigure, ...] = (),
    relations: tuple[GoldRelation, ...] = (),
) -> GoldDocument:
    document = PolicyDocument("x", TEXT, Metadata(title="甲"), (), (), "0")
    return GoldDocument(document, "news", ((0, len(TEXT)),), mentions, figures, relations)


def rows(
    document: GoldDocument,
    *links: Link,
    figures: tuple[Measurement, ...] = (),
    relations: tuple[Found, ...] = (),
) -> tuple[dict[str, list[Count]], list[str]]:
    sheet = Sheet()
    mentions = tuple(each.mention for each in links)
    compare(document, Extraction(mentions, links, (), figures, relations), sheet)
    return sheet.tally.rows, [f"{miss['row']}: {miss['cause']}" for miss in sheet.misses]


def test_ontology_extraction_and_evaluation_share_one_list_of_labels() -> None:
    assert get_args(Label) == LABELS
    assert all(namespace.ZT[VALUES.get(label, label)] for label in LABELS)
    marked = {
        each["label"] for split in SPLITS for row in rows_of(split) for each in row["mentions"]
    }
    assert marked == set(ANNOTATED)


@pytest.mark.parametrize("split", SPLITS)
def test_gold_is_stand_off_and_well_formed(split: Split) -> None:
    for row in rows_of(split):
        assert (row["sha256"][0] in "0123") == (split != "tuned")
        inside = [*row["mentions"], *row["measurements"]]
        assert all(
            any(a <= each["start"] < each["end"] <= b for a, b in row["stretches"])
            for each in inside
        )
        assert not any("text" in each or "quote" in each for each in inside)
        assert all(len(each["indicator"]) < 20 for each in row["measurements"])
        assert all(each["comparator"] in get_args(Comparator) for each in row["measurements"])
        assert all(set(each["kind"]) <= set(get_args(Kind)) for each in row["measurements"])
        assert all(namespace.ZT[each["predicate"]] for each in row["relations"])


def test_gold_has_enough_documents_of_every_kind() -> None:
    kinds = {split: [row["kind"] for row in rows_of(split)] for split in SPLITS}
    assert len(kinds["held out"]) >= 12
    assert sum(map(len, kinds.values())) >= 30
    assert all(
        set(found) == {"report", "document", "policy", "statute", "news"}
        for split, found in kinds.items()
        if split != "held out later"
    )


def test_exact_and_half_spans_are_told_apart() -> None:
    document = gold(GoldMention(8, 14, "PolicyDocument"))
    found, misses = rows(document, link(9, 13, "PolicyDocument"))
    assert found["PolicyDocument / exact"] == [Count(0, 1, 1, 0)]
    assert found["PolicyDocument / half"] == [Count(1, 1, 1, 1)]
    assert misses == ["PolicyDocument: other span"]


def test_a_right_span_with_another_entity_is_no_right_link() -> None:
    document = gold(GoldMention(15, 18, "City", WUHAN))
    found, misses = rows(document, link(15, 18, "City", WUHAN.replace("420100", "420200")))
    assert found["City / exact"] == [Count(1, 1, 1, 1)]
    assert found["place / linked"] == [Count(0, 1, 1, 0)]
    assert misses == [
        "place / linked: missed or other entity",
        "place / linked: spurious or other entity",
    ]


def test_optional_names_and_places_in_bodies_count_neither_way() -> None:
    document = gold(GoldMention(0, 6, "GovernmentBody"), GoldMention(15, 18, "City", optional=True))
    found, misses = rows(
        document, link(0, 6, "GovernmentBody"), link(0, 3, "City"), link(15, 18, "City")
    )
    assert found["all names / exact"] == [Count(1, 1, 1, 1)]
    assert misses == []


def test_misses_say_why() -> None:
    document = gold(GoldMention(0, 6, "GovernmentBody"))
    assert rows(document)[1] == ["GovernmentBody: missed"]
    assert rows(document, link(0, 6, "Organization"))[1] == [
        "GovernmentBody: labelled Organization",
        "Organization: spurious",
    ]


def test_a_figure_is_right_only_with_all_its_fields() -> None:
    document = gold(figures=(GoldFigure(19, 22, FIELDS),))
    found, misses = rows(document, figures=(FIGURE,))
    assert found["figures / all fields"] == [Count(1, 1, 1, 1)]
    assert misses == []
    other = gold(figures=(GoldFigure(19, 22, {**FIELDS, "kind": ["target"]}),))
    found, misses = rows(other, figures=(FIGURE,))
    assert found["figures / all fields"] == [Count(0, 1, 1, 0)]
    assert found["figures / value"] == [Count(1, 1, 1, 1)]
    assert misses == ["figure: wrong kind"]


def test_a_field_that_was_not_judged_is_not_wrong() -> None:
    fields = {name: value for name, value in FIELDS.items() if name not in ("area", "period")}
    assert rows(gold(figures=(GoldFigure(19, 22, fields),)), figures=(FIGURE,))[1] == []


def test_relations_match_by_their_ends() -> None:
    title, body = GoldNode("《云上办法》"), GoldNode("武汉市财政局")
    document = gold(relations=(GoldRelation(title, "issuedBy", body, 0, 14),))
    assert rows(document, relations=(ISSUED,))[1] == []
    turned = gold(relations=(GoldRelation(body, "issuedBy", title, 0, 14),))
    assert rows(turned, relations=(ISSUED,))[1] == [
        "relation: spurious issuedBy",
        "relation: missed issuedBy",
    ]


def test_likeness_of_names() -> None:
    assert likeness("甲乙丙丁", "甲丙丁") == pytest.approx(6 / 7)
    assert are_alike("《云上办法》", "云上办法")
    assert not are_alike("财政局", "教育厅")
    assert is_half(GoldMention(0, 4, "City"), GoldMention(2, 4, "City"))
    assert not is_half(GoldMention(0, 5, "City"), GoldMention(3, 5, "City"))


def test_intervals() -> None:
    assert wilson(9, 10) == (0.596, 0.982)
    assert wilson(0, 0) == (0.0, 1.0)
    counts = [Count(1, 1, 1, 1), Count(0, 1, 1, 0), Count(1, 1, 1, 1)]
    low, high = bootstrap(counts)
    assert 0 <= low < 2 / 3 < high <= 1
    assert bootstrap(counts) == (low, high)


def test_the_table_shows_summaries_and_the_file_gets_the_misses() -> None:
    results = {
        "extraction": {
            "tuned": {"rows": {"City": {"f1": 1.0, "summary": "F1 1"}}, "misses": [{"row": "City"}]}
        }
    }
    assert list(flat(results)) == [("extraction / tuned / rows / City", "F1 1")]
    assert list(missed(results)) == [{"split": "tuned", "row": "City"}]
