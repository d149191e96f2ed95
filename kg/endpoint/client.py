"""HTTP to an endpoint: form POST, retries with back-off, bodies read as they come."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from kg.endpoint.failure import BUSY, may_pass, not_accepted, refusal, too_late, unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from kg.endpoint.address import Endpoint

ATTEMPTS = 5
"""How often a request is sent that found nobody or a busy server; all of ours may be repeated."""

CONNECT_SECONDS = 10.0
LONGEST_WAIT = 8.0


class _Credentials(httpx.Auth):
    """Answers the challenge that comes: Digest (Virtuoso) or Basic (the others)."""

    def __init__(self, user: str, password: str) -> None:
        self._given = (user, password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._chosen is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            digest = response.headers.get("www-authenticate", "").lower().startswith("digest")
            self._chosen = (httpx.DigestAuth if digest else httpx.BasicAuth)(*self._given)
        yield from self._chosen.auth_flow(request)


class Stream:
    """The body of a response as a file that is read forwards."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, all that is left if it is negative; empty at the end."""
        if size < 0:
            taken, self._rest = self._rest + b"".join(self._chunks), b""
            return taken
        if not self._rest:
            self._rest = next((each for each in self._chunks if each), b"")
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: ``body`` is read once, to its end or not.

    ``cut_at`` is the server's own limit: Virtuoso ends a longer result at that many rows, with
    status 200, and says so in a header.
    """

    body: Stream
    media_type: str
    cut_at: int | None


class EndpointClient:
    """Sends queries and updates; threads may share it."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Take note of the addresses; nothing is sent yet."""
        self._endpoint = endpoint
        self._http = httpx.Client(
            timeout=httpx.Timeout(endpoint.seconds, connect=CONNECT_SECONDS),
            auth=_Credentials(endpoint.user, endpoint.password or "") if endpoint.user else None,
            headers={"User-Agent": "zhengtu"},
        )

    @contextmanager
    def query(
        self, text: str, accept: str, parameters: Sequence[tuple[str, str]] = ()
    ) -> Iterator[Reply]:
        """Send a query and lend the reply.

        Args:
            text: SPARQL 1.1, read-only.
            accept: The media types that can be read.
            parameters: Further fields of the form, such as ``default-graph-uri``.

        Raises:
            EndpointError: Nobody there, refused, or the reply breaks off.
            QueryError: The endpoint does not accept the query.
            QueryTimeoutError: It took too long.
        """
        form: dict[str, list[str]] = {"query": [text]}
        for name, value in parameters:
            form.setdefault(name, []).append(value)
        with self._lent("POST", self._endpoint.query, query=text, accept=accept, form=form) as it:
            yield it

    @contextmanager
    def graph(self, name: str, accept: str) -> Iterator[Reply]:
        """Read a graph from the graph store address and lend the reply.

        Raises:
            EndpointError: As for ``query``.
            QueryTimeoutError: It took too long.
        """
        address = self._endpoint.graph_store
        assert address is not None
        with self._lent("GET", address, accept=accept, graph=name) as reply:
            yield reply

    def update(self, text: str) -> None:
        """Send an update that may be sent again.

        Raises:
            EndpointError: Nobody there, refused, too slow, or not accepted.
        """
        address = self._endpoint.update
        try:
            response = self._opened(lambda: self._request("POST", address, form={"update": [text]}))
            response.read()
            response.close()
        except httpx.HTTPError as error:
            raise unreachable(address, error) from error
        if response.is_error:
            raise refusal(response)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    @contextmanager
    def _lent(
        self,
        method: str,
        address: str,
        *,
        accept: str,
        query: str | None = None,
        form: dict[str, list[str]] | None = None,
        graph: str | None = None,
    ) -> Iterator[Reply]:
        try:
            response = self._opened(
                lambda: self._request(method, address, accept=accept, form=form, graph=graph)
            )
            try:
                if response.is_error:
                    response.read()
                    raise refusal(response) if query is None else not_accepted(response, query)
                yield _reply(response)
            finally:
                response.close()
        except httpx.TimeoutException as error:
            raise too_late(address, self._endpoint.seconds) from error
        except httpx.HTTPError as error:
            raise unreachable(address, error) from error

    def _request(
        self,
        method: str,
        address: str,
        *,
        accept: str = "*/*",
        form: dict[str, list[str]] | None = None,
        graph: str | None = None,
    ) -> httpx.Request:
        return self._http.build_request(
            method,
            address,
            data=form,
            params=None if graph is None else {"graph": graph},
            headers={"Accept": accept},
        )

    def _opened(self, make: Callable[[], httpx.Request]) -> httpx.Response:
        """Send a request, again while its failure may pass; the body is still to be read."""
        attempts = Retrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_random_exponential(multiplier=0.25, max=LONGEST_WAIT),
            retry=retry_if_exception(may_pass),
            reraise=True,
        )
        return attempts(self._sent, make)

    def _sent(self, make: Callable[[], httpx.Request]) -> httpx.Response:
        request = make()
        try:
            response = self._http.send(request, stream=True)
        except (httpx.NetworkError, httpx.RemoteProtocolError, httpx.ConnectTimeout) as error:
            raise unreachable(str(request.url), error) from error
        if response.status_code in BUSY:
            response.read()
            response.close()
            raise refusal(response)
        return response


def _reply(response: httpx.Response) -> Reply:
    media_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
    cut = response.headers.get("x-sparql-maxrows", "")
    return Reply(Stream(response.iter_bytes()), media_type, int(cut) if cut.isdigit() else None)
