"""``zhengtu bench validity``: was it in force on a day, against statutes read by hand.

``gold/validity.tsv`` holds, for a statute by the sha256 of its text, what its own text and the
other statutes of the collection say of it, read by hand:

* ``from``: the first day it was in force; ``?`` before the day says that no such day is stated and
  the day given is that of its adoption: before it not in force, after it undetermined.
* ``until``: the last day, empty where nothing ends it; ``~`` says that the newer edition tells the
  day of its adoption but not from when it applies, so days near it are not asked.
* ``ending``: ``repealed`` or ``newer_version``; ``repeals``: how many named documents it repeals.

Each statute is asked about on days around its limits, in a store that holds the statutes of the
gold and those that end them. A quarter of all, by the first digit of the sha256, is held out and
makes up half of the sample; the rest was looked at while mending.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.entity import title_key
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.time.validity import Reason, Status
    from zhengtu.service import Services

STATUTES = "statutes.jsonl.gz"
HELD_OUT = "0123"
"""First hexadecimal digits of the sha256 of held-out texts."""

_FAR = timedelta(days=400)
"""How far from an uncertain limit a day must lie to be asked about."""

_HORIZON = date(2025, 12, 31)
"""The day on which a statute that nothing ends is asked about; the collection is of that year."""

_ENDING = re.compile(r"[^。\n]*(?:废止|停止执行|失效)")


@dataclass(frozen=True, slots=True)
class Case:
    """A statute of the gold: when it was in force, as read; see the module for the marks."""

    sha256: str
    start: date
    start_stated: bool
    until: date | None
    until_stated: bool
    ending: str
    repeals: int

    @property
    def held_out(self) -> bool:
        """Whether nobody looked at it while mending."""
        return self.sha256[0] in HELD_OUT

    def days(self) -> Iterator[tuple[date, Status]]:
        """Yield days with what must be found for them."""
        yield self.start - timedelta(days=1), "not_in_force"
        if not self.start_stated:
            yield self.start + _FAR, "undetermined"
            return
        yield self.start, "in_force"
        if self.until is None:
            yield _HORIZON, "in_force"
            return
        margin = timedelta(0) if self.until_stated else _FAR
        yield self.until - margin, "in_force"
        yield self.until + margin + timedelta(days=1), "not_in_force"


def read_gold() -> list[Case]:
    """Read the statutes that were read by hand."""
    text = files("zhengtu.bench").joinpath("gold/validity.tsv").read_text(encoding="utf-8")
    return [_case(row) for row in csv.DictReader(text.splitlines(), delimiter="\t")]


def _case(row: dict[str, str]) -> Case:
    start, until = row["from"], row["until"]
    return Case(
        row["sha256"],
        date.fromisoformat(start.removeprefix("?")),
        not start.startswith("?"),
        date.fromisoformat(until.removeprefix("~")) if until else None,
        not until.startswith("~"),
        row["ending"],
        int(row["repeals"]),
    )


def run(data: Path) -> dict[str, Any]:
    """Return how many days and repeals came out right, wrong and undetermined, by half."""
    from zhengtu.service import build, open_services
    from zhengtu.settings import Settings

    gold = read_gold()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "statutes.jsonl"
        rows = concerned(data / STATUTES, {case.sha256 for case in gold})
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        settings = Settings(store=Path(folder) / "store", workers=1)
        build([str(source)], settings)
        with open_services(settings) as services:
            return {
                "documents in the store": len(rows),
                "tuned": score(services, [case for case in gold if not case.held_out]),
                "held out": score(services, [case for case in gold if case.held_out]),
            }


def concerned(path: Path, wanted: set[str]) -> list[dict[str, Any]]:
    """Return the statutes wanted, their other editions and what speaks of their end, as sources."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        every = [json.loads(line) for line in lines]
    for row in every:
        row["id"] = hashlib.sha256(row["text"].encode()).hexdigest()
    names = {title_key(row["title"]) for row in every if row["id"] in wanted}
    return [row for row in every if title_key(row["title"]) in names or names & _ended(row["text"])]


def _ended(text: str) -> set[str]:
    """Return the titles that stand in sentences about an end."""
    found = (match[0] for match in _ENDING.finditer(text))
    return {
        title_key(each) for said in found for each in re.findall("《([^》]*(?:〉[^》]*)?)》", said)
    }


def score(services: Services, cases: list[Case]) -> dict[str, Any]:
    """Ask about each day of these statutes; a wrong answer is listed with what was expected."""
    asked = [
        (case, day, expected, *_answer(services, case, day))
        for case in cases
        for day, expected in case.days()
    ]
    count = Counter(map(_judged, asked))
    wrong = [
        f"{case.sha256[:12]} on {day}: {status} ({reason}), not {expected}"
        for case, day, expected, status, reason in asked
        if status != expected
    ]
    repeals = [(case, _repeals(services, case)) for case in cases]
    return {
        "statutes": len(cases),
        "days asked": len(asked),
        **{name: count[name] for name in ("right", "wrong", "undetermined", "over-certain")},
        "endings with the right reason": _reasons(asked),
        "repeals stated": sum(case.repeals for case in cases),
        "repeals found": sum(min(found, case.repeals) for case, found in repeals),
        "repeals too many": sum(max(found - case.repeals, 0) for case, found in repeals),
        "list": wrong,
        "repeals amiss": [
            f"{case.sha256[:12]}: {found}, not {case.repeals}"
            for case, found in repeals
            if found != case.repeals
        ],
    }


Asked = tuple[Case, date, "Status", "Status", "Reason"]


def _answer(services: Services, case: Case, day: date) -> tuple[Status, Reason]:
    found = services.validity(case.sha256, day)[0]
    return found.status, found.reason


def _judged(asked: Asked) -> str:
    """Return what an answer is: to leave open what can be told is not to be wrong."""
    _, _, expected, status, _ = asked
    if status == expected:
        return "right"
    if status == "undetermined":
        return "undetermined"
    return "over-certain" if expected == "undetermined" else "wrong"


def _reasons(asked: list[Asked]) -> str:
    """Return in how many cases of an ended statute the stated cause is the one read."""
    ends = [(case, reason) for case, day, _, _, reason in asked if case.until and day > case.until]
    same = sum(case.ending == reason for case, reason in ends)
    return f"{same} of {len(ends)}"


def _repeals(services: Services, case: Case) -> int:
    from kg.statement import document_iri

    found = services.view.statements(document_iri(case.sha256), ZT.repeals)
    return len({each.object for each in found})
