"""Reading the table of forms (``phenomenon.toml``) and what the pipeline makes of a text."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import parse
from corpus.document import RawDocument
from nlp.pipeline import load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.document import PolicyDocument
    from nlp.extraction import Extraction, Measurement

REPORT = {
    "title": "2026年湖北省政府工作报告",
    "kind": "work_report",
    "issuer": "湖北省人民政府",
    "issued_on": "2026-01-27",
}
"""What is given beside the text of a row with ``report = true``."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form: where it stands in the list of phenomena, a text that has it, what must come out.

    ``wanted`` and ``unwanted`` hold, by kind (``figures``, ``relations``, ``names``, ``periods``,
    ``metadata``), what must be and what must not be among what was found; ``fails`` is the reason
    why it does not hold yet.
    """

    section: str
    name: str
    text: str
    given: Mapping[str, Any] = field(default_factory=dict)
    wanted: Mapping[str, list[str]] = field(default_factory=dict)
    unwanted: Mapping[str, list[str]] = field(default_factory=dict)
    fails: str = ""


def forms() -> list[Form]:
    """Return the table's rows."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return [_form(section["name"], row) for section in table["section"] for row in section["form"]]


def _form(section: str, row: dict[str, Any]) -> Form:
    given = REPORT if row.pop("report", False) else row.pop("given", {})
    return Form(section, given=given, **row)


@cache
def _read(text: str, given: tuple[tuple[str, Any], ...]) -> tuple[PolicyDocument, Extraction]:
    document = parse(RawDocument("x", text, dict(given)))
    return document, load(recogniser=False).extract(document)


def found(form: Form) -> dict[str, set[str]]:
    """Return what the pipeline finds in a form's text, written as in the table."""
    document, read = _read(form.text, tuple(sorted(form.given.items())))
    about = document.metadata
    days = {name: getattr(about, name) for name in
            ("issued_on", "published_on", "effective_from", "effective_until")}  # fmt: skip
    return {
        "figures": {_figure(m) for m in read.measurements},
        "scopes": {_scope(m) for m in read.measurements},
        "relations": {f"{r.subject}|{r.predicate}|{r.object}" for r in read.relations},
        "norms": {f"{r.bearer}|{r.modality_text}|{r.object}" for r in read.relations},
        "names": {f"{k.mention.text}={k.name}" for k in read.links},
        "labels": {f"{m.label} {m.text}" for m in read.mentions},
        "periods": {f"{m.text}={p.start or ''}~{p.end or ''}" for m, p in read.periods},
        "references": {f"{r.text}={r.name}" for r in read.references},
        "sections": {s.heading for s in document.sections},
        "metadata": {
            f"title={about.title}",
            f"number={about.document_number}",
            f"kind={about.kind}",
            *(f"issuer={name}" for name in about.issuers),
            *(f"addressee={name}" for name in about.addressees),
            *(f"{name}={day}" for name, day in days.items()),
        },
    }


def _figure(m: Measurement) -> str:
    high = "" if m.low == m.high else f"~{m.high:f}"
    return f"{m.indicator}{m.comparator}{m.low:f}{high}{m.unit}"


def _scope(m: Measurement) -> str:
    """Return whose figure it is, of which kind and when."""
    year = f"{m.period.start or ''}~{m.period.end or ''}" if m.period else ""
    return f"{m.area} {m.kind} {year} {m.value_text}"
