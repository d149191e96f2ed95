"""What became of questions, and whether quotes support answers, is counted as it should be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answer import AbstainReason, Answer, Citation, Outcome, Value
from zhengtu.bench.policy import cause, recall_at
from zhengtu.bench.support import digest, supported, verdicts

TEXT = "站点由县交通运输局建设。租金每月一百元。市民扫码租车。"
ASKED = {"docid": "bikes", "question": "租金多少？", "answer": "每月一百元"}


def _answer(start: int, end: int, value: str, document: str = "bikes") -> Answer:
    return Answer(
        question="租金多少？",
        outcome=Outcome.ANSWERED,
        text=value,
        values=(Value(value),),
        evidence=(Citation(document, "", start, end, TEXT[start:end]),),
        source="passage",
    )


@pytest.mark.parametrize(
    ("answer", "likeness", "expected"),
    [
        (_answer(12, 20, "每月一百元"), 1.0, "right"),
        (_answer(12, 20, "租金"), 0.2, "wrong: other part of the sentences"),
        (_answer(20, 27, "扫码"), 0.0, "wrong: other place of the document"),
        (_answer(0, 5, "扫码", "dogs"), 0.0, "wrong: other document"),
    ],
)
def test_every_answer_has_its_cause(answer: Answer, likeness: float, expected: str) -> None:
    assert cause(answer, ASKED, TEXT, likeness) == expected


def test_an_abstention_tells_an_objection_from_a_lack_of_certainty() -> None:
    silent = replace(
        _answer(0, 5, ""), outcome=Outcome.ABSTAINED, reason=AbstainReason.NO_FACT, evidence=()
    )
    assert cause(silent, ASKED, TEXT, 0.0) == "abstained: no_fact"
    objected = replace(silent, steps=("未采用：“站点”（引文说的是别的地区）",))
    assert cause(objected, ASKED, TEXT, 0.0) == "abstained: objection"


def test_a_verdict_counts_while_the_answer_stays_the_same() -> None:
    first, second = _answer(12, 20, "每月一百元"), _answer(12, 20, "一百元")
    judged = {
        ("articles", "1"): (digest(first), "yes"),
        ("articles", "2"): (digest(first), "no"),
        ("articles", "3"): (digest(first), "yes"),
    }
    said = {
        ("articles", "1"): digest(first),
        ("articles", "2"): digest(first),
        ("articles", "3"): digest(second),
    }
    found = supported(said, judged)
    assert (found["judged"], found["still_the_same"]) == (3, 2)
    assert (found["yes"], found["no"], found["yes_share"]) == (1, 1, 0.5)


def test_shipped_verdicts_are_of_known_kinds() -> None:
    assert {verdict for _, verdict in verdicts().values()} <= {"yes", "partly", "no"}


@pytest.mark.parametrize(("most", "expected"), [(1, 0.333), (2, 0.667)])
def test_a_document_is_found_if_it_is_among_the_first(most: int, expected: float) -> None:
    ranked = [["bikes", "dogs"], ["dogs", "bikes"], []]
    assert recall_at(most, ranked, ["bikes", "bikes", "bikes"]) == expected
