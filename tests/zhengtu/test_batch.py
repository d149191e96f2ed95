from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from qa.error import QuestionError
from zhengtu.cli.batch import run_batch

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def reply(question: str) -> dict[str, Any]:
    if question == "bug":
        raise RuntimeError("boom")
    if question == "bad":
        raise QuestionError("no good")
    return {"text": question.upper()}


def test_a_line_that_fails_does_not_lose_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lines.jsonl"
    lines = [json.dumps({"id": n, "question": q}) for n, q in enumerate(["a", "bug", "bad", "b"])]
    path.write_bytes("\n".join(["\ufeff" + lines[0], *lines[1:]]).encode() + b"\n\xff\xfe\n")
    assert run_batch(path, reply) == 3
    out, err = capsys.readouterr()
    assert [json.loads(line) for line in out.splitlines()] == [
        {"id": 0, "text": "A"},
        {"id": 3, "text": "B"},
    ]
    assert "第2行：出错（RuntimeError: boom）" in err
    assert "第3行：no good" in err
    assert "第5行" in err


def test_all_done_is_zero(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text('{"query": "a"}\n', "utf-8")
    assert run_batch(path, reply) == 0
