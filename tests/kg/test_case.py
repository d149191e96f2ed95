"""Corrections that people exported as cases: each is replayed on today's extraction.

A file of ``zhengtu correct export --cases`` that is put beside those in ``case/``, or into the
folder that ``ZHENGTU_CASES`` names, is replayed as well, without new code.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import RawDocument, parse
from kg.build import document_graph
from kg.case import Case, replay
from kg.correction import Correction
from kg.error import StoreError
from nlp.pipeline import load
from ontology.namespace import ZT

TEXT = "# 云河省2026年政府工作报告\n\n2025年，云河省粮食产量600亿斤。\n"
FOLDERS = [Path(__file__).with_name("case"), Path(os.environ.get("ZHENGTU_CASES", "none"))]
CASES = [
    pytest.param(json.loads(line), id=f"{file.stem}:{number}")
    for folder in FOLDERS
    for file in sorted(folder.glob("*.jsonl"))
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
]


@pytest.mark.parametrize("line", CASES)
def test_no_correction_is_lost(line: dict[str, object]) -> None:
    case = Case.of_json(line)
    assert replay(case, load().extract) != "lost", case.correction.why


def figure() -> tuple[Case, Correction]:
    document = parse(RawDocument("report.md", TEXT))
    graph = document_graph(document, load().extract(document))
    (said,) = (each for each in graph.statements if each.predicate == ZT.hasObservation)
    change = Correction(
        "change", document.id, said.subject.n3(), said.predicate.n3(), said.object.n3(),
        "审校", "2026-01-01T00:00:00+00:00", "误读", quote=said.evidence.quote,
        figure=(("low", "610"), ("high", "610")),
    )  # fmt: skip
    return Case(document, change), change


def test_a_case_tells_what_is_mended_what_is_needed_and_what_is_lost() -> None:
    case, change = figure()
    read = Case.of_json(json.loads(json.dumps(case.to_json())))
    assert read == case
    assert replay(read, load().extract) == "needed"
    right = replace(change, figure=(("unit", "斤"), ("low", "60000000000")))
    assert replay(Case(case.document, right), load().extract) == "mended"
    rejected = replace(change, action="reject", figure=())
    assert replay(Case(case.document, rejected), load().extract) == "needed"
    gone = replace(change, action="add", object='"甲"', figure=(), quote="原文没有的话")
    assert replay(Case(case.document, gone), load().extract) == "lost"


def test_what_is_no_case_is_refused() -> None:
    with pytest.raises(StoreError, match="--cases"):
        Case.of_json({"document": {"id": "x"}})
