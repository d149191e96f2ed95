"""Stores that faults are tried on: documents made up by number, and what must hold of any store."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

from kg.statement import document_iri
from kg.storage.directory import Store, current_generation
from ontology.iri import provenance_graph
from zhengtu.service import open_services
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-m", "zhengtu"]


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


def run(*words: str, **how: object) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*COMMAND, *words], capture_output=True, text=True, timeout=300, check=False, **how
    )  # type: ignore[call-overload, no-any-return]


def exported(path: Path) -> bytes:
    """Return all that the published state of a store says, after checking that it conforms."""
    target = io.BytesIO()
    with open_services(Settings(store=path)) as services:
        services.export(target, "nquads", provenance=True)
        assert services.validate().conforms
    return target.getvalue()


def check_whole(path: Path) -> set[str]:
    """Check that what is published is whole; return the ids of the documents in it.

    Every document that the archive has is in the graph with its quotes, and in the text index.
    """
    if current_generation(path) is None:
        return set()
    with Store.open_read_only(path) as store:
        view = store.view()
        for document in store.archive:
            iri = document_iri(document.id)
            assert view.has_graph(iri)
            assert view.has_graph(provenance_graph(iri))
            for statement in view.statements(iri):
                place = statement.evidence
                assert document.quote(place.start, place.end) == place.quote
        held = set(store.archive.ids())
        assert store.folder is not None
        from qa.retrieval.text_index import TextIndex

        assert set(TextIndex(store.folder / "text").versions()) == held
    return held
