"""What readers think of answers: a line each beside the store, to be looked through later."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from zhengtu.service.curation import now

if TYPE_CHECKING:
    from pathlib import Path

    from qa.answer import Answer

FILE = "feedback.jsonl"
Verdict = Literal["good", "bad"]


def keep(store: Path, answer: Answer, verdict: Verdict) -> None:
    """Note that a reader found an answer good or bad."""
    line = {
        "question": answer.question,
        "outcome": str(answer.outcome),
        "text": answer.text,
        "evidence": [[each.document, each.start, each.end] for each in answer.evidence],
        "verdict": verdict,
        "when": now(),
    }
    with (store / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def kept(store: Path) -> list[dict[str, Any]]:
    """Return what readers found, in order."""
    path = store / FILE
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
