"""Counting names of the open classes against hand-read sentences."""

from __future__ import annotations

from nlp.extraction import Label, Mention
from nlp.recogniser.annotation import Annotated, training
from nlp.recogniser.tag import LABELS, Span
from zhengtu.bench.count import Tally
from zhengtu.bench.recogniser import annotation, count

GOLD = Annotated(
    "0" * 64,
    "report",
    ((10, 40),),
    (Span(12, 18, "Programme"), Span(20, 26, "Indicator"), Span(30, 34, "Organization")),
    "tuned",
)


def mention(start: int, end: int, label: Label, text: str = "") -> Mention:
    return Mention(start, end, label, text or "某" * (end - start))


def test_exact_and_half_are_counted_apart() -> None:
    tally = Tally()
    found = [mention(12, 18, "Programme"), mention(31, 34, "Organization")]
    count(GOLD, found, tally)
    rows = tally.report()
    assert (rows["Programme"]["precision"], rows["Programme"]["recall"]) == (1.0, 1.0)
    assert (rows["Organization"]["f1"], rows["Organization / half"]["f1"]) == (0.0, 1.0)
    assert rows["all"]["gold"] == 3


def test_only_annotated_stretches_count() -> None:
    tally = Tally()
    count(GOLD, [mention(2, 8, "Programme"), mention(38, 44, "Programme")], tally)
    assert tally.report()["all"]["found"] == 0


def test_a_word_of_growth_is_no_part_of_an_indicator() -> None:
    tally = Tally()
    count(GOLD, [mention(20, 28, "Indicator", "某某某某产量增长")], tally)
    assert tally.report()["Indicator"]["f1"] == 1.0


def test_a_label_that_was_not_marked_does_not_count() -> None:
    tally = Tally()
    found = [mention(12, 18, "Programme"), mention(36, 40, "Organization")]
    count(GOLD, found, tally, ("Programme",))
    rows = tally.report()
    assert "Organization" not in rows
    assert (rows["all"]["found"], rows["all"]["gold"]) == (1, 1)


def test_the_programmes_apart_are_held_out_and_marked_within_their_sentences() -> None:
    rows = annotation("programme.jsonl")
    assert sum(len(row.stretches) for row in rows) >= 200
    assert {row.split for row in rows} == {"held out"}
    assert not {row.sha256 for row in rows} & {row.sha256 for row in training()}
    for row in rows:
        assert row.sha256[0] in "0123"
        assert sum(len(row.inside(a, b)) for a, b in row.stretches) == len(row.spans)
        assert {span.label for span in row.spans} == {"Programme"} or not row.spans


def test_the_gold_is_whole_and_apart_from_training() -> None:
    rows = annotation()
    assert sum(len(row.stretches) for row in rows) >= 400
    assert {row.split for row in rows} == {"tuned", "held out"}
    assert not {row.sha256 for row in rows} & {row.sha256 for row in training()}
    for row in (*rows, *training()):
        assert (row.sha256[0] in "0123") == bool(row.split)
        assert sum(len(row.inside(a, b)) for a, b in row.stretches) == len(row.spans)
        assert {span.label for span in row.spans} <= set(LABELS)
