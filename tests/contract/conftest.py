"""Every backend a store may have; a test here runs on each."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING

import pytest

from corpus.document import Metadata, Passage, PolicyDocument
from kg.endpoint.backend import HEAD_GRAPH, EndpointBackend
from kg.storage.archive import Archive
from kg.storage.directory import Store
from kg.storage.memory_store import memory_store
from kg.storage.oxigraph_store import OxigraphBackend
from tests.contract.engine import oxigraph_server, virtuoso_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.endpoint.address import Endpoint


ENGINES = {
    "oxigraph-server": oxigraph_server,
    "virtuoso": virtuoso_server,
}


@pytest.fixture(scope="session")
def endpoints(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Endpoint]]:
    """Starts an engine by its name, once for all tests."""
    with ExitStack() as running:

        @cache
        def start(name: str) -> Endpoint:
            folder = tmp_path_factory.mktemp(name)
            return running.enter_context(ENGINES[name](folder))

        yield start


@pytest.fixture(params=list(ENGINES))
def endpoint(request: pytest.FixtureRequest, endpoints: Callable[[str], Endpoint]) -> Endpoint:
    """Each engine in turn, with nothing of ours in it."""
    return emptied(endpoints(request.param))


def emptied(endpoint: Endpoint) -> Endpoint:
    """Take all graphs of ours away."""
    backend = EndpointBackend(endpoint)
    backend.replace({name: [] for name in [*backend.graph_names(), HEAD_GRAPH]})
    backend.close()
    return endpoint


@pytest.fixture(params=["oxigraph", "memory", *ENGINES])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, endpoints: Callable[[str], Endpoint]
) -> Iterator[Store]:
    """An empty store, open for writing."""
    if request.param == "memory":
        made = memory_store()
    elif request.param == "oxigraph":
        made = Store(OxigraphBackend(tmp_path / "graph"), Archive(tmp_path / "documents.sqlite"))
    else:
        backend = EndpointBackend(emptied(endpoints(request.param)))
        backend.set_head("test", "")
        made = Store(backend, Archive(tmp_path / "documents.sqlite"))
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
