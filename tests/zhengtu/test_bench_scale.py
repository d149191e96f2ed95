"""The simulation of growth goes on where it stopped, and its documents are the same every time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from qa.retrieval.text_index import TextIndex
from zhengtu.bench import scale
from zhengtu.bench.measure import machine, megabytes, spread
from zhengtu.bench.synthetic import texts

if TYPE_CHECKING:
    from pathlib import Path


def test_a_graph_grows_in_pieces(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.jsonl"
    given = ["--work", str(tmp_path / "work"), "--out", str(out), "--to"]
    scale.main(["graph", *given, "2000"])
    scale.main(["graph", *given, "4000"])
    first, second = scale.rows(out, "graph")
    assert 2000 <= first["quads"] < second["quads"]
    assert 4000 <= second["quads"] < 8000
    assert second["documents"] > first["documents"]
    assert first["machine"]["cores"] >= 1
    shown = capsys.readouterr().out
    assert f"| quads | {first['quads']:,} | {second['quads']:,} |" in shown
    assert "| label_ms | " in shown


def test_an_index_grows_in_pieces(tmp_path: Path) -> None:
    out, work = tmp_path / "out.jsonl", tmp_path / "work"
    scale.main(["passages", "--work", str(work), "--out", str(out), "--to", "50", "100"])
    first, second = scale.rows(out, "passages")
    assert (first["passages"], second["passages"], second["documents"]) == (50, 100, 4)
    assert TextIndex(work / "text").size == 4
    assert {"p50", "p95", "max"} == second["vectors_ms"].keys()


def test_generated_texts_depend_on_their_number_alone() -> None:
    together = list(texts(3, 4))
    [alone] = texts(1, 4, first=2)
    assert alone == together[2]
    assert len({each.text for each in together}) == 3
    for document in together:
        passages = [document.quote(each.start, each.end) for each in document.passages]
        assert len(passages) == 4
        assert "".join(passages) == document.text


def test_a_linked_file_is_counted_once(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 2_000_000)
    folder_only = megabytes(tmp_path)
    (tmp_path / "b").hardlink_to(tmp_path / "a")
    assert megabytes(tmp_path) == pytest.approx(folder_only, abs=0.1)


def test_facts_of_the_machine_are_json() -> None:
    found = json.loads(json.dumps(machine()))
    assert found["python"].startswith("3.")
    assert found["versions"]["numpy"]


def test_spread() -> None:
    assert spread([1.0, 2.0, 3.0]) == {"p50": 2.0, "p95": 2.9, "max": 3.0}
