"""Judging provisions over a collection: the value, and whether its document is cited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answer import AbstainReason, Answer, Citation, Outcome, Value
from zhengtu.bench.judge import Expected, Verdict, questions
from zhengtu.bench.provision import MOST_SIDE_BY_SIDE, verdict_of
from zhengtu.bench.source import HELD

EXPECTED = Expected("p", "term", "q", contains=("六年|6年",), sha256="own", also=("edition",))
DIGESTS = {"a": "own", "b": "edition", "c": "foreign"}


def said(*values: str, of: tuple[str, ...]) -> Answer:
    return Answer(
        question="q",
        outcome=Outcome.ANSWERED,
        text="",
        values=tuple(map(Value, values)),
        evidence=tuple(Citation(name, "", 0, 2, "六年") for name in of),
        source="passage",
    )


@pytest.mark.parametrize(
    ("answer", "verdict", "cause"),
    [
        (said("六年", of=("a",)), Verdict.RIGHT, ""),
        (said("6年", of=("b",)), Verdict.RIGHT, ""),
        (said("六年", "三年", of=("a", "c")), Verdict.RIGHT, ""),
        (said("六年", of=("c",)), Verdict.WRONG, "same value, other document"),
        (said("三年", of=("a",)), Verdict.WRONG, "wrong value, same document"),
        (said("三年", of=("c",)), Verdict.WRONG, "wrong value, other document"),
    ],
)
def test_a_value_counts_with_a_document_that_provides_it(
    answer: Answer, verdict: Verdict, cause: str
) -> None:
    assert verdict_of(EXPECTED, answer, DIGESTS) == (verdict, cause)


def test_many_documents_beside_one_another_are_no_answer() -> None:
    names = [str(n) for n in range(MOST_SIDE_BY_SIDE + 1)]
    digests = {name: "own" if name == "0" else name for name in names}
    verdict, cause = verdict_of(EXPECTED, said("六年", of=tuple(names)), digests)
    assert (verdict, cause) == (Verdict.WRONG, "too many documents")


def test_an_everyday_value_is_right_whichever_document_says_it() -> None:
    anywhere = replace(EXPECTED, sha256=None, also=())
    assert verdict_of(anywhere, said("六年", of=("c",)), DIGESTS) == (Verdict.RIGHT, "")
    asked = questions("everyday")
    assert {each.split for each in asked} == {"tuned", "heldout"}
    assert sum(bool(each.abstain) for each in asked) >= 30


def test_what_nothing_provides_has_to_be_left_open() -> None:
    none = replace(EXPECTED, contains=(), sha256=None, also=(), abstain=("no_fact",))
    assert verdict_of(none, said("六年", of=("a",)), DIGESTS)[0] is Verdict.WRONG
    left = Answer("q", Outcome.ABSTAINED, "", reason=AbstainReason.NO_FACT)
    assert verdict_of(none, left, DIGESTS)[0] is Verdict.RIGHT


def test_held_out_questions_are_those_of_held_out_documents() -> None:
    asked = questions("provisions")
    answerable = [each for each in asked if not each.abstain]
    assert len({each.id for each in asked}) == len(asked)
    assert all(not each.sha256 or each.start is not None for each in asked)
    held = [each for each in answerable if each.split == "heldout"]
    assert all(each.sha256 is not None and each.sha256[0] in HELD for each in held)
    assert len(held) >= 50
    assert sum(bool(each.abstain) for each in asked) >= 35
