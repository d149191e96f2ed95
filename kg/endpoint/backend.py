"""The graph at an endpoint: what ``GraphBackend`` asks for, in SPARQL 1.1 over HTTP.

A set of graphs is replaced by one update request as long as it is not very large; an engine with
transactions (Oxigraph, Fuseki, GraphDB) then shows all of it or nothing. Where it takes several
requests, or the engine has none (Virtuoso), the graphs come in the order given, so that what rests
on others comes last. Every request may be sent twice without harm.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, cast

import pyoxigraph as ox
from rdflib import DCTERMS, Literal, URIRef

from kg.endpoint.address import EndpointError
from kg.endpoint.client import EndpointClient
from kg.endpoint.portable import portable
from kg.endpoint.update import dropping, requests
from kg.error import QueryError, StoreError
from kg.storage.oxigraph_store import read_result
from kg.storage.store import QueryResult
from kg.storage.term import from_ox_triple, to_ox
from ontology.iri import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.endpoint.address import Endpoint
    from kg.endpoint.client import Reply
    from kg.endpoint.portable import Form
    from kg.statement import Quad, Triple
    from kg.storage.store import Dataset

HEAD_GRAPH = URIRef(BASE + "graph/head")
"""Says whose graph this is and which generation was published last; no part of the graph."""

ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples, text/turtle;q=0.5"
_UNIONS: tuple[tuple[tuple[str, str], ...], ...] = (
    (),
    (("union-default-graph", "true"),),
    (("default-graph-uri", "urn:x-arq:UnionGraph"),),
)
"""How plain patterns are made to range over all graphs: as it is, Oxigraph's way, Jena's way."""

_GRAPHS = "SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


class EndpointBackend:
    """A ``GraphBackend`` at a SPARQL 1.1 endpoint; only graphs of ours are seen or touched."""

    def __init__(self, endpoint: Endpoint, *, read_only: bool = False) -> None:
        """Take note of the endpoint; nothing is sent yet."""
        self._endpoint = endpoint
        self._client = EndpointClient(endpoint)
        self._read_only = read_only
        self._union: tuple[tuple[str, str], ...] | None = None

    @property
    def address(self) -> str:
        """Where queries go."""
        return self._endpoint.query

    def head(self) -> tuple[str, str] | None:
        """Return the store whose graph this is and its published generation, None if nobody's.

        Raises:
            EndpointError: The endpoint does not answer.
        """
        query = (
            f"SELECT ?store ?generation WHERE {{ GRAPH <{HEAD_GRAPH}> {{ <{HEAD_GRAPH}> "
            f"<{DCTERMS.identifier}> ?store ; <{DCTERMS.hasVersion}> ?generation }} }}"
        )
        rows = self._sent(query, "select").rows
        return (str(rows[0]["store"]), str(rows[0]["generation"])) if rows else None

    def set_head(self, store: str, generation: str) -> None:
        """Write whose graph this is and which generation is published.

        Raises:
            EndpointError: As for ``replace``.
        """
        said = ((DCTERMS.identifier, store), (DCTERMS.hasVersion, generation))
        self.replace({HEAD_GRAPH: [(HEAD_GRAPH, name, Literal(value)) for name, value in said]})

    def replace(
        self,
        graphs: Mapping[URIRef, Iterable[Triple]],
        *,
        add: Iterable[Quad] = (),
        delete: Iterable[Quad] = (),
    ) -> None:
        """Make these named graphs hold exactly these triples; see ``GraphBackend.replace``.

        Raises:
            EndpointError: The endpoint does not answer, or refuses.
            StoreError: A term is not valid RDF, or a blank node, or the store is read-only.
        """
        if self._read_only:
            raise StoreError("the store is open for reading: open it for writing")
        try:
            prepared = list(requests(dropping(graphs, delete), graphs, add, self._endpoint.batch))
        except ValueError as error:
            raise StoreError(
                f"the graph was not written: {error}", graphs=[str(name) for name in graphs]
            ) from error
        for text in prepared:
            self._client.update(text)

    def graph_names(self) -> list[URIRef]:
        """Return the names of all graphs of ours, sorted."""
        names = {str(row["g"]) for row in self._sent(_GRAPHS, "select").rows}
        return sorted(
            URIRef(name) for name in names if name.startswith(BASE) and name != str(HEAD_GRAPH)
        )

    def has_graph(self, name: URIRef) -> bool:
        """Return whether there is a graph of that name."""
        query = f"SELECT ?s WHERE {{ GRAPH {to_ox(name)} {{ ?s ?p ?o }} }} LIMIT 1"
        return bool(self._sent(query, "select").rows)

    def quads(self, graph: URIRef | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph or of all, in no particular order."""
        for name in self.graph_names() if graph is None else [graph]:
            missing = size = self._size(name)
            for triple in self._triples(name, size):
                missing -= 1
                yield (*triple, name)
            if missing > 0:
                raise self._cut(name, size - missing)

    def query(
        self,
        text: str,
        *,
        union: bool = True,
        limit: int | None = None,
        dataset: Dataset | None = None,
    ) -> QueryResult:
        """Run a read-only query; see ``GraphBackend.query``."""
        standard, form = portable(text)
        return self._sent(standard, form, self._range(dataset, union=union), limit)

    def flush(self) -> None:
        """Do nothing: what the endpoint has taken is its to keep."""

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _range(self, dataset: Dataset | None, *, union: bool) -> Sequence[tuple[str, str]]:
        if dataset is not None:
            default = [("default-graph-uri", name) for name in dataset.default]
            return default + [("named-graph-uri", name) for name in dataset.named]
        if not union:
            return ()
        if self._union is None:
            self._union = self._find_union()
        return self._union

    def _find_union(self) -> tuple[tuple[str, str], ...]:
        """Return what makes plain patterns see the head, which is in a graph of its own."""
        query = f"SELECT ?x WHERE {{ <{HEAD_GRAPH}> <{DCTERMS.identifier}> ?x }}"
        for parameters in _UNIONS:
            try:
                if self._sent(query, "select", parameters).rows:
                    return parameters
            except QueryError:  # an engine that does not know the parameter
                continue
        raise EndpointError(
            f"图数据库 {self.address} 的默认图不是所有图的并集，或其中没有本库的图。 "
            f"The default graph of {self.address} is not the union of its graphs, or no graph of "
            "this store is there: start it with a union default graph (Oxigraph: "
            "--union-default-graph; Fuseki: tdb2:unionDefaultGraph true)",
            address=self.address,
        )

    def _sent(
        self,
        text: str,
        form: Form,
        parameters: Sequence[tuple[str, str]] = (),
        limit: int | None = None,
    ) -> QueryResult:
        accept = TRIPLES if form == "graph" else ROWS
        with self._client.query(text, accept, parameters) as reply:
            result = self._read(reply, form, limit)
        size = len(result.rows) + len(result.triples)
        if reply.cut_at is not None and size >= reply.cut_at and not result.truncated:
            raise QueryError(
                f"图数据库只给了前 {reply.cut_at} 行。 "
                f"The endpoint cut the result at {reply.cut_at} rows: raise its limit (Virtuoso: "
                "ResultSetMaxRows), or ask for less",
                query=text,
            )
        return result

    def _read(self, reply: Reply, form: Form, limit: int | None) -> QueryResult:
        body = cast("IO[bytes]", reply.body)
        try:
            if form == "graph":
                return read_result(_parsed(reply), limit)
            found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
            result = read_result(found, limit)
        except (SyntaxError, ValueError) as error:
            raise self._garbled(error) from error
        if form == "ask" and result.form == "select":  # as Virtuoso 7 answers it
            return QueryResult("ask", answer=bool(result.rows))
        return result

    def _size(self, name: URIRef) -> int:
        query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {to_ox(name)} {{ ?s ?p ?o }} }}"
        return int(str(self._sent(query, "select").rows[0]["n"]))

    def _triples(self, name: URIRef, size: int) -> Iterator[Triple]:
        if not size:
            return
        if self._endpoint.graph_store is None:
            query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {to_ox(name)} {{ ?s ?p ?o }} }}"
            yield from self._sent(query, "graph").triples
        else:
            with self._client.graph(str(name), TRIPLES) as reply:
                try:
                    yield from map(from_ox_triple, _parsed(reply))
                except SyntaxError as error:
                    raise self._garbled(error) from error

    def _cut(self, name: URIRef, found: int) -> EndpointError:
        """Return the error of a graph that the engine gave a part of, with status 200."""
        return EndpointError(
            f"图数据库 {self.address} 只给了图 {name} 的前 {found} 条三元组。 "
            f"The endpoint {self.address} gave only {found} triples of the graph {name}: raise its "
            "limit (Virtuoso: ResultSetMaxRows), or wait until no build is writing",
            address=self.address,
        )

    def _garbled(self, error: Exception) -> EndpointError:
        """Return the error of a reply that cannot be read; a cut one is an error on its way."""
        return EndpointError(
            f"图数据库 {self.address} 的回答读不出来，可能中途断了。 "
            f"The reply of {self.address} cannot be read ({error}): it broke off, or the address "
            "is not that of a SPARQL endpoint",
            address=self.address,
        )


def _parsed(reply: Reply) -> Iterator[ox.Quad]:
    turtle = reply.media_type in {"text/turtle", "application/x-turtle"}
    syntax = ox.RdfFormat.TURTLE if turtle else ox.RdfFormat.N_TRIPLES
    return ox.parse(cast("IO[bytes]", reply.body), format=syntax)
