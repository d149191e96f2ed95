"""Each request: an id, a line of JSON in the log, and numbers for Prometheus."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger("zhengtu.server")
_ID = re.compile(r"[\w.\-]{1,64}\Z", re.ASCII)
_SLOW = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """What is counted; one registry for each application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("path", "method", "status")
        self.requests = Counter(
            "zhengtu_http_requests", "Requests answered", labels, registry=self.registry
        )
        self.seconds = Histogram(
            "zhengtu_http_request_seconds",
            "Time to answer",
            ("path",),
            registry=self.registry,
            buckets=_SLOW,
        )
        self.running = Gauge(
            "zhengtu_http_requests_in_progress", "Requests under way", registry=self.registry
        )
        self.answers = Counter(
            "zhengtu_answers", "Questions answered", ("outcome", "reason"), registry=self.registry
        )


class RequestLog:
    """Middleware. The text of questions and queries is not logged: it may be confidential."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, paths: frozenset[str]) -> None:
        self._app = app
        self._metrics = metrics
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request and note it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = _request_id(scope)
        begun = time.perf_counter()
        status = 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", name.encode())]
            await send(message)

        self._metrics.running.inc()
        try:
            await self._app(scope, receive, noted)
        finally:
            self._metrics.running.dec()
            self._note(scope, name, status, time.perf_counter() - begun)

    def _note(self, scope: Scope, name: str, status: int, seconds: float) -> None:
        # An unknown path is counted as one, so that a scan cannot fill the memory with labels.
        path = scope["path"] if scope["path"] in self._paths else "other"
        self._metrics.requests.labels(path, scope["method"], status).inc()
        self._metrics.seconds.labels(path).observe(seconds)
        record = {
            "request": name,
            "method": scope["method"],
            "path": path,
            "status": status,
            "ms": round(seconds * 1000, 1),
        }
        _LOG.info(json.dumps(record))


def _request_id(scope: Scope) -> str:
    """Return the id the client or a proxy gave, or a new one."""
    given = next((value for key, value in scope["headers"] if key == b"x-request-id"), b"")
    text = given.decode("latin-1")
    return text if _ID.match(text) else secrets.token_hex(8)
