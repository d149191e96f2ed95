"""Every backend a store may have; a test here runs on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.document import Metadata, Passage, PolicyDocument
from kg.storage.archive import Archive
from kg.storage.directory import Store
from kg.storage.memory_store import memory_store
from kg.storage.oxigraph_store import OxigraphBackend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(params=["oxigraph", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store, open for writing."""
    if request.param == "memory":
        made = memory_store()
    else:
        made = Store(OxigraphBackend(tmp_path / "graph"), Archive(tmp_path / "documents.sqlite"))
    with made:
        yield made


@pytest.fixture
def make_document() -> Callable[[str, str], PolicyDocument]:
    """Makes a document of an id and a text."""

    def make(document_id: str, text: str) -> PolicyDocument:
        return PolicyDocument(
            id=document_id,
            text=text,
            metadata=Metadata(title=text[:6]),
            sections=(),
            passages=(Passage(document_id, 0, len(text)),),
            sha256="0" * 64,
        )

    return make
