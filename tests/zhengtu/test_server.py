"""The HTTP server as its clients see it: a real server on loopback, real clients."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import uvicorn
from rdflib import RDF, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

from ontology.iri import mint
from ontology.namespace import ZT
from zhengtu.server import create_app
from zhengtu.server.description import SD
from zhengtu.service import build
from zhengtu.service.live import LiveServices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zhengtu.settings import Settings

TITLES = f"SELECT ?title WHERE {{ ?document <{ZT.title}> ?title }} ORDER BY ?title"
TITLE_GRAPH = f"CONSTRUCT {{ ?d <{ZT.title}> ?t }} WHERE {{ ?d <{ZT.title}> ?t }}"
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . "
    "FILTER (CONCAT(STR(?a), STR(?d), STR(?g), STR(?j), STR(?m)) = 'x') }"
)
pytestmark = pytest.mark.timeout(120)


class Running:
    """A server in a thread, on a free port of loopback."""

    def __init__(self, settings: Settings) -> None:
        self._live = LiveServices(settings)
        config = uvicorn.Config(create_app(self._live), host="127.0.0.1", port=0, log_level="error")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run)

    def __enter__(self) -> str:
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive()
            time.sleep(0.01)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._live.close()


@pytest.fixture(scope="module")
def url(built: Settings) -> Iterator[str]:
    with Running(built) as address:
        yield address


@pytest.fixture(scope="module")
def narrow(built: Settings) -> Iterator[str]:
    """A server with limits that small queries reach."""
    limits = {
        "sparql_rows": 5, "sparql_bytes": 2000, "sparql_seconds": 1.0, "sparql_concurrency": 1,
        "serve_origins": "https://desk.example",
    }  # fmt: skip
    with Running(built.model_copy(update=limits)) as address:
        yield address


def get(url: str, query: str, accept: str | None = None, **more: str) -> httpx.Response:
    headers = {"accept": accept} if accept else {}
    return httpx.get(f"{url}/sparql", params={"query": query, **more}, headers=headers)


def titles(body: str) -> list[str]:
    return [row["title"]["value"] for row in json.loads(body)["results"]["bindings"]]


def test_three_ways_to_send_a_query_give_the_same(url: str) -> None:
    by_get = get(url, TITLES)
    by_form = httpx.post(f"{url}/sparql", data={"query": TITLES})
    direct = httpx.post(
        f"{url}/sparql", content=TITLES, headers={"content-type": "application/sparql-query"}
    )
    assert by_get.status_code == by_form.status_code == direct.status_code == 200
    assert by_get.headers["content-type"].startswith("application/sparql-results+json")
    assert len(titles(by_get.text)) == 2
    assert by_get.text == by_form.text == direct.text


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv", "text/csv"),
        ("application/json", "application/json"),
        ("text/*", "text/xml"),
        ("text/turtle, */*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_rows_come_in_the_format_that_is_accepted(url: str, accept: str, media: str) -> None:
    found = get(url, TITLES, accept)
    assert found.headers["content-type"] == f"{media}; charset=utf-8"
    assert "青禾省" in found.text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    ("accept", "syntax"),
    [
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        (None, "turtle"),
    ],
)
def test_graphs_come_in_the_format_that_is_accepted(
    url: str, accept: str | None, syntax: str
) -> None:
    graph = Graph().parse(data=get(url, TITLE_GRAPH, accept).text, format=syntax)
    assert len(graph) == 2


def test_what_is_not_accepted_is_406(url: str) -> None:
    assert get(url, TITLES, "image/png").status_code == 406
    assert get(url, TITLES, "text/csv;q=0, text/turtle").status_code == 406
    assert get(url, TITLE_GRAPH, "text/csv").status_code == 406


def test_dataset_beside_the_query_comes_first(url: str) -> None:
    report, notice = (str(mint("document", name)) for name in ("report.md", "notice.txt"))
    only = get(url, TITLES, **{"default-graph-uri": notice})
    assert [title[:3] for title in titles(only.text)] == ["湖北省"]
    over = get(
        url, TITLES.replace("WHERE", f"FROM <{report}> WHERE"), **{"default-graph-uri": notice}
    )
    assert titles(over.text) == titles(only.text)
    named = f"SELECT ?title WHERE {{ GRAPH ?g {{ ?document <{ZT.title}> ?title }} }}"
    assert len(titles(get(url, named, **{"named-graph-uri": report}).text)) == 1
    assert titles(get(url, TITLES, **{"named-graph-uri": report}).text) == []
    absent = get(url, TITLES, **{"default-graph-uri": "http://example.org/absent"})
    assert absent.status_code == 403
    assert "no such graph" in absent.text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT {", 400),
        ("", 400),
        ("DROP ALL", 403),
        ("INSERT DATA { <http://a> <http://b> <http://c> }", 403),
        ("LOAD <http://127.0.0.1:1/x>", 403),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
        ("SELECT * FROM <http://127.0.0.1:1/x> { ?s ?p ?o }", 403),
    ],
)
def test_bad_and_refused_queries(url: str, query: str, status: int) -> None:
    found = get(url, query)
    assert found.status_code == status
    assert found.headers["content-type"].startswith("text/plain")
    assert found.text.strip()


def test_malformed_requests(url: str) -> None:
    sparql = f"{url}/sparql"
    twice = httpx.get(f"{sparql}?query=ASK%7B%7D&query=ASK%7B%7D")
    assert twice.status_code == 400
    assert httpx.get(f"{sparql}?query=%FF").status_code == 400
    assert httpx.get(f"{sparql}?default-graph-uri=http://a/").status_code == 400
    assert httpx.post(sparql, data={"update": "DROP ALL"}).status_code == 403
    assert httpx.post(sparql, data={"other": "x"}).status_code == 400
    kinds = {
        "application/sparql-update": 403,
        "application/json": 415,
        "application/sparql-query; charset=gbk": 415,
    }
    for kind, status in kinds.items():
        assert (
            httpx.post(sparql, content="ASK {}", headers={"content-type": kind}).status_code
            == status
        )
    bytes_ = httpx.post(
        sparql, content=b"ASK {} # \xff", headers={"content-type": "application/sparql-query"}
    )
    assert bytes_.status_code == 400
    long = httpx.post(sparql, data={"query": "ASK {} #" + "x" * (1 << 20)})
    assert long.status_code == 413
    assert httpx.put(sparql, content="x").status_code == 405


def test_nothing_goes_out(url: str) -> None:
    """Queries that name a server on loopback never reach it."""
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.setblocking(False)
        there = f"http://127.0.0.1:{canary.getsockname()[1]}/data.ttl"
        for query in (
            f"SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE SILENT <{there}> {{ ?s ?p ?o }} }}",
            f"SELECT * FROM <{there}> {{ ?s ?p ?o }}",
            f"SELECT * FROM NAMED <{there}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            f"LOAD <{there}>",
        ):
            assert get(url, query).status_code == 403
        assert get(url, TITLES, **{"default-graph-uri": there}).status_code == 403
        assert get(url, f"SELECT * {{ GRAPH <{there}> {{ ?s ?p ?o }} }}").status_code == 200
        with pytest.raises(BlockingIOError):
            canary.accept()


def test_a_cut_result_is_never_a_whole_one(narrow: str) -> None:
    rows = get(narrow, "SELECT * { ?s ?p ?o }")
    assert rows.status_code == 413
    assert "5 rows" in rows.text
    assert get(narrow, "SELECT * { ?s ?p ?o } LIMIT 5", "text/csv").status_code == 200
    long = ", ".join(["STR(?s)"] * 12)
    large = get(narrow, f"SELECT (CONCAT({long}) AS ?x) {{ ?s ?p ?o }} LIMIT 5")
    assert large.status_code == 413
    assert "bytes" in large.text
    triples = get(narrow, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert triples.status_code == 413


def test_a_slow_query_is_stopped_and_a_crowd_is_sent_away(narrow: str) -> None:
    get(narrow, "ASK { ?s ?p ?o }")  # the query process is there
    slow: list[httpx.Response] = []
    busy: list[httpx.Response] = []

    def crowd() -> None:
        """Ask in the middle of a slow query, which holds the only place once it has arrived."""
        slow.clear()
        busy.clear()
        thread = threading.Thread(target=lambda: slow.append(get(narrow, ENDLESS)))
        thread.start()
        time.sleep(0.2)
        busy.append(get(narrow, "ASK { ?s ?p ?o }"))
        thread.join()

    for _ in range(10):
        crowd()
        if (slow[0].status_code, busy[0].status_code) == (503, 429):
            break  # else one of the two arrived before the other was there
    assert busy[0].status_code == 429
    assert int(busy[0].headers["retry-after"]) >= 1
    assert slow[0].status_code == 503
    assert "was stopped" in slow[0].text
    assert get(narrow, "ASK { ?s ?p ?o }").json()["boolean"] is True


def test_browsers_of_allowed_origins_may_read(url: str, narrow: str) -> None:
    origin = {"origin": "https://other.example"}
    assert httpx.get(f"{url}/sparql", headers=origin).headers["access-control-allow-origin"] == "*"
    preflight = {**origin, "access-control-request-method": "POST"}
    assert httpx.options(f"{url}/sparql", headers=preflight).status_code == 200
    assert (
        "access-control-allow-origin" not in httpx.get(f"{narrow}/sparql", headers=origin).headers
    )
    ours = httpx.get(f"{narrow}/sparql", headers={"origin": "https://desk.example"})
    assert ours.headers["access-control-allow-origin"] == "https://desk.example"


def test_without_a_query_the_service_describes_itself(url: str) -> None:
    for accept, syntax in (("text/turtle", "turtle"), ("application/rdf+xml", "xml")):
        found = httpx.get(f"{url}/sparql", headers={"accept": accept})
        graph = Graph().parse(data=found.text, format=syntax)
        (service,) = graph.subjects(RDF.type, SD.Service)
        assert str(graph.value(service, SD.endpoint)) == f"{url}/sparql"
        assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph
        assert (service, SD.feature, SD.UnionDefaultGraph) in graph


def test_sparqlwrapper(url: str) -> None:
    client = SPARQLWrapper(f"{url}/sparql")

    def found(form: str) -> Any:  # noqa: ANN401 - what it is depends on the format
        client.setReturnFormat(form)
        return client.queryAndConvert()

    client.setQuery(TITLES)
    assert len(found(JSON)["results"]["bindings"]) == 2
    client.setMethod(POST)
    assert len(found(XML).getElementsByTagName("result")) == 2
    assert "青禾省" in found(CSV).decode()
    client.setQuery(TITLE_GRAPH)
    assert len(Graph().parse(data=found(TURTLE), format="turtle")) == 2


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_as_a_client(url: str, method: str) -> None:
    graph = Graph(SPARQLStore(f"{url}/sparql", method=method))
    assert len(list(graph.query(TITLES))) == 2
    document = URIRef(mint("document", "notice.txt"))
    assert str(graph.value(document, URIRef(ZT.documentNumber))) == "鄂政办发〔2024〕7号"


def test_curl(url: str) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed")
    command = [curl, "-s", "-H", "Accept: text/csv", "--data-urlencode", f"query={TITLES}"]
    done = subprocess.run([*command, f"{url}/sparql"], capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[0] == "title"
    assert len(done.stdout.decode().splitlines()) == 3


def test_questions_and_passages(url: str) -> None:
    asked = {"question": "浙江省2026年地区生产总值增长目标是多少？"}
    answer = httpx.get(f"{url}/api/ask", params=asked, timeout=60).json()
    assert answer["outcome"] == "answered"
    assert answer["values"][0]["value"] == "5%左右"
    assert httpx.post(f"{url}/api/ask", json=asked, timeout=60).json()["text"] == answer["text"]
    found = httpx.get(f"{url}/api/search", params={"text": "数据共享", "limit": 1}).json()
    assert found["query"] == "数据共享"
    assert found["results"][0]["document"] == "notice.txt"


@pytest.mark.parametrize(
    ("path", "given", "word"),
    [
        ("ask", {}, "question"),
        ("ask", {"question": "x", "as_of": "soon"}, "日期"),
        ("ask", {"question": "x", "document": "absent"}, "absent"),
        ("ask", {"question": "x", "other": "y"}, "other"),
        ("search", {"text": "x", "limit": "0"}, "limit"),
        ("search", {"text": " "}, "空"),
    ],
)
def test_bad_api_calls_say_what_to_do(
    url: str, path: str, given: dict[str, str], word: str
) -> None:
    found = httpx.get(f"{url}/api/{path}", params=given)
    assert found.status_code == 400
    assert word in found.json()["error"]
    assert httpx.post(f"{url}/api/{path}", content="[]").status_code == 400
    assert httpx.post(f"{url}/api/{path}", content="{").status_code == 400


def test_many_ask_at_once(url: str) -> None:
    question = {"question": "江西省2026年地区生产总值增长目标是多少？"}
    found: list[str] = []

    def one() -> None:
        found.append(httpx.get(f"{url}/api/ask", params=question, timeout=60).json()["text"])

    threads = [threading.Thread(target=one) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 12
    assert len(set(found)) == 1
    assert "5%—5.5%" in found[0]


def test_health_metrics_and_request_ids(url: str) -> None:
    assert httpx.get(f"{url}/healthz").json() == {"status": "ok", "documents": 2}
    named = httpx.get(f"{url}/", headers={"x-request-id": "abc-1"})
    assert named.headers["x-request-id"] == "abc-1"
    forged = httpx.get(f"{url}/", headers={"x-request-id": "a b"})
    assert forged.headers["x-request-id"] != "a b"
    httpx.get(f"{url}/no/such/page")
    text = httpx.get(f"{url}/metrics").text
    assert 'zhengtu_http_requests_total{method="GET",path="/healthz",status="200"}' in text
    assert 'path="other",status="404"' in text
    assert "/no/such" not in text


def test_the_server_follows_a_build(sources: Path, settings: Settings) -> None:
    build([str(sources)], settings)
    titles = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?d <{ZT.documentId}> ?t }}"

    def counted(url: str) -> tuple[int, str]:
        rows = httpx.get(f"{url}/sparql", params={"query": titles}, headers={"accept": "text/csv"})
        return httpx.get(f"{url}/healthz").json()["documents"], rows.text.split()[-1]

    with Running(settings) as url:
        assert counted(url) == (2, "2")
        (sources / "more.txt").write_text("# 陕西省方案\n\n陕西省印发方案。", "utf-8")
        assert build([str(sources)], settings).added == 1
        assert counted(url) == (3, "3")
