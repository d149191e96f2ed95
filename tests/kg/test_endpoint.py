"""Speaking to an endpoint: what is sent, tried again, refused, and said when it fails."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from rdflib import RDF, BNode, Literal, URIRef

from kg.endpoint.address import Endpoint, EndpointError
from kg.endpoint.backend import EndpointBackend
from kg.endpoint.portable import portable
from kg.endpoint.update import OPERATION, dropping, requests
from kg.error import QueryError, QueryRefusedError, QueryTimeoutError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.statement import Triple

Seen = list[tuple[dict[str, str], dict[str, list[str]]]]
"""What a server was sent: headers and form, request by request."""

ROWS = '{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"1"}}]}}'
GRAPH, NODE = URIRef("https://w3id.org/zhengtu/id/document/1"), URIRef("a:node")
QUERY = "SELECT ?x FROM <a:g> WHERE { ?s ?p ?x }"


class Reply:
    """One answer of the scripted server: ``seconds`` late, and ``cut`` bytes too short."""

    def __init__(
        self,
        body: str = ROWS,
        status: int = 200,
        *,
        headers: tuple[tuple[str, str], ...] = (),
        cut: int = 0,
        seconds: float = 0,
    ) -> None:
        self.body = body.encode()
        self.status = status
        self.headers = headers
        self.cut = cut
        self.seconds = seconds


@contextmanager
def server(
    *replies: Reply,
) -> Iterator[tuple[str, list[tuple[dict[str, str], dict[str, list[str]]]]]]:
    """A server that gives these replies in turn; its address, and what it was sent."""
    left, seen = list(replies), Seen()
    released = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            seen.append((dict(self.headers), parse_qs(form)))
            reply = left.pop(0)
            released.wait(reply.seconds)
            self.send_response(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body[: len(reply.body) - reply.cut])
            self.close_connection = bool(reply.cut)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_address[1]}/sparql", seen
    finally:
        released.set()
        running.shutdown()
        thread.join()
        running.server_close()


@contextmanager
def backend(endpoint: Endpoint) -> Iterator[EndpointBackend]:
    made = EndpointBackend(endpoint)
    try:
        yield made
    finally:
        made.close()


def asked(*replies: Reply, seconds: float = 60.0) -> int:
    """Ask one query of a server that replies so; return how many rows came."""
    with (
        server(*replies) as (address, _),
        backend(Endpoint(address, address, seconds=seconds)) as made,
    ):
        return len(made.query(QUERY, union=False).rows)


def test_a_query_is_a_form() -> None:
    with server(Reply()) as (address, seen), backend(Endpoint.of(address)) as made:
        rows = made.query(QUERY + " # comment", union=False).rows
    assert rows == ({"x": Literal("1")},)
    headers, form = seen[0]
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert list(form) == ["query"]
    assert "comment" not in form["query"][0]


def test_what_may_pass_is_tried_again() -> None:
    assert asked(Reply("busy", 503), Reply("later", 429), Reply()) == 1


def test_what_stays_is_told_with_address_status_and_advice() -> None:
    with pytest.raises(EndpointError, match=r"127\.0\.0\.1.*HTTP 503 \(starting\).*later"):
        asked(*[Reply("starting", 503)] * 5)
    with pytest.raises(EndpointError, match=r"HTTP 401.*ZHENGTU_GRAPH_USER"):
        asked(Reply("", 401))
    with pytest.raises(EndpointError, match=r"HTTP 404.*graph_url"):
        asked(Reply("", 404))
    with pytest.raises(QueryError, match=r"HTTP 400.*bad"):
        asked(Reply("bad", 400))
    with pytest.raises(QueryTimeoutError, match="graph_seconds"):
        asked(Reply(seconds=5), seconds=0.2)


def test_nobody_there_is_told() -> None:
    with server() as (address, _):
        pass
    with backend(Endpoint.of(address)) as made, pytest.raises(EndpointError, match="cannot be rea"):
        made.graph_names()


@pytest.mark.parametrize("reply", [Reply(cut=20), Reply(ROWS[:-20]), Reply("<html>")])
def test_a_reply_that_breaks_off_is_no_result(reply: Reply) -> None:
    with pytest.raises(EndpointError):
        asked(reply)


def test_rows_that_the_engine_cut_are_no_result() -> None:
    with pytest.raises(QueryError, match="ResultSetMaxRows"):
        asked(Reply(headers=(("X-SPARQL-MaxRows", "1"),)))


def test_credentials_answer_a_challenge() -> None:
    challenge = Reply("", 401, headers=(("WWW-Authenticate", 'Basic realm="x"'),))
    with (
        server(challenge, Reply(), Reply()) as (address, seen),
        backend(Endpoint.of(address, user="reader", password="secret")) as made,
    ):
        for _ in range(2):
            made.query(QUERY, union=False)
    assert ["Authorization" in headers for headers, _ in seen] == [False, True, True]
    assert "secret" not in repr(Endpoint.of(address, user="reader", password="secret"))


def test_graphs_are_written_in_requests_of_bounded_size() -> None:
    def triples(count: int) -> list[Triple]:
        return [(URIRef(f"a:{n // 7}"), RDF.value, Literal(n)) for n in range(count)]

    graphs = {GRAPH: triples(3 * OPERATION), URIRef("a:second"): triples(10)}
    whole = list(requests(dropping(graphs, []), graphs, [], 10 * OPERATION))
    assert len(whole) == 1
    assert whole[0].index("DROP SILENT GRAPH <a:second>") < whole[0].index(f"GRAPH <{GRAPH}>")
    parts = list(requests(dropping(graphs, []), graphs, [], 2 * OPERATION))
    assert len(parts) == 3
    assert sum(part.count(" .\n") for part in parts) == 3 * OPERATION + 10
    for part in parts:  # a node stays in one piece
        for block in part.split("INSERT DATA")[1:]:
            assert block.count(" .\n") <= OPERATION + 7


def test_blank_nodes_and_what_is_no_rdf_are_refused() -> None:
    with backend(Endpoint.of("http://127.0.0.1:1/query")) as made:
        for bad in (BNode(), URIRef("http://a b/")):
            with pytest.raises(StoreError, match="not written"):
                made.replace({GRAPH: [(NODE, RDF.value, bad)]})


def test_a_store_for_reading_writes_nothing() -> None:
    made = EndpointBackend(Endpoint.of("http://127.0.0.1:1/query"), read_only=True)
    with pytest.raises(StoreError, match="reading"):
        made.replace({GRAPH: []})
    made.close()


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * { ?s ?p ?o }", "select"),
        ("ASK { ?s ?p ?o }", "ask"),
        ("DESCRIBE <a:b>", "graph"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "graph"),
        (
            "PREFIX x: <http://www.w3.org/2001/XMLSchema#> SELECT (x:integer(?o) AS ?n) "
            "{ ?s ?p ?o FILTER (?o IN (<a:b>, <a:c>)) }",
            "select",
        ),
    ],
)
def test_standard_queries_may_go(query: str, form: str) -> None:
    assert portable(query) == (query, form)


@pytest.mark.parametrize(
    "query",
    [
        "DEFINE get:soft 'replace' SELECT * WHERE { ?s ?p ?o }",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "SELECT bif:now() WHERE {}",
        "SELECT * WHERE { ?s ?p ?o",
    ],
)
def test_what_is_no_standard_query_stays(query: str) -> None:
    with pytest.raises(QueryError):
        portable(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (<bif:getenv>('PATH') AS ?x) WHERE {}",
        "SELECT (<BIF:getenv> ('PATH') AS ?x) WHERE {}",
        "PREFIX s: <sql:> SELECT * WHERE { ?s s:x ?o }",
        "SELECT * WHERE { ?s <java:x.Y> ?o }",
        "SELECT (<http://example.org/f>(1) AS ?x) WHERE {}",
        "PREFIX f: <http://example.org/> SELECT (f:f # comment\n (1) AS ?x) WHERE {}",
    ],
)
def test_functions_of_an_engine_are_refused(query: str) -> None:
    with pytest.raises(QueryRefusedError):
        portable(query)
