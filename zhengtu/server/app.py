"""The application: routes, errors, CORS."""

from __future__ import annotations

from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from corpus.error import ZhengtuError
from kg.query import guard
from zhengtu.server.api import Api
from zhengtu.server.description import describe
from zhengtu.server.document import DocumentApi
from zhengtu.server.error import HttpError, http_error
from zhengtu.server.log import RequestLog
from zhengtu.server.metric import Metrics
from zhengtu.server.negotiation import GRAPHS, ROWS, negotiate
from zhengtu.server.pool import WorkerPool
from zhengtu.server.protocol import read_request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from starlette.requests import Request

    from zhengtu.service.live import LiveServices

_ABOUT = {
    "sparql": "/sparql",
    "ask": "/api/ask?question=…",
    "search": "/api/search?text=…",
    "documents": "/api/documents",
    "health": "/healthz",
    "metrics": "/metrics",
}


def create_app(live: LiveServices) -> Starlette:
    """Return the ASGI application over a store; the caller closes it.

    ``/sparql`` (GET, POST) SPARQL 1.1 Protocol; ``/api/ask`` and ``/api/search`` (GET, POST) the
    JSON of the commands of that name; ``/api/documents`` lists, adds and removes documents;
    ``/healthz``; ``/metrics`` in Prometheus text.
    """
    metrics = Metrics()
    pool = WorkerPool(live.settings)
    api = Api(live, metrics)

    async def health(_: Request) -> Response:
        return JSONResponse(await run_in_threadpool(api.health))

    async def measured(_: Request) -> Response:
        with suppress(HttpError):  # a store that fails is told of by /healthz
            await run_in_threadpool(api.health)
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    async def about(_: Request) -> Response:
        return JSONResponse({"name": "zhengtu", **_ABOUT})

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        with pool:
            yield

    routes = [
        Route("/", about),
        Route("/sparql", _sparql_with(pool), methods=["GET", "POST"]),
        Route("/api/ask", api.ask, methods=["GET", "POST"]),
        Route("/api/search", api.search, methods=["GET", "POST"]),
        Route("/api/documents", DocumentApi(live).serve, methods=["GET", "POST", "DELETE"]),
        Route("/healthz", health),
        Route("/metrics", measured),
    ]
    middleware = _middleware(live.settings.serve_origins, metrics, routes)
    handlers: dict[Any, Any] = {ZhengtuError: _refuse}
    return Starlette(
        routes=routes, middleware=middleware, exception_handlers=handlers, lifespan=lifespan
    )


def _sparql_with(pool: WorkerPool) -> Callable[[Request], Awaitable[Response]]:
    """Return the protocol's operation, answered by the processes of a pool."""

    async def sparql(request: Request) -> Response:
        found = await read_request(request)
        accept = request.headers.get("accept")
        if found.query is None:
            media, form = negotiate(accept, GRAPHS)
            body = describe(str(request.url.replace(query="")), form)
        else:
            # Which graphs there are is the worker's to check: here only the form is wanted.
            kind = guard(found.query, lambda _: True).form
            offered = GRAPHS if kind in {"CONSTRUCT", "DESCRIBE"} else ROWS
            media, form = negotiate(accept, offered)
            done = await run_in_threadpool(pool.answer, found.query, form, found.dataset)
            body = done.body
        headers = {"content-type": f"{media}; charset=utf-8", "vary": "accept"}
        return Response(body, headers=headers)

    return sparql


def _middleware(origins: str, metrics: Metrics, routes: Sequence[Route]) -> list[Middleware]:
    """Return what every request passes: the log with its metrics, and CORS for some origins."""
    return [
        Middleware(RequestLog, metrics=metrics, paths=frozenset(route.path for route in routes)),
        Middleware(
            CORSMiddleware,
            allow_origins=[each.strip() for each in origins.split(",")],
            allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
            allow_headers=["accept", "content-type", "x-request-id"],
            expose_headers=["x-request-id", "retry-after"],
        ),
    ]


async def _refuse(request: Request, error: ZhengtuError) -> Response:
    found = http_error(error)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": found.message}, found.status, found.headers)
    return PlainTextResponse(found.message + "\n", found.status, found.headers)
