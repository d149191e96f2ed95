"""Stores that faults are tried on: documents made by number, and what must hold of any store."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from kg.statement import document_iri
from kg.storage.directory import Store, current_generation
from ontology.iri import provenance_graph
from qa.retrieval.text_index import TextIndex
from zhengtu.service import open_services
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-m", "zhengtu"]
ROUNDS = int(os.environ.get("ZHENGTU_CRASH_ROUNDS", "1"))
"""How thorough the faults are; the suite takes the short form."""


def text_of(number: int, edition: int = 1) -> str:
    """Return a document whose figures tell its number and its edition."""
    return (
        f"# 云河省第{number + 1}号通知\n\n云河省财政厅牵头建立第{number + 1}号数据共享机制。\n"
        f"到2030年，数据平台达到{edition * 1000 + number}个，政府投资{edition + number}亿元。\n"
    )


def write_documents(folder: Path, count: int, edition: int = 1) -> Path:
    """Write documents into a folder; another edition changes them all."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:03}.md").write_text(text_of(number, edition), "utf-8")
    return folder


def run(*words: str, program: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, below another program where one is given."""
    return subprocess.run(
        [*program, *COMMAND, *words], capture_output=True, text=True, timeout=300, check=False
    )


def die_at(place: str, call: int, *words: str) -> None:
    """Run a command that is killed at a point; see ``tests.endurance.dying``."""
    command = [sys.executable, "-m", "tests.endurance.dying", place, str(call), *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == -9, f"{place} was not reached:\n{done.stderr}"


def exported(path: Path) -> bytes:
    """Return all that the published state of a store says, after checking that it conforms."""
    target = io.BytesIO()
    with open_services(Settings(store=path)) as services:
        services.export(target, "nquads", provenance=True)
        assert services.validate().conforms
    return target.getvalue()


def held(path: Path) -> dict[str, str]:
    """Check that what is published is whole; return the texts of its documents by id.

    Every document of the archive is in the graph with its quotes, and in the text index.
    """
    if current_generation(path) is None:
        return {}
    with Store.open_read_only(path) as store:
        view = store.view()
        texts = {document.id: document.text for document in store.archive}
        for name, text in texts.items():
            iri = document_iri(name)
            assert view.has_graph(iri)
            assert view.has_graph(provenance_graph(iri))
            for statement in view.statements(iri):
                place = statement.evidence
                assert text[place.start : place.end] == place.quote
        assert store.folder is not None
        assert set(TextIndex(store.folder / "text").versions()) == set(texts)
    return texts
