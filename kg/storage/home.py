"""Where a store keeps its graph: in the folder of a generation, or at an endpoint.

At an endpoint there is one graph for all generations, changed in place, document by document. Its
head says whose it is and which generation was published last, so that a folder and a graph that do
not belong together are told before anything is read or written.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Protocol

from kg.endpoint.address import EndpointError
from kg.storage.oxigraph_store import OxigraphBackend

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from kg.endpoint.address import Endpoint
    from kg.endpoint.backend import EndpointBackend
    from kg.storage.archive import Archive
    from kg.storage.store import GraphBackend

GRAPH = "graph"
ELSEWHERE = "graph elsewhere"
"""The note in the archive of a store whose graph is at an endpoint: the store's name there, else
empty."""


class GraphHome(Protocol):
    """What opens a store's graph, and is told when a generation is finished."""

    def open(
        self, folder: Path, archive: Archive, known: Collection[str], *, read_only: bool
    ) -> GraphBackend:
        """Open the graph of a generation.

        Args:
            folder: The generation.
            archive: Its archive.
            known: The published generation and the one that is being made, if there are such.
            read_only: Whether it is only read.

        Raises:
            EndpointError: The endpoint does not answer, has another store's graph, or the graph
                is not where it is looked for.
            StoreError: The graph in the folder cannot be opened.
        """

    def settle(self, folder: Path) -> None:
        """Let the graph of a generation take its final form on disk; it is closed."""

    def publish(self, archive_name: str, generation: str) -> None:
        """Take note that a generation is about to be published."""


class InFolder:
    """The embedded default: Oxigraph in the generation's folder."""

    def open(
        self, folder: Path, archive: Archive, known: Collection[str], *, read_only: bool
    ) -> GraphBackend:
        """Open the graph; see ``GraphHome.open``."""
        del known
        if archive.setting(ELSEWHERE):
            raise EndpointError(
                "这个库的图在外部图数据库中：请设置 ZHENGTU_GRAPH_URL。 "
                "The graph of this store is at an endpoint: set ZHENGTU_GRAPH_URL (graph_url) to "
                "its query address",
                path=str(folder.parent),
            )
        return OxigraphBackend(folder / GRAPH, read_only=read_only)

    def settle(self, folder: Path) -> None:
        """Open and close the graph: RocksDB then drops logs, two thirds of the folder."""
        OxigraphBackend(folder / GRAPH).close()

    def publish(self, archive_name: str, generation: str) -> None:
        """Do nothing: the folder is published with the graph in it."""


class AtEndpoint:
    """A SPARQL 1.1 endpoint that holds this store's graph, and no other store's."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Take note of the endpoint; nothing is sent yet."""
        self._endpoint = endpoint

    def open(
        self, folder: Path, archive: Archive, known: Collection[str], *, read_only: bool
    ) -> GraphBackend:
        """Open the graph; see ``GraphHome.open``."""
        from kg.endpoint.backend import EndpointBackend

        if (folder / GRAPH).exists():
            raise EndpointError(
                "这个库的图在自己的目录里：请取消 ZHENGTU_GRAPH_URL，或用 --store 另建一个库。 "
                "The graph of this store is in its folder: unset ZHENGTU_GRAPH_URL (graph_url), or "
                "build into a new folder with --store",
                path=str(folder.parent),
            )
        backend = EndpointBackend(self._endpoint, read_only=read_only)
        try:
            self._check(backend, archive, known, read_only=read_only)
        except BaseException:
            backend.close()
            raise
        return backend

    def settle(self, folder: Path) -> None:
        """Do nothing: the graph is the endpoint's to keep."""

    def publish(self, archive_name: str, generation: str) -> None:
        """Write the generation's name to the head of the graph, before the folder's."""
        from kg.endpoint.backend import EndpointBackend

        backend = EndpointBackend(self._endpoint)
        try:
            backend.set_head(archive_name, generation)
        finally:
            backend.close()

    def _check(
        self, backend: EndpointBackend, archive: Archive, known: Collection[str], *, read_only: bool
    ) -> None:
        mine, head = archive.setting(ELSEWHERE), backend.head()
        if head is None and not len(archive) and not read_only:
            name = mine or secrets.token_hex(8)
            archive.set(ELSEWHERE, name)
            backend.set_head(name, "")
            return
        address = self._endpoint.query
        if head is None:
            raise EndpointError(
                f"图数据库 {address} 中没有这个库的图：请检查地址，或重新建库。 "
                f"The endpoint {address} holds no graph of this store: check graph_url, or build "
                "into a new folder with --store",
                address=address,
            )
        store, generation = head
        if store != mine:
            raise EndpointError(
                f"图数据库 {address} 中是另一个库的图：请另用一个数据集，或先清空它。 "
                f"The endpoint {address} holds another store's graph: use another dataset, or "
                "empty this one first (DROP ALL)",
                address=address,
            )
        if generation and generation not in known:
            raise EndpointError(
                f"图数据库 {address} 中的图是第 {generation} 代，与本目录不符：请重新建库。 "
                f"The graph at {address} is of generation {generation}, which this folder does not "
                "know: one of the two was restored or copied; use the folder that belongs to it, "
                "or empty the endpoint (DROP ALL) and build into a new folder",
                address=address,
                generation=generation,
            )


def home_of(endpoint: Endpoint | None) -> GraphHome:
    """Return where the graph is: at an endpoint if there is one."""
    return InFolder() if endpoint is None else AtEndpoint(endpoint)
