"""The components for time, quantities and figures inside the pipeline."""

from __future__ import annotations

from datetime import date

from corpus.document import Metadata, PolicyDocument
from nlp.pipeline import load

TEXT = "到2031年，浙江省城镇新增就业90万人以上。近三年共办理事项300项。"


def document(text: str, **metadata: object) -> PolicyDocument:
    return PolicyDocument("x", text, Metadata(**metadata), (), (), "0")  # type: ignore[arg-type]


def test_mentions_of_time_have_their_period() -> None:
    extraction = load().extract(document(TEXT, issued_on=date(2030, 5, 1)))
    periods = {mention.text: period for mention, period in extraction.periods}
    assert periods["到2031年"].end == date(2031, 12, 31)
    assert periods["近三年"].start == date(2027, 1, 1)
    for mention, _ in extraction.periods:
        assert mention in extraction.mentions
        assert mention.text == TEXT[mention.start : mention.end]


def test_quantities_and_indicators_are_mentions() -> None:
    extraction = load().extract(document(TEXT))
    labels = {(m.label, m.text) for m in extraction.mentions}
    assert ("Quantity", "90万人以上") in labels
    assert ("Indicator", "城镇新增就业") in labels
    [link] = [link for link in extraction.links if link.mention.label == "Indicator"]
    assert link.name == "城镇新增就业"


def test_figures_have_the_place_that_the_pipeline_found() -> None:
    extraction = load().extract(document(TEXT, issued_on=date(2030, 5, 1)))
    jobs = extraction.measurements[0]
    assert (jobs.area, jobs.kind, jobs.comparator) == ("浙江省", "target", "≥")
    assert TEXT[jobs.start : jobs.end] == jobs.value_text
    assert not extraction.warnings


def test_a_question_names_its_period_and_indicator() -> None:
    question = load().parse("去年GDP增长目标在5%以上的有哪些省？", date(2030, 5, 1))
    [(_, period)] = question.periods
    assert period.start == date(2029, 1, 1)
    assert {m.label for m in question.mentions} >= {"Indicator", "Quantity", "Period"}


def test_a_central_body_speaks_for_the_country() -> None:
    text = "城镇新增就业1200万人以上。"
    extraction = load().extract(document(text, title="通知", issuers=("国务院办公厅",)))
    assert [m.area for m in extraction.measurements] == ["全国"]
