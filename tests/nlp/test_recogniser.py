"""The trained recogniser as it ships: its files, its card, and what it adds to the rules."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from corpus.document import Metadata, PolicyDocument
from nlp.pipe.name_form import apart
from nlp.pipe.recogniser import METHOD
from nlp.pipe.repeated_name import find_again
from nlp.pipeline import load
from nlp.recogniser.feature import Lexicon, Marks, rows
from nlp.recogniser.model import BITS, FILE, shipped
from nlp.recogniser.tag import LABELS, TAGS, Span

if TYPE_CHECKING:
    from nlp.extraction import Extraction, Label

MODEL = files("nlp.recogniser").joinpath("model")
STABLE = 155226570
"""Sum of the rows of a text: should it change, the weights no longer fit and must be made anew."""
TEXT = (
    "今年深入实施稻渔共生提质行动，推进甲乙高速公路等重点项目建设，"
    "支持华兴重工、东岳精密等企业技改，设施蔬菜产量增长6.2%。\n"
)


def extracted(text: str, *, recogniser: bool = True) -> Extraction:
    document = PolicyDocument("x", text, Metadata(kind="WorkReport"), (), (), "0")
    return load(recogniser=recogniser).extract(document)


def named(found: Extraction, label: Label) -> set[str]:
    return {m.text for m in found.mentions if m.label == label}


def test_the_shipped_model_is_small_and_loads() -> None:
    size = sum(len(file.read_bytes()) for file in MODEL.iterdir())
    assert size <= 15 * 2**20
    assert MODEL.joinpath(FILE).is_file()
    assert shipped().weights.shape == (2**BITS, len(TAGS))
    assert shipped().lexicon.cluster


def test_the_card_tells_the_scores_of_the_score_file() -> None:
    card = MODEL.joinpath("card.md").read_text("utf-8")
    score = json.loads(MODEL.joinpath("score.json").read_text("utf-8"))["recogniser"]
    for label in (*LABELS, "all"):
        cells = [
            f"{score[split][system][label][figure]:.3f}"
            for split in ("tuned", "held out")
            for system in ("rules alone", "rules and recogniser")
            for figure in ("precision", "recall", "f1")
        ]
        assert f"| {label} | {' | '.join(cells)} |" in card


def test_on_the_held_out_half_it_beats_the_rules() -> None:
    held = json.loads(MODEL.joinpath("score.json").read_text("utf-8"))["recogniser"]["held out"]
    alone, both = held["rules alone"], held["rules and recogniser"]
    assert both["all"]["f1"] > alone["all"]["f1"]
    assert both["all"]["precision"] >= alone["all"]["precision"]


def test_names_that_no_rule_knows_are_found_with_method_and_confidence() -> None:
    found = extracted(TEXT)
    assert "稻渔共生提质行动" in named(found, "Programme")
    assert "设施蔬菜产量" in named(found, "Indicator")
    told = [link for link in found.links if link.reason.startswith(METHOD)]
    assert told
    assert all(0 < link.score <= 1 for link in told)
    assert not found.warnings


def test_a_name_is_one_wherever_it_stands_and_no_name_goes_over_an_arrow() -> None:
    text = (
        "今天起，甲云办平台正式上线乙云办，欢迎下载乙云办APP。\n"
        "路径：打开乙云办→乙云办服务。乙云办已有用户百万。\n"
    )
    words = load(recogniser=False).words(text)
    first = text.index("乙云办")
    again = find_again(text, words, [(Span(first, first + 3, "Programme"), 0.9)])
    found = [text[span.start : span.end] for span, _ in again]
    assert len(found) >= 3
    assert set(found) == {"乙云办"}
    assert list(apart("打开甲→乙", [(0, 5)])) == [(0, 4), (4, 5)]


def test_what_was_read_as_two_kinds_of_thing_is_not_looked_for() -> None:
    text = "云桥云桥云桥公司。云桥云桥云桥公司。"
    words = load(recogniser=False).words(text)
    two = [(Span(0, 8, "Programme"), 0.9), (Span(9, 17, "Organization"), 0.9)]
    assert list(find_again(text, words, two)) == []


def test_it_can_be_left_out() -> None:
    found = extracted(TEXT, recogniser=False)
    assert not any(link.reason.startswith(METHOD) for link in found.links)
    assert "设施蔬菜产量" not in named(found, "Indicator")
    assert load(recogniser=False).problems() == {}


def test_a_question_is_left_to_the_rules() -> None:
    assert load().parse(TEXT) == load(recogniser=False).parse(TEXT)


def test_nothing_is_named_inside_a_title() -> None:
    found = extracted("根据《甲省国资委关于实施强基提质行动的通知》，做好工作。\n")
    assert {m.label for m in found.mentions} == {"PolicyDocument"}


@pytest.mark.parametrize("text", ["", " \n", "，。，。\n", "“" * 50, "甲" * 4000, "😀甲乙局\n" * 3])
def test_odd_texts_are_no_trouble(text: str) -> None:
    assert extracted(text).warnings == ()


def test_rows_are_stable_from_one_process_to_another() -> None:
    text = "实施强基行动"
    words = load(recogniser=False).words(text)
    table = rows(text, words, Lexicon({}, {}), Marks(((), (), ())), BITS)
    assert table.shape == (6, 44)
    assert int(table.astype("uint64").sum()) == STABLE
