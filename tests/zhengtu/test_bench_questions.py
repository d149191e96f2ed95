"""The evaluation's own parts: judging, tables made from gold cells, figures over judgements."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from qa.answer import AbstainReason, Answer, Citation, Outcome, Value
from zhengtu.bench.judge import Expected, Verdict, judge, questions, supports
from zhengtu.bench.tabular import problems
from zhengtu.bench.tally import figures, judged
from zhengtu.bench.targets import Cell


def answered(*values: str, number: Decimal | None = None) -> Answer:
    return Answer(
        question="q",
        outcome=Outcome.ANSWERED,
        text="",
        values=tuple(Value(value, number) for value in values),
        evidence=(Citation("d", "", 5, 9, "文件说的"),),
        confidence=0.9,
    )


def abstained(reason: AbstainReason) -> Answer:
    return Answer(question="q", outcome=Outcome.ABSTAINED, text="", reason=reason)


def test_a_number_is_given_as_a_number_or_written_so_and_not_as_part_of_another() -> None:
    expected = Expected("1", "number", "q", numbers=(Decimal(3),))
    assert judge(expected, answered("3个")) is Verdict.RIGHT
    assert judge(expected, answered("三个", number=Decimal(3))) is Verdict.RIGHT
    assert judge(expected, answered("13个")) is Verdict.WRONG


def test_a_passage_is_no_value_but_a_title_is() -> None:
    expected = Expected("1", "which document", "q", contains=("办法",))
    assert judge(expected, answered("《" + "很长的" * 20 + "办法》")) is Verdict.RIGHT
    assert judge(expected, answered("很长的" * 20 + "办法")) is Verdict.WRONG


def test_an_abstention_counts_with_its_reason() -> None:
    expected = Expected("1", "unanswerable", "q", abstain=("no_fact",))
    assert judge(expected, abstained(AbstainReason.NO_FACT)) is Verdict.RIGHT
    assert judge(expected, abstained(AbstainReason.OUT_OF_SCOPE)) is Verdict.ABSTAINED
    assert judge(expected, answered("x")) is Verdict.WRONG


def test_evidence_supports_where_it_overlaps_the_place_of_the_answer() -> None:
    expected = Expected("1", "number", "q", document="d", start=8, end=12)
    assert supports(expected, answered("x"))
    assert not supports(replace(expected, start=9), answered("x"))


def test_what_a_document_says_may_be_long_but_stands_in_that_part_of_that_document() -> None:
    expected = Expected(
        "1", "outline", "q", contains=("热餐饭",), lacks=("经费",), document="d", start=5, end=9
    )
    long = "建设社区食堂，让老年人就近用上热餐饭" * 3
    assert judge(expected, answered(long)) is Verdict.RIGHT
    assert judge(expected, answered(long, "落实经费")) is Verdict.WRONG
    assert judge(replace(expected, start=9, end=12), answered(long)) is Verdict.WRONG
    assert judge(replace(expected, document="other"), answered(long)) is Verdict.WRONG


def test_questions_over_many_cells_have_their_answers_worked_out() -> None:
    cells = [
        Cell(place, "某指标", sign, Decimal(n), Decimal(n), "%")
        for place, sign, n in (("丁省", "eq", 5), ("乙省", "approx", 5), ("丙省", "ge", 6),
                               ("甲省", "eq", 4))
    ]  # fmt: skip
    made = {p.expected.kind: p for p in problems(cells, 2024)}
    assert set(made) == {"table", "superlative", "filter", "compare", "arithmetic"}
    bounded = made["filter"]
    assert bounded.expected.question == "哪些省2024年某指标目标在5%以上？"
    assert bounded.verdict(answered("丙省", "丁省")) is Verdict.RIGHT
    assert bounded.verdict(answered("乙省", "丙省", "丁省")) is Verdict.RIGHT
    assert bounded.verdict(answered("甲省", "丙省", "丁省")) is Verdict.WRONG


def test_figures_say_shares_causes_and_calibration() -> None:
    right = Expected("1", "number", "q", numbers=(Decimal(3),))
    open_ = Expected("2", "unanswerable", "q", abstain=("no_fact",))
    texts = {"d": "一二三四五文件说的"}
    found = figures(
        [
            judged(right, answered("3个"), Verdict.RIGHT, texts),
            judged(right, answered("4个"), Verdict.WRONG, texts),
            judged(open_, abstained(AbstainReason.NO_FACT), Verdict.RIGHT, texts),
        ]
    )
    assert found["answerable"]["right_share"] == 0.5
    assert found["unanswerable"] == {
        "questions": 1, "abstained_share": 1.0, "right_reason_share": 1.0,
    }  # fmt: skip
    assert found["quotes_verbatim"] == 2
    assert found["causes"] == {"number: wrong value from None": 1}
    assert found["calibration"] == {"0.9–1.0": {"answers": 2, "right_share": 0.5}}


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("articles", 250),
        ("more-articles", 220),
        ("chance-documents", 190),
        ("untrained-documents", 60),
        ("fresh-documents", 300),
        ("later-documents", 80),
        ("unseen-documents", 100),
    ],
)
def test_the_shipped_questions_name_their_documents_by_digest(name: str, least: int) -> None:
    asked = questions(name)
    assert len({e.id for e in asked}) == len(asked) > least
    assert all(e.sha256 and len(e.sha256) == 64 for e in asked)
    assert all((e.split == "heldout") == (str(e.sha256)[0] < "4") for e in asked)
    assert sum(bool(e.abstain) for name in ("articles", "state", "reports")
               for e in questions(name)) > 200  # fmt: skip
