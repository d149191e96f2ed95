"""Figures on real documents, which are not part of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import corpus
from corpus import Failure, PolicyDocument
from zhengtu.bench import metadata

if TYPE_CHECKING:
    from pathlib import Path


def test_metadata_from_the_text_alone(shared_data: Path) -> None:
    found = metadata.records(shared_data)
    assert found["documents"] > 20
    assert min(found["number"], found["office"], found["date"]) >= 0.95, found["wrong"]
    assert found["title"] >= 0.9, found["wrong"]


def test_effective_days_and_amendments_of_statutes_read_by_hand(shared_data: Path) -> None:
    found = metadata.histories(shared_data)
    for sample in ("sample a", "sample b"):
        assert found[sample] == 50
        assert found[f"{sample} right"] >= 48


def test_every_article_is_a_section(shared_data: Path) -> None:
    found = metadata.statutes(shared_data, every=20)
    assert found["articles"] > 5000
    assert found["in order"] >= 0.99


@pytest.mark.parametrize(
    "name", ["smart-city-2014.txt", "provincial-reports-2026.jsonl", "policy-qa-documents.jsonl"]
)
def test_documents_are_read_whole(shared_data: Path, name: str) -> None:
    found = list(corpus.read([shared_data / name]))
    assert not [each for each in found if isinstance(each, Failure)]
    documents = [each for each in found if isinstance(each, PolicyDocument)]
    for document in documents:
        assert "".join(document.quote(p.start, p.end) for p in document.passages) == document.text
    titled = [document for document in documents if document.metadata.title]
    assert len(titled) >= 0.95 * len(documents)


def test_work_reports_tell_whose_and_when(shared_data: Path) -> None:
    for document in corpus.read([shared_data / "provincial-reports-2026.jsonl"]):
        assert isinstance(document, PolicyDocument)
        given = document.metadata.extra
        assert document.metadata.kind == "work_report"
        assert document.metadata.issuers == (f"{given['province']}人民政府",)
        issued_on = document.metadata.issued_on
        assert issued_on is not None
        assert str(issued_on.year) == given["year"]
        assert document.sections[0].level == 1
        assert not document.metadata.conflicts
