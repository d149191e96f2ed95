"""Serves the application on one address until it is told to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhengtu.service.memory import share_arenas
from zhengtu.service.page import check_free

if TYPE_CHECKING:
    from zhengtu.service.live import LiveServices

_QUIET = 5
"""Seconds that running requests get when the server is stopped."""


class HttpServer:
    """The application on one address, checked before it starts.

    Raises:
        PageError: The address is taken or not this machine's.
    """

    def __init__(self, live: LiveServices, host: str, port: int) -> None:
        self._live = live
        self._host = host
        self._port = port
        check_free(host, port)

    @property
    def url(self) -> str:
        """Where the server is; IPv6 addresses stand in brackets."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    def run(self) -> None:
        """Serve until SIGINT or SIGTERM; the log goes to standard error."""
        import uvicorn

        from zhengtu.server.app import create_app
        from zhengtu.server.log import log_to_stderr

        share_arenas()
        log_to_stderr(self._live.settings.log_format)
        uvicorn.run(
            create_app(self._live),
            host=self._host,
            port=self._port,
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=_QUIET,
        )
