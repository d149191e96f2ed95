"""Corrections win over extraction in every answer, survive rebuilds, and can be taken back."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from kg.correction import Correction
from kg.error import StoreError
from zhengtu.cli.app import app
from zhengtu.service import build, open_services
from zhengtu.service.curation import correct, statements_of, uncorrect

if TYPE_CHECKING:
    from pathlib import Path

    from kg.statement import Statement
    from zhengtu.settings import Settings

GROWTH = "浙江省2026年地区生产总值增长目标是多少？"


@pytest.fixture
def store(sources: Path, settings: Settings) -> Settings:
    assert not build([str(sources)], settings).failed
    return settings


def run(settings: Settings, *arguments: str) -> Any:  # noqa: ANN401 - typer's result
    return CliRunner().invoke(app, ["correct", *arguments, "--store", str(settings.store)])


def found(settings: Settings, document: str, words: str) -> list[Statement]:
    with open_services(settings) as services:
        return statements_of(services.view, document, words)


def figure(settings: Settings) -> Statement:
    said = found(settings, "report.md", "浙江省2026年")
    for each in said:
        if each.predicate.endswith("hasObservation") and _text(settings, each) == "5%左右":
            return each
    raise AssertionError("the figure is not there")


def _text(settings: Settings, statement: Statement) -> str:
    with open_services(settings) as services:
        seen = services.figure(str(statement.object))
        return seen.value_text if seen else ""


def value(settings: Settings) -> tuple[str, str]:
    with open_services(settings) as services:
        answer = services.ask(GROWTH)
    return answer.outcome, answer.values[0].value if answer.values else ""


def exported(settings: Settings) -> bytes:
    target = io.BytesIO()
    with open_services(settings) as services:
        services.export(target, "nquads", provenance=True)
        assert services.validate().conforms
    return target.getvalue()


def test_a_rejected_figure_is_in_no_answer_until_it_is_taken_back(
    store: Settings, sources: Path
) -> None:
    before = exported(store)
    said = figure(store)
    assert value(store) == ("answered", "5%左右")
    done = run(store, "reject", str(said.iri), "--why", "不是浙江", "--who", "审校")
    assert done.exit_code == 0, done.output
    assert value(store)[0] == "abstained"
    with open_services(store) as services:
        assert not services.view.statements(said.subject, said.predicate, said.object)
        assert services.figure(str(said.object)) is None
    report = build([str(sources)], store)
    assert report.unchanged == 2
    (sources / "report.md").write_text(
        (sources / "report.md").read_text("utf-8") + "\n江西省另有安排。\n", "utf-8"
    )
    assert build([str(sources)], store).updated == 1
    assert value(store)[0] == "abstained"
    (kept,) = json.loads(run(store, "list", "--json").stdout)
    assert (kept["who"], kept["why"], kept["action"]) == ("审校", "不是浙江", "reject")
    assert run(store, "undo", kept["id"]).exit_code == 0
    assert value(store) == ("answered", "5%左右")
    assert exported(store) != before
    assert run(store, "undo", kept["id"]).exit_code == 1


def test_undoing_leaves_nothing_behind(store: Settings) -> None:
    before = exported(store)
    said = figure(store)
    made = run(store, "reject", str(said.iri), "--why", "试")
    identifier = made.stdout.split()[0]
    assert exported(store) != before
    assert uncorrect(store, identifier).action == "reject"
    assert exported(store) == before


def test_a_changed_figure_is_what_is_answered(store: Settings) -> None:
    said = figure(store)
    done = run(
        store, "change", str(said.iri), "--set", "comparator=≥", "--set", "valueText=5%以上",
        "--why", "漏了以上",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert value(store) == ("answered", "5%以上")
    changed = figure_of(store, said)
    assert changed.method == "correction:change@1"
    assert changed.confidence == 1.0
    with open_services(store) as services:
        rows = services.sparql(
            "PREFIX zt: <https://w3id.org/zhengtu/ontology#> SELECT ?who ?why WHERE { "
            "?c a zt:Correction ; zt:correctedBy ?who ; zt:correctionReason ?why }"
        )
    assert [tuple(row)[1] for row in rows.rows] == ["漏了以上"]
    exported(store)


def figure_of(settings: Settings, said: Statement) -> Statement:
    with open_services(settings) as services:
        (one,) = services.view.statements(said.subject, said.predicate, said.object)
    return one


def test_an_added_fact_is_found_with_its_quote(store: Settings) -> None:
    words = "数据共享平台"
    done = run(
        store, "add", "notice.txt", "--subject", "湖北省", "--predicate", "zt:builds"[3:],
        "--object", '"数据共享平台"@zh', "--words", words, "--why", "漏抽",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    (said,) = [each for each in found(store, "notice.txt", words) if each.method.startswith("corr")]
    assert said.evidence.quote == words
    with open_services(store) as services:
        assert services.label(str(said.subject)) == "湖北省"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["add", "notice.txt", "--subject", "湖北省", "--predicate", "leads", "--object", "湖北省",
          "--words", "原文里没有的话", "--why", "x"], "逐字"),
        (["add", "notice.txt", "--subject", "没有的地方", "--predicate", "leads", "--object",
          "湖北省", "--words", "数据", "--why", "x"], "没有的地方"),
        (["add", "notice.txt", "--subject", "湖北省", "--predicate", "nonesuch", "--object",
          "湖北省", "--words", "数据", "--why", "x"], "nonesuch"),
        (["reject", "http://example.org/none", "--why", "x"], "没有陈述"),
        (["find", "absent"], "absent"),
        (["undo", "absent"], "absent"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(store: Settings, arguments: list[str], word: str) -> None:
    before = exported(store)
    done = run(store, *arguments)
    assert done.exit_code == 1
    assert word in done.stderr
    assert exported(store) == before


def test_a_change_must_make_sense(store: Settings) -> None:
    said = str(figure(store).iri)
    assert run(store, "change", said, "--why", "x").exit_code == 1
    assert run(store, "change", said, "--set", "low=abc", "--why", "x").exit_code == 1
    assert run(store, "change", said, "--set", "comparator=~", "--why", "x").exit_code == 1
    assert run(store, "change", said, "--set", "colour=red", "--why", "x").exit_code == 1
    assert run(store, "change", said, "--set", "low", "--why", "x").exit_code == 2
    assert run(store, "reject", said).exit_code == 2
    assert run(store, "improve", said).exit_code == 2


def test_corrections_go_from_store_to_store(store: Settings, sources: Path, tmp_path: Path) -> None:
    run(store, "reject", str(figure(store).iri), "--why", "不对")
    taken = tmp_path / "corrections.jsonl"
    assert run(store, "export", "-o", str(taken)).exit_code == 0
    other = store.model_copy(update={"store": tmp_path / "other"})
    build([str(sources)], other)
    assert value(other)[0] == "answered"
    assert run(other, "import", str(taken)).exit_code == 0
    assert value(other)[0] == "abstained"
    taken.write_text("{", "utf-8")
    assert run(other, "import", str(taken)).exit_code == 1


def test_a_correction_of_a_document_that_is_not_here_keeps_nothing(store: Settings) -> None:
    said = figure(store)
    strange = Correction(
        "reject", "absent", said.subject.n3(), said.predicate.n3(), said.object.n3(), "x", "y", "z"
    )
    with pytest.raises(StoreError, match="absent"):
        correct(store, [strange])
    with open_services(store) as services:
        assert services.corrections() == []
