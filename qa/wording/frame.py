"""Answers in English sentence frames; names and quotes stay as the documents have them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from qa.answer import AbstainReason, Value
from qa.question.english import english_places

if TYPE_CHECKING:
    from qa.answer import Answer

MOST_NAMED = 40
LONGEST_IN_LINE = 24
MOST_IN_LINE = 4
"""Characters of a value, and values, beyond which several are told in lines."""
_WORDS = {"是": "yes", "否": "no", "有效": "in force", "无效": "not in force"}
_REASONS = {
    AbstainReason.UNKNOWN_ENTITY: "No stored document mentions what the question names.",
    AbstainReason.NOT_MODELLED: "This cannot be concluded from what documents state.",
    AbstainReason.NO_FACT: "The stored documents hold nothing that answers this question.",
    AbstainReason.CONFLICT: "Documents state this differently, so no single answer is given.",
    AbstainReason.OUT_OF_PERIOD: "There are such figures, but none of the time asked about.",
    AbstainReason.OUT_OF_SCOPE: "This question is not about the stored policy documents.",
}
_HEDGES = (
    (re.compile(r"^(.*?)(?:左右|上下)$"), "about {}"),
    (re.compile(r"^(?:不低于|不少于|达到)?(.*?)以上$|^(?:不低于|不少于)(.*)$"), "at least {}"),
    (re.compile(r"^(.*?)以[内下]$|^(?:不超过|控制在)(.*)$"), "at most {}"),
    (re.compile(r"^(?:超过?|突破)(.*)$"), "more than {}"),
)


def in_english(answer: Answer, asked: str) -> Answer:
    """Return an answer with its sentence in English.

    Args:
        answer: The answer to the Chinese form of the question.
        asked: That form, which the sentence repeats as what was understood.
    """
    if not answer.answered:
        reason = answer.reason or AbstainReason.NO_FACT
        return replace(answer, text=_REASONS[reason])
    given = answer.values
    if len(answer.rows) == len(given) > 1 and given[0].value == answer.rows[0].get("数值"):
        given = (Value(f"{len(given)} figures"),)
    values = [value_in_english(value) for value in given[:MOST_NAMED]]
    more = len(given) - len(values)
    said = ", ".join(values) + (f", and {more} more" if more > 0 else "")
    said = _in_lines(values, given[0]) if _long(answer, values) else said
    names = dict.fromkeys(f"《{c.title or c.document}》" for c in answer.evidence)
    cells = "; ".join(
        f"{_place(row['地区'])} {row['数值']}" for row in answer.rows if "数值" in row
    )
    table = f" Figures: {cells}." if cells else ""
    end = "" if said.endswith("\n") else ". "
    text = (
        f"{said[:1].upper()}{said[1:]}{end}Understood as: {asked}{table} "
        f"Source: {', '.join(names)}."
    )
    return replace(answer, text=text)


def _long(answer: Answer, values: list[str]) -> bool:
    """Whether values are parts or sentences, to be told in lines."""
    several = len(values) > 1 and answer.source == "passage"
    return several and (len(values) > MOST_IN_LINE or max(map(len, values)) > LONGEST_IN_LINE)


def _in_lines(values: list[str], first: Value) -> str:
    """Return values in numbered lines, behind their number where that is the first of them."""
    counted = first.number is not None
    told = values[1:] if counted else values
    lines = "\n".join(f"{n}. {value}" for n, value in enumerate(told, 1))
    return f"{values[0] if counted else len(told)}:\n{lines}\n"


def value_in_english(value: Value) -> str:
    """Return a value with its hedge in English and a place's English name before its own."""
    said = value.value
    if said in _WORDS:
        return _WORDS[said]
    for pattern, frame in _HEDGES:
        match = pattern.match(said)
        if match is not None:
            return frame.format(next(part for part in match.groups() if part is not None))
    return _place(said)


def _place(name: str) -> str:
    english = _english_names().get(name)
    return name if english is None else f"{english} ({name})"


@lru_cache(maxsize=1)
def _english_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for english, chinese in english_places().items():
        names.setdefault(chinese, english)
    return names
