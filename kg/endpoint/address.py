"""Where an endpoint is, and how it may be spoken to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from corpus.error import ZhengtuError

_UPDATES = (("/query", "/update"),)
"""How engines name the address of updates beside that of queries (Oxigraph, Fuseki)."""

_REPOSITORY = "/repositories/"
_STATEMENTS = "/statements"


class EndpointError(ZhengtuError):
    """An endpoint cannot be reached, refuses, or holds something else than the store's graph."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL 1.1 endpoint: addresses, credentials and bounds.

    Args:
        query: Where queries go (SPARQL 1.1 Protocol, form POST).
        update: Where updates go.
        graph_store: Where whole graphs are read (Graph Store HTTP Protocol); without it they are
            read by a query, which some engines cut.
        user: Sent with ``password`` when the endpoint asks for it: Basic or Digest.
        password: See ``user``.
        seconds: How long one request may take.
        batch: Triples of one update request; a set of graphs with more takes several requests.
    """

    query: str
    update: str
    graph_store: str | None = None
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    seconds: float = 60.0
    batch: int = 50_000

    @classmethod
    def of(
        cls,
        query: str,
        update: str | None = None,
        graph_store: str | None = None,
        *,
        user: str | None = None,
        password: str | None = None,
        seconds: float = 60.0,
    ) -> Self:
        """Return an endpoint by its query address; that of updates follows from it if left out."""
        return cls(
            query, update or update_address(query), graph_store, user, password, seconds=seconds
        )


def update_address(query: str) -> str:
    """Return where an engine takes updates, by where it takes queries.

    >>> update_address("http://localhost:7878/query")
    'http://localhost:7878/update'
    >>> update_address("http://localhost:7200/repositories/policy")
    'http://localhost:7200/repositories/policy/statements'
    >>> update_address("http://localhost:8890/sparql")
    'http://localhost:8890/sparql'
    """
    address = query.rstrip("/")
    for queries, updates in _UPDATES:
        if address.endswith(queries):
            return address.removesuffix(queries) + updates
    if _REPOSITORY in address and not address.endswith(_STATEMENTS):
        return address + _STATEMENTS
    return query
