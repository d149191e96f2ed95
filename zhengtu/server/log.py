"""Each request: an id, a line in the log, and numbers for Prometheus."""

from __future__ import annotations

import json
import logging
import re
import secrets
import sys
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from typing import Literal

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from zhengtu.server.metric import Metrics

_LOG = logging.getLogger("zhengtu.server")
_ID = re.compile(r"[\w.\-]{1,64}\Z", re.ASCII)
_GONE = 499
"""What nginx notes where the client went before it was answered."""

_REQUEST: ContextVar[str | None] = ContextVar("request", default=None)


class RequestLog:
    """Middleware. The text of questions and queries is not logged: it may be confidential."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, paths: frozenset[str]) -> None:
        self._app = app
        self._metrics = metrics
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request and note it; one that fails by our fault is answered with its id."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = _request_id(scope)
        _REQUEST.set(name)
        begun = time.perf_counter()
        status = 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", name.encode())]
            await send(message)

        self._metrics.running.inc()
        try:
            await self._app(scope, receive, noted)
        except ClientDisconnect:
            status = _GONE
        except Exception:
            _LOG.exception("the request failed")
            if status:
                raise  # half an answer must not look like a whole one
            words = f"internal error: the log has it as request {name}\n"
            await PlainTextResponse(words, 500)(scope, receive, noted)
        finally:
            self._metrics.running.dec()
            self._note(scope, status or 500, time.perf_counter() - begun)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        # An unknown path is counted as one, so that a scan cannot fill the memory with labels.
        path = scope["path"] if scope["path"] in self._paths else "other"
        self._metrics.requests.labels(path, scope["method"], status).inc()
        self._metrics.seconds.labels(path).observe(seconds)
        record = {
            "method": scope["method"],
            "path": path,
            "status": status,
            "ms": round(seconds * 1000, 1),
        }
        _LOG.info("%(method)s %(path)s %(status)s %(ms)s ms", record)


class JsonLines(logging.Formatter):
    """A JSON object a line: time, level, logger, request, what is said, a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said = record.args if isinstance(record.args, dict) else {"message": record.getMessage()}
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": _REQUEST.get(),
            **said,
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        kept = {name: value for name, value in line.items() if value is not None}
        return json.dumps(kept, ensure_ascii=False, default=str)


class TextLines(logging.Formatter):
    """A line for people; ``-`` stands for no request."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(request)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and the traceback under it."""
        record.request = _REQUEST.get() or "-"
        return super().format(record)


def log_to_stderr(form: Literal["json", "text"]) -> None:
    """Let the log go to standard error: ours from INFO on, that of libraries from WARNING on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    _LOG.setLevel(logging.INFO)


def _request_id(scope: Scope) -> str:
    """Return the id the client or a proxy gave, or a new one."""
    given = next((value for key, value in scope["headers"] if key == b"x-request-id"), b"")
    text = given.decode("latin-1")
    return text if _ID.match(text) else secrets.token_hex(8)
