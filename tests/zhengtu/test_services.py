from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import openpyxl
import pytest

from kg.error import QueryError, StoreError
from qa.error import QuestionError
from zhengtu.service import Services, open_services
from zhengtu.service.table import COLUMNS, read_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhengtu.settings import Settings


@pytest.fixture(scope="module")
def services(built: Settings) -> Iterator[Services]:
    with open_services(built) as opened:
        yield opened


def test_an_answer_quotes_its_document(services: Services) -> None:
    answer = services.ask("武汉智慧城市项目中政府投资是多少？")
    assert answer.answered
    assert answer.values[0].number == 300_000_000
    citation = answer.evidence[0]
    assert (
        services.document(citation.document).quote(citation.start, citation.end) == citation.quote
    )


def test_search_gives_passages_with_their_words(services: Services) -> None:
    found = services.search("数据共享平台", limit=3)
    assert found[0].document == "notice.txt"
    assert "数据共享平台" in found[0].quote
    assert services.document("notice.txt").quote(found[0].start, found[0].end) == found[0].quote
    assert found[0].to_json()["ranks"]["text"] >= 1
    assert {f.document for f in services.search("数据 就业", document="report.md")} == {"report.md"}


def test_search_for_nothing_or_in_no_document_is_refused(services: Services) -> None:
    with pytest.raises(QuestionError):
        services.search("  \n")
    with pytest.raises(StoreError, match="nowhere"):
        services.search("数据", document="nowhere")


def test_documents_are_listed_with_what_they_are(services: Services) -> None:
    rows = {row.id: row.to_json() for row in services.documents()}
    assert list(rows) == ["notice.txt", "report.md"]
    assert rows["notice.txt"]["document_number"] == "鄂政办发〔2024〕7号"
    assert rows["notice.txt"]["issued_on"] == "2024-03-05"
    assert "湖北省人民政府办公厅" in rows["notice.txt"]["issuers"]


def test_facts_of_a_document_are_its_own(services: Services) -> None:
    facts = services.facts("report.md")
    assert {fact.document for fact in facts} == {"report.md"}
    assert any(fact.figure and fact.figure.value_text == "95万人以上" for fact in facts)
    with pytest.raises(StoreError):
        services.facts("nowhere")


def test_table_has_a_row_for_each_area(services: Services) -> None:
    table = services.table("GDP增速", period="2026", kind="target")
    rows = {row["area"]: row for row in table.rows}
    assert rows["浙江省"]["comparator"] == "≈"
    assert (rows["江西省"]["low"], rows["江西省"]["high"]) == (5, 5.5)
    assert all(row["quote"] for row in table.rows)
    assert services.table("GDP增速", period="2025").rows == ()
    assert services.table("没有这个指标").rows == ()


def test_a_level_without_figures_stands_for_its_growth(services: Services) -> None:
    assert (
        services.table("GDP", period="2026").rows == services.table("GDP增速", period="2026").rows
    )


def test_table_in_every_format(services: Services) -> None:
    table = services.table("城镇新增就业")
    records = json.loads(table.rendered("json"))
    assert [row["low"] for row in records] == [950_000, 400_000]
    lines = str(table.rendered("csv")).splitlines()
    assert lines[0].split(",") == list(COLUMNS)
    assert len(lines) == 3
    written = table.rendered("xlsx")
    assert isinstance(written, bytes)
    sheet = openpyxl.load_workbook(io.BytesIO(written)).active
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0] == list(COLUMNS)
    assert cells[1][COLUMNS.index("low")] == 950_000


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2021-2025", "2021-01-01", "2025-12-31"),
        ("“十五五”时期", "2026-01-01", "2030-12-31"),
    ],
)
def test_periods_that_a_user_names(text: str, start: str, end: str) -> None:
    period = read_period(text)
    assert (str(period.start), str(period.end)) == (start, end)


def test_a_period_that_is_none_is_refused() -> None:
    with pytest.raises(QuestionError, match="胡说"):
        read_period("胡说")


def test_sparql_as_a_table(services: Services) -> None:
    prefix = "PREFIX zt: <https://w3id.org/zhengtu/ontology#> "
    found = services.sparql(prefix + "SELECT ?id ?no { ?d zt:documentId ?id } ORDER BY ?id")
    assert found.columns == ("id", "no")
    assert found.rows == (("notice.txt", ""), ("report.md", ""))
    assert services.sparql(prefix + "ASK { ?d zt:documentId 'report.md' }").rows == (("true",),)
    graph = services.sparql(prefix + "CONSTRUCT { ?d zt:documentId ?id } { ?d zt:documentId ?id }")
    assert [row[2] for row in graph.rows] == ["notice.txt", "report.md"] or len(graph.rows) == 2


def test_sparql_keeps_the_limits_of_the_settings(built: Settings) -> None:
    tight = built.model_copy(update={"sparql_rows": 1, "sparql_seconds": 3.0})
    with open_services(tight) as services:
        found = services.sparql("SELECT ?s { ?s ?p ?o }")
        assert (len(found.rows), found.truncated) == (1, True)
        everything = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        with pytest.raises(QueryError):
            services.sparql(everything)
        assert len(services.sparql("SELECT ?s { ?s ?p ?o }").rows) == 1


def test_sparql_is_read_only(services: Services) -> None:
    with pytest.raises(QueryError):
        services.sparql("INSERT DATA { <urn:a> <urn:b> <urn:c> }")


def test_export_is_deterministic(services: Services) -> None:
    one, two = io.BytesIO(), io.BytesIO()
    services.export(one, "trig", provenance=True)
    services.export(two, "trig", provenance=True)
    assert one.getvalue() == two.getvalue()
    assert "鄂政办发〔2024〕7号" in one.getvalue().decode()


def test_counts_by_both_names(services: Services) -> None:
    counts = services.counts()
    assert counts["documents"] == 2
    assert counts["targets"] >= 4
    assert list(services.stats().values()) == list(counts.values())


def test_quotes_hold(services: Services) -> None:
    report = services.validate()
    assert report.statements == services.counts()["statements"]
    assert "evidence" not in report.counts


def test_examples_have_answers(services: Services) -> None:
    questions = services.examples()
    assert questions
    assert all(services.ask(question).answered for question in questions)


def test_no_store_is_said(built: Settings) -> None:
    with pytest.raises(StoreError, match="zhengtu build"):
        open_services(built.model_copy(update={"store": built.store / "none"}))


_LEAN = """
import sys
from pathlib import Path
from zhengtu.service import open_services
from zhengtu.settings import load_settings
with open_services(load_settings(store=Path(sys.argv[1]))) as services:
    services.documents(), services.counts()
    heavy = {"spacy", "jieba", "torch", "tantivy", "streamlit", "pandas", "sentence_transformers"}
    assert not heavy & set(sys.modules), heavy & set(sys.modules)
    services.ask("武汉智慧城市项目中政府投资是多少？")
    heavy = {"torch", "streamlit", "pandas", "sentence_transformers", "sklearn"}
    assert not heavy & set(sys.modules), heavy & set(sys.modules)
"""


def test_heavy_libraries_are_loaded_where_they_are_used(built: Settings) -> None:
    subprocess.run([sys.executable, "-c", _LEAN, str(built.store)], check=True, timeout=120)
