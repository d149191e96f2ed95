"""Training on a toy corpus made here: what is learned holds for names never seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.normalize import fold
from nlp.extraction import ExtractionError
from nlp.pipeline import load
from nlp.recogniser.feature import Lexicon, Marks, rows
from nlp.recogniser.model import BITS, CLASSES, FILE, Model, read, save
from nlp.recogniser.optimise import Sentence, fit
from nlp.recogniser.tag import TAGS, Span, allowed, encode

if TYPE_CHECKING:
    from pathlib import Path

    from nlp.pipe.word import Words

NO_MARKS = Marks(((), (), ()))
KNOWN = Lexicon({}, {})
FRAMES = (
    "今年实施{}，成效明显。",
    "加快推进{}和有关工作。",
    "会议研究了{}的问题。",
    "由{}负责落实。",
)
LEARNED = (
    "强基提质行动",
    "水网畅通工程",
    "林草修复工程",
    "技能照亮行动",
    "数据惠民行动",
    "灌区改造工程",
)
UNSEEN = "稻渔共生行动"


def words(text: str) -> Words:
    return load(recogniser=False).words(text)


def learned(frame: str, name: str) -> Sentence:
    text = fold(frame.format(name))
    start = text.index(name)
    span = Span(start, start + len(name), "Programme")
    return Sentence(rows(text, words(text), KNOWN, NO_MARKS, BITS), encode([span], len(text)))


@pytest.fixture(scope="module")
def fitted() -> Model:
    sentences = [learned(frame, name) for frame in FRAMES for name in LEARNED]
    return Model(*fit(sentences, rounds=20), KNOWN)


def test_what_was_not_marked_may_be_anything() -> None:
    tags = encode([Span(1, 3, "Programme")], 4)
    may = allowed(tags, ("Programme",))
    assert may[1].sum() == may[2].sum() == 1
    assert not may[0, TAGS.index("B-Programme")]
    assert may[0, TAGS.index("O")]
    assert may[0, TAGS.index("B-Organization")]


def test_a_label_that_was_not_marked_is_not_unlearned() -> None:
    whole = [learned(frame, name) for frame in FRAMES for name in LEARNED]
    plain = np.zeros(len(whole[0].tags), np.int64)
    silent = Sentence(whole[0].table, plain, allowed(plain, ("Indicator",)))
    denied = Sentence(whole[0].table, plain)
    text = FRAMES[0].format(LEARNED[0])
    table = rows(text, words(text), KNOWN, NO_MARKS, BITS)

    def score(*more: Sentence) -> float:
        model = Model(*fit([*whole, *more], rounds=20), KNOWN)
        return float(model.score(table)[text.index(LEARNED[0]), TAGS.index("B-Programme")])

    assert score(*[silent] * 9) > score(*[denied] * 9)


def test_a_name_never_seen_is_found(fitted: Model) -> None:
    text = FRAMES[0].format(UNSEEN)
    start = text.index(UNSEEN)
    [(span, sure)] = fitted.find(text, words(text), NO_MARKS, [(0, len(text))])
    assert span == Span(start, start + len(UNSEEN), "Programme")
    assert 0.5 < sure <= 1


def test_training_twice_gives_the_same() -> None:
    sentences = [learned(frame, name) for frame in FRAMES[:2] for name in LEARNED[:2]]
    one, other = fit(sentences, rounds=4), fit(sentences, rounds=4)
    np.testing.assert_array_equal(one[0], other[0])
    np.testing.assert_array_equal(one[1], other[1])


def test_a_model_is_read_as_it_was_written(fitted: Model, tmp_path: Path) -> None:
    (tmp_path / CLASSES).write_text("工程\t7\t2\n", "utf-8")
    save(tmp_path, fitted.weights, fitted.step)
    again = read(tmp_path)
    np.testing.assert_allclose(again.weights, fitted.weights, atol=2e-3)
    assert again.lexicon.cluster == {"工程": (7, 2)}


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExtractionError, match="make train-ner"):
        read(tmp_path)
    (tmp_path / FILE).write_bytes(b"\x00" * 40)
    with pytest.raises(ExtractionError, match="make train-ner"):
        read(tmp_path)


def test_long_texts_are_read_in_parts(fitted: Model) -> None:
    text = FRAMES[0].format(UNSEEN)
    many = text * 2000
    spans = [(at, at + len(text)) for at in range(0, len(many), len(text))]
    found = fitted.find(many, words(many), NO_MARKS, spans)
    assert [span.start for span, _ in found] == [at + text.index(UNSEEN) for at, _ in spans]


def test_an_endless_sentence_is_no_trouble(fitted: Model) -> None:
    assert fitted.find("甲" * 5000, words("甲" * 5000), NO_MARKS, [(0, 5000)]) == []
