from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from zhengtu.cli.app import app
from zhengtu.cli.bench import flat

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

    from zhengtu.settings import Settings

QUESTION = "武汉智慧城市项目中政府投资是多少？"


@pytest.fixture(autouse=True)
def _plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ZHENGTU_STORE", raising=False)


def run(*words: str, settings: Settings | None = None, stdin: str | bytes = "") -> Result:
    """Run a command; its store comes from the settings."""
    store = () if settings is None else ("--store", str(settings.store))
    return CliRunner().invoke(app, [*words, *store], input=stdin)


def loaded(result: Result) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return the JSON that a command printed, having checked that it was done."""
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_build_reports_on_stdout_and_failures_on_stderr(sources: Path, settings: Settings) -> None:
    (sources / "empty.txt").write_bytes(b"")
    result = run("build", str(sources), "--json", "--workers", "1", settings=settings)
    assert result.exit_code == 3
    report = json.loads(result.stdout)
    assert (report["added"], len(report["failed"])) == (2, 1)
    assert report["failed"][0]["source"].endswith("empty.txt")
    assert "empty.txt" in result.stderr
    (sources / "empty.txt").unlink()
    again = run("build", str(sources), settings=settings)
    assert again.exit_code == 0
    assert "未变\t2" in again.stdout
    (sources / "notice.txt").unlink()
    assert "移除\t1" in run("build", str(sources), "--prune", settings=settings).stdout


def test_build_from_standard_input(settings: Settings) -> None:
    text = "陕西省人民政府印发《数字陕西建设方案》。".encode()
    assert run("build", "-", settings=settings, stdin=text).exit_code == 0
    assert [row["id"] for row in loaded(run("documents", "--json", settings=settings))] == ["-"]


def test_ask_in_json_has_the_keys_of_the_contract(built: Settings) -> None:
    answer = loaded(run("ask", QUESTION, "--json", settings=built))
    assert {
        "question", "outcome", "text", "values", "evidence", "source", "sparql", "steps",
        "confidence", "reason", "suggestions",
    } <= set(answer)  # fmt: skip
    assert answer["outcome"] == "answered"
    assert answer["values"][0]["number"] == 300_000_000
    assert answer["evidence"][0]["quote"]


def test_ask_for_people_shows_quote_and_place(built: Settings) -> None:
    shown = run("ask", QUESTION, settings=built).stdout
    assert "3亿元" in shown
    assert "report.md [" in shown
    assert "SELECT" not in shown
    explained = run("ask", QUESTION, "--explain", settings=built).stdout
    assert "SELECT" in explained
    assert "place 420100" in explained


def test_an_abstention_is_an_answer(built: Settings) -> None:
    result = run("ask", "成都市智慧城市投资是多少？", "--json", settings=built)
    assert loaded(result)["outcome"] == "abstained"
    assert loaded(result)["reason"] == "unknown_entity"


def test_the_sparql_of_an_answer_can_be_run_again(built: Settings) -> None:
    query = loaded(run("ask", QUESTION, "--json", settings=built))["sparql"]
    found = loaded(run("sparql", query, "--json", settings=built))
    assert found["results"]["bindings"]


@pytest.mark.parametrize("question", ["", "  ", "问" * 10_000])
def test_a_question_that_cannot_be_asked_is_wrong_usage(built: Settings, question: str) -> None:
    result = run("ask", question, settings=built)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "错误：" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("ask",),
        ("ask", "问题", "--batch", "x.jsonl"),
        ("ask", "问题", "--as-of", "昨天"),
        ("search",),
        ("search", "数据", "--limit", "0"),
        ("extract",),
        ("sparql",),
        ("sparql", "ASK {}", "--format", "doc"),
        ("export", "--format", "doc"),
        ("table", "GDP", "--kind", "wish"),
        ("table", "GDP", "--period", "胡说"),
        ("build", "--workers", "0"),
        ("bench", "nothing"),
        ("nothing",),
    ],
)
def test_wrong_usage(built: Settings, words: tuple[str, ...]) -> None:
    result = run(*words, settings=None if words == ("nothing",) else built)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "问题"), ("search", "数据"), ("documents",), ("stats",), ("validate",),
        ("export",), ("table", "GDP"), ("sparql", "ASK {}"), ("remove", "x"),
    ],
)  # fmt: skip
def test_without_a_store_the_message_says_build(settings: Settings, words: tuple[str, ...]) -> None:
    result = run(*words, settings=settings)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "zhengtu build" in result.stderr
    assert not settings.store.exists()


def test_store_from_the_environment(built: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGTU_STORE", str(built.store))
    assert len(loaded(run("documents", "--json"))) == 2


def test_batch_answers_line_by_line_and_names_bad_lines(built: Settings, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": 7, "question": QUESTION}, ensure_ascii=False),
        "{oops",
        "",
        '{"id": "empty", "question": ""}',
        '{"id": "none"}',
        '["list"]',
        '{"question": "浙江省2026年GDP增速目标是多少？"}',
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    result = run("ask", "--batch", str(path), settings=built)
    assert result.exit_code == 3
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [7, None]
    assert all(answer["outcome"] == "answered" for answer in answers)
    for number in (2, 4, 5, 6):
        assert f"第{number}行" in result.stderr


def test_batch_from_standard_input(built: Settings) -> None:
    lines = '{"id": "a", "question": "数据共享平台"}\n{"id": "b", "query": "城镇新增就业"}\n'
    result = run("search", "--batch", "-", "--limit", "1", settings=built, stdin=lines)
    assert result.exit_code == 0, result.stderr
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["id"] for line in found] == ["a", "b"]
    assert [line["results"][0]["document"] for line in found] == ["notice.txt", "report.md"]
    assert set(found[0]["results"][0]) == {
        "document", "title", "start", "end", "quote", "score", "ranks",
    }  # fmt: skip


def test_search_for_people(built: Settings) -> None:
    assert "1. 《" in run("search", "数据共享平台", settings=built).stdout
    nothing = loaded(run("search", "zzz", "--json", settings=built))
    assert nothing == {"id": None, "query": "zzz", "results": []}


def test_extract_needs_no_store_and_quotes_hold(sources: Path) -> None:
    result = run("extract", str(sources), "--json")
    assert result.exit_code == 0
    found = {row["id"]: row for row in map(json.loads, result.stdout.splitlines())}
    text = (sources / "report.md").read_text("utf-8")
    report = found["report.md"]
    assert set(report) == {
        "id", "document", "mentions", "measurements", "relations", "references",
    }  # fmt: skip
    for row in (*report["measurements"], *report["relations"]):
        assert text[row["start"] : row["end"]] == row["quote"]
    assert all(text[m["start"] : m["end"]] == m["text"] for m in report["mentions"])
    by_area = {m["area"]: m for m in report["measurements"] if m["indicator"] == "城镇新增就业"}
    assert by_area["浙江省"]["low"] == 950_000
    assert '"low": 950000,' in result.stdout
    assert found["notice.txt"]["document"]["document_number"] == "鄂政办发〔2024〕7号"


def test_extract_names_what_it_cannot_read(sources: Path) -> None:
    (sources / "empty.txt").write_bytes(b"")
    result = run("extract", str(sources), "--json")
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 2
    assert "empty.txt" in result.stderr


def test_extract_from_standard_input_for_people() -> None:
    result = run("extract", "-", stdin="武汉市2026年新增就业20万人。".encode())
    assert result.exit_code == 0
    assert "City 武汉市" in result.stdout


def test_sparql_from_a_file_in_several_formats(built: Settings, tmp_path: Path) -> None:
    query = tmp_path / "query.rq"
    query.write_text(
        "SELECT ?id { ?d <https://w3id.org/zhengtu/ontology#documentId> ?id } ORDER BY ?id", "utf-8"
    )
    shown = {
        form: run("sparql", "--file", str(query), "--format", form, settings=built).stdout
        for form in ("table", "csv", "tsv", "json", "xml")
    }
    assert all("notice.txt" in text for text in shown.values())
    assert shown["csv"].splitlines()[0] == "id"
    turtle = run("sparql", "DESCRIBE <urn:x>", "--format", "turtle", settings=built)
    assert turtle.exit_code == 0


@pytest.mark.parametrize("query", ["SELECT * {", "DROP ALL", "SELECT * { SERVICE <http://x/> {} }"])
def test_a_query_at_fault(built: Settings, query: str) -> None:
    result = run("sparql", query, settings=built)
    assert (result.exit_code, result.stdout) == (1, "")


def test_export_to_a_file_or_standard_output(built: Settings, tmp_path: Path) -> None:
    path = tmp_path / "graph.trig"
    words = ("export", "--format", "trig", "--provenance", "--document", "report.md")
    result = run(*words, "-o", str(path), settings=built)
    assert (result.exit_code, result.stdout) == (0, "")
    assert run(*words, settings=built).stdout == path.read_text("utf-8")
    failed = run("export", "--document", "none", "-o", str(tmp_path / "none.ttl"), settings=built)
    assert failed.exit_code == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["graph.trig"]


def test_export_where_one_may_not_write(built: Settings, tmp_path: Path) -> None:
    result = run("export", "-o", str(tmp_path / "no" / "graph.ttl"), settings=built)
    assert result.exit_code == 1
    assert "graph.ttl" in result.stderr


def test_table_in_json_csv_and_excel(built: Settings, tmp_path: Path) -> None:
    words = ("table", "城镇新增就业", "--period", "2026", "--kind", "target")
    assert [row["low"] for row in loaded(run(*words, "--json", settings=built))] == [950000, 400000]
    csv = run(*words, "--format", "csv", settings=built).stdout
    assert csv.splitlines()[1].startswith("浙江省,")
    path = tmp_path / "table.xlsx"
    assert run(*words, "--format", "xlsx", "-o", str(path), settings=built).exit_code == 0
    assert path.read_bytes().startswith(b"PK")
    assert "95万人以上" in run(*words, settings=built).stdout


def test_a_table_without_rows_says_so(built: Settings) -> None:
    result = run("table", "没有这个指标", settings=built)
    assert result.exit_code == 0
    assert "没有这个指标" in result.stderr


def test_validate_checks_every_quote(built: Settings) -> None:
    result = run("validate", "--json", settings=built)
    report = json.loads(result.stdout)
    assert report["checked"]["documents"] == 2
    assert "evidence" not in report["counts"]
    assert result.exit_code == (0 if report["conforms"] else 1)
    assert "核对 2 份文件" in run("validate", settings=built).stdout


def test_documents_stats_and_remove(sources: Path, settings: Settings) -> None:
    run("build", str(sources), settings=settings)
    assert "鄂政办发〔2024〕7号" in run("documents", settings=settings).stdout
    assert loaded(run("stats", "--json", settings=settings))["documents"] == 2
    assert "文件\t2" in run("stats", settings=settings).stdout
    assert loaded(run("remove", "notice.txt", "--json", settings=settings)) == {
        "removed": "notice.txt"
    }
    assert loaded(run("stats", "--json", settings=settings))["documents"] == 1
    assert run("remove", "notice.txt", settings=settings).exit_code == 1


def test_bench_without_data_says_which_folder() -> None:
    result = run("bench", "qa", "--data", "nowhere")
    assert result.exit_code == 1
    assert "nowhere" in result.stderr


def test_figures_of_a_bench_by_their_paths() -> None:
    nested = {"qa": {"right": 3, "misses": [1, 2], "latency": {"p50": 1.5}}}
    assert list(flat(nested)) == [("qa / right", 3), ("qa / latency / p50", 1.5)]
