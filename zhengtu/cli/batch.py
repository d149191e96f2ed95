"""Many questions from one load: a JSON line in, a JSON line out."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from corpus.error import ZhengtuError
from zhengtu.cli.output import DONE, SOME_FAILED, complain, say_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


class BatchError(ZhengtuError):
    """A line of a batch file cannot be used."""


def run_batch(path: Path, reply: Callable[[str], dict[str, Any]]) -> int:
    """Answer each line of a file on standard output and return the exit code.

    A line that fails is named on standard error and has no line in the output; the others go on.

    Args:
        path: JSON lines with ``question`` (or ``query``) and, if they are to be told apart, ``id``;
            ``-`` for standard input.
        reply: What answers one question.
    """
    code = DONE
    for number, line in numbered_lines(path):
        try:
            identifier, question = parse(line)
            found = {"id": identifier, **reply(question)}
        except ZhengtuError as error:
            complain(f"{path} 第{number}行：{error.message}")
            code = SOME_FAILED
        except Exception as error:  # noqa: BLE001 - one question must not lose the others
            complain(
                f"{path} 第{number}行：出错（{type(error).__name__}: {error}），请报告此问题。"
            )
            code = SOME_FAILED
        else:
            say_json(found)
    return code


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that hold anything, with their numbers from 1."""
    if str(path) == "-":
        yield from _filled(sys.stdin.buffer)
        return
    with path.open("rb") as lines:
        yield from _filled(lines)


def _filled(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def parse(line: bytes) -> tuple[Any, str]:
    """Return the id (None if there is none) and the question of a line.

    Raises:
        BatchError: The line is no JSON object with a question.
    """
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except ValueError as error:
        raise BatchError(f"不是有效的 JSON（{error}）：请改正这一行。") from error
    if not isinstance(value, dict):
        raise BatchError('应为 {"id": …, "question": "…"}。')
    question = value.get("question", value.get("query"))
    if not isinstance(question, str):
        raise BatchError("没有 question：请补上问题。")
    return value.get("id"), question
