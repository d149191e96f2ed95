"""Judging an answer against stand-off facts: right, wrong or abstained, and its quotes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qa.answer import Answer


class Verdict(StrEnum):
    """How an answer compares with what was expected."""

    RIGHT = "right"
    WRONG = "wrong"
    ABSTAINED = "abstained"


OVERVIEW = frozenset({"outline", "survey"})
"""Kinds that ask what a document says: any words will do, but they must stand where it says it."""
FREE = frozenset({"definition", "why", "clause", "items", "requirement", "may"}) | OVERVIEW
"""Kinds whose answer may be a whole sentence; for the others a value is short or a title."""
LONGEST_VALUE = 40


@dataclass(frozen=True, slots=True)
class Expected:
    """One evaluation question.

    ``numbers``: any of them must be among the values, as a number or written so. ``contains``: each
    must occur in the values; alternatives are separated by ``|``. ``lacks``: none of them may, as
    they are of another part. ``abstain``: the reasons that are
    right for a question without an answer. ``abstain_ok``: abstaining is right as well.
    ``document`` names the one that answers (``file:key``), ``sha256`` its text, ``start`` and
    ``end`` where in it, ``also`` the sha256 of others that provide the same; ``split`` is ``tuned``
    or ``heldout``.
    """

    id: str
    kind: str
    question: str
    numbers: tuple[Decimal, ...] = ()
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    abstain: tuple[str, ...] = ()
    abstain_ok: bool = False
    split: str = "tuned"
    document: str | None = None
    sha256: str | None = None
    start: int | None = None
    end: int | None = None
    also: tuple[str, ...] = ()


def questions(name: str) -> list[Expected]:
    """Return a shipped question set by its name (``smart-city-2014``)."""
    text = (
        resources.files("zhengtu.bench").joinpath("questions", f"{name}.jsonl").read_text("utf-8")
    )
    return [_expected(json.loads(line)) for line in text.splitlines() if line.strip()]


def _expected(row: Mapping[str, Any]) -> Expected:
    return Expected(
        id=row["id"],
        kind=row["kind"],
        question=row["question"],
        numbers=tuple(Decimal(str(n)) for n in row.get("numbers", ())),
        contains=tuple(row.get("contains", ())),
        lacks=tuple(row.get("lacks", ())),
        abstain=tuple(row.get("abstain", ())),
        abstain_ok=bool(row.get("abstain_ok", False)),
        split=row.get("split", "tuned"),
        document=row.get("document"),
        sha256=row.get("sha256"),
        start=row.get("start"),
        end=row.get("end"),
        also=tuple(row.get("also", ())),
    )


def judge(expected: Expected, answer: Answer) -> Verdict:
    """Return whether an answer is right, wrong or missing."""
    if expected.abstain:
        reason = str(answer.reason)
        return (
            Verdict.RIGHT
            if reason in expected.abstain
            else (Verdict.WRONG if answer.answered else Verdict.ABSTAINED)
        )
    if not answer.answered:
        return Verdict.RIGHT if expected.abstain_ok else Verdict.ABSTAINED
    free = expected.kind in FREE
    short = (v.value for v in answer.values if free or _is_value(v.value))
    values = " ".join(short)
    if expected.numbers and not _number_given(expected, answer, values):
        return Verdict.WRONG
    held = all(any(part in values for part in need.split("|")) for need in expected.contains)
    held = held and not any(part in values for part in expected.lacks)
    if expected.kind in OVERVIEW:
        held = held and _told_there(expected, answer)
    return Verdict.RIGHT if held else Verdict.WRONG


def _told_there(expected: Expected, answer: Answer) -> bool:
    """Whether a citation lies where the document says it; ids are keys with a hyphen."""
    own = str(expected.document).replace(":", "-")
    there = replace(answer, evidence=tuple(c for c in answer.evidence if c.document == own))
    return supports(expected, there)


def _is_value(text: str) -> bool:
    """Whether a text is the thing asked for, not a passage: short, or the title of a document."""
    return len(text) <= LONGEST_VALUE or re.fullmatch(r"《[^\n]+》", text) is not None


def _number_given(expected: Expected, answer: Answer, values: str) -> bool:
    if any(value.number in expected.numbers for value in answer.values):
        return True
    written = {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", values)}
    return bool(written & set(expected.numbers))


def supports(expected: Expected, answer: Answer) -> bool:
    """Return whether a citation lies where the answer stands, or names its document at least."""
    if expected.document is None or expected.start is None or expected.end is None:
        return bool(answer.evidence)
    return any(c.start < expected.end and expected.start < c.end for c in answer.evidence)


def quotes_hold(answer: Answer, texts: Mapping[str, str]) -> bool:
    """Return whether every citation's quote is verbatim at its offsets, and an answer has one."""
    true = all(texts[c.document][c.start : c.end] == c.quote for c in answer.evidence)
    return true and (bool(answer.evidence) or not answer.answered)
