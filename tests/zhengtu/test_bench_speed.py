"""The benchmark of speed measures every part; its peers find what ours finds. Made-up texts."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from qa.retrieval.term import query_terms, terms
from zhengtu.bench import retrieval, speed
from zhengtu.bench.peer import Bm25s, Fts5

if TYPE_CHECKING:
    from pathlib import Path

CARE = "云河市养老补贴办法。每人每月补贴三百元。"
FARM = "云河市粮食补贴办法。每亩补贴八十元。"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    questions = [
        {"docid": "care", "question": "养老每人每月补贴多少？", "answer": "三百元"},
        {"docid": "farm", "question": "粮食每亩补贴多少？", "answer": "八十元"},
    ]
    documents = [{"docid": "care", "text": CARE}, {"docid": "farm", "text": FARM}]
    for name, rows in ((retrieval.DOCUMENTS, documents), (retrieval.QUESTIONS, questions)):
        (tmp_path / name).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with gzip.open(tmp_path / retrieval.NEWS, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"title": "港口", "body": "开航。"}))
    with gzip.open(tmp_path / speed.STATUTES, "wt", encoding="utf-8") as lines:
        for number in range(4):
            text = f"云河市第{number}号条例\n\n第一条 本条例自2020年{number + 1}月1日起施行。\n"
            row = {"path": f"s{number}", "title": f"云河市第{number}号条例", "text": text}
            lines.write(json.dumps(row) + "\n")
    return tmp_path


def test_every_part_is_measured(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "_STARTS", 1)
    found = speed.run(data, every=1, quads=2000, vectors=200)
    assert found["build"]["documents"] == 4
    assert found["start"]["help_ms"] < found["start"]["ask_ms"]
    assert found["export"]["megabytes"] > 0
    assert {name: row["right_first"] for name, row in found["search"].items()} == dict.fromkeys(
        ("zhengtu", "fts5", "bm25s"), 1.0
    )
    assert found["search"]["zhengtu"]["query_ratio"] == 1.0
    assert found["vectors"]["vectors"] == 200
    assert found["graph_against_rdflib"]["load_ratio"] > 0
    assert found["machine"]["cores"] >= 1


@pytest.mark.parametrize("peer", [Fts5, Bm25s])
def test_peers_rank_by_the_same_terms(peer: type[Fts5] | type[Bm25s]) -> None:
    index = peer([("care", terms(CARE)), ("farm", terms(FARM))])
    assert index.search(query_terms('"粮食" OR 亩'), 1) == ["farm"]
    assert len(index.search(query_terms("补贴"), 5)) == 2
